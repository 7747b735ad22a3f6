//! The shape of the catalog files, exactly as they are written in YAML.
//!
//! Every identifier and every reference is a [`Located`] value: it remembers the bytes of the
//! file it was read from, so that a validation error can point at them. The engine itself never
//! reads these structures; it uses the flattened and indexed [`super::Catalog`].

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::located::Located;

/// `catalog.yaml`: who exchanges data, through what, and in which documents it is disclosed.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CatalogFile {
    /// Version of this file format. Only `1` exists.
    pub schema: Located<u32>,
    /// Stable name of the catalog, kebab-case.
    pub id: Located<String>,
    /// Version of the catalog's content, for example `2026.11.0`.
    pub version: Located<String>,
    /// What the catalog covers, in a few words.
    pub title: String,
    /// BCP 47 tag of the language that translations are made from.
    pub source_locale: Located<String>,
    /// Hosts whose absolute links and site-relative links name the same page.
    #[serde(default)]
    pub site_hosts: Vec<String>,
    /// Regular expressions that recognise wire literals in running text (identifiers, headers,
    /// versions) which every language keeps as they are.
    #[serde(default)]
    pub literal_patterns: Vec<Located<String>>,
    /// Product and company names that every language keeps (inflected endings allowed).
    #[serde(default)]
    pub names: Vec<String>,
    /// The organisations between which data flows.
    pub parties: Vec<PartyEntry>,
    /// One entry per direction.
    pub flows: Vec<FlowEntry>,
    /// The services that carry the data.
    pub services: Vec<ServiceEntry>,
    /// The published pages.
    pub documents: Vec<DocumentEntry>,
    /// Promises made outside the tables.
    pub statements: Vec<StatementEntry>,
}

/// An organisation that sends or receives data.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PartyEntry {
    /// Kebab-case id.
    pub id: Located<String>,
    /// Legal or common name.
    pub name: String,
    /// What the party does in these flows, in our own words.
    pub description: String,
}

/// One direction between two parties.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FlowEntry {
    /// Kebab-case id, first segment of every field id.
    pub id: Located<String>,
    /// Short name for reports.
    pub label: String,
    /// Sending party.
    pub from: Located<String>,
    /// Receiving party.
    pub to: Located<String>,
    /// What travels and why, in our own words.
    pub description: String,
}

/// A service through which data travels.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceEntry {
    /// Kebab-case id, second segment of every field id.
    pub id: Located<String>,
    /// The canonical spelling in the service column.
    pub label: String,
    /// Other spellings that the source edition itself has used.
    #[serde(default)]
    pub source_spellings: Vec<String>,
    /// Full name.
    pub name: String,
    /// What the service does, in our own words.
    pub description: String,
}

/// A published page.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentEntry {
    /// Kebab-case id; names `editions/<id>.yaml`.
    pub id: Located<String>,
    /// The flow that the page discloses.
    pub flow: Located<String>,
    /// Title in the source language.
    pub title: String,
    /// Value of the front-matter key `asset_key` that names the page in every language.
    pub asset_id: Option<String>,
    /// File names without extension under which the page is known.
    #[serde(default)]
    pub file_stems: Vec<String>,
    /// Address of the published page.
    pub url: Option<String>,
    /// The columns of the table, in the source order.
    pub columns: Vec<ColumnEntry>,
    /// Statements that the page carries, in page order.
    #[serde(default)]
    pub statements: Vec<Located<String>>,
}

/// A column of a page's table.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ColumnEntry {
    /// What the column holds.
    pub role: ColumnRole,
    /// Header in the source language.
    pub header: String,
}

/// What a table column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ColumnRole {
    /// The service that carries the datum.
    Service,
    /// The message in which it travels.
    Message,
    /// The key or label of the datum.
    Field,
    /// What it is used for.
    Purpose,
}

/// A privacy-relevant promise outside the table.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StatementEntry {
    /// Kebab-case id.
    pub id: Located<String>,
    /// Short name for people.
    pub label: String,
    /// What the promise means for the reader, in our own words.
    pub meaning: String,
    /// Where and how it stands on the page.
    pub form: StatementForm,
    /// Place relative to the table.
    pub place: StatementPlace,
    /// Names that the text holds in every language.
    #[serde(default)]
    pub mentions: Vec<String>,
    /// Last path segments (without extension) of the links it holds.
    #[serde(default)]
    pub links: Vec<String>,
    /// Whether losing it is an error (a promise) or a warning.
    pub severity: StatementSeverity,
    /// First source edition that carries it.
    pub since: Option<Located<String>>,
    /// First source edition that no longer carries it.
    pub until: Option<Located<String>>,
}

/// The Markdown form of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StatementForm {
    /// A note or alert block.
    Note,
    /// A plain paragraph.
    Paragraph,
    /// A bullet list.
    List,
    /// A link anywhere in the text.
    Link,
}

/// Where a statement stands relative to the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StatementPlace {
    /// Anywhere on the page.
    Anywhere,
    /// Before the first list.
    BeforeList,
    /// Between the list and the table.
    BeforeTable,
    /// After the table.
    AfterTable,
}

/// How grave the loss of a statement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StatementSeverity {
    /// A promise to the reader is lost.
    Error,
    /// Guidance is lost.
    Warning,
}

/// `fields/<flow>/<service>.yaml`: the messages and fields of one service in one direction.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FieldsFile {
    /// The direction.
    pub flow: Located<String>,
    /// The service.
    pub service: Located<String>,
    /// The messages, in the order of the source page.
    pub messages: Vec<MessageEntry>,
}

/// A message and its fields.
#[derive(Debug, Deserialize, JsonSchema)]
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
    /// What the message is for, in our own words.
    pub description: String,
    /// The data it carries, in the order of the source page.
    pub fields: Vec<FieldEntry>,
}

/// Whether a message name is a wire name or a human one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MessageRole {
    /// A wire name, byte-exact in every language.
    Key,
    /// A human name, translated.
    Label,
}

/// A spelling that the source page used before.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FormerLabel {
    /// The text.
    pub label: String,
    /// First source edition (date) that no longer writes it so.
    pub until: Located<String>,
}

/// One datum that is exchanged.
#[derive(Debug, Deserialize, JsonSchema)]
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
    /// Why there is no protocol path, or what to know about it.
    pub protocol_note: Option<String>,
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
    /// Anything an auditor should know.
    pub note: Option<String>,
}

/// Whether a field's label is a wire key or a human name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FieldRole {
    /// A wire key, byte-exact in every language.
    Key,
    /// A human name, translated.
    Label,
}

/// What a datum singles out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
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

/// `vocabulary/*.yaml`: controlled terms with their mapping to public vocabularies.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VocabularyFile {
    /// Which attribute the terms are for.
    pub vocabulary: Located<VocabularyKind>,
    /// The pinned public vocabularies, by short name (`fideslang`, `dpv`).
    pub pinned: BTreeMap<String, PinnedVocabulary>,
    /// The terms.
    pub terms: Vec<TermEntry>,
}

/// A public vocabulary at a fixed version.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PinnedVocabulary {
    /// Version and, if there is one, commit.
    pub version: String,
    /// Where it is published.
    pub url: String,
    /// Its licence.
    pub licence: String,
}

/// Which field attribute a vocabulary serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum VocabularyKind {
    /// What the datum is.
    Categories,
    /// Why it is exchanged.
    Purposes,
    /// Whom it is about.
    Subjects,
    /// How it must be handled.
    Sensitivity,
}

/// One controlled term.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TermEntry {
    /// Dotted or kebab-case id.
    pub id: Located<String>,
    /// Name for people.
    pub label: String,
    /// Definition in our own words.
    pub description: String,
    /// For categories: whether the datum is personal data by itself or in this context.
    #[serde(default)]
    pub personal: bool,
    /// For sensitivity: order, 0 is the least.
    pub rank: Option<u8>,
    /// fideslang keys, without their vocabulary prefix. Empty: no term fits, see `note`.
    #[serde(default)]
    pub fideslang: Vec<String>,
    /// DPV terms as `prefix:Name` (`dpv:`, `pd:`). Empty: no term fits, see `note`.
    #[serde(default)]
    pub dpv: Vec<String>,
    /// Why no term fits, or how well it does.
    pub note: Option<String>,
}

/// `locales/<tag>.yaml`: what is known about one language. Nothing depends on the file being
/// there; it turns doubtful cases into sure ones.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LocaleFile {
    /// BCP 47 tag, for example `fr-FR`.
    pub locale: Located<String>,
    /// Name in English.
    pub name: String,
    /// Accepted column headers by role.
    #[serde(default)]
    pub headers: BTreeMap<HeaderRole, Vec<String>>,
    /// Accepted renderings of label fields, by field id.
    #[serde(default)]
    pub terms: BTreeMap<Located<String>, Vec<String>>,
    /// Accepted renderings of label messages, by message id (`flow/service/message`).
    #[serde(default)]
    pub messages: BTreeMap<Located<String>, Vec<String>>,
    /// Accepted renderings of acronyms and literals in prose, for example `OS: [SE]`.
    #[serde(default)]
    pub literals: BTreeMap<String, Vec<String>>,
    /// Words for the boolean values.
    #[serde(default)]
    pub booleans: BooleanWords,
    /// Words that negate, lower case; a trailing `*` accepts any ending, a leading `*` any
    /// beginning.
    #[serde(default)]
    pub negators: Vec<String>,
    /// What this language does with punctuation.
    #[serde(default)]
    pub punctuation: PunctuationPolicy,
}

/// Column roles as keys of the header map.
pub type HeaderRole = ColumnRole;

/// Words for `true` and `false`.
#[derive(Debug, Default, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BooleanWords {
    /// Words that mean true.
    #[serde(default, rename = "true")]
    pub truthy: Vec<String>,
    /// Words that mean false.
    #[serde(default, rename = "false")]
    pub falsy: Vec<String>,
}

/// What a language does with punctuation in table cells.
#[derive(Debug, Default, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PunctuationPolicy {
    /// Whether purpose cells end in a full stop: `keep` (as the source), `drop`, `free`.
    #[serde(default)]
    pub final_stop: FinalStop,
    /// Characters that end a sentence in this language, besides `. ! ?`.
    #[serde(default)]
    pub sentence_ends: Vec<String>,
}

/// Policy for the full stop at the end of a purpose cell.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FinalStop {
    /// As the source has it.
    #[default]
    Keep,
    /// Never.
    Drop,
    /// Either way.
    Free,
}

/// `editions/<document>.yaml`: every known revision of a source page.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EditionsFile {
    /// The document.
    pub document: Located<String>,
    /// The distinct states of table and statements. Revisions that differ in front matter only
    /// share one.
    pub contents: Vec<ContentEntry>,
    /// The revisions, oldest first.
    pub editions: Vec<EditionEntry>,
}

/// A distinct state of a page's table and statements.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ContentEntry {
    /// Id unique in the file.
    pub id: Located<String>,
    /// One text per row, in row order: `service/message/field` (several joined by `+` where one
    /// row names several), then the fingerprint of each cell: the first 8 hex digits of the
    /// SHA-256 of its normalised text.
    pub rows: Vec<Located<String>>,
    /// One text per statement, in page order: its id and the fingerprint of its text.
    #[serde(default)]
    pub statements: Vec<Located<String>>,
    /// Link targets of the page outside the table, in page order.
    #[serde(default)]
    pub links: Vec<String>,
}

/// One revision of a source page.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EditionEntry {
    /// ISO date of the revision.
    pub date: Located<String>,
    /// Commit that made it, if known.
    pub commit: Option<String>,
    /// SHA-1 of the file with LF line ends and no byte-order mark.
    pub sha1_lf: Option<Located<String>>,
    /// SHA-1 of the file with CRLF line ends and no byte-order mark.
    pub sha1_crlf: Option<Located<String>>,
    /// Id of its content.
    pub content: Located<String>,
    /// Where the revision is known from, when it is not a commit of the public repository.
    pub note: Option<String>,
}

fn default_true() -> bool {
    true
}
