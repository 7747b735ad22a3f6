//! Cells of other languages that were made from the same source text.

use crate::audit::{Audit, CellRef, Page, PageRow};
use crate::catalog::model::ColumnRole;
use crate::identify::source_hash;
use crate::parse::Value;

/// Fewest voters of a poll that says anything.
const VOTERS: usize = 3;
/// Share of the voters that must agree. (`guides/translation-checks.md` §4: at 70 % of 17 locales,
/// 43 of 43 altered keys were real.)
const SHARE: f64 = 0.7;

/// What another language made of a source text.
#[derive(Debug, Clone, Copy)]
pub struct Ballot<'a> {
    /// The page of the other language.
    pub page: &'a Page,
    /// Its row.
    pub row: &'a PageRow,
    /// Its cell.
    pub cell: CellRef<'a>,
}

/// The cells that other languages have for the source text of a cell, one for each language, in
/// page order. Only rows with the same source text vote: by the hash of the edition that both
/// name, or by the text itself.
pub fn ballots<'a>(
    audit: &'a Audit<'_>,
    page: &Page,
    row: &PageRow,
    role: ColumnRole,
) -> Vec<Ballot<'a>> {
    let Some(reference) = row.matched.row() else { return Vec::new() };
    let source = audit.source_cell(page, row, role).map(|source| source.cell.text());
    let ballot = |other: &'a Page| {
        let row = other.row_of(reference)?;
        let cell = other.cell(row, role)?;
        let their = || audit.source_cell(other, row, role).map(|source| source.cell.text());
        let same = same_edition(page, other) || source.is_some_and(|text| their() == Some(text));
        same.then_some(Ballot { page: other, row, cell })
    };
    let languages = audit.other_translations(page.document, page.language.language());
    languages.filter_map(|mut pages| pages.find_map(ballot)).collect()
}

/// What other languages have for a statement, by its index: the page and its block, one for each
/// language, in page order. Pages whose edition is known to word it otherwise do not vote.
pub fn statement_ballots<'a>(
    audit: &'a Audit<'_>,
    page: &Page,
    statement: usize,
) -> Vec<(&'a Page, &'a str)> {
    let worded = |page: &Page| {
        let statements = &audit.edition(page)?.content.statements;
        statements.iter().find(|(id, _)| *id == statement).map(|(_, hash)| hash.as_str())
    };
    let own = worded(page);
    let block = |other: &'a Page| {
        let same = own.is_none_or(|own| worded(other).is_none_or(|their| own == their));
        let found = other.statements.iter().find(|s| s.statement == statement)?;
        let block = found.block.filter(|_| same)?;
        Some((other, other.parsed.blocks[block].inline.trimmed()))
    };
    let languages = audit.other_translations(page.document, page.language.language());
    languages.filter_map(|mut pages| pages.find_map(block)).collect()
}

/// Whether two pages name the same source edition.
fn same_edition(a: &Page, b: &Page) -> bool {
    let known = a.edition.made_from().is_some() && a.edition.made_from() == b.edition.made_from();
    known || named(a).zip(named(b)).is_some_and(|(a, b)| a.text.eq_ignore_ascii_case(&b.text))
}

/// The source hash that a page names.
fn named(page: &Page) -> Option<&Value> {
    page.parsed.front_matter.as_ref().and_then(source_hash)
}

/// A count of votes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Poll {
    /// Languages that do it.
    pub yes: usize,
    /// All that voted.
    pub voters: usize,
}

impl Poll {
    /// Asks each ballot; one that has nothing to say abstains.
    pub fn hold<'a>(ballots: &[Ballot<'a>], ask: impl Fn(&Ballot<'a>) -> Option<bool>) -> Self {
        Poll::of(ballots.iter().map(ask))
    }

    /// Counts answers; nothing is an abstention.
    pub fn of(answers: impl Iterator<Item = Option<bool>>) -> Self {
        let votes: Vec<bool> = answers.flatten().collect();
        Poll { yes: votes.iter().filter(|vote| **vote).count(), voters: votes.len() }
    }

    /// Whether enough voted, and most of them yes.
    pub fn carried(self) -> bool {
        self.voters >= VOTERS && self.share() >= SHARE
    }

    /// Whether at least so many voted, and all of them yes.
    pub fn unanimous(self, voters: usize) -> bool {
        self.voters >= voters.max(VOTERS) && self.yes == self.voters
    }

    /// Whether enough voted, and most of them no.
    pub fn rejected(self) -> bool {
        self.voters >= VOTERS && 1.0 - self.share() >= SHARE
    }

    /// `15 of 16 other languages`; nothing when too few voted.
    pub fn words(self) -> Option<String> {
        (self.voters >= VOTERS).then(|| format!("{} of {} other languages", self.yes, self.voters))
    }

    fn share(self) -> f64 {
        crate::identify::share(self.yes, self.voters)
    }
}
