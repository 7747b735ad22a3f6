//! `inventory.csv`: one line per field, for spreadsheets and records of processing.

use std::collections::BTreeMap;

use crate::inventory::{
    DocumentationStatus, FieldView, FlowView, FormerLabel, Inventory, MatrixRowView, MessageView,
    PageStatus, ProtocolView, ServiceView, fields,
};
use crate::protocol::VerdictKind;
use crate::protocol::conditions::Exchanged;

use super::table::{Column, Table, date, some, terms, text};

const COLUMNS: [Column; 32] = [
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
];

/// What other parts of the reports know of the fields.
struct Beside<'a> {
    source_locale: &'a str,
    /// The gravest verdict, by field.
    verdicts: BTreeMap<&'a str, VerdictKind>,
    /// When it is exchanged, by field.
    conditions: BTreeMap<&'a str, &'a MatrixRowView>,
}

/// The table, in page order.
pub(super) fn table(inventory: &Inventory, protocol: &ProtocolView) -> Table {
    let first = protocol.verdicts.iter().filter(|verdict| verdict.primary);
    let rows = protocol.matrix.iter().filter(|row| row.subject == "field");
    let beside = Beside {
        source_locale: &inventory.catalog.source_locale,
        verdicts: first.filter_map(|v| Some((v.field.as_deref()?, v.kind))).collect(),
        conditions: rows.map(|row| (row.id.as_str(), row)).collect(),
    };
    let records = fields(&inventory.flows)
        .map(|(flow, service, message, field)| record(&beside, flow, service, message, field));
    Table::new("Inventory", "a field of the catalog", &COLUMNS, records)
}

fn record(
    beside: &Beside<'_>,
    flow: &FlowView,
    service: &ServiceView,
    message: &MessageView,
    field: &FieldView,
) -> [String; COLUMNS.len()] {
    let id = field.id.as_str();
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
        message.origin.as_ref().map_or(&flow.sender, |origin| &origin.name).clone(),
        flow.documents.join("; "),
        source_lines(beside.source_locale, field),
        field.since.clone(),
        some(&field.last_seen),
        some(&field.until),
        field.documentation.iter().map(status).collect::<Vec<_>>().join("; "),
        beside.verdicts.get(id).map(|kind| kind.as_str().to_owned()).unwrap_or_default(),
        beside.conditions.get(id).map(|row| exchanged(row)).unwrap_or_default(),
        some(&field.note),
    ]
}

/// Where the pages in the source language list it: `path:line`.
fn source_lines(source_locale: &str, field: &FieldView) -> String {
    let own = field.documentation.iter().filter(|page| page.locale == source_locale);
    let places = own.filter_map(|page| Some(format!("{}:{}", page.path, page.line?)));
    places.collect::<Vec<_>>().join("; ")
}

/// Whether it is exchanged: `always`, or by enrolment where it depends on that, as in
/// `user=never; device=conditional`; what differs by platform is `conditional`. `conditions.csv` has
/// each platform.
fn exchanged(row: &MatrixRowView) -> String {
    let word = |is: Exchanged| match is {
        Exchanged::Always => "always",
        Exchanged::Optional => "conditional",
        Exchanged::Never => "never",
    };
    if let Some(anywhere) = row.anywhere {
        return word(anywhere).to_owned();
    }
    let mut by_enrolment: Vec<(&str, Exchanged)> = Vec::new();
    for own in &row.circumstances {
        match by_enrolment.iter_mut().find(|(enrolment, _)| *enrolment == own.enrolment) {
            Some((_, known)) if *known != own.exchanged => *known = Exchanged::Optional,
            Some(_) => {}
            None => by_enrolment.push((&own.enrolment, own.exchanged)),
        }
    }
    match by_enrolment.first() {
        Some((_, first)) if by_enrolment.iter().all(|(_, is)| is == first) => {
            word(*first).to_owned()
        }
        _ => {
            let words =
                by_enrolment.iter().map(|(enrolment, is)| format!("{enrolment}={}", word(*is)));
            words.collect::<Vec<_>>().join("; ")
        }
    }
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

#[cfg(test)]
mod tests {
    use super::exchanged;
    use crate::inventory::{CircumstanceView, MatrixRowView};
    use crate::protocol::conditions::Exchanged::{self, Always, Never, Optional};

    fn row(circumstances: &[(&str, &str, Exchanged)]) -> MatrixRowView {
        let own = |(enrolment, platform, exchanged): &(&str, &str, Exchanged)| CircumstanceView {
            platform: (*platform).to_owned(),
            enrolment: (*enrolment).to_owned(),
            enrolment_label: String::new(),
            exchanged: *exchanged,
            right: None,
            since: None,
            deprecated: None,
            until: None,
            not_on: Vec::new(),
            because: None,
        };
        MatrixRowView {
            subject: "field",
            id: String::new(),
            label: String::new(),
            protocol: String::new(),
            message: String::new(),
            service: String::new(),
            flows: Vec::new(),
            anywhere: None,
            circumstances: circumstances.iter().map(own).collect(),
        }
    }

    #[test]
    fn what_is_exchanged_is_told_by_enrolment_where_that_matters() {
        let anywhere = MatrixRowView { anywhere: Some(Optional), ..row(&[]) };
        assert_eq!(exchanged(&anywhere), "conditional");
        let same = [("all", "lamp", Always), ("some", "lamp", Always)];
        assert_eq!(exchanged(&row(&same)), "always");
        let mixed = [("all", "lamp", Always), ("all", "torch", Never), ("some", "lamp", Never)];
        assert_eq!(exchanged(&row(&mixed)), "all=conditional; some=never");
    }
}
