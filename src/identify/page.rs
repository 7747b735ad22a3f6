//! Which of the catalog's documents a file is.

use std::collections::BTreeSet;

use crate::catalog::{Catalog, Document};
use crate::parse::{BlockKind, ParsedDocument, Table};

use super::columns::link_stem;

/// A file recognised as a document of the catalog.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageMatch {
    /// Index into [`Catalog::documents`].
    pub document: usize,
    /// Whether the front matter or the file name says so, rather than the content alone.
    pub declared: bool,
}

/// Points that a file must reach to count as a document at all.
const ENOUGH: f64 = 4.0;

/// The document that the file is, by front-matter id, file name, title and content. Nothing when
/// it is none of the catalog's, or when two documents claim it with the same right.
pub fn identify_page(catalog: &Catalog, path: &str, parsed: &ParsedDocument) -> Option<PageMatch> {
    let mut scores: Vec<(f64, usize, bool)> = catalog
        .documents
        .iter()
        .enumerate()
        .map(|(index, document)| {
            let declared = declared_score(document, path, parsed);
            (declared + content_score(catalog, document, parsed), index, declared >= ENOUGH)
        })
        .collect();
    scores.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (best, document, declared) = *scores.first()?;
    let rival = scores.get(1).map_or(0.0, |(score, ..)| *score);
    (best >= ENOUGH && best - rival >= 0.5).then_some(PageMatch { document, declared })
}

fn declared_score(document: &Document, path: &str, parsed: &ParsedDocument) -> f64 {
    let asset = document.asset_id.as_deref().is_some_and(|id| {
        let front = parsed.front_matter.as_ref();
        front.is_some_and(|f| {
            ["ms.assetid", "assetid", "asset_id"]
                .iter()
                .any(|k| f.get(k).is_some_and(|v| v.text == id))
        })
    });
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let named = document.file_stems.iter().any(|s| s.eq_ignore_ascii_case(stem));
    let heading = parsed.blocks.first().map(|block| block.inline.trimmed());
    let titled = heading.is_some_and(|h| h.eq_ignore_ascii_case(&document.title));
    10.0 * f64::from(u8::from(asset))
        + 6.0 * f64::from(u8::from(named))
        + 4.0 * f64::from(u8::from(titled))
}

/// How much the tables look like the document's: labels first, then services and columns.
fn content_score(catalog: &Catalog, document: &Document, parsed: &ParsedDocument) -> f64 {
    let labels: BTreeSet<&str> = catalog
        .fields_of_flow(&document.flow)
        .map(|ix| catalog.field(ix))
        .flat_map(|f| {
            std::iter::once(f.label.as_str()).chain(f.former.iter().map(|l| l.label.as_str()))
        })
        .collect();
    let services: BTreeSet<&str> = catalog
        .services
        .iter()
        .flat_map(|s| {
            std::iter::once(s.label.as_str()).chain(s.source_spellings.iter().map(String::as_str))
        })
        .collect();
    let table_score = |table: &Table| {
        let share = |known: &BTreeSet<&str>| {
            let column_share = |column: usize| {
                let hits = table
                    .rows
                    .iter()
                    .filter(|r| r.cells.get(column).is_some_and(|c| known.contains(c.text())));
                super::share(hits.count(), table.rows.len())
            };
            (0..table.header.cells.len().min(8)).map(column_share).fold(0.0, f64::max)
        };
        let columns = table.header.cells.len() == document.columns.len();
        6.0 * share(&labels) + 3.0 * share(&services) + f64::from(u8::from(columns))
    };
    let tables =
        parsed.tables.iter().filter(|t| !t.rows.is_empty()).map(table_score).fold(0.0, f64::max);
    let linked = parsed.blocks.iter().filter(|b| b.kind != BlockKind::Heading).any(|block| {
        let stems: Vec<&str> = block.inline.links.iter().map(|l| link_stem(&l.target)).collect();
        catalog
            .documents
            .iter()
            .filter(|other| other.id != document.id)
            .any(|other| other.file_stems.iter().any(|s| stems.contains(&s.as_str())))
    });
    tables + if linked { 0.6 } else { 0.0 }
}
