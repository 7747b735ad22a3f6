//! Places of files: the text that stands there, in which language, and where to read it.

use std::collections::BTreeMap;

use crate::audit::Audit;
use crate::source::{FileId, Span};

use super::excerpt::{QUOTE, last, shorten};
use super::finding_row::Place;
use super::{document, lang};

/// Code points of the line that are shown on either side of the text at fault.
const CONTEXT: usize = 48;

/// What is known of all files of a run.
pub(super) struct Places<'a> {
    audit: &'a Audit<'a>,
    languages: BTreeMap<FileId, &'a str>,
    pages: BTreeMap<FileId, Lines<'a>>,
}

/// The page of a document, with the lines that it has anchors for, in order.
struct Lines<'a> {
    page: &'a str,
    lines: Vec<usize>,
}

impl<'a> Places<'a> {
    /// Takes the names of the documents' own pages by path.
    pub(super) fn new(audit: &'a Audit<'_>, names: &'a BTreeMap<&str, String>) -> Self {
        let all = audit.pages.iter().chain(&audit.history);
        let page = |page: &'a crate::audit::Page| {
            let lines = document::lines(audit, page);
            Some((page.file, Lines { page: names.get(page.path.as_str())?, lines }))
        };
        Places {
            audit,
            languages: all.map(|page| (page.file, page.locale())).collect(),
            pages: audit.pages.iter().filter_map(page).collect(),
        }
    }

    /// Language of a file, for the `lang` attribute.
    pub(super) fn language(&self, file: FileId) -> String {
        lang(self.languages.get(&file).copied().unwrap_or("")).to_owned()
    }

    /// Where the page of a document shows the line of a place: a paragraph of several lines has the
    /// number of its first.
    pub(super) fn href(&self, span: Span) -> Option<String> {
        let own = self.pages.get(&span.file)?;
        let line = self.audit.sources.get(span.file).position(span.start).line;
        let after = own.lines.partition_point(|shown| *shown <= line);
        let shown = own.lines.get(after.saturating_sub(1))?;
        Some(format!("{}#L{shown}", own.page))
    }

    /// A place with its line.
    pub(super) fn place(&self, span: Span) -> Place {
        let file = self.audit.sources.get(span.file);
        let start = file.position(span.start);
        let text = file.text();
        let before = text.get(..start.byte).unwrap_or_default();
        let before = before.rsplit('\n').next().unwrap_or_default();
        let after = text.get(span.end..).unwrap_or_default();
        let after = after.lines().next().unwrap_or_default();
        let own = self.audit.sources.slice(span).trim_end_matches(['\r', '\n']);
        Place {
            path: file.path().to_owned(),
            line: start.line,
            column: start.column,
            before: last(before, CONTEXT),
            text: shorten(own, QUOTE),
            after: shorten(after, CONTEXT),
        }
    }
}
