//! Text without its markup, and the way back to the bytes it came from.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::text::{Forms, Text};

use super::directive::{Directive, directives_in, is_footnote_mark};

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
    forms: Forms,
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

    /// The text without surrounding blanks, with its forms.
    pub fn forms(&self) -> Text<'_> {
        Text::new(self.trimmed(), &self.forms)
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
    /// Where the text that is raised begins.
    raised: Option<usize>,
    /// Directives that are still to come, the next one last.
    directives: Vec<Directive>,
    /// Bytes of the directive that was met last.
    within: Range<usize>,
}

impl<'a> Collector<'a> {
    /// A collector for the text at `source` of `file`.
    pub(super) fn new(file: &'a str, source: Range<usize>) -> Self {
        let source = trim(file, source);
        let mut directives = directives_in(file, source.clone());
        directives.reverse();
        Collector {
            file,
            within: source.start..source.start,
            inline: Inline { source, ..Inline::default() },
            open_marks: Vec::new(),
            raised: None,
            directives,
        }
    }

    /// Takes one event; `range` is in bytes of the file.
    pub(super) fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        if self.within.start <= range.start && range.end <= self.within.end {
            return;
        }
        if matches!(event, Event::InlineHtml(_) | Event::Html(_)) {
            self.inline.html.push(range.clone());
        }
        match event {
            Event::Text(text) => self.text(text, range),
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                let start = self.inline.text.len();
                let inner = self.file[range.clone()]
                    .find(text.as_ref())
                    .map_or(range.clone(), |at| range.start + at..range.start + at + text.len());
                self.push(text, inner);
                self.inline.marked.push(start..self.inline.text.len());
            }
            Event::SoftBreak | Event::HardBreak => self.push(" ", range),
            Event::InlineHtml(html) => self.tag(&html.to_ascii_lowercase(), range),
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

    /// Takes text, of which directives are left out and shown as the reader sees them.
    fn text(&mut self, text: &str, range: Range<usize>) {
        let verbatim = self.file.get(range.clone()) == Some(text);
        let mut at = range.start.max(self.within.end.min(range.end));
        while let Some(next) = self.directives.last().filter(|next| next.range.start < range.end) {
            let next = next.clone();
            self.directives.pop();
            // One that began in code is none.
            if !verbatim || next.range.start < at {
                continue;
            }
            self.push(
                &text[at - range.start..next.range.start - range.start],
                at..next.range.start,
            );
            if let Some(value) = next.value.clone() {
                self.value(value);
            }
            at = next.range.end.min(range.end);
            self.within = next.range;
        }
        if at < range.end && (verbatim || at == range.start) {
            let skipped = if verbatim { at - range.start } else { 0 };
            self.push(&text[skipped..], at..range.end);
        }
    }

    /// Takes the value of a directive, in which quotes and pipes may be escaped.
    fn value(&mut self, value: Range<usize>) {
        let file = self.file;
        let mut at = value.start;
        for (offset, _) in file[value.clone()].match_indices('\\') {
            let escape = value.start + offset;
            let rest = &file[(escape + 1).min(value.end)..value.end];
            if escape < at || !rest.starts_with(['"', '\'', '|', '\\']) {
                continue;
            }
            self.push(&file[at..escape], at..escape);
            self.push(&rest[..1], escape..escape + 2);
            at = escape + 2;
        }
        self.push(&file[at..value.end], at..value.end);
    }

    /// Takes a tag in lower case. A line break is a blank, and the mark of a footnote is no text.
    fn tag(&mut self, tag: &str, range: Range<usize>) {
        if tag.starts_with("<br") {
            self.push(" ", range);
        } else if tag.starts_with("<sup") {
            self.raised = Some(self.inline.text.len());
        } else if tag.starts_with("</sup")
            && let Some(start) = self.raised.take()
        {
            let (before, raised) = self.inline.text.split_at(start);
            if is_footnote_mark(before, raised) {
                self.inline.text.truncate(start);
                self.inline.pieces.retain(|piece| piece.text.end <= start);
                self.inline.marked.retain(|marked| marked.end <= start);
            }
        }
    }

    fn push(&mut self, text: &str, source: Range<usize>) {
        if text.is_empty() {
            return;
        }
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

/// Reads a text as the inside of a cell or block.
pub fn read_inline(text: &str) -> Inline {
    parse_inline(text, 0..text.len())
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

    /// Text and the bytes that its words came from.
    fn read(file: &str) -> (String, Vec<&str>) {
        let inline = parse_inline(file, 0..file.len());
        let base = inline.text.as_ptr() as usize;
        let bytes = |word: &str| {
            let at = word.as_ptr() as usize - base;
            &file[inline.source_range(at..at + word.len())]
        };
        let words = inline.text.split_whitespace().map(bytes).collect();
        (inline.text.clone(), words)
    }

    #[test]
    fn what_is_not_to_be_translated_is_its_text() {
        let (text, bytes) = read(":::no-loc text=\"server_name\":::");
        assert_eq!((text.as_str(), bytes), ("server_name", vec!["server_name"]));
        let (text, bytes) = read("# サーバー :::no-loc text='Hub Lamp'::: から");
        assert_eq!(text, "サーバー Hub Lamp から");
        assert_eq!(bytes, ["サーバー", "Hub", "Lamp", "から"]);
        let (text, bytes) = read(r#"**:::no-loc id="_a_" text="a \"_b_\" c":::**, d"#);
        assert_eq!(text, r#"a "_b_" c, d"#);
        assert_eq!(bytes, ["a", r#"\"_b_\""#, r#"c":::**,"#, "d"]);
        assert_eq!(read("`:::no-loc text=\"x\":::`").0, ":::no-loc text=\"x\":::");
        assert_eq!(read("a :::no-loc text=\"*b* <i> &amp;\"::: *c*").0, "a *b* <i> &amp; c");
    }

    #[test]
    fn directives_and_marks_of_footnotes_are_no_text() {
        assert_eq!(read("a :::image source=\"x_y_z.svg\" alt-text=\"An *icon*\"::: b").0, "a  b");
        assert_eq!(read("server_name<sup>1</sup>, `x`<SUP>(2)</SUP>").0, "server_name, x");
        assert_eq!(read("10<sup>6</sup> m, the 5<sup>th</sup>").0, "106 m, the 5th");
        assert_eq!(read("имя[^1] org_name¹").0, "имя org_name");
    }
}
