//! `inventory.csv`: one line per field, for spreadsheets and records of processing.
//!
//! RFC 4180: UTF-8, comma, CRLF. A cell that a spreadsheet would run as a formula is prefixed
//! with `'`.

use std::borrow::Cow;

use crate::inventory::{
    DocumentationStatus, FieldView, FlowView, FormerLabel, Inventory, MessageView, PageStatus,
    ServiceView, fields,
};

use super::ReportError;

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
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for (flow, service, message, field) in fields(&inventory.flows) {
        let record = record(flow, service, message, field);
        writer.write_record(record.iter().map(|cell| guard(cell).into_owned()))?;
    }
    writer.into_inner().map_err(|error| ReportError::Csv(error.into_error().into()))
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
        if field.personal { "yes" } else { "no" }.to_owned(),
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

/// Keeps spreadsheets from running a cell.
fn guard(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

#[cfg(test)]
mod tests {
    use super::guard;

    #[test]
    fn formulas_are_guarded_and_other_cells_are_not() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(guard(cell), format!("'{cell}"));
        }
        assert_eq!(guard("a=b"), "a=b");
        assert_eq!(guard(""), "");
    }
}
