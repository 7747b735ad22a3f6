//! # What it checks
//! A purpose that breaks off: much shorter than its source text and the other languages make one
//! expect, and without the final mark, with fewer sentences, ending on a word that ends no other
//! text, or without the rendering of several source words.
//!
//! # Why it matters
//! Text that was cut on the way (a cell limit, a slipped selection) still reads like a purpose, but
//! leaves out what the datum is used for.
//!
//! # Example
//! Wrong: `The number of the lamp on`. Right: `The number of the lamp on its box.`
//!
//! # Remedy
//! Translate the rest of the source text.

use std::collections::BTreeMap;

use crate::audit::Page;
use crate::catalog::model::ColumnRole;
use crate::check::{Check, Run};
use crate::finding::{Finding, Severity};
use crate::locale::{final_mark, words};
use crate::vote::{Model, Poll, Text, Votes, ballots};

use super::omitted_words::rendered_elsewhere;
use super::{about, label, lost_end, lost_sentence, shortfall};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "truncated-cell",
    summary: "a purpose breaks off",
    severity: Severity::Warning,
    source: include_str!("truncated_cell.rs"),
    run: Run::Voted(run),
};

/// Shortfall (natural logarithm of the length) that is a sign. Of the untouched cells of 10
/// languages, 5 % fall shorter.
const SHORT: f64 = -0.22;
/// Shortfall that counts twice. No untouched cell of more than 30 characters reaches it.
const VERY_SHORT: f64 = -0.6;
/// Shortfall without which nothing was cut off.
const SHORTER: f64 = -0.1;
/// Signs that must come together.
const SIGNS: usize = 2;

fn run(votes: &Votes<'_>, page: &Page, findings: &mut Vec<Finding>) {
    for text in votes.texts_in_place(page) {
        let Some(signs) = signs_of(votes, page, text) else { continue };
        let message = format!(
            "the purpose of `{}` breaks off: {}",
            label(page, text.cell.row),
            signs.join(", ")
        );
        let finding = Finding::new(CHECK.id, CHECK.severity, text.cell.span(), message)
            .help("translate the rest of the source text");
        findings.push(about(votes.audit, page, finding, text));
    }
}

/// Whether a text breaks off.
pub(in crate::check) fn breaks_off(votes: &Votes<'_>, page: &Page, text: &Text<'_>) -> bool {
    signs_of(votes, page, text).is_some()
}

/// What shows that a text breaks off, if enough does.
fn signs_of(votes: &Votes<'_>, page: &Page, text: &Text<'_>) -> Option<Vec<String>> {
    let model = votes.model(page)?;
    let shortfall = shortfall(votes, model, text);
    let ended = !lost_end(model, text);
    if ended && shortfall > SHORTER {
        return None;
    }
    let marked = final_mark(text.cell.text()).is_some();
    let lost = lost_words(votes, page, text);
    let fewer = lost_sentence(votes, page, text);
    let within = !marked && ends_within(model, text);
    let short = usize::from(shortfall <= SHORT) + usize::from(shortfall <= VERY_SHORT);
    let signs = [
        (3 * usize::from(fewer), "a sentence is missing that the other languages have".to_owned()),
        (short, "it is much shorter than the source text lets expect".to_owned()),
        (usize::from(!ended), "its final mark is missing".to_owned()),
        (usize::from(within), "it ends on a word that ends no other text".to_owned()),
        (lost.len().min(2), format!("`{}` is not rendered", lost.join("`, `"))),
    ];
    let weight: usize = signs.iter().map(|(weight, _)| weight).sum();
    // A text with its final mark was not cut off in the middle of a sentence; a mark alone may be
    // forgotten.
    let enough = weight >= SIGNS + usize::from(marked);
    let cut = short > 0 || fewer || !lost.is_empty();
    (enough && cut).then(|| {
        signs.into_iter().filter(|(weight, _)| *weight > 0).map(|(_, sign)| sign).collect()
    })
}

/// Words and literals of the source text that the other languages render and this one does not.
fn lost_words(votes: &Votes<'_>, page: &Page, text: &Text<'_>) -> Vec<String> {
    let catalog = votes.audit.catalog;
    let others = ballots(votes.audit, page, text.cell.row, ColumnRole::Purpose);
    let (source, own) = (text.source.text(), text.cell.text().to_lowercase());
    let literals = catalog.literals_in(source).into_iter().map(|range| &source[range]);
    let names = catalog.names.iter().map(String::as_str).filter(|name| source.contains(name));
    let mut lost: Vec<String> = Vec::new();
    for literal in literals.chain(names) {
        let lower = literal.to_lowercase();
        let kept = Poll::hold(&others, |b| Some(b.cell.text().to_lowercase().contains(&lower)));
        if !own.contains(&lower) && kept.carried() && !lost.iter().any(|word| word == literal) {
            lost.push(literal.to_owned());
        }
    }
    let Some(model) = votes.model(page) else { return lost };
    let omitted = model.omitted(text);
    lost.extend(omitted.into_iter().filter(|w| rendered_elsewhere(votes, page, text, w).carried()));
    lost
}

/// Whether a text ends on a word that other texts of the page have only in their middle.
fn ends_within(model: &Model<'_>, text: &Text<'_>) -> bool {
    let mut seen: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for other in model.texts.iter().filter(|t| t.cell.span() != text.cell.span()) {
        let words = words(other.cell.text());
        let last = words.len().saturating_sub(1);
        for (at, word) in words.into_iter().enumerate() {
            let counts = seen.entry(word).or_default();
            if at == last { counts.1 += 1 } else { counts.0 += 1 }
        }
    }
    let last = words(text.cell.text()).pop();
    last.and_then(|word| seen.get(&word).copied())
        .is_some_and(|(within, end)| within >= 3 && end == 0)
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing_pages::Pages;

    #[test]
    fn right_pages_and_terse_ones_are_left_alone() {
        Pages::new().expect(&CHECK);
        Pages::new()
            .edit(
                "fr-FR",
                "Le numéro de série qui figure sur la boîte de la lampe.",
                "Le numéro de série de la lampe.",
            )
            .expect(&CHECK);
    }

    #[test]
    fn a_text_that_breaks_off_is_found() {
        Pages::new()
            .edit(
                "fr-FR",
                "Le numéro de série qui figure sur la boîte de la lampe. |",
                "Le numéro de série qui figure sur |
                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the purpose of `Serial number` breaks off: it is much shorter than the source text lets expect, its final mark is missing",
            )
            .expect(&CHECK);
    }

    #[test]
    fn a_sentence_that_only_this_page_lacks_is_found() {
        Pages::new()
            .edit(
                "nl-NL",
                " Hij wordt één keer verzonden. |",
                " |
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the purpose of `Owner name` breaks off: a sentence is missing that the other languages have",
            )
            .expect(&CHECK);
    }
}
