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
/// Share of the rows that must name a service where only the tables speak for a page.
const SERVED: f64 = 0.5;
/// Lead in points from which the content contradicts a page id that nothing else confirms.
const DOUBT: f64 = 1.5;

/// What speaks for a file being a document.
struct Claim {
    document: usize,
    /// Points for the page id in the front matter.
    id: f64,
    /// Points for file name and title.
    name: f64,
    /// Points for the tables.
    content: f64,
    /// Whether a table has the document's columns and its services, so that nothing else need speak
    /// for the file. Names of data alone do not: many a page lists them.
    shaped: bool,
}

/// The document that the file is, by front-matter id, file name, title and content. Nothing when
/// it is none of the catalog's, or when two documents claim it with the same right. A page id that
/// neither name nor content confirms counts for nothing.
pub fn identify_page(catalog: &Catalog, path: &str, parsed: &ParsedDocument) -> Option<PageMatch> {
    let mut claims: Vec<Claim> = catalog
        .documents
        .iter()
        .enumerate()
        .map(|(index, document)| {
            let (content, shaped) = content_score(catalog, document, parsed);
            Claim {
                document: index,
                id: id_score(document, parsed),
                name: name_score(document, path, parsed),
                content,
                shaped,
            }
        })
        .collect();
    doubt_id(&mut claims);
    let points = |claim: &Claim| claim.id + claim.name + claim.content;
    claims.sort_by(|a, b| points(b).total_cmp(&points(a)));
    let best = claims.first()?;
    let rival = claims.get(1).map_or(0.0, points);
    let told = best.shaped || best.id + best.name > 0.0;
    let found = told && points(best) >= ENOUGH && points(best) - rival >= 0.5;
    let declared = best.id + best.name >= ENOUGH;
    found.then_some(PageMatch { document: best.document, declared })
}

/// Takes the points for the page id away where the name is not that of the same document and the
/// content is plainly that of another.
fn doubt_id(claims: &mut [Claim]) {
    let Some(likeliest) = claims.iter().map(|claim| claim.content).reduce(f64::max) else { return };
    for claim in claims.iter_mut().filter(|claim| claim.name == 0.0) {
        if likeliest >= ENOUGH && likeliest - claim.content >= DOUBT {
            claim.id = 0.0;
        }
    }
}

fn id_score(document: &Document, parsed: &ParsedDocument) -> f64 {
    let Some(front) = parsed.front_matter.as_ref() else { return 0.0 };
    let values = |keys: &[&str]| {
        let found: Vec<&str> =
            keys.iter().filter_map(|k| Some(front.get(k)?.text.as_str())).collect();
        found
    };
    let asset = values(&["ms.assetid", "assetid", "asset_id"]);
    let by_id = document.asset_id.as_deref().is_some_and(|id| asset.contains(&id));
    // As a site serves a page, the id is its path.
    let named = values(&["asset_id", "source_path", "canonicalUrl"]);
    let by_path = named.iter().any(|name| document.lies_at(name));
    10.0 * f64::from(u8::from(by_id || by_path))
}

fn name_score(document: &Document, path: &str, parsed: &ParsedDocument) -> f64 {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let named = document.file_stems.iter().any(|s| s.eq_ignore_ascii_case(stem));
    let heading = parsed.blocks.first().map(|block| block.inline.trimmed());
    let titled = heading.is_some_and(|h| h.eq_ignore_ascii_case(&document.title));
    6.0 * f64::from(u8::from(named)) + 4.0 * f64::from(u8::from(titled))
}

/// How much the tables look like the document's, labels first, then services and columns; and
/// whether one of them has both services and columns.
fn content_score(catalog: &Catalog, document: &Document, parsed: &ParsedDocument) -> (f64, bool) {
    let labels: BTreeSet<&str> = catalog
        .fields_of_flow(&document.flow)
        .map(|ix| catalog.field(ix))
        .flat_map(|f| {
            let renderings = catalog.locales.values().filter_map(move |l| l.terms.get(&f.id));
            std::iter::once(f.label.as_str())
                .chain(f.former.iter().map(|l| l.label.as_str()))
                .chain(renderings.flatten().map(String::as_str))
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
        let served = share(&services);
        let score = 6.0 * share(&labels) + 3.0 * served + f64::from(u8::from(columns));
        (score, columns && served >= SERVED)
    };
    let tables: Vec<(f64, bool)> =
        parsed.tables.iter().filter(|t| !t.rows.is_empty()).map(table_score).collect();
    let shaped = tables.iter().any(|(_, shaped)| *shaped);
    let score = tables.into_iter().map(|(score, _)| score).fold(0.0, f64::max);
    let linked = parsed.blocks.iter().filter(|b| b.kind != BlockKind::Heading).any(|block| {
        let stems: Vec<&str> = block.inline.links.iter().map(|l| link_stem(&l.target)).collect();
        catalog
            .documents
            .iter()
            .filter(|other| other.id != document.id)
            .any(|other| other.file_stems.iter().any(|s| stems.contains(&s.as_str())))
    });
    (score + if linked { 0.6 } else { 0.0 }, shaped)
}
