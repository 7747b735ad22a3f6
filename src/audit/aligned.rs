//! Aligns the rows of all pages with the catalog, the source pages first, and names the edition of
//! each page.

use std::collections::{BTreeMap, BTreeSet};

use crate::align::{Match, align_rows};
use crate::catalog::{Catalog, FieldIx, Row};
use crate::load::Revision;
use crate::source::{FileId, Sources};

use super::contradiction::{fitting_edition, surely_older_edition};
use super::editions::{edition_of, known_editions, newest_edition};
use super::reference::{document_rows, reference_rows};
use super::{EditionStatus, KnownEdition, Page, PageRef};

/// Aligns source pages first, then, with their texts, the translations; names every edition.
pub(super) fn align_and_date(
    catalog: &Catalog,
    sources: &Sources,
    pages: &mut [Page],
    history: &mut [(Page, Revision)],
) -> Vec<Vec<KnownEdition>> {
    let rows: Vec<&[Row]> =
        catalog.documents.iter().map(|d| catalog.rows_of_flow(&d.flow)).collect();
    let source_pages =
        pages.iter_mut().filter(|p| p.is_source).chain(history.iter_mut().map(|(page, _)| page));
    for page in source_pages {
        let matches = align(catalog, rows[page.document], page, None, |_| true);
        take(page, rows[page.document], &matches);
    }
    let bytes = |page: &Page| sources.get(page.file).text().as_bytes().to_vec();
    let editions: Vec<Vec<KnownEdition>> = (0..catalog.documents.len())
        .map(|document| known_editions(catalog, document, pages, history, bytes))
        .collect();
    let order: BTreeMap<FileId, usize> =
        pages.iter().enumerate().map(|(index, page)| (page.file, index)).collect();
    name_editions(pages, &editions);
    let (originals, mut translations): (Vec<_>, Vec<_>) =
        pages.iter_mut().partition(|p| p.is_source);
    for page in &mut translations {
        let known = &editions[page.document];
        let source = source_text(page, known).and_then(|reference| match reference {
            PageRef::Run(index) => originals
                .binary_search_by_key(&Some(&index), |p| order.get(&p.file))
                .ok()
                .map(|at| &*originals[at]),
            PageRef::History(index) => history.get(index).map(|(page, _)| page),
        });
        let matches = best_fit(catalog, rows[page.document], page, source, known);
        take(page, rows[page.document], &matches);
        page.edition.fitting = fitting_edition(catalog, page, known)
            .or_else(|| surely_older_edition(catalog, page, known));
        if page.edition.known.is_none() && page.edition.fitting.is_some() {
            page.edition.status = EditionStatus::Stale;
        }
    }
    editions
}

/// The source text of a translation, as in [`super::Audit::source_page`].
fn source_text(page: &Page, known: &[KnownEdition]) -> Option<PageRef> {
    let text = |edition: Option<usize>| edition.and_then(|index| known[index].page);
    let newest = || text(page.edition.newest);
    text(page.edition.known).or_else(newest).or_else(|| known.iter().rev().find_map(|e| e.page))
}

/// Says of every page which edition it names or is.
fn name_editions(pages: &mut [Page], editions: &[Vec<KnownEdition>]) {
    let newest: Vec<Option<usize>> =
        editions.iter().map(|known| newest_edition(known, pages)).collect();
    for (index, page) in pages.iter_mut().enumerate() {
        let known = &editions[page.document];
        let mut edition = edition_of(page, known, newest[page.document]);
        if page.is_source {
            edition.known = known.iter().position(|e| e.page == Some(PageRef::Run(index)));
        }
        page.edition = edition;
    }
}

/// Aligns a translation with the rows of the edition that it was made from. Of a page that names
/// neither edition nor date that is open: each set of rows that an edition ever had is tried, the
/// newest first, and the one that leaves the fewest gaps is taken. A row that the page never had
/// would draw the row after it into its place.
fn best_fit(
    catalog: &Catalog,
    rows: &[Row],
    page: &Page,
    source: Option<&Page>,
    known: &[KnownEdition],
) -> Vec<Match> {
    let mut best: Option<(usize, Vec<Match>)> = None;
    for listed in row_sets(page, known) {
        // As in `Audit::expected_fields`.
        let date = page.edition.handoff.filter(|_| page.edition.known.is_none());
        let is_listed = |field: FieldIx| {
            listed.as_ref().is_none_or(|listed| listed.contains(&field))
                && date.is_none_or(|date| catalog.field(field).since <= date)
        };
        let matches = align(catalog, rows, page, source, is_listed);
        let gaps = gaps(rows, &matches, is_listed);
        if best.as_ref().is_none_or(|(fewest, _)| gaps < *fewest) {
            best = Some((gaps, matches));
        }
        if gaps == 0 {
            break;
        }
    }
    best.map(|(_, matches)| matches).unwrap_or_default()
}

/// The fields of the edition of a page, otherwise of the newest one and, where no date tells how
/// old the page is, of all others that differ. Nothing stands for all fields.
fn row_sets(page: &Page, known: &[KnownEdition]) -> Vec<Option<BTreeSet<FieldIx>>> {
    let fields = |edition: &KnownEdition| -> BTreeSet<FieldIx> {
        edition.content.rows.iter().flat_map(|(fields, _)| fields.iter().copied()).collect()
    };
    let own = page.edition.known.or(page.edition.newest);
    let mut sets = vec![own.map(|index| fields(&known[index]))];
    if page.edition.known.is_none() && page.edition.handoff.is_none() {
        for edition in known.iter().rev().map(|edition| Some(fields(edition))) {
            if !sets.contains(&edition) {
                sets.push(edition);
            }
        }
    }
    sets
}

/// How badly a page fits a set of rows. A row may be lost on the way, but does not come from
/// nowhere.
fn gaps(rows: &[Row], matches: &[Match], is_listed: impl Fn(FieldIx) -> bool) -> usize {
    let listed = |reference: usize| rows[reference].fields.iter().any(|field| is_listed(*field));
    let mut present: BTreeSet<usize> = BTreeSet::new();
    let mut gaps = 0;
    for matched in matches {
        gaps += match *matched {
            Match::Row { reference, .. } if listed(reference) => {
                present.insert(reference);
                0
            }
            Match::Ambiguous { reference, .. } if listed(reference) => {
                present.insert(reference);
                1
            }
            _ => 2,
        };
    }
    gaps + (0..rows.len()).filter(|r| listed(*r) && !present.contains(r)).count()
}

fn align(
    catalog: &Catalog,
    rows: &[Row],
    page: &Page,
    source: Option<&Page>,
    is_listed: impl Fn(FieldIx) -> bool,
) -> Vec<Match> {
    let terms = catalog.locales.get(page.locale());
    let reference = reference_rows(catalog, rows, terms, source, is_listed);
    let known: BTreeSet<String> =
        reference.iter().flat_map(|row| row.literals.iter().cloned()).collect();
    align_rows(&document_rows(page, &known), &reference)
}

/// Writes down what the rows of a page stand for.
fn take(page: &mut Page, rows: &[Row], matches: &[Match]) {
    for (row, matched) in page.rows.iter_mut().zip(matches) {
        row.matched = *matched;
        row.fields = matched.row().map(|r| rows[r].fields.clone()).unwrap_or_default();
    }
    page.by_reference = vec![None; rows.len()];
    for (index, reference) in matches.iter().map(Match::row).enumerate().rev() {
        if let Some(reference) = reference {
            page.by_reference[reference] = Some(index);
        }
    }
}
