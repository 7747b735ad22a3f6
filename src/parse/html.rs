//! HTML cut into tags and text, as far as tables inside Markdown need it. Spans are bytes of the
//! file. Linear: no tag is looked for further than [`LONGEST_TAG`].

use std::ops::Range;

/// Most bytes of a tag; the longest in a corpus of 1,700 pages has 412.
const LONGEST_TAG: usize = 4096;

/// A piece of HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Text, not decoded.
    Text(Range<usize>),
    /// `<name …>` or `</name>`.
    Tag(Tag<'a>),
    /// A comment.
    Comment(Range<usize>),
}

/// A tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// Name in lower case.
    pub(super) name: String,
    /// Whether it closes.
    pub(super) closes: bool,
    /// What stands after the name.
    attributes: &'a str,
    /// Bytes from `<` to `>`.
    pub(super) range: Range<usize>,
}

impl<'a> Tag<'a> {
    /// The value of an attribute, not decoded.
    pub(super) fn attribute(&self, name: &str) -> Option<&'a str> {
        let mut rest = self.attributes;
        while let Some((key, after)) = rest.split_once('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (value, next) = match quote {
                Some(quote) => after[1..].split_once(quote)?,
                None => after.split_once(char::is_whitespace).unwrap_or((after, "")),
            };
            if key.split_whitespace().last().is_some_and(|key| key.eq_ignore_ascii_case(name)) {
                return Some(value);
            }
            rest = next;
        }
        None
    }
}

/// The tokens of a range of the file.
pub(super) struct Tokens<'a> {
    file: &'a str,
    at: usize,
    end: usize,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(file: &'a str, range: Range<usize>) -> Self {
        Tokens { file, at: range.start, end: range.end }
    }

    fn tag(&self) -> Option<Tag<'a>> {
        let rest = &self.file[self.at..self.end];
        let inner = rest.strip_prefix('<')?;
        let (closes, inner) = match inner.strip_prefix('/') {
            Some(inner) => (true, inner),
            None => (false, inner),
        };
        let length = inner.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if !inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let (name, attributes) = inner.split_at(length);
        let mut quote = None;
        let close = attributes.bytes().take(LONGEST_TAG).position(|byte| {
            match (quote, byte) {
                (None, b'>') => return true,
                (None, b'"' | b'\'') => quote = Some(byte),
                (Some(open), byte) if open == byte => quote = None,
                _ => {}
            }
            false
        })?;
        let end = self.at + (rest.len() - attributes.len()) + close + 1;
        Some(Tag {
            name: name.to_ascii_lowercase(),
            closes,
            attributes: attributes[..close].trim_end_matches('/'),
            range: self.at..end,
        })
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let rest = self.file.get(self.at..self.end).filter(|rest| !rest.is_empty())?;
        let start = self.at;
        if rest.starts_with("<!--") {
            self.at = rest.find("-->").map_or(self.end, |close| start + close + 3);
            return Some(Token::Comment(start..self.at));
        }
        if let Some(tag) = self.tag() {
            self.at = tag.range.end;
            return Some(Token::Tag(tag));
        }
        let next = rest.bytes().skip(1).position(|byte| byte == b'<');
        self.at = next.map_or(self.end, |next| start + 1 + next);
        Some(Token::Text(start..self.at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_texts_and_comments_follow_each_other() {
        let html = "a < b<BR/><td class='x>y' colspan = \"2\">é</td><!-- <p> -->c<";
        let tokens: Vec<Token<'_>> = Tokens::new(html, 0..html.len()).collect();
        let shown: Vec<&str> = tokens
            .iter()
            .map(|token| match token {
                Token::Text(range) | Token::Comment(range) => &html[range.clone()],
                Token::Tag(tag) => &html[tag.range.clone()],
            })
            .collect();
        assert_eq!(shown.concat(), html);
        let Some(Token::Tag(cell)) = tokens
            .iter()
            .find(|token| matches!(token, Token::Tag(tag) if tag.name == "td" && !tag.closes))
        else {
            panic!("no cell in {tokens:?}")
        };
        assert_eq!(cell.attribute("COLSPAN"), Some("2"));
        assert_eq!(cell.attribute("class"), Some("x>y"));
        assert_eq!(cell.attribute("x"), None);
    }
}
