//! A lock as text: YAML with one line for each approval, in one order, so that versions merge line
//! by line.

use std::fmt::Write;

use super::model::{Lock, Terms, Waives};

/// First lines of the file.
pub(super) const HEAD: &str = "# Texts that were read and accepted. Written by `flowproof approve`; keep it under version control.\n\
     version: 1\n\
     approvals:\n";

/// The text of a lock file.
pub fn write(lock: &Lock) -> String {
    let cells = lock.cells.iter().map(|(key, cell)| {
        let mut line = format!(
            "- {{document: {}, row: {}, column: {}",
            quoted(&key.document),
            quoted(&key.row),
            key.column
        );
        if let Some(source) = &cell.source {
            let _ = write!(line, ", source: {}", quoted(source));
        }
        let _ = write!(line, ", target: {}", quoted(&cell.target));
        let waives = match &cell.waives {
            Waives::All => "all".to_owned(),
            Waives::Only(ids) => ids.join(", "),
        };
        let _ = write!(line, ", waives: [{waives}]");
        (key.document.as_str(), end(line, &cell.terms))
    });
    let findings = lock.findings.iter().map(|(key, approved)| {
        let line = format!(
            "- {{document: {}, check: {}, finding: {}",
            quoted(&key.document),
            key.check,
            quoted(&key.fingerprint)
        );
        (key.document.as_str(), end(line, &approved.terms))
    });
    let mut lines: Vec<(&str, String)> = cells.chain(findings).collect();
    // Stable: the cells of a document, then its findings, each in their own order.
    lines.sort_by_key(|(document, _)| *document);
    lines.into_iter().fold(HEAD.to_owned(), |out, (_, line)| out + &line)
}

fn end(mut line: String, terms: &Terms) -> String {
    let _ = write!(line, ", catalog: {}", quoted(&terms.catalog));
    if let Some(by) = &terms.by {
        let _ = write!(line, ", by: {}", quoted(by));
    }
    if let Some(why) = &terms.why {
        let _ = write!(line, ", why: {}", quoted(why));
    }
    if let Some(until) = &terms.until {
        let _ = write!(line, ", until: \"{until}\"");
    }
    line + "}\n"
}

/// A string that YAML and JSON read alike.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out + "\""
}
