//! The pipeline: parse, identify, align, name editions.

use std::collections::{BTreeMap, BTreeSet};

use crate::align::{Match, align_rows};
use crate::catalog::{Catalog, Document, FieldIx, Row};
use crate::identify::{Columns, identify_language, identify_page, map_columns};
use crate::load::{Decoded, Revision, decode};
use crate::locale::language_of;
use crate::parse::{ParsedDocument, parse};
use crate::source::{FileId, SourceFile, Sources};

use super::contradiction::fitting_edition;
use super::editions::{edition_of, known_editions, newest_edition};
use super::reference::{document_rows, reference_rows};
use super::short_rows::Contents;
use super::statements::find_statements;
use super::{Audit, Disclosure, EditionStatus, Page, PageEdition, PageRef, PageRow};

/// What a run reads.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// Decoded candidate files.
    pub files: Vec<Decoded>,
    /// Revisions of source pages.
    pub history: Vec<Revision>,
    /// Other pages on the same data, to compare with.
    pub disclosures: Vec<Decoded>,
    /// Paths of the files that were met while folders were looked through.
    pub walked: BTreeSet<String>,
}

/// A file that is no document of the catalog.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// Path as shown.
    pub path: String,
    /// Why.
    pub reason: Skip,
}

/// Why a file is not a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Skip {
    /// It is a redirect: front matter without a page.
    Redirect,
    /// Neither its front matter nor its content is that of a document of the catalog.
    NotADocument,
    /// It cannot be read as text; the reason.
    Unreadable(String),
    /// Its tables have this many rows, more than [`MAX_ROWS`].
    TooManyRows(usize),
}

/// Most rows of a page that is checked. Every row is compared with every row of the catalog and
/// some rows with each other; the longest known page has 60.
pub const MAX_ROWS: usize = 5000;

impl std::fmt::Display for Skip {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Skip::Redirect => f.write_str("a redirect, no page"),
            Skip::NotADocument => f.write_str("no document of the catalog"),
            Skip::Unreadable(reason) => f.write_str(reason),
            Skip::TooManyRows(rows) => write!(
                f,
                "its tables have {rows} rows; pages with more than {MAX_ROWS} are not checked"
            ),
        }
    }
}

/// Runs the pipeline over all files.
pub fn assemble(catalog: &Catalog, input: Input) -> Audit<'_> {
    let mut sources = Sources::default();
    let catalog_files = catalog
        .files
        .iter()
        .map(|(path, text)| {
            let file =
                SourceFile::with_digest(format!("catalog/{path}"), text.clone(), String::new());
            (path.clone(), sources.add(file))
        })
        .collect();
    let mut pages = Vec::new();
    let mut skipped = Vec::new();
    for decoded in input.files {
        let path = decoded.file.path().to_owned();
        match recognise(catalog, &mut sources, decoded) {
            Ok(page) => pages.push(page),
            Err(reason) => skipped.push(Skipped { path, reason }),
        }
    }
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    let mut history = recognise_history(catalog, &mut sources, input.history, &mut skipped);
    let editions = align_and_date(catalog, &sources, &mut pages, &mut history);
    let history = history.into_iter().map(|(page, _)| page).collect();
    skipped.sort();
    let disclosures = disclosures(&mut sources, input.disclosures);
    let translations = by_language(catalog, &pages);
    Audit {
        catalog,
        sources,
        pages,
        history,
        editions,
        skipped,
        disclosures,
        walked: input.walked,
        translations,
        catalog_files,
    }
}

/// The translations of each document by language, languages in the order of their first page.
fn by_language(catalog: &Catalog, pages: &[Page]) -> Vec<Vec<(String, Vec<usize>)>> {
    let mut all: Vec<Vec<(String, Vec<usize>)>> = vec![Vec::new(); catalog.documents.len()];
    for (index, page) in pages.iter().enumerate().filter(|(_, page)| !page.is_source) {
        let (own, language) = (&mut all[page.document], page.language.language());
        match own.iter_mut().find(|(known, _)| known == language) {
            Some((_, pages)) => pages.push(index),
            None => own.push((language.to_owned(), vec![index])),
        }
    }
    all
}

/// The revisions that are editions of a document of the catalog.
fn recognise_history(
    catalog: &Catalog,
    sources: &mut Sources,
    revisions: Vec<Revision>,
    skipped: &mut Vec<Skipped>,
) -> Vec<(Page, Revision)> {
    let mut history: Vec<(Page, Revision)> = Vec::new();
    for revision in revisions {
        let decoded = match decode(&revision.shown, revision.bytes.clone()) {
            Ok(decoded) => decoded,
            Err(reason) => {
                skipped.push(Skipped {
                    path: revision.shown,
                    reason: Skip::Unreadable(reason.to_string()),
                });
                continue;
            }
        };
        match recognise(catalog, sources, decoded) {
            Ok(page) => history.push((page, revision)),
            Err(reason) => skipped.push(Skipped { path: revision.shown, reason }),
        }
    }
    history
}

fn disclosures(sources: &mut Sources, files: Vec<Decoded>) -> Vec<Disclosure> {
    files
        .into_iter()
        .map(|decoded| {
            let parsed = parse(&decoded.file);
            let path = decoded.file.path().to_owned();
            Disclosure { file: sources.add(decoded.file), path, parsed }
        })
        .collect()
}

/// Parses and identifies one file.
fn recognise(catalog: &Catalog, sources: &mut Sources, decoded: Decoded) -> Result<Page, Skip> {
    let parsed = parse(&decoded.file);
    let path = decoded.file.path().to_owned();
    if is_redirect(&parsed, decoded.file.text()) {
        return Err(Skip::Redirect);
    }
    let found = identify_page(catalog, &path, &parsed).ok_or(Skip::NotADocument)?;
    let document = &catalog.documents[found.document];
    let tables: Vec<_> = parsed
        .tables
        .iter()
        .enumerate()
        .filter_map(|(index, table)| Some((index, map_columns(catalog, document, table)?)))
        .collect();
    let rows = page_rows(catalog, document, &parsed, &tables);
    if rows.len() > MAX_ROWS {
        return Err(Skip::TooManyRows(rows.len()));
    }
    let language = identify_language(catalog, &path, &parsed, &prose(&parsed));
    let is_source = language.tag == catalog.source_locale
        || (language_of(&catalog.source_locale) == language.tag && !language.tag.contains('-'));
    let statements = find_statements(catalog, document, &parsed);
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
            rows.push(PageRow { number, table, index, places, matched, fields });
        }
    }
    rows
}

fn is_redirect(parsed: &ParsedDocument, text: &str) -> bool {
    parsed.front_matter.is_some() && text[parsed.body.clone()].trim().is_empty()
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

/// Aligns source pages first, then, with their texts, the translations; names every edition.
fn align_and_date(
    catalog: &Catalog,
    sources: &Sources,
    pages: &mut [Page],
    history: &mut [(Page, Revision)],
) -> Vec<Vec<super::KnownEdition>> {
    let rows: Vec<Vec<Row>> =
        catalog.documents.iter().map(|d| catalog.rows_of_flow(&d.flow)).collect();
    let source_pages =
        pages.iter_mut().filter(|p| p.is_source).chain(history.iter_mut().map(|(page, _)| page));
    for page in source_pages {
        align(catalog, &rows[page.document], page, None, |_| true);
    }
    let bytes = |page: &Page| sources.get(page.file).text().as_bytes().to_vec();
    let editions: Vec<Vec<super::KnownEdition>> = (0..catalog.documents.len())
        .map(|document| known_editions(catalog, document, pages, history, bytes))
        .collect();
    let order: BTreeMap<FileId, usize> =
        pages.iter().enumerate().map(|(index, page)| (page.file, index)).collect();
    name_editions(pages, &editions);
    let (originals, mut translations): (Vec<_>, Vec<_>) =
        pages.iter_mut().partition(|p| p.is_source);
    for page in &mut translations {
        let known = &editions[page.document];
        let edition = page.edition.known.and_then(|index| known[index].page);
        let source =
            edition.or_else(|| known.iter().rev().find_map(|e| e.page)).and_then(|reference| {
                match reference {
                    PageRef::Run(index) => {
                        originals.iter().find(|p| order.get(&p.file) == Some(&index)).map(|p| &**p)
                    }
                    PageRef::History(index) => history.get(index).map(|(page, _)| page),
                }
            });
        // As in `Audit::expected_fields`.
        let own = page.edition.known;
        let listed = own.or(page.edition.newest).map(|index| &known[index].content.rows);
        let date = page.edition.handoff.filter(|_| own.is_none());
        let is_listed = |field: FieldIx| {
            listed.is_none_or(|rows| rows.iter().any(|(fields, _)| fields.contains(&field)))
                && date.is_none_or(|date| catalog.field(field).since <= date)
        };
        align(catalog, &rows[page.document], page, source, is_listed);
        page.edition.fitting = fitting_edition(catalog, page, known);
    }
    editions
}

/// Says of every page which edition it names or is.
fn name_editions(pages: &mut [Page], editions: &[Vec<super::KnownEdition>]) {
    for index in 0..pages.len() {
        let known = &editions[pages[index].document];
        let newest = newest_edition(known);
        let mut edition = edition_of(&pages[index], known, newest);
        if pages[index].is_source {
            edition.known = known.iter().position(|e| e.page == Some(PageRef::Run(index)));
        }
        pages[index].edition = edition;
    }
}

fn align(
    catalog: &Catalog,
    rows: &[Row],
    page: &mut Page,
    source: Option<&Page>,
    is_listed: impl Fn(FieldIx) -> bool,
) {
    let terms = catalog.locales.get(page.locale());
    let reference = reference_rows(catalog, rows, terms, source, is_listed);
    let known: BTreeSet<String> =
        reference.iter().flat_map(|row| row.literals.iter().cloned()).collect();
    let document = document_rows(page, &known);
    for (row, matched) in page.rows.iter_mut().zip(align_rows(&document, &reference)) {
        row.matched = matched;
        row.fields = matched.row().map(|r| rows[r].fields.clone()).unwrap_or_default();
    }
}
