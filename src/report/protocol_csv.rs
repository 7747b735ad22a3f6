//! `protocol.csv`: one line per verdict, with the places on which it rests.

use crate::inventory::{ProtocolView, VerdictView};

use super::{ReportError, csv_table};

const COLUMNS: [&str; 33] = [
    "id",
    "verdict",
    "subject",
    "primary",
    "field_id",
    "label",
    "message",
    "service",
    "flow",
    "schema",
    "protocol",
    "data_type",
    "confidence",
    "personal",
    "sensitivity",
    "sensitivity_rank",
    "summary",
    "expected",
    "document_path",
    "document_line",
    "document_text",
    "pages_listing",
    "pages_audited",
    "pages_searched",
    "catalog_path",
    "catalog_line",
    "fact_path",
    "fact_line",
    "source",
    "source_file",
    "source_url",
    "source_commit",
    "source_date",
];

/// The table, with a header line, in the order of the verdicts.
pub(super) fn render(view: &ProtocolView) -> Result<Vec<u8>, ReportError> {
    csv_table::render(&COLUMNS, view.verdicts.iter().map(record))
}

fn record(verdict: &VerdictView) -> [String; COLUMNS.len()] {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let (document, catalog, fact) =
        (&verdict.evidence.document, &verdict.evidence.catalog, &verdict.evidence.protocol);
    let of = |text: Option<String>| text.unwrap_or_default();
    [
        verdict.id.clone(),
        verdict.kind.as_str().to_owned(),
        verdict.subject.to_owned(),
        csv_table::yes(verdict.primary),
        text(&verdict.field),
        verdict.label.clone(),
        verdict.message.clone(),
        verdict.service.clone(),
        verdict.flows.join("; "),
        text(&verdict.schema),
        text(&verdict.protocol),
        text(&verdict.data_type),
        verdict.confidence.to_owned(),
        csv_table::yes(verdict.personal),
        verdict.sensitivity.clone(),
        verdict.sensitivity_rank.to_string(),
        verdict.summary.clone(),
        text(&verdict.expected),
        of(document.as_ref().map(|d| d.place.path.clone())),
        of(document.as_ref().map(|d| d.place.line.to_string())),
        of(document.as_ref().map(|d| d.text.clone())),
        of(document.as_ref().map(|d| d.pages_listing.to_string())),
        of(document.as_ref().map(|d| d.pages_audited.to_string())),
        verdict.evidence.searched.join("; "),
        of(catalog.as_ref().map(|c| c.path.clone())),
        of(catalog.as_ref().map(|c| c.line.to_string())),
        of(fact.as_ref().map(|f| f.place.path.clone())),
        of(fact.as_ref().map(|f| f.place.line.to_string())),
        of(fact.as_ref().map(|f| f.source.clone())),
        of(fact.as_ref().and_then(|f| f.file.clone())),
        of(fact.as_ref().map(|f| f.url.clone())),
        of(fact.as_ref().and_then(|f| f.commit.clone())),
        of(fact.as_ref().map(|f| f.date.clone())),
    ]
}
