//! What has changed since a team approved it? These checks speak only where there is a lock.

pub(super) mod stale_row;
pub(super) mod unreviewed_change;

use crate::approvals::Unit;
use crate::audit::{Audit, Page};
use crate::finding::Finding;

/// How a unit is named to people.
fn name(audit: &Audit<'_>, page: &Page, unit: &Unit) -> String {
    let row = unit.number.and_then(|number| page.rows.get(number - 1));
    let Some(row) = row else {
        return format!("the statement `{}`", unit.row.trim_start_matches("statement/"));
    };
    let labels: Vec<&str> =
        row.fields.iter().map(|ix| audit.catalog.field(*ix).label.as_str()).collect();
    if labels.is_empty() {
        format!("row {}", row.number)
    } else {
        format!("the row `{}`", labels.join(", "))
    }
}

/// Adds the row and fields of a unit to a finding.
fn locate(audit: &Audit<'_>, page: &Page, finding: Finding, unit: &Unit) -> Finding {
    match unit.number.and_then(|number| page.rows.get(number - 1)) {
        Some(row) => finding.row(row.number, page.field_ids(audit.catalog, row)),
        None => finding,
    }
}
