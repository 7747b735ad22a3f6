//! `inventory.csv`: one line per field, for spreadsheets and records of processing.

use crate::inventory::{
    DocumentationStatus, FieldView, FlowView, FormerLabel, Inventory, MessageView, PageStatus,
    ServiceView, fields,
};

use super::table::{Column, Table, date, flag, some, text, yes};

const COLUMNS: [Column; 27] = [
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
    flag("personal"),
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
    text("source_documents"),
    date("first_seen"),
    date("last_seen"),
    date("no_longer_listed_from"),
    text("doc_status_per_locale"),
    text("note"),
];

/// The table, in page order.
pub(super) fn table(inventory: &Inventory) -> Table {
    let records = fields(&inventory.flows)
        .map(|(flow, service, message, field)| record(flow, service, message, field));
    Table::new("Inventory", "a field of the catalog", &COLUMNS, records)
}

fn record(
    flow: &FlowView,
    service: &ServiceView,
    message: &MessageView,
    field: &FieldView,
) -> [String; COLUMNS.len()] {
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
        yes(field.personal),
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
        some(&field.last_seen),
        some(&field.until),
        field.documentation.iter().map(status).collect::<Vec<_>>().join("; "),
        some(&field.note),
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
