//! # What it checks
//! Rows that stand in another order than on the source edition of the page. The fewest rows that
//! explain the difference are called moved; all of them are one finding.
//!
//! # Why it matters
//! Readers of two languages, and tools that compare row by row, match the wrong rows. A locale may
//! sort on purpose, for instance by its own alphabet; that is why this is a note only.
//!
//! # Example
//! Wrong: `server_uuid` before `server_name`, where the source page has `server_name` first.
//! Right: the order of the source page.
//!
//! # Remedy
//! Move the rows to where the source page has them, unless the order is meant.

use crate::align::{Match, moved};
use crate::audit::{Audit, Page, PageRow};
use crate::check::{Check, Context};
use crate::finding::{Finding, Severity, counted};

use super::{label_of, prove, source_order};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "reordered-rows",
    summary: "rows stand in another order than on the source page",
    severity: Severity::Note,
    doubts_text: false,
    yields_to: &[],
    source: include_str!("reordered_rows.rs"),
    run,
};

/// Rows up to which both orders are written out.
const FEW: usize = 6;

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    if page.is_source {
        return;
    }
    let (rows, places) = places(audit, page);
    let moved = moved(&places);
    let Some(first) = moved.first().copied() else { return };
    // The row that the first moved one should follow.
    let before = (0..rows.len())
        .filter(|at| places[*at] < places[first] && !moved.contains(at))
        .max_by_key(|at| places[*at]);
    let name = |row: &PageRow| label_of(audit, page, &row.fields);
    let target =
        before.map_or_else(|| "first".to_owned(), |at| format!("after `{}`", name(rows[at])));
    let mut message = format!(
        "the row `{}` is row {} here; the source page has it {target}",
        name(rows[first]),
        rows[first].number
    );
    if moved.len() > 1 {
        message.push_str(&format!(", and {} elsewhere too", counted(moved.len() - 1, "other row")));
    }
    let mut finding = Finding::new(CHECK.id, CHECK.severity, page.row_span(rows[first]), message)
        .help("follow the order of the source page, unless this one is meant");
    let window = window(first, before);
    if moved.len() == 1 && window.len() <= FEW {
        let found = &rows[window.clone()];
        let mut sorted: Vec<usize> = window.clone().collect();
        sorted.sort_by_key(|at| places[*at]);
        let names = |list: Vec<&PageRow>| list.into_iter().map(name).collect::<Vec<_>>().join(", ");
        finding = finding
            .found(names(found.to_vec()))
            .expected(names(sorted.iter().map(|at| rows[*at]).collect()));
    }
    // Of two rows that changed places either may be the one that moved.
    let swapped = if moved.len() == 1 && window.len() == 2 { window.collect() } else { moved };
    for at in &swapped {
        finding = finding.row(rows[*at].number, page.field_ids(audit.catalog, rows[*at]));
        if *at != first && before != Some(*at) {
            finding = finding.relate(page.row_span(rows[*at]), "moved too");
        }
    }
    if let Some(at) = before {
        finding = finding.relate(page.row_span(rows[at]), "the source page has it after this row");
    }
    findings.push(prove(audit, page, finding, &rows[first].fields));
}

/// The rows that are surely matched, and the place of each in the source edition.
fn places<'a>(audit: &Audit<'_>, page: &'a Page) -> (Vec<&'a PageRow>, Vec<usize>) {
    let order = source_order(audit, page);
    page.rows
        .iter()
        .filter_map(|row| {
            let Match::Row { reference, evident, .. } = row.matched else { return None };
            Some((row, order.iter().position(|r| *r == reference).filter(|_| evident)?))
        })
        .unzip()
}

/// The rows between the place where the moved row stands and the one where it should stand.
fn window(first: usize, before: Option<usize>) -> std::ops::Range<usize> {
    match before {
        Some(before) if before < first => before + 1..first + 1,
        Some(before) => first..before + 1,
        None => 0..first + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    #[test]
    fn moved_rows_are_one_note() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Le canal de la lampe. |
| PINGs | Hello | State | Un de lit, dark ou faulty. |
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ note: the row `State` is row 2 here; the source page has it after `lampId`
| PINGs | Hello | lampId | L’UUID de la lampe. |
| STORE | Compte de la boutique | Numéro de série | Le numéro de la lampe. |
| STORE | Compte de la boutique | Nom du propriétaire | L’acheteur de la lampe. |
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn the_order_of_the_source_page_is_the_measure() {
        Case::default()
            .document(
                "en-US/data-hub-sends-to-acme.md",
                "\
| Service | Data sent to Acme | Used for |
|---|---|---|
| PINGs | brightness_level | How bright. |
| PINGs | Token, wakeWord | Address and secret. |
",
            )
            .document(
                "fr-FR/data-hub-sends-to-acme.md",
                "\
| Service | Données envoyées à Acme | Utilisé pour |
|---|---|---|
| PINGs | brightness_level | La clarté. |
| PINGs | Token, wakeWord | Adresse et secret. |
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn a_missing_row_moves_nothing() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Le canal de la lampe. |
| PINGs | Hello | State | Un de lit, dark ou faulty. |
| PINGs | GoodBye | Topic | Le canal de la lampe. |
",
            )
            .expect(&CHECK);
    }
}
