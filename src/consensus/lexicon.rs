//! Which words go together: occurrence of source and target words in aligned texts.
//!
//! A word is known by the set of texts that it occurs in, so that any of them can be left out
//! when a pair is judged.

use std::collections::{BTreeMap, BTreeSet};

use crate::text::{Text, is_spaceless, rarity, words};

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

    /// The texts of this set.
    fn all(&self) -> impl Iterator<Item = usize> + '_ {
        let of_block = |block: usize| {
            let bits = self.0[block];
            (0..64).filter(move |bit| bits >> bit & 1 == 1).map(move |bit| block * 64 + bit)
        };
        (0..self.0.len()).flat_map(of_block)
    }

    /// Whether a text is in this set.
    fn has(&self, text: usize) -> bool {
        self.bits(text / 64) >> (text % 64) & 1 == 1
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
pub(super) fn stems_of(text: Text<'_>) -> &BTreeSet<String> {
    text.stems(stem)
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
    /// In how many texts each occurs.
    totals: Vec<u32>,
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
                self.totals.push(0);
            }
            self.totals[number] += 1;
            self.words[number].1.insert(text);
            numbers.push(number);
        }
        self.texts.push(numbers);
    }

    /// Numbers of the words of each text, in the order of the stems.
    pub(super) fn texts(&self) -> &[Vec<usize>] {
        &self.texts
    }

    /// How many words there are.
    pub(super) fn words(&self) -> usize {
        self.words.len()
    }

    /// In how many texts a word occurs, by its number.
    pub(super) fn count(&self, word: usize) -> u32 {
        self.totals[word]
    }

    fn of(&self, stem: &str) -> Option<&TextSet> {
        self.numbers.get(stem).map(|number| &self.words[*number].1)
    }

    /// The words of a text that occur anywhere.
    pub(super) fn known(&self, stems: &BTreeSet<String>) -> Known<'_> {
        Known(stems.iter().filter_map(|stem| self.of(stem)).collect())
    }

    /// The words that occur in any of these texts, by number, and in how many of these.
    fn beside(&self, texts: &TextSet, counts: &mut [u32]) -> Vec<(usize, u32)> {
        let mut met = Vec::new();
        for number in texts.all().flat_map(|text| &self.texts[text]) {
            if counts[*number] == 0 {
                met.push(*number);
            }
            counts[*number] += 1;
        }
        met.into_iter().map(|number| (number, std::mem::take(&mut counts[number]))).collect()
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
    /// By the number of a source word, the target words of its texts and in how many of them they
    /// stand; of words that are too rare to tell, nothing.
    beside: Vec<Vec<(usize, u32)>>,
}

/// How well the words of one text are answered by those of another, from 0 to 1 over the words that
/// are known, and their summed weight; judged without the texts `left_out`.
pub(super) fn coverage(words: &Known<'_>, answers: &Known<'_>, left_out: &TextSet) -> (f64, f64) {
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
            .map(|(other, size)| dice(texts.shared(other, left_out), count + size))
            .fold(0.0, f64::max);
        sum += best * rarity(count);
        weight += rarity(count);
    }
    (if weight > 0.0 { sum / weight } else { 0.0 }, weight)
}

impl Lexicon {
    /// Notes which words stand beside each other, when all texts are added.
    pub(super) fn associate(&mut self) {
        let mut counts = vec![0; self.target.words.len()];
        let beside = |(_, texts): &(String, TextSet)| {
            let told = texts.count(&TextSet::default()) >= FAMILIAR;
            if told { self.target.beside(texts, &mut counts) } else { Vec::new() }
        };
        self.beside = self.source.words.iter().map(beside).collect();
    }

    /// How surely a source word is answered by a text, judged without the text `left_out`. Nothing
    /// when the word is too rare to tell.
    pub(super) fn answered(
        &self,
        word: &str,
        target: &BTreeSet<String>,
        text: &str,
        left_out: Option<usize>,
    ) -> Option<Answer> {
        let number = *self.source.numbers.get(word)?;
        let left_out = |texts: &TextSet| u32::from(left_out.is_some_and(|text| texts.has(text)));
        let own = left_out(&self.source.words[number].1);
        let count = self.source.count(number) - own;
        if count < FAMILIAR {
            return None;
        }
        let within = |stem: &str| {
            target.contains(stem) || (stem.chars().count() >= COMPOUND && text.contains(stem))
        };
        let mut answer = Answer::default();
        // A word of no text in common is associated by nothing.
        for (other, both) in &self.beside[number] {
            let (stem, texts) = &self.target.words[*other];
            let their = left_out(texts);
            let total = self.target.totals[*other];
            let dice = dice(both - own * their, count + total - their);
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

/// Dice coefficient of two words over texts: twice the number of shared texts against the sum of both numbers of texts.
pub(super) fn dice(both: u32, sum: u32) -> f64 {
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
