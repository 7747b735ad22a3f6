//! `inventory.csv`: one line per field, for spreadsheets and records of processing.

use std::collections::BTreeMap;

use crate::inventory::{
    DocumentationStatus, FieldView, FlowView, FormerLabel, Inventory, MessageView, PageStatus,
    ProtocolView, ServiceView, fields,
};
use crate::protocol::VerdictKind;

use super::table::{Column, Table, date, some, terms, text};

const COLUMNS: [Column; 39] = [
    text("field_id"),
    text("flow"),
    text("service"),
    text("message"),
    text("field"),
    text("former_labels"),
    text("protocol"),
    text("protocol_note"),
    text("data_subject"),
    text("category"),
    text("personal"),
    text("personal_if"),
    text("fideslang"),
    text("dpv"),
    text("sensitivity"),
    text("identifies"),
    text("purpose"),
    text("purpose_code"),
    text("lawful_basis"),
    text("retention"),
    text("recipient"),
    text("sender"),
    text("origin"),
    text("source_documents"),
    text("source_line"),
    date("first_seen"),
    date("last_seen"),
    date("no_longer_listed_from"),
    text("doc_status_per_locale"),
    text("verdict"),
    text("exchanged"),
    text("note"),
    text("sent_by"),
    text("origin_note"),
    text("subjects_in_schools"),
    text("protocol_doubt"),
    text("other_protocol"),
    text("purpose_in_protocol"),
    text("data_subject_in_protocol"),
];

/// What is known of the fields beyond the inventory's own lines.
struct Known<'a> {
    source_locale: &'a str,
    /// The gravest verdict, by field.
    verdicts: BTreeMap<&'a str, VerdictKind>,
}

impl Known<'_> {
    fn verdict(&self, field: &str) -> String {
        self.verdicts.get(field).map(|kind| kind.as_str().to_owned()).unwrap_or_default()
    }
}

/// The table, in page order.
pub(in crate::report) fn table(inventory: &Inventory, protocol: &ProtocolView) -> Table {
    let first = protocol.verdicts.iter().filter(|verdict| verdict.primary);
    let known = Known {
        source_locale: &inventory.catalog.source_locale,
        verdicts: first.filter_map(|v| Some((v.field.as_deref()?, v.kind))).collect(),
    };
    let records = fields(&inventory.flows)
        .map(|(flow, service, message, field)| record(&known, flow, service, message, field));
    Table::new("Inventory", "a field of the catalog", &COLUMNS, records)
}

fn record(
    known: &Known<'_>,
    flow: &FlowView,
    service: &ServiceView,
    message: &MessageView,
    field: &FieldView,
) -> [String; COLUMNS.len()] {
    let other = field.in_protocol.as_ref();
    [
        field.id.clone(),
        flow.id.clone(),
        service.label.clone(),
        message.label.clone(),
        field.label.clone(),
        former(&field.former_labels),
        some(&field.protocol),
        some(&field.protocol_note),
        field.subject.id.clone(),
        field.category.id.clone(),
        field.personal_data.as_str().to_owned(),
        some(&field.personal_if),
        terms(&field.category.fideslang),
        terms(&field.category.dpv),
        field.sensitivity.id.clone(),
        field.identifies.to_owned(),
        field.purpose.clone(),
        field.purpose_term.id.clone(),
        field.legal_basis.to_owned(),
        field.retention.to_owned(),
        flow.recipient.clone(),
        flow.sender.clone(),
        field.origins.iter().map(|o| o.name.as_str()).collect::<Vec<_>>().join("; "),
        flow.documents.join("; "),
        source_lines(known.source_locale, field),
        field.since.clone(),
        some(&field.last_seen),
        some(&field.until),
        field.documentation.iter().map(status).collect::<Vec<_>>().join("; "),
        known.verdict(&field.id),
        some(&field.exchanged),
        some(&field.note),
        message.sent_by.name.clone(),
        some(&field.origin_note),
        field.subjects_in_schools.iter().map(|t| t.id.as_str()).collect::<Vec<_>>().join("; "),
        some(&field.protocol_doubt),
        field.other_protocol.join("; "),
        other.map(|other| other.purpose.clone()).unwrap_or_default(),
        other.map(|other| other.subject.id.clone()).unwrap_or_default(),
    ]
}

/// Where the pages in the source language list it: `path:line`.
fn source_lines(source_locale: &str, field: &FieldView) -> String {
    let own = field.documentation.iter().filter(|page| page.locale == source_locale);
    let places = own.filter_map(|page| Some(format!("{}:{}", page.path, page.line?)));
    places.collect::<Vec<_>>().join("; ")
}

fn former(labels: &[FormerLabel]) -> String {
    let labels = labels.iter().map(|f| format!("{} (until {})", f.label, f.until));
    labels.collect::<Vec<_>>().join("; ")
}

/// `fr-FR=listed`, or with what stands there: `fr-FR=translated (Rubrique)`.
fn status(page: &PageStatus) -> String {
    let right = matches!(page.status, DocumentationStatus::Listed | DocumentationStatus::Doubted);
    let found = page.found.as_deref().filter(|_| !right);
    let found = found.map(|found| format!(" ({found})")).unwrap_or_default();
    format!("{}={}{found}", page.locale, page.status.as_str())
}
