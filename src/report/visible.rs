//! Characters that change how a reader sees the text around them, made visible.
//!
//! A cell of a page may hold an override of the writing direction, under which the rest of a line
//! reads backwards, or a control character, with which a terminal can be made to show anything. In
//! every format they are written by their code point. Marks that only help right-to-left text along
//! (U+200E, U+200F, U+061C) stay.

use std::borrow::Cow;

/// The text with directional overrides, embeddings and isolates (U+202A to U+202E, U+2066 to
/// U+2069) and control characters other than tab and line ends written as `[U+202E]`.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if hidden(c) {
            shown.push_str(&format!("[U+{:04X}]", u32::from(c)));
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

/// The same on one line: line ends and tabs, which would end a line of a terminal, a comment or a row
/// of a table, are blanks.
pub(crate) fn one_line(text: &str) -> String {
    let breaks = |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let line: String = text.chars().map(|c| if breaks(c) { ' ' } else { c }).collect();
    visible(&line).into_owned()
}

/// The text with each escape character replaced by the character for a substitute (U+001A), which is
/// as long: in what is rendered with colours an escape is then the renderer's own. Neither reaches
/// the reader as such.
pub(crate) fn inert(text: &str) -> Cow<'_, str> {
    if text.contains('\u{1b}') {
        Cow::Owned(text.replace('\u{1b}', "\u{1a}"))
    } else {
        Cow::Borrowed(text)
    }
}

fn hidden(c: char) -> bool {
    let control = c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    control
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::{one_line, visible};

    #[test]
    fn overrides_and_controls_are_shown_and_nothing_else() {
        assert_eq!(visible("a\u{202e}b\u{0}\u{85}\u{2066}"), "a[U+202E]b[U+0000][U+0085][U+2066]");
        for plain in ["", "é 日本 \t\n", "\u{200f}עברית", "\u{feff}"] {
            assert_eq!(visible(plain), plain);
        }
    }

    #[test]
    fn no_text_ends_the_line_that_it_stands_on() {
        assert_eq!(one_line("a\r\nb\tc\u{2028}d\u{1b}[2J"), "a  b c d[U+001B][2J");
        assert_eq!(one_line("plain"), "plain");
    }
}
