//! The inventory as linked data in the terms of the Data Privacy Vocabulary 2
//! (<https://w3id.org/dpv>): a graph, written as Turtle and as JSON-LD.
//!
//! A record of processing holds a `dpv:Process` per activity. Fields, categories, purposes and
//! subjects are concepts of the catalog; a term that the catalog maps to DPV is the `skos:broader`
//! of its concept, and one of DPV's kinds of data (`dpv:` in the mapping of a category) is the type
//! of the field. A concept without a broader term is one that DPV has no term for. Resources are
//! named below a UUID made from the id of the catalog, so that they keep their names from version
//! to version.

mod graph;
mod jsonld;
mod turtle;

use sha2::{Digest, Sha256};

use crate::catalog::DPV_NAMESPACES;
use crate::inventory::Inventory;

pub(super) use graph::graph;
pub(super) use jsonld::render as jsonld;
pub(super) use turtle::render as turtle;

/// What stands at the end of a property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    /// A resource of this graph, by its local name.
    Own(String),
    /// A term with a prefix.
    Term(String),
    /// Another resource, by its IRI.
    Iri(String),
    /// Words, in the language of the catalog.
    Words(String),
    /// Text without a language.
    Text(String),
}

/// A resource with its types and properties, in the order in which they are written.
#[derive(Debug, Clone)]
pub(super) struct Resource {
    id: String,
    types: Vec<String>,
    properties: Vec<(&'static str, Vec<Node>)>,
}

/// The graph with what its names rest on.
#[derive(Debug)]
pub(super) struct Graph {
    /// What the local names are appended to.
    base: String,
    /// Remarks for people who open the file.
    comments: Vec<String>,
    resources: Vec<Resource>,
}

/// Prefix of the resources of this graph.
const OWN: &str = "r";

/// The language of labels and definitions, which the catalog has in English only.
const LANGUAGE: &str = "en";

/// All prefixes with their namespaces; that of the graph first.
fn namespaces(graph: &Graph) -> Vec<(&str, &str)> {
    let general =
        [("dct", "http://purl.org/dc/terms/"), ("skos", "http://www.w3.org/2004/02/skos/core#")];
    let own = [(OWN, graph.base.as_str())];
    own.into_iter().chain(DPV_NAMESPACES).chain(general).collect()
}

/// `urn:uuid:…#` from the id of the catalog.
fn base(inventory: &Inventory) -> String {
    let digest = Sha256::digest(format!("catalog {}", inventory.catalog.id));
    format!("urn:uuid:{}#", super::identifiers::uuid(&digest))
}

/// A local name from ids: kebab-case parts joined by dots, as Turtle allows them unescaped.
fn local(kind: &str, id: &str) -> String {
    format!("{kind}-{}", id.replace('/', "."))
}
