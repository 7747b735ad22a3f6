//! # What it checks
//! Rows that say the same thing twice: same service, message and field, and practically the same
//! purpose. On a translation only where its source page does not repeat the row itself.
//!
//! # Why it matters
//! A repeated row is often one that was pasted over another, so that a datum may have gone
//! missing; and a reader who compares languages or counts rows gets a wrong number.
//!
//! # Example
//! Wrong: two lines `| STORE | Owner name | … |`. Right: one.
//!
//! # Remedy
//! Take the second row out, after a look at the source page for a row that it may have replaced.

use std::collections::BTreeMap;

use crate::align::Match;
use crate::audit::{Audit, Page, PageRef, PageRow};
use crate::catalog::model::ColumnRole;
use crate::check::{Check, Context};
use crate::finding::{Finding, Severity};
use crate::source::Span;

use super::{prove, repeats, shown, standing};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "duplicate-row",
    summary: "a row is repeated",
    severity: Severity::Warning,
    doubts_text: true,
    yields_to: &[],
    source: include_str!("duplicate_row.rs"),
    run,
};

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    let catalog_rows = audit.catalog.rows_of_flow(&audit.document(page).flow);
    for (reference, copies) in copies(audit, page) {
        let [first, again, more @ ..] = copies.as_slice() else { continue };
        if repeated_on_source(audit, page, reference) {
            continue;
        }
        let line = audit.sources.get(page.file).line(page.row_span(first).start);
        let message = format!("the row {} repeats line {line}", shown(page, again));
        let mut finding = Finding::new(CHECK.id, CHECK.severity, page.row_span(again), message)
            .found(page.cell_text(again, ColumnRole::Field))
            .help("take this row out, unless it stands where another row should be")
            .relate(page.row_span(first), "the first row for the same data");
        let fields =
            catalog_rows.get(reference).map(|row| row.fields.as_slice()).unwrap_or_default();
        finding =
            finding.row(again.number, fields.iter().map(|ix| audit.catalog.field(*ix).id.as_str()));
        for row in more {
            finding = finding.row(row.number, []).relate(page.row_span(row), "again here");
        }
        if more.is_empty()
            && let Some(line) = removable(audit, page, first, again)
        {
            finding = finding.suggest(line, "");
        }
        findings.push(prove(audit, page, finding, fields));
    }
}

/// All rows for the same data, in page order, where there are several.
fn copies<'a>(audit: &Audit<'_>, page: &'a Page) -> BTreeMap<usize, Vec<&'a PageRow>> {
    let expected = audit.expected_fields(page);
    let mut copies: BTreeMap<usize, Vec<&'a PageRow>> = BTreeMap::new();
    for row in &page.rows {
        if let Some(reference) = repeats(audit, page, &expected, row) {
            copies.entry(reference).or_default().push(row);
        }
    }
    for (reference, rows) in &mut copies {
        rows.extend(standing(page, *reference));
        rows.sort_by_key(|row| row.number);
    }
    copies
}

fn repeated_on_source(audit: &Audit<'_>, page: &Page, reference: usize) -> bool {
    let Some(source @ PageRef::Run(_)) = audit.source_page(page) else { return false };
    let repeats = Match::Duplicate { reference };
    audit.page(source).rows.iter().any(|row| row.matched == repeats)
}

/// The whole line of a row that says the same byte for byte, on a page from which nothing else is
/// missing: then it can surely go.
fn removable(audit: &Audit<'_>, page: &Page, first: &PageRow, again: &PageRow) -> Option<Span> {
    let text = audit.text(page);
    let (first, again) = (page.row(first).range.clone(), page.row(again).range.clone());
    let complete = audit
        .expected_fields(page)
        .iter()
        .all(|ix| page.rows.iter().any(|row| row.fields.contains(ix)));
    if !complete
        || text.get(first) != text.get(again.clone())
        || !text[..again.start].ends_with('\n')
    {
        return None;
    }
    let end = text[again.end..].find('\n').map_or(text.len(), |at| again.end + at + 1);
    Some(page.span(again.start..end))
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    #[test]
    fn a_repeated_row_is_reported_once_at_its_second_place() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Le canal de la lampe. |
| PINGs | Hello | lampId | L’UUID de la lampe. |
| PINGs | Hello | lampId | L’UUID de la lampe. |
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the row `lampId` (PINGs, Hello) repeats line 4
| PINGs | Hello | lampId | L’UUID de la lampe. |
| PINGs | Hello | State | Un de lit, dark ou faulty. |
| PINGs | GoodBye | Topic | Le canal de la lampe. |
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn what_the_source_repeats_is_reported_there_only() {
        Case::default()
            .document(
                "en-US/data-hub-sends-to-acme.md",
                "\
| Service | Data sent to Acme | Used for |
|---|---|---|
| PINGs | Token, wakeWord | Address and secret. |
| PINGs | brightness_level | How bright. |
| PINGs | brightness_level | How bright. |
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the row `brightness_level` (PINGs) repeats line 4
",
            )
            .document(
                "fr-FR/data-hub-sends-to-acme.md",
                "\
| Service | Données envoyées à Acme | Utilisé pour |
|---|---|---|
| PINGs | Token, wakeWord | Adresse et secret. |
| PINGs | brightness_level | La clarté. |
| PINGs | brightness_level | La clarté. |
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn the_same_key_in_two_messages_is_left_alone() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Le canal de la lampe. |
| PINGs | GoodBye | Topic | Le canal de la lampe. |
",
            )
            .expect(&CHECK);
    }
}
