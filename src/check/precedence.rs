//! One defect, one finding: what a graver fault of the same cell explains is not said again.
//!
//! A cell whose text was decoded wrongly, left in the source language or written in a third one
//! also lacks words, denies differently, is too short, fits another row better. None of that is to
//! be mended in a text that will be replaced as a whole.

use crate::finding::Finding;
use crate::source::Span;

/// Checks that say what a text says wrongly, as a text of its language.
const SAID: &[&str] = &[
    "number-changed",
    "negation-changed",
    "boolean-changed",
    "swapped-purpose",
    "truncated-cell",
    "omitted-words",
    "inconsistent-term",
    "suspect-label",
    "duplicated-purpose",
    "added-text",
    "optionality-changed",
    "value-added",
];
/// Checks that read the letters of a text.
const READ: &[&str] = &[
    "wrong-language",
    "untranslated-cell",
    "translated-enum",
    "literal-lost",
    "unbalanced-brackets",
];
/// Checks that read the cell of a column, whatever stands in it.
const CELLS: &[&str] = &[
    "translated-key",
    "altered-key",
    "service-spelling",
    "translated-message",
    "translated-enum",
    "stray-punctuation",
];
/// Checks whose findings are about two texts, of which either may be the cause.
const OF_TWO: &[&str] = &["swapped-purpose", "inconsistent-term", "duplicated-purpose"];

/// Takes out the findings of a page that others of the page explain.
pub(super) fn settle(findings: &mut Vec<Finding>) {
    let page = std::mem::take(findings);
    let causes: Vec<&Finding> = page.iter().filter(|f| !explains(f.check).is_empty()).collect();
    let explained: Vec<bool> = page
        .iter()
        .map(|finding| {
            let of_check = causes.iter().filter(|c| explains(c.check).contains(&finding.check));
            let causes: Vec<&&Finding> = of_check.collect();
            !causes.is_empty() && is_explained(finding, &causes)
        })
        .collect();
    let kept = page.into_iter().zip(explained).filter(|(_, explained)| !explained);
    findings.extend(kept.map(|(finding, _)| finding));
}

/// The checks whose findings a fault may explain.
fn explains(check: &str) -> Vec<&'static str> {
    match check {
        "short-row" => [SAID, READ, CELLS].concat(),
        "mojibake" => [SAID, READ].concat(),
        "empty-cell" => [SAID, READ, CELLS, &["link-changed"]].concat(),
        "untranslated-cell" | "wrong-language" => SAID.to_vec(),
        "swapped-purpose" => vec!["duplicated-purpose", "added-text"],
        // A statement that is known by its link is not found under a wrong one.
        "link-changed" => vec!["missing-statement"],
        // Nothing of the page is read while it is code.
        "fenced-page" => vec!["missing-table", "missing-statement"],
        // Each place of the misspelling is told.
        "misspelt-value" => vec!["boolean-changed"],
        // What is left of a link has its brackets in the text.
        "broken-link" => vec!["unbalanced-brackets"],
        // What stands in the place of a value is not one more value.
        "translated-enum" => vec!["value-added"],
        // The key replaces all that stands in its cell.
        "translated-key" => vec!["stray-punctuation"],
        _ => Vec::new(),
    }
}

/// Whether each row of a finding has one of the causes in the same column, or is short; or, where it has no
/// rows, a cause in its place.
fn is_explained(finding: &Finding, causes: &[&&Finding]) -> bool {
    let broken = |row: &usize| {
        causes.iter().any(|cause| {
            let same = cause.column == finding.column || cause.check == "short-row";
            same && cause.rows.contains(row)
        })
    };
    let touches = |cause: &&&Finding| {
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
    if OF_TWO.contains(&finding.check) {
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
    use super::settle;
    use crate::finding::{Finding, Severity};
    use crate::source::{SourceFile, Sources, Span};

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
