//! The comparison with an earlier run, for wikis and pull requests.

use std::fmt::Write as _;

use crate::catalog::diff::Attribute;
use crate::report::compare::catalogs::{markdown::tables, summary};
use crate::report::markdown_text::{code, head, message, row, text};

use super::{Documents, FindingRecord, Findings, Pair, RunDiff, Version};

/// Renders it. Text of findings and catalogs is escaped, so that it cannot become markup, break a
/// table, call a person or become a link.
pub fn markdown(diff: &RunDiff) -> String {
    let mut out = String::from("# Changes since the earlier run\n\n");
    out.push_str(&sums(diff));
    out.push_str(&tables(&diff.entries));
    out.push_str(&findings(&diff.findings));
    out.push_str(&documents(&diff.documents));
    out
}

fn sums(diff: &RunDiff) -> String {
    let mut out = head(["severity", "then", "now"]);
    for tally in &diff.tallies {
        let (then, now) = (tally.then.to_string(), tally.now.to_string());
        out.push_str(&row(&[tally.severity.as_str().to_owned(), then, now]));
    }
    if diff.quiet() {
        out.push_str("\nNothing that is compared has changed.\n");
    }
    let (told, files) = (&diff.findings, &diff.documents);
    if diff.compared {
        let _ = writeln!(out, "\n- Catalog and verdicts: {}.", summary(&diff.entries));
    } else {
        out.push('\n');
    }
    let _ = writeln!(
        out,
        "- Documents: {} new, {} gone, {} changed, {} moved, {} the same.",
        files.new.len(),
        files.gone.len(),
        files.changed.len(),
        files.moved.len(),
        files.same
    );
    let _ = writeln!(
        out,
        "- Findings: {} new, {} gone, {} on pages that are gone, {} changed, {} the same.",
        told.new.len(),
        told.gone.len(),
        told.unread.len(),
        told.changed.len(),
        told.same
    );
    if let Some(version) = &diff.tool {
        let _ = writeln!(out, "\nThe earlier run was made by version {}.", text(version));
    }
    if let Some((then, now)) = &diff.catalog {
        let _ = writeln!(out, "\nThe catalog differs: {} → {}.", name(then), name(now));
    }
    for remark in &diff.remarks {
        let _ = writeln!(out, "\n{}", text(remark));
    }
    out
}

fn name(version: &Version) -> String {
    format!("{} {} ({})", code(&version.id), text(&version.version), code(&version.sha256))
}

fn findings(findings: &Findings) -> String {
    let Findings { new, gone, unread, changed, .. } = findings;
    let mut out = String::new();
    for (title, list) in [
        ("New findings", new),
        ("Findings that are gone", gone),
        ("Findings on pages that are no longer read", unread),
    ] {
        if !list.is_empty() {
            let _ = writeln!(out, "\n## {title}\n");
            out.push_str(&head(["severity", "check", "document", "finding"]));
            out.extend(list.iter().map(told));
        }
    }
    if !changed.is_empty() {
        out.push_str("\n## Findings that changed\n\n");
        out.push_str(&head(["check", "document", "finding", "what", "then", "now"]));
        for one in changed {
            let FindingRecord { check, path, message: said, .. } = &one.now;
            for Attribute { name, then, now } in &one.attributes {
                let value = |v: &str| if v.is_empty() { "none".to_owned() } else { text(v) };
                let (then, now) = (value(then), value(now));
                let (what, said) = (text(name), message(said));
                out.push_str(&row(&[code(check), text(path), said, what, then, now]));
            }
        }
    }
    out
}

fn told(told: &FindingRecord) -> String {
    row(&[
        told.severity.as_str().to_owned(),
        code(&told.check),
        text(&told.path),
        message(&told.message),
    ])
}

fn documents(documents: &Documents) -> String {
    let plain = |path: &String| text(path);
    let pair = |pair: &Pair| match pair.then == pair.now {
        true => text(&pair.now),
        false => format!("{}, was {}", text(&pair.now), text(&pair.then)),
    };
    let lists: [(&str, Vec<String>); 4] = [
        ("New documents", documents.new.iter().map(plain).collect()),
        ("Documents that are gone", documents.gone.iter().map(plain).collect()),
        ("Documents that changed", documents.changed.iter().map(pair).collect()),
        ("Documents under another path", documents.moved.iter().map(pair).collect()),
    ];
    let mut out = String::new();
    for (title, list) in lists.iter().filter(|(_, list)| !list.is_empty()) {
        let _ = writeln!(out, "\n## {title}\n");
        list.iter().for_each(|line| out.push_str(&format!("- {line}\n")));
    }
    out
}
