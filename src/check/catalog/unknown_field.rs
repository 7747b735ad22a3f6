//! # What it checks
//! Rows of a source page that stand for no field of the catalog, or for two with nearly the same
//! right. Translations are compared with the source page, so only source pages are looked at.
//!
//! # Why it matters
//! What the catalog does not know has no category, no sensitivity and no subject: it is missing
//! from every inventory that is made from it, and no check looks after its translations.
//!
//! # Example
//! The page gains the row `| PINGs | Hello | firmware | Version of the lamp. |` and the catalog
//! has no `acme-to-hub/ping/hello/firmware`.
//!
//! # Remedy
//! Add the field to the catalog's file of that flow and service, with `since` set to the date of
//! the page. If it is an old field under a new name, add the old one under `former_labels`.

use std::collections::BTreeMap;

use crate::align::Match;
use crate::audit::{Audit, CellRef, Page, PageRow};
use crate::catalog::model::ColumnRole;
use crate::check::repeat::cover;
use crate::check::{Check, Context};
use crate::finding::{Finding, Severity};
use crate::source::Span;

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "unknown-field",
    summary: "the source page lists a field that the catalog lacks",
    severity: Severity::Warning,
    doubts_text: true,
    yields_to: &[],
    source: include_str!("unknown_field.rs"),
    run,
};

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    if !page.is_source {
        return;
    }
    let mut unknown: BTreeMap<[&str; 3], Vec<CellRef<'_>>> = BTreeMap::new();
    for row in &page.rows {
        if matches!(row.matched, Match::None | Match::Ambiguous { .. })
            && let Some(cell) = page.cell(row, ColumnRole::Field).filter(|c| !c.text().is_empty())
        {
            let text = |role| page.cell_text(row, role);
            let name = [text(ColumnRole::Service), text(ColumnRole::Message), cell.text()];
            unknown.entry(name).or_default().push(cell);
        }
    }
    for (name, cells) in unknown {
        let first = cells[0];
        let finding = Finding::new(CHECK.id, CHECK.severity, first.span(), message(audit, page, name, first.row))
            .column("field")
            .found(first.text())
            .help("add it to the catalog's file of this flow and service, or add its old name to the field's `former_labels`");
        let finding = cover(audit, page, finding, &cells);
        findings.push(match neighbour(audit, page, first.row) {
            Some(span) => finding.relate(span, "the field of the row before, in the catalog"),
            None => finding,
        });
    }
}

fn message(
    audit: &Audit<'_>,
    page: &Page,
    [service, message, field]: [&str; 3],
    row: &PageRow,
) -> String {
    let place: Vec<&str> = [service, message].into_iter().filter(|part| !part.is_empty()).collect();
    let name = format!("`{field}` ({})", place.join(", "));
    let Match::Ambiguous { reference, other } = row.matched else {
        return format!("the catalog has no field for {name}");
    };
    let rows = audit.catalog.rows_of_flow(&audit.document(page).flow);
    let id = |row: usize| {
        let first = rows.get(row).and_then(|row| row.fields.first());
        first.map_or("", |ix| audit.catalog.field(*ix).id.as_str())
    };
    format!("{name} may be the catalog's `{}` or its `{}`", id(reference), id(other))
}

/// The declaration of the nearest field above that the catalog knows.
fn neighbour(audit: &Audit<'_>, page: &Page, row: &PageRow) -> Option<Span> {
    let before = page.rows[..row.number - 1].iter().rev().find_map(|row| row.fields.last())?;
    let origin = &audit.catalog.field(*before).origin;
    let file = audit.catalog_files.get(&origin.path)?;
    Some(Span::new(*file, origin.range.start, origin.range.end))
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    #[test]
    fn a_row_that_the_catalog_lacks() {
        Case::default()
            .document(
                "en-US/data-acme-sends-to-hub.md",
                "\
| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | Channel of the lamp. |
| PINGs | Hello | lampId | The UUID of the lamp. |
| PINGs | Hello | State | One of lit, dark or faulty. |
| PINGs | GoodBye | Topic | Channel of the lamp. |
| STORE | Shop account | Serial number | Number of the lamp. |
| STORE | Shop account | Owner name | The buyer. |
| STORE | Shop account | Purchase time | In ISO 8601. |
| STORE | Shop account | shadeCount | How many. |
| CLOUD | Upload | firmwareBuild | What runs on the lamp. |
                   ^^^^^^^^^^^^^ warning: the catalog has no field for `firmwareBuild` (CLOUD, Upload)
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn known_rows_and_translations_are_left_alone() {
        Case::default()
            .document(
                "en-US/data-acme-sends-to-hub.md",
                "\
| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | Channel of the lamp. |
| PINGs | Hello | lampId | The UUID of the lamp. |
| PINGs | GoodBye | Topic | Channel of the lamp. |
",
            )
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Le canal de la lampe. |
| PINGs | Hello | lampId | L’UUID de la lampe. |
| CLOUD | Envoi | firmwareBuild | Ce qui fait marcher la lampe. |
",
            )
            .expect(&CHECK);
    }
}
