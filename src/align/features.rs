//! What a row shows of itself in any language, and how alike two rows are by it.

use std::collections::BTreeSet;

use crate::text::{distance_at_least, places_of, share};
use unicode_normalization::UnicodeNormalization;

/// A row of the reference: what the catalog and, where there is one, the source text say of it.
#[derive(Debug, Clone, Default)]
pub struct ReferenceRow {
    /// Every spelling of the field cell that counts as exact: labels of today and before, and
    /// accepted renderings in the document's language.
    pub labels: Vec<String>,
    /// Spellings of the service.
    pub services: Vec<String>,
    /// Spellings of the message; empty when the page does not name it.
    pub messages: Vec<String>,
    /// Text of the purpose, empty when it is not at hand.
    pub purpose: String,
    /// Literals and numbers of the purpose.
    pub literals: BTreeSet<String>,
    /// Words of label, message and purpose.
    pub words: BTreeSet<String>,
    /// Whether the source that the document was made from is known not to have the row. It may
    /// still be meant, but a row that shows little of it is no evidence.
    pub unlisted: bool,
}

/// A row of the document.
#[derive(Debug, Clone, Default)]
pub struct DocumentRow {
    /// Text of the field cell.
    pub field: String,
    /// Text of the service cell.
    pub service: String,
    /// Text of the message cell.
    pub message: String,
    /// Text of the purpose cell.
    pub purpose: String,
    /// Literals and numbers of the purpose.
    pub literals: BTreeSet<String>,
    /// Words of field, message and purpose.
    pub words: BTreeSet<String>,
}

impl DocumentRow {
    /// Whether the row says nothing of its own.
    pub fn is_blank(&self) -> bool {
        self.field.is_empty() && self.purpose.is_empty()
    }
}

/// A key in the form in which keys are compared when case, punctuation, spaces and width do not
/// matter.
pub fn fold(text: &str) -> String {
    lower(&text.nfkc().filter(|c| c.is_alphanumeric()).collect::<String>())
}

/// Lower case in which every i is the same letter: a Turkish keyboard or spell checker writes `İ`
/// and `ı` into names that have `I` and `i`.
pub fn lower(text: &str) -> String {
    let plain = |c: char| if c == 'ı' { 'i' } else { c };
    // `İ` in lower case is an `i` with a dot above.
    text.chars().flat_map(char::to_lowercase).filter(|c| *c != '\u{307}').map(plain).collect()
}

/// A spelling in the forms in which spellings are compared.
#[derive(Debug, Clone)]
pub struct Spelling {
    text: String,
    folded: String,
    lower: String,
    /// Number of characters of the folded form.
    letters: usize,
}

impl Spelling {
    /// Prepares a spelling for comparison.
    pub fn new(text: &str) -> Self {
        let text: String = text.nfc().collect();
        let folded = fold(&text);
        let letters = folded.chars().count();
        Spelling { lower: lower(&text), text, folded, letters }
    }

    /// From 0 to 1: how alike two spellings are. 1 is the same text, 0.9 the same but for case,
    /// punctuation, spaces and width, 0.7 one within the other as whole words, less a near miss.
    pub fn similarity(&self, other: &Spelling) -> f64 {
        if self.text == other.text {
            return 1.0;
        }
        if self.folded.is_empty() || other.folded.is_empty() {
            return 0.0;
        }
        if self.folded == other.folded {
            return 0.9;
        }
        if other.folded.len() >= 3
            && (holds_word(&self.lower, &other.lower) || holds_word(&other.lower, &self.lower))
        {
            return 0.7;
        }
        // A near miss differs in a quarter of its letters at most, and so in length.
        let (a, b) = (self.letters, other.letters);
        if a.abs_diff(b) * 4 > a.max(b)
            || distance_at_least(&self.folded, &other.folded) * 4 > a.max(b)
        {
            return 0.0;
        }
        let near = strsim::normalized_damerau_levenshtein(&self.folded, &other.folded);
        if near >= 0.75 { near * 0.7 } else { 0.0 }
    }
}

/// From 0 to 1: how alike a field cell is to the likest of the labels; see
/// [`Spelling::similarity`].
pub fn label_similarity(cell: &str, labels: &[String]) -> f64 {
    let cell = Spelling::new(cell);
    labels.iter().map(|label| cell.similarity(&Spelling::new(label))).fold(0.0, f64::max)
}

/// Whether `text` holds `part` as whole words, whatever the case.
pub fn has_word(text: &str, part: &str) -> bool {
    holds_word(&lower(text), &lower(part))
}

/// The same of texts in the form of [`lower`].
pub fn holds_word(text: &str, part: &str) -> bool {
    !part.is_empty()
        && part.len() <= text.len()
        && places_of(text, part).any(|at| {
            let before = text[..at].chars().next_back();
            let after = text[at + part.len()..].chars().next();
            let joined = |a: Option<char>, b: Option<char>| {
                a.zip(b).is_some_and(|(a, b)| crate::text::joins(a, b))
            };
            !joined(before, part.chars().next()) && !joined(part.chars().next_back(), after)
        })
}

/// Shared share of two sets; nothing when both are empty.
pub fn jaccard(a: &BTreeSet<String>, b: &BTreeSet<String>) -> Option<f64> {
    let union = a.union(b).count();
    (union > 0).then(|| share(a.intersection(b).count(), union))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_recognised_altered() {
        let labels = ["UDID".to_owned()];
        let score = |cell| label_similarity(cell, &labels);
        assert!(score("UDID") > score("udid."));
        assert!(score("udid.") > score("Identyfikator UDID"));
        assert!(score("Identyfikator UDID") > score("Thema"));
        assert!(score("设备 UDID") > 0.5);
        assert!(score("UDID입니다") > 0.5);
        assert!(score("والمعرّفUDID") > 0.5);
        assert_eq!(score("Thema"), 0.0);
    }
}
