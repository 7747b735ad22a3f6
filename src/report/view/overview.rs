//! `index.html`.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::inventory::{AuditedDocument, FlowView, Inventory, ProtocolView, VerdictTotals};

use super::{Counts, FileFindings, locale_order};

/// What the overview shows besides the inventory.
#[derive(Debug, Serialize)]
pub(in crate::report) struct Overview<'a> {
    /// Languages of the audited documents.
    locales: Vec<&'a str>,
    /// All findings.
    counts: Counts,
    /// Documents with their flow and findings, by flow.
    documents: Vec<Row<'a>>,
    /// Files with findings that are no audited document.
    other_files: Vec<&'a FileFindings>,
    /// Whether a document is of an unknown source edition.
    unknown_edition: bool,
    /// Verdicts against the protocol; nothing if there are no facts of it.
    verdicts: Option<&'a VerdictTotals>,
}

#[derive(Debug, Serialize)]
struct Row<'a> {
    flow: &'a str,
    document: &'a AuditedDocument,
    counts: Counts,
}

/// Builds it.
pub(in crate::report) fn overview<'a>(
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
        documents: inventory
            .flows
            .iter()
            .flat_map(|flow| {
                let own = inventory.documents.iter().filter(|d| d.flow == flow.id);
                own.map(move |document| row(flow, document))
            })
            .collect(),
        other_files: files.iter().filter(|file| !audited(file)).collect(),
        unknown_edition: inventory.documents.iter().any(|d| d.edition.status == "unknown"),
        verdicts: protocol.map(|facts| &facts.totals),
    }
}
