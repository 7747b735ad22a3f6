//! `art30-processor.csv`: the record of processing that a processor keeps, GDPR Art. 30(2).
//!
//! One line is what one processor does through one service in one direction. A party whose role
//! the catalog does not declare may be a processor too, so it has its lines, and the role is left
//! to be filled in; controllers and third parties have none.

use crate::inventory::{
    FieldView, FlowView, Inventory, MessageView, PartyView, ServiceView, TENANT_TO_COMPLETE,
};
use crate::report::table::{Column, Table, flag, some, text, yes};

use super::activity::{all, each};
use super::controller::{categories, named, subjects};
use super::party;

const COLUMNS: [Column; 19] = [
    text("record_id"),
    text("processor_name"),
    text("processor_contact"),
    text("controllers"),
    text("representative"),
    text("dpo"),
    text("processing_categories"),
    text("third_country_transfers"),
    text("transfer_safeguards"),
    text("security_measures"),
    text("role"),
    text("role_note"),
    text("purposes"),
    text("data_subject_categories"),
    text("personal_data_categories"),
    flag("holds_personal_data"),
    text("obtained_from"),
    text("disclosed_to"),
    text("field_ids"),
];

/// The record, a line per processor, direction and service.
pub(super) fn table(inventory: &Inventory) -> Table {
    let may_process = |party: &&PartyView| matches!(party.role, Some("processor") | None);
    let rows = inventory.parties.iter().filter(may_process).flat_map(|processor| {
        let own = inventory.flows.iter().filter(move |flow| touches(flow, processor));
        own.flat_map(|flow| flow.services.iter().map(move |service| (flow, service)))
            .map(move |(flow, service)| record(inventory, processor, flow, service))
    });
    let about = "what a processor does through a service in one direction";
    Table::new("Art. 30(2) processor", about, &COLUMNS, rows)
}

fn touches(flow: &FlowView, party: &PartyView) -> bool {
    flow.sender_id == party.id || flow.recipient_id == party.id
}

fn record(
    inventory: &Inventory,
    processor: &PartyView,
    flow: &FlowView,
    service: &ServiceView,
) -> [String; COLUMNS.len()] {
    let tenant = || TENANT_TO_COMPLETE.to_owned();
    let messages = service.messages.iter();
    let fields: Vec<(&MessageView, &FieldView)> =
        messages.flat_map(|message| message.fields.iter().map(move |f| (message, f))).collect();
    let purposes = each(&fields, all, |f| vec![f.purpose_term.label.clone()]);
    let receives = flow.recipient_id == processor.id;
    let (id, name) = if receives {
        (&flow.sender_id, &flow.sender)
    } else {
        (&flow.recipient_id, &flow.recipient)
    };
    let other = named(party(inventory, id), name);
    let (doing, from, to) = if receives {
        ("Collection and use", other, String::new())
    } else {
        ("Disclosure", String::new(), other)
    };
    [
        format!("{}/art30-2/{}/{}/{}", inventory.catalog.id, processor.id, flow.id, service.id),
        processor.organisation.as_ref().map_or_else(
            || processor.name.clone(),
            |organisation| format!("{organisation} ({})", processor.name),
        ),
        tenant(),
        tenant(),
        tenant(),
        tenant(),
        format!("{doing} through {} for: {}", service.name, purposes.join(", ")),
        tenant(),
        tenant(),
        tenant(),
        processor.role.map_or_else(tenant, str::to_owned),
        some(&processor.role_note),
        purposes.join("; "),
        subjects(&fields),
        categories(&fields),
        yes(fields.iter().any(|(_, f)| f.personal)),
        from,
        to,
        each(&fields, all, |f| vec![f.id.clone()]).join("; "),
    ]
}
