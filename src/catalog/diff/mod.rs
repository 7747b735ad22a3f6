//! What differs between two states of a catalog: fields, controlled terms, parties, messages,
//! promises and so on that came in, went out, have another id or are described otherwise.
//!
//! A [`State`] is plain text by kind, id and attribute. It can be kept with a report and compared
//! with a later one by another version of the program: what one of the two does not record is not
//! compared.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

mod rename;
mod state;

use rename::Renames;
pub use state::state;

/// The kinds of things that are compared, in the order of a report.
pub const KINDS: [&str; 16] = [
    "field",
    "purpose",
    "category",
    "verdict",
    "subject",
    "sensitivity",
    "party",
    "data-origin",
    "flow",
    "service",
    "message",
    "document",
    "statement",
    "data-type",
    "vocabulary",
    "catalog",
];

/// The kinds in the order in which they are compared: a thing may have another id only because
/// what holds it has.
const HOLDERS_FIRST: [&str; 4] = ["flow", "service", "message", "field"];

/// Attributes in the order of a report, as far as it matters; the others follow by name.
const FIRST: [&str; 13] = [
    "label",
    "personal",
    "personal_if",
    "category",
    "sensitivity",
    "identifies",
    "subject",
    "purpose_code",
    "purpose",
    "verdict",
    "expected",
    "protocol",
    "role",
];

/// What has become of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// Only the second state has it.
    New,
    /// Only the first state has it.
    Gone,
    /// Both have it, under two ids.
    Renamed,
    /// Both have it and describe it differently.
    Changed,
}

impl Change {
    /// All, in the order of a sum.
    pub const ALL: [Change; 4] = [Change::New, Change::Gone, Change::Renamed, Change::Changed];

    /// As in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Change::New => "new",
            Change::Gone => "gone",
            Change::Renamed => "renamed",
            Change::Changed => "changed",
        }
    }
}

/// A thing that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// One of [`KINDS`].
    pub kind: &'static str,
    /// What has become of it.
    pub change: Change,
    /// Id, that of the second state if it has one.
    pub id: String,
    /// Id in the first state, if it had another.
    pub was: Option<String>,
    /// Name, that of the second state if it has one.
    pub label: String,
    /// What is described otherwise. All that is known of what is new or gone.
    pub attributes: Vec<Attribute>,
}

/// A property with its two values; empty where a state gives none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Attribute {
    /// Name, as in the catalog files.
    pub name: String,
    /// In the first state.
    pub then: String,
    /// In the second state.
    pub now: String,
}

/// A thing as one state describes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thing {
    /// Name.
    pub label: String,
    /// Its other properties, by name; an empty one is known to be none.
    pub attributes: BTreeMap<String, String>,
}

impl Thing {
    /// A thing with these properties.
    pub fn new<const N: usize>(label: &str, attributes: [(&str, String); N]) -> Self {
        let attributes = attributes.into_iter().map(|(name, value)| (name.to_owned(), value));
        Thing { label: label.to_owned(), attributes: attributes.collect() }
    }
}

/// Things by id.
pub type Things = BTreeMap<String, Thing>;

/// What a catalog, and a comparison with the protocol, have at one time: things by kind. A kind
/// that is not there is not known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct State {
    kinds: BTreeMap<String, Things>,
}

impl State {
    /// Adds all things of a kind.
    pub fn insert(&mut self, kind: &str, things: Things) {
        self.kinds.insert(kind.to_owned(), things);
    }

    /// The things of a kind, if they are known.
    pub fn of(&self, kind: &str) -> Option<&Things> {
        self.kinds.get(kind)
    }
}

/// Compares two states; the entries stand by kind, then by id.
pub fn compare(then: &State, now: &State) -> Vec<Entry> {
    let others = KINDS.into_iter().filter(|kind| !HOLDERS_FIRST.contains(kind));
    let mut renames = Renames::default();
    let mut entries: Vec<Entry> = Vec::new();
    for kind in HOLDERS_FIRST.into_iter().chain(others) {
        if let (Some(then), Some(now)) = (then.of(kind), now.of(kind)) {
            entries.extend(of_kind(kind, then, now, &mut renames));
        }
    }
    let place = |entry: &Entry| KINDS.iter().position(|kind| *kind == entry.kind);
    entries.sort_by(|a, b| place(a).cmp(&place(b)).then_with(|| a.id.cmp(&b.id)));
    entries
}

/// Number of entries that this has become of.
pub fn count(entries: &[Entry], change: Change) -> usize {
    entries.iter().filter(|entry| entry.change == change).count()
}

fn of_kind(kind: &'static str, then: &Things, now: &Things, renames: &mut Renames) -> Vec<Entry> {
    let gone: Vec<(&String, &Thing)> =
        then.iter().filter(|(id, _)| !now.contains_key(*id)).collect();
    let new: Vec<(&String, &Thing)> =
        now.iter().filter(|(id, _)| !then.contains_key(*id)).collect();
    let pairs = renames.pair(kind, &gone, &new);
    let taken: BTreeSet<&String> = pairs.values().copied().collect();
    let mut entries = Vec::new();
    for (id, old) in then {
        let (change, now_id) = match pairs.get(id) {
            Some(new_id) => (Change::Renamed, *new_id),
            None => (Change::Changed, id),
        };
        let Some(new) = now.get(now_id) else {
            entries.push(entry(kind, Change::Gone, id, old, attributes(Some(old), None)));
            continue;
        };
        let mut attributes = attributes(Some(old), Some(new));
        // What its field is called or has as its id is no news of a verdict.
        attributes.retain(|attribute| kind != "verdict" || attribute.name != "label");
        if !attributes.is_empty() || (change == Change::Renamed && kind != "verdict") {
            let was = (change == Change::Renamed).then(|| id.clone());
            entries.push(Entry { was, ..entry(kind, change, now_id, new, attributes) });
        }
    }
    let came = new.into_iter().filter(|(id, _)| !taken.contains(id));
    entries.extend(
        came.map(|(id, new)| entry(kind, Change::New, id, new, attributes(None, Some(new)))),
    );
    entries
}

fn entry(
    kind: &'static str,
    change: Change,
    id: &str,
    thing: &Thing,
    attributes: Vec<Attribute>,
) -> Entry {
    Entry { kind, change, id: id.to_owned(), was: None, label: thing.label.clone(), attributes }
}

/// The properties that differ; those of a thing that has no counterpart, as far as they are given.
fn attributes(then: Option<&Thing>, now: Option<&Thing>) -> Vec<Attribute> {
    let label = match (then, now) {
        (Some(then), Some(now)) => attribute("label", Some(&then.label), Some(&now.label)),
        _ => None,
    };
    let value =
        |thing: Option<&Thing>, name: &String| thing.map(|t| t.attributes.get(name).cloned());
    let names: BTreeSet<&String> =
        then.into_iter().chain(now).flat_map(|thing| thing.attributes.keys()).collect();
    let others = names.into_iter().filter_map(|name| match (value(then, name), value(now, name)) {
        // One of the two does not record it.
        (Some(None), _) | (_, Some(None)) => None,
        (then, now) => attribute(name, then.flatten().as_deref(), now.flatten().as_deref()),
    });
    let mut attributes: Vec<Attribute> = label.into_iter().chain(others).collect();
    let rank = |a: &Attribute| FIRST.iter().position(|n| *n == a.name).unwrap_or(FIRST.len());
    attributes.sort_by_key(rank);
    attributes
}

fn attribute(name: &str, then: Option<&str>, now: Option<&str>) -> Option<Attribute> {
    let (then, now) = (then.unwrap_or_default(), now.unwrap_or_default());
    (then != now).then(|| Attribute {
        name: name.to_owned(),
        then: then.to_owned(),
        now: now.to_owned(),
    })
}

#[cfg(test)]
mod tests;
