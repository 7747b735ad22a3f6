//! # What it checks
//! Fields of the catalog that the newest source page does not list, although the catalog does not
//! say that they were dropped. A field that the source took up after the date of the page (that of
//! its known revision, else of its front matter) is not expected there; on a page without any date
//! only the fields of the newest known revision are.
//!
//! # Why it matters
//! Either data is exchanged that the published page no longer discloses, or the catalog is out of
//! date and every report made from it claims too much.
//!
//! # Example
//! The catalog has `acme-to-hub/ping/hello/lamp-id` without `until`, and the page has no row for
//! `lampId`.
//!
//! # Remedy
//! If the data is still exchanged, put the row back on the page. If not, set `until` of the field
//! to the date of the first page without it.

use jiff::civil::Date;

use crate::align::Match;
use crate::audit::{Audit, Page, PageRow};
use crate::catalog::{Field, FieldIx, Row};
use crate::check::{Check, Context};
use crate::finding::{Finding, Severity};
use crate::source::Span;

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "undocumented-field",
    summary: "the source page does not list a field of the catalog",
    severity: Severity::Warning,
    doubts_text: false,
    yields_to: &[],
    source: include_str!("undocumented_field.rs"),
    run,
};

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    let newest = page.edition.known.is_some() && page.edition.known == page.edition.newest;
    if !page.is_source || !newest || page.rows.is_empty() {
        return;
    }
    let rows = audit.catalog.rows_of_flow(&audit.document(page).flow);
    for (reference, row) in rows.iter().enumerate() {
        let missing: Vec<&Field> = row
            .fields
            .iter()
            .filter(|ix| is_owed(audit, page, **ix))
            .map(|ix| audit.catalog.field(*ix))
            .collect();
        if !missing.is_empty() && !may_be_listed(page, reference) {
            findings.push(finding(audit, page, &missing, row_before(page, rows, reference)));
        }
    }
}

/// Whether a row of the page stands, or may stand, for this row of the catalog.
fn may_be_listed(page: &Page, wanted: usize) -> bool {
    page.rows.iter().any(|row| match row.matched {
        Match::Row { reference, .. } | Match::Duplicate { reference } => reference == wanted,
        Match::Ambiguous { reference, other } => reference == wanted || other == wanted,
        Match::None => false,
    })
}

/// Whether the page must list the field.
fn is_owed(audit: &Audit<'_>, page: &Page, ix: FieldIx) -> bool {
    let field = audit.catalog.field(ix);
    if field.until.is_some() {
        return false;
    }
    let date: Option<Date> =
        audit.edition(page).and_then(|edition| edition.date).or_else(|| page.front_matter_date());
    if let Some(date) = date {
        return field.since <= date;
    }
    let dated = audit.editions[page.document].iter().rev().find(|edition| edition.date.is_some());
    dated.is_none_or(|edition| edition.content.rows.iter().any(|(fields, _)| fields.contains(&ix)))
}

/// The row of the page after which the missing one belongs.
fn row_before<'a>(page: &'a Page, rows: &[Row], reference: usize) -> Option<&'a PageRow> {
    (0..reference.min(rows.len())).rev().find_map(|before| page.row_of(before))
}

fn finding(
    audit: &Audit<'_>,
    page: &Page,
    missing: &[&Field],
    before: Option<&PageRow>,
) -> Finding {
    let labels: Vec<&str> = missing.iter().map(|field| field.label.as_str()).collect();
    let labels = labels.join(", ");
    let first = missing[0];
    let message =
        format!("the catalog's `{}` is not on this page: no row for `{labels}`", first.id);
    let span = before.map_or_else(|| page.top(), |row| page.row_span(row));
    let mut finding = Finding::new(CHECK.id, CHECK.severity, span, message)
        .column("field")
        .expected(labels)
        .help(
            "if it is still exchanged, list it after this row; if not, set `until` in the catalog",
        );
    finding.fields.extend(missing.iter().map(|field| field.id.clone()));
    match audit.catalog_files.get(&first.origin.path) {
        Some(file) => {
            let origin = &first.origin.range;
            finding.relate(Span::new(*file, origin.start, origin.end), "declared here")
        }
        None => finding,
    }
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    #[test]
    fn a_field_without_a_row_on_the_newest_page() {
        Case::default()
            .document(
                "en-US/data-acme-sends-to-hub.md",
                "\
---
ms.date: 07/01/2021
---
| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | Channel of the lamp. |
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the catalog's `acme-to-hub/ping/hello/lamp-id` is not
| PINGs | Hello | State | One of lit, dark or faulty. |
| PINGs | GoodBye | Topic | Channel of the lamp. |
| STORE | Shop account | Serial number | Number of the lamp. |
| STORE | Shop account | Owner name | The buyer. |
| STORE | Shop account | Purchase time | In ISO 8601. |
| STORE | Shop account | shadeCount | How many. |
",
            )
            .expect(&CHECK);
    }

    const OLD: &str = "\
| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | Channel of the lamp. |
| PINGs | Hello | lampId | The UUID of the lamp. |
| PINGs | Hello | State | One of lit, dark or faulty. |
| PINGs | GoodBye | Topic | Channel of the lamp. |
| STORE | Shop account | Serial number | Number of the lamp. |
| STORE | Shop account | Owner name | The buyer. |
| STORE | Shop account | Purchase time | In ISO 8601. |
";

    #[test]
    fn fields_that_came_later_are_not_expected() {
        let dated = format!("---\nms.date: 2019-03-01\n---\n{OLD}");
        Case::default().document("en-US/data-acme-sends-to-hub.md", &dated).expect(&CHECK);
        Case::default()
            .revision("2019-02-01", OLD)
            .document("en-US/data-acme-sends-to-hub.md", OLD)
            .expect(&CHECK);
        Case::default()
            .revision("2019-02-01", OLD)
            .document("en-US/data-acme-sends-to-hub.md", &OLD.replace("The UUID", "UUID"))
            .expect(&CHECK);
    }
}
