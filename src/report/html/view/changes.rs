//! What has changed in a catalog or in the verdicts, by kind.

use serde::Serialize;

use crate::catalog::diff::{self, Change, Entry, KINDS};

/// All of it.
#[derive(Debug, Serialize)]
pub(in crate::report::html) struct Changes<'a> {
    new: usize,
    gone: usize,
    renamed: usize,
    changed: usize,
    kinds: Vec<Kind<'a>>,
}

/// The entries of one kind.
#[derive(Debug, Serialize)]
struct Kind<'a> {
    kind: &'static str,
    entries: Vec<&'a Entry>,
}

/// Groups entries.
pub(in crate::report::html) fn changes(entries: &[Entry]) -> Changes<'_> {
    let count = |change| diff::count(entries, change);
    let of = |kind| Kind { kind, entries: entries.iter().filter(|e| e.kind == kind).collect() };
    Changes {
        new: count(Change::New),
        gone: count(Change::Gone),
        renamed: count(Change::Renamed),
        changed: count(Change::Changed),
        kinds: KINDS.into_iter().map(of).filter(|kind| !kind.entries.is_empty()).collect(),
    }
}
