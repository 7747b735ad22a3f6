//! Findings as rows, with the texts that they point at.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::audit::Audit;
use crate::finding::{Applicability, Evidence, Finding, Severity};
use crate::inventory::Inventory;
use crate::source::{FileId, Span};

use super::{Counts, lang, page_names};

/// Code points of the line that are shown on either side of the text at fault.
const CONTEXT: usize = 48;
/// Code points of a quoted text at most.
const QUOTE: usize = 600;

/// The findings of one file.
#[derive(Debug, Serialize)]
pub(in crate::report) struct FileFindings {
    /// Path as shown.
    pub(super) path: String,
    /// Language of the file, for the `lang` attribute.
    lang: String,
    /// The page of the document; nothing if the file is no audited document.
    page: Option<String>,
    /// By severity.
    pub(super) counts: Counts,
    /// In the order of the run.
    pub(super) findings: Vec<FindingRow>,
}

/// A finding.
#[derive(Debug, Serialize)]
pub(in crate::report) struct FindingRow {
    pub(super) fingerprint: String,
    pub(super) check: &'static str,
    pub(super) severity: Severity,
    /// Language of the document, for the `lang` attribute.
    lang: String,
    place: Place,
    /// What is wrong.
    pub(super) message: String,
    found: Option<String>,
    expected: Option<String>,
    help: String,
    fix: Option<Mend>,
    /// Data rows of the table: `1-9, 12`; empty when the finding is not about rows.
    rows: String,
    several_rows: bool,
    column: Option<&'static str>,
    /// Ids of the fields concerned.
    pub(super) fields: Vec<String>,
    related: Vec<Related>,
}

/// A mend: the text of a place and what replaces it.
#[derive(Debug, Serialize)]
struct Mend {
    place: Place,
    replacement: String,
    /// Whether `flowproof fix` makes it.
    certain: bool,
    /// Other places of the finding that are mended in the same way.
    again: usize,
}

/// A place with the text that stands there.
#[derive(Debug, Serialize)]
struct Place {
    path: String,
    line: usize,
    column: usize,
    before: String,
    text: String,
    after: String,
}

/// A secondary place.
#[derive(Debug, Serialize)]
struct Related {
    message: String,
    lang: String,
    place: Place,
}

/// The findings, grouped by file, by path.
pub(in crate::report) fn files(
    audit: &Audit<'_>,
    findings: &[Finding],
    inventory: &Inventory,
) -> Vec<FileFindings> {
    let names = page_names(&inventory.documents);
    let languages: BTreeMap<FileId, &str> =
        audit.pages.iter().chain(&audit.history).map(|page| (page.file, page.locale())).collect();
    let language = |file: FileId| lang(languages.get(&file).copied().unwrap_or("")).to_owned();
    let mut files: BTreeMap<&str, FileFindings> = BTreeMap::new();
    for finding in findings {
        let path = audit.sources.get(finding.span.file).path();
        let file = files.entry(path).or_insert_with(|| FileFindings {
            path: path.to_owned(),
            lang: language(finding.span.file),
            page: names.get(path).cloned(),
            counts: Counts::default(),
            findings: Vec::new(),
        });
        file.counts.add(finding.severity);
        file.findings.push(row(audit, finding, &language));
    }
    files.into_values().collect()
}

fn row(audit: &Audit<'_>, finding: &Finding, language: &impl Fn(FileId) -> String) -> FindingRow {
    let mut fields: Vec<String> = Vec::new();
    for field in &finding.fields {
        if !fields.contains(field) {
            fields.push(field.clone());
        }
    }
    FindingRow {
        fingerprint: finding.fingerprint.clone(),
        check: finding.check,
        severity: finding.severity,
        lang: language(finding.span.file),
        place: place(audit, finding.span),
        message: finding.message.clone(),
        found: finding.found.as_deref().map(|text| shorten(text, QUOTE)),
        expected: finding.expected.as_deref().map(|text| shorten(text, QUOTE)),
        help: finding.help.clone(),
        fix: finding.fixes.first().map(|fix| Mend {
            place: place(audit, fix.span),
            replacement: shorten(&fix.replacement, QUOTE),
            certain: fix.applicability == Applicability::Certain,
            again: finding.fixes.len() - 1,
        }),
        rows: ranges(&finding.rows),
        several_rows: finding.rows.len() > 1,
        column: finding.column,
        fields,
        related: finding.related.iter().map(|e| related(audit, e, language)).collect(),
    }
}

/// Numbers in a row as ranges.
fn ranges(rows: &[usize]) -> String {
    let mut parts: Vec<(usize, usize)> = Vec::new();
    for row in rows {
        match parts.last_mut() {
            Some((_, last)) if *last + 1 == *row => *last = *row,
            _ => parts.push((*row, *row)),
        }
    }
    let text = parts.iter().map(|(first, last)| match last - first {
        0 => first.to_string(),
        1 => format!("{first}, {last}"),
        _ => format!("{first}–{last}"),
    });
    text.collect::<Vec<_>>().join(", ")
}

fn related(
    audit: &Audit<'_>,
    evidence: &Evidence,
    language: &impl Fn(FileId) -> String,
) -> Related {
    Related {
        message: evidence.message.clone(),
        lang: language(evidence.span.file),
        place: place(audit, evidence.span),
    }
}

fn place(audit: &Audit<'_>, span: Span) -> Place {
    let file = audit.sources.get(span.file);
    let start = file.position(span.start);
    let text = file.text();
    let before = text.get(..start.byte).unwrap_or_default();
    let before = before.rsplit('\n').next().unwrap_or_default();
    let after = text.get(span.end..).unwrap_or_default();
    let after = after.lines().next().unwrap_or_default();
    Place {
        path: file.path().to_owned(),
        line: start.line,
        column: start.column,
        before: last(before, CONTEXT),
        text: shorten(audit.sources.slice(span).trim_end_matches(['\r', '\n']), QUOTE),
        after: shorten(after, CONTEXT),
    }
}

/// The first code points of a text, with an ellipsis if there are more.
fn shorten(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// The last code points of a text, with an ellipsis if there are more.
fn last(text: &str, most: usize) -> String {
    match most.checked_sub(1).and_then(|n| text.char_indices().rev().nth(n)) {
        Some((start, _)) if start > 0 => format!("…{}", &text[start..]),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{last, ranges, shorten};

    #[test]
    fn rows_in_a_row_are_one_range() {
        assert_eq!(ranges(&[]), "");
        assert_eq!(ranges(&[4]), "4");
        assert_eq!(ranges(&[1, 2, 4, 5, 6, 9]), "1, 2, 4–6, 9");
    }

    #[test]
    fn texts_are_cut_between_characters() {
        assert_eq!(shorten("äöü", 2), "äö…");
        assert_eq!(shorten("äöü", 3), "äöü");
        assert_eq!(last("äöü", 2), "…öü");
        assert_eq!(last("äöü", 3), "äöü");
        assert_eq!(last("", 3), "");
    }
}
