//! `fides-dataset.yml`: a dataset per direction and service, a collection per message.

use std::collections::BTreeMap;

use crate::inventory::{FieldView, FlowView, Inventory, MessageView, ServiceView};

use crate::report::exchange::activity::once;

use super::{Own, Yaml, comments, dataset_key, meta, subjects};

/// The manifest.
pub(in crate::report::exchange) fn render(inventory: &Inventory) -> Vec<u8> {
    let (mut categories, mut uses, mut people) = (Own::default(), Own::default(), Own::default());
    let mut datasets = Vec::new();
    for flow in &inventory.flows {
        for service in &flow.services {
            let mut fields = |message: &MessageView| {
                let names =
                    unique(message.fields.iter().map(|f| (f.label.as_str(), f.id.as_str())));
                let field = |(field, name): (&FieldView, String)| {
                    let category = categories.keys(inventory, "categories", &field.category);
                    let used = uses.keys(inventory, "purposes", &field.purpose_term);
                    let about = subjects(inventory, &mut people, field);
                    entry(field, name, category, used, about)
                };
                message.fields.iter().zip(names).map(field).collect()
            };
            datasets.push(dataset(inventory, flow, service, &mut fields));
        }
    }
    let mut entries = Vec::new();
    for (key, own) in [("data_category", categories), ("data_use", uses), ("data_subject", people)]
    {
        if !own.0.is_empty() {
            entries.push((key, own.entries()));
        }
    }
    entries.push(("dataset", Yaml::List(datasets)));
    super::super::yaml::document(&comments(inventory, "Data in transit"), entries)
}

fn dataset(
    inventory: &Inventory,
    flow: &FlowView,
    service: &ServiceView,
    fields: &mut dyn FnMut(&MessageView) -> Vec<Yaml>,
) -> Yaml {
    let names = unique(service.messages.iter().map(|m| (m.label.as_str(), m.id.as_str())));
    let collections = service.messages.iter().zip(names).map(|(message, name)| {
        Yaml::Map(vec![
            ("name", Yaml::Text(name)),
            ("description", Yaml::text(&message.description)),
            ("fields", Yaml::List(fields(message))),
        ])
    });
    let collections = Yaml::List(collections.collect());
    let senders = once(service.messages.iter().map(|message| message.sent_by.name.clone()));
    let pages = inventory.pages.iter().filter(|page| page.flow == flow.id);
    let pages = pages.map(|page| page.url.clone().unwrap_or_else(|| page.title.clone()));
    Yaml::Map(vec![
        ("fides_key", Yaml::Text(dataset_key(flow, service))),
        ("name", Yaml::Text(format!("{}: {}", flow.label, service.label))),
        ("description", Yaml::Text(format!("{} {}", flow.description, service.description))),
        (
            "meta",
            meta(
                inventory,
                vec![
                    ("flow", Yaml::text(&flow.id)),
                    ("sender", Yaml::Text(senders.join(", "))),
                    ("sender_on_page", Yaml::text(&flow.sender)),
                    ("recipient", Yaml::text(&flow.recipient)),
                    ("service", Yaml::text(&service.name)),
                    ("source_documents", Yaml::texts(pages)),
                ],
            ),
        ),
        ("collections", collections),
    ])
}

/// A field; what fideslang has no place for stands in its description.
fn entry(
    field: &FieldView,
    name: String,
    categories: Vec<String>,
    uses: Vec<String>,
    subjects: Vec<String>,
) -> Yaml {
    let description = format!(
        "{} Catalog field {}; sensitivity {}; identifies {}; personal data: {}{}; origin: {}.{}",
        field.purpose,
        field.id,
        field.sensitivity.id,
        field.identifies,
        field.personal_data.as_str(),
        field.personal_if.as_ref().map(|c| format!(", if {c}")).unwrap_or_default(),
        field.origins.iter().map(|origin| origin.name.as_str()).collect::<Vec<_>>().join(" or "),
        field.protocol_doubt.iter().map(|doubt| format!(" {doubt}")).collect::<String>()
    );
    let mut entries = vec![
        ("name", Yaml::Text(name)),
        ("description", Yaml::Text(description)),
        ("data_categories", Yaml::texts(categories)),
        ("data_uses", Yaml::texts(uses)),
    ];
    if !subjects.is_empty() {
        entries.push(("data_subjects", Yaml::texts(subjects)));
    }
    Yaml::Map(entries)
}

/// Names that fideslang accepts side by side: where two are the same, each gets the last part of
/// its id.
fn unique<'a>(items: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<String> {
    let items: Vec<(&str, &str)> = items.collect();
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for (label, _) in &items {
        *uses.entry(label).or_default() += 1;
    }
    let name = |(label, id): &(&str, &str)| match uses[label] {
        1 => (*label).to_owned(),
        _ => format!("{label} ({})", id.rsplit('/').next().unwrap_or(id)),
    };
    items.iter().map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::unique;

    #[test]
    fn equal_names_are_told_apart() {
        let items = [("Topic", "a/topic"), ("Id", "a/id"), ("Topic", "a/topic-2")];
        assert_eq!(unique(items.into_iter()), ["Topic (topic)", "Id", "Topic (topic-2)"]);
    }
}
