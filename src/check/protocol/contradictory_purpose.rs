//! # What it checks
//! Source pages against each other: one field that the pages of the two directions describe as
//! data about different people, or under different names. With `--disclosure FILE` also against
//! any other page: kinds of data that it names in its lists and tables and that no row lists, and
//! kinds of data that it says are not collected although a row lists them.
//!
//! # Why it matters
//! A record of processing names one subject per datum. Where two pages of one publisher differ,
//! at least one is wrong or incomplete, and a reader cannot tell which.
//!
//! # Example
//! Wrong: `Owner name` described as “the name of the buyer or of a helper” on one page and as “the
//! name of the buyer” on the other. Right: the same people on both.
//!
//! # Remedy
//! Settle what the field holds and describe it alike on both pages. Where another page names more,
//! add the rows, or say on that page why they do not belong here.

use crate::audit::{Audit, Disclosure, Page, PageRow};
use crate::catalog::Term;
use crate::catalog::model::ColumnRole;
use crate::check::{Check, Context};
use crate::finding::{Finding, Severity};
use crate::protocol::contradiction::{
    Difference, Named, Pair, between_directions, fields_of, named_by,
};
use crate::source::Span;

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "contradictory-purpose",
    summary: "two pages describe the same data differently",
    severity: Severity::Warning,
    doubts_text: true,
    yields_to: &[],
    source: include_str!("contradictory_purpose.rs"),
    run,
};

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    if !page.is_source {
        return;
    }
    let ours = |pair: &Pair<'_>| std::ptr::eq(pair.first.1, page);
    findings
        .extend(between_directions(audit).iter().filter(|p| ours(p)).map(|p| differs(audit, p)));
    for disclosure in &audit.disclosures {
        let named = named_by(audit, disclosure);
        findings.extend(denied(audit, page, &named));
        findings.extend(unlisted(audit, page, disclosure, &named));
    }
}

fn differs(audit: &Audit<'_>, pair: &Pair<'_>) -> Finding {
    let (ix, page, row) = pair.first;
    let (other_ix, other, other_row) = pair.second;
    let (field, other_field) = (audit.catalog.field(ix), audit.catalog.field(other_ix));
    let (role, message, severity) = match &pair.difference {
        Difference::Subjects(here, there) => (
            ColumnRole::Purpose,
            format!(
                "`{}` is about {} here and about {} on the page of the other direction",
                field.label,
                here.join(" and "),
                there.join(" and ")
            ),
            CHECK.severity,
        ),
        Difference::Names => (
            ColumnRole::Field,
            format!(
                "this datum is called `{}` here and `{}` on the page of the other direction",
                field.label, other_field.label
            ),
            Severity::Note,
        ),
    };
    Finding::new(CHECK.id, severity, span(page, row, role), message)
        .column(crate::check::column_name(role))
        .found(page.cell_text(row, role))
        .row(row.number, [field.id.as_str()])
        .relate(span(other, other_row, role), "the other direction")
        .help("settle what the field holds and describe it alike on both pages")
}

fn span(page: &Page, row: &PageRow, role: ColumnRole) -> Span {
    page.cell(row, role).map_or_else(|| page.row_span(row), |cell| cell.span())
}

/// What the other page says is not collected although a row lists it.
fn denied(audit: &Audit<'_>, page: &Page, named: &[Named<'_>]) -> Vec<Finding> {
    let finding = |named: &Named<'_>| {
        let fields = fields_of(audit.catalog, named.term);
        let rows = page
            .rows
            .iter()
            .filter(|row| row.fields.iter().any(|ix| fields.iter().any(|(field, _)| field == ix)));
        let mut rows = rows.peekable();
        let first = rows.peek()?;
        let message = format!(
            "{} stands here, and {} says that it is not collected",
            named.term.label, named.disclosure.path
        );
        let mut finding =
            Finding::new(CHECK.id, CHECK.severity, span(page, first, ColumnRole::Field), message)
                .column("field")
                .help("settle which of the two pages is right, and correct the other")
                .relate(named.span, "what the other page says");
        for row in rows {
            finding = finding.row(row.number, page.field_ids(audit.catalog, row));
        }
        Some(finding)
    };
    named.iter().filter(|named| named.denied).filter_map(finding).collect()
}

/// What the other page names and no audited page lists: one finding on the page of the flow in
/// which the protocol could send it, otherwise on that of the catalog's first flow.
fn unlisted(
    audit: &Audit<'_>,
    page: &Page,
    disclosure: &Disclosure,
    named: &[Named<'_>],
) -> Option<Finding> {
    let open: Vec<&Named<'_>> = named
        .iter()
        .filter(|named| !named.denied && fields_of(audit.catalog, named.term).is_empty())
        .filter(|named| page_of(audit, named.term) == Some(page.document))
        .collect();
    let labels: Vec<&str> = open.iter().map(|named| named.term.label.as_str()).collect();
    let first_row = page.rows.first()?;
    if open.is_empty() {
        return None;
    }
    let message =
        format!("{} names data that no row lists: {}", disclosure.path, labels.join(", "));
    let finding = Finding::new(CHECK.id, CHECK.severity, page.row_span(first_row), message)
        .expected(labels.join(", "))
        .help("list what is exchanged, or say on the other page why it does not belong here");
    let relate =
        |finding: Finding, named: &&Named<'_>| finding.relate(named.span, named.term.label.clone());
    Some(open.iter().fold(finding, relate))
}

/// The document on which a kind of data would be listed.
fn page_of(audit: &Audit<'_>, term: &Term) -> Option<usize> {
    let protocol = &audit.catalog.protocol;
    let keys = protocol.keys.iter().filter(|key| key.data_type.as_ref() == Some(&term.id));
    let flow = keys.flat_map(|key| protocol.own_flows(key)).next();
    let documents = &audit.catalog.documents;
    let by_flow = flow.and_then(|flow| documents.iter().position(|d| d.flow == flow));
    by_flow.or_else(|| (!documents.is_empty()).then_some(0))
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    const HUB: &str = "\
| Service | Data sent to Acme | Used for |
|---|---|---|
| PINGs | Token, wakeWord | Wakes the lamp. |
| PINGs | brightness_level | How bright the helper wants it. |
";

    #[test]
    fn what_another_page_names_or_denies() {
        Case::default()
            .document(
                "en-US/data-acme-sends-to-hub.md",
                "\
| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | Channel of the lamp. |
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: privacy.md names data that no row lists: Room
| PINGs | Hello | lampId | The UUID of the lamp. |
                  ^^^^^^ warning: Lamp number stands here, and privacy.md says that it is not collected
",
            )
            .disclosure(
                "privacy.md",
                "# What we collect\n\nWe collect:\n\n- the rooms of your lamps\n- the owner name\n\nWe do not collect:\n\n- serial numbers\n",
            )
            .expect(&CHECK);
    }

    #[test]
    fn a_page_that_agrees_and_pages_without_the_subject_are_left_alone() {
        Case::default()
            .document(
                "en-US/data-acme-sends-to-hub.md",
                "\
| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | lampId | The UUID of the lamp. |
| STORE | Shop account | Owner name | The buyer. |
",
            )
            .document("en-US/data-hub-sends-to-acme.md", HUB)
            .disclosure(
                "privacy.md",
                "Rooms are beyond lists.\n\nWe collect:\n\n- serial numbers\n- owner names\n\nWe do not collect:\n\n- the room\n",
            )
            .expect(&CHECK);
    }
}
