//! `fides-system.yml`: a system per party and per sender that is none, with what it receives and
//! sends, and a declaration per purpose.
//!
//! A declaration stands for the fields that the party receives or sends for one use. A legal basis
//! is never given: fideslang takes only the six of Art. 6, and which one applies is for the
//! organisation to say.

use crate::inventory::{
    FieldView, FlowView, Inventory, MessageView, OriginView, PartyView, ServiceView,
    TENANT_TO_COMPLETE,
};
use crate::report::exchange::activity::{Activity, activities, once};
use crate::report::exchange::ends::{
    other_senders, role_in, role_or_question, roles_by_service, sends, settled_role,
};

use super::{Own, Yaml, comments, dataset_key, key, meta, subjects, tenant_comment};

/// The manifest.
pub(in crate::report::exchange) fn render(inventory: &Inventory) -> Vec<u8> {
    let mut own = Terms::default();
    let mut systems = Vec::new();
    for party in &inventory.parties {
        systems.push(system(inventory, &mut own, of_party(inventory, party)));
    }
    for sender in other_senders(inventory) {
        systems.push(system(inventory, &mut own, of_sender(sender)));
    }
    let systems = Yaml::List(systems);
    let mut entries = Vec::new();
    for (key, own) in
        [("data_category", own.categories), ("data_use", own.uses), ("data_subject", own.subjects)]
    {
        if !own.0.is_empty() {
            entries.push((key, own.entries()));
        }
    }
    entries.push(("system", systems));
    let mut comments = comments(inventory, "Systems");
    comments.push(tenant_comment());
    super::super::yaml::document(&comments, entries)
}

#[derive(Default)]
struct Terms {
    categories: Own,
    uses: Own,
    subjects: Own,
}

/// What is known of a system besides its data.
struct System<'a> {
    id: &'a str,
    name: &'a str,
    description: &'a str,
    kind: &'static str,
    responsibility: Option<&'static str>,
    legal_name: Option<&'a String>,
    meta: Vec<(&'static str, Yaml)>,
}

fn of_party<'a>(inventory: &'a Inventory, party: &'a PartyView) -> System<'a> {
    let role = settled_role(inventory, party);
    System {
        id: &party.id,
        name: &party.name,
        description: &party.description,
        kind: if role == Some("third-party") { "Third Party" } else { "Service" },
        responsibility: match role {
            Some("processor") => Some("Processor"),
            Some("controller") => Some("Controller"),
            _ => None,
        },
        legal_name: party.organisation.as_ref(),
        meta: role_and_open(inventory, party),
    }
}

/// What sends and is no party: its data are in the hands of the other end.
fn of_sender(sender: &OriginView) -> System<'_> {
    System {
        id: &sender.id,
        name: &sender.name,
        description: &sender.description,
        kind: "Origin",
        responsibility: None,
        legal_name: None,
        meta: super::open(),
    }
}

fn system(inventory: &Inventory, own: &mut Terms, system: System<'_>) -> Yaml {
    let all = || inventory.flows.iter().flat_map(messages);
    let received: Vec<Travel<'_>> =
        all().filter(|(flow, _)| flow.recipient_id == system.id).collect();
    let sent: Vec<Travel<'_>> = all().filter(|(_, message)| sends(message, system.id)).collect();
    let flows = inventory.flows.iter().filter(|flow| flow.recipient_id == system.id);
    let datasets = flows.flat_map(|flow| flow.services.iter().map(move |s| dataset_key(flow, s)));
    let mut entries = vec![
        ("fides_key", Yaml::Text(key(&[system.id]))),
        ("name", Yaml::text(system.name)),
        ("description", Yaml::text(system.description)),
        ("meta", meta(inventory, system.meta)),
        ("system_type", Yaml::text(system.kind)),
    ];
    entries.extend(system.responsibility.map(|role| ("responsibility", list(role))));
    entries.extend(system.legal_name.map(|name| ("legal_name", Yaml::text(name))));
    entries.push(("dataset_references", Yaml::texts(datasets)));
    entries.push(("ingress", flow_list(inventory, own, &received, |(_, m)| &m.sent_by.id)));
    entries.push(("egress", flow_list(inventory, own, &sent, |(flow, _)| &flow.recipient_id)));
    entries.push(("privacy_declarations", declarations(inventory, own, system.id)));
    Yaml::Map(entries)
}

fn list(one: &str) -> Yaml {
    Yaml::texts([one.to_owned()])
}

/// The roles with what they rest on, the seat, and what only the organisation can say.
fn role_and_open(inventory: &Inventory, party: &PartyView) -> Vec<(&'static str, Yaml)> {
    let role = settled_role(inventory, party).unwrap_or(TENANT_TO_COMPLETE);
    let mut more = vec![("role", Yaml::text(role))];
    more.extend(party.role_note.as_ref().map(|note| ("role_note", Yaml::text(note))));
    if role == TENANT_TO_COMPLETE {
        let roles = roles_by_service(inventory, &party.id).into_iter();
        let told = |(service, role): (&ServiceView, _)| {
            format!("{}: {}", service.label, role_or_question(Some(role)))
        };
        more.push(("role_by_service", Yaml::texts(roles.map(told))));
    }
    more.extend(party.seat.as_ref().map(|seat| ("seat", Yaml::text(seat))));
    more.extend(party.seat_note.as_ref().map(|note| ("seat_note", Yaml::text(note))));
    more.extend(super::open());
    more
}

/// A message with its direction.
type Travel<'a> = (&'a FlowView, &'a MessageView);

fn messages(flow: &FlowView) -> impl Iterator<Item = Travel<'_>> {
    flow.services.iter().flat_map(|service| &service.messages).map(move |message| (flow, message))
}

/// The systems at the other end, each with the categories of what travels.
fn flow_list(
    inventory: &Inventory,
    own: &mut Terms,
    travels: &[Travel<'_>],
    other: for<'a, 'b> fn(&'b Travel<'a>) -> &'a String,
) -> Yaml {
    let others = once(travels.iter().map(|travel| other(travel).clone()));
    let entry = |id: &String| {
        let own_messages = travels.iter().filter(|travel| other(travel) == id);
        let fields = own_messages.flat_map(|(_, message)| &message.fields);
        let categories = categories(inventory, own, fields);
        Yaml::Map(vec![
            ("fides_key", Yaml::Text(key(&[id]))),
            ("type", Yaml::text("system")),
            ("data_categories", Yaml::texts(categories)),
        ])
    };
    Yaml::List(others.iter().map(entry).collect())
}

fn categories<'a>(
    inventory: &Inventory,
    own: &mut Terms,
    fields: impl Iterator<Item = &'a FieldView>,
) -> Vec<String> {
    once(fields.flat_map(|f| own.categories.keys(inventory, "categories", &f.category)))
}

/// What the party or sender does with its data: a declaration per service, direction, other end
/// and use.
fn declarations(inventory: &Inventory, own: &mut Terms, id: &str) -> Yaml {
    let mut declarations = Vec::new();
    for activity in activities(inventory) {
        let receives = activity.flow.recipient_id == id;
        let others = activity.fields.iter().filter_map(|(message, _)| match receives {
            true => Some(message.sent_by.id.clone()),
            false => sends(message, id).then(|| activity.flow.recipient_id.clone()),
        });
        for other in once(others) {
            let of_pair = |(message, field): &(&MessageView, _)| {
                let sender = if receives { other.as_str() } else { id };
                sends(message, sender).then_some(*field)
            };
            let fields: Vec<&FieldView> = activity.fields.iter().filter_map(of_pair).collect();
            declarations.extend(declaration(
                inventory,
                own,
                &activity,
                (receives, &other),
                &fields,
            ));
        }
    }
    Yaml::List(declarations)
}

/// A declaration for each use. Whether data is shared with a third party is left out where the role
/// of the recipient is open: fideslang has no word for that, and `meta` of the system asks for it.
fn declaration(
    inventory: &Inventory,
    own: &mut Terms,
    activity: &Activity<'_>,
    (receives, other): (bool, &str),
    fields: &[&FieldView],
) -> Vec<Yaml> {
    let data = categories(inventory, own, fields.iter().copied());
    let about = once(fields.iter().flat_map(|f| subjects(inventory, &mut own.subjects, f)));
    let role = role_in(activity.service, other).and_then(|role| role.role);
    let shared = if receives { Some(false) } else { role.map(|role| role == "third-party") };
    let uses = own.uses.keys(inventory, "purposes", activity.purpose).into_iter();
    let of_use = |data_use| {
        let mut entries = vec![
            ("name", Yaml::Text(activity.name())),
            ("data_categories", Yaml::texts(data.clone())),
            ("data_use", Yaml::Text(data_use)),
            ("data_subjects", Yaml::texts(about.clone())),
            ("dataset_references", list(&dataset_key(activity.flow, activity.service))),
            (if receives { "ingress" } else { "egress" }, list(&key(&[other]))),
            ("retention_period", Yaml::text(TENANT_TO_COMPLETE)),
        ];
        entries.extend(shared.map(|is| ("data_shared_with_third_parties", Yaml::Bool(is))));
        if shared == Some(true) {
            entries.push(("third_parties", Yaml::text(&activity.flow.recipient)));
            entries.push(("shared_categories", Yaml::texts(data.clone())));
        }
        Yaml::Map(entries)
    };
    uses.map(of_use).collect()
}
