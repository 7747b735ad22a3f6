//! Values that a text enumerates: what is marked or quoted in it.

use std::ops::Range;

use crate::parse::Inline;

/// Quotation marks that open, each with those that close.
const QUOTES: &[(char, &[char])] = &[
    ('“', &['”']),
    ('„', &['“', '”']),
    ('”', &['”']),
    ('«', &['»']),
    ('»', &['«', '»']),
    ('"', &['"']),
    ('「', &['」']),
    ('『', &['』']),
];

/// The marked words of a source text, if they read like an enumeration of wire values: single
/// words in lower or camel case, with nothing but a separator and a conjunction between them.
pub(super) fn marked_values(inline: &Inline) -> Vec<&str> {
    let gaps = || inline.marked.windows(2).map(|w| inline.text.get(w[0].end..w[1].start));
    let joined = gaps().all(|gap| gap.is_some_and(|gap| gap.split_whitespace().count() <= 2));
    let separated = gaps().any(|gap| gap.is_some_and(|gap| gap.contains([',', ';', '/'])));
    let values: Vec<&str> = inline.marked_texts().collect();
    let wire = |value: &&str| {
        value.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            && value.chars().any(char::is_lowercase)
            && (value.starts_with(char::is_lowercase)
                || value.chars().skip(1).any(char::is_uppercase))
    };
    let enumerated = values.len() > 1 && joined && separated && values.iter().all(wire);
    if enumerated { values } else { Vec::new() }
}

/// Ranges of the marked parts of a text or, when there are none, of its quoted parts.
pub(super) fn listed(inline: &Inline) -> Vec<Range<usize>> {
    if !inline.marked.is_empty() {
        return inline.marked.clone();
    }
    let mut parts = Vec::new();
    let mut rest = 0;
    while let Some((at, closing)) = inline.text[rest..].char_indices().find_map(|(at, c)| {
        let (_, closing) = QUOTES.iter().find(|(open, _)| *open == c)?;
        Some((rest + at + c.len_utf8(), *closing))
    }) {
        let Some(length) = inline.text[at..].find(closing) else { break };
        parts.push(at..at + length);
        let quote = inline.text[at + length..].chars().next().map_or(1, char::len_utf8);
        rest = at + length + quote;
    }
    parts
}
