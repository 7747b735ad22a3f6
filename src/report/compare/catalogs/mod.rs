//! What differs between two catalogs, for the terminal, for wikis and for programs.

mod json;
pub(in crate::report) mod markdown;
pub(in crate::report) mod text;

use serde::Serialize;

use crate::catalog::Catalog;
use crate::catalog::diff::{self, Change, Entry};
use crate::inventory::catalog_state;

pub use json::json;
pub use markdown::markdown;
pub use text::text;

/// Two catalogs side by side.
#[derive(Debug)]
pub struct Comparison<'a> {
    pub(in crate::report) then: &'a Catalog,
    pub(in crate::report) now: &'a Catalog,
    pub(in crate::report) entries: Vec<Entry>,
    pub(in crate::report) files: Vec<FileChange>,
    pub(in crate::report) remarks: Vec<&'static str>,
}

/// A file of the catalogs that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::report) struct FileChange {
    /// What has become of it.
    change: Change,
    /// Path below the catalog folder.
    path: String,
}

/// Compares two catalogs.
pub fn compare<'a>(then: &'a Catalog, now: &'a Catalog) -> Comparison<'a> {
    let (old, new) = (catalog_state(then), catalog_state(now));
    let entries = diff::compare(&old, &new);
    let files = files(then, now);
    let mut remarks = Vec::new();
    match (old.of("verdict"), new.of("verdict")) {
        (None, Some(_)) => {
            remarks
                .push("Verdicts are not compared: the first catalog has no facts of a protocol.");
        }
        (Some(_), None) => {
            remarks
                .push("Verdicts are not compared: the second catalog has no facts of a protocol.");
        }
        _ => {}
    }
    if files.iter().any(|file| file.path.starts_with("protocol/")) {
        remarks.push(
            "Of the protocol only what it means for the fields is compared, without documents; \
             `flowproof protocol compare` compares the facts.",
        );
    }
    if entries.is_empty() && !files.is_empty() {
        remarks.push(
            "The files differ, and no property that is compared here does: look at the files. They \
             may differ in comments, in the order of entries, in languages, editions or facts.",
        );
    }
    if files.is_empty() {
        remarks.push("The catalogs are the same, byte for byte.");
    }
    Comparison { then, now, entries, files, remarks }
}

impl Comparison<'_> {
    /// Whether any file of the catalogs differs.
    pub fn differs(&self) -> bool {
        !self.files.is_empty()
    }
}

fn files(then: &Catalog, now: &Catalog) -> Vec<FileChange> {
    let of = |path: &String| match (then.files.get(path), now.files.get(path)) {
        (Some(_), None) => Some(Change::Gone),
        (None, Some(_)) => Some(Change::New),
        (old, new) => (old != new).then_some(Change::Changed),
    };
    let mut paths: Vec<&String> = then.files.keys().chain(now.files.keys()).collect();
    paths.sort();
    paths.dedup();
    let change = |path: &String| Some(FileChange { change: of(path)?, path: path.clone() });
    paths.into_iter().filter_map(change).collect()
}

/// Characters of a digest that are shown.
const SHORT: usize = 12;

/// A catalog by id, version and the start of its digest.
pub(in crate::report) fn identity(catalog: &Catalog) -> (String, String, String) {
    let short = catalog.sha256.chars().take(SHORT).collect();
    (catalog.id.clone(), catalog.version.clone(), short)
}

/// The number of entries of each change.
pub(in crate::report) fn summary(entries: &[Entry]) -> String {
    let part = |change: Change| format!("{} {}", diff::count(entries, change), change.as_str());
    Change::ALL.map(part).join(", ")
}

/// The heading of a kind.
pub(in crate::report) fn title(kind: &str) -> &'static str {
    match kind {
        "field" => "Fields",
        "purpose" => "Purposes",
        "category" => "Categories",
        "verdict" => "Verdicts",
        "subject" => "Data subjects",
        "sensitivity" => "Sensitivity",
        "party" => "Parties",
        "data-origin" => "Origins of data",
        "flow" => "Flows",
        "service" => "Services",
        "message" => "Messages",
        "document" => "Documents of the catalog",
        "statement" => "Promises",
        "data-type" => "Data types",
        "vocabulary" => "Vocabularies",
        _ => "Catalog",
    }
}
