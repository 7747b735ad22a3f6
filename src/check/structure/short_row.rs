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

use crate::audit::{Page, PageRow};
use crate::check::{Check, Context, column_name};
use crate::finding::{Finding, Severity, counted};

use super::{enumerate, inherited, prove};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "short-row",
    summary: "a row has fewer cells than the header",
    severity: Severity::Warning,
    doubts_text: true,
    yields_to: &[],
    source: include_str!("short_row.rs"),
    run,
};

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    let mut short: BTreeMap<(usize, Vec<usize>), Vec<&PageRow>> = BTreeMap::new();
    for row in page.rows.iter().filter(|row| is_short(page, row)) {
        if !inherited(audit, page, row, is_short) {
            short.entry((row.table, lost(page, row))).or_default().push(row);
        }
    }
    for ((_, lost), rows) in short {
        let first = rows[0];
        let header = &page.table(first).header.cells;
        let names: Vec<&str> = lost.iter().map(|column| header[*column].text()).collect();
        let cells = page.row(first).cells.len();
        let (found, expected) = (counted(cells, "cell"), counted(header.len(), "cell"));
        let what = if first.places.is_empty() {
            format!("{} is shown empty", enumerate(&names))
        } else {
            format!("{} is lost, and what follows has moved to the left", enumerate(&names))
        };
        let message = format!("the row has {found}, the header has {expected}: {what}");
        let mut finding = Finding::new(CHECK.id, CHECK.severity, page.row_span(first), message)
            .found(found)
            .help("put the lost cell back, with its pipes");
        if let [column] = lost.as_slice() {
            finding.column = page.tables[first.table].1.role(*column).map(column_name);
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

/// The columns whose cells a short row lacks.
fn lost(page: &Page, row: &PageRow) -> Vec<usize> {
    let width = page.table(row).header.cells.len();
    if row.places.is_empty() {
        return (page.row(row).cells.len()..width).collect();
    }
    (0..width).filter(|column| !row.places.contains(column)).collect()
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
    fn a_cell_that_is_lost_in_the_middle_is_named() {
        let page = "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Le canal que la lampe écoute. |
| PINGs | Hello | L’UUID qui nomme la lampe. |
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the row has 3 cells, the header has 4 cells: `Données envoyées à Hub` is lost, and what follows has moved to the left
| Hello | State | Dit si la lampe est lit, dark ou faulty. |
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the row has 3 cells, the header has 4 cells: `Service` is lost, and what follows has moved to the left
| PINGs | GoodBye | Topic | Le canal que la lampe écoute. |
| STORE | Compte de la boutique | Numéro de série | Le numéro de série qui figure sur la boîte de la lampe. |
| STORE | Nom du propriétaire | Le nom complet de la personne qui a acheté la lampe. |
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the row has 3 cells, the header has 4 cells: `Message` is lost, and what follows has moved to the left
| STORE | Compte de la boutique | Heure d’achat | Une heure au format ISO 8601 qui dit quand la personne a acheté la lampe. |
";
        Case::default().document("fr-FR/data-acme-sends-to-hub.md", page).expect(&CHECK);
        // One defect, one finding.
        let plain: Vec<&str> = page.lines().filter(|line| !line.starts_with('^')).collect();
        let plain = plain.join("\n");
        let quiet = ["translated-key", "altered-key", "service-spelling", "translated-message"];
        for id in quiet.into_iter().chain(["stray-punctuation", "extra-row"]) {
            let check = crate::check::by_id(id).unwrap();
            Case::default().document("fr-FR/data-acme-sends-to-hub.md", &plain).expect(check);
        }
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
