//! How far a translation of unknown edition is behind the source, by what stands on it and by the
//! day on which it was handed off.

use jiff::civil::Date;

use super::contradiction::older_edition;
use super::{Audit, Changes, KnownEdition, Page};

/// A translation that names no known source edition and is behind the newest one.
#[derive(Debug)]
pub struct Behind<'a> {
    /// What tells its age.
    pub known_by: KnownBy<'a>,
    /// The edition that it is to follow.
    pub newest: &'a KnownEdition,
    /// What has changed since.
    pub changes: Changes,
}

/// What tells the age of a translation that names no known source edition.
#[derive(Debug, Clone, Copy)]
pub enum KnownBy<'a> {
    /// It has all rows and statements of this older edition and no others.
    Content(&'a KnownEdition),
    /// The day on which it was handed off, and the source edition of that day, if one is known.
    HandOff(Date, Option<&'a KnownEdition>),
}

impl<'a> Behind<'a> {
    /// The edition that the page is likely to come from, if one is known.
    pub fn then(&self) -> Option<&'a KnownEdition> {
        match self.known_by {
            KnownBy::Content(then) => Some(then),
            KnownBy::HandOff(_, then) => then,
        }
    }
}

impl Audit<'_> {
    /// In what a translation of unknown edition is behind the source. Nothing if it names a known
    /// edition, or nothing has changed since.
    pub fn behind<'a>(&'a self, page: &Page) -> Option<Behind<'a>> {
        if page.is_source || page.edition.known.is_some() {
            return None;
        }
        let newest = self.newest(page)?;
        let known_by = match page.edition.handoff {
            Some(date) if self.is_from_before(newest, date) => KnownBy::HandOff(date, None),
            Some(date) => KnownBy::HandOff(date, self.edition_at(page, date)),
            None => {
                let editions = &self.editions[page.document];
                KnownBy::Content(&editions[older_edition(self.catalog, page, editions)?])
            }
        };
        let changes = match known_by {
            KnownBy::HandOff(date, None) => Changes::since(self, date, &newest.content),
            KnownBy::Content(then) | KnownBy::HandOff(_, Some(then)) => {
                Changes::between(self, page, &then.content, &newest.content)
            }
        };
        let changes = changes.without_present(page);
        (!changes.is_empty()).then_some(Behind { known_by, newest, changes })
    }

    /// Whether an edition of unknown date says itself that it is from before a day. Front matter is
    /// not always renewed with the text, so that what the catalog dates later counts all the same.
    fn is_from_before(&self, edition: &KnownEdition, day: Date) -> bool {
        let page = edition.page.filter(|_| edition.date.is_none()).map(|page| self.page(page));
        page.and_then(Page::front_matter_date).is_some_and(|date| date <= day)
    }

    /// The source edition of a day: the newest that is not from after it.
    fn edition_at(&self, page: &Page, date: Date) -> Option<&KnownEdition> {
        let editions = self.editions[page.document].iter();
        editions.rev().find(|edition| edition.date.is_some_and(|made| made <= date))
    }
}
