//! Text without its markup, and the way back to the bytes it came from.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Plain text of a cell or block, with links and marked parts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inline {
    /// The text without markup.
    pub text: String,
    /// Links and images, in order.
    pub links: Vec<Link>,
    /// Ranges of `text` that are set in bold, italics or code.
    pub marked: Vec<Range<usize>>,
    /// Bytes in the file of its raw HTML, in order: a tag or comment each, or a block of several lines.
    pub html: Vec<Range<usize>>,
    /// Byte range in the file, without surrounding blanks.
    pub source: Range<usize>,
    pieces: Vec<Piece>,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Target as written.
    pub target: String,
    /// Bytes of the whole link in the file.
    pub source: Range<usize>,
}

/// A run of text and where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    text: Range<usize>,
    source: Range<usize>,
}

impl Inline {
    /// Bytes of the file that a range of `text` came from.
    pub fn source_range(&self, text: Range<usize>) -> Range<usize> {
        let start = self.source_of(text.start, false).unwrap_or(self.source.start);
        let end = self.source_of(text.end, true).unwrap_or(self.source.end);
        start..end.max(start)
    }

    /// The range of `text` that came from bytes of the file: the way back from
    /// [`Inline::source_range`]. Nothing where no character of the text came from there.
    pub fn text_range(&self, source: Range<usize>) -> Option<Range<usize>> {
        let mut found: Option<Range<usize>> = None;
        for piece in &self.pieces {
            let start = piece.source.start.max(source.start);
            let end = piece.source.end.min(source.end);
            if start >= end {
                continue;
            }
            let part = if piece.text.len() == piece.source.len() {
                let base = piece.text.start;
                base + start - piece.source.start..base + end - piece.source.start
            } else {
                piece.text.clone()
            };
            let first = found.map_or(part.start, |range| range.start);
            found = Some(first..part.end);
        }
        let inside = |at: usize| crate::source::floor_char_boundary(&self.text, at);
        found.map(|range| inside(range.start)..inside(range.end)).filter(|range| !range.is_empty())
    }

    fn source_of(&self, at: usize, end: bool) -> Option<usize> {
        let first = self.pieces.partition_point(|p| p.text.end < at || (!end && p.text.end == at));
        let holds = |p: &&Piece| p.text.start < at || (!end && p.text.start == at);
        let piece = self.pieces.get(first).filter(holds)?;
        if piece.text.len() == piece.source.len() {
            Some(piece.source.start + at - piece.text.start)
        } else if end {
            Some(piece.source.end)
        } else {
            Some(piece.source.start)
        }
    }

    /// The text without surrounding blanks.
    pub fn trimmed(&self) -> &str {
        self.text.trim()
    }

    /// Bytes of the file that the trimmed text came from.
    pub fn trimmed_source(&self) -> Range<usize> {
        let trimmed = self.text.trim();
        if trimmed.is_empty() {
            return self.source.clone();
        }
        let start = self.text.len() - self.text.trim_start().len();
        self.source_range(start..start + trimmed.len())
    }

    /// The marked parts of the text.
    pub fn marked_texts(&self) -> impl Iterator<Item = &str> {
        self.marked.iter().map(|range| self.text[range.clone()].trim())
    }
}

/// Collects an [`Inline`] from Markdown events.
pub(super) struct Collector<'a> {
    file: &'a str,
    inline: Inline,
    open_marks: Vec<usize>,
}

impl<'a> Collector<'a> {
    /// A collector for the text at `source` of `file`.
    pub(super) fn new(file: &'a str, source: Range<usize>) -> Self {
        let source = trim(file, source);
        Collector { file, inline: Inline { source, ..Inline::default() }, open_marks: Vec::new() }
    }

    /// Takes one event; `range` is in bytes of the file.
    pub(super) fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        if matches!(event, Event::InlineHtml(_) | Event::Html(_)) {
            self.inline.html.push(range.clone());
        }
        match event {
            Event::Text(text) => self.push(text, range),
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                let start = self.inline.text.len();
                let inner = self.file[range.clone()]
                    .find(text.as_ref())
                    .map_or(range.clone(), |at| range.start + at..range.start + at + text.len());
                self.push(text, inner);
                self.inline.marked.push(start..self.inline.text.len());
            }
            Event::SoftBreak | Event::HardBreak => self.push(" ", range),
            Event::InlineHtml(html) if html.to_ascii_lowercase().starts_with("<br") => {
                self.push(" ", range)
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                self.inline.links.push(Link { target: dest_url.to_string(), source: range });
            }
            Event::Start(Tag::Strong | Tag::Emphasis) => {
                self.open_marks.push(self.inline.text.len())
            }
            Event::End(TagEnd::Strong | TagEnd::Emphasis) => {
                if let Some(start) = self.open_marks.pop() {
                    self.inline.marked.push(start..self.inline.text.len());
                }
            }
            _ => {}
        }
    }

    fn push(&mut self, text: &str, source: Range<usize>) {
        let start = self.inline.text.len();
        self.inline.text.push_str(text);
        self.inline.pieces.push(Piece { text: start..self.inline.text.len(), source });
    }

    /// The collected text.
    pub(super) fn finish(self) -> Inline {
        self.inline
    }
}

/// Parses a range of the file as running text.
pub(super) fn parse_inline(file: &str, range: Range<usize>) -> Inline {
    let mut collector = Collector::new(file, range.clone());
    let slice = &file[range.clone()];
    for (event, at) in Parser::new_ext(slice, Options::ENABLE_GFM).into_offset_iter() {
        collector.event(&event, at.start + range.start..at.end + range.start);
    }
    collector.finish()
}

/// The range without surrounding white space.
pub(super) fn trim(file: &str, range: Range<usize>) -> Range<usize> {
    let slice = &file[range.clone()];
    let start = range.start + slice.len() - slice.trim_start().len();
    start..(start + slice.trim().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_leads_back_to_its_bytes() {
        let file = "x **[a & b](t.md)** `c` d";
        let inline = parse_inline(file, 2..file.len());
        assert_eq!(inline.text, "a & b c d");
        assert_eq!(&file[inline.source_range(0..5)], "a & b");
        assert_eq!(&file[inline.source_range(6..7)], "c");
        for range in [0..5, 2..3, 6..7, 3..9] {
            assert_eq!(inline.text_range(inline.source_range(range.clone())), Some(range));
        }
        assert_eq!(inline.text_range(0..2), None);
        assert_eq!(inline.links[0].target, "t.md");
        assert_eq!(inline.marked_texts().collect::<Vec<_>>(), ["a & b", "c"]);
    }
}
