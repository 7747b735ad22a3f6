//! The comparison of two catalogs for the terminal.

use std::fmt::Write as _;

use crate::catalog::Catalog;
use crate::catalog::diff::{Attribute, Entry};
use crate::report::visible::one_line;

use super::{Comparison, identity, summary};

/// Renders it.
pub fn text(comparison: &Comparison<'_>) -> String {
    let name = |catalog: &Catalog| {
        let (id, version, sha256) = identity(catalog);
        format!("{} {} ({sha256})", one_line(&id), one_line(&version))
    };
    let (then, now) = (name(comparison.then), name(comparison.now));
    let mut out = format!("From {then} to {now}\n");
    entries(&mut out, &comparison.entries);
    for file in &comparison.files {
        let _ = writeln!(out, "{:8}file {}", file.change.as_str(), one_line(&file.path));
    }
    for remark in &comparison.remarks {
        let _ = writeln!(out, "{remark}");
    }
    let _ = writeln!(out, "{}", summary(&comparison.entries));
    out
}

/// A line for each entry, and one below it for each property.
pub(in crate::report) fn entries(out: &mut String, entries: &[Entry]) {
    for entry in entries {
        let _ = writeln!(
            out,
            "{:8}{} {}: {}",
            entry.change.as_str(),
            entry.kind,
            one_line(&entry.id),
            one_line(&entry.label)
        );
        if let Some(was) = &entry.was {
            let _ = writeln!(out, "        was {}", one_line(was));
        }
        attributes(out, &entry.attributes);
    }
}

/// A line for each property: both values, or the one that there is.
pub(in crate::report) fn attributes(out: &mut String, attributes: &[Attribute]) {
    let value = |text: &str| match text {
        "" => "none".to_owned(),
        text => format!("`{}`", one_line(text)),
    };
    for attribute in attributes {
        let name = one_line(&attribute.name);
        let (then, now) = (value(&attribute.then), value(&attribute.now));
        let _ = writeln!(out, "        {name}: {then} → {now}");
    }
}
