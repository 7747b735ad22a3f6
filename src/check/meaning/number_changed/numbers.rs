//! Numbers of the source text that a translation lost or changed.

use std::ops::Range;

use crate::catalog::{Catalog, numbers_in};

/// A number that is not in the translation.
#[derive(Debug)]
pub(super) struct LostNumber {
    /// Its value, as [`numbers_in`] gives it.
    pub(super) value: String,
    /// The number, with the literal that it belongs to.
    pub(super) expected: String,
    /// What stands in its place.
    pub(super) found: Option<String>,
    /// Where that is, in bytes of the translation.
    pub(super) range: Option<Range<usize>>,
    /// The right number, if it surely goes there.
    pub(super) repair: Option<String>,
    /// Whether no language would write it differently.
    pub(super) sure: bool,
}

/// The numbers of `source` that `text` lacks. Numbers that `text` has on top are its own matter.
pub(super) fn lost_numbers(catalog: &Catalog, source: &str, text: &str) -> Vec<LostNumber> {
    let wanted: Vec<(Range<usize>, String)> =
        numbers_in(source).into_iter().filter(|(range, _)| stands_alone(source, range)).collect();
    let mut extra = numbers_in(text);
    let same_count = wanted.len() == extra.len();
    let mut lost = wanted;
    lost.retain(|(_, value)| match extra.iter().position(|(_, other)| other == value) {
        Some(at) => {
            extra.remove(at);
            false
        }
        None => true,
    });
    if lost.is_empty() || rearranged(source, text) {
        return Vec::new();
    }
    let only = lost.len() == 1 && extra.len() == 1;
    lost.into_iter()
        .map(|(range, value)| {
            let context = context(catalog, source, &range);
            let other = extra.iter().find(|(at, _)| {
                (only && same_count)
                    || context.is_some_and(|c| text[..at.start].trim_end().ends_with(c))
            });
            let in_context = other
                .zip(context)
                .is_some_and(|((at, _), context)| text[..at.start].trim_end().ends_with(context));
            let with = |number: &str| match context.filter(|_| in_context || other.is_none()) {
                Some(context) => format!("{context} {number}"),
                None => number.to_owned(),
            };
            LostNumber {
                sure: !may_be_written_otherwise(source, &range, &value, other.is_some()),
                expected: with(&source[range]),
                found: other.map(|(_, number)| with(number)),
                range: other.map(|(at, _)| at.clone()),
                repair: in_context.then(|| value.clone()),
                value,
            }
        })
        .collect()
}

/// Whether a number is one of its own, not part of an identifier or an ordinal (`P12`, `2nd`).
fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() || c == '_');
    !letter(text[..range.start].chars().next_back()) && !letter(text[range.end..].chars().next())
}

/// The literal right before a number: `ISO`, `X-Server-Protocol-Version`.
fn context<'a>(catalog: &Catalog, source: &'a str, range: &Range<usize>) -> Option<&'a str> {
    let before = source[..range.start].trim_end();
    let word = before.rsplit(char::is_whitespace).next()?;
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let covers = |literal: &Range<usize>| {
        literal.start + word.len() <= range.start
            && source[literal.start..].starts_with(word)
            && literal.start + word.len() >= before.len()
    };
    (!word.is_empty() && catalog.literals_in(source).iter().any(covers)).then_some(word)
}

/// Whether the same digits stand there, grouped or ordered as the language does: dates,
/// thousands.
fn rearranged(source: &str, text: &str) -> bool {
    let parts = |text: &str| -> Vec<String> {
        let mut parts: Vec<String> = numbers_in(text)
            .iter()
            .flat_map(|(_, value)| value.split('.').map(|p| p.trim_start_matches('0').to_owned()))
            .collect();
        parts.sort();
        parts
    };
    let digits = |text: &str| {
        numbers_in(text).into_iter().map(|(_, v)| v.replace('.', "")).collect::<String>()
    };
    let numbers = numbers_in(source);
    let dated = numbers.windows(2).any(|pair| {
        matches!(&source[pair[0].0.end..pair[1].0.start], "/" | "-" | ":" | " " | "\u{a0}")
    }) || numbers.iter().any(|(_, value)| value.matches('.').count() >= 2);
    let grouped =
        numbers.iter().any(|(_, value)| value.split('.').skip(1).any(|part| part.len() == 3));
    digits(source) == digits(text) || ((dated || grouped) && parts(source) == parts(text))
}

/// Whether a sound translation may write the number in another way: a small one as a word, a round
/// one with a word for thousands, an hour by another clock.
fn may_be_written_otherwise(
    source: &str,
    range: &Range<usize>,
    value: &str,
    replaced: bool,
) -> bool {
    let small = value.parse::<u32>().is_ok_and(|number| number <= 12);
    let after = source[range.end..].trim_start().to_lowercase();
    let clock = ["am", "pm", "a.m", "p.m"].iter().any(|word| after.starts_with(word));
    (small && !replaced) || value.ends_with("000") || clock
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lost(source: &str, text: &str) -> Vec<(String, Option<String>, bool)> {
        let catalog = crate::check::testing::acme();
        lost_numbers(&catalog, source, text)
            .into_iter()
            .map(|l| (l.expected, l.found, l.sure))
            .collect()
    }

    #[test]
    fn changed_numbers_are_told_with_their_literal() {
        let changed = |a: &str, b: &str| vec![(a.to_owned(), Some(b.to_owned()), true)];
        assert_eq!(lost("In ISO 8601 form.", "Format ISO 8610."), changed("ISO 8601", "ISO 8610"));
        assert_eq!(lost("Version 5.0 only.", "仅 4.4 版"), changed("5.0", "4.4"));
        assert_eq!(lost("In ISO 8601.", "Format ISO."), [("ISO 8601".to_owned(), None, true)]);
    }

    #[test]
    fn other_ways_to_write_a_number_are_no_loss() {
        for (source, text) in [
            ("1,000 lamps", "1 000 Lampen"),
            ("1,000 lamps", "1000 lampes"),
            ("on 04/19/2018", "am 19.4.2018"),
            ("version 4.4 and 2", "バージョン4,4と２、1つ"),
            ("the 2nd lamp", "la deuxième lampe"),
            ("a P12 file", "ein Zertifikat"),
        ] {
            assert_eq!(lost(source, text), [], "{text}");
        }
        assert_eq!(lost("3 lamps", "drei Lampen"), [("3".to_owned(), None, false)]);
        assert!(!lost("10,000 lamps", "1万個")[0].2);
    }
}
