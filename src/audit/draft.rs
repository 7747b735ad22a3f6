//! From a file that is recognised to a page: its language, its columns, its rows and statements.

use std::collections::BTreeMap;

use crate::align::Match;
use crate::catalog::{Catalog, Document};
use crate::identify::{Basis, Columns, Language, Pattern, identify_language, map_columns};
use crate::parse::ParsedDocument;
use crate::source::Sources;
use crate::text::language_of;

use super::assemble::{MAX_ROWS, Skip};
use super::page::Elsewhere;
use super::recognise::Recognised;
use super::short_rows::Contents;
use super::statements::find_statements;
use super::{EditionStatus, Page, PageEdition, PageRow};

/// What the tables of the source pages look like, by document; the newest of each first.
#[derive(Default)]
pub(super) struct Patterns(BTreeMap<usize, Vec<Pattern>>);

impl Patterns {
    /// Those of pages in the order of their dates.
    pub(super) fn of<'a>(pages: impl DoubleEndedIterator<Item = &'a Page>) -> Self {
        let mut patterns = Patterns::default();
        pages.rev().for_each(|page| patterns.add_page(page));
        patterns
    }

    /// Takes those of the source pages of the run before all others.
    pub(super) fn add(&mut self, pages: &[Page]) {
        let mut own = Patterns::default();
        pages.iter().filter(|page| page.is_source).for_each(|page| own.add_page(page));
        for (document, mut patterns) in std::mem::take(&mut own.0) {
            let older = self.0.entry(document).or_default();
            patterns.append(older);
            *older = patterns;
        }
    }

    fn add_page(&mut self, page: &Page) {
        let tables = page
            .tables
            .iter()
            .map(|(table, columns)| Pattern::of(&page.parsed.tables[*table], columns));
        self.0.entry(page.document).or_default().extend(tables);
    }

    /// The pattern for a table of this width: one of the same width if there is one.
    fn find(&self, document: usize, width: usize) -> Option<&Pattern> {
        let all = self.0.get(&document)?;
        all.iter().find(|pattern| pattern.width() == width).or_else(|| all.first())
    }
}

/// A page whose document and language are known.
pub(super) struct Draft {
    page: Recognised,
    language: Language,
    pub(super) is_source: bool,
}

impl Draft {
    pub(super) fn new(catalog: &Catalog, page: Recognised) -> Self {
        let path = page.decoded.file.path();
        let language = identify_language(catalog, path, &page.parsed, &prose(&page.parsed));
        let is_source = is_source(catalog, &language);
        Draft { page, language, is_source }
    }

    pub(super) fn path(&self) -> &str {
        self.page.decoded.file.path()
    }

    /// Reads columns, rows and statements.
    pub(super) fn build(
        self,
        catalog: &Catalog,
        sources: &mut Sources,
        patterns: &Patterns,
    ) -> Result<Page, Skip> {
        let Draft { page: Recognised { decoded, parsed, found }, language, is_source } = self;
        let document = &catalog.documents[found.document];
        let tables: Vec<_> = parsed
            .tables
            .iter()
            .enumerate()
            .filter_map(|(index, table)| {
                let like = patterns.find(found.document, table.header.cells.len());
                let like = like.filter(|_| !is_source);
                Some((index, map_columns(catalog, document, table, like)?))
            })
            .collect();
        let rows = page_rows(catalog, document, &parsed, &tables);
        if rows.len() > MAX_ROWS {
            return Err(Skip::TooManyRows(rows.len()));
        }
        let statements = find_statements(catalog, document, &parsed, &tables);
        let path = decoded.file.path().to_owned();
        let file = sources.add(decoded.file);
        Ok(Page {
            file,
            path,
            parsed,
            invalid_bytes: decoded.invalid,
            document: found.document,
            declared: found.declared,
            language,
            is_source,
            tables,
            rows,
            by_reference: Vec::new(),
            statements,
            edition: PageEdition {
                status: EditionStatus::Unknown,
                known: None,
                fitting: None,
                newest: None,
                handoff: None,
            },
        })
    }
}

/// Whether a page is in the language that translations are made from. Where only its text says so,
/// it must say so surely: other pages are measured by a source page.
fn is_source(catalog: &Catalog, language: &Language) -> bool {
    let own = language.tag == catalog.source_locale
        || (language_of(&catalog.source_locale) == language.tag && !language.tag.contains('-'));
    own && (language.basis != Basis::Text || language.spoken().is_some())
}

/// The data rows of the tables that disclose data, in order, none matched yet.
fn page_rows(
    catalog: &Catalog,
    document: &Document,
    parsed: &ParsedDocument,
    tables: &[(usize, Columns)],
) -> Vec<PageRow> {
    let mut rows = Vec::new();
    for (table, (number, columns)) in tables.iter().enumerate() {
        let parsed = &parsed.tables[*number];
        let contents = Contents::new(catalog, document, parsed, columns);
        for (index, row) in parsed.rows.iter().enumerate() {
            let places = contents.places(row).unwrap_or_default();
            let number = rows.len() + 1;
            let (matched, fields) = (Match::None, Vec::new());
            let elsewhere = Elsewhere::default();
            rows.push(PageRow { number, table, index, places, matched, fields, elsewhere });
        }
    }
    rows
}

/// Text for language detection: all prose, and of the tables the longest cell of each row. No text
/// may outweigh the others by its length, so each counts with its beginning.
fn prose(parsed: &ParsedDocument) -> String {
    let blocks = parsed.blocks.iter().map(|b| b.inline.trimmed());
    let cells = parsed.tables.iter().flat_map(|t| &t.rows).filter_map(|row| {
        row.cells.iter().map(crate::parse::Cell::text).max_by_key(|text| text.len())
    });
    let starts = blocks.chain(cells).map(|text| text.chars().take(80).collect::<String>());
    starts.collect::<Vec<_>>().join("\n")
}
