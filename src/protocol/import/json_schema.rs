//! `format: json-schema`: one object per JSON file, named by the file.

use crate::catalog::located::Located;
use crate::catalog::model::{FactsKey, FactsMessage, Presence};

use super::key_tree::{range, read_values};
use super::notes::Notes;
use super::tree::{Kind, Node, parse_json};

/// Keywords that hold no facts that are wanted: prose, samples, and bounds of texts.
const UNUSED: &[&str] = &[
    "$schema",
    "title",
    "description",
    "$comment",
    "examples",
    "default",
    "format",
    "maxLength",
    "minLength",
];

/// The message of a file, its keys under `both` until the direction is known. What is not
/// understood is named.
pub(super) fn read(path: &str, text: &str, notes: &mut Notes<'_>) -> Option<FactsMessage> {
    let node = match parse_json(text) {
        Ok(node) => node,
        Err(message) => {
            notes.name("", message);
            return None;
        }
    };
    let id = stem(path);
    let mut object = FactsKey::default();
    read_schema(&node, &mut object, Part::Whole, id, notes);
    if object.type_.as_deref() != Some("object") || object.of.is_some() {
        notes.name(id, "it is not an object with keys of its own");
    }
    Some(FactsMessage {
        id: Located::nowhere(id.to_owned()),
        both: object.members,
        ..FactsMessage::default()
    })
}

/// File name without folder and extension.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// What a schema describes: a key's value, or the elements of that value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Whole,
    Elements,
}

/// Adds what a schema says to the facts of a key.
fn read_schema(node: &Node, key: &mut FactsKey, part: Part, place: &str, notes: &mut Notes<'_>) {
    let Node::Map(map) = node else {
        notes.name(place, "the schema is not an object");
        return;
    };
    let find = |name: &str| map.iter().find(|(n, _)| n == name).map(|(_, value)| value);
    for (name, value) in map {
        match name.as_str() {
            "type" => read_type(value, key, part, place, notes),
            "enum" => read_enum(value, find("type").is_some(), key, part, place, notes),
            "$ref" => read_ref(value, key, place, notes),
            "items" => read_schema(value, key, Part::Elements, place, notes),
            "additionalProperties" if !matches!(value, Node::Scalar(Kind::Boolean, _)) => {
                read_schema(value, key, Part::Elements, place, notes);
            }
            "properties" => read_properties(value, find("required"), key, place, notes),
            "required" if find("properties").is_some() => {}
            // The bounds of elements are not those of the value.
            "minimum" | "maximum" if part == Part::Whole => {
                if value.scalar().is_none() {
                    notes.name(place, format!("`{name}` is no number"));
                }
            }
            "additionalProperties" => {}
            unused if UNUSED.contains(&unused) || unused.starts_with("x-") => {}
            _ => notes.name(place, format!("keyword `{name}` is not known")),
        }
    }
    if part == Part::Whole {
        let bound = |name: &str| find(name).and_then(Node::scalar);
        key.range = range(bound("minimum"), bound("maximum"));
    }
}

fn read_type(node: &Node, key: &mut FactsKey, part: Part, place: &str, notes: &mut Notes<'_>) {
    match node.text() {
        Some(text) if part == Part::Whole => key.type_ = Some(text.to_lowercase()),
        Some(_) => {}
        None => notes.name(place, "the type is not a text"),
    }
}

fn read_enum(
    node: &Node,
    typed: bool,
    key: &mut FactsKey,
    part: Part,
    place: &str,
    notes: &mut Notes<'_>,
) {
    if !key.values.is_empty() {
        notes.name(place, "a second `enum` stands inside; the first is taken");
        return;
    }
    key.values = read_values(node, "enum", place, notes);
    let texts = matches!(node, Node::List(list) if list.iter().all(|n| n.text().is_some()));
    if part == Part::Whole && !typed && texts {
        key.type_ = Some("string".to_owned());
    }
}

fn read_ref(node: &Node, key: &mut FactsKey, place: &str, notes: &mut Notes<'_>) {
    let name = node.text().and_then(|text| text.strip_suffix(".json"));
    match name.filter(|name| !name.is_empty() && !name.contains(['/', '#'])) {
        Some(_) if key.of.is_some() => {
            notes.name(place, "a second `$ref` stands inside; the first is taken");
        }
        Some(name) => key.of = Some(Located::nowhere(name.to_owned())),
        None => {
            let text = node.scalar().unwrap_or_default();
            notes.name(place, format!("`$ref` to `{text}` does not name a file beside this one"));
        }
    }
}

fn read_properties(
    node: &Node,
    required: Option<&Node>,
    key: &mut FactsKey,
    place: &str,
    notes: &mut Notes<'_>,
) {
    let Node::Map(map) = node else {
        notes.name(place, "`properties` is not an object");
        return;
    };
    let required =
        required.map(|node| read_values(node, "required", place, notes)).unwrap_or_default();
    for name in required.iter().filter(|name| !map.iter().any(|(n, _)| n == *name)) {
        notes.name(place, format!("`required` names `{name}`, which is no property"));
    }
    for (name, value) in map {
        let place = format!("{place}/{name}");
        if name.contains('/') {
            notes.name(&place, format!("`{name}` holds `/`, which separates keys of a path"));
        }
        if key.members.iter().any(|member| *member.key == *name) {
            notes.name(&place, "this key stands twice; the first is taken");
            continue;
        }
        let presence =
            if required.contains(name) { Presence::Required } else { Presence::Optional };
        let mut member = FactsKey {
            key: Located::nowhere(name.clone()),
            presence: Some(presence),
            ..FactsKey::default()
        };
        read_schema(value, &mut member, Part::Whole, &place, notes);
        key.members.push(member);
    }
}
