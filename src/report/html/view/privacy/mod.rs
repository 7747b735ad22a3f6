//! `privacy.html`.

mod datum;
mod limits;
mod terms;

use serde::Serialize;

use crate::catalog::model::Personal;
use crate::inventory::{
    Inventory, ProtocolView, RoleView, ServiceView, StatementPage, StatementStatus, StatementView,
    personal_first,
};

use datum::Datum;
use limits::{Limits, Omitted, limits, omitted};
use terms::{Identifying, Term, by_term, identifying};

/// What the privacy page shows besides the inventory.
#[derive(Debug, Serialize)]
pub(in crate::report::html) struct Privacy<'a> {
    /// Categories in use, personal ones first, with the fields of each flow side by side.
    categories: Vec<Term<'a>>,
    /// Whom the data are about, in the same way.
    subjects: Vec<Term<'a>>,
    /// What the data are for, in the same way.
    purposes: Vec<Term<'a>>,
    /// What the data identify: a person first.
    identifying: Vec<Identifying<'a>>,
    /// Fields that are exchanged under some enrolments only.
    limits: Limits<'a>,
    /// Kinds of personal data that the protocol can carry and no page lists, the most sensitive
    /// first.
    omitted: Vec<Omitted<'a>>,
    /// The services with what each flow carries through them.
    services: Vec<Service<'a>>,
    /// The promises of each page.
    pages: Vec<Page<'a>>,
}

#[derive(Debug, Serialize)]
struct Service<'a> {
    id: &'a str,
    label: &'a str,
    name: &'a str,
    description: &'a str,
    serves_schools: bool,
    roles: &'a [RoleView],
    flows: Vec<Direction<'a>>,
}

#[derive(Debug, Serialize)]
struct Direction<'a> {
    id: &'a str,
    label: &'a str,
    /// Who sends, as far as it is known: not always the party that the pages name.
    senders: Vec<&'a str>,
    recipient: &'a str,
    personal: Vec<Datum<'a>>,
    depends: Vec<Datum<'a>>,
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
    contradicted: Vec<&'a StatementPage>,
    unclear: Vec<&'a StatementPage>,
    found: Vec<&'a StatementPage>,
    missing: Vec<&'a StatementPage>,
    added_later: Vec<&'a StatementPage>,
    not_expected: Vec<&'a StatementPage>,
}

/// Builds it.
pub(in crate::report::html) fn privacy<'a>(
    inventory: &'a Inventory,
    protocol: Option<&'a ProtocolView>,
) -> Privacy<'a> {
    Privacy {
        categories: by_term(inventory, "categories", |field| &field.category),
        subjects: by_term(inventory, "subjects", |field| &field.subject),
        purposes: by_term(inventory, "purposes", |field| &field.purpose_term),
        identifying: identifying(inventory),
        limits: protocol.map(|facts| limits(inventory, facts)).unwrap_or_default(),
        omitted: protocol.map(omitted).unwrap_or_default(),
        services: services(inventory),
        pages: pages(inventory),
    }
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
            let (personal, rest): (Vec<_>, Vec<_>) =
                data.into_iter().partition(|datum| datum.field.personal);
            let depends = |datum: &Datum<'_>| datum.field.personal_data == Personal::Depends;
            let (depends, other) = rest.into_iter().partition(depends);
            let direction = Direction {
                id: &flow.id,
                label: &flow.label,
                senders: senders(service),
                recipient: &flow.recipient,
                personal,
                depends,
                other,
            };
            match services.iter_mut().find(|known| known.id == service.id) {
                Some(known) => known.flows.push(direction),
                None => services.push(Service {
                    id: &service.id,
                    label: &service.label,
                    name: &service.name,
                    description: &service.description,
                    serves_schools: service.serves_schools,
                    roles: &service.roles,
                    flows: vec![direction],
                }),
            }
        }
    }
    services
}

/// Names of what sends the messages of a service, each once.
fn senders(service: &ServiceView) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for message in &service.messages {
        if !names.contains(&message.sent_by.name.as_str()) {
            names.push(&message.sent_by.name);
        }
    }
    names
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
                    contradicted: with(statement, StatementStatus::Contradicted),
                    unclear: with(statement, StatementStatus::Unclear),
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
