//! What is approved: the cells of the rows that disclose data, and the statements around them.

use std::collections::BTreeMap;

use crate::align::Match;
use crate::audit::{Audit, Page, PageRow, cell_digest};
use crate::catalog::FieldIx;
use crate::parse::Inline;
use crate::source::Span;

/// The column of a statement; see [`super::CellKey::column`].
pub(super) const STATEMENT: &str = "text";

/// A text that is approved or not.
#[derive(Debug, Clone)]
pub struct Unit {
    /// See [`super::CellKey::row`].
    pub row: String,
    /// 1-based number of the page's data row; nothing for a statement.
    pub number: Option<usize>,
    /// See [`super::CellKey::column`].
    pub column: &'static str,
    /// Where the text is.
    pub span: Span,
    /// Hash of the text and of where its links lead.
    pub hash: String,
}

/// All units of a page: rows first, in page order each.
pub(super) fn units(audit: &Audit<'_>, page: &Page) -> Vec<Unit> {
    let mut units = Vec::new();
    for (row, key) in page.rows.iter().zip(row_keys(audit, page)) {
        for column in &audit.document(page).columns {
            let Some(cell) = page.cell(row, column.role) else { continue };
            units.push(Unit {
                row: key.clone(),
                number: Some(row.number),
                column: column.role.as_str(),
                span: cell.span(),
                hash: hash(&cell.cell.inline),
            });
        }
    }
    for found in &page.statements {
        let Some(block) = found.block.map(|at| &page.parsed.blocks[at]) else { continue };
        units.push(Unit {
            row: format!("statement/{}", audit.catalog.statements[found.statement].id),
            number: None,
            column: STATEMENT,
            span: page.span(block.inline.source.clone()),
            hash: hash(&block.inline),
        });
    }
    units
}

/// The units of a source page, to be found by row and column.
pub(super) type SourceUnits = BTreeMap<(String, &'static str), Unit>;

/// The units of the source page that a translation is held against, if one is at hand.
pub(super) fn source_units(audit: &Audit<'_>, page: &Page) -> Option<SourceUnits> {
    let units = units(audit, source_of(audit, page)?);
    Some(units.into_iter().map(|unit| ((unit.row.clone(), unit.column), unit)).collect())
}

fn hash(inline: &Inline) -> String {
    let targets = inline.links.iter().map(|link| link.target.as_str());
    let parts: Vec<&str> = std::iter::once(inline.trimmed()).chain(targets).collect();
    cell_digest(&parts.join(" "))
}

fn row_keys(audit: &Audit<'_>, page: &Page) -> Vec<String> {
    let catalog_rows = audit.catalog.rows_of_flow(&audit.document(page).flow);
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut key = |row: &PageRow| {
        let fields: &[FieldIx] = match row.matched {
            Match::Duplicate { reference } => {
                catalog_rows.get(reference).map(|row| row.fields.as_slice()).unwrap_or_default()
            }
            _ => &row.fields,
        };
        let ids: Vec<&str> = fields.iter().map(|ix| audit.catalog.field(*ix).id.as_str()).collect();
        let base = ids.join("+");
        let count = seen.entry(base.clone()).or_default();
        *count += 1;
        if *count == 1 && !base.is_empty() { base } else { format!("{base}~{count}") }
    };
    page.rows.iter().map(&mut key).collect()
}

/// The source page that a translation is held against: of those at hand the one whose path begins
/// most like its own.
fn source_of<'a>(audit: &'a Audit<'_>, page: &Page) -> Option<&'a Page> {
    let shared = |other: &Page| {
        let parts = page.path.split('/').zip(other.path.split('/'));
        parts.take_while(|(own, other)| own == other).count()
    };
    let sources = audit.originals_of(page.document);
    // Of several that are equally near the first by path.
    sources.filter(|_| !page.is_source).rev().max_by_key(|other| shared(other))
}
