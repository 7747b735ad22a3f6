//! `index.html`.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::check::CHECKS;
use crate::inventory::{
    AuditedDocument, DocumentationStatus, FlowView, Inventory, PageStatus, ProtocolView,
    StatementStatus, VerdictTotals, fields,
};

use super::protocol::{Open, open};
use super::{Counts, FileFindings, locale_order};

/// What the overview shows besides the inventory.
#[derive(Debug, Serialize)]
pub(in crate::report::html) struct Overview<'a> {
    /// Languages of the audited documents.
    locales: Vec<&'a str>,
    /// All findings.
    counts: Counts,
    /// Findings by check, the gravest and most first.
    found: Vec<Found>,
    /// Documents with their flow and findings, by flow.
    documents: Vec<Row<'a>>,
    /// Files with findings that are no audited document.
    other_files: Vec<&'a FileFindings>,
    /// Verdicts against the protocol; nothing if there are no facts of it.
    verdicts: Option<&'a VerdictTotals>,
    /// Personal data that no page lists where the protocol can carry them.
    open: Option<Open>,
    /// Fields that stand on an audited page, in whatever spelling.
    standing: usize,
    /// Promises that a page turns into their opposite, counted page by page.
    contradicted: usize,
    /// Promises that a finding doubts, counted page by page.
    unclear: usize,
}

/// What a check found.
#[derive(Debug, Serialize)]
struct Found {
    check: &'static str,
    summary: &'static str,
    counts: Counts,
}

#[derive(Debug, Serialize)]
struct Row<'a> {
    flow: &'a str,
    document: &'a AuditedDocument,
    counts: Counts,
}

/// Builds it.
pub(in crate::report::html) fn overview<'a>(
    inventory: &'a Inventory,
    files: &'a [FileFindings],
    protocol: Option<&'a ProtocolView>,
) -> Overview<'a> {
    let by_path: BTreeMap<&str, Counts> =
        files.iter().map(|file| (file.path.as_str(), file.counts)).collect();
    let row = |flow: &'a FlowView, document: &'a AuditedDocument| Row {
        flow: &flow.label,
        document,
        counts: by_path.get(document.path.as_str()).copied().unwrap_or_default(),
    };
    let mut counts = Counts::default();
    for file in files.iter().flat_map(|file| &file.findings) {
        counts.add(file.severity);
    }
    let audited = |file: &&FileFindings| inventory.documents.iter().any(|d| d.path == file.path);
    Overview {
        locales: locale_order(
            &inventory.catalog.source_locale,
            inventory.documents.iter().map(|d| d.locale.as_str()),
        ),
        counts,
        found: found(files),
        documents: inventory
            .flows
            .iter()
            .flat_map(|flow| {
                let own = inventory.documents.iter().filter(|d| d.flow == flow.id);
                own.map(move |document| row(flow, document))
            })
            .collect(),
        other_files: files.iter().filter(|file| !audited(file)).collect(),
        verdicts: protocol.map(|facts| &facts.totals),
        open: protocol.map(open),
        contradicted: promises(inventory, StatementStatus::Contradicted),
        unclear: promises(inventory, StatementStatus::Unclear),
        standing: fields(&inventory.flows).filter(|(.., f)| stands(&f.documentation)).count(),
    }
}

fn promises(inventory: &Inventory, status: StatementStatus) -> usize {
    let statements = inventory.pages.iter().flat_map(|page| &page.statements);
    statements.flat_map(|statement| &statement.pages).filter(|page| page.status == status).count()
}

fn stands(pages: &[PageStatus]) -> bool {
    use DocumentationStatus::{Missing, NotListedByEdition};
    pages.iter().any(|page| !matches!(page.status, Missing | NotListedByEdition))
}

fn found(files: &[FileFindings]) -> Vec<Found> {
    let all = || files.iter().flat_map(|file| &file.findings);
    let of = |check: &&crate::check::Check| {
        let mut counts = Counts::default();
        all().filter(|row| row.check == check.id).for_each(|row| counts.add(row.severity));
        Found { check: check.id, summary: check.summary, counts }
    };
    let mut found: Vec<Found> = CHECKS.iter().map(of).collect();
    found.retain(|row| row.counts != Counts::default());
    found.sort_by_key(|row| Reverse((row.counts.error, row.counts.warning, row.counts.note)));
    found
}
