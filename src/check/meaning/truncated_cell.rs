//! # What it checks
//! A purpose that breaks off: much shorter than its source text and the other languages make one
//! expect, with fewer sentences, ending on a word that ends no other text, or without the rendering
//! of several source words. Where all of that may as well be a shorter wording, or a final mark
//! that was forgotten, the finding is a note.
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

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::{Page, literals};
use crate::text::{final_mark, is_one_slip, normal, sentences, words};

use crate::catalog::model::ColumnRole;
use crate::check::{Check, Context, precedence};
use crate::consensus::{Agreement, Consensus, LanguageModel, SegmentPair, counterparts};
use crate::finding::{Finding, Severity};

use super::omitted_words::rendered_elsewhere;
use super::{about, label, lost_end, lost_sentence, shortfall};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "truncated-cell",
    summary: "a purpose breaks off",
    severity: Severity::Warning,
    doubts_text: true,
    yields_to: precedence::MEANING,
    source: include_str!("truncated_cell.rs"),
    run,
};

/// Shortfalls (natural logarithm of the length), each of which is a sign. Of the untouched cells of
/// 10 languages, 6 % fall below the first; short labels may fall below both.
const SHORT: [f64; 2] = [-0.2, -0.3];
/// Shortfall without which nothing was cut off.
const SHORTER: f64 = -0.1;
/// Shortfall above which a sentence that is not counted was joined to another one.
const JOINED: f64 = -0.15;
/// Signs that must come together.
const SIGNS: usize = 3;
/// Source words that must not be rendered to count as two signs.
const WORDS: usize = 2;

/// What shows that a text breaks off.
struct Signs {
    words: Vec<String>,
    severity: Severity,
}

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (consensus, page) = (context.consensus, context.page);
    for text in consensus.texts_in_place(page) {
        let Some(signs) = signs_of(consensus, page, text) else { continue };
        let verb = if signs.severity == Severity::Note { "may break off" } else { "breaks off" };
        let message = format!(
            "the purpose of `{}` {verb}: {}",
            label(page, text.cell.row),
            signs.words.join(", ")
        );
        let finding = Finding::new(CHECK.id, signs.severity, text.cell.span(), message)
            .help("translate the rest of the source text");
        findings.push(about(consensus.audit, page, finding, text));
    }
}

/// Whether a text breaks off.
pub(in crate::check) fn breaks_off(
    consensus: &Consensus<'_>,
    page: &Page,
    text: &SegmentPair<'_>,
) -> bool {
    signs_of(consensus, page, text).is_some()
}

/// What shows that a text breaks off, if enough does.
fn signs_of(consensus: &Consensus<'_>, page: &Page, text: &SegmentPair<'_>) -> Option<Signs> {
    let model = consensus.model(page)?;
    let shortfall = shortfall(consensus, model, text);
    let ended = !lost_end(model, text);
    if ended && shortfall > SHORTER {
        return None;
    }
    let marked = final_mark(text.cell.text()).is_some();
    let lost = lost_words(consensus, page, text);
    let fewer = lost_sentence(consensus, page, text) && !is_habit(model, text);
    let within = !marked && ends_within(model, text);
    let short = SHORT.iter().filter(|limit| shortfall <= **limit).count();
    let gone = if shortfall <= JOINED { SIGNS } else { 1 };
    let signs = [
        (gone * usize::from(fewer), "a sentence is missing that the other languages have"),
        (short, "it is much shorter than the source text lets expect"),
        (usize::from(within), "it ends on a word that ends no other text"),
        (lost.len().min(WORDS), &unrendered(&lost)),
        (usize::from(!ended), "its final mark is missing"),
    ];
    let weight = signs.iter().map(|(weight, _)| weight).sum::<usize>();
    // Length and words measure the same, and a habit of the language may shorten a text: only
    // what cannot be a shorter wording makes it sure.
    let words = lost.len();
    let sure = (fewer && (short > 0 || (shortfall <= JOINED && words > 0)))
        || (within && short + words >= WORDS)
        || (!ended && short > 0 && words >= WORDS)
        || (short == SHORT.len() && words > WORDS);
    if !sure && (weight < SIGNS || (short == 0 && !fewer && words == 0)) {
        return None;
    }
    let severity = if sure { CHECK.severity } else { Severity::Note };
    let words = signs.iter().filter(|(weight, _)| *weight > 0).map(|(_, sign)| (*sign).to_owned());
    Some(Signs { words: words.collect(), severity })
}

fn unrendered(words: &[String]) -> String {
    let verb = if words.len() == 1 { "is" } else { "are" };
    format!("`{}` {verb} not rendered", words.join("`, `"))
}

/// Whether the page says the sentences that this source text shares with others (“Optional.”) in
/// fewer sentences throughout.
fn is_habit(model: &LanguageModel<'_>, text: &SegmentPair<'_>) -> bool {
    let parts = |text: &str| sentences(text).into_iter().map(|s| text[s].to_owned()).collect();
    let own: BTreeSet<String> = parts(text.source.text());
    let shares = |other: &&SegmentPair<'_>| {
        let their: BTreeSet<String> = parts(other.source.text());
        other.number != text.number
            && other.source.text() != text.source.text()
            && !own.is_disjoint(&their)
    };
    let mut peers = model.texts.iter().filter(shares).peekable();
    let joined = |other: &SegmentPair<'_>| {
        sentences(other.cell.text()).len() < sentences(other.source.text()).len()
    };
    peers.peek().is_some() && peers.all(joined)
}

/// Words and literals of the source text that the other languages render and this one does not.
fn lost_words(consensus: &Consensus<'_>, page: &Page, text: &SegmentPair<'_>) -> Vec<String> {
    let catalog = consensus.audit.catalog;
    let others = counterparts(consensus.audit, page, text.cell.row, ColumnRole::Purpose);
    let (source, own) = (text.source.text(), text.cell.forms().normal_lower());
    let literals = literals(catalog, text.source.forms()).iter().map(|at| &source[at.clone()]);
    let names = catalog.names.iter().map(String::as_str).filter(|name| source.contains(name));
    let own_words = text.cell.forms().words();
    let near = |word: &String| own_words.iter().any(|own| own == word || is_one_slip(own, word));
    let mut lost: Vec<String> = Vec::new();
    for literal in literals.chain(names) {
        let lower = normal(literal).to_lowercase();
        let kept =
            || Agreement::hold(&others, |b| Some(b.cell.forms().normal_lower().contains(&lower)));
        let misspelt = || words(literal).iter().all(near);
        if !own.contains(&lower) && kept().carried() && !is_listed(&lost, literal) && !misspelt() {
            lost.push(literal.to_owned());
        }
    }
    let Some(model) = consensus.model(page) else { return lost };
    for word in model.omitted(text) {
        if !is_listed(&lost, &word) && rendered_elsewhere(consensus, page, text, &word).carried() {
            lost.push(word);
        }
    }
    lost
}

fn is_listed(list: &[String], word: &str) -> bool {
    list.iter().any(|listed| listed.to_lowercase() == word.to_lowercase())
}

/// Whether a text ends on a word that other texts of the page have only in their middle.
fn ends_within(model: &LanguageModel<'_>, text: &SegmentPair<'_>) -> bool {
    let mut seen: BTreeMap<&String, (usize, usize)> = BTreeMap::new();
    for other in model.texts.iter().filter(|t| t.cell.span() != text.cell.span()) {
        let words = other.cell.forms().words();
        let last = words.len().saturating_sub(1);
        for (at, word) in words.iter().enumerate() {
            let counts = seen.entry(word).or_default();
            if at == last { counts.1 += 1 } else { counts.0 += 1 }
        }
    }
    let last = text.cell.forms().words().last();
    let telling = last.filter(|word| word.chars().count() > 1);
    telling
        .and_then(|word| seen.get(word).copied())
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
                "Le numéro qui figure sur la |
                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the purpose of `Serial number` breaks off: it is much shorter than the source text lets expect, it ends on a word that ends no other text, its final mark is missing",
            )
            .expect(&CHECK);
    }

    #[test]
    fn a_lost_mark_of_a_short_text_is_a_note() {
        Pages::new()
            .edit(
                "fr-FR",
                "Le numéro de série qui figure sur la boîte de la lampe. |",
                "Le numéro de série qui figure |
                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ note: the purpose of `Serial number` may break off: it is much shorter than the source text lets expect, its final mark is missing",
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
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ note: the purpose of `Owner name` may break off: a sentence is missing that the other languages have",
            )
            .expect(&CHECK);
    }
}
