//! Two states of a protocol side by side: which messages and keys came, went or changed, and which
//! fields of the catalog that touches.
//!
//! Remarks, sources and flows are not compared: they are ours, and not the protocol.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::catalog::Catalog;
use crate::catalog::model::{FactsFile, FactsKey, FactsMessage, PlatformFacts, Presence};

use super::write::mode_name;

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Schema.
    pub schema: String,
    /// Message.
    pub message: String,
    /// Path of the key below the message. None: the message itself.
    pub key: Option<String>,
    /// What happened.
    pub change: Change,
    /// What differs, if something changed.
    pub fact: Option<&'static str>,
    /// Platform on which it differs, if it does so on one.
    pub platform: Option<String>,
    /// Condition that differs, if it is one.
    pub condition: Option<String>,
    /// Old value; none if there was none.
    pub old: Option<String>,
    /// New value; none if there is none.
    pub new: Option<String>,
    /// Ids of the fields of the catalog that stand for the key or lie in it.
    pub fields: Vec<String>,
    /// Ids of the documents that disclose the flows of those fields.
    pub documents: Vec<String>,
}

/// What happened to a message or key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is still there, and differs.
    Changed,
}

/// Compares two states. Several files may add to one schema.
pub fn compare<'f>(
    catalog: &Catalog,
    old: impl IntoIterator<Item = &'f FactsFile>,
    new: impl IntoIterator<Item = &'f FactsFile>,
) -> Vec<Difference> {
    let (old, new) = (State::of(old), State::of(new));
    let mut differences = Vec::new();
    let ids: BTreeSet<&MessageId<'_>> = old.messages.keys().chain(new.messages.keys()).collect();
    for id in ids {
        let mut out = Collector { id, key: None, out: &mut differences };
        match (old.messages.get(id), new.messages.get(id)) {
            (Some(old), Some(new)) => compare_messages(old, new, &mut out),
            (Some(_), None) => out.push(Change::Removed, None, None, None),
            (None, _) => out.push(Change::Added, None, None, None),
        }
    }
    for difference in &mut differences {
        touch(catalog, difference);
    }
    differences
}

/// Schema and message.
type MessageId<'f> = (&'f str, &'f str);

/// The files of a state, by message.
#[derive(Default)]
struct State<'f> {
    messages: BTreeMap<MessageId<'f>, Message<'f>>,
}

/// A message as all files together have it.
#[derive(Default)]
struct Message<'f> {
    on: BTreeMap<&'f str, Option<&'f PlatformFacts>>,
    /// By path and half. The same key may be in both halves with different facts.
    keys: BTreeMap<String, BTreeMap<&'static str, &'f FactsKey>>,
}

impl<'f> State<'f> {
    fn of(files: impl IntoIterator<Item = &'f FactsFile>) -> Self {
        let mut state = State::default();
        for file in files {
            for message in &file.messages {
                let id = (file.schema.as_str(), message.id.as_str());
                state.messages.entry(id).or_default().add(message);
            }
        }
        state
    }
}

impl<'f> Message<'f> {
    fn add(&mut self, message: &'f FactsMessage) {
        self.on.extend(platforms(&message.on, &message.absent));
        for (half, keys) in [
            ("request", &message.request),
            ("response", &message.response),
            ("both", &message.both),
        ] {
            self.add_keys("", half, keys);
        }
    }

    fn add_keys(&mut self, prefix: &str, half: &'static str, keys: &'f [FactsKey]) {
        for key in keys {
            let path = format!("{prefix}{}", *key.key);
            self.add_keys(&format!("{path}/"), half, &key.members);
            self.keys.entry(path).or_default().entry(half).or_insert(key);
        }
    }
}

/// Every platform that is spoken of; none where it is absent.
fn platforms<'f>(
    on: &'f BTreeMap<String, PlatformFacts>,
    absent: &'f [String],
) -> BTreeMap<&'f str, Option<&'f PlatformFacts>> {
    let present = on.iter().map(|(platform, facts)| (platform.as_str(), Some(facts)));
    present.chain(absent.iter().map(|platform| (platform.as_str(), None))).collect()
}

/// Takes differences of one message or key.
struct Collector<'a, 'f> {
    id: &'a MessageId<'f>,
    key: Option<&'a str>,
    out: &'a mut Vec<Difference>,
}

impl Collector<'_, '_> {
    fn push(
        &mut self,
        change: Change,
        fact: Option<&'static str>,
        old: Option<String>,
        new: Option<String>,
    ) {
        self.out.push(Difference {
            schema: self.id.0.to_owned(),
            message: self.id.1.to_owned(),
            key: self.key.map(str::to_owned),
            change,
            fact,
            platform: None,
            condition: None,
            old,
            new,
            fields: Vec::new(),
            documents: Vec::new(),
        });
    }

    /// A fact with its old and new value, if they differ.
    fn fact(&mut self, fact: &'static str, old: Option<&str>, new: Option<&str>) {
        if old != new {
            let owned = |text: Option<&str>| text.map(str::to_owned);
            self.push(Change::Changed, Some(fact), owned(old), owned(new));
        }
    }

    /// The same, on one platform and perhaps under one condition.
    fn platform_fact(
        &mut self,
        fact: &'static str,
        platform: &str,
        condition: Option<&str>,
        values: (Option<&str>, Option<&str>),
    ) {
        let before = self.out.len();
        self.fact(fact, values.0, values.1);
        for difference in &mut self.out[before..] {
            difference.platform = Some(platform.to_owned());
            difference.condition = condition.map(str::to_owned);
        }
    }
}

fn compare_messages(old: &Message<'_>, new: &Message<'_>, out: &mut Collector<'_, '_>) {
    compare_platforms(&old.on, &new.on, out);
    let none = BTreeMap::new();
    let paths: BTreeSet<&String> = old.keys.keys().chain(new.keys.keys()).collect();
    for path in paths {
        let mut out = Collector { id: out.id, key: Some(path), out: out.out };
        let halves = |message: &'_ Message<'_>| -> Vec<&'static str> {
            message.keys.get(path).unwrap_or(&none).keys().copied().collect()
        };
        match (halves(old).as_slice(), halves(new).as_slice()) {
            ([before], [after]) => {
                out.fact("half", Some(before), Some(after));
                compare_keys(old.keys[path][before], new.keys[path][after], &mut out);
            }
            (before, after) => compare_halves((old, new), path, (before, after), &mut out),
        }
    }
}

/// A key that is new, gone, or in both halves with facts of its own.
fn compare_halves(
    (old, new): (&Message<'_>, &Message<'_>),
    path: &str,
    (before, after): (&[&'static str], &[&'static str]),
    out: &mut Collector<'_, '_>,
) {
    let halves: BTreeSet<&&str> = before.iter().chain(after).collect();
    for half in halves {
        match (before.contains(half), after.contains(half)) {
            (true, true) => compare_keys(old.keys[path][*half], new.keys[path][*half], out),
            (true, false) => {
                out.push(Change::Removed, Some("half"), Some((*half).to_owned()), None);
            }
            _ => out.push(Change::Added, Some("half"), None, Some((*half).to_owned())),
        }
    }
}

fn compare_keys(old: &FactsKey, new: &FactsKey, out: &mut Collector<'_, '_>) {
    out.fact("type", old.type_.as_deref(), new.type_.as_deref());
    out.fact("presence", old.presence.map(presence), new.presence.map(presence));
    let values = |key: &FactsKey| (!key.values.is_empty()).then(|| key.values.join(", "));
    out.fact("values", values(old).as_deref(), values(new).as_deref());
    out.fact("range", old.range.as_deref(), new.range.as_deref());
    let of = |key: &FactsKey| key.of.as_ref().map(ToString::to_string);
    out.fact("of", of(old).as_deref(), of(new).as_deref());
    out.fact("since", old.since.as_deref(), new.since.as_deref());
    compare_platforms(&platforms(&old.on, &old.absent), &platforms(&new.on, &new.absent), out);
}

fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::Required => "required",
        Presence::Optional => "optional",
    }
}

type Platforms<'f> = BTreeMap<&'f str, Option<&'f PlatformFacts>>;

fn compare_platforms(old: &Platforms<'_>, new: &Platforms<'_>, out: &mut Collector<'_, '_>) {
    let names: BTreeSet<&&str> = old.keys().chain(new.keys()).collect();
    let nothing = PlatformFacts::default();
    for name in names {
        // A platform of which nothing is said is like what holds the key: neither present nor
        // absent of its own.
        let state = |all: &Platforms<'_>| match all.get(*name) {
            Some(Some(_)) => Some("present"),
            Some(None) => Some("absent"),
            None => None,
        };
        let (before, after) = (state(old), state(new));
        let said = |state: Option<&str>| state.is_none_or(|state| state == "present");
        let whole_message = out.key.is_none();
        if before != after && (whole_message || !said(before) || !said(after)) {
            out.platform_fact("platform", name, None, (before, after));
        }
        let facts = |all: &Platforms<'_>| {
            all.get(*name).copied().flatten().cloned().unwrap_or_else(|| nothing.clone())
        };
        compare_facts(&facts(old), &facts(new), name, out);
    }
}

fn compare_facts(
    old: &PlatformFacts,
    new: &PlatformFacts,
    platform: &str,
    out: &mut Collector<'_, '_>,
) {
    for (fact, old, new) in [
        ("since", &old.since, &new.since),
        ("deprecated", &old.deprecated, &new.deprecated),
        ("until", &old.until, &new.until),
        ("right", &old.right, &new.right),
    ] {
        out.platform_fact(fact, platform, None, (old.as_deref(), new.as_deref()));
    }
    let conditions: BTreeSet<&String> = old.when.keys().chain(new.when.keys()).collect();
    for condition in conditions {
        let mode = |facts: &PlatformFacts| facts.when.get(condition).copied().map(mode_name);
        out.platform_fact("when", platform, Some(condition), (mode(old), mode(new)));
    }
}

/// Names the fields that stand for the key or lie in it, and the documents of their flows.
fn touch(catalog: &Catalog, difference: &mut Difference) {
    let mut path = format!("{}/{}", difference.schema, difference.message);
    if let Some(key) = &difference.key {
        path = format!("{path}/{key}");
    }
    let mut flows = BTreeSet::new();
    for field in &catalog.fields {
        let below = field.protocol.as_deref().and_then(|protocol| protocol.strip_prefix(&path));
        if below.is_some_and(|below| below.is_empty() || below.starts_with('/')) {
            difference.fields.push(field.id.clone());
            flows.insert(field.flow.as_str());
        }
    }
    difference.documents = catalog
        .documents
        .iter()
        .filter(|document| flows.contains(document.flow.as_str()))
        .map(|document| document.id.clone())
        .collect();
}

#[cfg(test)]
mod tests;
