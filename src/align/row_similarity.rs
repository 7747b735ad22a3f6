//! Whether two rows belong together wherever they stand: by what their cells say, judged against
//! all other rows.
//!
//! An assignment weighs place as well, so that a row with a translated label that has moved far
//! away is left alone, or hardly joined. By its words, literals and service it still is nearer to
//! its own row than nearly all others are.

use crate::text::share;

use super::features::{DocumentRow, ReferenceRow, jaccard};
use super::lexicon::Lexicon;
use super::rows::Words;
use super::shape::Shapes;

/// Coverage by learned words from which on two rows say the same.
const COVERED: f64 = 0.25;
/// Share of the other rows that may be as near.
const CHANCE: f64 = 0.15;
/// By how much a row must be nearer to one of two that are told apart by their labels only.
const NEARER: f64 = 0.12;

/// What the rows say of each other, place and labels aside.
pub(super) struct RowSimilarity<'a> {
    document: &'a [DocumentRow],
    reference: &'a [ReferenceRow],
    words: &'a Words,
    lexicon: Lexicon,
    /// Of the reference and of the document.
    shapes: (Shapes, Shapes),
    /// For each row of the reference that of the document.
    pairs: Vec<Option<usize>>,
}

impl<'a> RowSimilarity<'a> {
    /// Learns from an assignment.
    pub(super) fn new(
        document: &'a [DocumentRow],
        reference: &'a [ReferenceRow],
        words: &'a Words,
        sizes: (usize, usize),
        pairs: &[Option<usize>],
    ) -> Self {
        let matched = pairs.iter().enumerate().filter_map(|(r, d)| {
            Some((words.reference[r].as_slice(), words.document[(*d)?].as_slice()))
        });
        let lexicon = Lexicon::learn(sizes, matched);
        let shapes = (
            Shapes::new(reference.iter().map(|row| row.purpose.as_str())),
            Shapes::new(document.iter().map(|row| row.purpose.as_str())),
        );
        RowSimilarity { document, reference, words, lexicon, shapes, pairs: pairs.to_vec() }
    }

    /// Whether the two are far nearer than chance would have it: to each of them hardly any other
    /// row is as near.
    pub(super) fn is_evident(&self, r: usize, d: usize) -> bool {
        let near = self.nearness(r, d);
        let others = |count: usize, as_near: &dyn Fn(usize) -> bool| {
            share((0..count).filter(|other| as_near(*other)).count(), count) <= CHANCE
        };
        self.coverage(r, d) >= COVERED
            && others(self.reference.len(), &|o| o != r && self.nearness(o, d) >= near)
            && others(self.document.len(), &|o| o != d && self.nearness(r, o) >= near)
    }

    /// Whether a row is plainly nearer to `better` than to `worse`, where service and message are
    /// the same and do not tell.
    pub(super) fn prefers(&self, better: usize, worse: usize, d: usize) -> bool {
        let (a, b) = (&self.reference[better], &self.reference[worse]);
        a.services == b.services
            && a.messages == b.messages
            && a.labels != b.labels
            && self.coverage(better, d) >= COVERED
            && self.nearness(better, d) - self.nearness(worse, d) >= NEARER
    }

    /// Joins the rows that were left alone on either side and evidently belong together.
    pub(super) fn join(&mut self) -> Vec<Option<usize>> {
        let mut free: Vec<usize> =
            (0..self.document.len()).filter(|d| !self.pairs.contains(&Some(*d))).collect();
        let alone = |pairs: &[Option<usize>], reference: &[ReferenceRow]| -> Vec<usize> {
            (0..pairs.len()).filter(|r| pairs[*r].is_none() && !reference[*r].unlisted).collect()
        };
        for r in alone(&self.pairs, self.reference) {
            let nearest = free.iter().copied().map(|d| (self.nearness(r, d), d));
            let Some((near, d)) = nearest.max_by(|a, b| a.0.total_cmp(&b.0)) else { break };
            let mut rivals = alone(&self.pairs, self.reference).into_iter().filter(|o| *o != r);
            if rivals.all(|other| self.nearness(other, d) < near) && self.is_evident(r, d) {
                self.pairs[r] = Some(d);
                free.retain(|other| *other != d);
            }
        }
        self.pairs.clone()
    }

    fn coverage(&self, r: usize, d: usize) -> f64 {
        let (source, target) = (&self.words.reference[r], &self.words.document[d]);
        let learned = self.pairs.iter().position(|pair| *pair == Some(d));
        let learned = learned.map_or(&[][..], |other| &self.words.reference[other]);
        self.lexicon.coverage_without(source, target, learned).unwrap_or(0.0)
    }

    /// From 0 to 1: how near two rows are, judged without the pair that the row of the document was
    /// learned in.
    pub(super) fn nearness(&self, r: usize, d: usize) -> f64 {
        let (row, cells) = (&self.reference[r], &self.document[d]);
        let literals = jaccard(&cells.literals, &row.literals).unwrap_or(0.5);
        0.5 * self.coverage(r, d)
            + 0.25 * f64::from(u8::from(row.services.contains(&cells.service)))
            + 0.15 * literals
            + 0.1 * self.shapes.0.similarity(r, &self.shapes.1, d)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::lexicon::Vocabulary;
    use super::*;

    /// Nine rows that are known, each with two of five words, and a row that stands alone on either
    /// side; the one of the document has the words `stray`.
    fn look<T>(stray: &[&str], at: impl FnOnce(&mut RowSimilarity<'_>) -> T) -> T {
        let all = ["age", "box", "cap", "day", "end"];
        let mut both: Vec<[&str; 2]> = Vec::new();
        for (at, first) in all.iter().enumerate() {
            both.extend(all[at + 1..].iter().map(|second| [*first, *second]));
        }
        let set = |words: &[&str], mark: &str| -> BTreeSet<String> {
            words.iter().map(|word| format!("{word}{mark}")).collect()
        };
        let reference: Vec<ReferenceRow> = both
            .iter()
            .map(|words| ReferenceRow {
                words: set(words, ""),
                labels: vec![words.join(" ")],
                ..ReferenceRow::default()
            })
            .collect();
        let moved = std::iter::once(stray).chain(both[..9].iter().map(|words| &words[..]));
        let document: Vec<DocumentRow> = moved
            .map(|words| DocumentRow { words: set(words, "o"), ..DocumentRow::default() })
            .collect();
        let (mut left, mut right) = (Vocabulary::default(), Vocabulary::default());
        let words = Words {
            reference: reference.iter().map(|row| left.number(&row.words)).collect(),
            document: document.iter().map(|row| right.number(&row.words)).collect(),
        };
        let pairs: Vec<Option<usize>> = (1..10).map(Some).chain([None]).collect();
        let sizes = (left.len(), right.len());
        at(&mut RowSimilarity::new(&document, &reference, &words, sizes, &pairs))
    }

    fn joined(stray: &[&str]) -> Option<usize> {
        look(stray, |kinship| kinship.join()[9])
    }

    #[test]
    fn rows_that_say_the_same_are_joined_and_others_are_not() {
        assert_eq!(joined(&["day", "end"]), Some(0));
        assert_eq!(joined(&["fog", "gin"]), None);
        assert_eq!(joined(&["age", "box"]), None);
    }

    #[test]
    fn of_two_rows_the_one_that_says_the_same_is_preferred() {
        let prefers = |stray: &[&str], a, b| look(stray, |kinship| kinship.prefers(a, b, 0));
        assert!(prefers(&["day", "end"], 9, 0));
        assert!(!prefers(&["day", "end"], 0, 9));
        assert!(!prefers(&["fog", "gin"], 9, 0));
    }
}
