//! Negations and truth values of a text, by the word lists of its language.

use crate::catalog::LocaleTerms;
use crate::locale::{is_spaceless, sentences};

/// How many sentences of a text hold a negator; nothing when the language has no list.
pub fn negated_sentences(terms: &LocaleTerms, text: &str) -> Option<usize> {
    if terms.negators.is_empty() {
        return None;
    }
    let negated = |range: &std::ops::Range<usize>| {
        let phrases = &terms.affirming;
        let sentence =
            phrases.iter().fold(text[range.clone()].to_lowercase(), |sentence, phrase| {
                sentence.replace(&phrase.to_lowercase(), " ")
            });
        terms.negators.iter().any(|negator| occurs(negator, &sentence))
    };
    Some(sentences(text).iter().filter(|range| negated(range)).count())
}

/// The truth values that a text names, in order; nothing when the language has no list. The wire
/// words `true` and `false` count in every language.
pub fn booleans(terms: Option<&LocaleTerms>, text: &str) -> Vec<(std::ops::Range<usize>, bool)> {
    let own = |truth: bool| {
        let lists = terms.map(|t| if truth { &t.truthy } else { &t.falsy });
        let wire = if truth { "true" } else { "false" };
        std::iter::once(wire.to_owned()).chain(lists.into_iter().flatten().cloned())
    };
    let mut found = Vec::new();
    for truth in [true, false] {
        for word in own(truth) {
            for (start, len) in places(&word, text) {
                found.push((start..start + len, truth));
            }
        }
    }
    found.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    found.dedup_by(|later, earlier| later.0.start < earlier.0.end);
    found
}

/// Whether a listed word occurs in a text. `*` at either end stands for any letters; words of
/// scripts without spaces occur anywhere.
fn occurs(pattern: &str, text: &str) -> bool {
    let bare = pattern.trim_matches('*').to_lowercase();
    if bare.chars().any(is_spaceless) {
        return text.contains(&bare);
    }
    let (open_start, open_end) = (pattern.starts_with('*'), pattern.ends_with('*'));
    let plain = |c: char| if c == '’' { '\'' } else { c };
    let bare: String = bare.chars().map(plain).collect();
    let text: String = text.to_lowercase().chars().map(plain).collect();
    text.match_indices(&bare).any(|(at, _)| {
        let before = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
        let after = text[at + bare.len()..].chars().next().is_some_and(char::is_alphanumeric);
        (open_start || !before) && (open_end || !after)
    })
}

/// Places of a whole word in a text, whatever its case.
fn places(word: &str, text: &str) -> Vec<(usize, usize)> {
    let lower = text.to_lowercase();
    if lower.len() != text.len() || word.is_empty() {
        return Vec::new();
    }
    let wanted = word.to_lowercase();
    let spaceless = wanted.chars().any(is_spaceless);
    let joined = |a: Option<char>, b: Option<char>| {
        a.zip(b).is_some_and(|(a, b)| crate::locale::joins(a, b))
    };
    lower
        .match_indices(&wanted)
        .filter(|(at, _)| {
            let end = at + wanted.len();
            spaceless
                || !joined(lower[..*at].chars().next_back(), wanted.chars().next())
                    && !joined(wanted.chars().next_back(), lower[end..].chars().next())
        })
        .map(|(at, _)| (at, wanted.len()))
        .collect()
}
