//! Cells that hold, word for word, what another language has in the same row.

use std::collections::BTreeSet;

use crate::audit::{Audit, CellRef, Page};
use crate::catalog::model::ColumnRole;
use crate::locale::{are_close, words};

use super::super::{plain, running_text};

/// Fewest words that the page has nowhere else.
const FOREIGN: usize = 2;

/// The cell of another language that a cell was copied from: the same text, of which the page has
/// at least two words nowhere else, and the page of the other language has them.
pub(super) fn borrowed<'a>(
    audit: &'a Audit<'_>,
    page: &Page,
    cell: &CellRef<'_>,
) -> Option<(&'a Page, CellRef<'a>)> {
    let text = plain(cell.text());
    let reference = cell.row.matched.row()?;
    let candidates = audit.pages.iter().filter(|other| {
        other.document == page.document
            && !other.is_source
            && other.language.language() != page.language.language()
    });
    let mut same = candidates.filter_map(|other| {
        let found = other.cell(other.row_of(reference)?, ColumnRole::Purpose)?;
        (plain(found.text()) == text).then_some((other, found))
    });
    same.find(|(other, _)| is_of(audit, page, cell, &text, other))
}

/// Whether a text that two pages have belongs to the other one.
fn is_of(audit: &Audit<'_>, page: &Page, cell: &CellRef<'_>, text: &str, other: &Page) -> bool {
    let source = audit.source_cell(page, cell.row, ColumnRole::Purpose);
    let kept = source.map(|source| words(source.cell.text())).unwrap_or_default();
    let (own, theirs) = (vocabulary(audit, page, text), vocabulary(audit, other, text));
    let is_word = |word: &String| word.chars().any(char::is_alphabetic) && !kept.contains(word);
    let all: BTreeSet<String> =
        words(&running_text(audit.catalog, text)).into_iter().filter(is_word).collect();
    let foreign: Vec<&String> = all.iter().filter(|word| !own.contains(*word)).collect();
    let known = foreign.iter().filter(|word| theirs.contains(**word)).count();
    let strange = all.iter().filter(|word| !theirs.contains(*word)).count();
    let close = are_close(page.language.language(), other.language.language());
    foreign.len() >= FOREIGN && foreign.len() > strange && known >= if close { 2 } else { 1 }
}

/// The words of all pages in the language of a page, but for the cells with this text.
fn vocabulary(audit: &Audit<'_>, page: &Page, text: &str) -> BTreeSet<String> {
    let language = page.language.language();
    let pages = audit.pages.iter().filter(|other| other.language.language() == language);
    let mut known = BTreeSet::new();
    for other in pages {
        let blocks = other.parsed.blocks.iter().map(|block| block.inline.trimmed());
        let rows = other.parsed.tables.iter().flat_map(|t| &t.rows).flat_map(|row| &row.cells);
        let cells = rows.map(crate::parse::Cell::text).filter(|cell| plain(cell) != text);
        known.extend(blocks.chain(cells).flat_map(words));
    }
    known
}
