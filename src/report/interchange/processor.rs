//! `art30-processor.csv`: the record of processing that a processor keeps, GDPR Art. 30(2).
//!
//! One line is what one processor does through one service in one direction. A party whose role
//! the catalog does not declare may be a processor too, so it has its lines, and the role is left
//! to be filled in; controllers and third parties have none. What only the processor knows holds
//! [`PROCESSOR_TO_COMPLETE`]. Lines without personal data stand last and say that they are outside
//! of the record.

use crate::catalog::model::Personal;
use crate::inventory::{
    FieldView, FlowView, Inventory, MessageView, NOT_APPLICABLE, PartyView, ServiceView,
    TENANT_TO_COMPLETE,
};
use crate::report::table::{Column, Fill, Table, columns, fill, some, text};

use super::activity::{all, by_care, each, personal_of};
use super::controller::{OUTSIDE, categories, named, scope, sources, subjects};
use super::party;

/// Stands where only the processor can give the answer.
pub(super) const PROCESSOR_TO_COMPLETE: &str = "PROCESSOR-TO-COMPLETE";

/// What a line is made from.
struct Record<'a> {
    inventory: &'a Inventory,
    processor: &'a PartyView,
    flow: &'a FlowView,
    service: &'a ServiceView,
    fields: Vec<(&'a MessageView, &'a FieldView)>,
}

impl<'a> Record<'a> {
    /// The columns, each with how to fill it.
    const CELLS: [Fill<Record<'a>>; 20] = [
        fill(text("record_id"), id),
        fill(text("processor_name"), name),
        fill(text("processor_contact"), processors),
        fill(text("controllers"), tenants),
        fill(text("representative"), processors),
        fill(text("dpo"), processors),
        fill(text("processing_categories"), doing),
        fill(text("third_country_transfers"), processors),
        fill(text("transfer_safeguards"), processors),
        fill(text("security_measures"), processors),
        fill(text("art30_scope"), |r| scope(personal_of(&r.fields)).to_owned()),
        fill(text("role"), |r| r.processor.role.unwrap_or(TENANT_TO_COMPLETE).to_owned()),
        fill(text("role_note"), |r| some(&r.processor.role_note)),
        fill(text("purposes"), |r| r.purposes().join("; ")),
        fill(text("data_subject_categories"), |r| subjects(&r.fields)),
        fill(text("personal_data_categories"), |r| categories(&r.fields)),
        fill(text("holds_personal_data"), |r| personal_of(&r.fields).as_str().to_owned()),
        fill(text("obtained_from"), |r| {
            if r.receives() { sources(r.inventory, r.flow, &r.fields) } else { String::new() }
        }),
        fill(text("disclosed_to"), |r| if r.receives() { String::new() } else { r.recipient() }),
        fill(text("field_ids"), |r| each(&r.fields, all, |f| vec![f.id.clone()]).join("; ")),
    ];
}

const COLUMNS: [Column; 20] = columns(&Record::CELLS);

/// The record, a line per processor, direction and service; personal data first.
pub(super) fn table(inventory: &Inventory) -> Table {
    let may_process = |party: &&PartyView| matches!(party.role, Some("processor") | None);
    let mut records = Vec::new();
    for processor in inventory.parties.iter().filter(may_process) {
        for flow in inventory.flows.iter().filter(|flow| touches(flow, processor)) {
            for service in &flow.services {
                let messages = service.messages.iter();
                let fields = messages.flat_map(|m| m.fields.iter().map(move |f| (m, f))).collect();
                records.push(Record { inventory, processor, flow, service, fields });
            }
        }
    }
    by_care(&mut records, |record| personal_of(&record.fields));
    let about = "what a processor does through a service in one direction";
    Table::filled("Art. 30(2) processor", about, &COLUMNS, &Record::CELLS, &records)
}

fn touches(flow: &FlowView, party: &PartyView) -> bool {
    flow.sender_id == party.id || flow.recipient_id == party.id
}

impl Record<'_> {
    /// Whether the line is outside of the record that the law asks for.
    fn outside(&self) -> bool {
        personal_of(&self.fields) == Personal::No
    }

    fn receives(&self) -> bool {
        self.flow.recipient_id == self.processor.id
    }

    fn purposes(&self) -> Vec<String> {
        each(&self.fields, all, |f| vec![f.purpose_term.label.clone()])
    }

    /// Whom the processor discloses the data to.
    fn recipient(&self) -> String {
        named(party(self.inventory, &self.flow.recipient_id), &self.flow.recipient)
    }
}

fn id(record: &Record<'_>) -> String {
    let Record { inventory, processor, flow, service, .. } = record;
    format!("{}/art30-2/{}/{}/{}", inventory.catalog.id, processor.id, flow.id, service.id)
}

fn name(record: &Record<'_>) -> String {
    let processor = record.processor;
    match &processor.organisation {
        Some(organisation) => format!("{organisation} ({})", processor.name),
        None => processor.name.clone(),
    }
}

fn doing(record: &Record<'_>) -> String {
    let doing = if record.receives() { "Collection and use" } else { "Disclosure" };
    let outside = if record.outside() { OUTSIDE } else { "" };
    let purposes = record.purposes().join(", ");
    format!("{doing} through {} for: {purposes}{outside}", record.service.name)
}

/// What only the processor can say.
fn processors(record: &Record<'_>) -> String {
    if record.outside() { NOT_APPLICABLE } else { PROCESSOR_TO_COMPLETE }.to_owned()
}

/// What only the organisation can say.
fn tenants(record: &Record<'_>) -> String {
    if record.outside() { NOT_APPLICABLE } else { TENANT_TO_COMPLETE }.to_owned()
}
