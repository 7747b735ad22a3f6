//! `flow.html`: who sends what to whom, as a picture and as a table of the same data.

mod graph;
mod layout;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::catalog::model::Personal;
use crate::inventory::{FieldView, FlowView, Inventory, MessageView, ServiceView, fields};

use graph::Graph;
use layout::Drawing;

/// What the page shows besides the inventory.
#[derive(Debug, Serialize)]
pub(in crate::report::html) struct FlowPicture<'a> {
    directions: Vec<Direction<'a>>,
    width: i32,
}

/// One direction.
#[derive(Debug, Serialize)]
struct Direction<'a> {
    flow: &'a FlowView,
    fields: usize,
    personal: usize,
    drawing: Drawing<'a>,
    /// The table: one row for each category in each message.
    rows: Vec<Row<'a>>,
}

/// The fields of one category in one message.
#[derive(Debug, Serialize)]
struct Row<'a> {
    service: &'a ServiceView,
    message: &'a MessageView,
    category: &'a str,
    category_id: &'a str,
    personal: bool,
    fields: Vec<&'a FieldView>,
    /// First row of its message, and how many rows the message has.
    spans: Option<usize>,
}

/// Builds it.
pub(in crate::report::html) fn flow(inventory: &Inventory) -> FlowPicture<'_> {
    FlowPicture {
        directions: inventory.flows.iter().map(|flow| direction(inventory, flow)).collect(),
        width: layout::WIDTH,
    }
}

fn direction<'a>(inventory: &'a Inventory, flow: &'a FlowView) -> Direction<'a> {
    let all = || fields(std::slice::from_ref(flow)).map(|(_, _, _, field)| field);
    let rows = rows(flow);
    let place = |name: &str| inventory.parties.iter().position(|party| party.name == name);
    // A party keeps its side, whichever way the data travel.
    let mirrored = place(&flow.sender) > place(&flow.recipient);
    Direction {
        flow,
        fields: all().count(),
        personal: all().filter(|field| field.personal).count(),
        drawing: layout::draw(nodes(flow, &rows), mirrored),
        rows,
    }
}

fn rows(flow: &FlowView) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    for service in &flow.services {
        for message in &service.messages {
            let mut by_category: BTreeMap<(Reverse<Personal>, &str), Vec<&FieldView>> =
                BTreeMap::new();
            for field in &message.fields {
                let key = (Reverse(field.personal_data), field.category.label.as_str());
                by_category.entry(key).or_default().push(field);
            }
            let spans = by_category.len();
            for (index, ((_, category), fields)) in by_category.into_iter().enumerate() {
                rows.push(Row {
                    service,
                    message,
                    category,
                    category_id: &fields[0].category.id,
                    personal: fields[0].personal,
                    fields,
                    spans: (index == 0).then_some(spans),
                });
            }
        }
    }
    rows
}

fn nodes<'a>(flow: &'a FlowView, rows: &[Row<'a>]) -> Graph<'a> {
    let mut graph = Graph { columns: [Vec::new(), Vec::new(), Vec::new()], edges: Vec::new() };
    for row in rows {
        let (flow_id, service_id) = (&flow.id, &row.service.id);
        let service = format!("inventory.html#{flow_id}.{service_id}");
        let message = format!("inventory.html#message-{}", row.message.id.replace('/', "."));
        let category = format!("privacy.html#category-{}", row.category_id);
        let places = [
            graph.node(0, service_id, &row.service.label, service),
            graph.node(1, &row.message.id, &row.message.label, message),
            graph.node(2, row.category_id, row.category, category),
        ];
        for (column, place) in places.into_iter().enumerate() {
            let node = &mut graph.columns[column][place];
            node.fields += row.fields.len();
            node.personal += if row.personal { row.fields.len() } else { 0 };
        }
        for column in 0..2 {
            let way = (places[column], places[column + 1]);
            graph.edge(column, way, (row.fields.len(), row.personal));
        }
    }
    graph
}
