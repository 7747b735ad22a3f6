//! Which source text a cell fits best.

use std::ops::Range;

use crate::audit::{Audit, literals};
use crate::catalog::model::ColumnRole;
use crate::catalog::numbers_in;
use crate::text::Text;

use super::counterpart::counterparts;
use super::language_model::{LanguageModel, SegmentPair};
use super::letters::Letters;
use super::word_fit::WordFit;

/// Weight of what the words of either side answer, at full knowledge.
const WORDS: f64 = 1.0;
/// Weight of the likeness to the source text and to the cells of other languages.
const LETTERS: f64 = 1.0;
/// Weight of literals and numbers.
const LITERALS: f64 = 0.6;
/// Weight of the length.
const LENGTH: f64 = 0.4;
/// How far a text's length may be off, as a natural logarithm: one standard deviation.
const SPREAD: f64 = 0.3;

/// How well each cell of a page fits each source text: by its words, as far as other rows teach
/// them; by its letters, which languages share; by literals and numbers; by its length.
#[derive(Debug)]
pub(super) struct Fits<'m, 'a> {
    model: &'m LanguageModel<'a>,
    /// Cell by source text, without the words.
    plain: Vec<f64>,
    /// The part of it that is the length's.
    lengths: Vec<f64>,
    words: WordFit,
}

impl<'m, 'a> Fits<'m, 'a> {
    /// Compares every cell with every source text.
    pub(super) fn of(audit: &Audit<'_>, model: &'m LanguageModel<'a>) -> Self {
        let letters = letters(audit, model);
        let source: Vec<_> = model.texts.iter().map(|t| kept_literals(audit, model, t)).collect();
        let own: Vec<_> = model.texts.iter().map(|t| fixed(audit, t.cell.forms())).collect();
        let size = model.texts.len();
        let mut plain = Vec::with_capacity(size * size);
        let mut lengths = Vec::with_capacity(size * size);
        for (a, cell) in model.texts.iter().enumerate() {
            for (b, text) in model.texts.iter().enumerate() {
                let length = LENGTH * length(model, cell, text);
                plain.push(
                    LETTERS * letters.likeness(a, b)
                        + LITERALS * overlap(&own[a], &source[b])
                        + length,
                );
                lengths.push(length);
            }
        }
        Fits { model, plain, lengths, words: WordFit::of(&model.lexicon, size) }
    }

    /// How much better two cells would fit in each other's place; nothing where that is less than
    /// `least`, as where they are right as they are. Neither of them is evidence in the judgement. The
    /// length confirms what words, letters or literals say: it counts at most half of that, and alone
    /// nothing.
    pub(super) fn gain(&self, a: usize, b: usize, least: f64) -> Option<f64> {
        let bare = self.plain(a, b) + self.plain(b, a) - self.plain(a, a) - self.plain(b, b);
        // Nothing that the words could add makes up for it.
        if bare + 2.0 * WORDS < least {
            return None;
        }
        let words = |cell, source| WORDS * self.words.answered(cell, source, [a, b]);
        let gain = bare - words(a, a) - words(b, b);
        if gain + 2.0 * WORDS < least {
            return None;
        }
        let at = |cell: usize, source: usize| self.lengths[cell * self.model.texts.len() + source];
        let length = at(a, b) + at(b, a) - at(a, a) - at(b, b);
        let others = gain + words(a, b) + words(b, a) - length;
        let gain = others + length.min(others.max(0.0) / 2.0);
        (gain >= least).then_some(gain)
    }

    /// How much better a cell would fit the source text of another row than its own; nothing where that
    /// is less than `least`.
    pub(super) fn lead(&self, cell: usize, other: usize, least: f64) -> Option<f64> {
        let bare = self.plain(cell, other) - self.plain(cell, cell);
        if bare + WORDS < least {
            return None;
        }
        let answered = |source| WORDS * self.words.answered(cell, source, [cell, other]);
        let lead = bare - answered(cell);
        if lead + WORDS < least {
            return None;
        }
        Some(lead + answered(other)).filter(|lead| *lead >= least)
    }

    /// How well a cell fits a source text, words aside.
    fn plain(&self, cell: usize, source: usize) -> f64 {
        self.plain[cell * self.model.texts.len() + source]
    }
}

fn letters<'a>(audit: &'a Audit<'_>, model: &'a LanguageModel<'_>) -> Letters {
    let crowd = |text: &'a SegmentPair<'_>| {
        let others = counterparts(audit, model.page, text.cell.row, ColumnRole::Purpose);
        let mut texts: Vec<Text<'_>> = others.iter().map(|other| other.cell.forms()).collect();
        texts.push(text.source.forms());
        texts
    };
    let crowds: Vec<Vec<Text<'_>>> = model.texts.iter().map(crowd).collect();
    let texts: Vec<Text<'_>> = model.texts.iter().map(|text| text.cell.forms()).collect();
    Letters::of(&texts, &crowds)
}

fn length(model: &LanguageModel<'_>, cell: &SegmentPair<'_>, source: &SegmentPair<'_>) -> f64 {
    let off = (cell.length - source.source_length - model.ratio) / SPREAD;
    (-off * off / 2.0).exp()
}

/// Literals and numbers of a text, in lower case, sorted.
fn fixed(audit: &Audit<'_>, text: Text<'_>) -> Vec<String> {
    let normal = text.normal();
    let lower = |at: &Range<usize>| normal[at.clone()].to_lowercase();
    let mut found: Vec<String> = if normal == text.as_str() {
        literals(audit.catalog, text).iter().map(lower).collect()
    } else {
        audit.catalog.literals_in(normal).iter().map(lower).collect()
    };
    found.extend(numbers_in(normal).into_iter().map(|(_, value)| value));
    found.sort();
    found.dedup();
    found
}

/// Literals and numbers of a source text, without those that the other languages do not keep.
fn kept_literals(
    audit: &Audit<'_>,
    model: &LanguageModel<'_>,
    text: &SegmentPair<'_>,
) -> Vec<String> {
    let others = counterparts(audit, model.page, text.cell.row, ColumnRole::Purpose);
    let others: Vec<&str> = others.iter().map(|b| b.cell.forms().normal_lower()).collect();
    let kept = |literal: &String| {
        let holders = others.iter().filter(|other| other.contains(literal.as_str())).count();
        holders * 2 >= others.len()
    };
    let mut found = fixed(audit, text.source.forms());
    found.retain(kept);
    found
}

/// Likeness of two lists from -1 (nothing shared) to 1; 0 when both are empty.
fn overlap(a: &[String], b: &[String]) -> f64 {
    let shared = a.iter().filter(|x| b.contains(x)).count();
    let all = a.len() + b.len() - shared;
    if all == 0 { 0.0 } else { 2.0 * crate::text::share(shared, all) - 1.0 }
}
