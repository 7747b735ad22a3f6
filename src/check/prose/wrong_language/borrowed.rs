//! Cells that hold, word for word, what another language has in the same row.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::audit::{Audit, CellRef, Page, running_text};
use crate::catalog::model::ColumnRole;
use crate::text::{are_close, words};

/// Fewest words that the page has nowhere else.
const FOREIGN: usize = 2;

/// The cell of another language that a cell was copied from: the same text, of which the page has
/// at least two words nowhere else, and the page of the other language has them.
pub(super) fn borrowed<'a>(
    audit: &'a Audit<'_>,
    page: &Page,
    cell: &CellRef<'_>,
) -> Option<(&'a Page, CellRef<'a>)> {
    let text = cell.forms().plain();
    let reference = cell.row.matched.row()?;
    let holders = audit.once.get(page.document, &reference.to_string(), || {
        Holders::of(audit, page.document, reference)
    });
    let others = holders.0.get(text)?.iter().map(|other| &audit.pages[*other]);
    let mut others = others.filter(|o| o.language.language() != page.language.language());
    let other = others.find(|other| is_of(audit, page, cell, other))?;
    Some((other, other.cell(other.row_of(reference)?, ColumnRole::Purpose)?))
}

/// By the text of a row's purpose the first page of each language that has it, in page order.
struct Holders(BTreeMap<String, Vec<usize>>);

impl Holders {
    fn of(audit: &Audit<'_>, document: usize, reference: usize) -> Self {
        let mut holders: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (_, pages) in &audit.translations[document] {
            let mut own: BTreeSet<String> = BTreeSet::new();
            for index in pages {
                let page = &audit.pages[*index];
                let row = page.row_of(reference);
                let cell = row.and_then(|row| page.cell(row, ColumnRole::Purpose));
                let Some(text) = cell.map(|cell| cell.forms().plain().to_owned()) else { continue };
                if own.insert(text.clone()) {
                    holders.entry(text).or_default().push(*index);
                }
            }
        }
        holders.values_mut().for_each(|pages| pages.sort_unstable());
        Holders(holders)
    }
}

/// Whether a text that two pages have belongs to the other one.
fn is_of(audit: &Audit<'_>, page: &Page, cell: &CellRef<'_>, other: &Page) -> bool {
    let text = cell.forms().plain();
    let source = audit.source_cell(page, cell.row, ColumnRole::Purpose);
    let kept = source.map(|source| source.cell.forms().words()).unwrap_or_default();
    let (own, theirs) = (vocabulary(audit, page), vocabulary(audit, other));
    let is_word = |word: &String| word.chars().any(char::is_alphabetic) && !kept.contains(word);
    let all: BTreeSet<String> =
        words(running_text(audit.catalog, cell.forms())).into_iter().filter(is_word).collect();
    let foreign: Vec<&String> = all.iter().filter(|word| !own.has(word, text)).collect();
    let known = foreign.iter().filter(|word| theirs.has(word, text)).count();
    let strange = all.iter().filter(|word| !theirs.has(word, text)).count();
    let close = are_close(page.language.language(), other.language.language());
    foreign.len() >= FOREIGN && foreign.len() > strange && known >= if close { 2 } else { 1 }
}

/// The words of all pages in a language. A word that only cells with one text have is kept with
/// that text, so that it can be left out.
struct Vocabulary(BTreeMap<String, Option<Arc<str>>>);

impl Vocabulary {
    /// Whether the language has a word anywhere but in cells with this text.
    fn has(&self, word: &str, text: &str) -> bool {
        self.0.get(word).is_some_and(|only| only.as_deref().is_none_or(|only| only != text))
    }

    fn add(&mut self, word: String, cell: Option<&Arc<str>>) {
        match self.0.entry(word) {
            Entry::Vacant(place) => drop(place.insert(cell.cloned())),
            Entry::Occupied(mut place) if place.get().as_ref() != cell => {
                place.insert(None);
            }
            Entry::Occupied(_) => {}
        }
    }
}

fn vocabulary(audit: &Audit<'_>, page: &Page) -> Arc<Vocabulary> {
    let language = page.language.language();
    audit.once.get(0, language, || {
        let mut known = Vocabulary(BTreeMap::new());
        for other in audit.pages.iter().filter(|other| other.language.language() == language) {
            for block in &other.parsed.blocks {
                block.inline.forms().words().iter().for_each(|word| known.add(word.clone(), None));
            }
            let rows = other.parsed.tables.iter().flat_map(|table| &table.rows);
            for cell in rows.flat_map(|row| &row.cells).map(crate::parse::Cell::forms) {
                let text: Arc<str> = cell.plain().into();
                cell.words().iter().for_each(|word| known.add(word.clone(), Some(&text)));
            }
        }
        known
    })
}
