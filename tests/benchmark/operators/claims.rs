//! What a translation adds or turns: values, options, names, marks.

use flowproof::catalog::model::ColumnRole;

use super::equivalent_pages::ALARMS;
use super::residue::around_a_word;
use super::{Operator, PLAIN};
use crate::mutant::{Edit, Mutant};
use crate::rng::Rng;
use crate::view::{View, words};

/// Recall to reach.
const RECALL: Option<f64> = Some(0.95);

pub const OPERATORS: &[Operator] = &[
    Operator {
        name: "value-added",
        does: "a purpose lists one more value than the source",
        accept: &["value-added"],
        tolerate: &["translated-enum"],
        bar: RECALL,
        make: value,
        ..PLAIN
    },
    Operator {
        name: "option-lost",
        does: "a purpose no longer says that the datum is optional",
        accept: &["optionality-changed"],
        tolerate: &["truncated-cell", "omitted-words"],
        bar: RECALL,
        make: option,
        ..PLAIN
    },
    Operator {
        name: "boolean-misspelt",
        does: "two letters of true or false change places",
        accept: &["misspelt-value"],
        bar: RECALL,
        make: truth,
        ..PLAIN
    },
    Operator {
        name: "name-misspelt",
        does: "two letters of the name of a party change places",
        accept: &["misspelt-name"],
        tolerate: &["literal-lost", "missing-statement"],
        bar: RECALL,
        make: name,
        ..PLAIN
    },
    Operator {
        name: "mark-moved",
        does: "the first value of a list loses its marks to another word of the purpose",
        accept: &["moved-mark"],
        bar: RECALL,
        make: moved,
        ..PLAIN
    },
    Operator {
        name: "same: word-marked",
        does: "a word of a purpose without marks is set in bold",
        bar: ALARMS,
        make: |view, rng| around_a_word(view, rng, &[("**", "**"), ("*", "*")]),
        ..PLAIN
    },
    Operator {
        name: "same: word-tagged",
        does: "a word of a purpose is set in bold with tags of HTML",
        bar: ALARMS,
        make: |view, rng| around_a_word(view, rng, &[("<b>", "</b>"), ("<strong>", "</strong>")]),
        ..PLAIN
    },
    Operator {
        name: "same: name-inflected",
        does: "the name of a party in a purpose has an ending",
        synthetic: "the ending is that of any language",
        bar: ALARMS,
        make: inflected,
        ..PLAIN
    },
];

fn value(view: &View<'_>, rng: &mut Rng) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for row in view.rows_with_purpose() {
        let Some(field) = view.field(row).filter(|field| field.values.len() > 1) else { continue };
        let Some(cell) = view.cell_ref(row, ColumnRole::Purpose) else { continue };
        let inline = &cell.cell.inline;
        let marked: Vec<_> = inline
            .marked
            .iter()
            .filter(|at| field.values.iter().any(|value| *value == inline.text[(*at).clone()]))
            .collect();
        if marked.len() < 2 {
            continue;
        }
        for at in &marked[..marked.len() - 1] {
            let Some(text) = rng.pick(&["failed", "unknown", "expired"]) else { continue };
            let Some(bytes) = view.bytes(cell, (*at).clone()) else { continue };
            // Behind the closing marks.
            let close =
                view.text[bytes.end..].bytes().take_while(|b| *b == b'*' || *b == b'`').count();
            let mark = &view.text[bytes.end..bytes.end + close];
            let end = bytes.end + close;
            let edit = Edit::new(end..end, format!(", {mark}{text}{mark}"));
            mutants.push(view.in_cell(row, ColumnRole::Purpose, vec![edit]));
        }
    }
    mutants
}

fn option(view: &View<'_>, _: &mut Rng) -> Vec<Mutant> {
    let Some(terms) = view.terms() else { return Vec::new() };
    let mut mutants = Vec::new();
    for row in view.rows_with_purpose() {
        let source = view.source_text(row, ColumnRole::Purpose).unwrap_or_default();
        let Some(cell) = view.cell_ref(row, ColumnRole::Purpose) else { continue };
        let text = &cell.cell.inline.text;
        let lower = text.to_lowercase();
        if !source.contains("Optional") || lower.len() != text.len() {
            continue;
        }
        let stems = terms.optionality.optional.iter().map(|word| word.trim_end_matches('*'));
        let Some(at) = stems.filter_map(|stem| lower.find(stem)).min() else { continue };
        // The whole word, the mark behind it and the blank, or the bracket around it.
        let rest = &text[at..];
        let inner = |c: char| {
            c.is_alphabetic() && !view.spaceless() || view.spaceless() && !"。、な".contains(c)
        };
        let word = rest.find(|c| !inner(c)).unwrap_or(rest.len());
        let tail = rest[word..].find(|c: char| !c.is_whitespace() && !".)。な".contains(c));
        let end = at + word + tail.unwrap_or(rest.len() - word);
        let start = at - usize::from(text[..at].ends_with('('));
        if let Some(bytes) = view.bytes(cell, start..end) {
            mutants.push(view.in_cell(row, ColumnRole::Purpose, vec![Edit::new(bytes, "")]));
        }
    }
    mutants
}

/// A word with two letters in each other's place.
fn swapped(word: &str, at: usize) -> Option<String> {
    let mut letters: Vec<char> = word.chars().collect();
    if at + 1 >= letters.len() || letters[at] == letters[at + 1] {
        return None;
    }
    letters.swap(at, at + 1);
    Some(letters.into_iter().collect())
}

fn truth(view: &View<'_>, rng: &mut Rng) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for row in view.rows_with_purpose() {
        let Some(cell) = view.cell_ref(row, ColumnRole::Purpose) else { continue };
        let source = view.source_text(row, ColumnRole::Purpose).unwrap_or_default().to_lowercase();
        let text = &cell.cell.inline.text;
        for word in words(text) {
            let found = text[word.clone()].to_lowercase();
            if !(found == "true" || found == "false") || !source.contains(&found) {
                continue;
            }
            let at = 1 + rng.below(2);
            let slip = swapped(&text[word.clone()], at).zip(view.bytes(cell, word));
            let edit = slip.map(|(slip, bytes)| Edit::new(bytes, slip));
            mutants.extend(edit.map(|edit| view.in_cell(row, ColumnRole::Purpose, vec![edit])));
        }
    }
    mutants
}

/// Names of the catalog in a text that are long enough to be known with a slip in them.
fn names<'t>(view: &View<'_>, text: &'t str) -> Vec<(usize, &'t str)> {
    let names = view.audit.catalog.names.iter().filter(|name| name.len() >= 5);
    let mut found: Vec<(usize, &str)> =
        names.flat_map(|name| text.match_indices(name.as_str())).collect();
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    found.retain(|(at, name)| {
        !letter(text[..*at].chars().next_back()) && !letter(text[at + name.len()..].chars().next())
    });
    found.sort_unstable();
    found
}

fn name(view: &View<'_>, rng: &mut Rng) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for row in view.rows_with_purpose() {
        let Some(cell) = view.cell_ref(row, ColumnRole::Purpose) else { continue };
        let text = &cell.cell.inline.text;
        let source = view.source_text(row, ColumnRole::Purpose).unwrap_or_default();
        for (at, name) in names(view, text) {
            let due = source.matches(name).count() >= text.matches(name).count();
            let inner = 1 + rng.below(name.len() - 3);
            let slip = swapped(name, inner).filter(|_| due);
            let slip = slip.zip(view.bytes(cell, at..at + name.len()));
            let edit = slip.map(|(slip, bytes)| Edit::new(bytes, slip));
            mutants.extend(edit.map(|edit| view.in_cell(row, ColumnRole::Purpose, vec![edit])));
        }
    }
    mutants
}

fn inflected(view: &View<'_>, rng: &mut Rng) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for row in view.rows_with_purpose() {
        let Some(cell) = view.cell_ref(row, ColumnRole::Purpose) else { continue };
        for (at, name) in names(view, &cell.cell.inline.text) {
            let Some(bytes) = view.bytes(cell, at..at + name.len()) else { continue };
            let Some(ending) = rng.pick(&["u", "s", "hoz", "'a", "’ın", "lle", "ov"]) else {
                continue;
            };
            let edit = Edit::new(bytes.end..bytes.end, *ending);
            mutants.push(view.in_cell(row, ColumnRole::Purpose, vec![edit]));
        }
    }
    mutants
}

fn moved(view: &View<'_>, rng: &mut Rng) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for row in view.rows_with_purpose() {
        let Some(cell) = view.cell_ref(row, ColumnRole::Purpose) else { continue };
        let inline = &cell.cell.inline;
        let source = view.source_text(row, ColumnRole::Purpose).unwrap_or_default();
        let Some(first) = inline.marked.first().filter(|_| inline.marked.len() > 1) else {
            continue;
        };
        let value = &inline.text[first.clone()];
        let Some(bytes) = view.bytes(cell, first.clone()).filter(|_| source.contains(value)) else {
            continue;
        };
        let close = view.text[bytes.end..].bytes().take_while(|b| *b == b'*' || *b == b'`').count();
        let open = &view.text[bytes.start - close..bytes.start];
        let mut free = words(&inline.text);
        free.retain(|word| {
            word.end + 1 < first.start && inline.text[word.clone()].chars().all(char::is_alphabetic)
        });
        let Some(word) = rng.pick(&free).and_then(|word| view.bytes(cell, word.clone())) else {
            continue;
        };
        let edits = vec![
            Edit::new(word.start..word.start, open),
            Edit::new(word.end..word.end, open),
            Edit::new(bytes.start - close..bytes.start, ""),
            Edit::new(bytes.end..bytes.end + close, ""),
        ];
        mutants.push(view.in_cell(row, ColumnRole::Purpose, edits));
    }
    mutants
}
