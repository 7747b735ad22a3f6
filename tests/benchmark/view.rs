//! One untouched translation as the operators see it.

use std::ops::Range;

use flowproof::align::Match;
use flowproof::audit::{Audit, CellRef, Page, PageRow};
use flowproof::catalog::model::{ColumnRole, FieldRole, MessageRole};
use flowproof::catalog::{Field, LocaleTerms};
use flowproof::check::column_name;
use flowproof::finding::{Finding, Severity};

use crate::mutant::{Edit, Mutant, Place};

/// A translation with its findings, in company of all other pages.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// All untouched pages.
    pub audit: &'a Audit<'a>,
    /// All findings on them.
    pub findings: &'a [Finding],
    /// Other translations of the same pages.
    pub renderings: &'a Audit<'a>,
    /// The page.
    pub page: &'a Page,
    /// Its text.
    pub text: &'a str,
}

impl<'a> View<'a> {
    /// What the catalog knows of the language.
    pub fn terms(&self) -> Option<&'a LocaleTerms> {
        self.audit.catalog.locales.get(self.page.locale())
    }

    /// Language without region.
    pub fn language(&self) -> &'a str {
        self.page.locale().split('-').next().unwrap_or_default()
    }

    /// Whether the language is written without blanks.
    pub fn spaceless(&self) -> bool {
        matches!(self.language(), "zh" | "ja")
    }

    /// Complete rows that surely stand for a row of the catalog and are not there twice.
    pub fn rows(&self) -> Vec<&'a PageRow> {
        let page = self.page;
        let repeated = |reference: usize| {
            page.rows.iter().any(|row| row.matched == Match::Duplicate { reference })
        };
        page.rows
            .iter()
            .filter(|row| {
                let parsed = page.row(row);
                let width = page.table(row).header.cells.len();
                matches!(row.matched, Match::Row { reference, .. } if !repeated(reference))
                    && parsed.excess.is_empty()
                    && parsed.cells.len() == width
            })
            .collect()
    }

    /// Text of a cell.
    pub fn cell(&self, row: &'a PageRow, role: ColumnRole) -> &'a str {
        self.page.cell_text(row, role)
    }

    /// The cell itself.
    pub fn cell_ref(&self, row: &'a PageRow, role: ColumnRole) -> Option<CellRef<'a>> {
        self.page.cell(row, role)
    }

    /// A cell as it is written, markup included.
    pub fn raw(&self, row: &'a PageRow, role: ColumnRole) -> Option<(Range<usize>, &'a str)> {
        let range = self.page.cell(row, role)?.cell.inline.source.clone();
        let text = self.text.get(range.clone())?;
        (!text.is_empty()).then_some((range, text))
    }

    /// Bytes of a range of a cell's text, if the text stands there as it is.
    pub fn bytes(&self, cell: CellRef<'a>, text: Range<usize>) -> Option<Range<usize>> {
        let span = cell.span_of(text.clone());
        let same = self.text.get(span.start..span.end)? == cell.cell.inline.text.get(text)?;
        same.then_some(span.start..span.end)
    }

    /// The source page of the run.
    pub fn source(&self) -> Option<&'a Page> {
        self.audit.pages.iter().find(|p| p.is_source && p.document == self.page.document)
    }

    /// Text of the same cell on the source page.
    pub fn source_text(&self, row: &PageRow, role: ColumnRole) -> Option<&'a str> {
        let source = self.source()?;
        Some(source.cell_text(source.row_of(row.matched.row()?)?, role))
    }

    /// The only field that a row stands for.
    pub fn field(&self, row: &PageRow) -> Option<&'a Field> {
        match row.fields.as_slice() {
            [field] => Some(self.audit.catalog.field(*field)),
            _ => None,
        }
    }

    /// Rows whose field cell is a single wire key (or a single human label) without fault.
    pub fn rows_of(&self, role: FieldRole) -> Vec<&'a PageRow> {
        let mut rows = self.rows();
        rows.retain(|row| {
            let text = self.cell(row, ColumnRole::Field);
            self.field(row).is_some_and(|field| field.role == role)
                && self.is_clean(row, ColumnRole::Field)
                && (role == FieldRole::Label
                    || self.source_text(row, ColumnRole::Field) == Some(text))
        });
        rows
    }

    /// Rows whose message cell is a wire name as the source has it.
    pub fn rows_with_wire_message(&self) -> Vec<&'a PageRow> {
        let mut rows = self.rows();
        rows.retain(|row| {
            let text = self.cell(row, ColumnRole::Message);
            let message =
                self.field(row).and_then(|field| self.audit.catalog.message(&field.message));
            message.is_some_and(|m| m.role == MessageRole::Key && m.documented)
                && !text.is_empty()
                && self.source_text(row, ColumnRole::Message) == Some(text)
                && self.is_clean(row, ColumnRole::Message)
        });
        rows
    }

    /// Rows whose purpose cell is without fault.
    pub fn rows_with_purpose(&self) -> Vec<&'a PageRow> {
        let mut rows = self.rows();
        rows.retain(|row| {
            !self.cell(row, ColumnRole::Purpose).is_empty()
                && self.is_clean(row, ColumnRole::Purpose)
        });
        rows
    }

    /// Whether no finding at `warning` or above lies on a cell of the untouched page.
    pub fn is_clean(&self, row: &PageRow, role: ColumnRole) -> bool {
        !self.findings.iter().any(|f| {
            f.span.file == self.page.file
                && f.severity >= Severity::Warning
                && f.rows.contains(&row.number)
                && f.column.is_none_or(|column| column == column_name(role))
        })
    }

    /// Whether no such finding lies anywhere on a row.
    pub fn is_clean_row(&self, row: &PageRow) -> bool {
        use ColumnRole::{Field, Message, Purpose, Service};
        [Service, Message, Field, Purpose].iter().all(|role| self.is_clean(row, *role))
    }

    /// The same cell on the other translations of the page: language and text.
    pub fn elsewhere(&self, row: &PageRow, role: ColumnRole) -> Vec<(&'a str, &'a str)> {
        let Some(reference) = row.matched.row() else { return Vec::new() };
        self.audit
            .pages
            .iter()
            .filter(|p| {
                !p.is_source && p.document == self.page.document && p.path != self.page.path
            })
            .filter_map(|p| Some((p.locale(), p.cell_text(p.row_of(reference)?, role))))
            .filter(|(_, text)| !text.is_empty())
            .collect()
    }

    /// Whole line of a row, with its end.
    pub fn line(&self, row: &PageRow) -> Range<usize> {
        self.lines(self.page.row(row).range.clone())
    }

    /// The lines that a range touches, with the last one's end.
    pub fn lines(&self, range: Range<usize>) -> Range<usize> {
        let start = self.text[..range.start].rfind('\n').map_or(0, |at| at + 1);
        let last = range.end.max(range.start + 1).min(self.text.len());
        let rest = &self.text.as_bytes()[last - 1..];
        let end = rest.iter().position(|b| *b == b'\n').map_or(self.text.len(), |at| last + at);
        start..end
    }

    /// A change in one cell.
    pub fn in_cell(&self, row: &PageRow, role: ColumnRole, edits: Vec<Edit>) -> Mutant {
        Mutant::rows(vec![row.number], edits).column(column_name(role)).fields(self.ids(&[row]))
    }

    /// A cell replaced as a whole.
    pub fn replaced(&self, row: &'a PageRow, role: ColumnRole, text: &str) -> Option<Mutant> {
        let (range, _) = self.raw(row, role)?;
        Some(self.in_cell(row, role, vec![Edit::new(range, text)]))
    }

    /// The text of a cell replaced, its markup kept.
    pub fn retexted(&self, row: &'a PageRow, role: ColumnRole, text: &str) -> Option<Mutant> {
        let span = self.cell_ref(row, role)?.span();
        Some(self.in_cell(row, role, vec![Edit::new(span.start..span.end, text)]))
    }

    /// What people need to see of the cells that a change is in: source and untouched text.
    pub fn context(&self, mutant: &Mutant) -> String {
        let Place::Rows(rows) = &mutant.place else { return String::new() };
        let mut out = String::new();
        for row in rows.iter().filter_map(|number| self.page.rows.get(number - 1)).take(2) {
            let role = match mutant.column {
                Some("service") => ColumnRole::Service,
                Some("message") => ColumnRole::Message,
                Some("purpose") => ColumnRole::Purpose,
                _ => ColumnRole::Field,
            };
            let source = self.source_text(row, role).unwrap_or_default();
            let own = self.page.cell_text(row, role);
            let field = self.page.cell_text(row, ColumnRole::Field);
            out.push_str(&format!("    row {} {field}: {source} = {own}\n", row.number));
        }
        out
    }

    /// Ids of the fields of rows.
    pub fn ids(&self, rows: &[&PageRow]) -> Vec<String> {
        rows.iter()
            .flat_map(|row| self.page.field_ids(self.audit.catalog, row))
            .map(str::to_owned)
            .collect()
    }
}

/// Words of a text: runs of letters, digits and `_`, as byte ranges.
pub fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices() {
        if !(c.is_alphanumeric() || c == '_') {
            continue;
        }
        match words.last_mut() {
            Some(word) if word.end == at => word.end = at + c.len_utf8(),
            _ => words.push(at..at + c.len_utf8()),
        }
    }
    words
}

/// Letters and digits in lower case.
pub fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
