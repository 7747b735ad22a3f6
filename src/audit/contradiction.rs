//! Whether the rows and statements of a page are those of another edition than the one that its
//! hash names.

use std::collections::BTreeSet;

use crate::align::Match;
use crate::catalog::{Catalog, Content, FieldIx};

use super::{KnownEdition, Page};

/// What must speak against the named edition and for the other: two losses, or one row or statement
/// that the named one never had.
const SIGNS: usize = 2;

/// What a page has that an edition does not have, and the other way about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Differences {
    /// Rows of the page, by number, that the edition does not list.
    pub extra_rows: Vec<usize>,
    /// Rows of the edition that the page lacks.
    pub missing_rows: Vec<Vec<FieldIx>>,
    /// Statements of the page that the edition does not carry.
    pub extra_statements: Vec<usize>,
    /// Statements of the edition that the page lacks.
    pub missing_statements: Vec<usize>,
}

impl Differences {
    /// How a page differs from an edition. Rows that may stand for two things speak neither way,
    /// nor do links on a page without any.
    pub(super) fn between(catalog: &Catalog, page: &Page, edition: &Content) -> Self {
        let row_of = |fields: &[FieldIx]| fields.first().map(|ix| catalog.field(*ix).row);
        let listed: BTreeSet<usize> =
            edition.rows.iter().filter_map(|(fields, _)| row_of(fields)).collect();
        let mut present: BTreeSet<usize> = BTreeSet::new();
        for row in &page.rows {
            match row.matched {
                Match::Row { reference, .. } | Match::Duplicate { reference } => {
                    present.insert(reference);
                }
                Match::Ambiguous { reference, other } => present.extend([reference, other]),
                Match::None => {}
            }
        }
        let extra = |row: &&super::PageRow| {
            row.matched.row().is_some_and(|reference| !listed.contains(&reference))
        };
        let missing = |fields: &&Vec<FieldIx>| {
            row_of(fields).is_some_and(|reference| !present.contains(&reference))
        };
        let has_links = page.parsed.blocks.iter().any(|block| !block.inline.links.is_empty());
        let counts = |statement: &usize| catalog.statements[*statement].can_be_lacking(has_links);
        let carried: Vec<usize> =
            edition.statements.iter().map(|(s, _)| *s).filter(&counts).collect();
        let made: Vec<usize> = page
            .statements
            .iter()
            .filter(|found| found.block.is_some())
            .map(|found| found.statement)
            .filter(&counts)
            .collect();
        let without = |of: &[usize], other: &[usize]| {
            of.iter().copied().filter(|s| !other.contains(s)).collect::<Vec<_>>()
        };
        Differences {
            extra_rows: page.rows.iter().filter(extra).map(|row| row.number).collect(),
            missing_rows: edition.rows.iter().map(|(f, _)| f).filter(missing).cloned().collect(),
            extra_statements: without(&made, &carried),
            missing_statements: without(&carried, &made),
        }
    }

    /// What they weigh. A row may be lost on the way, but does not come from nowhere.
    fn weight(&self) -> usize {
        2 * (self.extra_rows.len() + self.extra_statements.len())
            + self.missing_rows.len()
            + self.missing_statements.len()
    }

    /// Those that are not among the others.
    #[must_use]
    pub(super) fn without(mut self, others: &Differences) -> Self {
        self.extra_rows.retain(|row| !others.extra_rows.contains(row));
        self.missing_rows.retain(|row| !others.missing_rows.contains(row));
        self.extra_statements.retain(|s| !others.extra_statements.contains(s));
        self.missing_statements.retain(|s| !others.missing_statements.contains(s));
        self
    }
}

/// The edition whose rows and statements a page has, if that is clearly not the one it names: enough
/// speaks for it, and more than what the page has or lacks against it.
pub(super) fn fitting_edition(
    catalog: &Catalog,
    page: &Page,
    editions: &[KnownEdition],
) -> Option<usize> {
    let named = page.edition.known.filter(|_| !page.is_source)?;
    let against = Differences::between(catalog, page, &editions[named].content).weight();
    if against < SIGNS {
        return None;
    }
    let (left, fitting) = editions
        .iter()
        .enumerate()
        .map(|(index, edition)| {
            let weight = Differences::between(catalog, page, &edition.content).weight();
            ((weight, index.abs_diff(named)), index)
        })
        .min()
        .map(|((weight, _), index)| (weight, index))?;
    let signs = against.saturating_sub(left);
    (fitting != named && signs >= SIGNS && left < signs).then_some(fitting)
}

/// The edition that a page without date or known hash is made from, where it has exactly the rows
/// and statements of an older edition, not those of the newest: the last such edition.
pub(super) fn older_edition(
    catalog: &Catalog,
    page: &Page,
    editions: &[KnownEdition],
) -> Option<usize> {
    let dateless = page.edition.known.is_none() && page.edition.handoff.is_none();
    let newest = page.edition.newest.filter(|_| dateless && !page.is_source)?;
    let fits = |index: &usize| {
        Differences::between(catalog, page, &editions[*index].content).weight() == 0
    };
    if fits(&newest) { None } else { (0..newest).rev().find(fits) }
}

/// The same, where enough speaks for it that what the newest edition has besides is not owed: a
/// single row or statement may just as well have been lost on the way.
pub(super) fn surely_older_edition(
    catalog: &Catalog,
    page: &Page,
    editions: &[KnownEdition],
) -> Option<usize> {
    let older = older_edition(catalog, page, editions)?;
    let newest = &editions[page.edition.newest?].content;
    (Differences::between(catalog, page, newest).weight() >= SIGNS).then_some(older)
}
