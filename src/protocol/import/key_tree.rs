//! `format: key-tree`: one message per YAML file, its keys as nested lists.

use crate::catalog::located::Located;
use crate::catalog::model::{FactsKey, FactsMessage, KeyTreeRules, Presence};

use super::attributes::{Attributes, attributes};
use super::notes::Notes;
use super::platforms::{Held, read_platforms};
use super::tree::{Node, parse_yaml};

/// The message of a file. What is not understood is named; a file without a message gives none.
pub(super) fn read(
    text: &str,
    rules: &KeyTreeRules,
    notes: &mut Notes<'_>,
) -> Option<FactsMessage> {
    let node = match parse_yaml(text) {
        Ok(node) => node,
        Err(message) => {
            notes.name("", message);
            return None;
        }
    };
    let known = [
        rules.message.as_str(),
        rules.message_platforms.as_str(),
        rules.request.as_str(),
        rules.response.as_str(),
    ];
    let attributes = attributes(&node, &known, &rules.unused, "", notes);
    let Some(id) = name_of(&attributes, &rules.message, "", notes) else {
        notes.name("", "the file is not read: it names no message");
        return None;
    };
    let mut message = FactsMessage { id: Located::nowhere(id), ..FactsMessage::default() };
    let place = message.id.clone();
    let mut held = Held::new();
    if let Some(node) = attributes.get(&rules.message_platforms) {
        let platforms = read_platforms(node, rules, None, &place, notes);
        (message.on, message.absent, held) = (platforms.on, platforms.absent, platforms.held);
    }
    let keys = |name: &str, notes: &mut Notes<'_>| match attributes.get(name) {
        Some(node) => read_keys(node, name, rules, &held, &place, notes),
        None => Vec::new(),
    };
    message.request = keys(&rules.request, notes);
    message.response = keys(&rules.response, notes);
    Some(message)
}

/// A wire name. None, and named, if there is none.
fn name_of(
    attributes: &Attributes<'_>,
    attribute: &str,
    place: &str,
    notes: &mut Notes<'_>,
) -> Option<String> {
    let name = attributes.get(attribute).and_then(Node::scalar).filter(|n| !n.trim().is_empty());
    match name {
        Some(name) => {
            if name.contains('/') {
                notes.name(place, format!("`{name}` holds `/`, which separates keys of a path"));
            }
            Some(name.to_owned())
        }
        None => {
            notes.name(place, format!("`{attribute}` is missing or no text"));
            None
        }
    }
}

/// The keys of a list. `attribute` is its name, for messages.
fn read_keys(
    node: &Node,
    attribute: &str,
    rules: &KeyTreeRules,
    held: &Held,
    place: &str,
    notes: &mut Notes<'_>,
) -> Vec<FactsKey> {
    let Node::List(list) = node else {
        notes.name(place, format!("`{attribute}` is not a list"));
        return Vec::new();
    };
    let mut keys: Vec<FactsKey> = Vec::new();
    for node in list {
        let Some(key) = read_key(node, rules, held, place, notes) else { continue };
        if keys.iter().any(|other| other.key == key.key) {
            notes.name(place, format!("key `{}` stands twice; the first is taken", *key.key));
        } else {
            keys.push(key);
        }
    }
    keys
}

fn read_key(
    node: &Node,
    rules: &KeyTreeRules,
    held: &Held,
    place: &str,
    notes: &mut Notes<'_>,
) -> Option<FactsKey> {
    let known = [
        rules.key.as_str(),
        rules.type_.as_str(),
        rules.presence.as_str(),
        rules.values.as_str(),
        rules.range.as_str(),
        rules.members.as_str(),
        rules.platforms.as_str(),
    ];
    let own_place = match node {
        Node::Map(map) => map.iter().find(|(name, _)| *name == rules.key),
        _ => None,
    }
    .and_then(|(_, name)| name.scalar())
    .map_or_else(|| place.to_owned(), |name| format!("{place}/{name}"));
    let attributes = attributes(node, &known, &rules.unused, &own_place, notes);
    let name = name_of(&attributes, &rules.key, &own_place, notes)?;
    let place = own_place;
    let mut key = FactsKey { key: Located::nowhere(name), ..FactsKey::default() };
    key.type_ = attributes.get(&rules.type_).and_then(|node| read_type(node, &place, notes));
    key.presence =
        attributes.get(&rules.presence).and_then(|node| read_presence(node, &place, notes));
    if let Some(node) = attributes.get(&rules.values) {
        key.values = read_values(node, &rules.values, &place, notes);
    }
    if let Some(node) = attributes.get(&rules.range) {
        key.range = read_range(node, &rules.unused, &place, notes);
    }
    let mut inner = held.clone();
    if let Some(node) = attributes.get(&rules.platforms) {
        let platforms = read_platforms(node, rules, Some(held), &place, notes);
        (key.on, key.absent, inner) = (platforms.on, platforms.absent, platforms.held);
    }
    if let Some(node) = attributes.get(&rules.members) {
        key.members = read_keys(node, &rules.members, rules, &inner, &place, notes);
    }
    Some(key)
}

fn read_type(node: &Node, place: &str, notes: &mut Notes<'_>) -> Option<String> {
    let text = node.text().map(str::trim).filter(|text| !text.is_empty());
    let Some(text) = text else {
        notes.name(place, "the type is not a text");
        return None;
    };
    let inner = text.strip_prefix('<').and_then(|t| t.strip_suffix('>')).unwrap_or(text);
    Some(inner.to_lowercase())
}

fn read_presence(node: &Node, place: &str, notes: &mut Notes<'_>) -> Option<Presence> {
    match node.scalar() {
        Some("required") => Some(Presence::Required),
        Some("optional") => Some(Presence::Optional),
        other => {
            let other = other.unwrap_or_default();
            notes.name(place, format!("presence `{other}` is neither required nor optional"));
            None
        }
    }
}

/// The scalars of a list, as written.
pub(super) fn read_values(
    node: &Node,
    attribute: &str,
    place: &str,
    notes: &mut Notes<'_>,
) -> Vec<String> {
    let Node::List(list) = node else {
        notes.name(place, format!("`{attribute}` is not a list"));
        return Vec::new();
    };
    let mut values = Vec::new();
    for value in list {
        match value.scalar() {
            Some(text) => values.push(text.to_owned()),
            None => notes.name(place, format!("`{attribute}` holds what is no text or number")),
        }
    }
    values
}

fn read_range(
    node: &Node,
    unused: &[String],
    place: &str,
    notes: &mut Notes<'_>,
) -> Option<String> {
    let attributes = attributes(node, &["min", "max"], unused, place, notes);
    let mut bound = |name: &str| {
        let node = attributes.get(name)?;
        if node.scalar().is_none() {
            notes.name(place, format!("`{name}` of the range is no number"));
        }
        node.scalar()
    };
    let (least, greatest) = (bound("min"), bound("max"));
    range(least, greatest)
}

/// `least..greatest`.
pub(super) fn range(least: Option<&str>, greatest: Option<&str>) -> Option<String> {
    (least.is_some() || greatest.is_some())
        .then(|| format!("{}..{}", least.unwrap_or_default(), greatest.unwrap_or_default()))
}
