//! Is everything there, once, in order, in the right shape?

pub(super) mod changed_columns;
pub(super) mod duplicate_row;
pub(super) mod duplicated_label;
pub(super) mod duplicated_purpose;
pub(super) mod empty_cell;
pub(super) mod excess_cells;
pub(super) mod extra_row;
pub(super) mod invalid_encoding;
pub(super) mod invalid_front_matter;
pub(super) mod loose_table;
pub(super) mod missing_row;
pub(super) mod missing_statement;
pub(super) mod missing_table;
pub(super) mod reordered_rows;
pub(super) mod short_row;

use crate::align::Match;
use crate::audit::{Audit, Page, PageRef, PageRow};
use crate::catalog::model::ColumnRole;
use crate::catalog::{FieldIx, Origin};
use crate::finding::Finding;
use crate::parse::Cell;
use crate::source::Span;

/// The rows of the catalog in the order in which the source edition of a page has them: its own
/// edition, otherwise the newest, otherwise the catalog's order.
fn source_order(audit: &Audit<'_>, page: &Page) -> Vec<usize> {
    let edition = audit.edition(page).or_else(|| audit.newest(page));
    let rows = edition.map(|edition| edition.content.rows.as_slice()).unwrap_or_default();
    let mut order: Vec<usize> = Vec::with_capacity(rows.len());
    for first in rows.iter().filter_map(|(fields, _)| fields.first()) {
        let row = audit.catalog.field(*first).row;
        if !order.contains(&row) {
            order.push(row);
        }
    }
    if order.is_empty() {
        let rows = audit.catalog.rows_of_flow(&audit.document(page).flow);
        order.extend(0..rows.len());
    }
    order
}

/// The row of the page that stands for a row of the catalog, surely or probably.
fn standing(page: &Page, reference: usize) -> Option<&PageRow> {
    page.row_of(reference).or_else(|| {
        page.rows.iter().find(
            |row| matches!(row.matched, Match::Ambiguous { reference: r, .. } if r == reference),
        )
    })
}

/// Whether a catalog row has any of the fields that the page owes its reader.
fn owed(audit: &Audit<'_>, expected: &[FieldIx], reference: usize) -> bool {
    expected.iter().any(|ix| audit.catalog.field(*ix).row == reference)
}

/// The catalog row that another row stands for already when this one repeats it: found as such by
/// alignment, or taken for something that the page does not owe while all its cells are the same.
fn repeats(audit: &Audit<'_>, page: &Page, expected: &[FieldIx], row: &PageRow) -> Option<usize> {
    match row.matched {
        Match::Duplicate { reference } => Some(reference),
        Match::Row { reference, .. } if !page.is_source && !owed(audit, expected, reference) => {
            let cells = |row| page.row(row).cells.iter().map(Cell::text).collect::<Vec<_>>();
            let own = cells(row);
            let others = page.rows.iter().filter(|other| other.number != row.number);
            others
                .filter(|other| cells(other) == own)
                .filter_map(|other| other.matched.row())
                .find(|reference| owed(audit, expected, *reference))
        }
        _ => None,
    }
}

/// The field cell of a catalog row as the source of the page writes it.
fn label_of(audit: &Audit<'_>, page: &Page, fields: &[FieldIx]) -> String {
    let date = audit.source_date(page);
    let labels: Vec<&str> =
        fields.iter().map(|ix| audit.catalog.field(*ix).label_at(date)).collect();
    labels.join(", ")
}

/// Service and message of a field, as the source of the page writes them: `STORE, Shop account`.
fn group_of(audit: &Audit<'_>, page: &Page, field: FieldIx) -> String {
    let field = audit.catalog.field(field);
    let service = audit.catalog.service(&field.service).map_or(&field.service, |s| &s.label);
    match audit.catalog.message(&field.message).filter(|m| m.documented) {
        Some(message) => format!("{service}, {}", message.label_at(audit.source_date(page))),
        None => service.clone(),
    }
}

/// Label and group of a catalog row: `` `Topic` (PINGs, Hello) ``.
fn named(audit: &Audit<'_>, page: &Page, fields: &[FieldIx]) -> String {
    let label = label_of(audit, page, fields);
    match fields.first() {
        Some(first) => format!("`{label}` ({})", group_of(audit, page, *first)),
        None => format!("`{label}`"),
    }
}

/// Where the catalog declares something.
fn declared_at(audit: &Audit<'_>, origin: &Origin) -> Option<Span> {
    let file = *audit.catalog_files.get(&origin.path)?;
    Some(Span::new(file, origin.range.start, origin.range.end))
}

/// Adds the row of the source page and the catalog's declaration of a catalog row.
fn prove(audit: &Audit<'_>, page: &Page, mut finding: Finding, fields: &[FieldIx]) -> Finding {
    let Some(first) = fields.first().map(|ix| audit.catalog.field(*ix)) else { return finding };
    let source = audit.source_page(page).map(|reference| audit.page(reference));
    if let Some((source, row)) = source.and_then(|s| Some((s, s.row_of(first.row)?))) {
        finding = finding.relate(source.row_span(row), "the row of the source page");
    }
    match declared_at(audit, &first.origin) {
        Some(span) => finding.relate(span, "declared here"),
        None => finding,
    }
}

/// Whether the source page of the run has the same fault in the row for the same data, so that it
/// is reported there and not again on every translation.
fn inherited(
    audit: &Audit<'_>,
    page: &Page,
    row: &PageRow,
    fault: fn(&Page, &PageRow) -> bool,
) -> bool {
    let Some(reference @ PageRef::Run(_)) = audit.source_page(page) else { return false };
    let source = audit.page(reference);
    let same = row.matched.row().and_then(|r| source.row_of(r));
    same.is_some_and(|row| fault(source, row))
}

/// Text of a row's field cell, for messages about rows that stand for nothing sure.
fn shown(page: &Page, row: &PageRow) -> String {
    let label = page.cell_text(row, ColumnRole::Field);
    let group: Vec<&str> = [ColumnRole::Service, ColumnRole::Message]
        .into_iter()
        .map(|role| page.cell_text(row, role))
        .filter(|text| !text.is_empty())
        .collect();
    if group.is_empty() {
        format!("`{label}`")
    } else {
        format!("`{label}` ({})", group.join(", "))
    }
}

/// `` `a`, `b` and `c` ``
fn enumerate<S: AsRef<str>>(labels: &[S]) -> String {
    let quoted: Vec<String> = labels.iter().map(|l| format!("`{}`", l.as_ref())).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}
