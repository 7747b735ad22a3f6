//! The JSON contract, version 1 (README, “JSON”). Keys are only ever added within a version.

use serde::Serialize;

use crate::audit::Audit;
use crate::catalog::Catalog;
use crate::catalog::diff::State;
use crate::finding::{Finding, Fix, Severity};
use crate::inventory::{AuditedDocument, documents};
use crate::source::{Position, Sources, Span};

/// Renders all documents and findings; `approved` findings are silent and only counted. `state` is
/// what a later run is compared with besides: fields, terms, verdicts and so on.
///
/// # Errors
/// Only if a value cannot be serialised, which does not happen with these types.
pub fn render(
    audit: &Audit<'_>,
    findings: &[Finding],
    approved: usize,
    state: Option<&State>,
) -> Result<Vec<u8>, serde_json::Error> {
    let count = |severity| findings.iter().filter(|f| f.severity == severity).count();
    let catalog = audit.catalog;
    let report = Report {
        schema: 1,
        tool: Tool::this(),
        catalog: CatalogRef::of(catalog),
        documents: documents(audit),
        findings: findings.iter().map(|f| json_finding(&audit.sources, f)).collect(),
        skipped: audit
            .skipped
            .iter()
            .map(|s| Skip { path: &s.path, reason: s.reason.to_string() })
            .collect(),
        summary: Summary {
            error: count(Severity::Error),
            warning: count(Severity::Warning),
            note: count(Severity::Note),
            approved,
        },
        state,
    };
    let mut bytes = serde_json::to_vec_pretty(&report)?;
    bytes.push(b'\n');
    Ok(bytes)
}

#[derive(Serialize)]
struct Report<'a> {
    schema: u32,
    tool: Tool,
    catalog: CatalogRef<'a>,
    documents: Vec<AuditedDocument>,
    findings: Vec<JsonFinding<'a>>,
    skipped: Vec<Skip<'a>>,
    summary: Summary,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'a State>,
}

/// What made a report.
#[derive(Serialize)]
pub(in crate::report) struct Tool {
    name: &'static str,
    version: &'static str,
}

impl Tool {
    /// This program.
    pub(in crate::report) fn this() -> Self {
        Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") }
    }
}

/// Which catalog a report was made with.
#[derive(Serialize)]
pub(in crate::report) struct CatalogRef<'a> {
    id: &'a str,
    version: &'a str,
    sha256: &'a str,
}

impl<'a> CatalogRef<'a> {
    /// The identity of a catalog.
    pub(in crate::report) fn of(catalog: &'a Catalog) -> Self {
        CatalogRef { id: &catalog.id, version: &catalog.version, sha256: &catalog.sha256 }
    }
}

#[derive(Serialize)]
struct Skip<'a> {
    path: &'a str,
    reason: String,
}

#[derive(Serialize)]
struct Summary {
    error: usize,
    warning: usize,
    note: usize,
    approved: usize,
}

#[derive(Serialize)]
struct JsonFinding<'a> {
    check: &'a str,
    severity: Severity,
    path: &'a str,
    locale: Option<&'a str>,
    flow: Option<&'a str>,
    field: Option<&'a str>,
    fields: &'a [String],
    rows: &'a [usize],
    column: Option<&'a str>,
    start: Place,
    end: Place,
    message: &'a str,
    expected: Option<&'a str>,
    found: Option<&'a str>,
    help: &'a str,
    /// The first of `fixes`.
    fix: Option<JsonFix<'a>>,
    fixes: Vec<JsonFix<'a>>,
    related: Vec<Related<'a>>,
    fingerprint: &'a str,
}

#[derive(Serialize)]
struct JsonFix<'a> {
    start: Place,
    end: Place,
    replacement: &'a str,
    applicability: &'static str,
}

#[derive(Serialize)]
struct Related<'a> {
    path: &'a str,
    start: Place,
    end: Place,
    message: &'a str,
}

#[derive(Serialize)]
struct Place {
    line: usize,
    column: usize,
    byte: usize,
}

impl From<Position> for Place {
    fn from(p: Position) -> Self {
        Place { line: p.line, column: p.column, byte: p.byte }
    }
}

fn places(sources: &Sources, span: Span) -> (Place, Place) {
    let file = sources.get(span.file);
    (file.position(span.start).into(), file.position(span.end).into())
}

fn json_fix<'a>(sources: &Sources, fix: &'a Fix) -> JsonFix<'a> {
    let (start, end) = places(sources, fix.span);
    let applicability = fix.applicability.as_str();
    JsonFix { start, end, replacement: &fix.replacement, applicability }
}

fn json_finding<'a>(sources: &'a Sources, finding: &'a Finding) -> JsonFinding<'a> {
    let (start, end) = places(sources, finding.span);
    JsonFinding {
        check: finding.check,
        severity: finding.severity,
        path: sources.get(finding.span.file).path(),
        locale: finding.locale.as_deref(),
        flow: finding.flow.as_deref(),
        field: finding.fields.first().map(String::as_str),
        fields: &finding.fields,
        rows: &finding.rows,
        column: finding.column,
        start,
        end,
        message: &finding.message,
        expected: finding.expected.as_deref(),
        found: finding.found.as_deref(),
        help: &finding.help,
        fix: finding.fixes.first().map(|fix| json_fix(sources, fix)),
        fixes: finding.fixes.iter().map(|fix| json_fix(sources, fix)).collect(),
        related: finding
            .related
            .iter()
            .map(|evidence| {
                let (start, end) = places(sources, evidence.span);
                Related {
                    path: sources.get(evidence.span.file).path(),
                    start,
                    end,
                    message: &evidence.message,
                }
            })
            .collect(),
        fingerprint: &finding.fingerprint,
    }
}
