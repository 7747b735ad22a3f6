//! How to read protocol facts from the vendor's own files.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::catalog::located::Located;

use super::{Confidence, FactsFlows, Mode};

/// A repository or folder that facts are imported from.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ImportSource {
    /// Kebab-case id.
    pub id: Located<String>,
    /// Name of the repository.
    pub name: String,
    /// Address.
    pub url: String,
    /// Licence.
    pub licence: Option<String>,
    /// How sure its facts are.
    pub confidence: Confidence,
    /// Whether it says of itself that it lacks something.
    #[serde(default)]
    pub incomplete: bool,
    /// What to know about it.
    pub note: Option<String>,
    /// Path that a folder holds if it is this source.
    pub probe: String,
    /// How its key trees are written; needed for `format: key-tree`.
    pub key_tree: Option<KeyTreeRules>,
    /// The schemas in it.
    pub schemas: Vec<ImportSchema>,
    /// Files that hold no facts.
    #[serde(default)]
    pub leave_out: Vec<LeaveOut>,
}

/// Files of a source that make up one schema.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ImportSchema {
    /// Id of the schema; the facts are written to `protocol/<id>.yaml`.
    pub id: Located<String>,
    /// Service of the catalog.
    pub service: Located<String>,
    /// Glob of its files below the source.
    pub files: Located<String>,
    /// How they are written.
    pub format: ImportFormat,
    /// Flows of requests and responses.
    pub flows: FactsFlows,
    /// Direction of messages whose name or use does not tell it.
    #[serde(default)]
    pub directions: BTreeMap<String, Direction>,
}

/// How the files of a schema are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ImportFormat {
    /// YAML, one message per file, keys as nested lists: see [`KeyTreeRules`].
    KeyTree,
    /// JSON Schema, one object per file, named by the file. A name that ends in `Request` or
    /// `Response` tells the direction; other objects take that of the objects that refer to them.
    JsonSchema,
}

/// Which half of an exchange a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Requests only.
    Request,
    /// Responses only.
    Response,
    /// Both.
    Both,
}

/// Names of attributes in key-tree files. A dot leads into a nested mapping.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct KeyTreeRules {
    /// Wire name of the message.
    pub message: String,
    /// Platforms of the message.
    pub message_platforms: String,
    /// Keys of the request.
    pub request: String,
    /// Keys of the response.
    pub response: String,
    /// Of a key: its wire name.
    pub key: String,
    /// Of a key: its type.
    #[serde(rename = "type")]
    pub type_: String,
    /// Of a key: `required` or `optional`.
    pub presence: String,
    /// Of a key: its allowed values.
    pub values: String,
    /// Of a key: bounds of its value, with `min` and `max`.
    pub range: String,
    /// Of a key: the keys inside it.
    pub members: String,
    /// Of a key: its platforms.
    pub platforms: String,
    /// Of a platform: first version.
    pub since: String,
    /// Of a platform: first version that advises against it.
    pub deprecated: String,
    /// Of a platform: first version without it.
    pub until: String,
    /// Values of `since` that mean that the platform does not have it.
    pub absent: Vec<String>,
    /// Of a platform: the access right.
    pub right: String,
    /// Values of `right` that mean that none is needed.
    pub no_right: Vec<String>,
    /// Of a platform: attributes that are conditions.
    pub conditions: Vec<ConditionRule>,
    /// Attributes that hold no facts, or none that is wanted; of whatever they stand in.
    pub unused: Vec<String>,
}

/// How an attribute of a platform is read as a condition.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ConditionRule {
    /// Id of the condition.
    pub condition: Located<String>,
    /// Attribute of the platform.
    pub attribute: String,
    /// What its values mean.
    pub modes: BTreeMap<String, Mode>,
}

/// Files without facts.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LeaveOut {
    /// Glob below the source.
    pub files: Located<String>,
    /// Why they are left out.
    pub reason: String,
}
