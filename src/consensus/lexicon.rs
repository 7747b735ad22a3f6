//! Which words go together: occurrence of source and target words in aligned texts.
//!
//! A word is known by the set of texts that it occurs in, so that any of them can be left out
//! when a pair is judged.

use std::collections::{BTreeMap, BTreeSet};

use crate::text::{Text, is_spaceless, words};

/// Letters of a word that count: inflection changes its end.
const STEM: usize = 5;
/// The same in syllables of Hangul, of which each has two or three letters.
const SYLLABLES: usize = 2;
/// Fewest texts of a word whose rendering can be known.
const FAMILIAR: u32 = 3;
/// Fewest letters of a word that may be part of a compound.
const COMPOUND: usize = 4;

/// A set of texts, by number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct TextSet(Vec<u64>);

impl TextSet {
    /// Adds a text.
    pub(super) fn insert(&mut self, text: usize) {
        if self.0.len() <= text / 64 {
            self.0.resize(text / 64 + 1, 0);
        }
        self.0[text / 64] |= 1 << (text % 64);
    }

    fn bits(&self, block: usize) -> u64 {
        self.0.get(block).copied().unwrap_or(0)
    }

    /// The texts of this set that are not in `left_out`.
    fn without<'a>(&'a self, left_out: &'a TextSet) -> impl Iterator<Item = usize> + 'a {
        let of_block = |block: usize| {
            let bits = self.0[block] & !left_out.bits(block);
            (0..64).filter(move |bit| bits >> bit & 1 == 1).map(move |bit| block * 64 + bit)
        };
        (0..self.0.len()).flat_map(of_block)
    }

    /// How many texts of this set are not in `left_out`.
    fn count(&self, left_out: &TextSet) -> u32 {
        (0..self.0.len()).map(|b| (self.0[b] & !left_out.bits(b)).count_ones()).sum()
    }

    /// How many texts both sets share that are not in `left_out`.
    fn shared(&self, other: &TextSet, left_out: &TextSet) -> u32 {
        let block = |b| (self.0[b] & other.bits(b) & !left_out.bits(b)).count_ones();
        (0..self.0.len().min(other.0.len())).map(block).sum()
    }
}

/// Stems of a text's words, each once.
pub(super) fn stems(text: &str) -> BTreeSet<String> {
    words(text).iter().map(|word| stem(word)).collect()
}

/// The same of a text with its forms.
pub(super) fn stems_of(text: Text<'_>) -> BTreeSet<String> {
    text.words().iter().map(|word| stem(word)).collect()
}

/// Whether two texts have the same words, whatever their order and inflection.
pub fn same_words(a: &str, b: &str) -> bool {
    stems(a) == stems(b)
}

/// Whether two texts share a word of some length, whatever its inflection.
pub fn shares_words(a: &str, b: &str) -> bool {
    let long = |word: &&String| word.chars().count() > 3 || word.chars().any(is_spaceless);
    let (a, b) = (stems(a), stems(b));
    a.intersection(&b).any(|word| long(&word))
}

/// The part of a word that inflection leaves alone.
pub(super) fn stem(word: &str) -> String {
    let number = word.chars().all(char::is_numeric);
    if number || word.chars().any(is_spaceless) {
        return word.to_owned();
    }
    let syllables = word.chars().next().is_some_and(is_syllable);
    word.chars().take(if syllables { SYLLABLES } else { STEM }).collect()
}

/// The texts in which each word occurs, and the words of each text.
#[derive(Debug, Default)]
pub(super) struct Occurrences {
    numbers: BTreeMap<String, usize>,
    /// By the number of a word.
    words: Vec<(String, TextSet)>,
    /// Numbers of the words by text.
    texts: Vec<Vec<usize>>,
}

impl Occurrences {
    /// Adds the next text by its stems.
    pub(super) fn add(&mut self, stems: &BTreeSet<String>) {
        let text = self.texts.len();
        let mut numbers = Vec::with_capacity(stems.len());
        for stem in stems {
            let number = *self.numbers.entry(stem.clone()).or_insert(self.words.len());
            if number == self.words.len() {
                self.words.push((stem.clone(), TextSet::default()));
            }
            self.words[number].1.insert(text);
            numbers.push(number);
        }
        self.texts.push(numbers);
    }

    fn of(&self, stem: &str) -> Option<&TextSet> {
        self.numbers.get(stem).map(|number| &self.words[*number].1)
    }

    /// The words of a text that occur anywhere.
    pub(super) fn known(&self, stems: &BTreeSet<String>) -> Known<'_> {
        Known(stems.iter().filter_map(|stem| self.of(stem)).collect())
    }

    /// The words that occur in any of these texts, each with its texts and in how many of these.
    fn beside(&self, texts: &TextSet, left_out: &TextSet) -> Vec<(&str, &TextSet, u32)> {
        let mut counts = vec![0_u32; self.words.len()];
        let mut met = Vec::new();
        for number in texts.without(left_out).flat_map(|text| &self.texts[text]) {
            if counts[*number] == 0 {
                met.push(*number);
            }
            counts[*number] += 1;
        }
        let word = |number: usize| {
            let (stem, texts) = &self.words[number];
            (stem.as_str(), texts, counts[number])
        };
        met.into_iter().map(word).collect()
    }
}

/// The words of one text, each with the texts in which it occurs.
#[derive(Debug)]
pub(super) struct Known<'a>(Vec<&'a TextSet>);

/// How surely a source word is answered: its best associations.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Answer {
    /// With a word of the text or a part of a compound.
    pub(super) here: f64,
    /// The same, where a word whose stem changes (Turkish `kitap`, `kitabı`) counts as well.
    pub(super) near: f64,
    /// With any word at all.
    pub(super) best: f64,
}

/// Whether two stems may be forms of one word: all letters but the last are the same; of Hangul,
/// whose particles join the stem, the first syllable.
fn akin(a: &str, b: &str) -> bool {
    if a.chars().chain(b.chars()).any(is_spaceless) {
        return false;
    }
    let hangul = |text: &str| text.chars().next().is_some_and(is_syllable);
    let shared = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let least = if hangul(a) { 1 } else { 2 };
    shared >= least && shared + 1 >= a.chars().count().min(b.chars().count())
}

/// Whether a character is a syllable of Hangul.
fn is_syllable(c: char) -> bool {
    ('\u{ac00}'..='\u{d7a3}').contains(&c)
}

/// Words of two languages and where they occur.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    pub(super) source: Occurrences,
    pub(super) target: Occurrences,
}

/// How well the words of one text are answered by those of another.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Coverage {
    /// From 0 to 1, over the words that are known.
    pub(super) value: f64,
    /// Summed weight of the words that are known.
    pub(super) weight: f64,
}

impl Coverage {
    /// How well words are answered, judged without the texts `left_out`.
    pub(super) fn of(words: &Known<'_>, answers: &Known<'_>, left_out: &TextSet) -> Self {
        let answers: Vec<(&TextSet, u32)> =
            answers.0.iter().map(|texts| (*texts, texts.count(left_out))).collect();
        let (mut sum, mut weight) = (0.0, 0.0);
        for texts in &words.0 {
            let count = texts.count(left_out);
            if count == 0 {
                continue;
            }
            let best = answers
                .iter()
                .map(|(other, size)| association((texts, count), (other, *size), left_out))
                .fold(0.0, f64::max);
            // A word of few texts says more than one of nearly all.
            let rarity = 1.0 / f64::from(1 + count).ln();
            sum += best * rarity;
            weight += rarity;
        }
        Coverage { value: if weight > 0.0 { sum / weight } else { 0.0 }, weight }
    }
}

impl Lexicon {
    /// How surely a source word is answered by a text. Nothing when the word is too rare to tell, or
    /// so common that it says nothing.
    pub(super) fn answered(
        &self,
        word: &str,
        target: &BTreeSet<String>,
        text: &str,
        left_out: &TextSet,
    ) -> Option<Answer> {
        let texts = self.source.of(word)?;
        let count = texts.count(left_out);
        if count < FAMILIAR {
            return None;
        }
        let within = |stem: &str| {
            target.contains(stem) || (stem.chars().count() >= COMPOUND && text.contains(stem))
        };
        let mut answer = Answer::default();
        // A word of no text in common is associated by nothing.
        for (stem, other, both) in self.target.beside(texts, left_out) {
            let dice = dice(both, count + other.count(left_out));
            answer.best = f64::max(answer.best, dice);
            if dice > answer.here && within(stem) {
                answer.here = dice;
            }
            if dice > answer.near && target.iter().any(|other| akin(stem, other)) {
                answer.near = dice;
            }
        }
        answer.near = answer.near.max(answer.here);
        Some(answer)
    }
}

/// Dice coefficient of two words over texts, each given with its number of texts.
fn association(a: (&TextSet, u32), b: (&TextSet, u32), left_out: &TextSet) -> f64 {
    dice(a.0.shared(b.0, left_out), a.1 + b.1)
}

/// Twice the number of shared texts against the sum of both numbers of texts.
fn dice(both: u32, sum: u32) -> f64 {
    if both == 0 { 0.0 } else { 2.0 * f64::from(both) / f64::from(sum) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_word_are_akin() {
        for (a, b) in [("kitap", "kitab"), ("renk", "reng"), ("ağ", "ağı"), ("앱을", "앱의")]
        {
            assert!(akin(a, b), "{a} {b}");
        }
        for (a, b) in [("kitap", "kişi"), ("앱을", "값을"), ("设备", "设置"), ("een", "de")]
        {
            assert!(!akin(a, b), "{a} {b}");
        }
    }
}
