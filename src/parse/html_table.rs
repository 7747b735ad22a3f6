//! Tables that are written in HTML inside Markdown. Every renderer shows them, so they are read
//! like any other: header, rows and cells, each with its bytes.
//!
//! The innermost of nested tables is taken; one around it only lays it out. A cell over several
//! columns is followed by empty ones, a cell over several rows stands in each of them.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag as Mark, TagEnd};

use super::html::{Tag, Token, Tokens};
use super::inline::{Collector, Inline, parse_inline, trim};
use super::table::{Cell, Row, Table};

/// Most columns of one cell.
const WIDEST: usize = 20;
/// Longest cell, in bytes, that is repeated in each row that it spans.
const REPEATED: usize = 1000;

/// The tables that start in one of the ranges of a file that are HTML, in order.
pub(super) fn html_tables(file: &str, html: &[Range<usize>], end: usize) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    let mut done = 0;
    for range in html {
        let start = range.start.max(done);
        if start >= range.end || !opens_table(&file[range.clone()]) {
            continue;
        }
        let mut reader = Reader::default();
        for token in Tokens::new(file, start..end) {
            let at = match &token {
                Token::Text(range) | Token::Comment(range) => range.start,
                Token::Tag(tag) => tag.range.start,
            };
            // Behind the HTML that a table has begun in, only its own end is looked for.
            if at >= range.end && reader.table.is_none() {
                break;
            }
            done = at;
            if let Token::Tag(tag) = token {
                tables.extend(reader.tag(file, &tag));
            }
        }
    }
    tables
}

fn opens_table(html: &str) -> bool {
    let is_table = |(at, _): (usize, &str)| {
        html.get(at + 1..at + 6).is_some_and(|name| name.eq_ignore_ascii_case("table"))
    };
    html.match_indices('<').any(is_table)
}

/// A cell as its tags cut it.
struct RawCell {
    content: Range<usize>,
    columns: usize,
    rows: usize,
}

/// A row as its tags cut it.
struct RawRow {
    cells: Vec<RawCell>,
    range: Range<usize>,
    head: bool,
}

/// Reads the tags of one table.
#[derive(Default)]
struct Reader {
    /// Where the open table starts.
    table: Option<usize>,
    rows: Vec<RawRow>,
    head: bool,
    /// Where the content of the open cell starts, and over how many columns and rows it goes.
    cell: Option<(usize, usize, usize)>,
}

impl Reader {
    fn tag(&mut self, file: &str, tag: &Tag<'_>) -> Option<Table> {
        match (tag.name.as_str(), tag.closes) {
            ("table", false) => {
                *self = Reader { table: Some(tag.range.start), ..Reader::default() };
            }
            _ if self.table.is_none() => {}
            ("table", true) => {
                self.close_cell(tag.range.start);
                self.end_row(tag.range.start);
                let start = self.table.take()?;
                let rows = std::mem::take(&mut self.rows);
                return table(file, rows, start..tag.range.end);
            }
            ("thead", closes) => self.head = !closes,
            ("tr", false) => {
                self.close_cell(tag.range.start);
                self.end_row(tag.range.start);
                let (start, head) = (tag.range.start, self.head);
                self.rows.push(RawRow { cells: Vec::new(), range: start..start, head });
            }
            ("tr", true) => {
                self.close_cell(tag.range.start);
                self.end_row(tag.range.end);
            }
            ("td" | "th", closes) => {
                self.close_cell(tag.range.start);
                let number = |name| tag.attribute(name).and_then(|value| value.trim().parse().ok());
                let columns = number("colspan").unwrap_or(1_usize).clamp(1, WIDEST);
                let rows = number("rowspan").unwrap_or(1_usize).max(1);
                self.cell = (!closes).then_some((tag.range.end, columns, rows));
            }
            _ => {}
        }
        None
    }

    fn close_cell(&mut self, end: usize) {
        let Some((start, columns, rows)) = self.cell.take() else { return };
        if let Some(row) = self.rows.last_mut() {
            row.cells.push(RawCell { content: start..end, columns, rows });
        }
    }

    fn end_row(&mut self, end: usize) {
        if let Some(row) = self.rows.last_mut().filter(|row| row.range.is_empty()) {
            row.range.end = end;
        }
    }
}

/// The table of some rows: the last row of its head, or its first row, is the header.
fn table(file: &str, rows: Vec<RawRow>, range: Range<usize>) -> Option<Table> {
    let rows: Vec<RawRow> = rows.into_iter().filter(|row| !row.cells.is_empty()).collect();
    let header = rows.iter().rposition(|row| row.head).unwrap_or(0);
    let mut spanning: Vec<Option<(usize, Cell)>> = Vec::new();
    let mut read = Vec::with_capacity(rows.len());
    for row in &rows {
        read.push((row.head, read_row(file, row, &mut spanning)));
    }
    let head = (!read.is_empty()).then(|| read.remove(header).1)?;
    let width = head.cells.len();
    let rows = read.into_iter().filter(|(head, _)| !head).map(|(_, mut row)| {
        let excess = row.cells.split_off(row.cells.len().min(width));
        row.excess = excess.into_iter().map(|cell| cell.inline.source).collect();
        row
    });
    Some(Table { header: head, rows: rows.collect(), range, rendered: true })
}

/// The cells of a row, with those that reach into it from above.
fn read_row(file: &str, row: &RawRow, spanning: &mut Vec<Option<(usize, Cell)>>) -> Row {
    let mut cells: Vec<Cell> = Vec::new();
    let from_above = |cells: &mut Vec<Cell>, spanning: &mut Vec<Option<(usize, Cell)>>| {
        while let Some(open) = spanning.get_mut(cells.len()).filter(|open| open.is_some()) {
            let Some((left, cell)) = open.take() else { break };
            *open = (left > 1).then(|| (left - 1, cell.clone()));
            cells.push(cell);
        }
    };
    for raw in &row.cells {
        from_above(&mut cells, spanning);
        let cell = Cell { inline: read_cell(file, raw.content.clone()) };
        let end = cell.inline.source.end;
        let empty = || Cell { inline: Collector::new(file, end..end).finish() };
        let again = if raw.content.len() <= REPEATED { cell.clone() } else { empty() };
        for column in 0..raw.columns {
            if raw.rows > 1 {
                let reach = cells.len() + 1;
                spanning.resize(spanning.len().max(reach), None);
                let below = if column == 0 { again.clone() } else { empty() };
                spanning[reach - 1] = Some((raw.rows - 1, below));
            }
            cells.push(if column == 0 { cell.clone() } else { empty() });
        }
    }
    from_above(&mut cells, spanning);
    Row { cells, excess: Vec::new(), range: trim(file, row.range.clone()) }
}

/// The text of a cell. Between blank lines a cell holds Markdown again.
fn read_cell(file: &str, content: Range<usize>) -> Inline {
    let mut lines = file[content.clone()].split('\n').skip(1);
    let last = file[content.clone()].matches('\n').count();
    if lines.by_ref().take(last.saturating_sub(1)).any(|line| line.trim().is_empty()) {
        return parse_inline(file, trim(file, content));
    }
    let mut cell = Content { collector: Collector::new(file, content.clone()), file, link: None };
    for token in Tokens::new(file, trim(file, content)) {
        match token {
            Token::Text(range) => cell.text(range),
            Token::Tag(tag) => cell.tag(&tag),
            Token::Comment(_) => {}
        }
    }
    cell.collector.finish()
}

/// Collects the text of a cell.
struct Content<'a> {
    collector: Collector<'a>,
    file: &'a str,
    /// Target and start of the open link.
    link: Option<(String, usize)>,
}

impl Content<'_> {
    /// Text: line ends with the blanks around them are one blank, entities are decoded.
    fn text(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            let rest = &self.file[at..range.end];
            let blank = rest.len() - rest.trim_start().len();
            if rest[..blank].contains('\n') {
                self.collector.event(&Event::SoftBreak, at..at + blank);
                at += blank;
                continue;
            }
            let entity = entity(rest);
            let length = match &entity {
                Some((_, length)) => *length,
                None => {
                    let first = rest.chars().next().map_or(1, char::len_utf8);
                    first + rest[first..].find(['&', '\n']).unwrap_or(rest.len() - first)
                }
            };
            // The blanks before a line end go with it.
            let plain = &rest[..length];
            let kept = plain.trim_end_matches([' ', '\t', '\r']);
            let breaks = entity.is_none() && rest[length..].starts_with('\n') && !kept.is_empty();
            let length = if breaks { kept.len() } else { length };
            let text = entity.map_or_else(|| rest[..length].to_owned(), |(text, _)| text);
            self.collector.event(&Event::Text(text.into()), at..at + length);
            at += length;
        }
    }

    fn tag(&mut self, tag: &Tag<'_>) {
        match (tag.name.as_str(), tag.closes) {
            ("br" | "p" | "div" | "li" | "ul" | "ol", _) => {
                self.collector.event(&Event::SoftBreak, tag.range.clone());
            }
            ("b" | "strong" | "i" | "em" | "code" | "kbd", false) => {
                self.collector.event(&Event::Start(Mark::Strong), tag.range.clone());
            }
            ("b" | "strong" | "i" | "em" | "code" | "kbd", true) => {
                self.collector.event(&Event::End(TagEnd::Strong), tag.range.clone());
            }
            ("a", false) => {
                let target = tag.attribute("href").map(decoded);
                self.link = target.map(|target| (target, tag.range.start));
            }
            ("a", true) => {
                if let Some((target, start)) = self.link.take() {
                    self.link_to(target, start..tag.range.end);
                }
            }
            ("img", false) => {
                if let Some(target) = tag.attribute("src") {
                    self.link_to(decoded(target), tag.range.clone());
                }
            }
            _ => {}
        }
    }

    fn link_to(&mut self, target: String, range: Range<usize>) {
        let link = Mark::Link {
            link_type: LinkType::Inline,
            dest_url: target.into(),
            title: "".into(),
            id: "".into(),
        };
        self.collector.event(&Event::Start(link), range);
    }
}

/// Longest entity that there is, in bytes: `&CounterClockwiseContourIntegral;`.
const LONGEST_ENTITY: usize = 33;

/// The character that a text begins with as an entity, and how long the entity is. Markdown has the
/// same entities as HTML, so its parser knows them.
fn entity(text: &str) -> Option<(String, usize)> {
    let name = text.strip_prefix('&')?;
    let length = name.bytes().take(LONGEST_ENTITY).position(|byte| byte == b';')?;
    if !name[..length].bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#') {
        return None;
    }
    let written = &text[..length + 2];
    let texts = Parser::new(written).filter_map(|event| match event {
        Event::Text(text) => Some(text.into_string()),
        _ => None,
    });
    let decoded: String = texts.collect();
    (decoded != written).then_some((decoded, written.len()))
}

/// An attribute's value with its entities decoded.
fn decoded(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(first) = rest.chars().next() {
        let (piece, length) = match entity(rest) {
            Some(entity) => entity,
            None => (first.to_string(), first.len_utf8()),
        };
        text.push_str(&piece);
        rest = &rest[length..];
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(file: &str) -> Vec<Table> {
        html_tables(file, std::slice::from_ref(&(0..file.len())), file.len())
    }

    fn texts(file: &str) -> Vec<Vec<String>> {
        let tables = read(file);
        let rows = tables.iter().flat_map(|t| std::iter::once(&t.header).chain(&t.rows));
        rows.map(|row| row.cells.iter().map(|cell| cell.text().to_owned()).collect()).collect()
    }

    #[test]
    fn rows_and_cells_are_read_with_their_bytes() {
        let file = "<table class=\"a\">\n<thead><tr><th>K</th><th>値</th></tr></thead>\n<tbody>\n\
                    <tr><td><a href=\"x?a=1&amp;b=2\">ключ</a></td><td>a &amp; <b>б</b><br/>c\n  d</td></tr>\n\
                    </tbody></table>";
        assert_eq!(texts(file), [vec!["K", "値"], vec!["ключ", "a & б c d"]]);
        let table = &read(file)[0];
        let cells = &table.rows[0].cells;
        assert_eq!(&file[table.range.clone()], file);
        assert_eq!(&file[cells[0].inline.trimmed_source()], "ключ");
        assert_eq!(cells[0].inline.links[0].target, "x?a=1&b=2");
        assert_eq!(cells[1].inline.marked_texts().collect::<Vec<_>>(), ["б"]);
        let at = cells[1].inline.text.find('&').unwrap();
        assert_eq!(&file[cells[1].inline.source_range(at..at + 1)], "&amp;");
    }

    #[test]
    fn end_tags_may_lack_and_cells_may_span() {
        let file =
            "<TABLE><TR><TH>a<TH>b<TH>c<TR><TD rowspan=2>1<TD colspan=2>2<TR><TD>3<TD>4</TABLE>";
        assert_eq!(texts(file), [vec!["a", "b", "c"], vec!["1", "2", ""], vec!["1", "3", "4"]]);
        assert_eq!(
            texts("<table><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr></table>"),
            [["a"], ["b"]]
        );
        assert_eq!(
            texts("<table><tr><td><table><tr><td>in</td></tr></table></td></tr></table>"),
            [["in"]]
        );
        assert_eq!(texts("<table></table><table><tr><td>x"), Vec::<Vec<String>>::new());
    }

    #[test]
    fn markdown_between_blank_lines_is_markdown() {
        let file = "<table><tr><td>a</td></tr><tr><td>\n\n**b** `c`\n\n</td></tr></table>";
        assert_eq!(texts(file), [["a"], ["b c"]]);
    }

    #[test]
    fn entities_are_those_of_html() {
        assert_eq!(decoded("a&eacute;&#x41;&nbsp;&foo;&"), "aéA\u{a0}&foo;&");
    }
}
