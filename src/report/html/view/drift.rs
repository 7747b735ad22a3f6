//! `drift.html`: languages against fields, and every finding.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::check::CHECKS;
use crate::finding::{Finding, Severity};
use crate::inventory::{
    DocumentationStatus, FieldView, FlowView, Inventory, MessageView, ServiceView, Staleness,
};
use crate::report::compare::runs::RunDiff;

use super::{Changes, FileFindings, FindingRow, changes, locale_order};

/// What the drift page shows besides the inventory.
#[derive(Debug, Serialize)]
pub(in crate::report::html) struct Drift<'a> {
    locales: Vec<&'a str>,
    /// Language of the source pages.
    source_locale: &'a str,
    matrix: Vec<MatrixFlow<'a>>,
    /// Cells of the matrix with more than one finding.
    index: Vec<Listed<'a>>,
    files: &'a [FileFindings],
    findings: usize,
    checks: Vec<CheckRow>,
    /// How old each translation is.
    ages: &'a [Staleness],
    since: Option<Since<'a>>,
    /// Whether there are so many findings that only the pages of the documents tell all of each.
    brief: bool,
    /// What the findings can be filtered by, with the words for it.
    found_checks: Vec<(&'static str, &'static str)>,
    found_locales: Vec<(&'a str, &'a str)>,
}

/// What has changed since an earlier run.
#[derive(Debug, Serialize)]
struct Since<'a> {
    #[serde(flatten)]
    diff: &'a RunDiff,
    /// Catalog and verdicts, by kind.
    changes: Changes<'a>,
    quiet: bool,
}

impl<'a> Since<'a> {
    fn of(diff: &'a RunDiff) -> Self {
        Since { diff, changes: changes(&diff.entries), quiet: diff.quiet() }
    }
}

/// Findings above which the list is brief.
const BRIEF: usize = 2000;

/// Languages against the fields of one flow.
#[derive(Debug, Serialize)]
struct MatrixFlow<'a> {
    id: &'a str,
    label: &'a str,
    /// What lies outside the fields: statements, structure, metadata.
    page: Vec<Cell>,
    groups: Vec<MatrixGroup<'a>>,
}

/// The fields of one message.
#[derive(Debug, Serialize)]
struct MatrixGroup<'a> {
    service: &'a str,
    message: &'a str,
    /// What is wrong with the names of the service and the message.
    cells: Vec<Cell>,
    rows: Vec<MatrixRow<'a>>,
}

#[derive(Debug, Serialize)]
struct MatrixRow<'a> {
    field: &'a FieldView,
    cells: Vec<Cell>,
}

/// A field or page in one language.
#[derive(Debug, Serialize)]
struct Cell {
    locale: String,
    /// Class: `ok`, `error`, `warning`, `note`, `open` or `none`.
    kind: &'static str,
    /// What is written in the cell.
    word: &'static str,
    /// Number of findings.
    count: usize,
    /// Where the findings are.
    href: Option<String>,
}

/// The findings of a cell that has several.
#[derive(Debug, Serialize)]
struct Listed<'a> {
    anchor: String,
    locale: &'a str,
    /// Field id, message id for the names of service and message, or flow id for the rest.
    place: &'a str,
    /// The first of them.
    findings: Vec<&'a FindingRow>,
    /// How many are not listed.
    more: usize,
}

/// Findings of one cell that are listed.
const LISTED: usize = 50;

#[derive(Debug, Serialize)]
struct CheckRow {
    id: &'static str,
    summary: &'static str,
    severity: Severity,
    count: usize,
}

/// Findings by language and place (field id, message id or flow id), worst first.
type ByPlace<'a> = BTreeMap<(&'a str, &'a str), Vec<&'a FindingRow>>;

/// Builds it.
pub(in crate::report::html) fn drift<'a>(
    inventory: &'a Inventory,
    files: &'a [FileFindings],
    findings: &'a [Finding],
    ages: &'a [Staleness],
    since: Option<&'a RunDiff>,
) -> Drift<'a> {
    let by_place = by_place(files, findings);
    let tags = inventory.documents.iter().map(|d| d.locale.as_str());
    let found = by_place.keys().map(|(locale, _)| *locale);
    let locales = locale_order(&inventory.catalog.source_locale, tags.chain(found));
    let matrix = inventory.flows.iter().map(|f| matrix_flow(inventory, f, &locales, &by_place));
    let several = by_place.iter().filter(|(_, findings)| findings.len() > 1);
    let count = |id: &str| findings.iter().filter(|finding| finding.check == id).count();
    let found_in = |locale: &&str| by_place.keys().any(|(found, _)| found == locale);
    Drift {
        matrix: matrix.collect(),
        index: several
            .map(|((locale, place), findings)| Listed {
                anchor: anchor(locale, place),
                locale,
                place,
                findings: findings.iter().take(LISTED).copied().collect(),
                more: findings.len().saturating_sub(LISTED),
            })
            .collect(),
        found_checks: CHECKS
            .iter()
            .filter(|check| count(check.id) > 0)
            .map(|check| (check.id, check.id))
            .collect(),
        found_locales: locales.iter().copied().filter(found_in).map(|tag| (tag, tag)).collect(),
        brief: findings.len() > BRIEF,
        locales,
        source_locale: &inventory.catalog.source_locale,
        files,
        findings: findings.len(),
        ages,
        since: since.map(Since::of),
        checks: CHECKS
            .iter()
            .map(|check| CheckRow {
                id: check.id,
                summary: check.summary,
                severity: check.severity,
                count: count(check.id),
            })
            .collect(),
    }
}

fn by_place<'a>(files: &'a [FileFindings], findings: &'a [Finding]) -> ByPlace<'a> {
    let rows: BTreeMap<&str, &FindingRow> = files
        .iter()
        .flat_map(|file| &file.findings)
        .map(|row| (row.fingerprint.as_str(), row))
        .collect();
    let mut by_place: ByPlace<'a> = BTreeMap::new();
    for finding in findings {
        let Some(row) = rows.get(finding.fingerprint.as_str()) else { continue };
        let locale = finding.locale.as_deref().unwrap_or("und");
        let names = matches!(finding.column, Some("service" | "message"));
        let place = |id: &'a String| match id.rsplit_once('/') {
            Some((message, _)) if names => message,
            _ => id.as_str(),
        };
        let mut places: BTreeSet<&str> = finding.fields.iter().map(place).collect();
        if places.is_empty() {
            places.extend(finding.flow.as_deref());
        }
        for place in places {
            by_place.entry((locale, place)).or_default().push(row);
        }
    }
    for findings in by_place.values_mut() {
        findings.sort_by_key(|row| std::cmp::Reverse(row.severity));
    }
    by_place
}

fn matrix_flow<'a>(
    inventory: &Inventory,
    flow: &'a FlowView,
    locales: &[&str],
    by_place: &ByPlace<'_>,
) -> MatrixFlow<'a> {
    let has_page =
        |locale: &str| inventory.documents.iter().any(|d| d.flow == flow.id && d.locale == locale);
    let page = |locale: &&str| {
        let plain = if has_page(locale) { ("ok", "ok") } else { ("none", "no page") };
        cell(locale, &flow.id, plain, by_place)
    };
    let messages = flow.services.iter().flat_map(|s| s.messages.iter().map(move |m| (s, m)));
    MatrixFlow {
        id: &flow.id,
        label: &flow.label,
        page: locales.iter().map(page).collect(),
        groups: messages.map(|(s, m)| matrix_group(s, m, locales, by_place)).collect(),
    }
}

fn matrix_group<'a>(
    service: &'a ServiceView,
    message: &'a MessageView,
    locales: &[&str],
    by_place: &ByPlace<'_>,
) -> MatrixGroup<'a> {
    let cells = |field: &FieldView| {
        let cell = |locale: &&str| cell(locale, &field.id, documented(field, locale), by_place);
        locales.iter().map(cell).collect()
    };
    MatrixGroup {
        service: &service.label,
        message: &message.label,
        cells: locales.iter().map(|l| cell(l, &message.id, ("none", ""), by_place)).collect(),
        rows: message.fields.iter().map(|f| MatrixRow { field: f, cells: cells(f) }).collect(),
    }
}

/// Class and word of a cell without findings: the worst status among the pages of the language.
fn documented(field: &FieldView, locale: &str) -> (&'static str, &'static str) {
    let pages = field.documentation.iter().filter(|page| page.locale == locale);
    match pages.map(|page| page.status).max_by_key(|status| rank(*status)) {
        None => ("none", "no page"),
        Some(DocumentationStatus::Listed) => ("ok", "ok"),
        Some(DocumentationStatus::NotListedByEdition) => ("none", "not in edition"),
        Some(status) => ("open", status.as_str()),
    }
}

fn rank(status: DocumentationStatus) -> u8 {
    match status {
        DocumentationStatus::NotListedByEdition => 0,
        DocumentationStatus::Listed => 1,
        DocumentationStatus::Doubted => 2,
        DocumentationStatus::Altered => 3,
        DocumentationStatus::Ambiguous => 4,
        DocumentationStatus::Translated => 5,
        DocumentationStatus::Missing => 6,
    }
}

fn cell(
    locale: &str,
    place: &str,
    plain: (&'static str, &'static str),
    by_place: &ByPlace<'_>,
) -> Cell {
    let findings = by_place.get(&(locale, place)).map(Vec::as_slice).unwrap_or_default();
    let (kind, word) = findings.first().map_or(plain, |worst| {
        let word = worst.severity.as_str();
        (word, word)
    });
    let href = match findings {
        [] => None,
        [one] => Some(format!("f-{}", one.fingerprint)),
        _ => Some(anchor(locale, place)),
    };
    Cell { locale: locale.to_owned(), kind, word, count: findings.len(), href }
}

fn anchor(locale: &str, place: &str) -> String {
    format!("at-{locale}.{}", place.replace('/', "."))
}
