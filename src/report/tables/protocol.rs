//! `protocol.csv`: one line per verdict, with the places on which it rests.

use crate::inventory::{ProtocolView, VerdictView};

use super::table::{Column, Table, date, flag, number, some, text, yes};

const COLUMNS: [Column; 33] = [
    text("id"),
    text("verdict"),
    text("subject"),
    flag("primary"),
    text("field_id"),
    text("label"),
    text("message"),
    text("service"),
    text("flow"),
    text("schema"),
    text("protocol"),
    text("data_type"),
    text("confidence"),
    text("personal"),
    text("sensitivity"),
    number("sensitivity_rank"),
    text("summary"),
    text("expected"),
    text("document_path"),
    number("document_line"),
    text("document_text"),
    number("pages_listing"),
    number("pages_audited"),
    text("pages_searched"),
    text("catalog_path"),
    number("catalog_line"),
    text("fact_path"),
    number("fact_line"),
    text("source"),
    text("source_file"),
    text("source_url"),
    text("source_commit"),
    date("source_date"),
];

/// The table, in the order of the verdicts.
pub(in crate::report) fn table(view: &ProtocolView) -> Table {
    let about = "a verdict on a field, key or message";
    Table::new("Protocol", about, &COLUMNS, view.verdicts.iter().map(record))
}

fn record(verdict: &VerdictView) -> [String; COLUMNS.len()] {
    let (document, catalog, fact) =
        (&verdict.evidence.document, &verdict.evidence.catalog, &verdict.evidence.protocol);
    let of = |text: Option<String>| text.unwrap_or_default();
    [
        verdict.id.clone(),
        verdict.kind.as_str().to_owned(),
        verdict.subject.to_owned(),
        yes(verdict.primary),
        some(&verdict.field),
        verdict.label.clone(),
        verdict.message.clone(),
        verdict.service.clone(),
        verdict.flows.join("; "),
        some(&verdict.schema),
        some(&verdict.protocol),
        some(&verdict.data_type),
        verdict.confidence.to_owned(),
        verdict.personal_data.as_str().to_owned(),
        verdict.sensitivity.clone(),
        verdict.sensitivity_rank.to_string(),
        verdict.summary.clone(),
        some(&verdict.expected),
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
