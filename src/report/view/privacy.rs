//! `privacy.html`.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::inventory::{
    FieldView, Inventory, MessageView, StatementPage, StatementStatus, StatementView, TermView,
    fields, personal_first,
};

/// What the privacy page shows besides the inventory.
#[derive(Debug, Serialize)]
pub(in crate::report) struct Privacy<'a> {
    /// Categories in use, personal ones first, with the fields of each flow side by side.
    categories: Vec<Category<'a>>,
    /// The services with what each flow carries through them.
    services: Vec<Service<'a>>,
    /// The promises of each page.
    pages: Vec<Page<'a>>,
}

#[derive(Debug, Serialize)]
struct Category<'a> {
    term: &'a TermView,
    /// Highest sensitivity among its fields.
    sensitivity: &'a str,
    rank: u8,
    fields: usize,
    /// Fields per flow, in the order of the flows.
    flows: Vec<Vec<Datum<'a>>>,
}

#[derive(Debug, Clone, Serialize)]
struct Datum<'a> {
    message: &'a MessageView,
    field: &'a FieldView,
}

#[derive(Debug, Serialize)]
struct Service<'a> {
    id: &'a str,
    label: &'a str,
    name: &'a str,
    description: &'a str,
    flows: Vec<Direction<'a>>,
}

#[derive(Debug, Serialize)]
struct Direction<'a> {
    id: &'a str,
    label: &'a str,
    sender: &'a str,
    recipient: &'a str,
    personal: Vec<Datum<'a>>,
    other: Vec<Datum<'a>>,
}

#[derive(Debug, Serialize)]
struct Page<'a> {
    id: &'a str,
    title: &'a str,
    url: Option<&'a str>,
    flow: &'a str,
    statements: Vec<Statement<'a>>,
}

#[derive(Debug, Serialize)]
struct Statement<'a> {
    statement: &'a StatementView,
    found: Vec<&'a StatementPage>,
    missing: Vec<&'a StatementPage>,
    added_later: Vec<&'a StatementPage>,
    not_expected: Vec<&'a StatementPage>,
}

/// Builds it.
pub(in crate::report) fn privacy(inventory: &Inventory) -> Privacy<'_> {
    Privacy {
        categories: categories(inventory),
        services: services(inventory),
        pages: pages(inventory),
    }
}

fn categories(inventory: &Inventory) -> Vec<Category<'_>> {
    let mut by_id: BTreeMap<&str, Category<'_>> = BTreeMap::new();
    let terms = inventory.terms.get("categories").map(Vec::as_slice).unwrap_or_default();
    for (index, flow) in inventory.flows.iter().enumerate() {
        for (_, _, message, field) in fields(std::slice::from_ref(flow)) {
            let Some(term) = terms.iter().find(|term| term.id == field.category.id) else {
                continue;
            };
            let category = by_id.entry(&term.id).or_insert_with(|| Category {
                term,
                sensitivity: &field.sensitivity.label,
                rank: field.sensitivity_rank,
                fields: 0,
                flows: vec![Vec::new(); inventory.flows.len()],
            });
            if field.sensitivity_rank > category.rank {
                category.rank = field.sensitivity_rank;
                category.sensitivity = &field.sensitivity.label;
            }
            category.fields += 1;
            category.flows[index].push(Datum { message, field });
        }
    }
    let mut categories: Vec<Category<'_>> = by_id.into_values().collect();
    categories.sort_by_key(|c| std::cmp::Reverse((c.term.personal, c.rank)));
    categories
}

fn services(inventory: &Inventory) -> Vec<Service<'_>> {
    let mut services: Vec<Service<'_>> = Vec::new();
    for flow in &inventory.flows {
        for service in &flow.services {
            let mut data: Vec<Datum<'_>> = service
                .messages
                .iter()
                .flat_map(|message| {
                    message.fields.iter().map(move |field| Datum { message, field })
                })
                .collect();
            personal_first(&mut data, |datum| datum.field);
            let (personal, other) = data.into_iter().partition(|datum| datum.field.personal);
            let direction = Direction {
                id: &flow.id,
                label: &flow.label,
                sender: &flow.sender,
                recipient: &flow.recipient,
                personal,
                other,
            };
            match services.iter_mut().find(|known| known.id == service.id) {
                Some(known) => known.flows.push(direction),
                None => services.push(Service {
                    id: &service.id,
                    label: &service.label,
                    name: &service.name,
                    description: &service.description,
                    flows: vec![direction],
                }),
            }
        }
    }
    services
}

fn pages(inventory: &Inventory) -> Vec<Page<'_>> {
    let flow = |id: &str| inventory.flows.iter().find(|f| f.id == id).map_or("", |f| &f.label);
    inventory
        .pages
        .iter()
        .map(|page| Page {
            id: &page.id,
            title: &page.title,
            url: page.url.as_deref(),
            flow: flow(&page.flow),
            statements: page
                .statements
                .iter()
                .map(|statement| Statement {
                    statement,
                    found: with(statement, StatementStatus::Found),
                    missing: with(statement, StatementStatus::Missing),
                    added_later: with(statement, StatementStatus::AddedLater),
                    not_expected: with(statement, StatementStatus::NotExpected),
                })
                .collect(),
        })
        .collect()
}

fn with(statement: &StatementView, status: StatementStatus) -> Vec<&StatementPage> {
    statement.pages.iter().filter(|page| page.status == status).collect()
}
