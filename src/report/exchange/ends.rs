//! Who is at the ends of a flow: what really sends, and in what role a party takes part in a service.

use std::collections::BTreeMap;

use crate::inventory::{
    Inventory, MessageView, OriginView, PartyView, RoleView, ServiceView, TENANT_TO_COMPLETE,
    fields,
};

/// A party of the catalog.
pub(super) fn party<'a>(inventory: &'a Inventory, id: &str) -> Option<&'a PartyView> {
    inventory.parties.iter().find(|party| party.id == id)
}

/// What sends messages and is no party, by id.
pub(super) fn other_senders(inventory: &Inventory) -> Vec<&OriginView> {
    no_parties(fields(&inventory.flows).map(|(_, _, message, _)| &message.sent_by))
}

/// Of origins and senders those that are no parties, each once, by id.
pub(super) fn no_parties<'a>(all: impl Iterator<Item = &'a OriginView>) -> Vec<&'a OriginView> {
    let others = all.filter(|one| one.kind == "origin");
    let by_id: BTreeMap<&str, &OriginView> = others.map(|o| (o.id.as_str(), o)).collect();
    by_id.into_values().collect()
}

/// Whether a message is sent by this party or origin itself.
pub(super) fn sends(message: &MessageView, id: &str) -> bool {
    message.sent_by.id == id
}

/// The role of a party in a service.
pub(super) fn role_in<'a>(service: &'a ServiceView, party: &str) -> Option<&'a RoleView> {
    service.roles.iter().find(|role| role.party == party)
}

/// A role in one word, or what the organization has to find out about it.
pub(super) fn role_or_question(role: Option<&RoleView>) -> String {
    let question = |ask: &String| format!("{TENANT_TO_COMPLETE}: {ask}");
    let ask = role.and_then(|role| role.ask.as_ref()).map(question);
    match (role.and_then(|role| role.role), ask) {
        (Some(role), Some(ask)) => format!("{role}; {ask}"),
        (Some(role), None) => role.to_owned(),
        (None, ask) => ask.unwrap_or_else(|| TENANT_TO_COMPLETE.to_owned()),
    }
}

/// The services with the role of a party in each, in page order, each role once.
pub(super) fn roles_by_service<'a>(
    inventory: &'a Inventory,
    party: &str,
) -> Vec<(&'a ServiceView, &'a RoleView)> {
    let mut roles: Vec<(&ServiceView, &RoleView)> = Vec::new();
    for service in inventory.flows.iter().flat_map(|flow| &flow.services) {
        let known = roles.iter().any(|(known, _)| known.id == service.id);
        if let Some(role) = role_in(service, party).filter(|_| !known) {
            roles.push((service, role));
        }
    }
    roles
}

/// The role of a party if it is the same in every service.
pub(super) fn settled_role(inventory: &Inventory, party: &PartyView) -> Option<&'static str> {
    let roles = roles_by_service(inventory, &party.id);
    party.role.filter(|role| roles.iter().all(|(_, own)| own.role == Some(*role)))
}
