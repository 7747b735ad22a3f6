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

use std::ops::Range;

use crate::audit::{Audit, Page, PageRow};
use crate::check::{Check, Context};
use crate::finding::{Finding, Severity, counted};

use super::{inherited, prove};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "excess-cells",
    summary: "a row has more cells than the header",
    severity: Severity::Warning,
    doubts_text: true,
    yields_to: &[],
    source: include_str!("excess_cells.rs"),
    run,
};

/// Lost cells of a row that are quoted and pointed at; the rest is counted.
const QUOTED: usize = 5;

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    let rows = page.rows.iter().filter(|row| has_excess(page, row));
    let rows: Vec<&PageRow> = rows.filter(|row| !inherited(audit, page, row, has_excess)).collect();
    let (empty, hidden): (Vec<&PageRow>, Vec<&PageRow>) =
        rows.into_iter().partition(|row| hidden(audit, page, row).is_empty());
    for rows in [hidden, empty] {
        findings.extend(finding(audit, page, &rows));
    }
}

/// The texts of a row that are not shown, with their places.
fn hidden<'a>(audit: &'a Audit<'_>, page: &Page, row: &PageRow) -> Vec<(Range<usize>, &'a str)> {
    let text = audit.text(page);
    let excess = page.row(row).excess.iter();
    excess
        .filter_map(|range| Some((range.clone(), text.get(range.clone())?)))
        .filter(|(_, text)| !text.is_empty())
        .collect()
}

/// One finding for all rows that lose text, or for all that lose none.
fn finding(audit: &Audit<'_>, page: &Page, rows: &[&PageRow]) -> Option<Finding> {
    let first = *rows.first()?;
    let excess = &page.row(first).excess;
    let header = page.table(first).header.cells.len();
    let (found, expected) = (counted(header + excess.len(), "cell"), counted(header, "cell"));
    let lost = hidden(audit, page, first);
    let severity = if lost.is_empty() { Severity::Note } else { CHECK.severity };
    let again = match rows.len() - 1 {
        0 => String::new(),
        more => format!("; and {} more", counted(more, "row")),
    };
    let what = quoted(&lost);
    let message = format!("the row has {found}, the header has {expected}: {what}{again}");
    let place = |row: &PageRow| {
        let excess = &page.row(row).excess;
        excess.iter().find(|range| !range.is_empty()).unwrap_or(&excess[0]).clone()
    };
    let mut finding = Finding::new(CHECK.id, severity, page.span(place(first)), message)
        .found(found)
        .help("write `\\|` for a pipe that belongs to the text, or take the cell out");
    for (range, _) in lost.iter().skip(1).take(QUOTED - 1) {
        finding = finding.relate(page.span(range.clone()), "not shown either");
    }
    for (index, row) in rows.iter().enumerate() {
        finding = finding.row(row.number, page.field_ids(audit.catalog, row));
        if index > 0 {
            finding = finding.relate(page.span(place(row)), quoted(&hidden(audit, page, row)));
        }
    }
    Some(prove(audit, page, finding, &first.fields))
}

/// What readers do not see, in words.
fn quoted(lost: &[(Range<usize>, &str)]) -> String {
    if lost.is_empty() {
        return "nothing is lost".to_owned();
    }
    let more = match lost.len().saturating_sub(QUOTED) {
        0 => String::new(),
        more => format!(" and {} more", counted(more, "cell")),
    };
    let texts: Vec<&str> = lost.iter().take(QUOTED).map(|(_, text)| *text).collect();
    format!("readers do not see “{}”{more}", texts.join(" | "))
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
