//! # What it checks
//! The final mark of the purpose cells against the source text. Where a page leaves it out in many
//! rows that is a habit of the language, and one finding asks for a decision; where it keeps it, a
//! row that does not is found. Rows whose source has no final mark are not looked at. What a
//! language is to do stands under `punctuation.final_stop` in the catalog's locale file: `keep` (as
//! the source, the default), `drop`, or `free` for either.
//!
//! # Why it matters
//! A missing full stop may be all that shows that a sentence was cut, or that a row went through
//! other hands than the rest of the page.
//!
//! # Example
//! Wrong: `Le canal de la lampe` among `L’état de la lampe.` and others. Right:
//! `Le canal de la lampe.`
//!
//! # Remedy
//! Put the mark as in the other rows, or set the policy of the language.

use std::collections::BTreeMap;

use crate::audit::{CellRef, Page};
use crate::catalog::model::FinalStop;
use crate::check::meaning::truncated_cell::breaks_off;
use crate::check::repeat::cover;
use crate::check::{Check, Context};
use crate::consensus::{Consensus, SegmentPair};
use crate::finding::{Finding, Severity};
use crate::text::final_mark;

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "terminal-punctuation",
    summary: "the final mark is not that of the source text, or not that of the page",
    severity: Severity::Note,
    doubts_text: false,
    yields_to: &[],
    source: include_str!("terminal_punctuation.rs"),
    run,
};

/// Share of the rows from which on a page that strays has a habit of its own.
const MANY: f64 = 0.3;
/// Fewest rows that make a habit.
const FEWEST: usize = 3;

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (consensus, page) = (context.consensus, context.page);
    let Some(model) = consensus.model(page) else { return };
    let policy =
        consensus.audit.catalog.locales.get(page.locale()).map(|l| l.punctuation.final_stop);
    let policy = policy.unwrap_or_default();
    let ended: Vec<&SegmentPair<'_>> =
        model.texts.iter().filter(|text| final_mark(text.source.text()).is_some()).collect();
    let wants_mark = match policy {
        FinalStop::Free => return,
        FinalStop::Keep => true,
        FinalStop::Drop => false,
    };
    let has_mark = |text: &SegmentPair<'_>| final_mark(text.cell.text()).is_some();
    let stray: Vec<CellRef<'_>> =
        ended.iter().filter(|text| has_mark(text) != wants_mark).map(|text| text.cell).collect();
    if stray.is_empty() {
        return;
    }
    let share = crate::text::share(stray.len(), ended.len());
    if share >= MANY && stray.len() >= FEWEST {
        findings.push(habit(consensus, page, &stray, ended.len(), wants_mark));
    } else if ended.len() > FEWEST && share < MANY {
        let whole = |cell: &&CellRef<'_>| {
            let text = ended.iter().find(|text| text.cell.span() == cell.span());
            text.is_none_or(|text| !breaks_off(consensus, page, text))
        };
        let mut texts: BTreeMap<&str, Vec<CellRef<'_>>> = BTreeMap::new();
        for cell in stray.iter().filter(whole) {
            texts.entry(cell.text()).or_default().push(*cell);
        }
        let mark = usual(&ended);
        for cells in texts.values() {
            findings.push(odd(consensus, page, cells, mark.filter(|_| wants_mark)));
        }
    }
}

/// The mark that most texts of the page end with.
fn usual(ended: &[&SegmentPair<'_>]) -> Option<char> {
    let mut counts: BTreeMap<char, usize> = BTreeMap::new();
    for mark in ended.iter().filter_map(|text| final_mark(text.cell.text())) {
        *counts.entry(mark).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(mark, _)| mark)
}

/// One question for the whole page.
fn habit(
    consensus: &Consensus<'_>,
    page: &Page,
    stray: &[CellRef<'_>],
    rows: usize,
    wants_mark: bool,
) -> Finding {
    let (message, help) = if wants_mark {
        (
            format!(
                "{} of {rows} purposes lack the final mark that the source text has",
                stray.len()
            ),
            "if the language leaves it out, set `punctuation.final_stop` in the catalog's locale \
             file to `drop`, or to `free` for either way; otherwise put the marks in",
        )
    } else {
        (
            format!(
                "{} of {rows} purposes have a final mark, which the catalog says that the \
                 language leaves out",
                stray.len()
            ),
            "set `punctuation.final_stop` in the catalog's locale file to `keep` or `free`, or \
             take the marks out",
        )
    };
    let finding = Finding::new(CHECK.id, CHECK.severity, stray[0].span(), message)
        .column("purpose")
        .help(help);
    stray.iter().fold(finding, |finding, cell| {
        finding.row(cell.row.number, page.field_ids(consensus.audit.catalog, cell.row))
    })
}

/// One text that is unlike the rest of the page.
fn odd(
    consensus: &Consensus<'_>,
    page: &Page,
    cells: &[CellRef<'_>],
    mark: Option<char>,
) -> Finding {
    let first = &cells[0];
    let what =
        if mark.is_some() { "lacks the final mark that" } else { "has a final mark, unlike" };
    let others =
        if mark.is_some() { "the source text and the other rows have" } else { "the other rows" };
    let message = format!("`{}` {what} {others}", first.text());
    let mut finding = Finding::new(CHECK.id, CHECK.severity, first.span(), message)
        .column("purpose")
        .found(first.text())
        .help("end it as the other rows end");
    if let Some(mark) = mark {
        finding = finding.expected(format!("{}{mark}", first.text()));
        let end = first.cell.inline.source.end;
        let plain = first.cell.inline.trimmed_source().end == end
            && first.text().ends_with(char::is_alphanumeric);
        if plain && cells.len() == 1 {
            finding = finding.suggest(page.span(end..end), mark.to_string());
        }
    }
    let finding = cover(consensus.audit, page, finding, cells);
    match consensus.audit.source_cell(page, first.row, crate::catalog::model::ColumnRole::Purpose) {
        Some(source) => finding.relate(source.cell.span(), "the source text"),
        None => finding,
    }
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing_pages::Pages;

    #[test]
    fn a_row_without_the_final_mark_of_the_others_is_a_note() {
        Pages::new()
            .edit(
                "fr-FR",
                "L’UUID qui nomme la lampe. |",
                "L’UUID qui nomme la lampe |
                           ^^^^^^^^^^^^^^^^^^^^^^^^^ note: `L’UUID qui nomme la lampe` lacks the final mark that the source text and the other rows have",
            )
            .expect(&CHECK);
    }

    #[test]
    fn a_page_that_leaves_the_mark_out_is_one_question() {
        Pages::new()
            .edit(
                "nl-NL",
                "Het kanaal waarop de lamp luistert. |",
                "Het kanaal waarop de lamp luistert |
                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ note: 4 of 8 purposes lack the final mark that the source text has",
            )
            .edit("nl-NL", "De UUID die de lamp benoemt.", "De UUID die de lamp benoemt")
            .edit("nl-NL", "dark of faulty is.", "dark of faulty is")
            .edit("nl-NL", "de doos van de lamp staat.", "de doos van de lamp staat")
            .expect(&CHECK);
    }

    #[test]
    fn rows_whose_source_has_no_mark_and_cells_that_break_off_are_left_alone() {
        Pages::new().expect(&CHECK);
        Pages::new()
            .edit("en-US", "The UUID that names the lamp.", "The UUID that names the lamp")
            .edit("fr-FR", "L’UUID qui nomme la lampe.", "L’UUID qui nomme la lampe")
            .edit("de-DE", "auf der Schachtel der Lampe steht. |", "auf |")
            .expect(&CHECK);
    }
}
