//! What a page says to the site that publishes it, in the middle of its text, and marks of
//! footnotes: neither is a word of the text.
//!
//! A directive is `:::name attribute="value":::`. `:::no-loc text="value":::` is the text `value`
//! to the reader, which translators leave as it is; every other one (`:::image …:::`, `:::row:::`)
//! is no text at all. The site takes `"` only; other quotes, blanks and attributes are read too,
//! since what is meant is plain.

use std::ops::Range;

/// What opens and closes a directive.
const FENCE: &str = ":::";
/// The directive that holds text, and the attribute that it holds it in.
const VERBATIM: (&str, &str) = ("no-loc", "text");
/// Fewest letters before a raised digit that is the mark of a footnote and no power (`km²`).
const WORD: usize = 3;

/// A part of a text that is not shown as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directive {
    /// All its bytes.
    pub range: Range<usize>,
    /// The bytes that the reader sees; nothing where there are none.
    pub value: Option<Range<usize>>,
}

/// The directive that starts at a byte of a text.
pub fn directive_at(text: &str, start: usize) -> Option<Directive> {
    let mut at = start + text[start..].strip_prefix(FENCE).map(|_| FENCE.len())?;
    at = after_blanks(text, at);
    let name = word(text, at)?;
    at = name.end;
    let mut value = None;
    loop {
        let blanks = after_blanks(text, at);
        if text[blanks..].starts_with(FENCE) {
            let range = start..blanks + FENCE.len();
            let value = value.filter(|_| text[name].eq_ignore_ascii_case(VERBATIM.0));
            return Some(Directive { range, value });
        }
        // Attributes stand apart from each other.
        let attribute = word(text, blanks).filter(|word| word.start > at)?;
        at = after_blanks(text, attribute.end);
        if !text[at..].starts_with('=') {
            at = attribute.end;
            continue;
        }
        let (inner, end) = quoted(text, after_blanks(text, at + 1))?;
        if text[attribute].eq_ignore_ascii_case(VERBATIM.1) {
            value = Some(inner);
        }
        at = end;
    }
}

/// Directives and marks of footnotes (`[^1]`, `name¹`) of a part of a text, in order.
pub(super) fn directives_in(text: &str, range: Range<usize>) -> Vec<Directive> {
    let slice = &text[range.clone()];
    let mut found = Vec::new();
    let mut at = 0;
    let opens = |c: char| c == ':' || c == '[' || is_raised(c);
    while let Some(start) = slice[at..].find(opens).map(|next| at + next) {
        let directive = match slice.as_bytes()[start] {
            b':' => directive_at(slice, start),
            b'[' => footnote_at(slice, start),
            _ => raised_at(slice, start),
        };
        at = match &directive {
            Some(directive) => directive.range.end,
            None => start + slice[start..].chars().next().map_or(1, char::len_utf8),
        };
        found.extend(directive);
    }
    let moved = |part: Range<usize>| part.start + range.start..part.end + range.start;
    let place = |directive: Directive| Directive {
        range: moved(directive.range),
        value: directive.value.map(moved),
    };
    found.into_iter().map(place).collect()
}

/// `[^1]`, but not where the footnote itself begins.
fn footnote_at(text: &str, start: usize) -> Option<Directive> {
    let id = text[start..].strip_prefix("[^")?;
    let length = id.find(|c: char| c == ']' || c == '[' || c.is_whitespace())?;
    let end = start + 2 + length + 1;
    let is_mark = length > 0 && id[length..].starts_with(']') && !text[end..].starts_with(':');
    is_mark.then_some(Directive { range: start..end, value: None })
}

/// Raised digits right after a name in plain letters: `server_name¹`.
fn raised_at(text: &str, start: usize) -> Option<Directive> {
    let name = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    let before = text[..start].bytes().rev().take(WORD).take_while(|b| name(*b));
    let letters: Vec<u8> = before.collect();
    let length = text[start..].find(|c| !is_raised(c)).unwrap_or(text.len() - start);
    let is_mark = letters.len() == WORD && !letters[0].is_ascii_digit();
    is_mark.then_some(Directive { range: start..start + length, value: None })
}

/// Whether a character is a raised digit, letter or sign.
pub fn is_raised(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | 'ⁱ' | '⁴'..='ⁿ' | 'ª' | 'º')
        || matches!(u32::from(c), 0x2b0..=0x2b8 | 0x2e0..=0x2e4 | 0x1d2c..=0x1d61 | 0x1d78 | 0x1d9b..=0x1dbf)
}

/// Whether what is raised is the mark of a footnote: a number, a letter or a sign, and not right
/// after a number, where it is a power.
pub(super) fn is_footnote_mark(before: &str, raised: &str) -> bool {
    let raised = raised.trim().trim_matches(['(', ')', '[', ']']);
    let short = raised.len() <= 2 && raised.bytes().all(|b| b.is_ascii_digit());
    let power = before.ends_with(|c: char| c.is_ascii_digit());
    !power && !raised.is_empty() && (short || raised.chars().count() == 1)
}

fn after_blanks(text: &str, at: usize) -> usize {
    at + text[at..].bytes().take_while(|b| matches!(b, b' ' | b'\t')).count()
}

/// A name of letters and hyphens.
fn word(text: &str, at: usize) -> Option<Range<usize>> {
    let length = text[at..].bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count();
    (length > 0).then_some(at..at + length)
}

/// What stands in quotes, or up to the next blank or colon without them, and where that ends.
fn quoted(text: &str, at: usize) -> Option<(Range<usize>, usize)> {
    let quote = text[at..].chars().next()?;
    if quote != '"' && quote != '\'' {
        let bare = |c: char| c.is_whitespace() || matches!(c, ':' | '"' | '\'');
        let length = text[at..].find(bare).filter(|length| *length > 0)?;
        return Some((at..at + length, at + length));
    }
    let mut escaped = false;
    for (offset, c) in text[at + 1..].char_indices() {
        match c {
            '\n' | '\r' => return None,
            c if c == quote && !escaped => {
                let inner = at + 1..at + 1 + offset;
                return Some((inner.clone(), inner.end + 1));
            }
            _ => escaped = c == '\\' && !escaped,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is shown of every directive of a text.
    fn shown(text: &str) -> Vec<Option<&str>> {
        let found = directives_in(text, 0..text.len());
        found.into_iter().map(|directive| directive.value.map(|value| &text[value])).collect()
    }

    #[test]
    fn directives_are_read_in_every_form() {
        assert_eq!(shown("a :::no-loc text=\"Hub\"::: b"), [Some("Hub")]);
        assert_eq!(shown(":::no-loc text='Hub':::"), [Some("Hub")]);
        assert_eq!(shown(":::no-loc id=\"1\" text = \"a b\" :::"), [Some("a b")]);
        assert_eq!(shown(r#":::no-loc text="a \"b\" c":::"#), [Some(r#"a \"b\" c"#)]);
        assert_eq!(shown("::::no-loc text=\"名前\"::::"), [Some("名前")]);
        assert_eq!(shown(":::row::: :::column span=\"2\"::: :::row-end:::"), [None, None, None]);
        assert_eq!(shown(":::image type=\"icon\" source=\"a.svg\" border=false:::"), [None]);
    }

    #[test]
    fn marks_of_footnotes_are_no_words() {
        assert_eq!(shown("name[^1], name[^note] and name¹"), [None, None, None]);
        assert_eq!(shown("名前[^1] server_name²³"), [None, None]);
        assert!(is_footnote_mark("name", "1") && is_footnote_mark("name", "(12)"));
        assert!(!is_footnote_mark("10", "6") && !is_footnote_mark("the 5", "th"));
    }

    #[test]
    fn what_only_looks_so_is_text() {
        for text in [
            "a ::: b",
            ":::",
            ":::no-loc text=\"Hub\"",
            ":::no-loc text=\"Hub::: b",
            ":::no-loc text=\"a\nb\":::",
            ":::row a\"b\":::",
            "[^1]: the note",
            "[^ a] [^] [x]",
            "km² 10³ perciÃ²",
        ] {
            assert_eq!(shown(text), [], "{text}");
        }
    }
}
