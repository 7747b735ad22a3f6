//! `dpv.jsonld`: JSON-LD 1.1 (<https://www.w3.org/TR/json-ld11/>) with its context inside, so that
//! no reader has to fetch one.

use serde_json::{Map, Value, json};

use super::{Graph, LANGUAGE, Node, OWN, Resource, namespaces};

/// The graph, pretty, with a final line end.
pub(in crate::report::exchange) fn render(graph: &Graph) -> Result<Vec<u8>, serde_json::Error> {
    let context: Map<String, Value> = namespaces(graph)
        .into_iter()
        .map(|(prefix, namespace)| (prefix.to_owned(), prefix_of(namespace)))
        .collect();
    let resources: Vec<Value> = graph.resources.iter().map(resource).collect();
    let document = json!({ "@context": context, "@graph": resources });
    let mut bytes = serde_json::to_vec_pretty(&document)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// A prefix by definition, whatever character its namespace ends in (JSON-LD 1.1 §4.1.5).
fn prefix_of(namespace: &str) -> Value {
    json!({ "@id": namespace, "@prefix": true })
}

fn resource(resource: &Resource) -> Value {
    let mut map = Map::new();
    map.insert("@id".to_owned(), json!(format!("{OWN}:{}", resource.id)));
    map.insert("@type".to_owned(), json!(resource.types));
    for (property, nodes) in &resource.properties {
        let nodes: Vec<Value> = nodes.iter().map(node).collect();
        map.insert((*property).to_owned(), Value::Array(nodes));
    }
    Value::Object(map)
}

fn node(node: &Node) -> Value {
    match node {
        Node::Own(id) => json!({ "@id": format!("{OWN}:{id}") }),
        Node::Term(id) | Node::Iri(id) => json!({ "@id": id }),
        Node::Words(text) => json!({ "@value": text, "@language": LANGUAGE }),
        Node::Text(text) => json!({ "@value": text }),
    }
}
