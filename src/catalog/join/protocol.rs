//! From files of facts to the joined [`Protocol`].

use std::collections::BTreeMap;

use crate::catalog::data_types::DataTypes;
use crate::catalog::model::{
    CorrectionEntry, FactsFile, FactsKey, FactsMessage, PlatformFacts, ProtocolFile,
};
use crate::catalog::protocol::{
    Carried, Condition, Enrolment, Key, KeyIx, Protocol, ProtocolMessage, Schema, Source,
    Succession,
};
use crate::catalog::{Origin, RawCatalog, RawFile};

/// Puts what a text says on top of the facts of a key.
fn correct(protocol: &mut Protocol, entry: &CorrectionEntry) {
    let Some(ix) = protocol.key_at(&entry.key) else { return };
    let key = &mut protocol.keys[ix.0];
    key.presence = entry.presence.or(key.presence);
    key.platforms = resolve(&key.platforms, &entry.on, &[]);
    key.confidence = key.confidence.min(entry.confidence);
    key.note = Some(match key.note.take() {
        Some(note) => format!("{note} {}", entry.note),
        None => entry.note.clone(),
    });
}

/// Word that lifts the need for an access right.
const NO_RIGHT: &str = "none";

/// Joins all facts of a catalog.
pub(in crate::catalog) fn join(raw: &RawCatalog) -> Protocol {
    let mut protocol = Protocol::default();
    for file in &raw.protocol {
        add_head(&mut protocol, &file.value);
    }
    for file in &raw.facts {
        add_schema(&mut protocol, &file.value);
        protocol.sources.push(Source { path: file.path.clone(), facts: file.value.source.clone() });
    }
    // All messages before any key, because a key may name a message that comes later.
    for (source, file) in raw.facts.iter().enumerate() {
        for entry in &file.value.messages {
            add_message(&mut protocol, file, source, entry);
        }
    }
    let data_types = DataTypes::collect(raw);
    for (source, file) in raw.facts.iter().enumerate() {
        for entry in &file.value.messages {
            let place = Place { file, message: entry, source, data_types: &data_types };
            add_keys_of(&mut protocol, &place);
        }
        add_relations(&mut protocol, file);
    }
    for entry in raw.facts.iter().flat_map(|file| &file.value.corrections) {
        correct(&mut protocol, entry);
    }
    protocol
}

fn add_head(protocol: &mut Protocol, file: &ProtocolFile) {
    protocol.conditions.extend(file.conditions.iter().map(|c| Condition {
        id: c.id.to_string(),
        label: c.label.clone(),
        kind: c.kind,
        words: c.words.clone(),
    }));
    protocol.enrolments.extend(file.enrolments.iter().map(|e| Enrolment {
        id: e.id.to_string(),
        label: e.label.clone(),
        in_effect: e.in_effect.iter().map(ToString::to_string).collect(),
        platforms: e.platforms.clone(),
    }));
    protocol.right_words.extend(file.right_words.clone());
}

/// Adds the schema of a file, or what this file says more of it.
fn add_schema(protocol: &mut Protocol, file: &FactsFile) {
    let text = |value: &Option<crate::catalog::located::Located<String>>| {
        value.as_ref().map(ToString::to_string)
    };
    let known = protocol.schemas.iter_mut().find(|s| s.id == *file.schema);
    let Some(schema) = known else {
        protocol.schemas.push(Schema {
            id: file.schema.to_string(),
            service: file.service.to_string(),
            request: text(&file.flows.request),
            response: text(&file.flows.response),
            superseded_by: text(&file.superseded_by),
            incomplete: file.source.incomplete,
        });
        return;
    };
    schema.incomplete |= file.source.incomplete;
    schema.request = schema.request.take().or(text(&file.flows.request));
    schema.response = schema.response.take().or(text(&file.flows.response));
    schema.superseded_by = schema.superseded_by.take().or(text(&file.superseded_by));
}

fn add_message(
    protocol: &mut Protocol,
    file: &RawFile<FactsFile>,
    source: usize,
    entry: &FactsMessage,
) {
    let path = format!("{}/{}", *file.value.schema, *entry.id);
    if protocol.message_at(&path).is_some() {
        return;
    }
    let schema = protocol.schemas.iter().position(|s| s.id == *file.value.schema);
    protocol.messages.push(ProtocolMessage {
        path,
        schema: schema.unwrap_or_default(),
        name: entry.id.to_string(),
        label: entry.label.clone(),
        platforms: resolve(&BTreeMap::new(), &entry.on, &entry.absent),
        file: entry.file.clone(),
        commit: commit_of(&file.value, entry),
        source,
        note: entry.note.clone(),
        origin: Origin { path: file.path.clone(), range: entry.id.range() },
    });
}

/// The commit of the file that a message is read from.
fn commit_of(file: &FactsFile, message: &FactsMessage) -> Option<String> {
    message.commit.clone().or_else(|| file.source.commit.clone())
}

/// What keys of one message of one file have in common.
struct Place<'a> {
    file: &'a RawFile<FactsFile>,
    message: &'a FactsMessage,
    source: usize,
    data_types: &'a DataTypes<'a>,
}

/// What holds a key.
struct Holder<'a> {
    path: &'a str,
    message: usize,
    parent: Option<KeyIx>,
    halves: (bool, bool),
    platforms: &'a BTreeMap<String, Option<PlatformFacts>>,
}

fn add_keys_of(protocol: &mut Protocol, place: &Place<'_>) {
    let entry = place.message;
    let path = format!("{}/{}", *place.file.value.schema, *entry.id);
    let Some(message) = protocol.message_at(&path) else { return };
    let platforms = protocol.messages[message].platforms.clone();
    let halves = [
        ((true, false), &entry.request),
        ((false, true), &entry.response),
        ((true, true), &entry.both),
    ];
    for (halves, keys) in halves {
        let holder = Holder { path: &path, message, parent: None, halves, platforms: &platforms };
        keys.iter().for_each(|key| add_key(protocol, place, &holder, key));
    }
}

/// Adds a key and those inside it. A key that is known already, from the other half of the
/// message, travels in both.
fn add_key(protocol: &mut Protocol, place: &Place<'_>, holder: &Holder<'_>, entry: &FactsKey) {
    let path = format!("{}/{}", holder.path, *entry.key);
    let platforms = resolve(holder.platforms, &entry.on, &entry.absent);
    let ix = match protocol.key_at(&path) {
        Some(ix) => {
            let key = &mut protocol.keys[ix.0];
            key.in_request |= holder.halves.0;
            key.in_response |= holder.halves.1;
            ix
        }
        None => {
            let key = new_key(protocol, place, holder, entry, &path, &platforms);
            protocol.add(key)
        }
    };
    let inside = Holder {
        path: &path,
        message: holder.message,
        parent: Some(ix),
        halves: holder.halves,
        platforms: &platforms,
    };
    entry.members.iter().for_each(|member| add_key(protocol, place, &inside, member));
}

fn new_key(
    protocol: &Protocol,
    place: &Place<'_>,
    holder: &Holder<'_>,
    entry: &FactsKey,
    path: &str,
    platforms: &BTreeMap<String, Option<PlatformFacts>>,
) -> Key {
    let confidence = place.file.value.source.confidence;
    let of = entry.of.as_ref().map(|of| format!("{}/{}", *place.file.value.schema, **of));
    Key {
        path: path.to_owned(),
        name: entry.key.to_string(),
        label: entry.label.clone(),
        message: holder.message,
        parent: holder.parent,
        in_request: holder.halves.0,
        in_response: holder.halves.1,
        type_: entry.type_.clone(),
        presence: entry.presence,
        values: entry.values.clone(),
        range: entry.range.clone(),
        of: of.and_then(|path| protocol.message_at(&path)),
        since: entry.since.clone(),
        platforms: platforms.clone(),
        confidence: entry.confidence.map_or(confidence, |own| own.min(confidence)),
        source: place.source,
        file: place.message.file.clone(),
        commit: commit_of(&place.file.value, place.message),
        data_type: place.data_types.of(path).map(|term| term.id.to_string()),
        note: entry.note.clone(),
        origin: Origin { path: place.file.path.clone(), range: entry.key.range() },
    }
}

/// Conditions by platform: those of what holds the entry, with its own on top.
fn resolve(
    outer: &BTreeMap<String, Option<PlatformFacts>>,
    on: &BTreeMap<String, PlatformFacts>,
    absent: &[String],
) -> BTreeMap<String, Option<PlatformFacts>> {
    let mut all = outer.clone();
    for (platform, own) in on {
        let mut facts = all.get(platform).cloned().flatten().unwrap_or_default();
        facts.since = own.since.clone().or(facts.since);
        facts.deprecated = own.deprecated.clone().or(facts.deprecated);
        facts.until = own.until.clone().or(facts.until);
        facts.right = own.right.clone().or(facts.right).filter(|right| right != NO_RIGHT);
        facts.when.extend(own.when.clone());
        all.insert(platform.clone(), Some(facts));
    }
    all.extend(absent.iter().map(|platform| (platform.clone(), None)));
    all
}

fn add_relations(protocol: &mut Protocol, file: &RawFile<FactsFile>) {
    let origin = |range| Origin { path: file.path.clone(), range };
    protocol.carried.extend(file.value.carried.iter().map(|entry| Carried {
        datum: entry.datum.to_string(),
        by: entry.by.to_string(),
        confidence: entry.confidence,
        note: entry.note.clone(),
        origin: origin(entry.datum.range()),
    }));
    protocol.succession.extend(file.value.succession.iter().map(|entry| Succession {
        from: entry.from.to_string(),
        to: entry.to.to_string(),
        keys: entry.keys.iter().map(|k| (k.from.to_string(), k.to.to_string(), k.change)).collect(),
        origin: origin(entry.from.range()),
    }));
}
