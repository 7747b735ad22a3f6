//! The pipeline: parse, identify, align, name editions.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::catalog::Catalog;
use crate::identify::Known;
use crate::load::{Decoded, Revision, decode};
use crate::parse::parse;
use crate::source::{SourceFile, Sources};

use super::aligned::align_and_date;
use super::draft::{Draft, Patterns};
use super::recognise::{Files, Look, Silent, look_at, sort_files};
use super::{Audit, Disclosure, Once, Page};

/// What a run reads.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// Decoded candidate files.
    pub files: Vec<Decoded>,
    /// Candidate files that said nothing of themselves when they were read; see [`super::Scout`].
    pub silent: Vec<Silent>,
    /// Reads one of those once more, for which others speak.
    pub reread: Option<Reread>,
    /// Candidate files that cannot be read.
    pub unread: Vec<Unread>,
    /// Revisions of source pages.
    pub history: Vec<Revision>,
    /// Other pages on the same data, to compare with.
    pub disclosures: Vec<Decoded>,
    /// Paths of the files that were met while folders were looked through.
    pub walked: BTreeSet<String>,
}

/// From the path of a file as shown to the file.
type Reader = dyn Fn(&str) -> Option<Decoded> + Send + Sync;

/// Reads a file by its path as shown.
#[derive(Clone)]
pub struct Reread(Arc<Reader>);

impl Reread {
    /// `read` gives nothing for a file that is not there any more.
    pub fn new(read: impl Fn(&str) -> Option<Decoded> + Send + Sync + 'static) -> Self {
        Reread(Arc::new(read))
    }

    /// The file with this path.
    pub fn read(&self, path: &str) -> Option<Decoded> {
        (self.0)(path)
    }
}

impl std::fmt::Debug for Reread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Reread")
    }
}

/// A file that cannot be read as it stands.
#[derive(Debug, Clone)]
pub struct Unread {
    /// Path as shown.
    pub path: String,
    /// Why.
    pub reason: String,
    /// What can be made of its bytes, to see whether it is a page all the same.
    pub text: Option<String>,
}

/// A file that is no document of the catalog, or cannot be read as one.
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
    let known = Known::new(catalog);
    let Input { files, silent, reread, unread, history, disclosures: others, walked } = input;
    let sorted = sort_files(&known, Files { files, silent, reread, unread });
    let (mut skipped, mut lost) = (sorted.skipped, sorted.lost);
    let mut history = recognise_history(&known, &mut sources, history, &mut skipped);
    let mut pages = Vec::new();
    let mut patterns = Patterns::of(history.iter().map(|(page, _)| page));
    let (originals, translations): (Vec<_>, Vec<_>) =
        sorted.pages.into_iter().map(|page| Draft::new(catalog, page)).partition(|d| d.is_source);
    for drafts in [originals, translations] {
        for draft in drafts {
            let path = draft.path().to_owned();
            match draft.build(catalog, &mut sources, &patterns) {
                Ok(page) => pages.push(page),
                Err(reason) => {
                    lost.insert(path.clone());
                    skipped.push(Skipped { path, reason });
                }
            }
        }
        patterns.add(&pages);
    }
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    let editions = align_and_date(catalog, &sources, &mut pages, &mut history);
    let history = history.into_iter().map(|(page, _)| page).collect();
    skipped.sort();
    let disclosures = disclosures(&mut sources, others);
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
        lost,
        disclosures,
        walked,
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
    known: &Known<'_>,
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
        let page = match look_at(known, decoded) {
            Look::Page(page) => Draft::new(known.catalog, page),
            Look::Silent(_) => {
                skipped.push(Skipped { path: revision.shown, reason: Skip::NotADocument });
                continue;
            }
            Look::Redirect => {
                skipped.push(Skipped { path: revision.shown, reason: Skip::Redirect });
                continue;
            }
        };
        match page.build(known.catalog, sources, &Patterns::default()) {
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
