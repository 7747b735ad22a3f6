//! Findings as rows, with the texts that they point at.

use std::collections::BTreeMap;

use crate::audit::Audit;
use crate::finding::{Applicability, Evidence, Finding, Severity};
use crate::inventory::Inventory;

use super::excerpt::{QUOTE, shorten, whole_words};
use super::finding_row::{FileFindings, FindingRow, FixRow, Related};
use super::places::Places;
use super::{Counts, page_names};

/// The findings, grouped by file, by path.
pub(in crate::report::html) fn files(
    audit: &Audit<'_>,
    findings: &[Finding],
    inventory: &Inventory,
) -> Vec<FileFindings> {
    let names = page_names(&inventory.documents);
    let places = Places::new(audit, &names);
    let mut files: BTreeMap<&str, FileFindings> = BTreeMap::new();
    for finding in findings {
        let path = audit.sources.get(finding.span.file).path();
        let file = files.entry(path).or_insert_with(|| FileFindings {
            path: path.to_owned(),
            lang: places.language(finding.span.file),
            page: names.get(path).cloned(),
            counts: Counts::default(),
            findings: Vec::new(),
        });
        file.counts.add(finding.severity);
        file.findings.push(row(&places, finding));
    }
    files.into_values().collect()
}

fn row(places: &Places<'_>, finding: &Finding) -> FindingRow {
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
        lang: places.language(finding.span.file),
        place: places.place(finding.span),
        message: finding.message.clone(),
        found: finding.found.as_deref().map(|text| shorten(text, QUOTE)),
        expected: finding.expected.as_deref().map(|text| whole_words(text, QUOTE)),
        help: finding.help.clone(),
        fix: finding.fixes.first().map(|fix| FixRow {
            place: places.place(fix.span),
            replacement: shorten(&fix.replacement, QUOTE),
            certain: fix.applicability == Applicability::Certain,
            again: finding.fixes.len() - 1,
        }),
        marked: finding.severity != Severity::Note || finding.found.is_some(),
        rows: ranges(&finding.rows),
        several_rows: finding.rows.len() > 1,
        column: finding.column,
        fields,
        related: finding.related.iter().map(|e| related(places, e)).collect(),
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

fn related(places: &Places<'_>, evidence: &Evidence) -> Related {
    Related {
        message: evidence.message.clone(),
        lang: places.language(evidence.span.file),
        place: places.place(evidence.span),
        href: places.href(evidence.span),
    }
}

#[cfg(test)]
mod tests {
    use super::ranges;

    #[test]
    fn rows_in_a_row_are_one_range() {
        assert_eq!(ranges(&[]), "");
        assert_eq!(ranges(&[4]), "4");
        assert_eq!(ranges(&[1, 2, 4, 5, 6, 9]), "1, 2, 4–6, 9");
    }
}
