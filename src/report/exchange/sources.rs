//! Where data come from, for records of processing: the origin of each field, and who hands it on.
//! Whoever only hands data on is no source of them (GDPR Art. 14(2)(f), 15(1)(g)).

use crate::inventory::{
    FieldView, FlowView, Inventory, MessageView, OriginView, PartyView, RoleView, ServiceView,
    TENANT_TO_COMPLETE,
};

use super::activity::{once, open_conditions};
use super::ends::{party, role_in, role_or_question};

/// The sources of fields; where they differ, with the fields of each.
pub(super) fn sources(
    inventory: &Inventory,
    flow: &FlowView,
    fields: &[(&MessageView, &FieldView)],
) -> String {
    let of = |m: &MessageView, f: &FieldView| source(inventory, flow, m, f);
    let told = once(fields.iter().map(|(message, field)| of(message, field)));
    let [one] = told.as_slice() else {
        let with_fields = told.iter().map(|source| {
            let own = fields.iter().filter(|(message, field)| of(message, field) == *source);
            let labels = once(own.map(|(_, field)| field.label.clone()));
            format!("{}: {source}", labels.join(", "))
        });
        return with_fields.collect::<Vec<_>>().join("; ");
    };
    one.clone()
}

/// The source of one field, with who hands it on, and whom the page names as sender instead.
fn source(
    inventory: &Inventory,
    flow: &FlowView,
    message: &MessageView,
    field: &FieldView,
) -> String {
    let name = |origin: &OriginView| name(inventory, &origin.id, &origin.name);
    let mut told = field.origins.iter().map(&name).collect::<Vec<_>>().join(" or ");
    let sender = &message.sent_by;
    let first = field.origins.first().map_or("", |origin| &origin.id);
    if first == flow.recipient_id {
        told.push_str(&format!(", returned by {}", name(sender)));
    } else if first != sender.id {
        told.push_str(&format!(", handed on by {}", name(sender)));
    }
    if sender.id != flow.sender_id {
        told.push_str(&format!("; the published page names as sender: {}", flow.sender));
    }
    told
}

/// A party by its legal entity, or what is none by its name.
fn name(inventory: &Inventory, id: &str, name: &str) -> String {
    match party(inventory, id) {
        Some(PartyView { organisation: Some(organisation), name, .. }) => {
            format!("{organisation} ({name})")
        }
        _ => name.to_owned(),
    }
}

/// The recipient of a flow by its legal entity, with its role in a service.
pub(super) fn recipient(inventory: &Inventory, flow: &FlowView, service: &ServiceView) -> String {
    let name = name(inventory, &flow.recipient_id, &flow.recipient);
    let role = role_in(service, &flow.recipient_id);
    match role.and_then(|role| role.role) {
        Some(known) => {
            let told = role_or_question(role).replacen(known, &known.replace('-', " "), 1);
            format!("{name}, {told}")
        }
        None => format!("{name}, role: {}", role_or_question(role)),
    }
}

/// The role of each party in a service, with what it rests on.
pub(super) fn roles(inventory: &Inventory, service: &ServiceView) -> String {
    let told = service.roles.iter().map(|role| {
        let note = role.note.iter().map(|note| format!(" ({note})")).collect::<String>();
        let name = name(inventory, &role.party, &role.name);
        format!("{name}: {}{note}", role_or_question(Some(role)))
    });
    told.collect::<Vec<_>>().join("; ")
}

/// Whether personal data is handed to a third party, as far as the role of the recipient in the
/// service is known. Neither controller nor processor is one (GDPR Art. 4(10)).
pub(super) fn shared(
    recipient: &str,
    role: Option<&RoleView>,
    fields: &[(&MessageView, &FieldView)],
) -> String {
    match role.and_then(|role| role.role) {
        Some("third-party") => match open_conditions(fields) {
            Some(condition) if !fields.iter().any(|(_, field)| field.personal) => {
                format!("{condition}; recipient: {recipient}")
            }
            _ => format!("yes: {recipient}"),
        },
        Some(known) => format!("no: {recipient} is a {known}"),
        None => role_or_question(role),
    }
}

/// The seat of a recipient, and that the transfer itself is not known; nothing without a seat.
pub(super) fn seat(inventory: &Inventory, recipient: &str, open: &str) -> String {
    let party = party(inventory, recipient);
    let Some((party, seat)) = party.and_then(|party| Some((party, party.seat.as_ref()?))) else {
        return open.to_owned();
    };
    let name = party.organisation.as_ref().unwrap_or(&party.name);
    let note = party.seat_note.iter().map(|note| format!(" {note}")).collect::<String>();
    let ask = "to which company and country the data really go";
    format!("seat of the recipient {name}: {seat}.{note} {open}: {ask}")
}

/// As [`seat`], for what the organization has to complete.
pub(super) fn transfers(inventory: &Inventory, recipient: &str) -> String {
    seat(inventory, recipient, TENANT_TO_COMPLETE)
}
