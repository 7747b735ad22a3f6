//! `dpv.ttl`: RDF 1.1 Turtle (<https://www.w3.org/TR/turtle/>).

use crate::report::visible::one_line;

use super::{Graph, LANGUAGE, Node, OWN, Resource, namespaces};

/// The graph, one resource after the other.
pub(in crate::report::exchange) fn render(graph: &Graph) -> Vec<u8> {
    let mut out = String::new();
    for comment in &graph.comments {
        out.push_str(&format!("# {}\n", one_line(comment)));
    }
    for (prefix, namespace) in namespaces(graph) {
        out.push_str(&format!("@prefix {prefix}: <{namespace}> .\n"));
    }
    for resource in &graph.resources {
        out.push_str(&statement(resource));
    }
    out.into_bytes()
}

fn statement(resource: &Resource) -> String {
    let mut lines = vec![format!("\n{OWN}:{} a {}", resource.id, resource.types.join(", "))];
    for (property, nodes) in &resource.properties {
        let nodes: Vec<String> = nodes.iter().map(node).collect();
        let separator = if nodes.len() > 2 { ",\n        " } else { ", " };
        lines.push(format!("    {property} {}", nodes.join(separator)));
    }
    lines.join(" ;\n") + " .\n"
}

fn node(node: &Node) -> String {
    match node {
        Node::Own(id) => format!("{OWN}:{id}"),
        Node::Term(term) => term.clone(),
        Node::Iri(iri) => format!("<{iri}>"),
        Node::Words(text) => format!("{}@{LANGUAGE}", literal(text)),
        Node::Text(text) => literal(text),
    }
}

/// A quoted literal with every character escaped that ends it, breaks the line, or turns the
/// direction of the text.
fn literal(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                out.push_str(&format!("\\u{:04X}", u32::from(c)));
            }
            _ if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn literals_cannot_be_left() {
        assert_eq!(literal("a\"b\\\n\u{202e}\u{0}é"), r#""a\"b\\\n\u202E\u0000é""#);
    }
}
