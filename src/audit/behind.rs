//! How far a translation of unknown edition is behind the source, by what stands on it and by the
//! day on which it was handed off.

use jiff::civil::Date;

use super::contradiction::older_edition;
use super::{Audit, Changes, KnownEdition, Page};

/// A translation that names no known source edition and is behind the newest one.
#[derive(Debug)]
pub struct Behind<'a> {
    /// What tells its age.
    pub known_by: KnownBy,
    /// The edition that it is likely to come from, if one is known.
    pub then: Option<&'a KnownEdition>,
    /// The edition that it is to follow.
    pub newest: &'a KnownEdition,
    /// What has changed since.
    pub changes: Changes,
}

/// What tells the age of a translation that names no known source edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnownBy {
    /// It has all rows and statements of an older edition and no others.
    Content,
    /// The day on which it was handed off.
    HandOff(Date),
}

impl Audit<'_> {
    /// In what a translation of unknown edition is behind the source. Nothing if it names a known
    /// edition, or nothing has changed since.
    pub fn behind<'a>(&'a self, page: &Page) -> Option<Behind<'a>> {
        if page.is_source || page.edition.known.is_some() {
            return None;
        }
        let newest = self.newest(page)?;
        let (known_by, then) = match page.edition.handoff {
            Some(date) if self.is_from_before(newest, date) => (KnownBy::HandOff(date), None),
            Some(date) => (KnownBy::HandOff(date), self.edition_at(page, date)),
            None => {
                let editions = &self.editions[page.document];
                let older = older_edition(self.catalog, page, editions)?;
                (KnownBy::Content, Some(&editions[older]))
            }
        };
        let changes = match (known_by, then) {
            (_, Some(then)) => Changes::between(self, page, &then.content, &newest.content),
            (KnownBy::HandOff(date), None) => Changes::since(self, date, &newest.content),
            (KnownBy::Content, None) => return None,
        };
        let changes = changes.without_present(page);
        (!changes.is_empty()).then_some(Behind { known_by, then, newest, changes })
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
