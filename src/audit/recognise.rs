//! Which files are pages: what each says of itself, then, of those that say nothing, what the pages
//! that were recognised say of them.
//!
//! A translation that has lost its table on the way says little; the page at the same place in
//! another language says what it is. So does a page that holds the table which this one includes,
//! and one that has the same title.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::Catalog;
use crate::identify::{
    Known, PageMatch, document_of_stem, identify_page, included, place_of, says_nothing, title_key,
    titles,
};
use crate::load::Decoded;
use crate::parse::{ParsedDocument, parse, parse_outline};
use crate::source::SourceFile;
use crate::threads;

use super::assemble::{Reread, Skip, Skipped, Unread};

/// A file that is a page of a document.
pub(super) struct Recognised {
    pub(super) decoded: Decoded,
    pub(super) parsed: ParsedDocument,
    pub(super) found: PageMatch,
}

/// A file that says nothing of itself.
#[derive(Debug, Clone)]
pub struct Silent {
    path: String,
    titles: Vec<String>,
    includes: Vec<String>,
    /// What it is if nothing else speaks for it.
    otherwise: Skip,
    /// The file, where it is kept.
    decoded: Option<Decoded>,
}

impl Silent {
    /// Its path as shown.
    pub fn path(&self) -> &str {
        &self.path
    }
}

/// Tells the files that say nothing of themselves while they are read, so that their texts need not be
/// kept.
pub struct Scout<'a>(Known<'a>);

impl<'a> Scout<'a> {
    /// Knows what a catalog knows.
    pub fn new(catalog: &'a Catalog) -> Self {
        Scout(Known::new(catalog))
    }

    /// What is to be remembered of a file whose outline says nothing; nothing of any other.
    pub fn passes(&self, decoded: &Decoded) -> Option<Silent> {
        silent(&self.0, decoded)
    }
}

/// What a file says of itself.
pub(super) enum Look {
    Page(Recognised),
    Silent(Silent),
    Redirect,
}

/// What becomes of the files of a run.
#[derive(Default)]
pub(super) struct Sorted {
    pub(super) pages: Vec<Recognised>,
    pub(super) skipped: Vec<Skipped>,
    /// Paths of the files that are pages and cannot be read.
    pub(super) lost: BTreeSet<String>,
}

/// The files of a run.
pub(super) struct Files {
    pub(super) files: Vec<Decoded>,
    pub(super) silent: Vec<Silent>,
    pub(super) reread: Option<Reread>,
    pub(super) unread: Vec<Unread>,
}

/// Sorts the files of a run into pages and others.
pub(super) fn sort_files(known: &Known<'_>, input: Files) -> Sorted {
    let mut sorted = Sorted::default();
    let mut silent = input.silent;
    let looked = threads::map_into(input.files, |decoded| {
        (decoded.file.path().to_owned(), look_at(known, decoded))
    });
    for (path, look) in looked {
        match look {
            Look::Page(page) => sorted.pages.push(page),
            Look::Silent(other) => silent.push(other),
            Look::Redirect => sorted.skipped.push(Skipped { path, reason: Skip::Redirect }),
        }
    }
    let kin = Kin::of(known, &sorted.pages);
    for other in silent {
        let Silent { path, titles, includes, otherwise, decoded } = other;
        let Some(document) = kin.document(&path, &titles, &includes) else {
            sorted.skipped.push(Skipped { path, reason: otherwise });
            continue;
        };
        let Some(decoded) = decoded.or_else(|| input.reread.as_ref()?.read(&path)) else {
            let reason = Skip::Unreadable("it cannot be read any more".to_owned());
            sorted.lost.insert(path.clone());
            sorted.skipped.push(Skipped { path, reason });
            continue;
        };
        let parsed = parse(&decoded.file);
        let found = PageMatch { document, declared: true };
        sorted.pages.push(Recognised { decoded, parsed, found });
    }
    for Unread { path, reason, text } in input.unread {
        let salvaged = || text.is_some_and(|text| speaks(known, &path, text));
        if kin.document(&path, &[], &[]).is_some() || salvaged() {
            sorted.lost.insert(path.clone());
        }
        sorted.skipped.push(Skipped { path, reason: Skip::Unreadable(reason) });
    }
    sorted
}

/// What one file says of itself.
pub(super) fn look_at(known: &Known<'_>, decoded: Decoded) -> Look {
    if let Some(silent) = silent(known, &decoded) {
        return Look::Silent(Silent { decoded: Some(decoded), ..silent });
    }
    let (path, text) = (decoded.file.path(), decoded.file.text());
    let parsed = parse(&decoded.file);
    let empty = parsed.front_matter.is_some() && text[parsed.body.clone()].trim().is_empty();
    if empty && leads_away(&parsed) {
        return Look::Redirect;
    }
    match identify_page(known, path, &parsed, text) {
        Some(found) => Look::Page(Recognised { decoded, parsed, found }),
        None => {
            let titles = titles(&parsed).into_iter().map(title_key).collect();
            let (path, includes) = (path.to_owned(), included(path, text));
            let otherwise = if empty { Skip::Redirect } else { Skip::NotADocument };
            Look::Silent(Silent { path, titles, includes, otherwise, decoded: Some(decoded) })
        }
    }
}

/// A file whose outline says nothing.
fn silent(known: &Known<'_>, decoded: &Decoded) -> Option<Silent> {
    let (path, text) = (decoded.file.path(), decoded.file.text());
    let outline = parse_outline(&decoded.file)?;
    says_nothing(known, path, &outline, text).then(|| Silent {
        path: path.to_owned(),
        titles: titles(&outline.top).into_iter().map(title_key).collect(),
        includes: included(path, text),
        otherwise: Skip::NotADocument,
        decoded: None,
    })
}

/// Whether the metadata of a page send its reader elsewhere.
fn leads_away(parsed: &ParsedDocument) -> bool {
    let front = parsed.front_matter.as_ref();
    let keys = ["redirect_url", "redirect_to", "redirect", "redirect_document_id"];
    front.is_some_and(|front| keys.iter().any(|key| front.get(key).is_some()))
}

/// Whether a text that could not be read as it stands is that of a document.
fn speaks(known: &Known<'_>, path: &str, text: String) -> bool {
    let file = SourceFile::new(path, text);
    identify_page(known, path, &parse(&file), file.text()).is_some()
}

/// Shortest title by which one page names another.
const SHORTEST_TITLE: usize = 10;

/// What the pages that were recognised say of other files. Nothing where they disagree.
struct Kin<'k, 'a> {
    known: &'k Known<'a>,
    places: BTreeMap<String, Option<usize>>,
    titles: BTreeMap<String, Option<usize>>,
    stems: BTreeMap<String, Option<usize>>,
    /// Those that hold a table, by path.
    tables: BTreeMap<String, usize>,
}

impl<'k, 'a> Kin<'k, 'a> {
    fn of(known: &'k Known<'a>, pages: &[Recognised]) -> Self {
        let none = BTreeMap::new;
        let mut kin =
            Kin { known, places: none(), titles: none(), stems: none(), tables: BTreeMap::new() };
        for Recognised { decoded, parsed, found } in pages {
            let (path, document) = (decoded.file.path(), found.document);
            let place = place_of(path);
            // A name such as `overview` says nothing; one that names both parties does.
            let stem = stem_of(&place);
            if known.stem_names_parties(document, stem) {
                note(&mut kin.stems, stem.to_owned(), document);
            }
            note(&mut kin.places, place, document);
            for title in titles(parsed).into_iter().map(title_key) {
                if title.chars().count() >= SHORTEST_TITLE {
                    note(&mut kin.titles, title, document);
                }
            }
            if !parsed.tables.is_empty() {
                kin.tables.insert(path.to_owned(), document);
            }
        }
        kin
    }

    fn document(&self, path: &str, titles: &[String], includes: &[String]) -> Option<usize> {
        let place = place_of(path);
        let stem = stem_of(&place);
        let named = |by: &BTreeMap<String, Option<usize>>, key: &str| by.get(key).copied()?;
        named(&self.places, &place)
            .or_else(|| document_of_stem(self.known.catalog, stem))
            .or_else(|| named(&self.stems, stem))
            .or_else(|| includes.iter().find_map(|path| self.tables.get(path).copied()))
            .or_else(|| titles.iter().find_map(|title| named(&self.titles, title)))
    }
}

fn stem_of(place: &str) -> &str {
    place.rsplit('/').next().unwrap_or(place)
}

fn note(by: &mut BTreeMap<String, Option<usize>>, key: String, document: usize) {
    let entry = by.entry(key).or_insert(Some(document));
    *entry = entry.filter(|known| *known == document);
}
