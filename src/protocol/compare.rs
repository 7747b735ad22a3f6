//! Two states of a protocol side by side: which messages and keys came, went or changed, and which
//! fields of the catalog that touches.
//!
//! Remarks, sources and flows are not compared: they are ours, and not the protocol.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::catalog::Catalog;
use crate::catalog::model::{FactsFile, FactsKey, PlatformFacts, Presence};

use super::write::mode_name;

mod rename;
mod state;

use rename::{Move, moves};
use state::{Halves, Message, MessageId, State};

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
    /// Half of the exchange in which the key travels: `request`, `response` or `both`.
    pub half: Option<&'static str>,
    /// From whom to whom the key travels. Empty where no flow of the catalog has it.
    pub travels: Vec<Way>,
    /// What differs, if something changed.
    pub fact: Option<&'static str>,
    /// Platform on which it differs, if it does so on one.
    pub platform: Option<String>,
    /// Condition that differs, if it is one.
    pub condition: Option<String>,
    /// Old value, or the old path of a renamed key; none if there was none.
    pub old: Option<String>,
    /// New value, or the new path of a renamed key; none if there is none.
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
    /// It is there under another name: a key of the same facts and nearly the same name came in the
    /// same place as it went.
    Renamed,
    /// It is still there, and differs.
    Changed,
}

/// A direction of the catalog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Way {
    /// Id of the flow.
    pub flow: String,
    /// Name of the party that sends.
    pub from: String,
    /// Name of the party that receives.
    pub to: String,
}

/// Compares two states. Several files may add to one schema.
pub fn compare<'f>(
    catalog: &Catalog,
    old: impl IntoIterator<Item = &'f FactsFile>,
    new: impl IntoIterator<Item = &'f FactsFile>,
) -> Vec<Difference> {
    let (old, new) = (State::of(old), State::of(new));
    let nothing = Message::default();
    let mut differences = Vec::new();
    let ids: BTreeSet<&MessageId<'_>> = old.messages.keys().chain(new.messages.keys()).collect();
    for id in ids {
        let (before, after) = (old.messages.get(id), new.messages.get(id));
        let mut out = Collector { id, key: None, half: None, out: &mut differences };
        match (before, after) {
            (Some(_), None) => out.push(Change::Removed, None, None, None),
            (None, _) => out.push(Change::Added, None, None, None),
            _ => {}
        }
        let start = out.out.len();
        let both = before.is_some() && after.is_some();
        let (before, after) = (before.unwrap_or(&nothing), after.unwrap_or(&nothing));
        if both {
            compare_platforms(&before.on, &after.on, &mut out);
        }
        compare_all_keys(before, after, &mut out);
        for difference in &mut differences[start..] {
            let of = if difference.change == Change::Removed { before } else { after };
            difference.travels = ways(catalog, of, difference.half);
        }
    }
    for difference in &mut differences {
        touch(catalog, difference);
    }
    differences
}

fn ways(catalog: &Catalog, message: &Message<'_>, half: Option<&str>) -> Vec<Way> {
    let flows = half.into_iter().flat_map(|half| message.flows_of(half));
    let known = flows.filter_map(|id| catalog.flow(id));
    let way = |flow: &crate::catalog::Flow| Way {
        flow: flow.id.clone(),
        from: catalog.party_name(&flow.from).to_owned(),
        to: catalog.party_name(&flow.to).to_owned(),
    };
    known.map(way).collect()
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
    half: Option<&'static str>,
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
            half: self.half,
            travels: Vec::new(),
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

/// Every key under its newest name, beside what it was.
fn compare_all_keys(old: &Message<'_>, new: &Message<'_>, out: &mut Collector<'_, '_>) {
    let none = Halves::new();
    let moved = moves(&old.keys, &new.keys);
    let former: BTreeMap<&str, &Move> = moved.iter().map(|m| (m.to.as_str(), m)).collect();
    let gone = |path: &&String| !moved.iter().any(|m| m.from == **path);
    let paths: BTreeSet<&String> = old.keys.keys().filter(gone).chain(new.keys.keys()).collect();
    for path in paths {
        let own = former.get(path.as_str());
        let before = own.map_or(path, |own| &own.from);
        let (before, after) =
            (old.keys.get(before).unwrap_or(&none), new.keys.get(path).unwrap_or(&none));
        let mut out = Collector { id: out.id, key: Some(path), half: None, out: out.out };
        if let Some(own) = own.filter(|own| own.renamed) {
            out.half = after.keys().next().copied();
            out.push(Change::Renamed, None, Some(own.from.clone()), Some(own.to.clone()));
        }
        compare_halves(before, after, &mut out);
    }
}

/// A key in one half, or in both with facts of its own in each.
fn compare_halves(before: &Halves<'_>, after: &Halves<'_>, out: &mut Collector<'_, '_>) {
    if let (1, 1) = (before.len(), after.len()) {
        for ((old_half, old), (new_half, new)) in before.iter().zip(after) {
            out.half = Some(new_half);
            out.fact("half", Some(old_half), Some(new_half));
            compare_keys(old, new, out);
        }
        return;
    }
    let halves: BTreeSet<&&'static str> = before.keys().chain(after.keys()).collect();
    for half in halves {
        out.half = Some(half);
        let named = || Some((*half).to_owned());
        match (before.get(half), after.get(half)) {
            (Some(old), Some(new)) => compare_keys(old, new, out),
            (Some(_), None) => out.push(Change::Removed, Some("half"), named(), None),
            (None, _) => out.push(Change::Added, Some("half"), None, named()),
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
    let message = format!("{}/{}", difference.schema, difference.message);
    // The catalog may name a renamed key by either name.
    let former = difference.old.as_ref().filter(|_| difference.change == Change::Renamed);
    let mut paths: Vec<String> =
        difference.key.iter().chain(former).map(|key| format!("{message}/{key}")).collect();
    if paths.is_empty() {
        paths.push(message);
    }
    let mut flows = BTreeSet::new();
    for field in &catalog.fields {
        let is_at = |protocol: &str| {
            let mut below = paths.iter().filter_map(|path| protocol.strip_prefix(path.as_str()));
            below.any(|below| below.is_empty() || below.starts_with('/'))
        };
        let mut named = field.protocol.iter().chain(&field.other_protocol);
        if named.any(|path| is_at(path)) {
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
