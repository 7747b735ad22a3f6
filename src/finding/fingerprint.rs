//! Stable identity of findings.
//!
//! A fingerprint is 16 hex digits of a SHA-256 over check, document (flow, language and file name),
//! first field (or column) and the normalised text at fault, never over a line number or a folder:
//! it survives edits elsewhere in the file and another place of the checkout. Two findings that agree in all of that are told apart by their order of appearance.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::source::{SourceFile, Sources};

use super::Finding;

/// Sets the fingerprint of each finding; expects them in their final order.
pub fn number_fingerprints(findings: &mut [Finding], sources: &Sources) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for finding in findings {
        let base = base_fingerprint(finding, sources.get(finding.span.file));
        let count = seen.entry(base.clone()).or_default();
        *count += 1;
        finding.fingerprint = if *count == 1 { base } else { format!("{base}-{count}") };
    }
}

fn base_fingerprint(finding: &Finding, file: &SourceFile) -> String {
    let text = finding.found.as_deref().or(finding.expected.as_deref()).unwrap_or(&finding.message);
    let text: Vec<&str> = text.split_whitespace().collect();
    let place = finding.fields.first().map(String::as_str).or(finding.column).unwrap_or("");
    let name = file.path().rsplit('/').next().unwrap_or_default();
    let part = |part: &Option<String>| part.clone().unwrap_or_default();
    let document = [part(&finding.flow), part(&finding.locale), name.to_owned()].join("\0");
    let joined = [finding.check, &document, place, &text.join(" ")].join("\0");
    crate::source::hex(&Sha256::digest(joined.as_bytes())[..8])
}
