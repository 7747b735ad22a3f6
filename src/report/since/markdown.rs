//! The comparison with an earlier run, for wikis and pull requests.

use std::fmt::Write as _;

use super::{Told, Trend};

/// Renders it. Text of findings is escaped, so that it cannot become markup or break a table.
pub fn markdown(trend: &Trend) -> String {
    let mut out = String::from("# Changes since the earlier run\n\n");
    let _ = writeln!(out, "| Severity | Then | Now |\n|---|---:|---:|");
    for tally in &trend.tallies {
        let _ = writeln!(out, "| {} | {} | {} |", tally.severity.as_str(), tally.then, tally.now);
    }
    let _ = writeln!(
        out,
        "\n{} new, {} gone, {} changed, {} the same.",
        trend.new.len(),
        trend.gone.len(),
        trend.changed.len(),
        trend.same
    );
    if let Some(version) = &trend.tool {
        let _ = writeln!(out, "\nThe earlier run was made by version {}.", escaped(version));
    }
    if let Some(version) = &trend.catalog {
        let _ =
            writeln!(out, "\nThe earlier run had another catalog, version {}.", escaped(version));
    }
    for (title, list) in [("New findings", &trend.new), ("Findings that are gone", &trend.gone)] {
        findings(&mut out, title, list);
    }
    if !trend.changed.is_empty() {
        let _ = writeln!(out, "\n## Findings that changed\n");
        let _ = writeln!(out, "| Check | Document | Then | Now |\n|---|---|---|---|");
        for changed in &trend.changed {
            let said =
                |told: &Told| format!("{}: {}", told.severity.as_str(), escaped(&told.message));
            let _ = writeln!(
                out,
                "| `{}` | {} | {} | {} |",
                changed.now.check,
                escaped(&changed.now.path),
                said(&changed.then),
                said(&changed.now)
            );
        }
    }
    for (title, list) in [
        ("New documents", &trend.documents_new),
        ("Documents that are gone", &trend.documents_gone),
        ("Documents that changed", &trend.documents_changed),
    ] {
        if !list.is_empty() {
            let _ = writeln!(out, "\n## {title}\n");
            for path in list {
                let _ = writeln!(out, "- {}", escaped(path));
            }
        }
    }
    out
}

fn findings(out: &mut String, title: &str, list: &[Told]) {
    if list.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n## {title}\n");
    let _ = writeln!(out, "| Severity | Check | Document | Finding |\n|---|---|---|---|");
    for told in list {
        let _ = writeln!(
            out,
            "| {} | `{}` | {} | {} |",
            told.severity.as_str(),
            told.check,
            escaped(&told.path),
            escaped(&told.message)
        );
    }
}

/// Text as text: everything that Markdown or HTML could read as markup is escaped.
pub(in crate::report) fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '\n' | '\r' | '\t' => out.push(' '),
            c if c.is_control()
                || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') =>
            {
                out.push('\u{fffd}');
            }
            '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '!' | '#' | '~' | '>' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}
