//! The structures of the inventory. Their names and order are the JSON of `inventory.json`.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::catalog::model::{OwnKey, Personal};

use super::evidence::{AuditedDocument, PageStatus, SkippedFile, StatementPage};
use super::parties::{OriginView, PartyView, RoleView};

/// Catalog and audit, ready to be shown.
#[derive(Debug, Clone, Serialize)]
pub struct Inventory {
    /// Version of this structure; keys are only ever added within a version.
    pub schema: u32,
    /// The catalog.
    pub catalog: CatalogView,
    /// The organisations.
    pub parties: Vec<PartyView>,
    /// The audited files, by path.
    pub documents: Vec<AuditedDocument>,
    /// Files that are no document of the catalog.
    pub skipped: Vec<SkippedFile>,
    /// The directions, down to the single field.
    pub flows: Vec<FlowView>,
    /// The published pages and their promises.
    pub pages: Vec<PublishedPage>,
    /// Every controlled term, by kind (`categories`, `purposes`, `sensitivity`, `subjects`).
    pub terms: BTreeMap<&'static str, Vec<TermView>>,
    /// Public vocabularies that the terms are mapped to.
    pub vocabularies: Vec<VocabularyView>,
    /// Sums.
    pub totals: Totals,
}

/// Which catalog was used.
#[derive(Debug, Clone, Serialize)]
pub struct CatalogView {
    /// Stable name.
    pub id: String,
    /// Version of the content.
    pub version: String,
    /// What it covers.
    pub title: String,
    /// SHA-256 over all its files.
    pub sha256: String,
    /// Language that translations are made from.
    pub source_locale: String,
}

/// One direction.
#[derive(Debug, Clone, Serialize)]
pub struct FlowView {
    /// Id.
    pub id: String,
    /// Short name.
    pub label: String,
    /// What travels and why.
    pub description: String,
    /// Name of the sender.
    pub sender: String,
    /// Id of the sender.
    pub sender_id: String,
    /// Name of the receiver.
    pub recipient: String,
    /// Id of the receiver.
    pub recipient_id: String,
    /// Ids of the catalog's documents that disclose it.
    pub documents: Vec<String>,
    /// Its services, in page order.
    pub services: Vec<ServiceView>,
}

/// A service within a flow.
#[derive(Debug, Clone, Serialize)]
pub struct ServiceView {
    /// Id.
    pub id: String,
    /// Canonical spelling.
    pub label: String,
    /// Full name.
    pub name: String,
    /// What it does.
    pub description: String,
    /// Whether schools use it for their pupils.
    pub serves_schools: bool,
    /// The roles in it of the parties of the flow.
    pub roles: Vec<RoleView>,
    /// Its messages, in page order.
    pub messages: Vec<MessageView>,
}

/// A message of a service.
#[derive(Debug, Clone, Serialize)]
pub struct MessageView {
    /// `flow/service/message`.
    pub id: String,
    /// Today's spelling.
    pub label: String,
    /// `key` or `label`.
    pub role: &'static str,
    /// Whether the page names it.
    pub documented: bool,
    /// Earlier spellings.
    pub former_labels: Vec<FormerLabel>,
    /// What it is for.
    pub description: String,
    /// Where its data come from, if that is not who sends it. A field may differ.
    pub origin: Option<OriginView>,
    /// Who sends it; the sender of the flow where nothing else is known.
    pub sent_by: OriginView,
    /// Its fields, in page order.
    pub fields: Vec<FieldView>,
}

/// An earlier spelling.
#[derive(Debug, Clone, Serialize)]
pub struct FormerLabel {
    /// The spelling.
    pub label: String,
    /// First source edition that no longer writes it.
    pub until: String,
}

/// What a datum is in another sense than that of the page.
#[derive(Debug, Clone, Serialize)]
pub struct MeaningView {
    /// What it is used for, our words.
    pub purpose: String,
    /// Purpose term.
    pub purpose_term: TermRef,
    /// Whom it is about.
    pub subject: TermRef,
}

/// One datum.
#[derive(Debug, Clone, Serialize)]
pub struct FieldView {
    /// `flow/service/message/field`.
    pub id: String,
    /// Today's spelling.
    pub label: String,
    /// `key` or `label`.
    pub role: &'static str,
    /// 1-based row of the page.
    pub row: usize,
    /// Earlier spellings.
    pub former_labels: Vec<FormerLabel>,
    /// Path in the vendor's protocol.
    pub protocol: Option<String>,
    /// Paths of further keys that the page's name stands for as well.
    pub other_protocol: Vec<String>,
    /// What the protocol means by its key, where the page says something else under the name.
    pub in_protocol: Option<MeaningView>,
    /// Remark on the protocol path.
    pub protocol_note: Option<String>,
    /// What it is used for, our words.
    pub purpose: String,
    /// Purpose term.
    pub purpose_term: TermRef,
    /// Category term.
    pub category: TermRef,
    /// Whether data of this category is personal, without any condition.
    pub personal: bool,
    /// `yes`, `no` or `depends`.
    pub personal_data: Personal,
    /// On what it depends, to be read after "if".
    pub personal_if: Option<String>,
    /// Sensitivity term.
    pub sensitivity: TermRef,
    /// 0 (least) and up.
    pub sensitivity_rank: u8,
    /// Whom it is about.
    pub subject: TermRef,
    /// `person`, `device`, `organisation` or `none`.
    pub identifies: &'static str,
    /// First source edition that lists it.
    pub since: String,
    /// First source edition that no longer lists it.
    pub until: Option<String>,
    /// Newest dated source edition that lists it.
    pub last_seen: Option<String>,
    /// For auditors.
    pub note: Option<String>,
    /// Where it comes from, the likeliest first; never empty.
    pub origins: Vec<OriginView>,
    /// What to know about that.
    pub origin_note: Option<String>,
    /// Whom else it may be about, besides `subject`, where a school uses the service.
    pub subjects_in_schools: Vec<TermRef>,
    /// Whether it is exchanged by the protocol: `always`, `conditional`, `never`,
    /// `only-the-other-way`, `not-in-protocol`, or by enrolment. Nothing without facts.
    pub exchanged: Option<String>,
    /// Why the protocol denies that it is exchanged this way, if it does.
    pub protocol_doubt: Option<String>,
    /// [`super::TENANT_TO_COMPLETE`]; [`super::NOT_APPLICABLE`] if it is not personal data.
    pub legal_basis: &'static str,
    /// As `legal_basis`.
    pub retention: &'static str,
    /// What each audited page of its flow makes of it, by path.
    pub documentation: Vec<PageStatus>,
}

/// A controlled term where a field uses it.
#[derive(Debug, Clone, Serialize)]
pub struct TermRef {
    /// Id.
    pub id: String,
    /// Name.
    pub label: String,
    /// fideslang keys.
    pub fideslang: Vec<String>,
    /// DPV terms.
    pub dpv: Vec<String>,
    /// DPV terms that fit some of what it stands for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dpv_related: Vec<String>,
}

/// A controlled term with its definition.
#[derive(Debug, Clone, Serialize)]
pub struct TermView {
    /// Id.
    pub id: String,
    /// Name.
    pub label: String,
    /// Definition.
    pub description: String,
    /// Whether such data is personal without any condition; categories only.
    pub personal: Option<bool>,
    /// `yes`, `no` or `depends`; categories only.
    pub personal_data: Option<Personal>,
    /// On what it depends, to be read after "if".
    pub personal_if: Option<String>,
    /// Order; sensitivity only.
    pub rank: Option<u8>,
    /// fideslang keys.
    pub fideslang: Vec<String>,
    /// DPV terms.
    pub dpv: Vec<String>,
    /// DPV terms that fit some of what it stands for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dpv_related: Vec<String>,
    /// Remark on the mapping.
    pub note: Option<String>,
    /// Number of fields that use it.
    pub fields: usize,
}

/// A page of the catalog with its promises.
#[derive(Debug, Clone, Serialize)]
pub struct PublishedPage {
    /// Id.
    pub id: String,
    /// Flow id.
    pub flow: String,
    /// Title in the source language.
    pub title: String,
    /// Address.
    pub url: Option<String>,
    /// Its promises, in page order.
    pub statements: Vec<StatementView>,
}

/// A promise outside the table.
#[derive(Debug, Clone, Serialize)]
pub struct StatementView {
    /// Id.
    pub id: String,
    /// Short name.
    pub label: String,
    /// What it means for the reader.
    pub meaning: String,
    /// What the reader should know of its words on this page.
    pub note: Option<String>,
    /// `note`, `paragraph`, `list` or `link`.
    pub form: &'static str,
    /// First source edition that carries it.
    pub since: Option<String>,
    /// First source edition that no longer carries it.
    pub until: Option<String>,
    /// What became of it on each audited page, by path.
    pub pages: Vec<StatementPage>,
}

/// A public vocabulary at a fixed version.
#[derive(Debug, Clone, Serialize)]
pub struct VocabularyView {
    /// Short name.
    pub name: String,
    /// Version.
    pub version: String,
    /// Where it is published.
    pub url: String,
    /// Its licence.
    pub licence: String,
    /// Address of the text of the licence.
    pub licence_url: Option<String>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// Keys that the catalog adds to it.
    pub own_keys: Vec<OwnKey>,
}

/// Sums over the fields of the catalog.
#[derive(Debug, Clone, Serialize)]
pub struct Totals {
    /// Fields.
    pub fields: usize,
    /// Fields whose category is personal data.
    pub personal: usize,
    /// Fields that are personal data under a condition; not among those above.
    pub personal_depends: usize,
    /// By category, personal ones first.
    pub by_category: Vec<Count>,
    /// By sensitivity, highest first.
    pub by_sensitivity: Vec<Count>,
    /// By flow, in catalog order.
    pub by_flow: Vec<FlowCount>,
}

/// Fields with one term.
#[derive(Debug, Clone, Serialize)]
pub struct Count {
    /// Term id.
    pub id: String,
    /// Term name.
    pub label: String,
    /// Fields.
    pub fields: usize,
    /// Those of them that are personal data.
    pub personal: usize,
    /// Those of them that are personal data under a condition.
    pub personal_depends: usize,
}

/// Fields of one flow.
#[derive(Debug, Clone, Serialize)]
pub struct FlowCount {
    /// Flow id.
    pub id: String,
    /// Flow name.
    pub label: String,
    /// Fields.
    pub fields: usize,
    /// Those of them that are personal data.
    pub personal: usize,
    /// Those of them that are personal data under a condition.
    pub personal_depends: usize,
}
