//! The comparison of two catalogs for wikis and pull requests: one table for each kind.

use std::fmt::Write as _;

use crate::catalog::Catalog;
use crate::catalog::diff::{Entry, KINDS};
use crate::report::markdown_text::{code, head, message, row, text};

use super::{Comparison, identity, summary, title};

/// Renders it.
pub fn markdown(comparison: &Comparison<'_>) -> String {
    let name = |catalog: &Catalog| {
        let (id, version, sha256) = identity(catalog);
        format!("{} {} ({})", code(&id), text(&version), code(&sha256))
    };
    let mut out = format!(
        "# Changes of the catalog\n\nFrom {} to {}: {}.\n",
        name(comparison.then),
        name(comparison.now),
        summary(&comparison.entries)
    );
    for remark in &comparison.remarks {
        let _ = writeln!(out, "\n{}", message(remark));
    }
    out.push_str(&tables(&comparison.entries));
    if !comparison.files.is_empty() {
        out.push_str("\n## Files\n\n");
        out.push_str(&head(["change", "file"]));
        for file in &comparison.files {
            out.push_str(&row(&[file.change.as_str().to_owned(), code(&file.path)]));
        }
    }
    out
}

/// A section for each kind that differs.
pub(in crate::report) fn tables(entries: &[Entry]) -> String {
    let mut out = String::new();
    for kind in KINDS {
        let own: Vec<&Entry> = entries.iter().filter(|entry| entry.kind == kind).collect();
        if own.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n## {}\n", title(kind));
        out.push_str(&head(["change", "id", "name", "property", "then", "now"]));
        for entry in own {
            rows(&mut out, entry);
        }
    }
    out
}

/// One row for each property; one in all for an entry that has none to show.
fn rows(out: &mut String, entry: &Entry) {
    let cells = |property: &str, then: &str, now: &str| {
        let value = |value: &str| if value.is_empty() { "none".to_owned() } else { text(value) };
        row(&[
            entry.change.as_str().to_owned(),
            code(&entry.id),
            text(&entry.label),
            code(property),
            value(then),
            value(now),
        ])
    };
    if let Some(was) = &entry.was {
        out.push_str(&cells("id", was, &entry.id));
    }
    for attribute in &entry.attributes {
        out.push_str(&cells(&attribute.name, &attribute.then, &attribute.now));
    }
    if entry.was.is_none() && entry.attributes.is_empty() {
        let bare = [entry.change.as_str().to_owned(), code(&entry.id), text(&entry.label)];
        let [change, id, name] = bare;
        out.push_str(&row(&[change, id, name, String::new(), String::new(), String::new()]));
    }
}
