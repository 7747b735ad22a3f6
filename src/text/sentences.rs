//! Sentences of a text, by their punctuation.

use std::ops::Range;

/// Marks that end a sentence wherever they stand: of scripts that put no blank after them.
const FULL: &[char] = &['。', '．', '！', '？', '।', '॥', '။', '።', '؟', '۔'];
/// Marks that end a sentence before a blank or the end of the text.
const SPACED: &[char] = &['.', '!', '?', '…'];
/// Closing marks that belong to the sentence before them.
const CLOSING: &[char] = &[')', ']', '"', '\'', '”', '’', '»', '」', '』', '）'];

/// Whether a mark ends a sentence in some language.
pub fn is_sentence_end(c: char) -> bool {
    FULL.contains(&c) || SPACED.contains(&c)
}

/// Whether a text is in a script that ends sentences with a blank: Thai, Lao.
pub fn is_unpunctuated(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{e01}'..='\u{eff}') && c.is_alphabetic())
}

/// The mark at which a text ends, if it ends a sentence; brackets and quotation marks after it do
/// not count.
pub fn final_mark(text: &str) -> Option<char> {
    let bare = text.trim_end().trim_end_matches(CLOSING);
    bare.chars().next_back().filter(|c| is_sentence_end(*c))
}

/// Byte ranges of the sentences of a text, without the blanks between them. A dot after a single
/// letter or a digit ends none unless the next word has a capital.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        if at >= start && is_sentence_end(c) && ends_here(text, at, end) {
            let rest =
                text[end..].trim_start_matches(|c| CLOSING.contains(&c) || is_sentence_end(c));
            let stop = text.len() - rest.len();
            push(text, start..stop, &mut found);
            start = stop;
        }
    }
    push(text, start..text.len(), &mut found);
    found
}

fn ends_here(text: &str, at: usize, end: usize) -> bool {
    let mark = text[at..end].chars().next().unwrap_or_default();
    if FULL.contains(&mark) {
        return true;
    }
    let rest = text[end..].trim_start_matches(|c| CLOSING.contains(&c) || is_sentence_end(c));
    if rest.is_empty() {
        return true;
    }
    if !rest.starts_with(char::is_whitespace) {
        return false;
    }
    // `e.g. the`, `No. 5`, `z. B. die`: the dot of an abbreviation.
    let next = rest.trim_start().chars().next().unwrap_or_default();
    let small = next.is_lowercase() || next.is_numeric();
    let word = text[..at].rsplit(char::is_whitespace).next().unwrap_or_default();
    let short = word.chars().filter(|c| c.is_alphabetic()).count() <= 1;
    mark != '.' || !(small || short)
}

fn push(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let part = &text[range.clone()];
    let body = part.trim();
    if body.chars().any(char::is_alphanumeric) {
        let start = range.start + part.len() - part.trim_start().len();
        found.push(start..start + body.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn sentences_end_at_marks_of_any_script() {
        assert_eq!(split("One. Two (three.) Four"), ["One.", "Two (three.)", "Four"]);
        assert_eq!(split("设备的推送令牌。 服务器应。"), ["设备的推送令牌。", "服务器应。"]);
        assert_eq!(split("一。二"), ["一。", "二"]);
        assert_eq!(split("Wirklich? Ja!"), ["Wirklich?", "Ja!"]);
    }

    #[test]
    fn dots_within_a_sentence_end_none() {
        for text in ["Version 4.4 and later", "z. B. die Lampe", "see e.g. the page", "No. 5", ""] {
            assert!(sentences(text).len() <= 1, "{text}");
        }
        assert_eq!(final_mark("Das Ende.)"), Some('.'));
        assert_eq!(final_mark("kein Ende"), None);
    }
}
