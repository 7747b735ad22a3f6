//! Parties, origins, and the activities between them.

use crate::catalog::model::Personal;
use crate::inventory::{FieldView, Inventory, OriginView, PartyView, ServiceView, fields};

use super::super::super::activity::{Activity, all, denied, each, in_schools, personal};
use super::super::super::ends::{no_parties, role_in, role_or_question, settled_role};
use super::super::{Node, Resource, local};
use super::nodes::{own, words};

/// A party, with a class only if its role is the same in every service.
pub(super) fn party(inventory: &Inventory, party: &PartyView) -> Resource {
    let class = match settled_role(inventory, party) {
        Some("processor") => "dpv:DataProcessor",
        Some("controller") => "dpv:DataController",
        Some("third-party") => "dpv:ThirdParty",
        _ => "dpv:LegalEntity",
    };
    let seat = party.seat.iter().map(|seat| {
        let note = party.seat_note.iter().map(|note| format!(" {note}")).collect::<String>();
        format!("Seat: {seat}.{note}")
    });
    let notes = party.role_note.iter().cloned().chain(seat).flat_map(|note| words(&note));
    let properties = vec![
        ("skos:prefLabel", words(party.organisation.as_ref().unwrap_or(&party.name))),
        ("skos:altLabel", words(&party.name)),
        ("skos:definition", words(&party.description)),
        ("skos:scopeNote", notes.collect()),
    ];
    Resource { id: local("party", &party.id), types: vec![class.to_owned()], properties }
}

/// What data come from and is no party, each once.
pub(super) fn origins(inventory: &Inventory) -> Vec<Resource> {
    let sources = fields(&inventory.flows)
        .flat_map(|(_, _, message, field)| field.origins.iter().chain([&message.sent_by]));
    let resource = |origin: &OriginView| Resource {
        id: local("origin", &origin.id),
        types: vec!["skos:Concept".to_owned()],
        properties: vec![
            ("skos:prefLabel", words(&origin.name)),
            ("skos:definition", words(&origin.description)),
        ],
    };
    no_parties(sources).into_iter().map(resource).collect()
}

/// The origins of what an activity processes. Who only hands data on is none.
fn data_sources(activity: &Activity<'_>) -> Vec<Node> {
    let mut nodes = Vec::new();
    for origin in activity.fields.iter().flat_map(|(_, field)| &field.origins) {
        let node = own(origin.kind, &origin.id);
        if !nodes.contains(&node) {
            nodes.push(node);
        }
    }
    nodes
}

/// What is open about an activity or in doubt: roles, children, and what the protocol denies.
fn notes(activity: &Activity<'_>) -> Vec<Node> {
    let open = |service: &ServiceView, id: &str| {
        let role = role_in(service, id).filter(|role| role.ask.is_some() || role.role.is_none())?;
        Some(format!("Role of {}: {}", role.name, role_or_question(Some(role))))
    };
    let ends = [&activity.flow.sender_id, &activity.flow.recipient_id];
    let concerned = activity.personal() != Personal::No;
    let roles = ends.into_iter().filter_map(|id| open(activity.service, id));
    let others = in_schools(&activity.fields);
    let others = others.map(|others| format!("Possible data subjects: {others}."));
    let told = roles.chain(others).filter(|_| concerned).chain(denied(&activity.fields));
    told.flat_map(|note| words(&note)).collect()
}

pub(super) fn process(inventory: &Inventory, activity: &Activity<'_>) -> Resource {
    let flow = activity.flow;
    let nodes = |keep: fn(&FieldView) -> bool| {
        let kept = activity.fields.iter().filter(move |(_, field)| keep(field));
        kept.map(|(_, field)| own("field", &field.id)).collect::<Vec<_>>()
    };
    let people = each(&activity.fields, personal, |f| vec![f.subject.id.clone()]);
    let possible = |f: &FieldView| f.subjects_in_schools.iter().map(|t| t.id.clone()).collect();
    let possible = each(&activity.fields, all, possible);
    let processors = inventory.parties.iter().filter(|party| {
        let sends = activity.fields.iter().any(|(message, _)| message.sent_by.id == party.id);
        let role = role_in(activity.service, &party.id).and_then(|role| role.role);
        (sends || party.id == flow.recipient_id) && role == Some("processor")
    });
    let about = each(&activity.fields, all, |f| vec![f.category.label.clone()]).join(", ");
    let mut properties = vec![
        ("dct:title", words(&activity.name())),
        ("dct:description", words(&format!("{}. {}", activity.service.name, about))),
        ("dpv:hasPurpose", vec![own("purpose", &activity.purpose.id)]),
        ("dpv:hasProcessing", vec![Node::Term("dpv:Transfer".to_owned())]),
        ("dpv:hasDataSource", data_sources(activity)),
        ("dpv:hasRecipient", vec![own("party", &flow.recipient_id)]),
        ("dpv:hasDataSubject", people.iter().map(|id| own("subject", id)).collect()),
        ("dct:relation", possible.iter().map(|id| own("subject", id)).collect()),
        ("dpv:hasPersonalData", nodes(|f| f.personal)),
        ("dpv:hasData", nodes(|f| !f.personal)),
        ("skos:scopeNote", notes(activity)),
    ];
    let mut types = vec!["dpv:Process".to_owned()];
    if activity.personal() == Personal::No {
        types.push("dpv:NonPersonalDataProcess".to_owned());
    } else {
        properties.push(("dpv:hasDataController", vec![Node::Own("tenant".to_owned())]));
        let processors = processors.map(|party| own("party", &party.id));
        properties.push(("dpv:hasDataProcessor", processors.collect()));
        properties.push(("dpv:hasLegalBasis", vec![Node::Own("legal-basis".to_owned())]));
        properties.push(("dpv:hasStorageCondition", vec![Node::Own("storage".to_owned())]));
    }
    if activity.personal() == Personal::Yes {
        types.push("dpv:PersonalDataProcess".to_owned());
    }
    Resource { id: local("process", &activity.id()), types, properties }
}
