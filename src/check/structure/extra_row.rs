//! # What it checks
//! Rows of a translation that stand for nothing on its source page: data that the catalog does not
//! know, a field that the source edition of the page does not list, or (as a note) a row that
//! could stand for two things.
//!
//! # Why it matters
//! Such a row discloses something that nobody declared. It is a leftover of an older edition, a
//! row from another page, or a row so mangled that its meaning is lost.
//!
//! # Example
//! Wrong: a row `| STORE | Shop account | Shoe size | … |` that no source edition ever had. Right:
//! only the rows of the source page.
//!
//! # Remedy
//! Take the row out, or put it right when it is meant to be one of the source page. A row that is
//! due to a newer source text calls for the newer hash in the front matter.

use crate::align::Match;
use crate::audit::{Audit, KnownEdition, Page, PageRow};
use crate::catalog::FieldIx;
use crate::catalog::model::ColumnRole;
use crate::check::{Check, Context};
use crate::finding::{Finding, Severity};

use super::{named, owed, prove, repeats, shown};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "extra-row",
    summary: "a row stands for nothing on the source page",
    severity: Severity::Warning,
    doubts_text: true,
    yields_to: &[],
    source: include_str!("extra_row.rs"),
    run,
};

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    // A table of which no row is known is one finding of `missing-table`.
    if page.is_source || page.rows.iter().all(|row| row.matched == Match::None) {
        return;
    }
    let expected = audit.expected_fields(page);
    for row in page.rows.iter().filter(|row| repeats(audit, page, &expected, row).is_none()) {
        let finding = match row.matched {
            Match::None => unknown(page, row),
            // Then one of the two is missing, and `missing-row` says so.
            Match::Ambiguous { reference, other }
                if page.resolved() > 0
                    && owed(audit, &expected, reference)
                    && owed(audit, &expected, other) =>
            {
                None
            }
            Match::Ambiguous { reference, other } => {
                Some(ambiguous(audit, page, row, reference, other))
            }
            Match::Row { reference, .. } if !owed(audit, &expected, reference) => {
                unlisted(audit, page, row)
            }
            Match::Row { .. } | Match::Duplicate { .. } => None,
        };
        findings.extend(finding);
    }
}

/// A row without a field cell says nothing that could be extra; `short-row` speaks of it if it is
/// short.
fn unknown(page: &Page, row: &PageRow) -> Option<Finding> {
    let label = page.cell(row, ColumnRole::Field).filter(|cell| !cell.text().is_empty())?;
    let message = format!("the row {} stands for nothing on the source page", shown(page, row));
    let finding = Finding::new(CHECK.id, CHECK.severity, page.row_span(row), message)
        .column("field")
        .found(label.text())
        .help("take the row out, or write it as the source page has it");
    Some(finding.row(row.number, []))
}

fn ambiguous(
    audit: &Audit<'_>,
    page: &Page,
    row: &PageRow,
    reference: usize,
    other: usize,
) -> Finding {
    let rows = audit.catalog.rows_of_flow(&audit.document(page).flow);
    let sides: Vec<String> = [reference, other]
        .into_iter()
        .filter_map(|r| rows.get(r))
        .map(|row| named(audit, page, &row.fields))
        .collect();
    let sides = sides.join(" or ");
    let message = format!("the row {} cannot be told apart: {sides}", shown(page, row));
    let finding = Finding::new(CHECK.id, Severity::Note, page.row_span(row), message)
        .column("field")
        .found(page.cell_text(row, ColumnRole::Field))
        .expected(sides)
        .help("its key is neither of the two: write the key as the source page has it")
        .row(row.number, []);
    let fields = [reference, other].into_iter().filter_map(|r| rows.get(r));
    fields.fold(finding, |finding, row| prove(audit, page, finding, &row.fields))
}

/// A known field that the edition of the page does not list. Nothing when the page names no
/// edition and any known edition of today lists it: the page may just be newer than its hand-off
/// date says.
fn unlisted(audit: &Audit<'_>, page: &Page, row: &PageRow) -> Option<Finding> {
    let newest = audit.newest(page);
    let listed_now = newest.map_or_else(
        || row.fields.iter().any(|ix| audit.catalog.field(*ix).until.is_none()),
        |newest| lists(newest, &row.fields),
    );
    let edition = audit.edition(page);
    if edition.is_none() && listed_now {
        return None;
    }
    let what = match edition.or(newest) {
        Some(edition) => format!("the source edition {} does not list", edition.id()),
        None => "the source page no longer lists".to_owned(),
    };
    let (severity, help) = if listed_now {
        (Severity::Note, "today's source page has it: update the source hash in the front matter")
    } else {
        (CHECK.severity, "take the row out: the source page does not have it")
    };
    let message = format!("{what} the row {}", shown(page, row));
    let finding = Finding::new(CHECK.id, severity, page.row_span(row), message)
        .column("field")
        .found(page.cell_text(row, ColumnRole::Field))
        .help(help)
        .row(row.number, page.field_ids(audit.catalog, row));
    Some(prove(audit, page, finding, &row.fields))
}

fn lists(edition: &KnownEdition, fields: &[FieldIx]) -> bool {
    edition.content.rows.iter().any(|(listed, _)| fields.iter().any(|ix| listed.contains(ix)))
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    const SOURCE: &str = "\
| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | Channel of the lamp. |
| PINGs | Hello | lampId | UUID of the lamp. |
| PINGs | Hello | State | One of lit, dark, faulty. |
| PINGs | GoodBye | Topic | Channel of the lamp. |
";

    #[test]
    fn a_row_of_unknown_data_is_a_warning() {
        Case::default()
            .document("en-US/data-acme-sends-to-hub.md", SOURCE)
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Le canal de la lampe. |
| PINGs | Hello | lampId | L’UUID de la lampe. |
| PINGs | Hello | State | Un de lit, dark ou faulty. |
| PINGs | GoodBye | Topic | Le canal de la lampe. |
| BOOTS | Pied | ShoeSize | La pointure 42 du client. |
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the row `ShoeSize` (BOOTS, Pied) stands for nothing on the source page
|  |  |  |  |
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn a_row_that_no_edition_of_the_page_lists_is_a_warning() {
        Case::default()
            .document("en-US/data-acme-sends-to-hub.md", SOURCE)
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Le canal de la lampe. |
| PINGs | Hello | lampId | L’UUID de la lampe. |
| PINGs | Hello | State | Un de lit, dark ou faulty. |
| PINGs | GoodBye | Topic | Le canal de la lampe. |
| STORE | Compte de la boutique | shadeCount | Combien d’abat-jour. |
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the source edition
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn the_rows_of_the_source_are_left_alone() {
        Case::default()
            .document("en-US/data-acme-sends-to-hub.md", SOURCE)
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Sujet | Le canal de la lampe. |
| PINGs | Hello | lampId | L’UUID de la lampe. |
| PINGs | Hello | State | Un de lit, dark ou faulty. |
| PINGs | GoodBye | Topic | Le canal de la lampe. |
",
            )
            .expect(&CHECK);
    }
}
