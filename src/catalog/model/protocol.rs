//! A vendor's published protocol as facts: messages, keys, conditions.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::catalog::located::Located;

use super::ImportSource;

/// `protocol.yaml`: the conditions that protocol facts speak of, and the rules of `protocol import`.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ProtocolFile {
    /// Circumstances on which it depends whether a key is sent.
    pub conditions: Vec<ConditionEntry>,
    /// Ways in which a device comes under management, as sets of circumstances.
    pub enrolments: Vec<EnrolmentEntry>,
    /// Words by which a page would state that an access right is needed, by right.
    #[serde(default)]
    pub right_words: BTreeMap<String, Vec<String>>,
    /// Where facts are imported from.
    #[serde(default)]
    pub sources: Vec<ImportSource>,
}

/// A circumstance on which it depends whether a key is sent.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ConditionEntry {
    /// Kebab-case id, used in `when`.
    pub id: Located<String>,
    /// Name for people.
    pub label: String,
    /// Whether it is a property of the enrolment or of the channel of one message.
    pub kind: ConditionKind,
    /// Words by which a page would state the condition.
    #[serde(default)]
    pub words: Vec<String>,
}

/// What a condition is a property of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ConditionKind {
    /// Of the enrolment: it is in effect or not for the whole device.
    Enrolment,
    /// Of the message: one device sends over several channels.
    Channel,
}

/// A way in which a device comes under management.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EnrolmentEntry {
    /// Kebab-case id.
    pub id: Located<String>,
    /// Name for people.
    pub label: String,
    /// Ids of the conditions that are in effect; all others are not.
    #[serde(default)]
    pub in_effect: Vec<Located<String>>,
    /// Platforms on which it exists.
    pub platforms: Vec<String>,
}

/// `protocol/*.yaml`: facts of one schema from one source.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FactsFile {
    /// Id of the schema, first segment of every key path. Several files may add to one schema.
    pub schema: Located<String>,
    /// Service of the catalog that speaks this protocol.
    pub service: Located<String>,
    /// Where the facts come from.
    pub source: FactsSource,
    /// Flows in which requests and responses travel.
    pub flows: FactsFlows,
    /// Id of the schema that takes the place of this one.
    pub superseded_by: Option<Located<String>>,
    /// The messages.
    #[serde(default)]
    pub messages: Vec<FactsMessage>,
    /// What the source says in its text and not in its attributes.
    #[serde(default)]
    pub corrections: Vec<CorrectionEntry>,
    /// Data of one key that travel inside another.
    #[serde(default)]
    pub carried: Vec<CarriedEntry>,
    /// What became of messages in the schema that takes the place of this one.
    #[serde(default)]
    pub succession: Vec<SuccessionEntry>,
}

/// Where facts come from.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FactsSource {
    /// Name of the repository or page.
    pub name: String,
    /// Address.
    pub url: String,
    /// Licence, if one is given.
    pub licence: Option<String>,
    /// Commit, in hex, if the source is a repository. None: none holds all facts, and each message
    /// names that of its file.
    pub commit: Option<String>,
    /// Date of the commit, or on which the page was read.
    pub date: Located<String>,
    /// How sure the facts are.
    pub confidence: Confidence,
    /// Whether the source says of itself that it lacks something: that a key is not in it proves
    /// less then.
    #[serde(default)]
    pub incomplete: bool,
    /// What to know about the source.
    pub note: Option<String>,
}

/// How sure something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// Inferred, or seen in one implementation only.
    Low,
    /// Read from documentation for people, or from more than one implementation.
    Medium,
    /// Read from a schema for machines.
    High,
}

impl Confidence {
    /// `low`, `medium` or `high`.
    pub fn as_str(self) -> &'static str {
        match self {
            Confidence::Low => "low",
            Confidence::Medium => "medium",
            Confidence::High => "high",
        }
    }
}

/// Flows in which the two halves of an exchange travel.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FactsFlows {
    /// Flow of requests. None: no flow of the catalog, so that their keys are not compared.
    pub request: Option<Located<String>>,
    /// Flow of responses.
    pub response: Option<Located<String>>,
}

/// A message, or an object that messages hold.
#[derive(Debug, Default, Clone, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FactsMessage {
    /// Wire name, second segment of every key path.
    pub id: Located<String>,
    /// What sentences call it where the id is no name on the wire but ours.
    pub label: Option<String>,
    /// File below the source, if there is one.
    pub file: Option<String>,
    /// Commit of the file, in hex, if the source was put together from several.
    pub commit: Option<String>,
    /// Platforms on which it exists, with their conditions.
    #[serde(default)]
    pub on: BTreeMap<String, PlatformFacts>,
    /// Platforms on which it does not exist.
    #[serde(default)]
    pub absent: Vec<String>,
    /// Keys of the request.
    #[serde(default)]
    pub request: Vec<FactsKey>,
    /// Keys of the response.
    #[serde(default)]
    pub response: Vec<FactsKey>,
    /// Keys that travel in requests and in responses.
    #[serde(default)]
    pub both: Vec<FactsKey>,
    /// What to know about it.
    pub note: Option<String>,
}

/// A key of a message.
#[derive(Debug, Default, Clone, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FactsKey {
    /// Wire name, last segment of the key path.
    pub key: Located<String>,
    /// What sentences call it where that is no name on the wire but ours.
    pub label: Option<String>,
    /// Type as the source names it, in lower case and without brackets.
    #[serde(rename = "type")]
    pub type_: Option<String>,
    /// Whether it is always sent. None: the source does not say.
    pub presence: Option<Presence>,
    /// Allowed values.
    #[serde(default)]
    pub values: Vec<String>,
    /// Bounds of a number, `least..greatest`.
    pub range: Option<String>,
    /// Message of the same schema whose keys its value or its elements hold.
    pub of: Option<Located<String>>,
    /// Revision of the interface that brought it, in the source's terms.
    pub since: Option<String>,
    /// Conditions by platform, where they differ from those of what holds the key.
    #[serde(default)]
    pub on: BTreeMap<String, PlatformFacts>,
    /// Platforms on which it does not exist.
    #[serde(default)]
    pub absent: Vec<String>,
    /// How sure the key is, if less than its source.
    pub confidence: Option<Confidence>,
    /// What to know about it.
    pub note: Option<String>,
    /// Keys inside its value or its elements.
    #[serde(default)]
    pub members: Vec<FactsKey>,
}

/// Whether a key is always sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Presence {
    /// Always, where its conditions hold.
    Required,
    /// Perhaps.
    Optional,
}

/// Conditions on one platform.
#[derive(Debug, Default, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PlatformFacts {
    /// First version with it.
    pub since: Option<String>,
    /// First version that advises against it.
    pub deprecated: Option<String>,
    /// First version without it.
    pub until: Option<String>,
    /// Access right that the server needs; `none` if no right is needed although what holds the
    /// key needs one.
    pub right: Option<String>,
    /// Circumstances, by condition id.
    #[serde(default)]
    pub when: BTreeMap<String, Mode>,
}

/// What a circumstance does to a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// Nothing.
    Allowed,
    /// The key is sent only under it.
    Required,
    /// The key is not sent under it.
    Forbidden,
    /// The key may be sent under it and has no effect.
    Ignored,
}

/// What the text of a source says of a key beyond its attributes, on top of the facts that were
/// imported.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CorrectionEntry {
    /// Path of the key.
    pub key: Located<String>,
    /// Whether it is always sent, if that is what the text says.
    pub presence: Option<Presence>,
    /// Conditions by platform, on top of those of the key.
    #[serde(default)]
    pub on: BTreeMap<String, PlatformFacts>,
    /// How sure that is.
    pub confidence: Confidence,
    /// Where it is said.
    pub note: String,
}

/// A datum of one key that travels inside the value of another.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CarriedEntry {
    /// Path of the key whose datum it is.
    pub datum: Located<String>,
    /// Path of the key whose value holds it.
    pub by: Located<String>,
    /// How sure that is.
    pub confidence: Confidence,
    /// In what form.
    pub note: String,
}

/// What became of a message.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SuccessionEntry {
    /// `schema/message` of the older schema.
    pub from: Located<String>,
    /// `schema/message` of the newer one. Keys of the same name are the same.
    pub to: Located<String>,
    /// Keys that are not the same under the same name.
    #[serde(default)]
    pub keys: Vec<SuccessionKey>,
}

/// What became of a key.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SuccessionKey {
    /// Key of the older message, by its path below the message.
    pub from: Located<String>,
    /// Key of the newer message, by its path below the message.
    pub to: Located<String>,
    /// How they relate.
    pub change: KeyChange,
}

/// How an older and a newer key relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum KeyChange {
    /// The same datum under another name.
    Renamed,
    /// The opposite meaning.
    Inverted,
}
