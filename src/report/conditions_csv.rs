//! `conditions.csv`: one line per datum, enrolment and platform.

use crate::inventory::{CircumstanceView, MatrixRowView, ProtocolView};

use super::{ReportError, csv_table};

/// Stands where a datum does not depend on platform and enrolment.
const ANY: &str = "any";

const COLUMNS: [&str; 17] = [
    "subject",
    "id",
    "label",
    "protocol",
    "flow",
    "service",
    "message",
    "platform",
    "enrolment",
    "enrolment_label",
    "exchanged",
    "right",
    "since",
    "deprecated",
    "until",
    "not_on",
    "because",
];

/// The table, with a header line, in the order of the matrix.
pub(super) fn render(view: &ProtocolView) -> Result<Vec<u8>, ReportError> {
    csv_table::render(&COLUMNS, view.matrix.iter().flat_map(records))
}

fn records(row: &MatrixRowView) -> Vec<[String; COLUMNS.len()]> {
    let anywhere = row.anywhere.map(|exchanged| CircumstanceView {
        platform: ANY.to_owned(),
        enrolment: ANY.to_owned(),
        enrolment_label: ANY.to_owned(),
        exchanged,
        right: None,
        since: None,
        deprecated: None,
        until: None,
        not_on: Vec::new(),
        because: None,
    });
    anywhere.iter().chain(&row.circumstances).map(|own| record(row, own)).collect()
}

fn record(row: &MatrixRowView, own: &CircumstanceView) -> [String; COLUMNS.len()] {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    [
        row.subject.to_owned(),
        row.id.clone(),
        row.label.clone(),
        row.protocol.clone(),
        row.flows.join("; "),
        row.service.clone(),
        row.message.clone(),
        own.platform.clone(),
        own.enrolment.clone(),
        own.enrolment_label.clone(),
        own.exchanged.as_str().to_owned(),
        text(&own.right),
        text(&own.since),
        text(&own.deprecated),
        text(&own.until),
        own.not_on.join("; "),
        text(&own.because),
    ]
}
