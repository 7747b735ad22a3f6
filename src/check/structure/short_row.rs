//! # What it checks
//! Rows with fewer cells than the header row. Renderers fill them up with empty cells at the end,
//! so that every cell after the lost one moves to the left.
//!
//! # Why it matters
//! A lost cell is mostly the purpose of a datum: the page then says that it is sent, not what for.
//! Nothing but the empty cell shows it.
//!
//! # Example
//! Wrong: `| STORE | org_phone |` under a header of three columns. Right:
//! `| STORE | org_phone | The number of the head office. |`.
//!
//! # Remedy
//! Put the lost cell back. A cell that is meant to be empty still needs its pipes.

use std::collections::BTreeMap;

use crate::audit::{Audit, Page, PageRow};
use crate::check::{Check, Run, column_name};
use crate::finding::{Finding, Severity};

use super::{count, enumerate, inherited, prove};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "short-row",
    summary: "a row has fewer cells than the header",
    severity: Severity::Warning,
    source: include_str!("short_row.rs"),
    run: Run::Page(run),
};

fn run(audit: &Audit<'_>, page: &Page, findings: &mut Vec<Finding>) {
    let mut short: BTreeMap<(usize, usize), Vec<&PageRow>> = BTreeMap::new();
    for row in page.rows.iter().filter(|row| is_short(page, row)) {
        if !inherited(audit, page, row, is_short) {
            short.entry((row.table, page.row(row).cells.len())).or_default().push(row);
        }
    }
    for ((_, cells), rows) in short {
        let first = rows[0];
        let header = &page.table(first).header.cells;
        let lost: Vec<&str> = header.iter().skip(cells).map(crate::parse::Cell::text).collect();
        let (found, expected) = (count(cells, "cell"), count(header.len(), "cell"));
        let message = format!(
            "the row has {found}, the header has {expected}: {} is shown empty",
            enumerate(&lost)
        );
        let mut finding = Finding::new(CHECK.id, CHECK.severity, page.row_span(first), message)
            .expected(expected)
            .found(found)
            .help("put the lost cell back, with its pipes");
        if let [_] = lost.as_slice() {
            let roles = audit.document(page).columns.iter().map(|column| column.role);
            let last = |role: &_| page.tables[first.table].1.index(*role) == Some(cells);
            finding.column = roles.into_iter().find(last).map(column_name);
        }
        for row in &rows {
            finding = finding.row(row.number, page.field_ids(audit.catalog, row));
        }
        for row in rows.iter().skip(1) {
            finding = finding.relate(page.row_span(row), "again here");
        }
        findings.push(prove(audit, page, finding, &first.fields));
    }
}

fn is_short(page: &Page, row: &PageRow) -> bool {
    page.row(row).cells.len() < page.table(row).header.cells.len()
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    #[test]
    fn a_lost_cell_is_a_warning() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic |
^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the row has 3 cells, the header has 4 cells: `Utilisé pour` is shown empty
| PINGs | Hello | lampId | L’UUID de la lampe. |
| PINGs | Hello | State |
| PINGs |
^^^^^^^^^ warning: the row has 1 cell, the header has 4 cells: `Message`, `Données envoyées à Hub` and `Utilisé pour` is
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn empty_cells_are_cells() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic |  |
PINGs | Hello | lampId | L’UUID \\| de la lampe.
",
            )
            .expect(&CHECK);
    }
}
