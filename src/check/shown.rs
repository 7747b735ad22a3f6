//! The texts of a page that readers are shown, and findings that have many places in them.

use std::ops::Range;

use crate::audit::{Audit, Page};
use crate::finding::{Finding, Severity};
use crate::parse::Inline;

use super::prose::{Place, places};

/// Places of one fault that are pointed at; the rest is counted.
const SHOWN: usize = 20;

/// Keys of the front matter whose values readers are shown, as the title of a tab and in searches.
const TITLES: [&str; 3] = ["title", "titleSuffix", "description"];

/// A text that readers are shown.
pub(super) struct Text<'a> {
    /// As it reads.
    pub(super) shown: &'a str,
    /// As it is written.
    pub(super) written: Range<usize>,
    /// Where it stands on the page; nothing for a value of the front matter.
    pub(super) place: Option<Place<'a>>,
}

impl Text<'_> {
    /// Bytes of the file that a range of the shown text came from.
    pub(super) fn source_range(&self, range: Range<usize>) -> Range<usize> {
        match &self.place {
            Some(place) => place.inline.source_range(range),
            None => self.written.clone(),
        }
    }

    /// Whether bytes of the file lie in a comment.
    pub(super) fn is_comment(&self, file: &str, at: usize) -> bool {
        let Some(place) = &self.place else { return false };
        let html = &place.inline.html;
        let last = html.partition_point(|range| range.start <= at).checked_sub(1);
        let range = last.map(|last| html[last].clone());
        range.is_some_and(|range| range.contains(&at) && file[range].starts_with("<!--"))
    }
}

/// Every text of a page that readers are shown.
pub(super) fn texts(page: &Page) -> Vec<Text<'_>> {
    let front = page.parsed.front_matter.iter().flat_map(|front| {
        TITLES.iter().filter_map(|key| front.get(key)).map(|value| Text {
            shown: &value.text,
            written: value.range.clone(),
            place: None,
        })
    });
    let places = places(page).into_iter().map(|place| Text {
        shown: &place.inline.text,
        written: place.inline.source.clone(),
        place: Some(place),
    });
    front.chain(places).collect()
}

/// One fault, with all its places in page order: each a text and the bytes at fault.
pub(super) fn finding<'a, 't: 'a>(
    audit: &Audit<'_>,
    page: &Page,
    (check, severity): (&'static str, Severity),
    found: &[(&'a Text<'t>, Range<usize>)],
    message: String,
) -> Option<Finding> {
    let (first, at) = found.first()?;
    let written = &audit.text(page)[at.clone()];
    let all = match found.len() {
        1 => message,
        count => format!("{message} ({count} in all)"),
    };
    let mut finding = Finding::new(check, severity, page.span(at.clone()), all).found(written);
    if let Some(place) = &first.place {
        finding = place.locate(audit, page, finding);
    }
    for (text, at) in &found[1..] {
        let row = text.place.as_ref().and_then(|place| place.row);
        if let Some(row) = row.filter(|row| !finding.rows.contains(&row.number)) {
            finding = finding.row(row.number, page.field_ids(audit.catalog, row));
        }
        if finding.related.len() + 1 < SHOWN {
            finding = finding.relate(page.span(at.clone()), "again here");
        }
    }
    Some(finding)
}

/// The text of the source page of a translation, as it is written.
pub(super) fn source_text<'a>(audit: &'a Audit<'_>, page: &Page) -> Option<&'a str> {
    let source = audit.page(audit.source_page(page)?);
    Some(audit.text(source))
}

/// The parts of a text that are set as code.
pub(super) fn code_ranges(file: &str, inline: &Inline) -> Vec<Range<usize>> {
    let is_code = |range: &&Range<usize>| {
        let start = inline.source_range((*range).clone()).start;
        file[..start].trim_end_matches(' ').ends_with('`')
    };
    let mut code: Vec<Range<usize>> = inline.marked.iter().filter(is_code).cloned().collect();
    code.sort_by_key(|range| range.start);
    code
}
