//! A finding as pages show it.

use serde::Serialize;

use crate::finding::Severity;

use super::Counts;

/// The findings of one file.
#[derive(Debug, Serialize)]
pub(in crate::report::html) struct FileFindings {
    /// Path as shown.
    pub(super) path: String,
    /// Language of the file, for the `lang` attribute.
    pub(super) lang: String,
    /// The page of the document; nothing if the file is no audited document.
    pub(super) page: Option<String>,
    /// By severity.
    pub(super) counts: Counts,
    /// In the order of the run.
    pub(super) findings: Vec<FindingRow>,
}

/// A finding.
#[derive(Debug, Serialize)]
pub(in crate::report::html) struct FindingRow {
    pub(super) fingerprint: String,
    pub(super) check: &'static str,
    pub(super) severity: Severity,
    /// Language of the document, for the `lang` attribute.
    pub(super) lang: String,
    pub(super) place: Place,
    /// What is wrong.
    pub(super) message: String,
    pub(super) found: Option<String>,
    pub(super) expected: Option<String>,
    pub(super) help: String,
    pub(super) fix: Option<FixRow>,
    /// Whether the text at the place is at fault. A note that quotes none asks about something that
    /// is not there, and its place is only where to ask.
    pub(super) marked: bool,
    /// Data rows of the table: `1-9, 12`; empty when the finding is not about rows.
    pub(super) rows: String,
    pub(super) several_rows: bool,
    pub(super) column: Option<&'static str>,
    /// Ids of the fields concerned.
    pub(super) fields: Vec<String>,
    pub(super) related: Vec<Related>,
}

/// A fix: the text of a place and what replaces it.
#[derive(Debug, Serialize)]
pub(super) struct FixRow {
    pub(super) place: Place,
    pub(super) replacement: String,
    /// Whether `flowproof fix` makes it.
    pub(super) certain: bool,
    /// Other places of the finding that are fixed in the same way.
    pub(super) again: usize,
}

/// A secondary place.
#[derive(Debug, Serialize)]
pub(super) struct Related {
    pub(super) message: String,
    pub(super) lang: String,
    pub(super) place: Place,
    /// The line on the page of its document, if it is of an audited one.
    pub(super) href: Option<String>,
}

/// A place with the text that stands there.
#[derive(Debug, Serialize)]
pub(super) struct Place {
    pub(super) path: String,
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) before: String,
    pub(super) text: String,
    pub(super) after: String,
}
