//! Keys, messages and directions of the protocol in sentences.

use std::collections::BTreeMap;

use crate::catalog::model::PlatformFacts;
use crate::catalog::{Catalog, Flow, Key, Protocol, ProtocolMessage};

use super::ends::{End, deprecated, deprecations, ends, own_ends, removed};
use super::resolve::data_type_label;

/// A key with what it holds and where it is gone: `` `UserLongName` (full name) ``,
/// `` `lampId` (lamp number; removed in BulbOS 3.0) ``.
pub fn named(catalog: &Catalog, key: &Key) -> String {
    let told = own_remarks(&catalog.protocol, key);
    with_remarks(&quoted(key), held(catalog, key).into_iter().chain(told))
}

/// A message of the protocol, with where it is gone or advised against.
pub fn named_message(message: &ProtocolMessage) -> String {
    let told = message.label.clone().into_iter().chain(remarks_on(&message.platforms));
    with_remarks(&format!("`{}`", message.name), told)
}

/// The name of a key in backticks, or what it is called where it has none on the wire.
pub fn quoted(key: &Key) -> String {
    key.label.clone().unwrap_or_else(|| format!("`{}`", key.name))
}

/// `deprecated in StripOS 2.1; removed in BulbOS 3.0`. Nothing where neither is so.
pub fn remarks_on(platforms: &BTreeMap<String, Option<PlatformFacts>>) -> Option<String> {
    told(&deprecations(platforms), &ends(platforms))
}

/// The same of a key, without what is so of its whole message.
fn own_remarks(protocol: &Protocol, key: &Key) -> Option<String> {
    let of_message = deprecations(&protocol.message_of(key).platforms);
    let mut advised = deprecations(&key.platforms);
    advised.retain(|since| !of_message.contains(since));
    told(&advised, &own_ends(protocol, key))
}

fn told(advised: &[End], ended: &[End]) -> Option<String> {
    let parts: Vec<String> = deprecated(advised).into_iter().chain(removed(ended)).collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

pub(super) fn with_remarks(name: &str, remarks: impl Iterator<Item = String>) -> String {
    let remarks: Vec<String> = remarks.collect();
    match remarks.as_slice() {
        [] => name.to_owned(),
        remarks => format!("{name} ({})", remarks.join("; ")),
    }
}

/// What to ask the publisher of the pages about data that travel in these flows: whether it sends
/// them, or what it does with them.
pub fn question(catalog: &Catalog, flows: &[&str], count: usize) -> String {
    let it = if count == 1 { "is it" } else { "are they" };
    let is_publisher = |party: &str| catalog.publisher.as_deref() == Some(party);
    let flows: Vec<&Flow> = flows.iter().filter_map(|id| catalog.flow(id)).collect();
    let every =
        |by: fn(&Flow) -> &str| !flows.is_empty() && flows.iter().all(|f| is_publisher(by(f)));
    let asked = if every(|flow| &flow.to) {
        "read and kept"
    } else if every(|flow| &flow.from) {
        "sent"
    } else {
        "exchanged"
    };
    format!("{it} {asked}?")
}

/// What a key holds, where its name does not say so already.
pub(super) fn held(catalog: &Catalog, key: &Key) -> Option<String> {
    let plain = |text: &str| {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect::<String>()
    };
    let label = data_type_label(catalog, key).filter(|label| plain(label) != plain(&key.name));
    label.map(in_sentence)
}

/// A label as it stands within a sentence: acronyms and names, such as `Wi-Fi MAC address`, keep
/// their capitals.
fn in_sentence(label: &str) -> String {
    let mut letters = label.chars();
    let first = letters.next();
    let rest = letters.as_str();
    let next_word = rest.split_once(' ').map_or("", |(_, rest)| rest);
    let own_word = rest.split(' ').next().unwrap_or_default();
    let name = own_word.contains(char::is_uppercase) || next_word.starts_with(char::is_uppercase);
    match first {
        Some(first) if !name => first.to_lowercase().chain(rest.chars()).collect(),
        _ => label.to_owned(),
    }
}

/// From whom to whom a key travels: `from A to B`.
pub(super) fn way(catalog: &Catalog, key: &Key) -> String {
    let flows = catalog.protocol.own_flows(key).into_iter();
    flows.map(|flow| from_to(catalog, flow)).collect::<Vec<_>>().join(" and ")
}

/// From whom to whom a flow leads: `from A to B`.
pub(super) fn from_to(catalog: &Catalog, flow: &str) -> String {
    catalog.flow(flow).map_or_else(String::new, |flow| {
        format!("from {} to {}", catalog.party_name(&flow.from), catalog.party_name(&flow.to))
    })
}
