//! Cells of other languages that were made from the same source text.

use std::collections::BTreeMap;

use crate::audit::{Audit, CellRef, Page, PageRow};
use crate::catalog::model::ColumnRole;
use crate::identify::source_hash;
use crate::parse::Value;
use crate::text::Text;

/// Fewest languages whose agreement says anything.
const FEWEST: usize = 3;
/// Share of the languages that must agree. (Measured: at 70 % of 17 locales,
/// 43 of 43 altered keys were real.)
const SHARE: f64 = 0.7;
/// Most languages that are asked. The largest site of this kind has 64; more decide
/// nothing, and all of all languages would ask the square of their number.
pub const MOST_COUNTERPARTS: usize = 64;

/// What another language made of a source text.
#[derive(Debug, Clone, Copy)]
pub struct Counterpart<'a> {
    /// The page of the other language.
    pub page: &'a Page,
    /// Its row.
    pub row: &'a PageRow,
    /// Its cell.
    pub cell: CellRef<'a>,
}

/// The cells that other languages have for the source text of a cell, one for each language, in
/// page order. Only rows with the same source text count: by the hash of the edition that both
/// name, or by the text itself.
pub fn counterparts<'a>(
    audit: &'a Audit<'_>,
    page: &Page,
    row: &PageRow,
    role: ColumnRole,
) -> Vec<Counterpart<'a>> {
    let found = row.elsewhere.of(role, || find(audit, page, row, role));
    let counterpart = |(page, row): &(usize, usize)| {
        let page = &audit.pages[*page];
        let row = &page.rows[*row];
        Some(Counterpart { page, row, cell: page.cell(row, role)? })
    };
    found.iter().filter_map(counterpart).collect()
}

/// For each other language the page and the row that have a cell for the source text of a cell.
fn find(audit: &Audit<'_>, page: &Page, row: &PageRow, role: ColumnRole) -> Vec<(usize, usize)> {
    let Some(reference) = row.matched.row() else { return Vec::new() };
    let askable = audit.once.get(page.document, &format!("{reference} {}", role.as_str()), || {
        Askable::of(audit, page.document, reference, role)
    });
    let source = audit.source_cell(page, row, role).map(|source| source.cell.text());
    let counterpart = |(_, language): &(String, Language)| {
        let index = language.for_page(page, source)?;
        let other = &audit.pages[index];
        let row = other.row_of(reference).filter(|row| other.cell(row, role).is_some())?;
        Some((index, row.number - 1))
    };
    let others = askable.0.iter().filter(|(language, _)| language != page.language.language());
    others.filter_map(counterpart).take(MOST_COUNTERPARTS).collect()
}

/// Who can be asked about a cell: for each language, in page order.
struct Askable(Vec<(String, Language)>);

/// The first page of a language that was made from an edition, that names a hash, and that was made
/// from a source text.
#[derive(Default)]
struct Language {
    of_edition: BTreeMap<usize, usize>,
    of_hash: BTreeMap<String, usize>,
    of_source: BTreeMap<String, usize>,
}

impl Askable {
    fn of(audit: &Audit<'_>, document: usize, reference: usize, role: ColumnRole) -> Self {
        let language = |(name, pages): &(String, Vec<usize>)| {
            let mut language = Language::default();
            for index in pages {
                let page = &audit.pages[*index];
                let Some(row) = page.row_of(reference) else { continue };
                if page.cell(row, role).is_some() {
                    language.add(audit, *index, row, role);
                }
            }
            (name.clone(), language)
        };
        Askable(audit.translations[document].iter().map(language).collect())
    }
}

impl Language {
    fn add(&mut self, audit: &Audit<'_>, index: usize, row: &PageRow, role: ColumnRole) {
        let page = &audit.pages[index];
        if let Some(edition) = page.edition.made_from() {
            self.of_edition.entry(edition).or_insert(index);
        }
        if let Some(hash) = named(page) {
            self.of_hash.entry(hash.text.to_ascii_lowercase()).or_insert(index);
        }
        if let Some(source) = audit.source_cell(page, row, role) {
            self.of_source.entry(source.cell.text().to_owned()).or_insert(index);
        }
    }

    /// The first page that was made from the same edition as a page, or from the same text.
    fn for_page(&self, page: &Page, source: Option<&str>) -> Option<usize> {
        let edition = page.edition.made_from().and_then(|edition| self.of_edition.get(&edition));
        let hash = named(page).and_then(|h| self.of_hash.get(&h.text.to_ascii_lowercase()));
        let text = source.and_then(|text| self.of_source.get(text));
        edition.into_iter().chain(hash).chain(text).min().copied()
    }
}

/// What other languages have for a statement, by its index: the page and its block, one for each
/// language, in page order. Pages whose edition is known to word it otherwise do not count.
pub fn statement_counterparts<'a>(
    audit: &'a Audit<'_>,
    page: &Page,
    statement: usize,
) -> Vec<(&'a Page, Text<'a>)> {
    let worded = |page: &Page| {
        let statements = &audit.edition(page)?.content.statements;
        statements.iter().find(|(id, _)| *id == statement).map(|(_, hash)| hash.as_str())
    };
    let own = worded(page);
    let block = |other: &'a Page| {
        let same = own.is_none_or(|own| worded(other).is_none_or(|their| own == their));
        let found = other.statements.iter().find(|s| s.statement == statement)?;
        let block = found.block.filter(|_| same)?;
        Some((other, other.parsed.blocks[block].inline.forms()))
    };
    let languages = audit.other_translations(page.document, page.language.language());
    languages.filter_map(|mut pages| pages.find_map(block)).take(MOST_COUNTERPARTS).collect()
}

/// The source hash that a page names.
fn named(page: &Page) -> Option<&Value> {
    page.parsed.front_matter.as_ref().and_then(source_hash)
}

/// How many of the other languages do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Agreement {
    /// Languages that do it.
    pub yes: usize,
    /// All that answered.
    pub of: usize,
}

impl Agreement {
    /// Asks each counterpart; one that has nothing to say abstains.
    pub fn hold<'a>(
        counterparts: &[Counterpart<'a>],
        ask: impl Fn(&Counterpart<'a>) -> Option<bool>,
    ) -> Self {
        Agreement::of(counterparts.iter().map(ask))
    }

    /// Counts answers; nothing is an abstention.
    pub fn of(answers: impl Iterator<Item = Option<bool>>) -> Self {
        let answers: Vec<bool> = answers.flatten().collect();
        Agreement { yes: answers.iter().filter(|yes| **yes).count(), of: answers.len() }
    }

    /// Whether enough answered, and most of them yes.
    pub fn carried(self) -> bool {
        self.of >= FEWEST && self.share() >= SHARE
    }

    /// Whether at least so many answered, and all of them yes.
    pub fn unanimous(self, of: usize) -> bool {
        self.of >= of.max(FEWEST) && self.yes == self.of
    }

    /// Whether enough answered, and most of them no.
    pub fn rejected(self) -> bool {
        self.of >= FEWEST && 1.0 - self.share() >= SHARE
    }

    /// `15 of 16 other languages`; nothing when too few answered.
    pub fn words(self) -> Option<String> {
        (self.of >= FEWEST).then(|| format!("{} of {} other languages", self.yes, self.of))
    }

    fn share(self) -> f64 {
        crate::text::share(self.yes, self.of)
    }
}
