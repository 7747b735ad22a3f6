//! What differs between two catalogs, for the terminal, for wikis and for programs.

use std::fmt::Write as _;

use serde::Serialize;

use crate::catalog::Catalog;
use crate::catalog::diff::{Change, Entry, KINDS};

use super::ReportError;
use super::since::escaped;

/// For the terminal.
pub fn text(entries: &[Entry]) -> String {
    let mut out = String::new();
    for entry in entries {
        let _ = writeln!(
            out,
            "{:8}{} {}: {}",
            entry.change.as_str(),
            entry.kind,
            entry.id,
            entry.label
        );
        for attribute in &entry.attributes {
            let value =
                |text: &str| if text.is_empty() { "none".to_owned() } else { format!("`{text}`") };
            let (then, now) = (value(&attribute.then), value(&attribute.now));
            let _ = writeln!(out, "        {}: {then} → {now}", attribute.name);
        }
    }
    let _ = writeln!(out, "{}", summary(entries));
    out
}

/// For wikis and pull requests: one table for each kind.
pub fn markdown(then: &Catalog, now: &Catalog, entries: &[Entry]) -> String {
    let mut out = String::from("# Changes of the catalog\n\n");
    let name =
        |catalog: &Catalog| format!("{} {}", escaped(&catalog.id), escaped(&catalog.version));
    let _ = writeln!(out, "From {} to {}: {}.", name(then), name(now), summary(entries));
    for kind in KINDS {
        let own: Vec<&Entry> = entries.iter().filter(|entry| entry.kind == kind).collect();
        if own.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n## {}\n", title(kind));
        let _ = writeln!(out, "| Change | Id | Name | Then | Now |\n|---|---|---|---|---|");
        for entry in own {
            rows(&mut out, entry);
        }
    }
    out
}

/// One row for the entry, or one for each property that changed.
fn rows(out: &mut String, entry: &Entry) {
    let head =
        format!("| {} | `{}` | {} |", entry.change.as_str(), entry.id, escaped(&entry.label));
    if entry.attributes.is_empty() {
        let _ = writeln!(out, "{head} | |");
    }
    for attribute in &entry.attributes {
        let value = |text: &str| format!("{}: {}", attribute.name, escaped(text));
        let _ = writeln!(out, "{head} {} | {} |", value(&attribute.then), value(&attribute.now));
    }
}

fn title(kind: &str) -> &'static str {
    match kind {
        "field" => "Fields",
        "message" => "Messages",
        "statement" => "Statements",
        "category" => "Categories",
        "purpose" => "Purposes",
        "subject" => "Data subjects",
        _ => "Sensitivity",
    }
}

#[derive(Serialize)]
struct Json<'a> {
    schema: u32,
    then: Version<'a>,
    now: Version<'a>,
    changes: &'a [Entry],
}

#[derive(Serialize)]
struct Version<'a> {
    id: &'a str,
    version: &'a str,
    sha256: &'a str,
}

/// For programs.
///
/// # Errors
/// Only if a value cannot be serialised, which does not happen with these types.
pub fn json(then: &Catalog, now: &Catalog, entries: &[Entry]) -> Result<String, ReportError> {
    fn version(catalog: &Catalog) -> Version<'_> {
        Version { id: &catalog.id, version: &catalog.version, sha256: &catalog.sha256 }
    }
    let json = Json { schema: 1, then: version(then), now: version(now), changes: entries };
    Ok(serde_json::to_string_pretty(&json)? + "\n")
}

fn summary(entries: &[Entry]) -> String {
    let count = |change: Change| entries.iter().filter(|entry| entry.change == change).count();
    format!(
        "{} new, {} gone, {} changed",
        count(Change::New),
        count(Change::Gone),
        count(Change::Changed)
    )
}
