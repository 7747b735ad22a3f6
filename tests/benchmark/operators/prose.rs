//! Numbers, acronyms, words, sentences and brackets of running text.

use std::ops::Range;

use flowproof::audit::{CellRef, PageRow};
use flowproof::catalog::model::ColumnRole;
use flowproof::catalog::numbers_in;

use super::{Operator, PLAIN};
use crate::mutant::{Edit, Mutant};
use crate::rng::Rng;
use crate::view::{View, words};

pub const NUMBERS: &[Operator] = &[
    Operator {
        name: "number-changed",
        does: "a number of a purpose has two digits swapped, or is one more",
        synthetic: "numbers are found as the check finds them",
        accept: &["number-changed", "literal-lost"],
        bar: Some(0.99),
        make: numbers,
        ..PLAIN
    },
    Operator {
        name: "acronym-misspelt",
        does: "two letters of an acronym in a purpose change places",
        accept: &["literal-lost", "translated-enum"],
        make: acronyms,
        ..PLAIN
    },
];

pub const OPERATORS: &[Operator] = &[
    Operator {
        name: "word-deleted",
        does: "a word of five letters or more is lost that no language keeps as it is",
        synthetic: "the rest is not inflected anew",
        accept: &["omitted-words", "truncated-cell"],
        // A word may be all that stood between two marks.
        tolerate: &["negation-changed", "stray-punctuation"],
        learned: true,
        make: word_deleted,
        ..PLAIN
    },
    Operator {
        name: "word-doubled",
        does: "a word stands twice",
        accept: &["doubled-word"],
        make: word_doubled,
        ..PLAIN
    },
    Operator {
        name: "sentences-joined",
        does: "the full stop, or the blank behind it, is lost between two sentences",
        accept: &["run-together-sentences"],
        make: sentences_joined,
        ..PLAIN
    },
    Operator {
        name: "bracket-dropped",
        does: "one bracket of a pair is lost in a purpose or in the text around the table",
        accept: &["unbalanced-brackets"],
        make: bracket_dropped,
        ..PLAIN
    },
];

/// Every cell of a purpose that is without fault.
fn purposes<'a>(view: &View<'a>) -> Vec<(&'a PageRow, CellRef<'a>, &'a str)> {
    view.rows_with_purpose()
        .into_iter()
        .filter_map(|row| {
            let cell = view.cell_ref(row, ColumnRole::Purpose)?;
            Some((row, cell, cell.cell.inline.text.as_str()))
        })
        .collect()
}

fn numbers(view: &View<'_>, _: &mut Rng) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for (row, cell, text) in purposes(view) {
        let source = view.source_text(row, ColumnRole::Purpose).unwrap_or_default();
        let kept: Vec<String> = numbers_in(source).into_iter().map(|(_, value)| value).collect();
        for (range, value) in numbers_in(text) {
            if !kept.contains(&value) || text[range.clone()] != *value {
                continue;
            }
            for changed in [transposed(&value), increased(&value)].into_iter().flatten() {
                if let Some(bytes) = view.bytes(cell, range.clone()) {
                    let edit = Edit::new(bytes, changed);
                    mutants.push(view.in_cell(row, ColumnRole::Purpose, vec![edit]));
                }
            }
        }
    }
    mutants
}

fn transposed(value: &str) -> Option<String> {
    let mut digits: Vec<char> = value.chars().collect();
    let digit = |c: &char| c.is_ascii_digit();
    let at = (1..digits.len().saturating_sub(1)).rev().find(|at| {
        digit(&digits[*at]) && digit(&digits[at + 1]) && digits[*at] != digits[at + 1]
    })?;
    digits.swap(at, at + 1);
    Some(digits.into_iter().collect())
}

fn increased(value: &str) -> Option<String> {
    value.parse::<u64>().ok().map(|n| (n + 1).to_string())
}

fn acronyms(view: &View<'_>, rng: &mut Rng) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for (row, cell, text) in purposes(view) {
        let source = view.source_text(row, ColumnRole::Purpose).unwrap_or_default();
        let known: Vec<&str> = words(source).into_iter().map(|w| &source[w]).collect();
        for range in capitals(text).into_iter().filter(|r| known.contains(&&text[r.clone()])) {
            let mut letters: Vec<char> = text[range.clone()].chars().collect();
            let pairs: Vec<usize> =
                (0..letters.len() - 1).filter(|at| letters[*at] != letters[at + 1]).collect();
            let Some((at, bytes)) = rng.pick(&pairs).zip(view.bytes(cell, range)) else { continue };
            letters.swap(*at, at + 1);
            let edit = Edit::new(bytes, letters.into_iter().collect::<String>());
            mutants.push(view.in_cell(row, ColumnRole::Purpose, vec![edit]));
        }
    }
    mutants
}

/// Runs of three Latin capitals or more with no other Latin letter or digit beside them.
fn capitals(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let run = bytes[at..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
        if run >= 3 && bytes[at..at + run].iter().all(u8::is_ascii_uppercase) {
            found.push(at..at + run);
        }
        at += run.max(1);
    }
    found
}

/// Words of five letters or more that the source does not have as they are.
fn own_words(view: &View<'_>, row: &PageRow, text: &str) -> Vec<Range<usize>> {
    let source = view.source_text(row, ColumnRole::Purpose).unwrap_or_default();
    let kept: Vec<String> = words(source).into_iter().map(|w| source[w].to_lowercase()).collect();
    let mut own = words(text);
    own.retain(|range| {
        let word = &text[range.clone()];
        word.chars().count() >= 5
            && word.chars().all(char::is_alphabetic)
            && !kept.contains(&word.to_lowercase())
            && !["Apple", "Intune", "Microsoft"].iter().any(|name| word.starts_with(name))
    });
    own
}

fn word_deleted(view: &View<'_>, _: &mut Rng) -> Vec<Mutant> {
    if view.spaceless() {
        return Vec::new();
    }
    let mut mutants = Vec::new();
    for (row, cell, text) in purposes(view) {
        if words(text).len() < 3 {
            continue;
        }
        for word in own_words(view, row, text) {
            // The blank before the word goes with it; at the start, the one behind.
            let range = if text[..word.start].ends_with(' ') {
                word.start - 1..word.end
            } else if text[word.end..].starts_with(' ') {
                word.start..word.end + 1
            } else {
                continue;
            };
            if let Some(bytes) = view.bytes(cell, range) {
                mutants.push(view.in_cell(row, ColumnRole::Purpose, vec![Edit::new(bytes, "")]));
            }
        }
    }
    mutants
}

fn word_doubled(view: &View<'_>, _: &mut Rng) -> Vec<Mutant> {
    if view.spaceless() {
        return Vec::new();
    }
    let mut mutants = Vec::new();
    for (row, cell, text) in purposes(view) {
        for word in words(text) {
            let letters = text[word.clone()].chars().all(char::is_alphabetic);
            let alone = text[..word.start].ends_with(' ') && text[word.end..].starts_with(' ');
            let Some(bytes) = view.bytes(cell, word.clone()).filter(|_| letters && alone) else {
                continue;
            };
            let again = format!(" {}", &text[word]);
            let edit = Edit::new(bytes.end..bytes.end, again);
            mutants.push(view.in_cell(row, ColumnRole::Purpose, vec![edit]));
        }
    }
    mutants
}

fn sentences_joined(view: &View<'_>, rng: &mut Rng) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for (row, cell, text) in purposes(view) {
        for (at, end) in text.match_indices(['.', '。']) {
            let rest = &text[at + end.len()..];
            let next = rest.trim_start();
            let starts = next.starts_with(|c: char| c.is_uppercase() || view.spaceless());
            if !starts || next.len() == rest.len() || text[..at].chars().count() < 4 {
                continue;
            }
            let blank = at + end.len()..text.len() - next.len();
            let range = if rng.below(2) == 0 { at..at + end.len() } else { blank };
            if let Some(bytes) = view.bytes(cell, range) {
                mutants.push(view.in_cell(row, ColumnRole::Purpose, vec![Edit::new(bytes, "")]));
            }
        }
    }
    mutants
}

const BRACKETS: [char; 4] = ['(', ')', '（', '）'];

fn bracket_dropped(view: &View<'_>, _: &mut Rng) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for (row, cell, text) in purposes(view).into_iter().filter(|(_, _, text)| balanced(text)) {
        for (at, bracket) in text.match_indices(BRACKETS) {
            if let Some(bytes) = view.bytes(cell, at..at + bracket.len()) {
                mutants.push(view.in_cell(row, ColumnRole::Purpose, vec![Edit::new(bytes, "")]));
            }
        }
    }
    for block in &view.page.parsed.blocks {
        let inline = &block.inline;
        for (at, bracket) in inline.text.match_indices(BRACKETS).filter(|_| balanced(&inline.text))
        {
            let bytes = inline.source_range(at..at + bracket.len());
            if &view.text[bytes.clone()] == bracket {
                mutants.push(Mutant::block(inline.source.clone(), vec![Edit::new(bytes, "")]));
            }
        }
    }
    mutants
}

fn balanced(text: &str) -> bool {
    let count = |marks: [char; 2]| text.matches(marks).count();
    count(['(', '（']) == count([')', '）'])
}
