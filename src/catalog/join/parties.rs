//! Parties, directions, services, and where data come from.

use crate::catalog::model::{
    FieldEntry, FieldsFile, FlowEntry, MessageEntry, OriginEntry, PartyEntry, ServiceEntry,
    ServiceRoleEntry,
};
use crate::catalog::{DataOrigin, Flow, Party, Service, ServiceRole};

/// Where a datum comes from, and what to know about that.
pub(super) type Sources = (Vec<String>, Option<String>);

pub(super) fn party(entry: &PartyEntry) -> Party {
    Party {
        id: entry.id.to_string(),
        name: entry.name.clone(),
        description: entry.description.clone(),
        organisation: entry.organisation.clone(),
        role: entry.role,
        role_note: entry.role_note.clone(),
        seat: entry.seat.clone(),
        seat_note: entry.seat_note.clone(),
    }
}

pub(super) fn flow(entry: &FlowEntry) -> Flow {
    Flow {
        id: entry.id.to_string(),
        label: entry.label.clone(),
        from: entry.from.to_string(),
        to: entry.to.to_string(),
        description: entry.description.clone(),
    }
}

pub(super) fn data_origin(entry: &OriginEntry) -> DataOrigin {
    DataOrigin {
        id: entry.id.to_string(),
        name: entry.name.clone(),
        description: entry.description.clone(),
    }
}

pub(super) fn service(entry: &ServiceEntry) -> Service {
    Service {
        id: entry.id.to_string(),
        label: entry.label.clone(),
        source_spellings: entry.source_spellings.clone(),
        name: entry.name.clone(),
        description: entry.description.clone(),
        serves_schools: entry.serves_schools,
        roles: entry.roles.iter().map(role).collect(),
    }
}

fn role(entry: &ServiceRoleEntry) -> ServiceRole {
    ServiceRole {
        party: entry.party.to_string(),
        role: entry.role,
        note: entry.note.clone(),
        ask: entry.ask.clone(),
    }
}

/// Where the data of a message come from, if that is declared.
pub(super) fn origin_of(file: &FieldsFile, message: &MessageEntry) -> Option<String> {
    message.origin.as_ref().or(file.origin.as_ref()).map(ToString::to_string)
}

/// Who sends a message, if that is declared.
pub(super) fn sender_of(file: &FieldsFile, message: &MessageEntry) -> Option<String> {
    message.sent_by.as_ref().or(file.sent_by.as_ref()).map(ToString::to_string)
}

/// Where a datum comes from: what is declared for it, its message or the service, or else who sends
/// it. The remark of a message is not one on a field with an origin of its own.
pub(super) fn sources(
    flows: &[Flow],
    file: &FieldsFile,
    message: &MessageEntry,
    field: &FieldEntry,
) -> Sources {
    let sender = || {
        let flow = flows.iter().find(|flow| flow.id == *file.flow);
        sender_of(file, message).or_else(|| Some(flow?.from.clone())).unwrap_or_default()
    };
    let own = field.origin.as_ref().map(ToString::to_string);
    let note = match &own {
        Some(_) => field.origin_note.clone(),
        None => field.origin_note.clone().or_else(|| message.origin_note.clone()),
    };
    let first = own.or_else(|| origin_of(file, message)).unwrap_or_else(sender);
    let others = field.other_origins.iter().map(ToString::to_string);
    (std::iter::once(first).chain(others).collect(), note)
}
