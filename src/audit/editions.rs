//! Known source editions, and which of them a page was made from.

use jiff::civil::Date;

use crate::catalog::{Catalog, Content};
use crate::identify::{Basis, SourceHash, source_commit, source_hash, source_hashes};
use crate::load::Revision;

use super::Page;
use super::content::content_of;

/// Fewest hex digits by which a commit is known, as git shortens them.
const SHORT_COMMIT: usize = 7;

/// A page with text: one of the run, or one of the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageRef {
    /// Index into [`super::Audit::pages`].
    Run(usize),
    /// Index into [`super::Audit::history`].
    History(usize),
}

/// A revision of a source page that is known by hash, by text, or both.
#[derive(Debug, Clone)]
pub struct KnownEdition {
    /// When it was made, if known.
    pub date: Option<Date>,
    /// The commit that made it, if known.
    pub commit: Option<String>,
    /// Hashes of its bytes, if known.
    pub hash: Option<SourceHash>,
    /// Its rows and statements.
    pub content: Content,
    /// Its text, if it is at hand.
    pub page: Option<PageRef>,
}

impl KnownEdition {
    /// A name for people and machines: date and short commit, as far as known.
    pub fn id(&self) -> String {
        let date = self.date.map(|d| d.to_string());
        let commit = self.commit.as_ref().map(|c| c.chars().take(12).collect::<String>());
        let hash = self.hash.as_ref().map(|h| format!("sha1-{}", &h.lf[..12]));
        let parts: Vec<String> = date.into_iter().chain(commit.or(hash)).collect();
        if parts.is_empty() { "unnamed".to_owned() } else { parts.join("_") }
    }

    /// Whether it was made by this commit. One of the two may be shortened.
    fn is_of(&self, commit: &str) -> bool {
        let starts = |long: &str, short: &str| {
            short.len() >= SHORT_COMMIT
                && long.get(..short.len()).is_some_and(|start| start.eq_ignore_ascii_case(short))
        };
        self.commit.as_deref().is_some_and(|own| starts(own, commit) || starts(commit, own))
    }

    fn matches(&self, hash: &str) -> bool {
        self.hash
            .as_ref()
            .is_some_and(|h| h.lf.eq_ignore_ascii_case(hash) || h.crlf.eq_ignore_ascii_case(hash))
    }
}

/// How a page stands to the newest source edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditionStatus {
    /// It is a source page itself.
    Source,
    /// Made from the newest edition, or from one that differs from it in front matter only.
    Current,
    /// Made from an edition whose rows or statements have changed since.
    Stale,
    /// It names no known edition.
    Unknown,
}

impl EditionStatus {
    /// As in the JSON contract.
    pub fn as_str(self) -> &'static str {
        match self {
            EditionStatus::Source => "source",
            EditionStatus::Current => "current",
            EditionStatus::Stale => "stale",
            EditionStatus::Unknown => "unknown",
        }
    }
}

/// The edition of a page.
#[derive(Debug, Clone)]
pub struct PageEdition {
    /// How it stands to the newest one.
    pub status: EditionStatus,
    /// Index into [`super::Audit::editions`] of its document: the edition that it names by hash or,
    /// without one, by commit; or is.
    pub known: Option<usize>,
    /// Index of the edition whose rows and statements the page has, where that is clearly another
    /// than the one it names.
    pub fitting: Option<usize>,
    /// Index of the edition that translations are to follow now.
    pub newest: Option<usize>,
    /// When the translation was handed off, if it says so.
    pub handoff: Option<Date>,
}

impl PageEdition {
    /// Whether the page names one edition and has the rows and statements of another.
    pub fn is_contradicted(&self) -> bool {
        self.known.is_some() && self.fitting.is_some()
    }

    /// Index of the edition that the page was made from, by what stands on it.
    pub fn made_from(&self) -> Option<usize> {
        self.fitting.or(self.known)
    }
}

/// The editions of one document: those of the catalog, of the history and of the run, oldest
/// first. An edition that is known from several places appears once, with all that is known.
pub(super) fn known_editions(
    catalog: &Catalog,
    document: usize,
    pages: &[Page],
    history: &[(Page, Revision)],
    text: impl Fn(&Page) -> Vec<u8>,
) -> Vec<KnownEdition> {
    let spec = &catalog.documents[document];
    let mut editions: Vec<KnownEdition> = spec
        .editions
        .iter()
        .map(|edition| KnownEdition {
            date: Some(edition.date),
            commit: edition.commit.clone(),
            hash: edition
                .sha1_lf
                .clone()
                .zip(edition.sha1_crlf.clone())
                .map(|(lf, crlf)| SourceHash { lf, crlf }),
            content: spec.contents[edition.content].clone(),
            page: None,
        })
        .collect();
    for (index, (page, revision)) in
        history.iter().enumerate().filter(|(_, (p, _))| p.document == document)
    {
        let edition = KnownEdition {
            date: revision.date,
            commit: revision.commit.clone(),
            hash: Some(source_hashes(&revision.bytes)),
            content: content_of(catalog, page),
            page: Some(PageRef::History(index)),
        };
        merge(&mut editions, edition);
    }
    for (index, page) in
        pages.iter().enumerate().filter(|(_, p)| p.document == document && p.is_source)
    {
        let front = page.parsed.front_matter.as_ref();
        let mut edition = KnownEdition {
            date: None,
            commit: front.and_then(source_commit).map(str::to_owned),
            hash: Some(source_hashes(&text(page))),
            content: content_of(catalog, page),
            page: Some(PageRef::Run(index)),
        };
        edition.date = date_of_copy(&editions, &edition);
        merge(&mut editions, edition);
    }
    editions
}

/// The date of a source page whose bytes are not known: that of the edition of its commit, or of the
/// newest one with its rows and statements. A site serves its pages with other front matter and
/// other links than their repository has.
fn date_of_copy(editions: &[KnownEdition], copy: &KnownEdition) -> Option<Date> {
    let commit = copy.commit.as_deref();
    let by_commit = editions.iter().rfind(|known| commit.is_some_and(|commit| known.is_of(commit)));
    let same = |known: &&KnownEdition| same_content(&known.content, &copy.content);
    let by_content = || editions.iter().rfind(|known| known.date.is_some() && same(known));
    by_commit.filter(same).or_else(by_content).and_then(|known| known.date)
}

/// Adds an edition, or completes the one with the same bytes. Undated ones count as newest;
/// otherwise the order of dates rules, and among equal dates the order of arrival.
fn merge(editions: &mut Vec<KnownEdition>, edition: KnownEdition) {
    let same = editions.iter_mut().find(|known| match &known.hash {
        Some(_) => known.hash == edition.hash,
        // Known from a copy whose bytes say nothing: the content has to do.
        None => known.content == edition.content,
    });
    if let Some(known) = same {
        known.date = known.date.or(edition.date);
        known.commit = known.commit.take().or(edition.commit);
        known.hash = known.hash.take().or(edition.hash);
        known.page = edition.page.or(known.page);
        return;
    }
    let at = match edition.date {
        Some(date) => {
            editions.partition_point(|known| known.date.is_some_and(|other| other <= date))
        }
        None => editions.len(),
    };
    editions.insert(at, edition);
}

/// The edition of a page. `newest` is what translations are to follow.
pub(super) fn edition_of(
    page: &Page,
    editions: &[KnownEdition],
    newest: Option<usize>,
) -> PageEdition {
    let front = page.parsed.front_matter.as_ref();
    let handoff = ["ms.lasthandoff", "loc_version"]
        .iter()
        .find_map(|key| front_matter_date(&front?.get(key)?.text));
    if page.is_source {
        return PageEdition {
            status: EditionStatus::Source,
            known: None,
            fitting: None,
            newest,
            handoff,
        };
    }
    let hash = front.and_then(source_hash).map(|value| value.text.as_str());
    let known = match hash {
        Some(hash) => editions.iter().rposition(|edition| edition.matches(hash)),
        None => {
            let commit = front.and_then(source_commit);
            commit.and_then(|commit| editions.iter().rposition(|edition| edition.is_of(commit)))
        }
    };
    let status = match known.zip(newest) {
        None => EditionStatus::Unknown,
        Some((known, newest)) if known == newest => EditionStatus::Current,
        Some((known, newest))
            if same_content(&editions[known].content, &editions[newest].content) =>
        {
            EditionStatus::Current
        }
        Some(_) => EditionStatus::Stale,
    };
    PageEdition { status, known, fitting: None, newest, handoff }
}

/// Whether two editions have the same rows and statements; links and front matter aside.
fn same_content(a: &Content, b: &Content) -> bool {
    a.rows == b.rows && a.statements == b.statements
}

/// The edition that translations of a document are to follow: the one of the run's source page
/// if there is one, otherwise the newest known. A page that its path or front matter calls a source
/// page goes before one that only reads like it.
pub(super) fn newest_edition(editions: &[KnownEdition], pages: &[Page]) -> Option<usize> {
    let run = |edition: &KnownEdition| match edition.page {
        Some(PageRef::Run(index)) => Some(pages[index].language.basis != Basis::Text),
        _ => None,
    };
    let named = editions.iter().rposition(|edition| run(edition) == Some(true));
    let any = || editions.iter().rposition(|edition| run(edition).is_some());
    named.or_else(any).or(editions.len().checked_sub(1))
}

/// A date as front matter writes it, `MM/DD/YYYY` or ISO, perhaps with a time after it.
pub fn front_matter_date(text: &str) -> Option<Date> {
    let text = text.trim();
    let text = text.split_once(['T', ' ']).map_or(text, |(date, _)| date);
    let mut parts = text.split('/');
    let numbers = (parts.next()?, parts.next(), parts.next());
    match numbers {
        (month, Some(day), Some(year)) => {
            Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
        }
        _ => text.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::front_matter_date;

    #[test]
    fn dates_of_front_matter() {
        for (text, expected) in [
            ("12/07/2023", Some("2023-12-07")),
            (" 2023-12-07 ", Some("2023-12-07")),
            ("2023-12-07T00:00:00.0000000Z", Some("2023-12-07")),
            ("2023-12-07 22:44:00 +0200", Some("2023-12-07")),
            ("12/7/2023 12:00 AM", Some("2023-12-07")),
            ("T", None),
            ("13/07/2023", None),
            ("2023-12-07Z", None),
            ("", None),
        ] {
            let found = front_matter_date(text).map(|date| date.to_string());
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }
}
