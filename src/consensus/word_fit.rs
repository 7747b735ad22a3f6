//! How well the words of the cells of a page answer those of its source texts.

use crate::text;

use super::lexicon::{Lexicon, Occurrences, dice};

/// Occurrence of the words of a page's texts, counted once; any two texts can be left out.
#[derive(Debug)]
pub(super) struct WordFit {
    source: Side,
    target: Side,
    /// In how many texts a source and a target word stand together, source by target.
    both: Vec<u32>,
    /// What a word of so many texts counts for: one of few says more than one of nearly all.
    rarity: Vec<f64>,
}

/// The words of one side, numbered.
#[derive(Debug)]
struct Side {
    /// The words of each text.
    texts: Vec<Vec<usize>>,
    /// In how many texts each word occurs.
    totals: Vec<u32>,
    /// Whether a word occurs in a text, word by text.
    occurs: Vec<bool>,
}

/// A word of one text while two texts are left out.
struct Word {
    number: usize,
    /// Whether either of those has it.
    left_out: [u32; 2],
    /// In how many of the other texts it occurs.
    count: u32,
    best: f64,
}

impl WordFit {
    /// Counts the words of the first `size` texts of a lexicon over all its texts.
    pub(super) fn of(lexicon: &Lexicon, size: usize) -> Self {
        let (source, of_source) = Side::of(&lexicon.source, size);
        let (target, of_target) = Side::of(&lexicon.target, size);
        let width = target.totals.len();
        let mut both = vec![0; source.totals.len() * width];
        for (words, answers) in lexicon.source.texts().iter().zip(lexicon.target.texts()) {
            let answers: Vec<usize> = answers.iter().filter_map(|word| of_target[*word]).collect();
            for word in words.iter().filter_map(|word| of_source[*word]) {
                let row = &mut both[word * width..(word + 1) * width];
                answers.iter().for_each(|answer| row[*answer] += 1);
            }
        }
        let most = lexicon.source.texts().len();
        let rarity = (0..=most).map(|n| u32::try_from(n).unwrap_or(u32::MAX));
        let rarity = rarity.map(text::rarity).collect();
        WordFit { source, target, both, rarity }
    }

    /// From 0 to 1: how well the words of a cell and of a source text answer each other, judged
    /// without the two texts `left_out`, and how much is known of them: little counts little.
    pub(super) fn answered(&self, cell: usize, source: usize, left_out: [usize; 2]) -> f64 {
        let mut words = self.source.words(source, left_out);
        let mut answers = self.target.words(cell, left_out);
        let width = self.target.totals.len();
        for word in &mut words {
            let row = &self.both[word.number * width..(word.number + 1) * width];
            for answer in &mut answers {
                let together = row[answer.number];
                if together == 0 {
                    continue;
                }
                let out =
                    word.left_out[0] * answer.left_out[0] + word.left_out[1] * answer.left_out[1];
                let fit = dice(together - out, word.count + answer.count);
                word.best = word.best.max(fit);
                answer.best = answer.best.max(fit);
            }
        }
        let (there, back) = (self.coverage(&words), self.coverage(&answers));
        let weight = there.1 + back.1;
        if weight <= 0.0 {
            return 0.0;
        }
        let value = (there.0 * there.1 + back.0 * back.1) / weight;
        value * weight.min(2.0) / 2.0
    }

    /// How well words are answered, from 0 to 1, and their summed weight.
    fn coverage(&self, words: &[Word]) -> (f64, f64) {
        let (mut sum, mut weight) = (0.0, 0.0);
        for word in words.iter().filter(|word| word.count > 0) {
            let rarity = self.rarity[word.count as usize];
            sum += word.best * rarity;
            weight += rarity;
        }
        (if weight > 0.0 { sum / weight } else { 0.0 }, weight)
    }
}

impl Side {
    /// The words of the first `size` texts, and their numbers by those in the lexicon.
    fn of(occurrences: &Occurrences, size: usize) -> (Side, Vec<Option<usize>>) {
        let mut numbers: Vec<Option<usize>> = vec![None; occurrences.words()];
        let mut totals = Vec::new();
        let mut texts = Vec::with_capacity(size);
        for text in &occurrences.texts()[..size] {
            let number = |word: &usize| {
                *numbers[*word].get_or_insert_with(|| {
                    totals.push(occurrences.count(*word));
                    totals.len() - 1
                })
            };
            texts.push(text.iter().map(number).collect::<Vec<usize>>());
        }
        let mut occurs = vec![false; totals.len() * size];
        for (text, words) in texts.iter().enumerate() {
            words.iter().for_each(|word| occurs[word * size + text] = true);
        }
        (Side { texts, totals, occurs }, numbers)
    }

    fn words(&self, text: usize, left_out: [usize; 2]) -> Vec<Word> {
        let word = |number: &usize| {
            let occurs = &self.occurs[number * self.texts.len()..];
            let left_out = left_out.map(|text| u32::from(occurs[text]));
            let count = self.totals[*number] - left_out[0] - left_out[1];
            Word { number: *number, left_out, count, best: 0.0 }
        };
        self.texts[text].iter().map(word).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::super::lexicon::{TextSet, coverage};
    use super::*;

    proptest! {
        #[test]
        fn counts_are_those_of_the_lexicon(
            texts in proptest::collection::vec(("[a-f]{1,6}", "[u-z]{1,6}"), 2..9),
            (cell, source, a, b) in (0_usize..9, 0_usize..9, 0_usize..9, 0_usize..9),
        ) {
            let stems = |text: &str| text.chars().map(String::from).collect::<BTreeSet<String>>();
            let mut lexicon = Lexicon::default();
            for (source, target) in &texts {
                lexicon.source.add(&stems(source));
                lexicon.target.add(&stems(target));
            }
            // The last text is one of another page.
            let size = texts.len() - 1;
            let [cell, source, a, b] = [cell, source, a, b].map(|at| at % size);
            prop_assume!(a != b);
            let mut left_out = TextSet::default();
            [a, b].into_iter().for_each(|text| left_out.insert(text));
            let words = lexicon.source.known(&stems(&texts[source].0));
            let answers = lexicon.target.known(&stems(&texts[cell].1));
            let there = coverage(&words, &answers, &left_out);
            let back = coverage(&answers, &words, &left_out);
            let weight = there.1 + back.1;
            let value = (there.0 * there.1 + back.0 * back.1) / weight;
            let expected = if weight > 0.0 { value * weight.min(2.0) / 2.0 } else { 0.0 };
            let found = WordFit::of(&lexicon, size).answered(cell, source, [a, b]);
            prop_assert_eq!(found, expected);
        }
    }
}
