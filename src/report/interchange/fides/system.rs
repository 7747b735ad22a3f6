//! `fides-system.yml`: a system per party, with what it receives and sends, and a declaration per
//! purpose.
//!
//! A declaration stands for the fields that the party receives or sends for one use. A legal basis
//! is never given: fideslang takes only the six of Art. 6, and which one applies is for the
//! organisation to say.

use crate::inventory::{
    FieldView, FlowView, Inventory, MessageView, PartyView, TENANT_TO_COMPLETE,
};
use crate::report::interchange::activity::{activities, once};

use super::{Own, Yaml, comments, dataset_key, key, meta, subjects, tenant_comment};

/// The manifest.
pub(in crate::report::interchange) fn render(inventory: &Inventory) -> Vec<u8> {
    let mut own = Terms::default();
    let systems = inventory.parties.iter().map(|party| system(inventory, &mut own, party));
    let systems = Yaml::List(systems.collect());
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

fn system(inventory: &Inventory, own: &mut Terms, party: &PartyView) -> Yaml {
    let flows = |towards: fn(&FlowView) -> &String| {
        inventory.flows.iter().filter(move |flow| *towards(flow) == party.id).collect::<Vec<_>>()
    };
    let (ingress, egress) = (flows(|f| &f.recipient_id), flows(|f| &f.sender_id));
    let datasets = ingress
        .iter()
        .flat_map(|flow| flow.services.iter().map(move |service| dataset_key(flow, service)));
    let mut entries = vec![
        ("fides_key", Yaml::Text(key(&[&party.id]))),
        ("name", Yaml::text(&party.name)),
        ("description", Yaml::text(&party.description)),
        ("meta", meta(inventory, role_and_open(party))),
        (
            "system_type",
            Yaml::text(if party.role == Some("third-party") { "Third Party" } else { "Service" }),
        ),
    ];
    match party.role {
        Some("processor") => entries.push(("responsibility", list("Processor"))),
        Some("controller") => entries.push(("responsibility", list("Controller"))),
        _ => {}
    }
    if let Some(organisation) = &party.organisation {
        entries.push(("legal_name", Yaml::text(organisation)));
    }
    entries.push(("dataset_references", Yaml::texts(datasets)));
    entries.push(("ingress", flow_list(inventory, own, &ingress, |f| &f.sender_id)));
    entries.push(("egress", flow_list(inventory, own, &egress, |f| &f.recipient_id)));
    entries.push(("privacy_declarations", declarations(inventory, own, party)));
    Yaml::Map(entries)
}

fn list(one: &str) -> Yaml {
    Yaml::texts([one.to_owned()])
}

/// The role with what it rests on, and what only the organisation can say.
fn role_and_open(party: &PartyView) -> Vec<(&'static str, Yaml)> {
    let role = party.role.unwrap_or(TENANT_TO_COMPLETE);
    let mut more = vec![("role", Yaml::text(role))];
    more.extend(party.role_note.as_ref().map(|note| ("role_note", Yaml::text(note))));
    more.extend(super::open());
    more
}

/// The parties at the other end, each with the categories of what travels.
fn flow_list(
    inventory: &Inventory,
    own: &mut Terms,
    flows: &[&FlowView],
    other: fn(&FlowView) -> &String,
) -> Yaml {
    let others = once(flows.iter().map(|flow| other(flow).clone()));
    let entry = |id: &String| {
        let fields = flows.iter().filter(|flow| other(flow) == id).flat_map(|flow| fields(flow));
        let categories = categories(inventory, own, fields.map(|(_, field)| field));
        Yaml::Map(vec![
            ("fides_key", Yaml::Text(key(&[id]))),
            ("type", Yaml::text("system")),
            ("data_categories", Yaml::texts(categories)),
        ])
    };
    Yaml::List(others.iter().map(entry).collect())
}

fn fields(flow: &FlowView) -> impl Iterator<Item = (&MessageView, &FieldView)> {
    let messages = flow.services.iter().flat_map(|service| &service.messages);
    messages.flat_map(|message| message.fields.iter().map(move |field| (message, field)))
}

fn categories<'a>(
    inventory: &Inventory,
    own: &mut Terms,
    fields: impl Iterator<Item = &'a FieldView>,
) -> Vec<String> {
    once(fields.flat_map(|f| own.categories.keys(inventory, "categories", &f.category)))
}

/// What the party does with its data: a declaration per service, direction and use.
fn declarations(inventory: &Inventory, own: &mut Terms, party: &PartyView) -> Yaml {
    let mut declarations = Vec::new();
    for activity in activities(inventory) {
        let flow = activity.flow;
        let receives = flow.recipient_id == party.id;
        if !receives && flow.sender_id != party.id {
            continue;
        }
        let fields = || activity.fields.iter().map(|(_, field)| *field);
        let data = categories(inventory, own, fields());
        let about = once(fields().flat_map(|f| subjects(inventory, &mut own.subjects, f)));
        let other = if receives { &flow.sender_id } else { &flow.recipient_id };
        let role = inventory.parties.iter().find(|p| p.id == *other).and_then(|p| p.role);
        let shared = !receives && role == Some("third-party");
        for data_use in own.uses.keys(inventory, "purposes", activity.purpose) {
            let way = if receives { "ingress" } else { "egress" };
            let mut entries = vec![
                ("name", Yaml::Text(activity.name())),
                ("data_categories", Yaml::texts(data.clone())),
                ("data_use", Yaml::Text(data_use)),
                ("data_subjects", Yaml::texts(about.clone())),
                ("dataset_references", Yaml::texts([dataset_key(flow, activity.service)])),
                (way, Yaml::texts([key(&[other])])),
                ("retention_period", Yaml::text(TENANT_TO_COMPLETE)),
                ("data_shared_with_third_parties", Yaml::Bool(shared)),
            ];
            if shared {
                entries.push(("third_parties", Yaml::text(&flow.recipient)));
                entries.push(("shared_categories", Yaml::texts(data.clone())));
            }
            declarations.push(Yaml::Map(entries));
        }
    }
    Yaml::List(declarations)
}
