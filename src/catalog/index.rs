//! The joined catalog that the engine uses, and its look-ups.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::model::{
    ColumnRole, FieldRole, Identifies, MessageRole, PinnedVocabulary, StatementForm,
    StatementPlace, StatementSeverity, VocabularyKind,
};
use super::{DataOrigin, Flow, LocaleTerms, Party, Pattern, Protocol, Service, Term};

/// Number of a field in [`Catalog::fields`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub struct FieldIx(pub usize);

/// Where in the catalog files something is declared.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Origin {
    /// Path below the catalog folder.
    pub path: String,
    /// Bytes of the declaration.
    pub range: Range<usize>,
}

/// The joined catalog.
#[derive(Debug, Deserialize, Serialize)]
pub struct Catalog {
    /// Stable name.
    pub id: String,
    /// Version of the content.
    pub version: String,
    /// What it covers.
    pub title: String,
    /// Language that translations are made from, BCP 47.
    pub source_locale: String,
    /// Hosts whose absolute and site-relative links are the same.
    pub site_hosts: Vec<String>,
    /// Recognisers of wire literals in prose.
    pub literal_patterns: Vec<Pattern>,
    /// Names that every language keeps.
    pub names: Vec<String>,
    /// SHA-256 over all files, in hex.
    pub sha256: String,
    /// Organisations.
    pub parties: Vec<Party>,
    /// The party that publishes the pages, to which questions are put.
    pub publisher: Option<String>,
    /// Directions.
    pub flows: Vec<Flow>,
    /// Services.
    pub services: Vec<Service>,
    /// Where data come from, if not from a sender.
    pub origins: Vec<DataOrigin>,
    /// The rows of the page of each flow, in the order of [`Catalog::flows`].
    pub rows: Vec<Vec<Row>>,
    /// Messages, in page order.
    pub messages: Vec<Message>,
    /// Fields, in page order within a flow.
    pub fields: Vec<Field>,
    /// Pages.
    pub documents: Vec<Document>,
    /// Promises outside the tables.
    pub statements: Vec<Statement>,
    /// Controlled terms.
    pub terms: BTreeMap<(VocabularyKind, String), Term>,
    /// Pinned public vocabularies.
    pub pinned: BTreeMap<String, PinnedVocabulary>,
    /// What is known about languages, by tag.
    pub locales: BTreeMap<String, LocaleTerms>,
    /// The vendor's protocol as facts.
    pub protocol: Protocol,
    /// The files, by path, for evidence.
    #[serde(skip)]
    pub files: BTreeMap<String, Cow<'static, str>>,
}

/// A spelling that a source edition used until a date.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Former {
    /// The spelling.
    pub label: String,
    /// First source edition that no longer writes it.
    pub until: Date,
}

/// A message of one service in one direction.
#[derive(Debug, Deserialize, Serialize)]
pub struct Message {
    /// `flow/service/message`.
    pub id: String,
    /// Flow id.
    pub flow: String,
    /// Service id.
    pub service: String,
    /// Today's spelling.
    pub label: String,
    /// Wire name or human name.
    pub role: MessageRole,
    /// Whether the page names it.
    pub documented: bool,
    /// Earlier spellings.
    pub former: Vec<Former>,
    /// What it is for.
    pub description: String,
    /// Where its data come from, an id of an origin or a party, if not from who sends it.
    pub data_origin: Option<String>,
    /// What to know about that.
    pub origin_note: Option<String>,
    /// Who sends it, an id of an origin or a party, if not the sender of the flow.
    pub sent_by: Option<String>,
}

/// One datum.
#[derive(Debug, Deserialize, Serialize)]
pub struct Field {
    /// `flow/service/message/field`.
    pub id: String,
    /// Flow id.
    pub flow: String,
    /// Service id.
    pub service: String,
    /// Message id (`flow/service/message`).
    pub message: String,
    /// Today's spelling.
    pub label: String,
    /// Wire key or human name.
    pub role: FieldRole,
    /// Number of its row among the rows of the flow, 0-based.
    pub row: usize,
    /// Earlier spellings.
    pub former: Vec<Former>,
    /// Path in the vendor's protocol.
    pub protocol: Option<String>,
    /// Paths of further keys that the page's name stands for as well.
    pub other_protocol: Vec<String>,
    /// What the protocol means by its key, where the page says something else under the name.
    pub in_protocol: Option<Meaning>,
    /// Remark on the protocol path.
    pub protocol_note: Option<String>,
    /// What it is used for, our words.
    pub purpose: String,
    /// Purpose term.
    pub purpose_code: String,
    /// Category term.
    pub category: String,
    /// Sensitivity term.
    pub sensitivity: String,
    /// Subject term.
    pub subject: String,
    /// What it singles out.
    pub identifies: Identifies,
    /// When it is personal data, in narrower words than those of its category.
    pub personal_if: Option<String>,
    /// Wire values that the purpose enumerates.
    pub values: Vec<String>,
    /// Literals of the purpose text.
    pub literals: Vec<String>,
    /// Whether the purpose speaks of a boolean.
    pub boolean: bool,
    /// First edition that lists it.
    pub since: Date,
    /// First edition that no longer lists it.
    pub until: Option<Date>,
    /// For auditors.
    pub note: Option<String>,
    /// Where it comes from, ids of origins or parties, the likeliest first; never empty.
    pub data_origins: Vec<String>,
    /// What to know about that.
    pub origin_note: Option<String>,
    /// Where it is declared.
    pub origin: Origin,
}

/// What a datum is in another sense than that of the page.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Meaning {
    /// What it is used for, our words.
    pub purpose: String,
    /// Purpose term.
    pub purpose_code: String,
    /// Subject term.
    pub subject: String,
}

/// A row of the source page as the catalog knows it: usually one field, sometimes several.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Row {
    /// The fields, in the order of the cell.
    pub fields: Vec<FieldIx>,
}

/// A published page.
#[derive(Debug, Deserialize, Serialize)]
pub struct Document {
    /// Id.
    pub id: String,
    /// Flow id.
    pub flow: String,
    /// Title in the source language.
    pub title: String,
    /// Front-matter id of the page in every language.
    pub asset_id: Option<String>,
    /// Known file names without extension.
    pub file_stems: Vec<String>,
    /// Paths on the site and in its repository, without extension.
    pub paths: Vec<String>,
    /// Address.
    pub url: Option<String>,
    /// Columns in source order.
    pub columns: Vec<Column>,
    /// Indices into [`Catalog::statements`], in page order.
    pub statements: Vec<usize>,
    /// Known revisions, oldest first.
    pub editions: Vec<Edition>,
    /// Distinct states of table and statements.
    pub contents: Vec<Content>,
}

/// A table column.
#[derive(Debug, Deserialize, Serialize)]
pub struct Column {
    /// What it holds.
    pub role: ColumnRole,
    /// Header in the source language.
    pub header: String,
}

/// A revision of a source page.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Edition {
    /// Date.
    pub date: Date,
    /// Commit, if known.
    pub commit: Option<String>,
    /// SHA-1 with LF line ends.
    pub sha1_lf: Option<String>,
    /// SHA-1 with CRLF line ends.
    pub sha1_crlf: Option<String>,
    /// Index into [`Document::contents`].
    pub content: usize,
}

/// A distinct state of a page's table and statements.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Content {
    /// Fields of a row and the fingerprint of each of its cells, in row and column order.
    pub rows: Vec<(Vec<FieldIx>, Vec<String>)>,
    /// Statement index and the fingerprint of its text, in page order.
    pub statements: Vec<(usize, String)>,
    /// Link targets outside the table.
    pub links: Vec<String>,
}

/// A promise outside the table.
#[derive(Debug, Deserialize, Serialize)]
pub struct Statement {
    /// Id.
    pub id: String,
    /// Short name.
    pub label: String,
    /// What it means for the reader.
    pub meaning: String,
    /// Markdown form.
    pub form: StatementForm,
    /// Place relative to the table.
    pub place: StatementPlace,
    /// Names in it.
    pub mentions: Vec<String>,
    /// Link stems in it.
    pub links: Vec<String>,
    /// Link stems in it on other editions.
    pub other_links: Vec<String>,
    /// What a reader should know of its words, by document.
    pub notes: BTreeMap<String, String>,
    /// How grave its loss is.
    pub severity: StatementSeverity,
    /// Whether it says what the reader has to do.
    pub obliges: bool,
    /// Whether it denies something.
    pub denies: bool,
    /// First edition with it.
    pub since: Option<Date>,
    /// First edition without it.
    pub until: Option<Date>,
    /// Where it is declared.
    pub origin: Origin,
}

impl Catalog {
    /// The field with this number.
    pub fn field(&self, ix: FieldIx) -> &Field {
        &self.fields[ix.0]
    }

    /// Number of the field with this id.
    pub fn field_by_id(&self, id: &str) -> Option<FieldIx> {
        self.fields.iter().position(|f| f.id == id).map(FieldIx)
    }

    /// The message with this id.
    pub fn message(&self, id: &str) -> Option<&Message> {
        self.messages.iter().find(|m| m.id == id)
    }

    /// The service with this id.
    pub fn service(&self, id: &str) -> Option<&Service> {
        self.services.iter().find(|s| s.id == id)
    }

    /// The flow with this id.
    pub fn flow(&self, id: &str) -> Option<&Flow> {
        self.flows.iter().find(|f| f.id == id)
    }

    /// Name of a party, or its id when it is unknown.
    pub fn party_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.parties.iter().find(|p| p.id == id).map_or(id, |p| &p.name)
    }

    /// A controlled term.
    pub fn term(&self, kind: VocabularyKind, id: &str) -> Option<&Term> {
        self.terms.get(&(kind, id.to_owned()))
    }

    /// Numbers of the fields of a flow, in page order.
    pub fn fields_of_flow<'a>(&'a self, flow: &'a str) -> impl Iterator<Item = FieldIx> + 'a {
        self.fields.iter().enumerate().filter(move |(_, f)| f.flow == flow).map(|(i, _)| FieldIx(i))
    }

    /// The rows of a flow's page: fields that share a row are joined. None of an unknown flow.
    pub fn rows_of_flow(&self, flow: &str) -> &[Row] {
        let at = self.flows.iter().position(|f| f.id == flow);
        at.and_then(|at| self.rows.get(at)).map_or(&[], Vec::as_slice)
    }
}

impl Field {
    /// The spelling that the source page of this date used.
    pub fn label_at(&self, date: Option<Date>) -> &str {
        label_at(&self.label, &self.former, date)
    }

    /// Whether a source edition of this date lists the field.
    pub fn listed_at(&self, date: Date) -> bool {
        self.since <= date && self.until.is_none_or(|until| date < until)
    }
}

impl Message {
    /// The spelling that the source page of this date used.
    pub fn label_at(&self, date: Option<Date>) -> &str {
        label_at(&self.label, &self.former, date)
    }
}

impl Document {
    /// Whether a path or address, with or without extension, is that of the page.
    pub fn lies_at(&self, place: &str) -> bool {
        let place = place.strip_suffix(".md").unwrap_or(place);
        let below = |path: &String| place.strip_suffix(path.as_str());
        self.paths.iter().filter_map(below).any(|head| head.is_empty() || head.ends_with('/'))
    }
}

impl Statement {
    /// Link stems in it on whichever edition.
    pub fn all_links(&self) -> impl Iterator<Item = &str> {
        self.links.iter().chain(&self.other_links).map(String::as_str)
    }

    /// Whether a text can lack the statement: a copy without any link, such as the text of a web page,
    /// says nothing of links.
    pub fn can_be_lacking(&self, has_links: bool) -> bool {
        has_links || self.form != StatementForm::Link
    }

    /// Whether a source edition of this date carries the statement.
    pub fn carried_at(&self, date: Date) -> bool {
        self.since.is_none_or(|since| since <= date) && self.until.is_none_or(|until| date < until)
    }
}

fn label_at<'a>(label: &'a str, former: &'a [Former], date: Option<Date>) -> &'a str {
    date.and_then(|date| former.iter().filter(|f| date < f.until).min_by_key(|f| f.until))
        .map_or(label, |f| f.label.as_str())
}
