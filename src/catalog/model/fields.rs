//! Messages and fields.

use serde::{Deserialize, Serialize};

use crate::catalog::located::Located;

/// `fields/<flow>/<service>.yaml`: the messages and fields of one service in one direction.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FieldsFile {
    /// The direction.
    pub flow: Located<String>,
    /// The service.
    pub service: Located<String>,
    /// Where the data of its messages come from, an id of `origins` or of a party; left out where
    /// that is who sends them.
    pub origin: Option<Located<String>>,
    /// Who sends its messages, an id of `origins` or of a party, where that is not the party that
    /// the pages name as sender.
    pub sent_by: Option<Located<String>>,
    /// The messages, in the order of the source page.
    pub messages: Vec<MessageEntry>,
}

/// A message and its fields.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MessageEntry {
    /// Kebab-case id, third segment of every field id.
    pub id: Located<String>,
    /// As the source page writes it today.
    pub label: String,
    /// `key`: a wire name, kept in every language. `label`: a human name, translated.
    pub role: MessageRole,
    /// Whether the page names the message (a page without a message column does not).
    #[serde(default = "default_true")]
    pub documented: bool,
    /// Earlier spellings in the source page.
    #[serde(default)]
    pub former_labels: Vec<FormerLabel>,
    /// Where its data come from, if not from where those of the service come.
    pub origin: Option<Located<String>>,
    /// What to know about that.
    pub origin_note: Option<String>,
    /// Who sends it, if not who sends the other messages of the service.
    pub sent_by: Option<Located<String>>,
    /// What the message is for, in our own words.
    pub description: String,
    /// The data it carries, in the order of the source page.
    pub fields: Vec<FieldEntry>,
}

/// Whether a message name is a wire name or a human one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum MessageRole {
    /// A wire name, byte-exact in every language.
    Key,
    /// A human name, translated.
    Label,
}

/// A spelling that the source page used before.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FormerLabel {
    /// The text.
    pub label: String,
    /// First source edition (date) that no longer writes it so.
    pub until: Located<String>,
}

/// One datum that is exchanged.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FieldEntry {
    /// Kebab-case id, last segment of the field id.
    pub id: Located<String>,
    /// As the source page writes it today.
    pub label: String,
    /// `key`: byte-exact in every language. `label`: translated.
    pub role: FieldRole,
    /// Id of the field of the same message whose row this one shares.
    pub shares_row_with: Option<Located<String>>,
    /// Earlier spellings in the source page.
    #[serde(default)]
    pub former_labels: Vec<FormerLabel>,
    /// Path of the datum in the vendor's protocol, `schema/message/key`.
    pub protocol: Option<String>,
    /// Paths of further keys that the page's name stands for as well.
    #[serde(default)]
    pub other_protocol: Vec<Located<String>>,
    /// Why there is no protocol path, or what to know about it.
    pub protocol_note: Option<String>,
    /// Where it comes from, if not from where the data of the message come: an id of `origins` or
    /// of a party. One that is neither the origin nor the sender only hands it on.
    pub origin: Option<Located<String>>,
    /// Where it may come from instead.
    #[serde(default)]
    pub other_origins: Vec<Located<String>>,
    /// What to know about that.
    pub origin_note: Option<String>,
    /// What it is used for, in our own words.
    pub purpose: String,
    /// Term of `vocabulary/purposes.yaml`.
    pub purpose_code: Located<String>,
    /// Term of `vocabulary/categories.yaml`: what the datum is.
    pub category: Located<String>,
    /// Term of `vocabulary/sensitivity.yaml`: how to handle it.
    pub sensitivity: Located<String>,
    /// Term of `vocabulary/subjects.yaml`: whom it is about.
    pub subject: Located<String>,
    /// When it is personal data, if its category only says that it depends: narrower words than
    /// those of the category.
    pub personal_if: Option<Located<String>>,
    /// Why it is not personal although its record in the protocol singles out a device or a person
    /// and other data there of the same purpose is personal.
    pub not_personal_because: Option<Located<String>>,
    /// What the datum singles out.
    pub identifies: Identifies,
    /// Wire values that the purpose text enumerates.
    #[serde(default)]
    pub values: Vec<String>,
    /// Words of the purpose text that every language keeps: identifiers, headers, versions,
    /// standards. The text itself is not stored.
    #[serde(default)]
    pub literals: Vec<String>,
    /// Whether the purpose text speaks of a boolean value.
    #[serde(default)]
    pub boolean: bool,
    /// First source edition (date) that lists it.
    pub since: Located<String>,
    /// First source edition (date) that no longer lists it.
    pub until: Option<Located<String>>,
    /// What the protocol means by its key, where the page says something else under the name: the
    /// other attributes are then those of the page.
    pub in_protocol: Option<MeaningEntry>,
    /// Anything an auditor should know.
    pub note: Option<String>,
}

/// What a datum is in another sense than that of the page.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MeaningEntry {
    /// What it is used for, in our own words.
    pub purpose: String,
    /// Term of `vocabulary/purposes.yaml`.
    pub purpose_code: Located<String>,
    /// Term of `vocabulary/subjects.yaml`: whom it is about.
    pub subject: Located<String>,
}

/// Whether a field's label is a wire key or a human name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum FieldRole {
    /// A wire key, byte-exact in every language.
    Key,
    /// A human name, translated.
    Label,
}

/// What a datum singles out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Identifies {
    /// A natural person.
    Person,
    /// A device, and through it usually a person.
    Device,
    /// A legal entity.
    Organisation,
    /// Nothing by itself.
    None,
}

fn default_true() -> bool {
    true
}
