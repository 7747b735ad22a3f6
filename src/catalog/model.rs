//! The shape of the catalog files, exactly as they are written in YAML.
//!
//! Every identifier and every reference is a [`Located`] value: it remembers the bytes of the
//! file it was read from, so that a validation error can point at them. The engine itself never
//! reads these structures; it uses the flattened and indexed [`super::Catalog`].

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::located::Located;

mod editions;
mod fields;
mod import;
mod locale;
mod parties;
mod personal;
mod protocol;
mod vocabulary;

pub use editions::{ContentEntry, EditionEntry, EditionsFile};
pub use fields::{
    FieldEntry, FieldRole, FieldsFile, FormerLabel, Identifies, MeaningEntry, MessageEntry,
    MessageRole,
};
pub use import::{
    ConditionRule, Direction, ImportFormat, ImportSchema, ImportSource, KeyTreeRules, LeaveOut,
};
pub use locale::{BooleanWords, FinalStop, LocaleFile, OptionalityWords, PunctuationPolicy};
pub use parties::{FlowEntry, OriginEntry, PartyEntry, PartyRole, ServiceEntry, ServiceRoleEntry};
pub use personal::Personal;
pub use protocol::{
    CarriedEntry, ConditionEntry, ConditionKind, Confidence, CorrectionEntry, EnrolmentEntry,
    FactsFile, FactsFlows, FactsKey, FactsMessage, FactsSource, KeyChange, Mode, PlatformFacts,
    Presence, ProtocolFile, SuccessionEntry, SuccessionKey,
};
pub use vocabulary::{
    OwnKey, PinnedList, PinnedTermsFile, PinnedVocabulary, TermEntry, VocabularyFile,
    VocabularyKind,
};

/// `catalog.yaml`: who exchanges data, through what, and in which documents it is disclosed.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
    /// The party that publishes the pages, an id of `parties`: questions are put to it.
    pub publisher: Option<Located<String>>,
    /// One entry per direction.
    pub flows: Vec<FlowEntry>,
    /// Where data come from, when that is not the sender of a flow.
    #[serde(default)]
    pub origins: Vec<OriginEntry>,
    /// The services that carry the data.
    pub services: Vec<ServiceEntry>,
    /// The published pages.
    pub documents: Vec<DocumentEntry>,
    /// Promises made outside the tables.
    pub statements: Vec<StatementEntry>,
}

/// A published page.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
    /// Paths of the page on the site and in its repository, from the folder below the product on and
    /// without extension. Front matter names the page by them where it has no id.
    #[serde(default)]
    pub paths: Vec<String>,
    /// Address of the published page.
    pub url: Option<String>,
    /// The columns of the table, in the source order.
    pub columns: Vec<ColumnEntry>,
    /// Statements that the page carries, in page order.
    #[serde(default)]
    pub statements: Vec<Located<String>>,
}

/// A column of a page's table.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ColumnEntry {
    /// What the column holds.
    pub role: ColumnRole,
    /// Header in the source language.
    pub header: String,
}

/// What a table column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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

impl ColumnRole {
    /// How many roles there are.
    pub const COUNT: usize = ColumnRole::Purpose as usize + 1;

    /// `service`, `message`, `field` or `purpose`.
    pub fn as_str(self) -> &'static str {
        match self {
            ColumnRole::Service => "service",
            ColumnRole::Message => "message",
            ColumnRole::Field => "field",
            ColumnRole::Purpose => "purpose",
        }
    }
}

/// A privacy-relevant promise outside the table.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
    /// The same of pages that these links lead to on other editions.
    #[serde(default)]
    pub other_links: Vec<String>,
    /// What a reader should know of its words, by document: where they say what is not so.
    #[serde(default)]
    pub notes: BTreeMap<Located<String>, String>,
    /// Whether losing it is an error (a promise) or a warning.
    pub severity: StatementSeverity,
    /// Whether it says what the reader has to do, so that a text that lifts or forbids the duty says
    /// the opposite.
    #[serde(default)]
    pub obliges: bool,
    /// Whether it denies something, so that a text without any negation says the opposite.
    #[serde(default)]
    pub denies: bool,
    /// First source edition that carries it.
    pub since: Option<Located<String>>,
    /// First source edition that no longer carries it.
    pub until: Option<Located<String>>,
}

/// The Markdown form of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum StatementSeverity {
    /// A promise to the reader is lost.
    Error,
    /// Guidance is lost.
    Warning,
}
