//! What a text is to every rule, each form worked out once, when it is first asked for.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::OnceLock;

use super::grams::grams;
use super::normal_forms::{composed_lower, normal, plain};
use super::script::words;

/// The forms of one text that have been asked for. Whoever holds the text holds them beside it.
///
/// Two are the same whatever has been asked of them, so that what holds a text can be compared.
#[derive(Debug, Clone, Default)]
pub struct Forms {
    plain: OnceLock<Box<str>>,
    normal: OnceLock<Box<str>>,
    normal_lower: OnceLock<Box<str>>,
    composed_lower: OnceLock<Box<str>>,
    words: OnceLock<Box<[String]>>,
    stems: OnceLock<BTreeSet<String>>,
    grams: OnceLock<Box<[u64]>>,
    literals: OnceLock<Box<[Range<usize>]>>,
    negations: OnceLock<Option<Negations>>,
    booleans: OnceLock<Box<[Truth]>>,
    running: OnceLock<Box<str>>,
    ordinary: OnceLock<Box<[String]>>,
}

/// Where a text names a truth value, and which.
pub type Truth = (Range<usize>, bool);

/// How often a text denies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Negations {
    /// All negations.
    pub all: usize,
    /// Those that every language renders as a negation.
    pub sure: usize,
    /// Those that can deny what the sentence says: neither “without”, nor “not without”.
    pub denials: usize,
    /// Words that except something.
    pub exceptions: usize,
}

impl Negations {
    /// Whether the text may hold so many negations.
    pub fn may_be(self, count: usize) -> bool {
        (self.sure..=self.all).contains(&count)
    }
}

impl PartialEq for Forms {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Forms {}

/// A text with its forms.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a> {
    text: &'a str,
    forms: &'a Forms,
}

impl<'a> Text<'a> {
    /// A text and the place for its forms, which is that of no other text.
    pub fn new(text: &'a str, forms: &'a Forms) -> Self {
        Text { text, forms }
    }

    /// As it is written.
    pub fn as_str(self) -> &'a str {
        self.text
    }

    /// See [`plain`].
    pub fn plain(self) -> &'a str {
        self.forms.plain.get_or_init(|| plain(self.text).into())
    }

    /// See [`normal`].
    pub fn normal(self) -> &'a str {
        self.forms.normal.get_or_init(|| normal(self.text).into())
    }

    /// The same in lower case.
    pub fn normal_lower(self) -> &'a str {
        self.forms.normal_lower.get_or_init(|| self.normal().to_lowercase().into())
    }

    /// See [`composed_lower`].
    pub fn composed_lower(self) -> &'a str {
        self.forms.composed_lower.get_or_init(|| composed_lower(self.text).into())
    }

    /// See [`words`].
    pub fn words(self) -> &'a [String] {
        self.forms.words.get_or_init(|| words(self.text).into())
    }

    /// The parts of its words that inflection leaves alone, each once, as `stem` takes them.
    pub fn stems(self, stem: fn(&str) -> String) -> &'a BTreeSet<String> {
        self.forms.stems.get_or_init(|| self.words().iter().map(|word| stem(word)).collect())
    }

    /// See [`grams`].
    pub fn grams(self) -> &'a [u64] {
        self.forms.grams.get_or_init(|| grams(self.text).into())
    }

    /// Byte ranges of the literals of [`Text::as_str`], as the catalog of the run tells them.
    pub fn literals(self, find: impl FnOnce(&str) -> Vec<Range<usize>>) -> &'a [Range<usize>] {
        self.forms.literals.get_or_init(|| find(self.text).into())
    }

    /// How often it denies, as the word lists of its language tell; nothing without a list.
    pub fn negations(self, count: impl FnOnce(&str) -> Option<Negations>) -> Option<Negations> {
        *self.forms.negations.get_or_init(|| count(self.text))
    }

    /// The truth values that it names, as the word lists of its language tell.
    pub fn booleans(self, find: impl FnOnce(&str) -> Vec<Truth>) -> &'a [Truth] {
        self.forms.booleans.get_or_init(|| find(self.text).into())
    }

    /// What a translator translates, as the catalog of the run tells it.
    pub fn running(self, take: impl FnOnce(Self) -> String) -> &'a str {
        self.forms.running.get_or_init(|| take(self).into())
    }

    /// Words of [`Text::running`] that have letters.
    pub fn ordinary(self, take: impl FnOnce(Self) -> String) -> &'a [String] {
        self.forms.ordinary.get_or_init(|| {
            let mut found = words(self.running(take));
            found.retain(|word| word.chars().any(char::is_alphabetic));
            found.into()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Forms, Text};

    #[test]
    fn a_form_is_worked_out_once() {
        let forms = Forms::default();
        let text = Text::new("L’“état”  est", &forms);
        assert_eq!(text.plain(), "L'\"état\" est");
        assert_eq!(text.words(), ["l", "état", "est"]);
        let first = text.literals(|text| vec![0..1, 1..text.len()]);
        assert_eq!(first, text.literals(|_| Vec::new()));
        assert_eq!(forms, Forms::default());
    }
}
