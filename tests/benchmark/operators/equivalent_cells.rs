//! Changes of one cell that say the same: no finding is right.

use std::ops::Range;

use flowproof::catalog::model::ColumnRole;

use super::equivalent_pages::ALARMS;
use super::{Operator, PLAIN};
use crate::mutant::{Edit, Mutant};
use crate::rng::Rng;
use crate::view::View;

pub const OPERATORS: &[Operator] = &[
    Operator {
        name: "same: final-stop",
        does: "a purpose gained or lost its full stop",
        bar: ALARMS,
        make: final_stop,
        ..PLAIN
    },
    Operator {
        name: "same: no-break-space",
        does: "a blank of a purpose is a no-break space",
        bar: ALARMS,
        make: no_break_space,
        ..PLAIN
    },
    Operator {
        name: "same: entity",
        does: "a letter or apostrophe of a purpose is written as a character reference",
        bar: ALARMS,
        make: entity,
        ..PLAIN
    },
    Operator {
        name: "same: full-width-digits",
        does: "the digits of a purpose have full width, in Chinese and Japanese",
        bar: ALARMS,
        make: full_width,
        ..PLAIN
    },
    Operator {
        name: "same: clauses-swapped",
        does: "two parts of a sentence at one comma change places",
        synthetic: "the word order is not that of the language",
        bar: ALARMS,
        learned: true,
        make: clauses,
        ..PLAIN
    },
    Operator {
        name: "same: trailing-blanks",
        does: "a purpose ends in blanks",
        bar: ALARMS,
        make: trailing,
        ..PLAIN
    },
];

/// Edits of the purpose's text, as many as `ranges` finds.
fn edits(
    view: &View<'_>,
    ranges: impl Fn(&str) -> Vec<(Range<usize>, String)>,
) -> Vec<(usize, Mutant)> {
    let mut mutants = Vec::new();
    for row in view.rows() {
        let Some(cell) = view.cell_ref(row, ColumnRole::Purpose) else { continue };
        for (range, text) in ranges(&cell.cell.inline.text) {
            if let Some(bytes) = view.bytes(cell, range) {
                let edit = Edit::new(bytes, text);
                mutants.push((row.number, view.in_cell(row, ColumnRole::Purpose, vec![edit])));
            }
        }
    }
    mutants
}

/// One mutant per row, chosen at random.
fn one_per_row(mut mutants: Vec<(usize, Mutant)>, rng: &mut Rng) -> Vec<Mutant> {
    rng.shuffle(&mut mutants);
    mutants.sort_by_key(|(row, _)| *row);
    mutants.dedup_by_key(|(row, _)| *row);
    mutants.into_iter().map(|(_, mutant)| mutant).collect()
}

fn final_stop(view: &View<'_>, rng: &mut Rng) -> Vec<Mutant> {
    let stop = if view.spaceless() { "。" } else { "." };
    let found = edits(view, |text| {
        let text = text.trim_end();
        match text.strip_suffix(['.', '。']) {
            Some(rest) if !rest.is_empty() => vec![(rest.len()..text.len(), String::new())],
            None if text.ends_with(char::is_alphanumeric) => {
                let (last, c) = text.char_indices().next_back().unwrap_or_default();
                vec![(last..text.len(), format!("{c}{stop}"))]
            }
            _ => Vec::new(),
        }
    });
    one_per_row(found, rng)
}

fn no_break_space(view: &View<'_>, rng: &mut Rng) -> Vec<Mutant> {
    let found = edits(view, |text| {
        let blanks = text.trim_end().match_indices(' ').filter(|(at, _)| *at > 0);
        blanks.map(|(at, _)| (at..at + 1, "\u{a0}".to_owned())).collect()
    });
    one_per_row(found, rng)
}

fn entity(view: &View<'_>, rng: &mut Rng) -> Vec<Mutant> {
    let found = edits(view, |text| {
        let chars = text.char_indices().filter(|(_, c)| c.is_alphabetic() || *c == '\u{2019}');
        chars.map(|(at, c)| (at..at + c.len_utf8(), format!("&#{};", u32::from(c)))).collect()
    });
    one_per_row(found, rng)
}

fn full_width(view: &View<'_>, _: &mut Rng) -> Vec<Mutant> {
    if !view.spaceless() {
        return Vec::new();
    }
    let mut mutants = Vec::new();
    for row in view.rows() {
        let Some(cell) = view.cell_ref(row, ColumnRole::Purpose) else { continue };
        let text = &cell.cell.inline.text;
        let digits = text.char_indices().filter(|(_, c)| c.is_ascii_digit());
        let wide = |c: char| char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c).to_string();
        let edits: Vec<Edit> = digits
            .filter_map(|(at, c)| Some(Edit::new(view.bytes(cell, at..at + 1)?, wide(c))))
            .collect();
        if !edits.is_empty() {
            mutants.push(view.in_cell(row, ColumnRole::Purpose, edits));
        }
    }
    mutants
}

fn trailing(view: &View<'_>, rng: &mut Rng) -> Vec<Mutant> {
    let mut rows = view.rows();
    rng.shuffle(&mut rows);
    rows.into_iter()
        .take(3)
        .filter_map(|row| {
            let end = view.raw(row, ColumnRole::Purpose)?.0.end;
            Some(view.in_cell(row, ColumnRole::Purpose, vec![Edit::new(end..end, "  ")]))
        })
        .collect()
}

/// Words for “and”, “or” and “but” in the languages of the pages.
const CONJUNCTIONS: [&str; 21] = [
    "a", "aber", "ale", "e", "ed", "eller", "en", "et", "i", "lub", "maar", "mais", "men", "nebo",
    "o", "oder", "och", "of", "ou", "und", "y",
];

fn clauses(view: &View<'_>, _: &mut Rng) -> Vec<Mutant> {
    let found = edits(view, |text| {
        let text = text.trim();
        let body = text.trim_end_matches(['.', '。']);
        let comma = if text.contains('，') { "，" } else { ", " };
        let parts: Vec<&str> = body.split(comma).collect();
        let [first, second] = parts.as_slice() else { return Vec::new() };
        let long = first.chars().count().min(second.chars().count()) >= 6;
        let plain = !body.contains(['.', '。', '(', '（', '、', ':', '：', '|', '*']);
        // A part that a conjunction joins to the one before cannot come first.
        let joined = second.split(' ').next().is_some_and(|word| CONJUNCTIONS.contains(&word));
        if !long || !plain || joined {
            return Vec::new();
        }
        let end = &text[body.len()..];
        vec![(0..text.len(), format!("{}{comma}{}{end}", capital(second), lower(first)))]
    });
    found.into_iter().map(|(_, mutant)| mutant).collect()
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().collect::<String>() + chars.as_str())
}

/// With a small first letter, unless the word is a name or an acronym.
fn lower(text: &str) -> String {
    let mut chars = text.chars();
    let name = ["Apple", "Intune", "Microsoft"].iter().any(|name| text.starts_with(name))
        || text.chars().nth(1).is_some_and(char::is_uppercase);
    match chars.next() {
        Some(c) if !name => c.to_lowercase().collect::<String>() + chars.as_str(),
        _ => text.to_owned(),
    }
}
