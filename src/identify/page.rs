//! Which of the catalog's documents a file is.
//!
//! What speaks for a file decides: its page id, its name, its title in any known language, the
//! data, services and headers that stand in it. Its shape decides nothing here: a page whose table
//! is broken is a page, and it is for the checks to say that it is out of order.

use std::cell::LazyCell;

use crate::catalog::{Catalog, Document};
use crate::parse::{BlockKind, Outline, ParsedDocument, Table};

use super::columns::link_stem;
use super::known::Known;
use super::voices::Voices;

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
/// Lead in points over any other document.
const LEAD: f64 = 0.5;

/// What speaks for a file being a document.
struct Claim {
    document: usize,
    /// Points for the page id in the front matter.
    id: f64,
    /// Points for file name and title.
    name: f64,
    /// Points for the tables.
    content: f64,
    /// Points for what stands in the text, in a table or not.
    text: f64,
    /// Whether tables or text say enough, so that nothing else need speak for the file. Names of
    /// data alone do not: many a page lists some of them.
    told: bool,
    /// Whether the text says it without a table.
    spoken: bool,
}

/// The document that the file is. Nothing when it is none of the catalog's, or when two documents
/// claim it with the same right. A page id that neither name nor content confirms counts for
/// nothing. `text` is that of the file.
pub fn identify_page(
    known: &Known<'_>,
    path: &str,
    parsed: &ParsedDocument,
    text: &str,
) -> Option<PageMatch> {
    let catalog = known.catalog;
    let body = text.get(parsed.body.clone()).unwrap_or_default();
    let voices = Voices::hear(known, body);
    let titled = titles(parsed).iter().filter_map(|title| known.titled(title)).next();
    let anchors = anchors(parsed, text);
    let introduced = LazyCell::new(|| introduces(known, parsed));
    let mut claims: Vec<Claim> = catalog
        .documents
        .iter()
        .enumerate()
        .map(|(index, document)| {
            let (content, shaped) = content_score(known, index, parsed);
            let spoken = voices.speak(known, index);
            let header = f64::from(u8::from(voices.headed(index)));
            let title =
                titled.filter(|(document, _)| *document == index).map_or(0.0, |t| 4.0 * t.1);
            let named = |title: &&&str| known.names_parties(index, title);
            let headline = titles(parsed).iter().find(named).copied().filter(|_| *introduced);
            let ordered = headline.is_some_and(|title| known.in_order(index, title));
            let anchored = anchors.iter().any(|anchor| is_stem(document, anchor));
            Claim {
                document: index,
                id: id_score(document, parsed),
                name: name_score(document, path, parsed) + if anchored { 4.0 } else { title },
                content,
                text: 3.0 * voices.share(known, index) + header + f64::from(u8::from(ordered)),
                told: shaped || spoken || headline.is_some(),
                spoken: spoken || headline.is_some(),
            }
        })
        .collect();
    doubt_id(&mut claims);
    let points = |claim: &Claim| claim.id + claim.name + claim.content + claim.text;
    claims.sort_by(|a, b| points(b).total_cmp(&points(a)));
    let best = claims.first()?;
    let rival = claims.get(1).map_or(0.0, points);
    let told = best.told || best.id + best.name > 0.0;
    let enough = best.spoken || points(best) >= ENOUGH - 1e-9 || best.name >= NAMED;
    let declared = best.id + best.name >= ENOUGH - 1e-9;
    (told && enough && points(best) - rival >= LEAD)
        .then_some(PageMatch { document: best.document, declared })
}

/// Whether nothing speaks for a file, by its outline: [`identify_page`] finds no document for it
/// then. What stands in its lists and links adds to what speaks already, and to a title that names
/// both parties; a table that names no service says nothing.
pub fn says_nothing(known: &Known<'_>, path: &str, outline: &Outline, text: &str) -> bool {
    if outline.may_hold_table && known.names_service(text) {
        return false;
    }
    let outline = &outline.top;
    let titles = titles(outline);
    if titles.iter().any(|title| known.titled(title).is_some()) {
        return false;
    }
    let anchors = anchors(outline, text);
    let documents = known.catalog.documents.iter().enumerate();
    let mut named = documents.map(|(index, document)| {
        id_score(document, outline) > 0.0
            || name_score(document, path, outline) > 0.0
            || anchors.iter().any(|anchor| is_stem(document, anchor))
            || titles.iter().any(|title| known.names_parties(index, title))
    });
    if named.any(|named| named) {
        return false;
    }
    let voices = Voices::hear(known, text.get(outline.body.clone()).unwrap_or_default());
    (0..known.catalog.documents.len()).all(|document| !voices.speak(known, document))
}

/// Whether a list of the page names most of the catalog's services, as the pages do that say when
/// data flow. Beside a title with both parties that is enough: of 1,649 pages about the same products
/// that are none, no other has both.
fn introduces(known: &Known<'_>, parsed: &ParsedDocument) -> bool {
    let lists = parsed.blocks.split(|block| block.kind != BlockKind::ListItem);
    lists.filter(|items| (2..=LONGEST_LIST).contains(&items.len())).any(|items| {
        let text: Vec<&str> = items.iter().map(|item| item.inline.trimmed()).collect();
        known.acronyms_in(&text.join(" ")) * 4 >= known.acronyms() * 3
    })
}

/// Most items of a list of services; the longest known has 4.
const LONGEST_LIST: usize = 8;

/// Points for a name from which on nothing else need speak: a title that is nearly a known one.
const NAMED: f64 = 3.0;

/// Takes the points for the page id away where the name is not that of the same document and the
/// content is plainly that of another.
fn doubt_id(claims: &mut [Claim]) {
    let Some(likeliest) = claims.iter().map(|claim| claim.content).reduce(f64::max) else { return };
    for claim in claims.iter_mut().filter(|claim| claim.name <= 0.0) {
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

/// Metadata in which a publisher writes where the page came from or where it stands.
const ADDRESSES: [&str; 5] =
    ["canonicalUrl", "original_content_git_url", "source_path", "asset_id", "document_url"];

/// Points for the name of the file, or for the one that its metadata give.
fn name_score(document: &Document, path: &str, parsed: &ParsedDocument) -> f64 {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let front = parsed.front_matter.as_ref();
    let mut addresses = ADDRESSES.iter().filter_map(|key| front?.get(key));
    let named = is_stem(document, stem) || addresses.any(|v| is_stem(document, link_stem(&v.text)));
    6.0 * f64::from(u8::from(named))
}

/// Whether a file name without extension is one of the document's.
pub fn is_stem(document: &Document, stem: &str) -> bool {
    document.file_stems.iter().any(|known| known.eq_ignore_ascii_case(stem))
}

/// The document that a file name without extension names.
pub fn document_of_stem(catalog: &Catalog, stem: &str) -> Option<usize> {
    catalog.documents.iter().position(|document| is_stem(document, stem))
}

/// The titles of a page: its first block of text, and what its metadata say.
pub fn titles(parsed: &ParsedDocument) -> Vec<&str> {
    let heading = parsed.blocks.first().map(|block| block.inline.trimmed());
    let front = parsed.front_matter.as_ref();
    let title = front.and_then(|front| front.get("title")).map(|value| value.text.as_str());
    heading.into_iter().chain(title).collect()
}

/// The names of the anchors in the first heading: translations keep those of the source page.
fn anchors<'a>(parsed: &ParsedDocument, text: &'a str) -> Vec<&'a str> {
    let heading = parsed.blocks.iter().find(|block| block.kind == BlockKind::Heading);
    let source = heading.and_then(|block| text.get(block.inline.source.clone()));
    let tags = source.into_iter().flat_map(|source| source.split("<a ").skip(1));
    tags.filter_map(|tag| tag.split('"').nth(1)).collect()
}

/// How much the tables look like the document's, labels first, then services and columns; and
/// whether one of them has services and either the document's columns or some of its data.
fn content_score(known: &Known<'_>, index: usize, parsed: &ParsedDocument) -> (f64, bool) {
    let document = &known.catalog.documents[index];
    let is_label = |text: &str| known.fields(text).iter().any(|(document, _)| *document == index);
    let table_score = |table: &Table| {
        let share = |is_known: &dyn Fn(&str) -> bool| {
            let column_share = |column: usize| {
                let cells = table.rows.iter().filter_map(|row| row.cells.get(column));
                crate::text::share(
                    cells.filter(|cell| is_known(cell.text())).count(),
                    table.rows.len(),
                )
            };
            (0..table.header.cells.len().min(8)).map(column_share).fold(0.0, f64::max)
        };
        let columns = table.header.cells.len() == document.columns.len();
        let served = share(&|text| known.is_service(text));
        let labels = share(&is_label);
        let score = 6.0 * labels + 3.0 * served + f64::from(u8::from(columns));
        (score, (columns || labels >= LISTED) && served >= SERVED)
    };
    let tables: Vec<(f64, bool)> =
        parsed.tables.iter().filter(|t| !t.rows.is_empty()).map(table_score).collect();
    let shaped = tables.iter().any(|(_, shaped)| *shaped);
    let score = tables.into_iter().map(|(score, _)| score).fold(0.0, f64::max);
    let linked = parsed.blocks.iter().filter(|b| b.kind != BlockKind::Heading).any(|block| {
        let mut stems = block.inline.links.iter().map(|link| link_stem(&link.target));
        let others = || known.catalog.documents.iter().filter(|other| other.id != document.id);
        stems.any(|stem| others().any(|other| is_stem(other, stem)))
    });
    (score + if linked { 0.6 } else { 0.0 }, shaped)
}

/// Share of the rows that must name data of the document where its columns are not as they should.
const LISTED: f64 = 0.2;
