//! The pipeline: parse, identify, align, name editions.

use std::collections::BTreeSet;

use crate::align::Match;
use crate::catalog::{Catalog, Document};
use crate::identify::{Basis, Columns, Language, identify_language, identify_page, map_columns};
use crate::load::{Decoded, Revision, decode};
use crate::locale::language_of;
use crate::parse::{ParsedDocument, parse};
use crate::source::{SourceFile, Sources};

use super::aligned::align_and_date;
use super::short_rows::Contents;
use super::statements::find_statements;
use super::{Audit, Disclosure, EditionStatus, Once, Page, PageEdition, PageRow};

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
    let mut originals = vec![Vec::new(); catalog.documents.len()];
    for (index, page) in pages.iter().enumerate().filter(|(_, page)| page.is_source) {
        originals[page.document].push(index);
    }
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
        originals,
        once: Once::default(),
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
    let is_source = is_source(catalog, &language);
    let statements = find_statements(catalog, document, &parsed, &tables);
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
