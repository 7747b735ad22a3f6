//! Tables: cells, rows, and what a Markdown parser would hide (padded and dropped cells).

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::text::Text;

use super::inline::{Collector, Inline, trim};
use super::{Problem, ProblemKind};

/// A GFM table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The header row.
    pub header: Row,
    /// The data rows.
    pub rows: Vec<Row>,
    /// Bytes of the table.
    pub range: Range<usize>,
    /// Whether a Markdown renderer shows it as a table.
    pub rendered: bool,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// As many cells as the header has, unless the row is short.
    pub cells: Vec<Cell>,
    /// Cells beyond those of the header; a renderer drops them.
    pub excess: Vec<Range<usize>>,
    /// Bytes of the row, without line end.
    pub range: Range<usize>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Its text.
    pub inline: Inline,
}

impl Cell {
    /// Text without markup and surrounding blanks.
    pub fn text(&self) -> &str {
        self.inline.trimmed()
    }

    /// The same with its forms.
    pub fn forms(&self) -> Text<'_> {
        self.inline.forms()
    }
}

impl Table {
    /// Whether the line under the header is a delimiter row as every renderer wants it, with
    /// nothing but dashes between the colons of a cell. Our parser takes `| - - |` for one.
    /// A table in HTML needs none.
    pub fn is_delimited(&self, file: &str) -> bool {
        let Some(rest) = file.get(self.header.range.end..self.range.end) else { return true };
        let Some(line) = rest.split('\n').nth(1) else { return true };
        let line = line.trim_start_matches([' ', '\t', '>']).trim_end();
        let is_drawn = |cell: &str| {
            let cell = cell.trim();
            let cell = cell.strip_prefix(':').unwrap_or(cell);
            let cell = cell.strip_suffix(':').unwrap_or(cell);
            !cell.is_empty() && cell.bytes().all(|byte| byte == b'-')
        };
        let line = line.strip_prefix('|').unwrap_or(line);
        let line = line.strip_suffix('|').unwrap_or(line);
        let html = file.get(self.range.clone()).is_some_and(|table| table.starts_with('<'));
        html || line.split('|').all(is_drawn)
    }
}

/// All tables that a Markdown parser sees in `range` of the file.
pub(super) fn parse_tables(
    file: &str,
    range: Range<usize>,
    problems: &mut Vec<Problem>,
) -> Vec<Table> {
    let mut builder = Builder { file, problems, tables: Vec::new(), row: None, cell: None };
    let parser = Parser::new_ext(&file[range.clone()], Options::ENABLE_TABLES).into_offset_iter();
    for (event, at) in parser {
        builder.event(&event, at.start + range.start..at.end + range.start);
    }
    let mut tables = builder.tables;
    for table in &mut tables {
        table.rendered = table.is_delimited(file);
    }
    tables
}

struct Builder<'a, 'p> {
    file: &'a str,
    problems: &'p mut Vec<Problem>,
    tables: Vec<Table>,
    row: Option<Row>,
    cell: Option<Collector<'a>>,
}

impl Builder<'_, '_> {
    fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::Table(_)) => {
                let empty =
                    Row { cells: Vec::new(), excess: Vec::new(), range: range.start..range.start };
                let range = trim(self.file, range);
                self.tables.push(Table { header: empty, rows: Vec::new(), range, rendered: true });
            }
            Event::Start(Tag::TableHead | Tag::TableRow) => {
                self.row = Some(Row {
                    cells: Vec::new(),
                    excess: Vec::new(),
                    range: trim(self.file, range),
                });
            }
            Event::Start(Tag::TableCell) => {
                // A parser pads a missing cell with an empty range.
                self.cell = (!range.is_empty()).then(|| Collector::new(self.file, range));
            }
            Event::End(TagEnd::TableCell) => {
                if let Some((cell, row)) = self.cell.take().zip(self.row.as_mut()) {
                    row.cells.push(Cell { inline: cell.finish() });
                }
            }
            Event::End(TagEnd::TableHead) => {
                if let Some((row, table)) = self.row.take().zip(self.tables.last_mut()) {
                    table.header = row;
                }
            }
            Event::End(TagEnd::TableRow) => self.end_row(),
            event => {
                if let Some(cell) = &mut self.cell {
                    cell.event(event, range);
                }
            }
        }
    }

    fn end_row(&mut self) {
        let Some((mut row, table)) = self.row.take().zip(self.tables.last_mut()) else { return };
        let raw = raw_cells(self.file, row.range.clone());
        if raw.len() < 2 && !self.file[row.range.clone()].contains('|') {
            self.problems
                .push(Problem { kind: ProblemKind::ProseInTable, range: row.range.clone() });
            return;
        }
        row.excess = raw.into_iter().skip(table.header.cells.len()).collect();
        table.rows.push(row);
    }
}

/// The cells of a row as its unescaped pipes cut it, whatever the header says.
pub(super) fn raw_cells(file: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let range = trim(file, range);
    let line = &file[range.clone()];
    let mut cuts = Vec::new();
    let mut escaped = false;
    for (at, byte) in line.bytes().enumerate() {
        if byte == b'|' && !escaped {
            cuts.push(at);
        }
        escaped = byte == b'\\' && !escaped;
    }
    let mut cells = Vec::with_capacity(cuts.len() + 1);
    let mut start = 0;
    for cut in cuts.iter().copied().chain(std::iter::once(line.len())) {
        let outer = (start == 0 && cut == 0) || (start == line.len() && cut == line.len());
        if !outer {
            cells.push(trim(file, range.start + start..range.start + cut));
        }
        start = cut + 1;
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(line: &str) -> Vec<&str> {
        raw_cells(line, 0..line.len()).into_iter().map(|r| &line[r]).collect()
    }

    #[test]
    fn unescaped_pipes_cut_a_row() {
        assert_eq!(cells("| a | b \\| c |"), ["a", "b \\| c"]);
        assert_eq!(cells("a | b | "), ["a", "b"]);
        assert_eq!(cells("| a || b |"), ["a", "", "b"]);
        assert_eq!(cells("|  |"), [""]);
        assert_eq!(cells("|"), Vec::<&str>::new());
    }

    #[test]
    fn padded_and_dropped_cells_are_seen() {
        let file = "| A | B |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |\n| 1 |  |\nprose\n";
        let mut problems = Vec::new();
        let tables = parse_tables(file, 0..file.len(), &mut problems);
        let rows = &tables[0].rows;
        assert_eq!(
            rows.iter().map(|r| (r.cells.len(), r.excess.len())).collect::<Vec<_>>(),
            [(1, 0), (2, 1), (2, 0)]
        );
        assert_eq!(&file[rows[1].excess[0].clone()], "3");
        assert_eq!(problems[0].kind, ProblemKind::ProseInTable);
        assert_eq!(&file[problems[0].range.clone()], "prose");
    }
}
