//! What the templates read: facts in the order and grouping of a page, no markup.

mod benchmark;
mod documentation;
mod drift;
mod findings;
mod overview;
mod privacy;
mod protocol;

pub(super) use benchmark::benchmark;
pub(super) use documentation::documentation;
pub(super) use drift::drift;
pub(super) use findings::{FileFindings, FindingRow, files};
pub(super) use overview::overview;
pub(super) use privacy::privacy;
pub(super) use protocol::protocol;

use serde::Serialize;

use crate::finding::Severity;

/// Findings by severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub(super) struct Counts {
    /// Errors.
    pub(super) error: usize,
    /// Warnings.
    pub(super) warning: usize,
    /// Notes.
    pub(super) note: usize,
}

impl Counts {
    fn add(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.error += 1,
            Severity::Warning => self.warning += 1,
            Severity::Note => self.note += 1,
        }
    }
}

/// A language tag for the `lang` attribute: empty when the language is unknown.
fn lang(tag: &str) -> &str {
    if tag == "und" { "" } else { tag }
}

/// The languages in the order of columns: the source language first, then by tag.
fn locale_order<'a>(source: &str, tags: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut tags: Vec<&str> = tags.collect();
    tags.sort_by_key(|tag| (*tag != source, *tag));
    tags.dedup();
    tags
}
