//! From the inventory to the graph.

use std::collections::BTreeMap;

use crate::catalog::model::Personal;
use crate::inventory::{
    FieldView, Inventory, MessageView, OriginView, PartyView, TENANT_TO_COMPLETE, TermRef,
    VocabularyView, fields,
};

use super::super::activity::{Activity, activities, all, definition, each, personal};
use super::super::{TOOL, attribution, attribution_of};
use super::{Graph, Node, Resource, base, local};

/// The graph of the inventory: record, tenant, parties, activities, concepts, fields.
pub(in crate::report::interchange) fn graph(inventory: &Inventory) -> Graph {
    let catalog = &inventory.catalog;
    let activities = activities(inventory);
    let mut resources = vec![record(inventory, &activities)];
    resources.extend(vocabularies(inventory).map(vocabulary));
    resources.extend(open());
    resources.extend(inventory.parties.iter().map(party));
    resources.extend(origins(inventory));
    resources.extend(activities.iter().map(|activity| process(inventory, activity)));
    resources.extend(concepts(inventory));
    resources.extend(fields(&inventory.flows).map(|(.., message, f)| field(inventory, message, f)));
    for resource in &mut resources {
        resource.properties.retain(|(_, nodes)| !nodes.is_empty());
    }
    let mut comments = vec![format!(
        "{}. Catalog {} {}, sha256 {}. Made by {TOOL}.",
        catalog.title, catalog.id, catalog.version, catalog.sha256
    )];
    comments.extend(attribution(inventory).into_iter().filter(|line| line.starts_with("dpv")));
    Graph { base: base(inventory), comments, resources }
}

fn words(text: &str) -> Vec<Node> {
    vec![Node::Words(text.to_owned())]
}

fn text(text: &str) -> Vec<Node> {
    vec![Node::Text(text.to_owned())]
}

fn own(kind: &str, id: &str) -> Node {
    Node::Own(local(kind, id))
}

/// The public vocabularies whose terms the graph uses.
fn vocabularies(inventory: &Inventory) -> impl Iterator<Item = &VocabularyView> {
    inventory.vocabularies.iter().filter(|v| v.name == "dpv")
}

/// A vocabulary with its source and its licence, which asks to be named.
fn vocabulary(vocabulary: &VocabularyView) -> Resource {
    let licence = vocabulary.licence_url.iter();
    Resource {
        id: local("vocabulary", &vocabulary.name),
        types: vec!["dct:Standard".to_owned()],
        properties: vec![
            ("dct:title", text(&vocabulary.name)),
            ("dct:hasVersion", text(&vocabulary.version)),
            ("dct:source", vec![iri(&vocabulary.url)]),
            ("dct:license", licence.map(|url| iri(url)).collect()),
            ("dct:rights", words(&attribution_of(vocabulary))),
        ],
    }
}

fn iri(address: &str) -> Node {
    Node::Iri(super::super::iri_reference(address))
}

fn record(inventory: &Inventory, activities: &[Activity<'_>]) -> Resource {
    let catalog = &inventory.catalog;
    let parts = activities.iter().map(|activity| own("process", &activity.id()));
    let sources = inventory.pages.iter().filter_map(|page| page.url.as_ref());
    Resource {
        id: "record".to_owned(),
        types: vec!["dpv:ROPA".to_owned()],
        properties: vec![
            ("dct:title", words(&catalog.title)),
            ("dct:identifier", text(&catalog.id)),
            ("dct:hasVersion", text(&catalog.version)),
            (
                "dct:source",
                sources
                    .chain(vocabularies(inventory).map(|v| &v.url))
                    .map(|url| iri(url))
                    .collect(),
            ),
            (
                "dct:conformsTo",
                vocabularies(inventory).map(|v| own("vocabulary", &v.name)).collect(),
            ),
            (
                "dct:rights",
                vocabularies(inventory).flat_map(|v| words(&attribution_of(v))).collect(),
            ),
            ("dct:hasPart", parts.collect()),
        ],
    }
}

/// What only the organisation can say: who it is, on what legal basis it processes, and for how
/// long it stores.
fn open() -> Vec<Resource> {
    let resource = |id: &str, kind: &str| Resource {
        id: id.to_owned(),
        types: vec![kind.to_owned()],
        properties: vec![("skos:prefLabel", text(TENANT_TO_COMPLETE))],
    };
    vec![
        resource("tenant", "dpv:DataController"),
        resource("legal-basis", "dpv:LegalBasis"),
        resource("storage", "dpv:StorageDuration"),
    ]
}

fn party(party: &PartyView) -> Resource {
    let class = match party.role {
        Some("processor") => "dpv:DataProcessor",
        Some("controller") => "dpv:DataController",
        Some("third-party") => "dpv:ThirdParty",
        _ => "dpv:LegalEntity",
    };
    let mut properties = vec![
        ("skos:prefLabel", words(party.organisation.as_ref().unwrap_or(&party.name))),
        ("skos:altLabel", words(&party.name)),
        ("skos:definition", words(&party.description)),
    ];
    properties.extend(party.role_note.as_ref().map(|note| ("skos:scopeNote", words(note))));
    Resource { id: local("party", &party.id), types: vec![class.to_owned()], properties }
}

/// Where data come from, each once.
fn origins(inventory: &Inventory) -> Vec<Resource> {
    let known: BTreeMap<&str, &OriginView> = fields(&inventory.flows)
        .filter_map(|(_, _, message, _)| message.origin.as_ref())
        .map(|origin| (origin.id.as_str(), origin))
        .collect();
    let resource = |origin: &&OriginView| Resource {
        id: local("origin", &origin.id),
        types: vec!["skos:Concept".to_owned()],
        properties: vec![
            ("skos:prefLabel", words(&origin.name)),
            ("skos:definition", words(&origin.description)),
        ],
    };
    known.values().map(resource).collect()
}

/// The origins of what an activity processes; where the catalog knows none, the sender.
fn data_sources(activity: &Activity<'_>) -> Vec<Node> {
    let mut nodes = Vec::new();
    for (message, _) in &activity.fields {
        let node = match &message.origin {
            Some(origin) => own("origin", &origin.id),
            None => own("party", &activity.flow.sender_id),
        };
        if !nodes.contains(&node) {
            nodes.push(node);
        }
    }
    nodes
}

fn process(inventory: &Inventory, activity: &Activity<'_>) -> Resource {
    let flow = activity.flow;
    let nodes = |keep: fn(&FieldView) -> bool| {
        let kept = activity.fields.iter().filter(move |(_, field)| keep(field));
        kept.map(|(_, field)| own("field", &field.id)).collect::<Vec<_>>()
    };
    let people = each(&activity.fields, personal, |f| vec![f.subject.id.clone()]);
    let processors = [&flow.sender_id, &flow.recipient_id].into_iter().filter(|id| {
        super::super::party(inventory, id).is_some_and(|p| p.role == Some("processor"))
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
        ("dpv:hasPersonalData", nodes(|f| f.personal)),
        ("dpv:hasData", nodes(|f| !f.personal)),
    ];
    let mut types = vec!["dpv:Process".to_owned()];
    if activity.personal() == Personal::No {
        types.push("dpv:NonPersonalDataProcess".to_owned());
    } else {
        properties.push(("dpv:hasDataController", vec![Node::Own("tenant".to_owned())]));
        let processors = processors.map(|id| own("party", id));
        properties.push(("dpv:hasDataProcessor", processors.collect()));
        properties.push(("dpv:hasLegalBasis", vec![Node::Own("legal-basis".to_owned())]));
        properties.push(("dpv:hasStorageCondition", vec![Node::Own("storage".to_owned())]));
    }
    if activity.personal() == Personal::Yes {
        types.push("dpv:PersonalDataProcess".to_owned());
    }
    Resource { id: local("process", &activity.id()), types, properties }
}

/// Categories, purposes and subjects that a field uses.
fn concepts(inventory: &Inventory) -> Vec<Resource> {
    let mut used: BTreeMap<(&str, &str), (&TermRef, &'static str, bool)> = BTreeMap::new();
    for (.., field) in fields(&inventory.flows) {
        let class = if field.personal { "dpv:PersonalData" } else { "dpv:Data" };
        used.insert(("category", &field.category.id), (&field.category, "categories", false));
        used.entry(("category-class", &field.category.id)).or_insert((
            &field.category,
            class,
            true,
        ));
        used.insert(("purpose", &field.purpose_term.id), (&field.purpose_term, "purposes", false));
        if field.personal {
            used.insert(("subject", &field.subject.id), (&field.subject, "subjects", false));
        }
    }
    let class = |kind: &str, id: &str| match kind {
        "purpose" => "dpv:Purpose",
        "subject" => "dpv:DataSubject",
        _ => used.get(&("category-class", id)).map_or("dpv:Data", |(_, class, _)| class),
    };
    let concepts = used.iter().filter(|(_, (.., marker))| !marker);
    concepts
        .map(|((kind, id), (term, terms, _))| {
            let defined = definition(inventory, terms, id);
            let mut properties = vec![("skos:prefLabel", words(&term.label))];
            properties.extend(defined.map(|t| ("skos:definition", words(&t.description))));
            let condition = defined.and_then(|t| t.personal_if.as_ref());
            let condition = condition.map(|c| format!("Personal data if {c}."));
            let notes = condition.iter().chain(defined.and_then(|t| t.note.as_ref()));
            properties.push(("skos:scopeNote", notes.flat_map(|note| words(note)).collect()));
            let broader: Vec<Node> = term
                .dpv
                .iter()
                .filter(|t| *kind != "category" || !is_kind(t))
                .map(|t| known(t))
                .collect();
            properties.push(("skos:broader", broader));
            properties.push(("skos:related", term.dpv_related.iter().map(|t| known(t)).collect()));
            let types = vec![class(kind, id).to_owned(), "skos:Concept".to_owned()];
            Resource { id: local(kind, id), types, properties }
        })
        .collect()
}

/// Whether a term of a category says of what kind the data is, rather than what it is about.
fn is_kind(term: &str) -> bool {
    term.starts_with("dpv:")
}

fn known(term: &str) -> Node {
    Node::Term(term.to_owned())
}

fn field(inventory: &Inventory, message: &MessageView, field: &FieldView) -> Resource {
    let class = if field.personal { "dpv:PersonalData" } else { "dpv:Data" };
    let mut types = vec![class.to_owned(), "skos:Concept".to_owned()];
    for kind in field.category.dpv.iter().chain(&field.sensitivity.dpv).filter(|t| is_kind(t)) {
        if !types.contains(kind) {
            types.push(kind.clone());
        }
    }
    let mut broader = vec![own("category", &field.category.id)];
    broader.extend(field.category.dpv.iter().filter(|t| !is_kind(t)).map(|t| known(t)));
    let pages =
        inventory.pages.iter().filter(|page| field.id.starts_with(&format!("{}/", page.flow)));
    let pages = pages.filter_map(|page| page.url.as_ref());
    let sensitivity =
        format!("Sensitivity: {}. Identifies: {}.", field.sensitivity.label, field.identifies);
    let mut notes = words(&sensitivity);
    notes.extend(field.personal_if.iter().flat_map(|condition| {
        words(&format!("{TENANT_TO_COMPLETE}: personal data if {condition}."))
    }));
    notes.extend(field.note.iter().flat_map(|note| words(note)));
    let properties = vec![
        ("skos:prefLabel", text(&field.label)),
        ("skos:definition", words(&field.purpose)),
        ("skos:scopeNote", notes),
        ("skos:broader", broader),
        ("dct:identifier", text(&field.id)),
        ("skos:altLabel", text(&format!("{} / {}", message.label, field.label))),
        ("dct:source", pages.map(|url| iri(url)).collect()),
    ];
    Resource { id: local("field", &field.id), types, properties }
}
