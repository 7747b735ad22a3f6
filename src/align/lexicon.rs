//! Word pairs learned from the rows aligned so far.
//!
//! A source word and a target word that keep turning up in the same rows belong together; how
//! much so is their Dice coefficient over rows. A pair of rows is judged without its own
//! contribution, so that a wrong first guess does not confirm itself. (The align, learn, realign
//! idea is hunalign's.)

use std::collections::{BTreeMap, BTreeSet};

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
            // A word of few rows says more than one of nearly all.
            let rarity = 1.0 / f64::from(1 + count).ln();
            sum += best * rarity;
            weight += rarity;
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
    }
}
