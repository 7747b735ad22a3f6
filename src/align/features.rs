//! What a row shows of itself in any language, and how alike two rows are by it.

use std::collections::BTreeSet;

use crate::identify::share;
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
    /// Literals and numbers of the purpose.
    pub literals: BTreeSet<String>,
    /// Words of label, message and purpose.
    pub words: BTreeSet<String>,
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
    /// Literals and numbers of the purpose.
    pub literals: BTreeSet<String>,
    /// Words of field, message and purpose.
    pub words: BTreeSet<String>,
}

/// A key in the form in which keys are compared when case, punctuation, spaces and width do not
/// matter.
pub fn fold(text: &str) -> String {
    text.nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// From 0 to 1: how alike the field cells are.
pub fn label_similarity(cell: &str, labels: &[String]) -> f64 {
    if labels.iter().any(|label| label == cell) {
        return 1.0;
    }
    let folded = fold(cell);
    if folded.is_empty() {
        return 0.0;
    }
    labels
        .iter()
        .map(|label| {
            let other = fold(label);
            if other == folded {
                0.9
            } else if other.len() >= 3 && (has_word(cell, label) || has_word(label, cell)) {
                0.7
            } else {
                let near = strsim::normalized_damerau_levenshtein(&folded, &other);
                if near >= 0.75 { near * 0.7 } else { 0.0 }
            }
        })
        .fold(0.0, f64::max)
}

/// Whether `text` holds `part` as whole words, whatever the case.
pub fn has_word(text: &str, part: &str) -> bool {
    let (text, part) = (text.to_lowercase(), part.to_lowercase());
    !part.is_empty()
        && text.match_indices(&part).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            let after = text[at + part.len()..].chars().next();
            !before.is_some_and(is_word_char) && !after.is_some_and(is_word_char)
        })
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() && !crate::locale::is_spaceless(c)
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
        assert_eq!(score("Thema"), 0.0);
    }
}
