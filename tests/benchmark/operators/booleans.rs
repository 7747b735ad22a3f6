//! Booleans and enumerated wire values.

use std::ops::Range;

use flowproof::audit::{CellRef, PageRow};
use flowproof::catalog::model::ColumnRole;

use super::{Operator, PLAIN};
use crate::mutant::{Edit, Mutant};
use crate::rng::Rng;
use crate::view::View;

pub const OPERATORS: &[Operator] = &[
    Operator {
        name: "enum-translated",
        does: "an enumerated wire value is replaced by a rendering that a real page has for it",
        synthetic: "the rendering is that of another language",
        accept: &["translated-enum"],
        bar: Some(0.99),
        make: enums,
        ..PLAIN
    },
    Operator {
        name: "boolean-flipped",
        does: "one true stands as false, or the other way round",
        synthetic: "the words are those of the catalog's list, which the check reads too",
        accept: &["boolean-changed"],
        tolerate: &["literal-lost"],
        bar: Some(0.9),
        make: one,
        ..PLAIN
    },
    Operator {
        name: "booleans-swapped",
        does: "true and false change places in a cell that has both",
        synthetic: "the words are those of the catalog's list, which the check reads too",
        accept: &["boolean-changed"],
        bar: Some(0.9),
        make: both,
        ..PLAIN
    },
];

/// The words for true and false in a cell that is to speak of a boolean, in order.
fn booleans<'a>(view: &View<'a>, row: &'a PageRow) -> Vec<(bool, Range<usize>)> {
    let Some((terms, cell)) = view.terms().zip(view.cell_ref(row, ColumnRole::Purpose)) else {
        return Vec::new();
    };
    if !view.field(row).is_some_and(|field| field.boolean) {
        return Vec::new();
    }
    let text = &cell.cell.inline.text;
    let mut found = Vec::new();
    for (value, list) in [(true, &terms.truthy), (false, &terms.falsy)] {
        for word in list {
            found.extend(occurrences(text, word).into_iter().map(|range| (value, range)));
        }
    }
    found.sort_by_key(|(_, range)| (range.start, usize::MAX - range.end));
    found.dedup_by(|next, before| next.1.start < before.1.end);
    found
}

/// Where a word stands in a text, in any case, with no Latin letter at either side.
fn occurrences(text: &str, word: &str) -> Vec<Range<usize>> {
    let folded = text.to_lowercase();
    if folded.len() != text.len() {
        return Vec::new();
    }
    let border = |c: Option<char>| !c.is_some_and(|c| c.is_alphabetic() && !is_han(c));
    folded
        .match_indices(&word.to_lowercase())
        .filter(|(at, found)| {
            border(folded[..*at].chars().next_back())
                && border(folded[at + found.len()..].chars().next())
        })
        .map(|(at, found)| at..at + found.len())
        .collect()
}

fn is_han(c: char) -> bool {
    ('\u{3040}'..='\u{9fff}').contains(&c)
}

/// The word for the other value, in the style of the one that stands there.
fn opposite(view: &View<'_>, value: bool, word: &str) -> String {
    let (own, other) = match view.terms() {
        Some(terms) if value => (&terms.truthy, &terms.falsy),
        Some(terms) => (&terms.falsy, &terms.truthy),
        None => return String::new(),
    };
    let at = own.iter().position(|w| w.eq_ignore_ascii_case(word)).unwrap_or(0);
    let text = other.get(at).or_else(|| other.last()).cloned().unwrap_or_default();
    if word.starts_with(char::is_uppercase) {
        let mut chars = text.chars();
        chars.next().map(|c| c.to_uppercase().collect::<String>() + chars.as_str()).unwrap_or(text)
    } else {
        text
    }
}

fn flips<'a>(view: &View<'a>, row: &'a PageRow) -> Vec<Edit> {
    let Some(cell) = view.cell_ref(row, ColumnRole::Purpose) else { return Vec::new() };
    booleans(view, row)
        .into_iter()
        .filter_map(|(value, range)| {
            let word = opposite(view, value, &cell.cell.inline.text[range.clone()]);
            Some(Edit::new(view.bytes(cell, range)?, word))
        })
        .collect()
}

fn one(view: &View<'_>, _: &mut Rng) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for row in view.rows_with_purpose() {
        for edit in flips(view, row) {
            mutants.push(view.in_cell(row, ColumnRole::Purpose, vec![edit]));
        }
    }
    mutants
}

fn both(view: &View<'_>, _: &mut Rng) -> Vec<Mutant> {
    view.rows_with_purpose()
        .into_iter()
        .filter(|row| {
            let found = booleans(view, row);
            found.iter().any(|(value, _)| *value) && found.iter().any(|(value, _)| !*value)
        })
        .map(|row| view.in_cell(row, ColumnRole::Purpose, flips(view, row)))
        .collect()
}

fn enums(view: &View<'_>, rng: &mut Rng) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for row in view.rows_with_purpose() {
        let Some(field) = view.field(row).filter(|field| field.values.len() > 1) else { continue };
        let Some(cell) = view.cell_ref(row, ColumnRole::Purpose) else { continue };
        let lists = translated_lists(view, row, &field.values);
        for (at, value) in field.values.iter().enumerate() {
            let Some(range) = occurrences(&cell.cell.inline.text, value).into_iter().next() else {
                continue;
            };
            let Some(text) = rng.pick(&lists).and_then(|list| list.get(at)) else { continue };
            let Some(bytes) = view.bytes(cell, range) else { continue };
            mutants.push(view.in_cell(row, ColumnRole::Purpose, vec![Edit::new(bytes, text)]));
        }
    }
    mutants
}

/// The marked words of the same cell on other pages that translate the values.
fn translated_lists(view: &View<'_>, row: &PageRow, values: &[String]) -> Vec<Vec<String>> {
    let Some(reference) = row.matched.row() else { return Vec::new() };
    let pages = view.audit.pages.iter().chain(&view.renderings.pages);
    let cells = pages
        .filter(|p| !p.is_source && p.document == view.page.document && p.path != view.page.path)
        .filter_map(|p| p.cell(p.row_of(reference)?, ColumnRole::Purpose));
    let marked =
        |cell: CellRef<'_>| cell.cell.inline.marked_texts().map(str::to_owned).collect::<Vec<_>>();
    cells
        .map(marked)
        .filter(|list| list.len() == values.len())
        .filter(|list| list.iter().all(|text| !values.contains(text)))
        .collect()
}
