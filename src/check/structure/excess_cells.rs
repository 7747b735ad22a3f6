//! # What it checks
//! Rows with more cells than the header row. Renderers drop what is beyond the last column. An
//! excess cell without text is a note only, for nothing is lost.
//!
//! # Why it matters
//! The text of the dropped cell is in the file and on no screen. Mostly a pipe that belongs to the
//! text cut a cell in two, and the second half of a purpose is gone.
//!
//! # Example
//! Wrong: `| STORE | org_type | One of org | school. |`. Right:
//! `| STORE | org_type | One of org \| school. |`.
//!
//! # Remedy
//! Write `\|` for a pipe that belongs to the text; take out a cell that belongs nowhere.

use crate::audit::{Audit, Page, PageRow};
use crate::check::{Check, Run};
use crate::finding::{Finding, Severity};

use super::{count, inherited, prove};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "excess-cells",
    summary: "a row has more cells than the header",
    severity: Severity::Warning,
    source: include_str!("excess_cells.rs"),
    run: Run::Page(run),
};

/// Lost cells of a row that are quoted and pointed at; the rest is counted.
const QUOTED: usize = 5;

fn run(audit: &Audit<'_>, page: &Page, findings: &mut Vec<Finding>) {
    let text = audit.text(page);
    for row in page.rows.iter().filter(|row| has_excess(page, row)) {
        if inherited(audit, page, row, has_excess) {
            continue;
        }
        let excess = &page.row(row).excess;
        let header = page.table(row).header.cells.len();
        let (found, expected) = (count(header + excess.len(), "cell"), count(header, "cell"));
        let hidden: Vec<&str> = excess
            .iter()
            .filter_map(|range| text.get(range.clone()))
            .filter(|text| !text.is_empty())
            .collect();
        let (severity, what) = if hidden.is_empty() {
            (Severity::Note, "nothing is lost".to_owned())
        } else {
            let more = match hidden.len().saturating_sub(QUOTED) {
                0 => String::new(),
                more => format!(" and {} more", count(more, "cell")),
            };
            let quoted = hidden[..hidden.len().min(QUOTED)].join(" | ");
            (CHECK.severity, format!("readers do not see “{quoted}”{more}"))
        };
        let message = format!("the row has {found}, the header has {expected}: {what}");
        let at = excess.iter().find(|range| !range.is_empty()).unwrap_or(&excess[0]);
        let mut finding = Finding::new(CHECK.id, severity, page.span(at.clone()), message)
            .expected(expected)
            .found(found)
            .help("write `\\|` for a pipe that belongs to the text, or take the cell out")
            .row(row.number, page.field_ids(audit.catalog, row));
        let others = excess.iter().filter(|range| *range != at && !range.is_empty());
        for other in others.take(QUOTED - 1) {
            finding = finding.relate(page.span(other.clone()), "not shown either");
        }
        findings.push(prove(audit, page, finding, &row.fields));
    }
}

fn has_excess(page: &Page, row: &PageRow) -> bool {
    !page.row(row).excess.is_empty()
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    #[test]
    fn text_beyond_the_last_column_is_quoted() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Le canal de la lampe. |
| PINGs | Hello | State | Un de lit | dark | faulty. |
                                      ^^^^ warning: the row has 6 cells, the header has 4 cells: readers do not see “dark | faulty.”
| PINGs | Hello | lampId | L’UUID de la lampe. ||
                                                ^ note: the row has 5 cells, the header has 4 cells: nothing is lost
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn escaped_pipes_are_text() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Le canal de la lampe. |
| PINGs | Hello | State | Un de lit \\| dark \\| faulty. |
",
            )
            .expect(&CHECK);
    }
}
