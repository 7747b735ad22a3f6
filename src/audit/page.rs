//! One document in one language at one revision, with everything that is known about it.

use std::ops::Range;
use std::sync::OnceLock;

use jiff::civil::Date;

use crate::align::Match;
use crate::catalog::model::ColumnRole;
use crate::catalog::{Catalog, FieldIx};
use crate::identify::{Columns, Language};
use crate::parse::{Cell, ParsedDocument, Row, Table};
use crate::source::{FileId, Span};
use crate::text::Text;

use super::editions::{PageEdition, PageRef, front_matter_date};
use super::statements::StatementMatch;

/// A recognised document.
#[derive(Debug)]
pub struct Page {
    /// The file.
    pub file: FileId,
    /// Its path as shown.
    pub path: String,
    /// Its structure.
    pub parsed: ParsedDocument,
    /// Byte ranges that were not valid UTF-8.
    pub invalid_bytes: Vec<Range<usize>>,
    /// Index into [`Catalog::documents`].
    pub document: usize,
    /// Whether front matter, file name or title says which document it is.
    pub declared: bool,
    /// Its language.
    pub language: Language,
    /// Whether it is in the language that translations are made from.
    pub is_source: bool,
    /// Its tables that disclose data, with their columns.
    pub tables: Vec<(usize, Columns)>,
    /// The data rows of those tables, in order.
    pub rows: Vec<PageRow>,
    /// By row of the catalog the first of [`Page::rows`] that stands for it.
    pub(super) by_reference: Vec<Option<usize>>,
    /// One entry per statement of the catalog's document, in its order.
    pub statements: Vec<StatementMatch>,
    /// The source edition.
    pub edition: PageEdition,
}

/// A data row and what it stands for.
#[derive(Debug)]
pub struct PageRow {
    /// 1-based number among the page's data rows.
    pub number: usize,
    /// Index into [`Page::tables`].
    pub table: usize,
    /// Index into the table's rows.
    pub index: usize,
    /// Column of each of its cells, where a lost cell has moved them; otherwise empty.
    pub places: Vec<usize>,
    /// What it stands for; the reference is [`Catalog::rows_of_flow`].
    pub matched: Match,
    /// The catalog fields it claims; empty when it stands for nothing sure.
    pub fields: Vec<FieldIx>,
    /// Cells of other languages for those of the row, when they have been looked for.
    pub elsewhere: Elsewhere,
}

/// Indices of a page among those of the run and of a row among those of the page.
pub type Place = (usize, usize);

/// By column, for each other language the index of its page among those of the run and that of its
/// row.
#[derive(Debug, Default)]
pub struct Elsewhere([OnceLock<Box<[Place]>>; ColumnRole::COUNT]);

impl Elsewhere {
    /// What has been found for a column, or what `find` finds.
    pub fn of(&self, role: ColumnRole, find: impl FnOnce() -> Vec<Place>) -> &[Place] {
        self.0[role as usize].get_or_init(|| find().into())
    }
}

/// A cell together with where it is.
#[derive(Debug, Clone, Copy)]
pub struct CellRef<'a> {
    /// The cell.
    pub cell: &'a Cell,
    /// The row it is in.
    pub row: &'a PageRow,
    /// The file.
    pub file: FileId,
}

impl<'a> CellRef<'a> {
    /// Text without markup and surrounding blanks.
    pub fn text(&self) -> &'a str {
        self.cell.text()
    }

    /// The same with its forms.
    pub fn forms(&self) -> Text<'a> {
        self.cell.forms()
    }

    /// The bytes that the text came from.
    pub fn span(&self) -> Span {
        let range = self.cell.inline.trimmed_source();
        Span::new(self.file, range.start, range.end)
    }

    /// The bytes that a range of the cell's untrimmed text ([`crate::parse::Inline::text`]) came
    /// from.
    pub fn span_of(&self, text: Range<usize>) -> Span {
        let range = self.cell.inline.source_range(text);
        Span::new(self.file, range.start, range.end)
    }
}

/// The source text of a cell of a translation.
#[derive(Debug, Clone, Copy)]
pub struct SourceCell<'a> {
    /// The page that holds it.
    pub page: PageRef,
    /// The cell.
    pub cell: CellRef<'a>,
    /// Whether this is surely the text that the translation was made from, so that a difference
    /// cannot come from a later change of the source.
    pub exact: bool,
}

impl Page {
    /// Locale tag.
    pub fn locale(&self) -> &str {
        &self.language.tag
    }

    /// The parsed row behind a page row.
    pub fn row(&self, row: &PageRow) -> &Row {
        &self.parsed.tables[self.tables[row.table].0].rows[row.index]
    }

    /// The table that a page row is in.
    pub fn table(&self, row: &PageRow) -> &Table {
        &self.parsed.tables[self.tables[row.table].0]
    }

    /// The cell of a row in the column with this role.
    pub fn cell<'a>(&'a self, row: &'a PageRow, role: ColumnRole) -> Option<CellRef<'a>> {
        let column = self.tables[row.table].1.index(role)?;
        let place = if row.places.is_empty() {
            column
        } else {
            row.places.iter().position(|place| *place == column)?
        };
        let cell = self.row(row).cells.get(place)?;
        Some(CellRef { cell, row, file: self.file })
    }

    /// What the cell at an index of a row holds, in the column in which it stands or from which a
    /// lost cell has moved it.
    pub fn role(&self, row: &PageRow, index: usize) -> Option<ColumnRole> {
        let column = row.places.get(index).copied().unwrap_or(index);
        self.tables[row.table].1.role(column)
    }

    /// Text of a cell, empty where there is none.
    pub fn cell_text<'a>(&'a self, row: &'a PageRow, role: ColumnRole) -> &'a str {
        self.cell(row, role).map_or("", |cell| cell.text())
    }

    /// The row that stands for a row of the catalog.
    pub fn row_of(&self, reference: usize) -> Option<&PageRow> {
        self.by_reference.get(reference).copied().flatten().map(|row| &self.rows[row])
    }

    /// Span of a byte range of this file.
    pub fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range.start, range.end)
    }

    /// Span of a whole row.
    pub fn row_span(&self, row: &PageRow) -> Span {
        self.span(self.row(row).range.clone())
    }

    /// Where to point when something is missing from the page as a whole: its first line of body.
    pub fn top(&self) -> Span {
        let block = self.parsed.blocks.first().map(|b| b.inline.source.clone());
        let table = self.parsed.tables.first().map(|t| t.header.range.clone());
        let range = block.or(table).unwrap_or(self.parsed.body.start..self.parsed.body.start);
        self.span(range)
    }

    /// The date that the page's front matter gives.
    pub fn front_matter_date(&self) -> Option<Date> {
        let front = self.parsed.front_matter.as_ref()?;
        ["ms.date", "date"].iter().find_map(|key| front_matter_date(&front.get(key)?.text))
    }

    /// Ids of the fields that a row claims.
    pub fn field_ids<'c>(&self, catalog: &'c Catalog, row: &PageRow) -> Vec<&'c str> {
        row.fields.iter().map(|ix| catalog.field(*ix).id.as_str()).collect()
    }

    /// Number of claims: a resolved row makes one per field, any other row one.
    pub fn claims(&self) -> usize {
        self.rows.iter().map(|row| row.fields.len().max(1)).sum()
    }

    /// Number of rows that stand for something sure.
    pub fn resolved(&self) -> usize {
        self.rows.iter().filter(|row| row.matched.row().is_some()).count()
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::{Input, assemble};

    use crate::load::decode;

    #[test]
    fn front_matter_dates() {
        let catalog = crate::builtin::catalog();
        let date = |front: &str| {
            let text = format!("---\n{front}\n---\n| Service | Message |\n|---|---|\n| x | y |\n");
            let path = format!("en-US/{}.md", catalog.documents[0].file_stems[0]);
            let file = decode(&path, text.into_bytes()).unwrap();
            let audit = assemble(
                &catalog,
                Input { files: vec![file], history: Vec::new(), ..Input::default() },
            );
            audit.pages[0].front_matter_date().map(|date| date.to_string())
        };
        assert_eq!(date("ms.date: 04/19/2018").as_deref(), Some("2018-04-19"));
        assert_eq!(date("date: 2021-06-01").as_deref(), Some("2021-06-01"));
        assert_eq!(date("title: x"), None);
    }
}
