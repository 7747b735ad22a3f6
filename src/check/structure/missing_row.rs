//! # What it checks
//! Rows that the source edition of a page has and the page has not. What a page owes is decided by
//! the edition it names in its front matter, so that a row that was added to the source later is
//! no fault here (see `stale-edition`). More than five rows of one message are one finding. Where
//! a row of the page may be the missing one but cannot be told apart, this is a warning; so it is
//! where the source took the row up later and nothing tells how old the page is.
//!
//! # Why it matters
//! A row that is not there is data that is sent and not disclosed, to the readers of one language
//! only. Nobody notices, for nothing looks wrong.
//!
//! # Example
//! Wrong: `| … | assignedCount | … |` followed by `| … | retiredCount | … |`. Right: the row of
//! `availableCount` between them, as on the source page.
//!
//! # Remedy
//! Take the row from the source page, put it after the row that is pointed at, and translate its
//! purpose.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::align::Match;
use crate::audit::{Audit, Page, PageRow};
use crate::catalog::FieldIx;
use crate::check::{Check, Context};
use crate::finding::{Finding, Severity, counted};
use crate::parse::rows_cut_off;
use crate::source::Span;

use super::{enumerate, group_of, label_of, named, owed, prove, shown, source_order, standing};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "missing-row",
    summary: "a row of the source page is missing",
    severity: Severity::Error,
    doubts_text: false,
    yields_to: &[],
    source: include_str!("missing_row.rs"),
    run,
};

/// Missing rows of one message above which they are one finding.
const MANY: usize = 5;

/// A row that is not there.
struct Gap<'a> {
    reference: usize,
    fields: Vec<FieldIx>,
    after: Option<&'a PageRow>,
}

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    if page.is_source || page.resolved() == 0 {
        return;
    }
    let expected = audit.expected_fields(page);
    let mut gaps = gaps(audit, page, &expected);
    findings.extend(cut_off(audit, page, &mut gaps));
    let mut groups: BTreeMap<&str, Vec<Gap<'_>>> = BTreeMap::new();
    for gap in gaps {
        let suspects = suspects(page, gap.reference);
        if suspects.is_empty() {
            let message = &audit.catalog.field(gap.fields[0]).message;
            groups.entry(message).or_default().push(gap);
        } else if suspects.iter().all(|(_, other)| owed(audit, &expected, *other)) {
            findings.push(doubtful(audit, page, &gap, &suspects));
        }
    }
    for gaps in groups.values() {
        if gaps.len() > MANY {
            findings.push(missing(audit, page, gaps));
        } else {
            findings.extend(gaps.chunks(1).map(|gap| missing(audit, page, gap)));
        }
    }
}

/// The expected rows that no row of the page stands for, in source order.
fn gaps<'a>(audit: &Audit<'_>, page: &'a Page, expected: &[FieldIx]) -> Vec<Gap<'a>> {
    let rows = audit.catalog.rows_of_flow(&audit.document(page).flow);
    let mut gaps = Vec::new();
    let mut after = None;
    for reference in source_order(audit, page) {
        if let Some(row) = standing(page, reference) {
            after = Some(row);
            continue;
        }
        let Some(row) = rows.get(reference) else { continue };
        let fields: Vec<FieldIx> =
            row.fields.iter().copied().filter(|ix| expected.contains(ix)).collect();
        if !fields.is_empty() {
            gaps.push(Gap { reference, fields, after });
        }
    }
    gaps
}

/// One finding for all rows that are missing after the last one of a table that ends too early: an
/// empty line or a comment stands in it, and more rows below that belong to no table. They are taken
/// out of the gaps.
fn cut_off(audit: &Audit<'_>, page: &Page, gaps: &mut Vec<Gap<'_>>) -> Option<Finding> {
    let last = page.rows.last()?;
    let is_after = |gap: &Gap<'_>| gap.after.is_some_and(|row| row.number == last.number);
    let end = page.row_span(last).end;
    let (cut, rows) = rows_cut_off(audit.text(page), end).filter(|_| gaps.iter().any(is_after))?;
    let fields: Vec<FieldIx> =
        gaps.iter().filter(|gap| is_after(gap)).flat_map(|gap| gap.fields.clone()).collect();
    gaps.retain(|gap| !is_after(gap));
    let what = if audit.text(page)[cut.clone()].trim().is_empty() {
        "an empty line"
    } else {
        "the line after this row"
    };
    let message = format!(
        "the table is cut by {what}: the {} below {} shown as text, and {} missing from the table",
        counted(rows, "line"),
        if rows == 1 { "is" } else { "are" },
        if fields.len() == 1 {
            "1 datum is".to_owned()
        } else {
            format!("{} data are", fields.len())
        },
    );
    let mut finding = Finding::new(CHECK.id, CHECK.severity, page.row_span(last), message)
        .column("field")
        .expected(label_of(audit, page, &fields))
        .help("take out what stands between the rows")
        .relate(page.span(cut), "the table ends here");
    finding.fields = fields.iter().map(|ix| audit.catalog.field(*ix).id.clone()).collect();
    Some(finding)
}

/// Rows that may stand for the missing row of the reference instead of the one they are read as, and
/// rows that may then stand for that one, and so on: a row that is gone from a run of rows that
/// nobody can tell apart.
fn suspects(page: &Page, missing: usize) -> Vec<(&PageRow, usize)> {
    let mut suspects: Vec<(&PageRow, usize)> = Vec::new();
    let mut wanted = vec![missing];
    while let Some(gap) = wanted.pop() {
        for row in &page.rows {
            if let Match::Ambiguous { reference, other } = row.matched
                && other == gap
                && suspects.iter().all(|(known, _)| known.number != row.number)
            {
                suspects.push((row, reference));
                wanted.push(reference);
            }
        }
    }
    suspects.sort_by_key(|(row, _)| row.number);
    suspects
}

/// One finding for rows of one message.
fn missing(audit: &Audit<'_>, page: &Page, gaps: &[Gap<'_>]) -> Finding {
    let labels: Vec<String> = gaps.iter().map(|g| label_of(audit, page, &g.fields)).collect();
    let first = &gaps[0];
    let group = group_of(audit, page, first.fields[0]);
    let many = gaps.len() > 1;
    let what = match (many, first.after.is_some()) {
        (false, true) => {
            format!("the row {} ({group}) is missing after this row", enumerate(&labels))
        }
        (false, false) => {
            format!("the row {} ({group}) is missing at the top of the table", enumerate(&labels))
        }
        (true, _) => format!("{} rows of {group} are missing: {}", gaps.len(), enumerate(&labels)),
    };
    let (severity, what) = match taken_up(audit, page, gaps) {
        Some(date) => (
            Severity::Warning,
            format!("{what}, unless the page was made before {date}, when the source took it up"),
        ),
        None => (CHECK.severity, what),
    };
    let mut finding = Finding::new(CHECK.id, severity, place(page, first), what)
        .column("field")
        .expected(labels.join(", "))
        .help(if many {
            "take the rows over from the source page"
        } else {
            "take the row over from the source page"
        });
    let fields = gaps.iter().flat_map(|gap| &gap.fields);
    finding.fields = fields.map(|ix| audit.catalog.field(*ix).id.clone()).collect();
    if let Some(row) = unread_after(page, first.after) {
        let message =
            format!("this row stands in its place, but {} is no known data", shown(page, row));
        finding = finding.relate(page.row_span(row), message);
    }
    prove(audit, page, finding, &first.fields)
}

/// Since when the source has had the missing rows, where nothing tells whether the page is older:
/// it names neither an edition nor a date.
fn taken_up(audit: &Audit<'_>, page: &Page, gaps: &[Gap<'_>]) -> Option<Date> {
    let first = audit.editions[page.document].iter().find_map(|edition| edition.date)?;
    let fields = gaps.iter().flat_map(|gap| &gap.fields);
    let since = fields.map(|ix| audit.catalog.field(*ix).since).min()?;
    let later = |row: &PageRow| row.fields.iter().any(|ix| audit.catalog.field(*ix).since >= since);
    let may_be_older = audit.source_date(page).is_none() && !page.rows.iter().any(later);
    (may_be_older && since > first).then_some(since)
}

/// One finding for a row that is missing unless another one is.
fn doubtful(
    audit: &Audit<'_>,
    page: &Page,
    gap: &Gap<'_>,
    suspects: &[(&PageRow, usize)],
) -> Finding {
    let rows = audit.catalog.rows_of_flow(&audit.document(page).flow);
    let others = suspects.iter().filter_map(|(_, reference)| rows.get(*reference));
    let sides: Vec<&[FieldIx]> =
        std::iter::once(&*gap.fields).chain(others.map(|row| &*row.fields)).collect();
    let names: Vec<String> = sides.iter().map(|fields| named(audit, page, fields)).collect();
    let labels: Vec<String> = sides.iter().map(|fields| label_of(audit, page, fields)).collect();
    let file = audit.sources.get(page.file);
    let lines: Vec<String> = suspects
        .iter()
        .map(|(row, _)| format!("line {}", file.line(page.row_span(row).start)))
        .collect();
    let message = format!(
        "one of the rows {} is missing: {} may be any of them",
        names.join(", "),
        lines.join(", ")
    );
    let mut finding = Finding::new(CHECK.id, Severity::Warning, place(page, gap), message)
        .column("field")
        .expected(labels.join(" or "))
        .help("compare with the source page, and take over the row that is missing");
    let fields = sides.iter().flat_map(|fields| fields.iter());
    finding.fields = fields.map(|ix| audit.catalog.field(*ix).id.clone()).collect();
    for (row, _) in suspects {
        finding = finding.relate(page.row_span(row), "this row may be any of them");
    }
    prove(audit, page, finding, &gap.fields)
}

/// The row before the gap, or the header row.
fn place(page: &Page, gap: &Gap<'_>) -> Span {
    let header = || {
        let table = page.tables.first().map(|(table, _)| &page.parsed.tables[*table]);
        table.map_or_else(|| page.top(), |table| page.span(table.header.range.clone()))
    };
    gap.after.map_or_else(header, |row| page.row_span(row))
}

/// The row after the gap, if it stands for nothing.
fn unread_after<'a>(page: &'a Page, after: Option<&PageRow>) -> Option<&'a PageRow> {
    let next = page.rows.get(after.map_or(0, |row| row.number))?;
    (next.matched == Match::None).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    #[test]
    fn a_missing_row_is_an_error_after_the_row_before_it() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: the row `Topic` (PINGs, Hello) is missing at the top of the table
|---|---|---|---|
| PINGs | Hello | lampId | L’UUID de la lampe. |
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: the row `State` (PINGs, Hello) is missing after this row
| PINGs | GoodBye | Topic | Le canal de la lampe. |
| STORE | Compte de la boutique | Numéro de série | Le numéro de la lampe. |
| STORE | Compte de la boutique | Nom du propriétaire | L’acheteur de la lampe. |
| STORE | Compte de la boutique | Heure d’achat | Quand, selon ISO 8601. |
| STORE | Compte de la boutique | shadeCount | Combien d’abat-jour. |
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn rows_that_the_source_took_up_later_are_not_missing() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
---
ms.lasthandoff: 05/04/2020
---

| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Le canal de la lampe. |
| PINGs | Hello | lampId | L’UUID de la lampe. |
| PINGs | Hello | State | Un de lit, dark ou faulty. |
| PINGs | GoodBye | Topic | Le canal de la lampe. |
| STORE | Compte de la boutique | Numéro de série | Le numéro de la lampe. |
| STORE | Compte de la boutique | Nom du propriétaire | L’acheteur de la lampe. |
| STORE | Compte de la boutique | Heure d’achat | Quand, selon ISO 8601. |
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn the_edition_of_the_page_decides_and_a_shared_row_is_one() {
        Case::default()
            .document(
                "en-US/data-hub-sends-to-acme.md",
                "\
| Service | Data sent to Acme | Used for |
|---|---|---|
| PINGs | brightness_level | How bright. |
| PINGs | Token, wakeWord | Address and secret of the lamp. |
",
            )
            .document(
                "fr-FR/data-hub-sends-to-acme.md",
                "\
| Service | Données envoyées à Acme | Utilisé pour |
|---|---|---|
| PINGs | brightness_level | La clarté. |
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: the row `Token, wakeWord` (PINGs) is missing after this row
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn a_table_that_is_cut_is_one_finding() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Le canal de la lampe. |
| PINGs | Hello | lampId | L’UUID de la lampe. |
| PINGs | Hello | State | Un de lit, dark ou faulty. |
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: the table is cut by the line after this row: the 4 lines below are shown as text, and 5 data are missing from the table
<!-- | PINGs | GoodBye | Topic | Le canal de la lampe. | -->
| STORE | Compte de la boutique | Numéro de série | Le numéro de la lampe. |
| STORE | Compte de la boutique | Nom du propriétaire | L’acheteur de la lampe. |
| STORE | Compte de la boutique | Heure d’achat | Quand, selon ISO 8601. |
| STORE | Compte de la boutique | shadeCount | Combien d’abat-jour. |
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn a_row_that_may_be_either_of_two_is_a_warning() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | lampId | L’UUID de la lampe. |
| PINGs | Signal | Topic | Le canal de la lampe. |
| PINGs | Hello | State | Un de lit, dark ou faulty. |
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: one of the rows `Topic` (PINGs, GoodBye), `Topic` (PINGs, Hello) is missing: line 4 may be
| STORE | Compte de la boutique | Numéro de série | Le numéro de la lampe. |
| STORE | Compte de la boutique | Nom du propriétaire | L’acheteur de la lampe. |
| STORE | Compte de la boutique | Heure d’achat | Quand, selon ISO 8601. |
| STORE | Compte de la boutique | shadeCount | Combien d’abat-jour. |
",
            )
            .expect(&CHECK);
    }
}
