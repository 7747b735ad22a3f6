//! `conditions.csv`: one line per datum, enrolment and platform.

use crate::inventory::{CircumstanceView, MatrixRowView, ProtocolView};

use super::table::{Column, Table, some, text};

/// Stands where a datum does not depend on platform and enrolment.
const ANY: &str = "any";

const COLUMNS: [Column; 17] = [
    text("subject"),
    text("id"),
    text("label"),
    text("protocol"),
    text("flow"),
    text("service"),
    text("message"),
    text("platform"),
    text("enrolment"),
    text("enrolment_label"),
    text("exchanged"),
    text("right"),
    text("since"),
    text("deprecated"),
    text("until"),
    text("not_on"),
    text("because"),
];

/// The table, in the order of the matrix.
pub(in crate::report) fn table(view: &ProtocolView) -> Table {
    let about = "a datum on a platform under an enrolment";
    Table::new("Conditions", about, &COLUMNS, view.matrix.iter().flat_map(records))
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
        some(&own.right),
        some(&own.since),
        some(&own.deprecated),
        some(&own.until),
        own.not_on.join("; "),
        some(&own.because),
    ]
}
