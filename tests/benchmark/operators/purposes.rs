//! Purpose texts on the wrong row, cut off, emptied, and added to.

use flowproof::audit::PageRow;
use flowproof::catalog::model::ColumnRole;
use flowproof::parse::BlockKind;
use flowproof::text::{final_mark, sentences};
use strsim::normalized_levenshtein;

use super::{Operator, PLAIN};
use crate::mutant::{Edit, Mutant};
use crate::rng::Rng;
use crate::view::View;

/// What is true as well of a cell that holds another text.
const LOSSES: &[&str] = &[
    "literal-lost",
    "number-changed",
    "boolean-changed",
    "negation-changed",
    "translated-enum",
    "omitted-words",
];

pub const OPERATORS: &[Operator] = &[
    Operator {
        name: "purposes-swapped",
        does: "the purposes of two rows change places",
        accept: &["swapped-purpose"],
        tolerate: LOSSES,
        bar: Some(0.95),
        learned: true,
        make: swapped,
        ..PLAIN
    },
    Operator {
        name: "purpose-overwritten",
        does: "the purpose of a row is that of another row of the page",
        accept: &["swapped-purpose", "duplicated-purpose"],
        tolerate: LOSSES,
        bar: Some(0.95),
        learned: true,
        make: overwritten,
        ..PLAIN
    },
    Operator {
        name: "purpose-truncated",
        does: "a purpose ends after 60 % of its characters, at the end of a word",
        accept: &["truncated-cell", "omitted-words"],
        tolerate: &[
            "literal-lost",
            "number-changed",
            "boolean-changed",
            "negation-changed",
            "translated-enum",
            "unbalanced-brackets",
            "terminal-punctuation",
        ],
        bar: Some(0.85),
        learned: true,
        make: truncated,
        ..PLAIN
    },
    Operator {
        name: "purpose-emptied",
        does: "a purpose is empty",
        accept: &["empty-cell"],
        bar: Some(0.99),
        make: emptied,
        ..PLAIN
    },
    Operator {
        name: "sentence-appended",
        does: "a purpose goes on with the last sentence of the page, which is about other data",
        synthetic: "the sentence is one of the page's own, so that it is in its language",
        accept: &["added-text"],
        tolerate: &["negation-changed", "literal-lost", "boolean-changed"],
        learned: true,
        make: appended,
        ..PLAIN
    },
];

/// Rows whose purposes say something clearly different, in the source and here.
fn partners<'a>(view: &View<'a>, row: &PageRow, rows: &[&'a PageRow]) -> Vec<&'a PageRow> {
    let texts = |row: &PageRow| {
        let own = view.page.cell_text(row, ColumnRole::Purpose).to_lowercase();
        Some((view.source_text(row, ColumnRole::Purpose)?.to_lowercase(), own))
    };
    let Some((source, own)) = texts(row) else { return Vec::new() };
    rows.iter()
        .copied()
        .filter(|other| other.number != row.number)
        .filter(|other| {
            texts(other).is_some_and(|(other_source, other_own)| {
                normalized_levenshtein(&source, &other_source) < 0.85
                    && normalized_levenshtein(&own, &other_own) < 0.85
            })
        })
        .collect()
}

fn swapped(view: &View<'_>, rng: &mut Rng) -> Vec<Mutant> {
    let rows = view.rows_with_purpose();
    rows.iter()
        .filter_map(|row| {
            let other = *rng.pick(&partners(view, row, &rows))?;
            let (range, text) = view.raw(row, ColumnRole::Purpose)?;
            let (other_range, other_text) = view.raw(other, ColumnRole::Purpose)?;
            let edits = vec![Edit::new(range, other_text), Edit::new(other_range, text)];
            let both = vec![row.number, other.number];
            Some(Mutant::rows(both, edits).column("purpose").fields(view.ids(&[row, other])))
        })
        .collect()
}

fn overwritten(view: &View<'_>, rng: &mut Rng) -> Vec<Mutant> {
    let rows = view.rows_with_purpose();
    rows.iter()
        .filter_map(|row| {
            let other = *rng.pick(&partners(view, row, &rows))?;
            let (_, text) = view.raw(other, ColumnRole::Purpose)?;
            view.replaced(row, ColumnRole::Purpose, text)
        })
        .collect()
}

fn emptied(view: &View<'_>, _: &mut Rng) -> Vec<Mutant> {
    view.rows_with_purpose()
        .into_iter()
        .filter(|row| view.source_text(row, ColumnRole::Purpose).is_some_and(|t| !t.is_empty()))
        .filter_map(|row| view.replaced(row, ColumnRole::Purpose, ""))
        .collect()
}

fn appended(view: &View<'_>, _: &mut Rng) -> Vec<Mutant> {
    let blocks = &view.page.parsed.blocks;
    let prose = blocks.iter().filter(|block| block.kind == BlockKind::Paragraph);
    let Some(text) = prose.map(|block| block.inline.trimmed()).next_back() else {
        return Vec::new();
    };
    let Some(last) = sentences(text).pop() else { return Vec::new() };
    let added = &text[last];
    if added.contains('|') {
        return Vec::new();
    }
    view.rows_with_purpose()
        .into_iter()
        .filter_map(|row| {
            let (_, own) = view.raw(row, ColumnRole::Purpose)?;
            let closed = if final_mark(own).is_some() { "" } else { "." };
            let text = format!("{}{closed} {added}", own.trim_end());
            view.replaced(row, ColumnRole::Purpose, &text)
        })
        .collect()
}

fn truncated(view: &View<'_>, _: &mut Rng) -> Vec<Mutant> {
    let shortest = if view.spaceless() { 10 } else { 20 };
    view.rows_with_purpose()
        .into_iter()
        .filter_map(|row| {
            let cell = view.cell_ref(row, ColumnRole::Purpose)?;
            let text = cell.cell.inline.text.trim_end();
            let length = text.chars().count();
            if length < shortest {
                return None;
            }
            let (cut, _) = text.char_indices().nth(length * 6 / 10)?;
            let cut = word_end(text, cut);
            let kept = text[..cut].trim_end();
            if kept.chars().count() < length / 4 {
                return None;
            }
            let bytes = view.bytes(cell, kept.len()..text.len())?;
            Some(view.in_cell(row, ColumnRole::Purpose, vec![Edit::new(bytes, "")]))
        })
        .collect()
}

/// The last place at or before `at` where no word of letters with blanks between goes on.
fn word_end(text: &str, at: usize) -> usize {
    let joined = |at: usize| {
        let before = text[..at].chars().next_back();
        let after = text[at..].chars().next();
        let han = |c: char| ('\u{3000}'..='\u{9fff}').contains(&c);
        before
            .zip(after)
            .is_some_and(|(a, b)| !(a.is_whitespace() || b.is_whitespace() || han(a) || han(b)))
    };
    (0..=at).rev().filter(|i| text.is_char_boundary(*i)).find(|i| !joined(*i)).unwrap_or(0)
}
