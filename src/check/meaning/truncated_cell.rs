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
use crate::check::{Check, Run};
use crate::finding::{Finding, Severity};
use crate::locale::{final_mark, words};
use crate::vote::{Model, Text, Votes};

use super::{about, label, lost_end, lost_sentence, shortfall};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "truncated-cell",
    summary: "a purpose breaks off",
    severity: Severity::Warning,
    source: include_str!("truncated_cell.rs"),
    run: Run::Voted(run),
};

/// Shortfall (natural logarithm of the length) that is remarkable beside another sign. Of the
/// untouched cells of 10 languages, 5 % fall shorter.
const SHORT: f64 = -0.22;
/// Shortfall of a text that lacks a sentence.
const SENTENCE: f64 = -0.1;
/// Fewest source words that are not rendered.
const OMITTED: usize = 2;

fn run(votes: &Votes<'_>, page: &Page, findings: &mut Vec<Finding>) {
    let Some(model) = votes.model(page) else { return };
    for text in &model.texts {
        if let Some(sign) = broken_off(votes, model, text) {
            let message = format!(
                "the purpose of `{}` breaks off: it is much shorter than the source text, and {sign}",
                label(page, text.cell.row)
            );
            let finding = Finding::new(CHECK.id, CHECK.severity, text.cell.span(), message)
                .help("translate the rest of the source text");
            findings.push(about(votes.audit, page, finding, text));
        }
    }
}

/// What shows that a text breaks off, besides its length.
pub(in crate::check) fn broken_off(
    votes: &Votes<'_>,
    model: &Model<'_>,
    text: &Text<'_>,
) -> Option<&'static str> {
    let shortfall = shortfall(votes, model, text);
    if shortfall <= SENTENCE && lost_sentence(votes, model.page, text) {
        return Some("a sentence is missing");
    }
    if shortfall > SHORT {
        return None;
    }
    if lost_end(model, text) {
        return Some("its final mark is missing");
    }
    if final_mark(text.cell.text()).is_none() && ends_within(model, text) {
        return Some("it ends on a word that ends no other text");
    }
    (model.omitted(text).len() >= OMITTED).then_some("several of its words are not rendered")
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
                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the purpose of `Serial number` breaks off: it is much shorter than the source text, and its final mark is missing",
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
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the purpose of `Owner name` breaks off: it is much shorter than the source text, and a sentence is missing",
            )
            .expect(&CHECK);
    }
}
