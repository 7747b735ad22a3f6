//! One defect, one finding: what a graver fault of the same cell explains is not said again.
//!
//! A cell whose text was decoded wrongly, left in the source language or written in a third one
//! also lacks words, denies differently, is too short, fits another row better. None of that is to
//! be mended in a text that will be replaced as a whole.

use crate::finding::Finding;
use crate::source::Span;

use super::by_id;

/// What a check yields to that says what a text says wrongly, as a text of its language.
pub(super) const MEANING: &[&str] =
    &["short-row", "mojibake", "empty-cell", "untranslated-cell", "wrong-language"];
/// What a check yields to that reads the letters of a text.
pub(super) const TEXT: &[&str] = &["short-row", "mojibake", "empty-cell"];
/// What a check yields to that reads the cell of a column, whatever stands in it.
pub(super) const CELL: &[&str] = &["short-row", "empty-cell"];
/// Checks whose findings are about two texts, of which either may be the cause.
const PAIRWISE: &[&str] = &["swapped-purpose", "inconsistent-term", "duplicated-purpose"];

/// Takes out the findings of a page that others of the page explain.
pub(super) fn settle(findings: &mut Vec<Finding>) {
    let page = std::mem::take(findings);
    let explained: Vec<bool> = page
        .iter()
        .map(|finding| {
            let yields_to = by_id(finding.check).map_or(&[][..], |check| check.yields_to);
            if yields_to.is_empty() {
                return false;
            }
            let causes: Vec<&Finding> =
                page.iter().filter(|cause| yields_to.contains(&cause.check)).collect();
            !causes.is_empty() && is_explained(finding, &causes)
        })
        .collect();
    let kept = page.into_iter().zip(explained).filter(|(_, explained)| !explained);
    findings.extend(kept.map(|(finding, _)| finding));
}

/// Whether each row of a finding has one of the causes in the same column, or is short; or, where it has no
/// rows, a cause in its place.
fn is_explained(finding: &Finding, causes: &[&Finding]) -> bool {
    let broken = |row: &usize| {
        causes.iter().any(|cause| {
            let same = cause.column == finding.column || cause.check == "short-row";
            same && cause.rows.contains(row)
        })
    };
    let touches = |cause: &&Finding| {
        let own = std::iter::once(finding.span).chain(finding.related.iter().map(|e| e.span));
        own.into_iter().any(|span| {
            span.file == cause.span.file
                && span.start < cause.span.end
                && cause.span.start < span.end
        })
    };
    if causes.iter().any(|cause| cause.check == "fenced-page") {
        return true;
    }
    if finding.check == "missing-statement" {
        return causes.iter().any(|cause| same_source(cause, finding));
    }
    if PAIRWISE.contains(&finding.check) {
        return finding.rows.iter().any(broken) || causes.iter().any(touches);
    }
    if finding.rows.is_empty() {
        return causes.iter().any(|cause| cause.rows.is_empty() && touches(cause));
    }
    finding.rows.iter().all(broken)
}

/// Whether a link of the source page lies in the statement of the source page, while another link
/// stands in its place.
fn same_source(link: &Finding, statement: &Finding) -> bool {
    let inside = |a: Span, b: Span| a.file == b.file && b.start <= a.start && a.end <= b.end;
    let file = statement.span.file;
    let of_source = |finding: &Finding| {
        finding.related.iter().map(|e| e.span).filter(|span| span.file != file).collect::<Vec<_>>()
    };
    let statements = of_source(statement);
    link.found.is_some()
        && of_source(link).iter().any(|a| statements.iter().any(|b| inside(*a, *b)))
}

#[cfg(test)]
mod tests {
    use super::{PAIRWISE, settle};
    use crate::check::{CHECKS, by_id};
    use crate::finding::{Finding, Severity};
    use crate::source::{SourceFile, Sources, Span};

    #[test]
    fn what_a_check_yields_to_is_another_check() {
        for check in CHECKS {
            for id in check.yields_to {
                assert!(*id != check.id && by_id(id).is_some(), "{}: {id}", check.id);
            }
        }
        assert!(PAIRWISE.iter().all(|id| by_id(id).is_some()));
    }

    #[test]
    fn what_a_broken_text_explains_is_not_said_again() {
        let mut sources = Sources::default();
        let file =
            sources.add(SourceFile::with_digest("x.md".to_owned(), "x".repeat(90), String::new()));
        let finding = |check, column, rows: &[usize]| {
            let span = Span::new(file, rows[0] * 10, rows[0] * 10 + 5);
            let new = Finding::new(check, Severity::Warning, span, String::new()).column(column);
            rows.iter().fold(new, |finding, row| finding.row(*row, []))
        };
        let mut findings = vec![
            finding("mojibake", "purpose", &[1]),
            finding("truncated-cell", "purpose", &[1]),
            finding("wrong-language", "purpose", &[1]),
            finding("translated-enum", "purpose", &[1, 2]),
            finding("swapped-purpose", "purpose", &[1, 3]),
            finding("suspect-label", "field", &[1]),
            finding("untranslated-cell", "purpose", &[4]),
            finding("truncated-cell", "purpose", &[4]),
            finding("truncated-cell", "purpose", &[5]),
            finding("short-row", "message", &[6]),
            finding("translated-key", "field", &[6]),
        ];
        settle(&mut findings);
        let left: Vec<(&str, usize)> = findings.iter().map(|f| (f.check, f.rows[0])).collect();
        let expected = [
            ("mojibake", 1),
            ("translated-enum", 1),
            ("suspect-label", 1),
            ("untranslated-cell", 4),
            ("truncated-cell", 5),
            ("short-row", 6),
        ];
        assert_eq!(left, expected);
    }
}
