//! One defect, one finding: its other places, and the source text beside it.

use crate::audit::{Audit, CellRef, Page, SourceCell};
use crate::finding::Finding;

/// Adds the rows, fields and places of all `cells` to a finding that was made for the first one.
/// Every cell after the first becomes a related place.
pub(super) fn cover<'a>(
    audit: &Audit<'_>,
    page: &Page,
    mut finding: Finding,
    cells: impl IntoIterator<Item = &'a CellRef<'a>>,
) -> Finding {
    for (index, cell) in cells.into_iter().enumerate() {
        finding = finding.row(cell.row.number, page.field_ids(audit.catalog, cell.row));
        if index > 0 {
            finding = finding.relate(cell.span(), "again here");
        }
    }
    finding
}

/// Adds the cell of the source page that the text of a translation is to be held against.
pub(super) fn with_source(finding: Finding, source: Option<SourceCell<'_>>) -> Finding {
    match source {
        Some(source) => finding.relate(source.cell.span(), "the source page"),
        None => finding,
    }
}
