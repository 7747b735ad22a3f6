//! Does the running text keep what every language must keep, in the right language and encoding?

pub(super) mod added_text;
pub(super) mod doubled_word;
pub(super) mod literal_lost;
pub(super) mod mojibake;
pub(super) mod run_together_sentences;
pub(super) mod terminal_punctuation;
pub(super) mod unbalanced_brackets;
pub(super) mod untranslated_cell;
pub(super) mod untranslated_header;
pub(super) mod wrong_language;

use crate::audit::{Audit, Page, PageRow};
use crate::catalog::model::ColumnRole;
use crate::finding::Finding;
use crate::parse::{BlockKind, Inline};

/// A stretch of text of a page, with what it is.
pub(super) struct Place<'a> {
    pub(super) inline: &'a Inline,
    pub(super) row: Option<&'a PageRow>,
    pub(super) role: Option<ColumnRole>,
    /// The kind of block, for prose.
    pub(super) block: Option<BlockKind>,
}

impl Place<'_> {
    /// Adds the row and column of a finding in this place.
    pub(super) fn locate(&self, audit: &Audit<'_>, page: &Page, mut finding: Finding) -> Finding {
        if let Some(row) = self.row {
            finding = finding.row(row.number, page.field_ids(audit.catalog, row));
        }
        match self.role {
            Some(role) => finding.column(super::column_name(role)),
            None => finding,
        }
    }
}

/// Every cell and every block of prose of a page: tables first, in page order each.
pub(super) fn places(page: &Page) -> Vec<Place<'_>> {
    let mut all = Vec::new();
    for (number, table) in page.parsed.tables.iter().enumerate() {
        let disclosed = page.tables.iter().position(|(index, _)| *index == number);
        let role = |column| disclosed.and_then(|at| page.tables[at].1.role(column));
        let rows = std::iter::once((None, &table.header)).chain(table.rows.iter().enumerate().map(
            |(index, row)| {
                let at = page
                    .rows
                    .binary_search_by_key(&(disclosed, index), |row| (Some(row.table), row.index));
                (at.ok().map(|at| &page.rows[at]), row)
            },
        ));
        for (row, parsed) in rows {
            all.extend(parsed.cells.iter().enumerate().map(|(column, cell)| Place {
                inline: &cell.inline,
                row,
                role: row.map_or_else(|| role(column), |row| page.role(row, column)),
                block: None,
            }));
        }
    }
    all.extend(page.parsed.blocks.iter().map(|block| Place {
        inline: &block.inline,
        row: None,
        role: None,
        block: Some(block.kind),
    }));
    all
}

/// The text of the source page in the same place: the cell for the same datum, or the block of the
/// same kind with the same number.
pub(super) fn source_inline<'a>(
    audit: &'a Audit<'_>,
    page: &Page,
    all: &[Place<'_>],
    index: usize,
) -> Option<&'a Inline> {
    let place = &all[index];
    if let Some((row, role)) = place.row.zip(place.role) {
        return audit.source_cell(page, row, role).map(|source| &source.cell.cell.inline);
    }
    let (kind, source) = place.block.zip(audit.source_page(page))?;
    let number = all[..index].iter().filter(|p| p.block == Some(kind)).count();
    let blocks = audit.page(source).parsed.blocks.iter();
    blocks.filter(|block| block.kind == kind).nth(number).map(|block| &block.inline)
}
