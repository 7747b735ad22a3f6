//! What the templates read: facts in the order and grouping of a page, no markup.

mod benchmark;
mod changes;
mod document;
mod documentation;
mod drift;
mod excerpt;
mod finding_row;
mod findings;
mod flow;
mod overview;
mod places;
mod privacy;
mod protocol;

pub(super) use benchmark::benchmark;
pub(super) use changes::{Changes, changes};
pub(super) use document::{DocumentView, documents};
pub(super) use documentation::documentation;
pub(super) use drift::{Drift, drift};
pub(super) use finding_row::{FileFindings, FindingRow};
pub(super) use findings::files;
pub(super) use flow::flow;
pub(super) use overview::overview;
pub(super) use privacy::privacy;
pub(super) use protocol::protocol;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::finding::Severity;
use crate::inventory::AuditedDocument;

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

/// The names of the documents' own pages, by path. They depend on document and language only, so
/// that links hold from run to run; further files of the same document and language are numbered.
pub(super) fn page_names(documents: &[AuditedDocument]) -> BTreeMap<&str, String> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    // By stem the number from which on none is taken.
    let mut next: BTreeMap<String, usize> = BTreeMap::new();
    let mut names = BTreeMap::new();
    for document in documents {
        let stem = slug(&format!("doc-{}.{}", document.document, document.locale));
        let number = next.entry(stem.clone()).or_insert(1);
        let named = |number: usize| match number {
            1 => format!("{stem}.html"),
            number => format!("{stem}.{number}.html"),
        };
        while !taken.insert(named(*number)) {
            *number += 1;
        }
        names.insert(document.path.as_str(), named(*number));
        *number += 1;
    }
    names
}

fn slug(text: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' };
    text.to_ascii_lowercase().chars().map(plain).collect()
}

/// The anchor of a field, wherever it stands.
fn field_anchor(id: &str) -> String {
    format!("field-{}", id.replace('/', "."))
}
