//! `inventory.csv`: one line per field, for spreadsheets and records of processing.

use crate::inventory::{
    DocumentationStatus, FieldView, FlowView, FormerLabel, Inventory, MessageView, PageStatus,
    ServiceView, fields,
};

use super::{ReportError, csv_table};

const COLUMNS: [&str; 27] = [
    "field_id",
    "flow",
    "service",
    "message",
    "field",
    "former_labels",
    "protocol",
    "protocol_note",
    "data_subject",
    "category",
    "personal",
    "fideslang",
    "dpv",
    "sensitivity",
    "identifies",
    "purpose",
    "purpose_code",
    "lawful_basis",
    "retention",
    "recipient",
    "sender",
    "source_documents",
    "first_seen",
    "last_seen",
    "no_longer_listed_from",
    "doc_status_per_locale",
    "note",
];

/// The table, with a header line, in page order.
pub(super) fn render(inventory: &Inventory) -> Result<Vec<u8>, ReportError> {
    let records = fields(&inventory.flows);
    csv_table::render(
        &COLUMNS,
        records.map(|(flow, service, message, field)| record(flow, service, message, field)),
    )
}

fn record(
    flow: &FlowView,
    service: &ServiceView,
    message: &MessageView,
    field: &FieldView,
) -> [String; COLUMNS.len()] {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    [
        field.id.clone(),
        flow.id.clone(),
        service.label.clone(),
        message.label.clone(),
        field.label.clone(),
        former(&field.former_labels),
        text(&field.protocol),
        text(&field.protocol_note),
        field.subject.id.clone(),
        field.category.id.clone(),
        csv_table::yes(field.personal),
        field.category.fideslang.join("; "),
        field.category.dpv.join("; "),
        field.sensitivity.id.clone(),
        field.identifies.to_owned(),
        field.purpose.clone(),
        field.purpose_term.id.clone(),
        field.legal_basis.to_owned(),
        field.retention.to_owned(),
        flow.recipient.clone(),
        flow.sender.clone(),
        flow.documents.join("; "),
        field.since.clone(),
        text(&field.last_seen),
        text(&field.until),
        field.documentation.iter().map(status).collect::<Vec<_>>().join("; "),
        text(&field.note),
    ]
}

fn former(labels: &[FormerLabel]) -> String {
    let labels = labels.iter().map(|f| format!("{} (until {})", f.label, f.until));
    labels.collect::<Vec<_>>().join("; ")
}

/// `fr-FR=listed`, or with what stands there: `fr-FR=translated (Rubrique)`.
fn status(page: &PageStatus) -> String {
    let found = page.found.as_deref().filter(|_| page.status != DocumentationStatus::Listed);
    let found = found.map(|found| format!(" ({found})")).unwrap_or_default();
    format!("{}={}{found}", page.locale, page.status.as_str())
}
