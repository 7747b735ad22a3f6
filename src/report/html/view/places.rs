//! Places of files: the text that stands there, in which language, and where to read it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::audit::Audit;
use crate::source::{FileId, Span};

use super::{document, lang};

/// Code points of the line that are shown on either side of the text at fault.
const CONTEXT: usize = 48;
/// Code points of a quoted text at most.
pub(super) const QUOTE: usize = 600;
/// Bytes of a word that is left out rather than cut.
const WORD: usize = 40;

/// A place with the text that stands there.
#[derive(Debug, Serialize)]
pub(super) struct Place {
    path: String,
    line: usize,
    column: usize,
    before: String,
    text: String,
    after: String,
}

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

/// The first code points of a text, with an ellipsis if there are more.
pub(super) fn shorten(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// The same, but no word is cut, unless it is a very long one.
pub(super) fn whole_words(text: &str, most: usize) -> String {
    let Some((end, next)) = text.char_indices().nth(most) else { return text.to_owned() };
    let cut = &text[..end];
    let blank = cut.rfind(char::is_whitespace).filter(|at| cut.len() - at <= WORD);
    let whole = if next.is_whitespace() { end } else { blank.unwrap_or(end) };
    format!("{}…", cut[..whole].trim_end())
}

/// The last code points of a text, with an ellipsis if there are more.
fn last(text: &str, most: usize) -> String {
    match most.checked_sub(1).and_then(|n| text.char_indices().rev().nth(n)) {
        Some((start, _)) if start > 0 => format!("…{}", &text[start..]),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{last, shorten, whole_words};

    #[test]
    fn texts_are_cut_between_characters() {
        assert_eq!(shorten("äöü", 2), "äö…");
        assert_eq!(shorten("äöü", 3), "äöü");
        assert_eq!(last("äöü", 2), "…öü");
        assert_eq!(last("äöü", 3), "äöü");
        assert_eq!(last("", 3), "");
    }

    #[test]
    fn lists_are_cut_between_words() {
        assert_eq!(whole_words("serial, owner", 9), "serial,…");
        assert_eq!(whole_words("serial, owner x", 13), "serial, owner…");
        assert_eq!(whole_words("serial, owner", 13), "serial, owner");
        assert_eq!(whole_words(&"x".repeat(60), 50), format!("{}…", "x".repeat(50)));
    }
}
