//! What a stretch of raw Markdown holds: its words, and everything else that must not be lost.
//!
//! Whatever is neither a word nor plain punctuation is a mark: tags, link targets and addresses
//! (those of broken links too), brackets, footnotes, anchors, directives, entities, code fences,
//! emphasis, escapes that mean something, signs of any other kind. A mark that nobody thought of is
//! kept for the same reason. One pass; no search that fails is made twice.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use crate::parse::{directive_at, is_raised};
use crate::text::is_spaceless;

/// Most bytes between `&` and `;` of an entity; the longest name of HTML has 31.
const ENTITY: usize = 33;

/// Words and marks of a text, each in order.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Inventory {
    /// Bytes of everything that is neither word nor plain punctuation.
    pub(super) marks: Vec<Range<usize>>,
    /// Bytes of the words.
    pub(super) words: Vec<Range<usize>>,
}

impl Inventory {
    /// Takes stock of a text.
    pub(super) fn of(raw: &str) -> Self {
        let mut scan =
            Scan { raw, found: Inventory::default(), hopeless: Vec::new(), brace: 0, address: 0 };
        let mut at = 0;
        while let Some(c) = raw[at..].chars().next() {
            at = scan.step(at, c);
        }
        scan.found
    }

    /// The bytes between the marks, within a part of the text, without blanks around them.
    pub(super) fn between_marks(&self, raw: &str, part: &Range<usize>) -> Vec<Range<usize>> {
        let mut at = part.start;
        let mut free = Vec::new();
        let ends = std::iter::once(part.end..part.end);
        let inside = |mark: &&Range<usize>| mark.start < part.end && part.start < mark.end;
        for mark in self.marks.iter().filter(inside).cloned().chain(ends) {
            if at < mark.start {
                let text = &raw[at..mark.start];
                let start = at + text.len() - text.trim_start().len();
                free.push(start..start + text.trim().len());
            }
            at = at.max(mark.end);
        }
        free.retain(|range| !range.is_empty());
        free
    }
}

/// A word as it is meant: without the backslashes that Markdown wants and the underscores that set
/// it in italics.
pub(super) fn word_text(raw: &str) -> String {
    raw.replace('\\', "").trim_matches('_').to_owned()
}

struct Scan<'a> {
    raw: &'a str,
    found: Inventory,
    /// What was looked for in vain: it does not come any more.
    hopeless: Vec<char>,
    /// Where the next brace closes, if one was looked for.
    brace: usize,
    /// The next address within braces: no brace before it closes.
    address: usize,
}

impl Scan<'_> {
    /// Takes what starts at a byte and returns where it ends.
    fn step(&mut self, at: usize, c: char) -> usize {
        let end = match c {
            _ if self.word_byte(at, c) => return self.word(at),
            '<' => self.tag(at),
            '{' => self.braces(at),
            ']' => self.target(at),
            '[' | '!' => self.opening(at),
            '&' => self.entity(at),
            ':' => match self.directive(at) {
                Some(end) => return end,
                None => None,
            },
            '\\' => self.escape(at),
            '`' => Some(at + self.raw[at..].bytes().take_while(|b| *b == b'`').count()),
            _ => None,
        };
        let next = at + c.len_utf8();
        match end {
            Some(end) => self.mark(at..end),
            None if is_plain(c) => next,
            None => self.mark(at..next),
        }
    }

    fn mark(&mut self, range: Range<usize>) -> usize {
        let end = range.end;
        self.found.marks.push(range);
        end
    }

    fn rest(&self, at: usize) -> &str {
        &self.raw[at.min(self.raw.len())..]
    }

    /// Whether a character belongs to a word; `\_` does as well.
    fn word_byte(&self, at: usize, c: char) -> bool {
        is_word(c) || c == '\\' && self.rest(at + 1).starts_with('_')
    }

    /// A word, or the address that starts like one. Scripts that write no spaces and others part.
    fn word(&mut self, start: usize) -> usize {
        if let Some(length) = address(self.rest(start)) {
            return self.mark(start..start + length);
        }
        let mut at = start;
        let spaceless = self.rest(start).starts_with(is_spaceless);
        while let Some(c) = self.rest(at).chars().next() {
            let parts = is_spaceless(c) != spaceless && !is_combining_mark(c);
            if !self.word_byte(at, c) || parts || is_web_address(self.rest(at)) {
                break;
            }
            at += c.len_utf8();
        }
        self.bare_word(start..at);
        at
    }

    /// A word and the underscores around it, which set it in italics or are shown as they are.
    fn bare_word(&mut self, range: Range<usize>) {
        let text = &self.raw[range.clone()];
        let open = text.len() - text.trim_start_matches('_').len();
        let inner = text[open..].trim_end_matches('_');
        // An escaped one belongs to the word.
        let inner = open + inner.len() + usize::from(inner.ends_with('\\'));
        let (start, end) = (range.start + open, range.start + inner);
        for (mark, range) in
            [(true, range.start..start), (false, start..end), (true, end..range.end)]
        {
            if !range.is_empty() {
                if mark { &mut self.found.marks } else { &mut self.found.words }.push(range);
            }
        }
    }

    /// The end of what starts at `at` and ends with a character that may not come.
    fn upto(&mut self, at: usize, close: char) -> Option<usize> {
        if self.hopeless.contains(&close) {
            return None;
        }
        let length = self.rest(at).find(close);
        if length.is_none() {
            self.hopeless.push(close);
        }
        length.map(|length| at + length + close.len_utf8())
    }

    /// `{#anchor}` and the like. An address within may reach over the brace that closes.
    fn braces(&mut self, at: usize) -> Option<usize> {
        if at < self.address {
            return None;
        }
        if self.brace <= at {
            self.brace = self.upto(at, '}')?;
        }
        match self.raw[at..self.brace].find("://") {
            Some(length) => {
                self.address = at + length;
                None
            }
            None => Some(self.brace),
        }
    }

    /// A tag, a comment or an address in angle brackets.
    fn tag(&mut self, at: usize) -> Option<usize> {
        let opens = |c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?');
        self.rest(at + 1).starts_with(opens).then(|| self.upto(at, '>')).flatten()
    }

    /// `](target)`, with brackets in the target.
    fn target(&mut self, at: usize) -> Option<usize> {
        if !self.rest(at).starts_with("](") || self.hopeless.contains(&')') {
            return None;
        }
        let mut depth = 0_usize;
        for (offset, c) in self.rest(at).char_indices().skip(1) {
            match c {
                '(' => depth += 1,
                ')' if depth == 1 => return Some(at + offset + 1),
                ')' => depth -= 1,
                _ => {}
            }
        }
        self.hopeless.push(')');
        None
    }

    /// `![`, `[!NAME` and `[^1]`.
    fn opening(&self, at: usize) -> Option<usize> {
        let rest = self.rest(at);
        if rest.starts_with("![") {
            return Some(at + 2);
        }
        if let Some(id) = rest.strip_prefix("[^") {
            let end = id.find(|c: char| c == ']' || c == '[' || c.is_whitespace())?;
            return id[end..].starts_with(']').then_some(at + 2 + end + 1);
        }
        rest.starts_with("[!").then(|| at + 2 + self.name_length(at + 2))
    }

    /// Length of the name of a directive or alert, up to an address that runs on from it.
    fn name_length(&self, at: usize) -> usize {
        let rest = self.rest(at);
        let ends =
            |(at, c): &(usize, char)| !(is_word(*c) || *c == '-') || is_web_address(&rest[*at..]);
        rest.char_indices().find(ends).map_or(rest.len(), |(at, _)| at)
    }

    fn entity(&self, at: usize) -> Option<usize> {
        let bytes = self.rest(at + 1).as_bytes();
        let length =
            bytes.iter().take(ENTITY).take_while(|b| b.is_ascii_alphanumeric() || **b == b'#');
        let length = length.count();
        (length > 0 && bytes.get(length) == Some(&b';')).then_some(at + 1 + length + 1)
    }

    /// A directive. Of one that holds text, what is before and after that text.
    fn directive(&mut self, at: usize) -> Option<usize> {
        if !self.rest(at).starts_with(":::") {
            return None;
        }
        let Some(directive) = directive_at(self.raw, at) else {
            // A broken one keeps its name.
            return Some(self.mark(at..at + 3 + self.name_length(at + 3)));
        };
        let mut inner = directive.range.start;
        if let Some(value) = directive.value {
            inner = self.mark(inner..value.start);
            while let Some(c) = self.raw.get(inner..value.end).and_then(|v| v.chars().next()) {
                inner = self.step(inner, c);
            }
        }
        Some(self.mark(inner..directive.range.end.max(inner)))
    }

    /// An escape that means something: `\|`, `\*`, `\[`.
    fn escape(&self, at: usize) -> Option<usize> {
        let next = self.rest(at + 1).chars().next().filter(char::is_ascii_punctuation)?;
        (!matches!(next, '.' | '-' | '+' | '#' | '!' | ':')).then_some(at + 2)
    }
}

/// Whether a character belongs to a word.
fn is_word(c: char) -> bool {
    let number = matches!(u32::from(c), 0x2460..=0x24ff | 0x2776..=0x2793 | 0x2080..=0x208e);
    let letter = c.is_alphanumeric() && !is_raised(c) && !number;
    letter || c == '_' || c == char::REPLACEMENT_CHARACTER || is_combining_mark(c)
}

/// Blanks, invisible characters and the punctuation of sentences, in any script. Signs that mean
/// something (`=`, `@`, `%`, `&`) are none.
fn is_plain(c: char) -> bool {
    const PLAIN: &str = ".,;:!?'\"-/\\«»¡¿·…‹›、。〃・〜，．：；！？＂＇－／\
        ،؛؟۔।॥֊־׀׃׳״՚՛՜՝՞՟։";
    c.is_whitespace()
        || PLAIN.contains(c)
        || matches!(u32::from(c), 0xad | 0x200b..=0x201f | 0x202a..=0x202e | 0x2060..=0x206f | 0xfeff)
}

/// Whether a web address starts here, be it in the middle of a word.
fn is_web_address(text: &str) -> bool {
    ["http://", "https://", "ftp://"].iter().any(|scheme| text.starts_with(scheme))
}

/// Length of an address that a text starts with: up to a blank, a pipe or what closes a link.
fn address(text: &str) -> Option<usize> {
    const SCHEMES: [&str; 5] = ["https://", "http://", "ftp://", "mailto:", "www."];
    let bytes = text.as_bytes();
    let is = |scheme: &&str| {
        bytes.get(..scheme.len()).is_some_and(|b| b.eq_ignore_ascii_case(scheme.as_bytes()))
    };
    SCHEMES.iter().find(|scheme| is(scheme))?;
    let ends = |c: char| c.is_whitespace() || matches!(c, '|' | ')' | '>' | '"' | '<' | '）' | ']');
    Some(text.find(ends).unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(raw: &str) -> Vec<&str> {
        Inventory::of(raw).marks.into_iter().map(|mark| &raw[mark]).collect()
    }

    fn words(raw: &str) -> Vec<&str> {
        Inventory::of(raw).words.into_iter().map(|word| &raw[word]).collect()
    }

    #[test]
    fn marks_of_every_kind_are_seen() {
        for (raw, expected) in [
            ("name<sup>1</sup><a id='k'></a>", vec!["<sup>", "</sup>", "<a id='k'>", "</a>"]),
            ("[a](b_(c).md \"t\") ![](d)", vec!["[", "](b_(c).md \"t\")", "![", "](d)"]),
            ("[a] (https://x.y/z) www.q.r", vec!["[", "]", "(", "https://x.y/z", ")", "www.q.r"]),
            ("[a](https://x.y/z b", vec!["[", "]", "(", "https://x.y/z"]),
            ("имя[^1] ¹ ① ※ †", vec!["[^1]", "¹", "①", "※", "†"]),
            ("h {#top} {:.x}", vec!["{#top}", "{:.x}"]),
            ("[!INCLUDE [a](b.md)]", vec!["[!INCLUDE", "[", "](b.md)", "]"]),
            ("[!INCL_dé [a](b.md)]", vec!["[!INCL_dé", "[", "](b.md)", "]"]),
            ("row:::https://a?b/c", vec![":::", "https://a?b/c"]),
            (":::rowhttps://a/c", vec![":::row", "https://a/c"]),
            ("{a https://a.b/c}d e", vec!["{", "https://a.b/c}d"]),
            (
                ":::no-loc text=\"a_b\"::: :::row:::",
                vec![":::no-loc text=\"", "\":::", ":::row:::"],
            ),
            (":::no-loc x", vec![":::no-loc"]),
            ("seehttps://x.y/z", vec!["https://x.y/z"]),
            ("a&nbsp;b&#39; c & d", vec!["&nbsp;", "&#39;", "&"]),
            ("a = %b% $x$ c@d #1 + ~e ^ f < g", {
                vec!["=", "%", "%", "$", "$", "@", "#", "+", "~", "^", "<"]
            }),
            ("имя＝％ ключª 鍵ᵃ", vec!["＝", "％", "ª", "ᵃ"]),
            ("**a** `b` ``c``", vec!["*", "*", "*", "*", "`", "`", "``", "``"]),
            ("_a_b_º __c__", vec!["_", "_", "º", "__", "__"]),
            ("device\\|s a\\_b", vec!["\\|"]),
            ("（旧） 【新】", vec!["（", "）", "【", "】"]),
            ("Topic, “a”: b…", vec![]),
        ] {
            assert_eq!(marks(raw), expected, "{raw}");
        }
    }

    #[test]
    fn what_never_closes_is_looked_for_once() {
        for piece in ["<a ", "](", "{", "[^a", ":::a b=\"", "&a", "[!", "\\", "{://"] {
            let raw = piece.repeat(20_000) + "}";
            let start = std::time::Instant::now();
            Inventory::of(&raw);
            assert!(start.elapsed().as_secs() < 2, "{piece}");
        }
    }

    #[test]
    fn words_of_every_script() {
        assert_eq!(words("device\\_family, имя¹ का"), ["device\\_family", "имя", "का"]);
        assert_eq!(words("设备UDID名"), ["设备", "UDID", "名"]);
        assert_eq!(words("l’appareil (UDID)"), ["l", "appareil", "UDID"]);
        assert_eq!(words("_a_b_ имя\\_ ___ \\_c"), ["a_b", "имя\\_", "\\_c"]);
    }
}
