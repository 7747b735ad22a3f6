//! `findings.csv`: one line per finding.

use crate::finding::Finding;
use crate::source::Sources;

use super::table::{Column, Table, number, some, text};

const COLUMNS: [Column; 17] = [
    text("fingerprint"),
    text("severity"),
    text("check"),
    text("path"),
    number("line"),
    number("column"),
    text("locale"),
    text("flow"),
    text("field_ids"),
    text("rows"),
    text("table_column"),
    text("message"),
    text("expected"),
    text("found"),
    text("help"),
    text("repair"),
    text("related"),
];

/// The table, in the order of the findings: by path and place.
pub(in crate::report) fn table(findings: &[Finding], sources: &Sources) -> Table {
    let rows = findings.iter().map(|finding| record(finding, sources));
    Table::new("Findings", "a finding of a check", &COLUMNS, rows)
}

fn record(finding: &Finding, sources: &Sources) -> [String; COLUMNS.len()] {
    let file = sources.get(finding.span.file);
    let at = file.position(finding.span.start);
    let rows = finding.rows.iter().map(ToString::to_string).collect::<Vec<_>>();
    let fixes = finding.fixes.iter().map(|fix| fix.applicability.as_str());
    let related = finding.related.iter().map(|evidence| {
        let file = sources.get(evidence.span.file);
        format!("{}:{}: {}", file.path(), file.line(evidence.span.start), evidence.message)
    });
    [
        finding.fingerprint.clone(),
        finding.severity.as_str().to_owned(),
        finding.check.to_owned(),
        file.path().to_owned(),
        at.line.to_string(),
        at.column.to_string(),
        some(&finding.locale),
        some(&finding.flow),
        finding.fields.join("; "),
        rows.join("; "),
        finding.column.unwrap_or_default().to_owned(),
        finding.message.clone(),
        some(&finding.expected),
        some(&finding.found),
        finding.help.clone(),
        fixes.collect::<std::collections::BTreeSet<_>>().into_iter().collect::<Vec<_>>().join("; "),
        related.collect::<Vec<_>>().join("\n"),
    ]
}
