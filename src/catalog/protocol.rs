//! The joined protocol facts: every key with its path, its flows and its conditions resolved.

use std::collections::{BTreeMap, BTreeSet};

use super::Origin;
use super::model::{
    ConditionKind, Confidence, FactsSource, KeyChange, Mode, PlatformFacts, Presence,
};
use serde::{Deserialize, Serialize};

/// Number of a key in [`Protocol::keys`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub struct KeyIx(pub usize);

/// A vendor's published protocol. Empty if the catalog has none.
#[derive(Debug, Default, Deserialize, Serialize)]
pub struct Protocol {
    /// Circumstances on which it depends whether a key is sent.
    pub conditions: Vec<Condition>,
    /// Ways in which a device comes under management.
    pub enrolments: Vec<Enrolment>,
    /// Words by which a page would state that an access right is needed.
    pub right_words: BTreeMap<String, Vec<String>>,
    /// Where the facts come from, one entry per file.
    pub sources: Vec<Source>,
    /// The schemas, in the order of their first file.
    pub schemas: Vec<Schema>,
    /// The messages, in the order of the files.
    pub messages: Vec<ProtocolMessage>,
    /// The keys, each after the one that holds it.
    pub keys: Vec<Key>,
    /// Data that travel inside other keys.
    pub carried: Vec<Carried>,
    /// What became of messages of older schemas.
    pub succession: Vec<Succession>,
    /// The keys by their paths.
    by_path: Vec<KeyIx>,
    /// The keys of each message, each after the one that holds it.
    by_message: Vec<Vec<KeyIx>>,
    /// The messages that keys hold.
    parts: BTreeSet<usize>,
}

/// A circumstance.
#[derive(Debug, Deserialize, Serialize)]
pub struct Condition {
    /// Id, used in `when`.
    pub id: String,
    /// Name for people.
    pub label: String,
    /// What it is a property of.
    pub kind: ConditionKind,
    /// Words by which a page would state it.
    pub words: Vec<String>,
}

/// A way in which a device comes under management.
#[derive(Debug, Deserialize, Serialize)]
pub struct Enrolment {
    /// Id.
    pub id: String,
    /// Name for people.
    pub label: String,
    /// Ids of the conditions in effect.
    pub in_effect: Vec<String>,
    /// Platforms on which it exists.
    pub platforms: Vec<String>,
}

/// A file of facts and where they come from.
#[derive(Debug, Deserialize, Serialize)]
pub struct Source {
    /// Path below the catalog folder.
    pub path: String,
    /// Where the facts come from.
    pub facts: FactsSource,
}

/// A schema: messages of one interface.
#[derive(Debug, Deserialize, Serialize)]
pub struct Schema {
    /// Id, first segment of key paths.
    pub id: String,
    /// Service of the catalog.
    pub service: String,
    /// Flow of requests.
    pub request: Option<String>,
    /// Flow of responses.
    pub response: Option<String>,
    /// Id of the schema that takes its place.
    pub superseded_by: Option<String>,
    /// Whether one of its sources says of itself that it lacks something.
    pub incomplete: bool,
}

/// A message of the protocol.
#[derive(Debug, Deserialize, Serialize)]
pub struct ProtocolMessage {
    /// `schema/message`.
    pub path: String,
    /// Index into [`Protocol::schemas`].
    pub schema: usize,
    /// Wire name.
    pub name: String,
    /// What sentences call it where that is no name on the wire.
    pub label: Option<String>,
    /// Conditions by platform; `None` where the platform does not have it. Empty: the message
    /// does not depend on platforms.
    pub platforms: BTreeMap<String, Option<PlatformFacts>>,
    /// File below the source.
    pub file: Option<String>,
    /// Commit that holds the file, if the source is a repository.
    pub commit: Option<String>,
    /// Index into [`Protocol::sources`], of the first file that declares it.
    pub source: usize,
    /// What to know about it.
    pub note: Option<String>,
    /// Where it is declared.
    pub origin: Origin,
}

/// A key of a message.
#[derive(Debug, Deserialize, Serialize)]
pub struct Key {
    /// `schema/message/key`, with further segments for keys inside keys.
    pub path: String,
    /// Wire name.
    pub name: String,
    /// What sentences call it where that is no name on the wire.
    pub label: Option<String>,
    /// Index into [`Protocol::messages`].
    pub message: usize,
    /// The key that holds it.
    pub parent: Option<KeyIx>,
    /// Whether requests have it.
    pub in_request: bool,
    /// Whether responses have it.
    pub in_response: bool,
    /// Type, in the source's terms.
    pub type_: Option<String>,
    /// Whether it is always sent.
    pub presence: Option<Presence>,
    /// Allowed values.
    pub values: Vec<String>,
    /// Bounds.
    pub range: Option<String>,
    /// Index of the message whose keys its value or its elements hold.
    pub of: Option<usize>,
    /// Revision of the interface that brought it.
    pub since: Option<String>,
    /// Conditions by platform, with those of what holds the key.
    pub platforms: BTreeMap<String, Option<PlatformFacts>>,
    /// How sure it is.
    pub confidence: Confidence,
    /// Index into [`Protocol::sources`].
    pub source: usize,
    /// File below the source that holds it.
    pub file: Option<String>,
    /// Commit that holds the file, if the source is a repository.
    pub commit: Option<String>,
    /// Id of its data type in the vocabulary.
    pub data_type: Option<String>,
    /// What to know about it.
    pub note: Option<String>,
    /// Where it is declared.
    pub origin: Origin,
}

/// A datum that travels inside the value of another key.
#[derive(Debug, Deserialize, Serialize)]
pub struct Carried {
    /// Path of the key whose datum it is.
    pub datum: String,
    /// Path of the key whose value holds it.
    pub by: String,
    /// How sure that is.
    pub confidence: Confidence,
    /// In what form.
    pub note: String,
    /// Where it is declared.
    pub origin: Origin,
}

/// What became of a message of an older schema.
#[derive(Debug, Deserialize, Serialize)]
pub struct Succession {
    /// Path of the older message.
    pub from: String,
    /// Path of the newer message.
    pub to: String,
    /// Keys that are not the same under the same name, by their paths below the messages.
    pub keys: Vec<(String, String, KeyChange)>,
    /// Where it is declared.
    pub origin: Origin,
}

impl Protocol {
    /// Whether there are no facts to compare with.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The key with this number.
    pub fn key(&self, ix: KeyIx) -> &Key {
        &self.keys[ix.0]
    }

    /// Number of the key with this path.
    pub fn key_at(&self, path: &str) -> Option<KeyIx> {
        let at = self.place_of(path).ok()?;
        Some(self.by_path[at])
    }

    /// Adds a key whose path is new.
    pub(super) fn add(&mut self, key: Key) -> KeyIx {
        let ix = KeyIx(self.keys.len());
        let at = self.place_of(&key.path).unwrap_or_else(|at| at);
        self.by_path.insert(at, ix);
        if self.by_message.len() <= key.message {
            self.by_message.resize(key.message + 1, Vec::new());
        }
        self.by_message[key.message].push(ix);
        self.parts.extend(key.of);
        self.keys.push(key);
        ix
    }

    fn place_of(&self, path: &str) -> Result<usize, usize> {
        self.by_path.binary_search_by(|ix| self.keys[ix.0].path.as_str().cmp(path))
    }

    /// The message of a key.
    pub fn message_of(&self, key: &Key) -> &ProtocolMessage {
        &self.messages[key.message]
    }

    /// The schema of a key.
    pub fn schema_of(&self, key: &Key) -> &Schema {
        &self.schemas[self.message_of(key).schema]
    }

    /// Index of the message with this path.
    pub fn message_at(&self, path: &str) -> Option<usize> {
        self.messages.iter().position(|m| m.path == path)
    }

    /// Numbers of the keys of a message, each after the one that holds it.
    pub fn keys_of(&self, message: usize) -> impl Iterator<Item = KeyIx> + '_ {
        self.by_message.get(message).into_iter().flatten().copied()
    }

    /// Whether a message is only a part of others: an object that their keys hold.
    pub fn is_part(&self, message: usize) -> bool {
        self.parts.contains(&message)
    }

    /// Flows in which a key itself travels.
    pub fn own_flows(&self, key: &Key) -> Vec<&str> {
        let schema = self.schema_of(key);
        let halves = [(key.in_request, &schema.request), (key.in_response, &schema.response)];
        halves.into_iter().filter(|(has, _)| *has).filter_map(|(_, flow)| flow.as_deref()).collect()
    }

    /// Flows in which the datum of a key travels, by itself or inside another key.
    pub fn flows<'a>(&'a self, key: &'a Key) -> Vec<&'a str> {
        let mut flows = self.own_flows(key);
        for (_, carrier) in self.carriers(key) {
            flows.extend(self.own_flows(carrier));
        }
        flows.sort_unstable();
        flows.dedup();
        flows
    }

    /// Keys whose values hold the datum of this key.
    pub fn carriers(&self, key: &Key) -> impl Iterator<Item = (&Carried, &Key)> {
        let entries = self.carried.iter().filter(|entry| entry.datum == key.path);
        entries.filter_map(|entry| Some((entry, self.key(self.key_at(&entry.by)?))))
    }

    /// The path of a key below its message.
    pub fn path_below<'a>(&self, key: &'a Key) -> &'a str {
        key.path[self.message_of(key).path.len()..].trim_start_matches('/')
    }

    /// The condition with this id.
    pub fn condition(&self, id: &str) -> Option<&Condition> {
        self.conditions.iter().find(|condition| condition.id == id)
    }
}

impl Enrolment {
    /// What a set of circumstances means under this enrolment: the first that keeps the datum
    /// back, with its mode. Conditions of the channel never do.
    pub fn obstacle<'a>(
        &self,
        when: &'a BTreeMap<String, Mode>,
        conditions: &[Condition],
    ) -> Option<(&'a str, Mode)> {
        let of_enrolment =
            |id: &str| conditions.iter().any(|c| c.id == id && c.kind == ConditionKind::Enrolment);
        let blocking = |id: &str, mode: Mode| {
            let in_effect = self.in_effect.iter().any(|own| own == id);
            match mode {
                Mode::Forbidden => in_effect,
                Mode::Required => !in_effect,
                Mode::Allowed | Mode::Ignored => false,
            }
        };
        when.iter()
            .map(|(id, mode)| (id.as_str(), *mode))
            .find(|(id, mode)| of_enrolment(id) && blocking(id, *mode))
    }
}
