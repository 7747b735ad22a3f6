//! Wire keys, services and messages that are translated or altered.

use flowproof::audit::PageRow;
use flowproof::catalog::model::{ColumnRole, FieldRole};
use strsim::normalized_levenshtein;

use super::{Operator, PLAIN};
use crate::mutant::Mutant;
use crate::rng::Rng;
use crate::view::{View, plain, words};

pub const OPERATORS: &[Operator] = &[
    Operator {
        name: "key-translated",
        does: "a wire key is replaced by a rendering that a real page has for it",
        synthetic: "mostly the rendering of another language",
        accept: &["translated-key"],
        bar: Some(0.99),
        make: translated,
        ..PLAIN
    },
    Operator {
        name: "key-recased",
        does: "a wire key is written in another case",
        accept: &["altered-key"],
        bar: Some(0.99),
        make: recased,
        ..PLAIN
    },
    Operator {
        name: "key-prefixed",
        does: "a word stands before a wire key",
        synthetic: "the word is the first one of the row's purpose",
        accept: &["altered-key"],
        bar: Some(0.99),
        make: prefixed,
        ..PLAIN
    },
    Operator {
        name: "key-misspelt",
        does: "two letters of a wire key change places",
        accept: &["altered-key"],
        bar: Some(0.99),
        make: misspelt,
        ..PLAIN
    },
    Operator {
        name: "key-punctuated",
        does: "a punctuation mark stands after a wire key",
        accept: &["stray-punctuation"],
        bar: Some(0.99),
        make: |view, rng| punctuated(view, rng, FieldRole::Key, &[",", ";", ":", "."]),
        ..PLAIN
    },
    Operator {
        name: "label-punctuated",
        does: "a comma, semicolon or colon stands after a human name",
        accept: &["stray-punctuation"],
        make: |view, rng| punctuated(view, rng, FieldRole::Label, &[",", ";", ":"]),
        ..PLAIN
    },
    Operator {
        name: "message-translated",
        does: "a wire message is replaced by a rendering that a real page has for it",
        synthetic: "mostly the rendering of another language",
        accept: &["translated-message"],
        bar: Some(0.99),
        make: message_translated,
        ..PLAIN
    },
    Operator {
        name: "service-misspelt",
        does: "a letter of a service is doubled over its neighbour, or lost (VVP, APN)",
        accept: &["service-spelling"],
        bar: Some(0.99),
        make: service_misspelt,
        ..PLAIN
    },
];

/// Both names are right where a key that is an ordinary word is nearly written like it.
const EITHER: &[&str] = &["translated-key", "altered-key"];

fn translated(view: &View<'_>, rng: &mut Rng) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for row in view.rows_of(FieldRole::Key) {
        let key = view.cell(row, ColumnRole::Field);
        let mut renderings = same_language_labels(view, row);
        let elsewhere = view.elsewhere(row, ColumnRole::Field);
        renderings.extend(elsewhere.into_iter().map(|(_, text)| text.to_owned()));
        // Some real renderings have a punctuation mark too many; that is another fault.
        renderings.retain(|text| !holds(text, key) && !text.ends_with([',', '.', ';', ':']));
        renderings.sort();
        renderings.dedup();
        rng.shuffle(&mut renderings);
        for text in renderings.into_iter().take(2) {
            let near = normalized_levenshtein(&plain(&text), &plain(key)) >= 0.5;
            let Some(mutant) = view.retexted(row, ColumnRole::Field, &text) else { continue };
            mutants.push(if near { mutant.accept(EITHER) } else { mutant });
        }
    }
    mutants
}

/// What the language calls a human name that is the same words as the key.
fn same_language_labels(view: &View<'_>, row: &PageRow) -> Vec<String> {
    let Some(terms) = view.terms() else { return Vec::new() };
    let key = plain(view.cell(row, ColumnRole::Field));
    let same = view.audit.catalog.fields.iter().filter(|field| plain(&field.label) == key);
    same.filter_map(|field| terms.terms.get(&field.id)).flatten().cloned().collect()
}

/// Whether a rendering is the key in another case or with words around it.
fn holds(text: &str, key: &str) -> bool {
    plain(text) == plain(key) || words(text).into_iter().any(|w| plain(&text[w]) == plain(key))
}

/// Whether a word of some language is written so.
fn is_word(view: &View<'_>, row: &PageRow, text: &str) -> bool {
    let locales = view.audit.catalog.locales.values();
    let term = locales.flat_map(|l| l.terms.values()).flatten().any(|term| term == text);
    let key = view.page.cell_text(row, ColumnRole::Field);
    let ordinary = !key.contains('_') && !key.chars().skip(1).any(char::is_uppercase);
    term || ordinary
}

fn recased(view: &View<'_>, _: &mut Rng) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for row in view.rows_of(FieldRole::Key) {
        let key = view.cell(row, ColumnRole::Field);
        let mut chars = key.chars();
        let first = chars.next().unwrap_or_default();
        let toggled = if first.is_uppercase() {
            first.to_lowercase().to_string()
        } else {
            first.to_uppercase().to_string()
        };
        let mut variants =
            vec![key.to_lowercase(), key.to_uppercase(), format!("{toggled}{}", chars.as_str())];
        variants.sort();
        variants.dedup();
        for variant in variants.into_iter().filter(|v| v != key) {
            let term = view
                .audit
                .catalog
                .locales
                .values()
                .any(|locale| locale.terms.values().flatten().any(|term| *term == variant));
            let Some(mutant) = view.retexted(row, ColumnRole::Field, &variant) else { continue };
            mutants.push(if term { mutant.accept(EITHER) } else { mutant });
        }
    }
    mutants
}

fn prefixed(view: &View<'_>, _: &mut Rng) -> Vec<Mutant> {
    view.rows_of(FieldRole::Key)
        .into_iter()
        .filter_map(|row| {
            let key = view.cell(row, ColumnRole::Field);
            let purpose = view.cell(row, ColumnRole::Purpose);
            let first = words(purpose).into_iter().next()?;
            let word: String = if view.spaceless() {
                purpose[first].chars().take(2).collect()
            } else {
                purpose[first].to_owned()
            };
            let letters = word.chars().all(char::is_alphabetic) && word.chars().count() >= 2;
            (letters && plain(&word) != plain(key))
                .then(|| view.retexted(row, ColumnRole::Field, &format!("{word} {key}")))?
        })
        .collect()
}

fn misspelt(view: &View<'_>, rng: &mut Rng) -> Vec<Mutant> {
    view.rows_of(FieldRole::Key)
        .into_iter()
        .filter_map(|row| {
            let key: Vec<char> = view.cell(row, ColumnRole::Field).chars().collect();
            let swaps: Vec<usize> = (1..key.len().saturating_sub(1))
                .filter(|at| {
                    let (a, b) = (key[*at], key[at + 1]);
                    a.is_alphabetic() && b.is_alphabetic() && plain_char(a) != plain_char(b)
                })
                .collect();
            let at = *rng.pick(&swaps)?;
            let mut swapped = key;
            swapped.swap(at, at + 1);
            let text: String = swapped.into_iter().collect();
            let mutant = view.retexted(row, ColumnRole::Field, &text)?;
            Some(if is_word(view, row, &text) { mutant.accept(EITHER) } else { mutant })
        })
        .collect()
}

fn plain_char(c: char) -> char {
    c.to_ascii_lowercase()
}

fn punctuated(view: &View<'_>, rng: &mut Rng, role: FieldRole, marks: &[&str]) -> Vec<Mutant> {
    view.rows_of(role)
        .into_iter()
        .filter_map(|row| {
            let text = view.cell(row, ColumnRole::Field);
            let mark = rng.pick(marks)?;
            let ends = text.ends_with(char::is_alphanumeric);
            ends.then(|| view.retexted(row, ColumnRole::Field, &format!("{text}{mark}")))?
        })
        .collect()
}

fn message_translated(view: &View<'_>, rng: &mut Rng) -> Vec<Mutant> {
    view.rows_with_wire_message()
        .into_iter()
        .filter_map(|row| {
            let message = view.cell(row, ColumnRole::Message);
            let mut renderings = view.elsewhere(row, ColumnRole::Message);
            renderings.retain(|(_, text)| plain(text) != plain(message));
            let (_, text) = rng.pick(&renderings)?;
            view.retexted(row, ColumnRole::Message, text)
        })
        .collect()
}

fn service_misspelt(view: &View<'_>, rng: &mut Rng) -> Vec<Mutant> {
    view.rows()
        .into_iter()
        .filter(|row| {
            let text = view.cell(row, ColumnRole::Service);
            view.source_text(row, ColumnRole::Service) == Some(text)
                && view.is_clean(row, ColumnRole::Service)
        })
        .filter_map(|row| {
            let text: Vec<char> = view.cell(row, ColumnRole::Service).chars().collect();
            let pairs: Vec<usize> = (0..text.len().saturating_sub(1))
                .filter(|at| {
                    let pair = [text[*at], text[at + 1]];
                    pair.iter().all(char::is_ascii_alphabetic) && pair[0] != pair[1]
                })
                .collect();
            let at = *rng.pick(&pairs)?;
            let mut altered = text;
            if rng.below(2) == 0 {
                altered[at + 1] = altered[at];
            } else {
                altered.remove(at + 1);
            }
            view.retexted(row, ColumnRole::Service, &altered.into_iter().collect::<String>())
        })
        .collect()
}
