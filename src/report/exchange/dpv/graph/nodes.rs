//! Nodes for what the graph says most often.

use super::super::super::identifiers::iri_reference;
use super::super::{Node, local};

pub(super) fn words(text: &str) -> Vec<Node> {
    vec![Node::Words(text.to_owned())]
}

pub(super) fn text(text: &str) -> Vec<Node> {
    vec![Node::Text(text.to_owned())]
}

pub(super) fn own(kind: &str, id: &str) -> Node {
    Node::Own(local(kind, id))
}

pub(super) fn iri(address: &str) -> Node {
    Node::Iri(iri_reference(address))
}
