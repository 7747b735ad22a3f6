//! Word pairs learned from the rows aligned so far.
//!
//! A source word and a target word that keep turning up in the same rows belong together; how
//! much so is their Dice coefficient over rows. A pair of rows is judged without its own
//! contribution, so that a wrong first guess does not confirm itself. (The align, learn, realign
//! idea is hunalign's.)

use std::collections::{BTreeMap, BTreeSet};

/// Co-occurrence counts over aligned rows.
#[derive(Debug, Default)]
pub struct Lexicon {
    source: BTreeMap<String, u32>,
    target: BTreeMap<String, u32>,
    pairs: BTreeMap<String, BTreeMap<String, u32>>,
}

impl Lexicon {
    /// Learns from aligned rows: the words of the source and of the target.
    pub fn learn<'a>(
        rows: impl IntoIterator<Item = (&'a BTreeSet<String>, &'a BTreeSet<String>)>,
    ) -> Lexicon {
        let mut lexicon = Lexicon::default();
        for (source, target) in rows {
            for word in source {
                *lexicon.source.entry(word.clone()).or_default() += 1;
                let pairs = lexicon.pairs.entry(word.clone()).or_default();
                for other in target {
                    *pairs.entry(other.clone()).or_default() += 1;
                }
            }
            for word in target {
                *lexicon.target.entry(word.clone()).or_default() += 1;
            }
        }
        lexicon
    }

    /// From 0 to 1: how well the target words cover the source words. `own` says that this very
    /// pair of rows was learned from. Nothing when no source word is known from another row.
    pub fn coverage(
        &self,
        source: &BTreeSet<String>,
        target: &BTreeSet<String>,
        own: bool,
    ) -> Option<f64> {
        let own = u32::from(own);
        let (mut sum, mut weight) = (0.0, 0.0);
        for word in source {
            let Some(count) =
                self.source.get(word).map(|count| count - own).filter(|count| *count > 0)
            else {
                continue;
            };
            let pairs = &self.pairs[word];
            let best = target
                .iter()
                .filter_map(|other| {
                    let both = pairs.get(other)?.saturating_sub(own);
                    let total = count + self.target[other] - own;
                    (both > 0).then(|| 2.0 * f64::from(both) / f64::from(total))
                })
                .fold(0.0, f64::max);
            // A word of few rows says more than one of nearly all.
            let rarity = 1.0 / (1.0 + f64::from(count)).ln();
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
        let rows = [
            (set("device colour"), set("gerät farbe")),
            (set("device name"), set("gerät name")),
            (set("app colour"), set("app farbe")),
        ];
        let lexicon = Lexicon::learn(rows.iter().map(|(a, b)| (a, b)));
        let right = lexicon.coverage(&rows[0].0, &rows[0].1, true).unwrap();
        let wrong = lexicon.coverage(&rows[0].0, &rows[1].1, false).unwrap();
        assert!(right > wrong, "{right} {wrong}");
        assert_eq!(lexicon.coverage(&set("unseen"), &set("gerät"), false), None);
    }
}
