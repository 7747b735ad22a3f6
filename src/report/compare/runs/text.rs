//! The comparison with an earlier run, for the terminal.

use std::fmt::Write as _;

use crate::report::compare::catalogs::summary;
use crate::report::compare::catalogs::text as catalog_text;
use crate::report::visible::one_line;

use super::{Documents, FindingRecord, Findings, RunDiff, Version};

/// Renders it.
pub fn text(diff: &RunDiff) -> String {
    let mut out = String::new();
    if let Some(version) = &diff.tool {
        let version = one_line(version);
        let _ = writeln!(out, "the earlier run was made by version {version}");
    }
    if let Some((then, now)) = &diff.catalog {
        let _ = writeln!(out, "the catalog differs: {} → {}", name(then), name(now));
    }
    for remark in &diff.remarks {
        let _ = writeln!(out, "{remark}");
    }
    catalog_text::entries(&mut out, &diff.entries);
    documents(&mut out, &diff.documents);
    findings(&mut out, &diff.findings);
    sums(&mut out, diff);
    out
}

fn name(version: &Version) -> String {
    let Version { id, version, sha256 } = version;
    one_line(&format!("{id} {version} ({sha256})"))
}

fn documents(out: &mut String, documents: &Documents) {
    for (mark, list) in [("new", &documents.new), ("gone", &documents.gone)] {
        for path in list {
            let _ = writeln!(out, "{mark:8}document {}", one_line(path));
        }
    }
    for (mark, list) in [("changed", &documents.changed), ("moved", &documents.moved)] {
        for pair in list {
            let _ = writeln!(out, "{mark:8}document {}", one_line(&pair.now));
            if pair.then != pair.now {
                let _ = writeln!(out, "        was {}", one_line(&pair.then));
            }
        }
    }
}

fn findings(out: &mut String, findings: &Findings) {
    let Findings { new, gone, unread, changed, .. } = findings;
    for (mark, list) in [("new     ", new), ("gone    ", gone), ("page gone ", unread)] {
        for told in list {
            let _ = writeln!(out, "{mark}{}", line(told));
        }
    }
    for changed in changed {
        let _ = writeln!(out, "changed {}", line(&changed.now));
        catalog_text::attributes(out, &changed.attributes);
    }
}

/// A line for each part, or one in all if nothing has changed.
fn sums(out: &mut String, diff: &RunDiff) {
    let Findings { new, gone, unread, changed, same } = &diff.findings;
    let tallies: Vec<String> = diff
        .tallies
        .iter()
        .map(|tally| format!("{}s {} → {}", tally.severity.as_str(), tally.then, tally.now))
        .collect();
    if diff.compared {
        let _ = writeln!(out, "catalog and verdicts: {}", summary(&diff.entries));
    }
    let documents = &diff.documents;
    let _ = writeln!(
        out,
        "documents: {} new, {} gone, {} changed, {} moved, {} the same",
        documents.new.len(),
        documents.gone.len(),
        documents.changed.len(),
        documents.moved.len(),
        documents.same
    );
    let _ = writeln!(
        out,
        "findings: {} new, {} gone, {} on pages that are gone, {} changed, {same} the same; {}",
        new.len(),
        gone.len(),
        unread.len(),
        changed.len(),
        tallies.join(", ")
    );
    if diff.quiet() {
        let _ = writeln!(out, "nothing that is compared has changed since the earlier run");
    }
}

fn line(told: &FindingRecord) -> String {
    let FindingRecord { severity, check, path, message, .. } = told;
    one_line(&format!("{}[{check}] {path}: {message}", severity.as_str()))
}
