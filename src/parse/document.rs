//! One file, parsed.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::source::SourceFile;

use super::blocks::{Block, parse_blocks};
use super::front_matter::{FrontMatter, split_front_matter};
use super::html_table::html_tables;
use super::locate::{lines, locate_tables, tabs_as_blanks};
use super::table::{Table, parse_tables};
use super::{Problem, ProblemKind};

/// The structure of a page.
#[derive(Debug, Default)]
pub struct ParsedDocument {
    /// Metadata at the top of the file.
    pub front_matter: Option<FrontMatter>,
    /// Prose, in order.
    pub blocks: Vec<Block>,
    /// Tables, in order.
    pub tables: Vec<Table>,
    /// What was odd.
    pub problems: Vec<Problem>,
    /// Bytes after the front matter.
    pub body: Range<usize>,
}

/// Parses a file. Never fails; see [`ParsedDocument::problems`].
pub fn parse(source: &SourceFile) -> ParsedDocument {
    let file = source.text();
    let mut problems = Vec::new();
    let (front_matter, body) = split_front_matter(file, source.bom_len(), &mut problems);
    let lines = lines(file, body.clone());
    let even = tabs_as_blanks(file, &lines);
    let file = even.as_ref();
    let markup = Markup::of(file, body.clone());
    let tables = find_tables(file, body.clone(), &lines, &markup, &mut problems);
    let mut skip = markup.hidden;
    skip.extend(tables.iter().map(|table| table.range.clone()));
    skip.sort_by_key(|range| range.start);
    let spaced = lines.iter().any(|line| line.text.trim().is_empty());
    let blocks = parse_blocks(file, &lines, &skip, spaced);
    ParsedDocument { front_matter, blocks, tables, problems, body }
}

fn find_tables(
    file: &str,
    body: Range<usize>,
    lines: &[super::locate::Line<'_>],
    markup: &Markup,
    problems: &mut Vec<Problem>,
) -> Vec<Table> {
    let body_end = body.end;
    let mut tables = parse_tables(file, body, problems);
    let ranges = |tables: &[Table]| -> Vec<Range<usize>> {
        tables.iter().map(|table| table.range.clone()).collect()
    };
    let markdown = ranges(&tables);
    let html = html_tables(file, &markup.html, body_end);
    tables.extend(html.into_iter().filter(|t| overlapping(&markdown, &t.range).is_none()));
    tables.sort_by_key(|table| table.range.start);
    let rendered = ranges(&tables);
    for range in locate_tables(lines) {
        let hidden = overlapping(&markup.hidden, &range).is_some();
        if hidden || overlapping(&rendered, &range).is_some() {
            continue;
        }
        let before = problems.len();
        for mut table in parse_tables(file, range, problems) {
            table.rendered = false;
            tables.push(table);
        }
        problems.truncate(before);
    }
    tables.sort_by_key(|table| table.range.start);
    cut_prose(&mut tables, problems);
    tables
}

/// Prose glued to the end is no part of a table.
fn cut_prose(tables: &mut [Table], problems: &[Problem]) {
    let prose: Vec<Range<usize>> = problems
        .iter()
        .filter(|problem| problem.kind == ProblemKind::ProseInTable)
        .map(|problem| problem.range.clone())
        .collect();
    for table in tables {
        if let Some(first) = overlapping(&prose, &table.range).map(|range| range.start) {
            table.range.end =
                table.rows.last().map_or(first, |row| row.range.end.min(first.max(row.range.end)));
        }
    }
}

/// The first of the ranges, which are in order and apart, that overlaps with another range.
fn overlapping<'a>(ranges: &'a [Range<usize>], other: &Range<usize>) -> Option<&'a Range<usize>> {
    let first = ranges.partition_point(|range| range.end <= other.start);
    ranges.get(first).filter(|range| range.start < other.end)
}

/// Parts of a page that are no Markdown.
#[derive(Default)]
struct Markup {
    /// Fenced and indented code, HTML comments, `<pre>` and its like: never prose, never a table.
    /// Other HTML blocks are read: what stands in a `<div>` is shown, though perhaps not as it was
    /// meant.
    hidden: Vec<Range<usize>>,
    /// HTML that is shown.
    html: Vec<Range<usize>>,
}

impl Markup {
    fn of(file: &str, body: Range<usize>) -> Self {
        let slice = &file[body.clone()];
        let mut markup = Markup::default();
        if !["```", "~~~", "<", "    ", "\t"].iter().any(|mark| slice.contains(mark)) {
            return markup;
        }
        let events = Parser::new_ext(slice, Options::ENABLE_TABLES).into_offset_iter();
        for (event, range) in events {
            let found = match event {
                Event::Start(Tag::CodeBlock(_)) => &mut markup.hidden,
                Event::Start(Tag::HtmlBlock) if is_opaque(&slice[range.clone()]) => {
                    &mut markup.hidden
                }
                Event::InlineHtml(html) if html.starts_with("<!--") => &mut markup.hidden,
                Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => &mut markup.html,
                _ => continue,
            };
            found.push(range.start + body.start..range.end + body.start);
        }
        markup
    }
}

/// Whether an HTML block is one whose inside is not shown, or shown as it is.
fn is_opaque(html: &str) -> bool {
    let start: String = html.trim_start().chars().take(10).collect::<String>().to_lowercase();
    ["<!", "<?", "<pre", "<script", "<style", "<textarea"].iter().any(|tag| start.starts_with(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tables(text: &str) -> Vec<bool> {
        let file = SourceFile::new("a.md", text.to_owned());
        parse(&file).tables.iter().map(|table| table.rendered).collect()
    }

    #[test]
    fn code_and_comments_hold_no_tables() {
        let table = "| a | b |\n|---|---|\n| c | d |\n";
        let indented =
            |with: &str| table.lines().map(|line| format!("{with}{line}\n")).collect::<String>();
        assert_eq!(tables(table), [true]);
        assert_eq!(tables(&format!("text\n\n{}", indented("    "))), [false; 0]);
        assert_eq!(tables(&format!("text\n\n{}", indented("\t"))), [false; 0]);
        assert_eq!(tables(&format!("```\n{table}```\n")), [false; 0]);
        assert_eq!(tables(&format!("<!--\n{table}-->\n")), [false; 0]);
        assert_eq!(tables(&format!("<PRE>\n{table}</PRE>\n")), [false; 0]);
        assert_eq!(tables(&format!("<div>\n{table}</div>\n")), [false]);
        assert_eq!(tables(&format!("<div>\n\n{table}\n</div>\n")), [true]);
    }
}
