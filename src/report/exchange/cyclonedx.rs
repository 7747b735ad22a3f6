//! `bom.cdx.json`: a CycloneDX 1.7 bill of materials with the parties as services and every field
//! as `services[].data` (<https://cyclonedx.org/docs/1.7/json/>).
//!
//! Direction is relative to a service, so a field stands as `outbound` at what sends it and as
//! `inbound` at its recipient. What sends and is no party is a service of its own: it stands in no
//! file as outbound from a party whose servers never have it. The format has no properties on data: what else is known of a field
//! stands in the `properties` of the recipient, under `flowproof:field:<id>:<what>`. There is no
//! timestamp, and the serial number is derived from the content.

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::inventory::{
    AuditedDocument, FieldView, FlowView, Inventory, MessageView, OriginView, PartyView,
    ServiceView, TENANT_TO_COMPLETE, fields,
};

use super::attribution::{TOOL, attribution};
use super::ends::{other_senders, party, role_or_question, roles_by_service, sends, settled_role};
use super::identifiers::{self, iri_reference};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Bom {
    #[serde(rename = "$schema")]
    schema: &'static str,
    bom_format: &'static str,
    spec_version: &'static str,
    serial_number: String,
    version: u32,
    metadata: Metadata,
    services: Vec<Service>,
    external_references: Vec<Reference>,
    properties: Vec<Property>,
}

#[derive(Serialize)]
struct Metadata {
    tools: Tools,
    component: Component,
}

#[derive(Serialize)]
struct Tools {
    components: Vec<Component>,
}

#[derive(Serialize)]
struct Component {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(rename = "bom-ref")]
    reference: String,
    name: String,
    version: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Service {
    #[serde(rename = "bom-ref")]
    reference: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    provider: Option<Organisation>,
    name: String,
    description: String,
    #[serde(rename = "x-trust-boundary")]
    trust_boundary: bool,
    data: Vec<Data>,
    external_references: Vec<Reference>,
    properties: Vec<Property>,
}

#[derive(Clone, Serialize)]
struct Organisation {
    name: String,
}

#[derive(Serialize)]
struct Data {
    flow: &'static str,
    classification: String,
    name: String,
    description: String,
    governance: Governance,
    source: Vec<String>,
    destination: Vec<String>,
}

#[derive(Serialize)]
struct Governance {
    custodians: Vec<Responsible>,
    owners: Vec<Responsible>,
}

#[derive(Serialize)]
struct Responsible {
    organization: Organisation,
}

#[derive(Serialize)]
struct Reference {
    url: String,
    #[serde(rename = "type")]
    kind: &'static str,
    comment: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hashes: Vec<Hash>,
}

#[derive(Serialize)]
struct Hash {
    alg: &'static str,
    content: String,
}

#[derive(Serialize)]
struct Property {
    name: String,
    value: String,
}

/// The bill of materials, pretty, with a final line end.
pub(super) fn render(inventory: &Inventory) -> Result<Vec<u8>, serde_json::Error> {
    let uuid = serial(inventory);
    let catalog = &inventory.catalog;
    let component = |kind, name: &str, version: &str, description| Component {
        kind,
        reference: format!("{kind}:{name}"),
        name: name.to_owned(),
        version: version.to_owned(),
        description,
    };
    let tool = component("application", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"), None);
    let title = Some(catalog.title.clone());
    let bom = Bom {
        schema: "http://cyclonedx.org/schema/bom-1.7.schema.json",
        bom_format: "CycloneDX",
        spec_version: "1.7",
        serial_number: format!("urn:uuid:{uuid}"),
        version: 1,
        metadata: Metadata {
            tools: Tools { components: vec![tool] },
            component: component("data", &catalog.id, &catalog.version, title),
        },
        services: services(inventory, &uuid),
        external_references: inventory.documents.iter().map(input).collect(),
        properties: properties(inventory),
    };
    let mut bytes = serde_json::to_vec_pretty(&bom)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// A UUID of version 8 (RFC 9562 §5.8) from the catalog, the inputs and the version of the tool.
fn serial(inventory: &Inventory) -> String {
    let mut hash = Sha256::new();
    hash.update(TOOL);
    hash.update([0]);
    hash.update(&inventory.catalog.sha256);
    for document in &inventory.documents {
        hash.update([0]);
        hash.update(&document.path);
        hash.update([0]);
        hash.update(&document.sha256);
    }
    identifiers::uuid(&hash.finalize())
}

/// An audited file with its digest.
fn input(document: &AuditedDocument) -> Reference {
    Reference {
        url: iri_reference(&document.path),
        kind: "evidence",
        comment: format!("audited page in {}, direction {}", document.locale, document.flow),
        hashes: vec![Hash { alg: "SHA-256", content: document.sha256.clone() }],
    }
}

fn properties(inventory: &Inventory) -> Vec<Property> {
    let catalog = &inventory.catalog;
    let property =
        |name: &str, value: String| Property { name: format!("flowproof:{name}"), value };
    let mut properties = vec![
        property("catalog:id", catalog.id.clone()),
        property("catalog:version", catalog.version.clone()),
        property("catalog:sha256", catalog.sha256.clone()),
        property("fields", inventory.totals.fields.to_string()),
        property("fields:personal", inventory.totals.personal.to_string()),
        property("fields:personal-depends", inventory.totals.personal_depends.to_string()),
    ];
    properties.extend(attribution(inventory).into_iter().map(|line| property("vocabulary", line)));
    properties
}

/// The parties, then what else sends.
fn services(inventory: &Inventory, uuid: &str) -> Vec<Service> {
    let parties = inventory.parties.iter().map(|party| of_party(inventory, uuid, party));
    let others = other_senders(inventory).into_iter().map(|sender| {
        let texts = (sender.name.clone(), sender.description.clone());
        service(inventory, uuid, (&reference(sender), &sender.id), texts)
    });
    parties.chain(others).collect()
}

/// A party with its roles and its seat.
fn of_party(inventory: &Inventory, uuid: &str, party: &PartyView) -> Service {
    let texts = (party.name.clone(), party.description.clone());
    let mut service = service(inventory, uuid, (&party_reference(&party.id), &party.id), texts);
    let name = party.organisation.as_ref().unwrap_or(&party.name).clone();
    service.provider = Some(Organisation { name });
    let property = |name: String, value: String| Property { name, value };
    let role = settled_role(inventory, party).unwrap_or(TENANT_TO_COMPLETE).to_owned();
    let mut own = vec![property("flowproof:role".to_owned(), role)];
    own.extend(roles_by_service(inventory, &party.id).into_iter().map(|(service, role)| {
        property(format!("flowproof:role:{}", service.id), role_or_question(Some(role)))
    }));
    own.extend(party.seat.iter().map(|s| property("flowproof:seat".to_owned(), s.clone())));
    let note = |note: &String| property("flowproof:seat-note".to_owned(), note.clone());
    own.extend(party.seat_note.iter().map(note));
    service.properties.splice(0..0, own);
    service
}

/// What sends or receives, with its data and the pages that disclose them.
fn service(
    inventory: &Inventory,
    uuid: &str,
    (reference, id): (&str, &str),
    (name, description): (String, String),
) -> Service {
    let own = |(flow, _, message, _): &(&FlowView, &ServiceView, &MessageView, &FieldView)| {
        flow.recipient_id == id || sends(message, id)
    };
    let all = || fields(&inventory.flows).filter(own);
    let pages = inventory.pages.iter().filter(|page| all().any(|(flow, ..)| flow.id == page.flow));
    let pages = pages.filter_map(|page| {
        let url = iri_reference(page.url.as_ref()?);
        let comment = page.title.clone();
        Some(Reference { url, kind: "documentation", comment, hashes: Vec::new() })
    });
    let received = all().filter(|(flow, ..)| flow.recipient_id == id);
    Service {
        reference: reference.to_owned(),
        provider: None,
        name,
        description,
        trust_boundary: true,
        data: all()
            .map(|(flow, _, m, field)| data(inventory, uuid, id, flow, (m, field)))
            .collect(),
        external_references: pages.collect(),
        properties: received
            .flat_map(|(f, s, m, field)| field_properties(f, s, m, field))
            .collect(),
    }
}

fn party_reference(party: &str) -> String {
    format!("party:{party}")
}

fn reference(end: &OriginView) -> String {
    format!("{}:{}", end.kind, end.id)
}

fn data(
    inventory: &Inventory,
    uuid: &str,
    end: &str,
    flow: &FlowView,
    (message, field): (&MessageView, &FieldView),
) -> Data {
    let origins = field.origins.iter().map(|origin| origin.name.as_str()).collect::<Vec<_>>();
    let origin = format!(" Origin: {}.", origins.join(" or "));
    let origin = if field.origins[..] == [message.sent_by.clone()] { "" } else { &origin };
    let doubt = field.protocol_doubt.iter().map(|doubt| format!(" {doubt}")).collect::<String>();
    let link = |reference: &str| vec![format!("urn:cdx:{uuid}/1#{reference}")];
    let organisation =
        |name: &str| vec![Responsible { organization: Organisation { name: name.to_owned() } }];
    let recipient = party(inventory, &flow.recipient_id);
    let custodian = recipient.and_then(|p| p.organisation.as_ref()).unwrap_or(&flow.recipient);
    Data {
        flow: match (sends(message, end), flow.recipient_id == end) {
            (true, true) => "bi-directional",
            (true, false) => "outbound",
            _ => "inbound",
        },
        classification: field.category.id.clone(),
        name: field.id.clone(),
        description: format!("{}: {}{origin}{doubt}", field.label, field.purpose),
        governance: Governance {
            custodians: organisation(custodian),
            owners: organisation(TENANT_TO_COMPLETE),
        },
        source: link(&reference(&message.sent_by)),
        destination: link(&party_reference(&flow.recipient_id)),
    }
}

/// What is known of a field and has no place on `data`. Left out is what is not known.
fn field_properties(
    flow: &FlowView,
    service: &ServiceView,
    message: &MessageView,
    field: &FieldView,
) -> Vec<Property> {
    let one = |text: &str| vec![text.to_owned()];
    let many = [
        ("label", one(&field.label)),
        ("flow", one(&flow.id)),
        ("service", one(&service.label)),
        ("message", one(&message.label)),
        ("purpose", one(&field.purpose_term.id)),
        ("personal", one(if field.personal { "true" } else { "false" })),
        ("personal-data", one(field.personal_data.as_str())),
        ("personal-if", field.personal_if.iter().cloned().collect()),
        ("origin", field.origins.iter().map(|origin| origin.name.clone()).collect()),
        ("origin-note", field.origin_note.iter().cloned().collect()),
        ("sent-by", one(&message.sent_by.name)),
        ("sensitivity", one(&field.sensitivity.id)),
        ("subject", one(&field.subject.id)),
        ("subject-in-schools", field.subjects_in_schools.iter().map(|t| t.id.clone()).collect()),
        ("identifies", one(field.identifies)),
        ("fideslang", field.category.fideslang.clone()),
        ("dpv", field.category.dpv.iter().filter_map(|t| crate::catalog::dpv_iri(t)).collect()),
        ("protocol", field.protocol.iter().cloned().collect()),
        ("exchanged", field.exchanged.iter().cloned().collect()),
        ("protocol-doubt", field.protocol_doubt.iter().cloned().collect()),
        ("first-seen", one(&field.since)),
        ("no-longer-listed-from", field.until.iter().cloned().collect()),
    ];
    let property = |(what, values): (&str, Vec<String>)| {
        let name = format!("flowproof:field:{}:{what}", field.id);
        values.into_iter().map(move |value| Property { name: name.clone(), value })
    };
    many.into_iter().flat_map(property).collect()
}
