//! `art30-processor.csv`: the record of processing that a processor keeps, GDPR Art. 30(2).
//!
//! One line is what one processor does through one service in one direction. A party whose role in
//! the service the catalog does not declare may be a processor too, so it has its lines, and the
//! role is asked for; controllers and third parties have none, and nor has whoever the pages name as
//! sender of what somebody else sends. What only the processor knows holds
//! [`PROCESSOR_TO_COMPLETE`]. Lines without personal data stand last and say that they are outside
//! of the record.

use crate::catalog::model::Personal;
use crate::inventory::{
    FieldView, FlowView, Inventory, MessageView, NOT_APPLICABLE, PartyView, RoleView, ServiceView,
    TENANT_TO_COMPLETE,
};
use crate::report::tables::table::{Column, Fill, Table, columns, fill, some, text};

use super::activity::{all, by_care, denied, each, personal_of};
use super::controller::{OUTSIDE, categories, scope, subjects};
use super::ends::{role_in, role_or_question, sends};
use super::sources::{recipient, seat, sources};

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
    const CELLS: [Fill<Record<'a>>; 21] = [
        fill(text("record_id"), id),
        fill(text("processor_name"), name),
        fill(text("processor_contact"), processors),
        fill(text("controllers"), tenants),
        fill(text("representative"), processors),
        fill(text("dpo"), processors),
        fill(text("processing_categories"), doing),
        fill(text("third_country_transfers"), transferred),
        fill(text("transfer_safeguards"), processors),
        fill(text("security_measures"), processors),
        fill(text("art30_scope"), |r| scope(personal_of(&r.fields)).to_owned()),
        fill(text("role"), |r| role_or_question(r.role())),
        fill(text("role_note"), |r| some(&r.role().and_then(|role| role.note.clone()))),
        fill(text("purposes"), |r| r.purposes().join("; ")),
        fill(text("data_subject_categories"), |r| subjects(&r.fields)),
        fill(text("personal_data_categories"), |r| categories(&r.fields)),
        fill(text("holds_personal_data"), |r| personal_of(&r.fields).as_str().to_owned()),
        fill(text("obtained_from"), |r| {
            if r.receives() { sources(r.inventory, r.flow, &r.fields) } else { String::new() }
        }),
        fill(text("disclosed_to"), |r| if r.receives() { String::new() } else { r.recipient() }),
        fill(text("field_ids"), |r| each(&r.fields, all, |f| vec![f.id.clone()]).join("; ")),
        fill(text("protocol_doubt"), |r| denied(&r.fields).unwrap_or_default()),
    ];
}

const COLUMNS: [Column; 21] = columns(&Record::CELLS);

/// The record, a line per processor, direction and service; personal data first.
pub(super) fn table(inventory: &Inventory) -> Table {
    let mut records = Vec::new();
    for processor in &inventory.parties {
        for flow in &inventory.flows {
            let own = |service: &&ServiceView| may_process(service, &processor.id);
            for service in flow.services.iter().filter(own) {
                let fields = touched(flow, service, &processor.id);
                if !fields.is_empty() {
                    records.push(Record { inventory, processor, flow, service, fields });
                }
            }
        }
    }
    by_care(&mut records, |record| personal_of(&record.fields));
    let about = "what a processor does through a service in one direction";
    Table::filled("Art. 30(2) processor", about, &COLUMNS, &Record::CELLS, &records)
}

/// Whether a party is a processor in a service, or may be one.
fn may_process(service: &ServiceView, party: &str) -> bool {
    role_in(service, party).is_some_and(|role| matches!(role.role, Some("processor") | None))
}

/// What a party sends itself or receives.
fn touched<'a>(
    flow: &FlowView,
    service: &'a ServiceView,
    party: &str,
) -> Vec<(&'a MessageView, &'a FieldView)> {
    let own = |message: &&MessageView| flow.recipient_id == party || sends(message, party);
    let messages = service.messages.iter().filter(own);
    messages.flat_map(|m| m.fields.iter().map(move |f| (m, f))).collect()
}

impl Record<'_> {
    /// Whether the line is outside of the record that the law asks for.
    fn outside(&self) -> bool {
        personal_of(&self.fields) == Personal::No
    }

    fn role(&self) -> Option<&RoleView> {
        role_in(self.service, &self.processor.id)
    }

    fn receives(&self) -> bool {
        self.flow.recipient_id == self.processor.id
    }

    fn purposes(&self) -> Vec<String> {
        each(&self.fields, all, |f| vec![f.purpose_term.label.clone()])
    }

    /// Whom the processor discloses the data to.
    fn recipient(&self) -> String {
        recipient(self.inventory, self.flow, self.service)
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
    let doubt = denied(&record.fields).map(|doubt| format!(". {doubt}")).unwrap_or_default();
    format!("{doing} through {} for: {purposes}{outside}{doubt}", record.service.name)
}

/// To which country a recipient of the processor belongs; all else the processor has to say.
fn transferred(record: &Record<'_>) -> String {
    if record.outside() || record.receives() {
        return processors(record);
    }
    seat(record.inventory, &record.flow.recipient_id, PROCESSOR_TO_COMPLETE)
}

/// What only the processor can say.
fn processors(record: &Record<'_>) -> String {
    if record.outside() { NOT_APPLICABLE } else { PROCESSOR_TO_COMPLETE }.to_owned()
}

/// What only the organisation can say.
fn tenants(record: &Record<'_>) -> String {
    if record.outside() { NOT_APPLICABLE } else { TENANT_TO_COMPLETE }.to_owned()
}
