//! Word pairs learned from the rows aligned so far.
//!
//! A source word and a target word that keep turning up in the same rows belong together; how
//! much so is their Dice coefficient over rows. A pair of rows is judged without its own
//! contribution, so that a wrong first guess does not confirm itself. (The align, learn, realign
//! idea is hunalign's.)

use std::collections::{BTreeMap, BTreeSet};

use crate::text::rarity;

/// Numbers for words, so that rows are compared as lists of small integers.
#[derive(Debug, Default)]
pub struct Vocabulary<'a>(BTreeMap<&'a str, usize>);

impl<'a> Vocabulary<'a> {
    /// The numbers of a row's words; a new word gets a new number.
    pub fn number(&mut self, words: &'a BTreeSet<String>) -> Vec<usize> {
        words
            .iter()
            .map(|word| {
                let next = self.0.len();
                *self.0.entry(word).or_insert(next)
            })
            .collect()
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Co-occurrence counts over aligned rows, by word number.
#[derive(Debug)]
pub struct Lexicon {
    source: Vec<u32>,
    target: Vec<u32>,
    pairs: Vec<u32>,
}

impl Lexicon {
    /// Learns from aligned rows: the words of the source and of the target. `sizes` are the
    /// numbers of words of either side.
    pub fn learn<'a>(
        sizes: (usize, usize),
        rows: impl IntoIterator<Item = (&'a [usize], &'a [usize])>,
    ) -> Lexicon {
        let (sources, targets) = sizes;
        let mut lexicon = Lexicon {
            source: vec![0; sources],
            target: vec![0; targets],
            pairs: vec![0; sources * targets],
        };
        for (source, target) in rows {
            for word in source {
                lexicon.source[*word] += 1;
                for other in target {
                    lexicon.pairs[word * targets + other] += 1;
                }
            }
            for word in target {
                lexicon.target[*word] += 1;
            }
        }
        lexicon
    }

    /// From 0 to 1: how well the target words cover the source words. `own` says that this very
    /// pair of rows was learned from. Nothing when no source word is known from another row.
    pub fn coverage(&self, source: &[usize], target: &[usize], own: bool) -> Option<f64> {
        self.coverage_without(source, target, if own { source } else { &[] })
    }

    /// [`Lexicon::coverage`] of all pairs of rows that none was learned from, source by target.
    pub fn coverages(&self, sources: &[Vec<usize>], targets: &[Vec<usize>]) -> Vec<Option<f64>> {
        let beside = self.beside();
        let rarity: Vec<f64> = self.source.iter().map(|count| rarity(*count)).collect();
        let mut all = vec![None; sources.len() * targets.len()];
        for (column, target) in targets.iter().enumerate() {
            let mut best = vec![0.0; self.source.len()];
            for word in target {
                for (source, both) in &beside[*word] {
                    let total = self.source[*source] + self.target[*word];
                    best[*source] =
                        f64::max(best[*source], 2.0 * f64::from(*both) / f64::from(total));
                }
            }
            for (row, source) in sources.iter().enumerate() {
                let (mut sum, mut weight) = (0.0, 0.0);
                for word in source.iter().filter(|word| self.source[**word] > 0) {
                    sum += best[*word] * rarity[*word];
                    weight += rarity[*word];
                }
                all[row * targets.len() + column] = (weight > 0.0).then(|| sum / weight);
            }
        }
        all
    }

    /// By target word the source words that stand beside it, and in how many rows.
    fn beside(&self) -> Vec<Vec<(usize, u32)>> {
        let width = self.target.len();
        let mut beside = vec![Vec::new(); width];
        for source in (0..self.source.len()).filter(|source| self.source[*source] > 0) {
            let row = &self.pairs[source * width..(source + 1) * width];
            for (target, both) in row.iter().enumerate().filter(|(_, both)| **both > 0) {
                beside[target].push((source, *both));
            }
        }
        beside
    }

    /// As [`Lexicon::coverage`], but judged without the pair in which the target was learned, be it
    /// with this source row or with another; `learned` are the words of that one, if any.
    pub fn coverage_without(
        &self,
        source: &[usize],
        target: &[usize],
        learned: &[usize],
    ) -> Option<f64> {
        let left_out = u32::from(!learned.is_empty());
        let (mut sum, mut weight) = (0.0, 0.0);
        for word in source {
            let own = u32::from(learned.contains(word));
            let count = self.source[*word].saturating_sub(own);
            if count == 0 {
                continue;
            }
            let pairs = &self.pairs[word * self.target.len()..];
            let mut best = 0.0;
            for other in target {
                let both = pairs[*other].saturating_sub(own);
                if both > 0 {
                    let total = count + self.target[*other] - left_out;
                    best = f64::max(best, 2.0 * f64::from(both) / f64::from(total));
                }
            }
            sum += best * rarity(count);
            weight += rarity(count);
        }
        (weight > 0.0).then(|| sum / weight)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(words: &str) -> BTreeSet<String> {
        words.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn words_that_go_together_are_learned_and_a_pair_does_not_confirm_itself() {
        let sources = ["device colour", "device name", "app colour", "unseen"].map(set);
        let targets = ["gerät farbe", "gerät name", "app farbe"].map(set);
        let (mut left, mut right) = (Vocabulary::default(), Vocabulary::default());
        let sources: Vec<Vec<usize>> = sources.iter().map(|row| left.number(row)).collect();
        let targets: Vec<Vec<usize>> = targets.iter().map(|row| right.number(row)).collect();
        let rows = sources.iter().zip(&targets).map(|(a, b)| (a.as_slice(), b.as_slice()));
        let lexicon = Lexicon::learn((left.len(), right.len()), rows);
        let good = lexicon.coverage(&sources[0], &targets[0], true).unwrap();
        let wrong = lexicon.coverage(&sources[0], &targets[1], false).unwrap();
        assert!(good > wrong, "{good} {wrong}");
        assert_eq!(lexicon.coverage(&sources[3], &targets[0], false), None);
        let all = lexicon.coverages(&sources, &targets);
        for (row, source) in sources.iter().enumerate() {
            for (column, target) in targets.iter().enumerate() {
                let one = lexicon.coverage(source, target, false);
                assert_eq!(all[row * targets.len() + column], one);
            }
        }
    }
}
