//! From the inventory to the graph.

use std::collections::BTreeMap;

use crate::inventory::{
    FieldView, Inventory, MessageView, TENANT_TO_COMPLETE, TermRef, VocabularyView, fields,
};

use super::super::activity::{Activity, activities, definition};
use super::super::attribution::{TOOL, attribution, attribution_of};
use super::{Graph, Node, Resource, base, local};

use ends::{origins, party, process};
use nodes::{iri, own, text, words};

mod ends;
mod nodes;

/// The graph of the inventory: record, tenant, parties, activities, concepts, fields.
pub(in crate::report::exchange) fn graph(inventory: &Inventory) -> Graph {
    let catalog = &inventory.catalog;
    let activities = activities(inventory);
    let mut resources = vec![record(inventory, &activities)];
    resources.extend(vocabularies(inventory).map(vocabulary));
    resources.extend(open());
    resources.extend(inventory.parties.iter().map(|p| party(inventory, p)));
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
        for other in &field.subjects_in_schools {
            used.insert(("subject", &other.id), (other, "subjects", false));
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
    if field.origins[..] != [message.sent_by.clone()] {
        let origins = field.origins.iter().map(|origin| origin.name.as_str()).collect::<Vec<_>>();
        notes.extend(words(&format!("Origin: {}.", origins.join(" or "))));
    }
    let more = [&field.origin_note, &field.protocol_doubt, &field.note];
    notes.extend(more.into_iter().flatten().flat_map(|note| words(note)));
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
