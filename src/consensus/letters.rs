//! Likeness of texts across languages: names, loans and words of one root share letters.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

/// A run of letters.
type Gram = [char; 3];

/// Runs of three letters of a text, without accents and case, each word with the blank before it.
fn grams(text: &str) -> BTreeSet<Gram> {
    let mut found = BTreeSet::new();
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let letters: Vec<char> = std::iter::once(' ')
            .chain(word.nfkd().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase))
            .collect();
        found.extend(letters.windows(3).map(|w| [w[0], w[1], w[2]]));
    }
    found
}

/// Whether two texts share so many letters in sequence that they have a root in common.
pub fn shares_letters(a: &str, b: &str) -> bool {
    let (a, b) = (grams(a), grams(b));
    let shared = a.intersection(&b).count();
    shared * 2 * 4 >= a.len() + b.len() && shared > 0
}

/// Texts of one page, each beside a crowd of texts that say the same in other languages.
#[derive(Debug)]
pub(super) struct Letters {
    /// Runs of each text, by number.
    texts: Vec<Vec<usize>>,
    /// For each crowd the share of its texts that have a run, by the number of the run.
    crowds: Vec<Vec<f64>>,
    /// Summed weight of each crowd.
    totals: Vec<f64>,
    /// What a run is worth: one that is all over the page says little.
    weights: Vec<f64>,
}

impl Letters {
    /// Counts the runs of all texts and crowds.
    pub(super) fn of<'t>(texts: impl Iterator<Item = &'t str>, crowds: &[Vec<String>]) -> Self {
        let mut numbers: BTreeMap<Gram, usize> = BTreeMap::new();
        let mut number = |text: &str| -> Vec<usize> {
            let number = |gram| {
                let next = numbers.len();
                *numbers.entry(gram).or_insert(next)
            };
            grams(text).into_iter().map(number).collect()
        };
        let texts: Vec<Vec<usize>> = texts.map(&mut number).collect();
        let crowds: Vec<Vec<Vec<usize>>> =
            crowds.iter().map(|crowd| crowd.iter().map(|text| number(text)).collect()).collect();
        let size = numbers.len();
        let weights = shares(size, &texts).iter().map(|share| 1.0 - share).collect::<Vec<_>>();
        let crowds: Vec<Vec<f64>> = crowds.iter().map(|crowd| shares(size, crowd)).collect();
        let total = |crowd: &Vec<f64>| crowd.iter().zip(&weights).map(|(share, w)| share * w).sum();
        let totals = crowds.iter().map(total).collect();
        Letters { texts, crowds, totals, weights }
    }

    /// From 0 to 1: the Dice coefficient of a text and a crowd, over weighted runs; one that half
    /// of the crowd has counts half.
    pub(super) fn likeness(&self, text: usize, crowd: usize) -> f64 {
        let (runs, shares) = (&self.texts[text], &self.crowds[crowd]);
        let own: f64 = runs.iter().map(|run| self.weights[*run]).sum();
        let shared: f64 = runs.iter().map(|run| self.weights[*run] * shares[*run]).sum();
        let all = own + self.totals[crowd];
        if all > 0.0 { 2.0 * shared / all } else { 0.0 }
    }
}

/// Share of the texts that have each run.
fn shares(size: usize, texts: &[Vec<usize>]) -> Vec<f64> {
    let mut counts = vec![0_usize; size];
    for run in texts.iter().flatten() {
        counts[*run] += 1;
    }
    counts.into_iter().map(|count| crate::text::share(count, texts.len())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_most_like_the_crowd_that_says_the_same() {
        let crowd = |texts: &[&str]| texts.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>();
        let crowds = [
            crowd(&["Organización", "Organizzazione"]),
            crowd(&["Número de teléfono", "Numero di telefono"]),
        ];
        let texts = ["Organisation", "Numéro de téléphone"];
        let letters = Letters::of(texts.into_iter(), &crowds);
        assert!(letters.likeness(0, 0) > 2.0 * letters.likeness(0, 1));
        assert!(letters.likeness(1, 1) > 2.0 * letters.likeness(1, 0));
    }
}
