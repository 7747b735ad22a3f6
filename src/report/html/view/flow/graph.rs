//! The picture as a graph: what stands in which column, and what runs from one to the next.

use serde::Serialize;

/// A box of the picture.
#[derive(Debug, Serialize)]
pub(super) struct Node<'a> {
    #[serde(skip)]
    pub(super) id: &'a str,
    pub(super) label: &'a str,
    pub(super) href: String,
    pub(super) fields: usize,
    /// How many of them are personal data.
    pub(super) personal: usize,
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) width: i32,
    pub(super) height: i32,
    /// The label in lines that fit, each with its baseline.
    pub(super) lines: Vec<(String, i32)>,
    /// Baseline of the number of fields.
    pub(super) count_y: i32,
}

impl<'a> Node<'a> {
    pub(super) fn new(id: &'a str, label: &'a str, href: String) -> Self {
        Node {
            id,
            label,
            href,
            fields: 0,
            personal: 0,
            x: 0,
            y: 0,
            width: 0,
            height: 0,
            lines: Vec::new(),
            count_y: 0,
        }
    }
}

/// The nodes in columns, and what runs from one to the next.
pub(super) struct Graph<'a> {
    pub(super) columns: [Vec<Node<'a>>; 3],
    /// From a node to a node of the next column: column, from, to, fields, of them personal.
    pub(super) edges: Vec<Edge>,
}

/// What runs between two nodes.
pub(super) struct Edge {
    pub(super) column: usize,
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) fields: usize,
    pub(super) personal: bool,
}

impl<'a> Graph<'a> {
    /// The place of a node in its column, where it is put if it is new.
    pub(super) fn node(
        &mut self,
        column: usize,
        id: &'a str,
        label: &'a str,
        href: String,
    ) -> usize {
        let nodes = &mut self.columns[column];
        nodes.iter().position(|node| node.id == id).unwrap_or_else(|| {
            nodes.push(Node::new(id, label, href));
            nodes.len() - 1
        })
    }

    /// Adds fields that run between two nodes. Personal and other data run side by side, never in one band.
    pub(super) fn edge(
        &mut self,
        column: usize,
        (from, to): (usize, usize),
        (fields, personal): (usize, bool),
    ) {
        let same = |edge: &&mut Edge| {
            (edge.column, edge.from, edge.to, edge.personal) == (column, from, to, personal)
        };
        match self.edges.iter_mut().find(same) {
            Some(edge) => edge.fields += fields,
            None => self.edges.push(Edge { column, from, to, fields, personal }),
        }
    }
}
