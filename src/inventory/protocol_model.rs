//! The structures of a comparison with the vendor's protocol. Their names and order are the JSON
//! of `protocol.json`.

use serde::Serialize;

use crate::catalog::model::Personal;
use crate::protocol::VerdictKind;
use crate::protocol::conditions::Exchanged;

/// Documents, catalog and protocol held against each other, ready to be shown.
#[derive(Debug, Default, Clone, Serialize)]
pub struct ProtocolView {
    /// Where the facts come from, one entry per file.
    pub sources: Vec<SourceView>,
    /// Ways in which a device comes under management, in the order of the catalog.
    pub enrolments: Vec<EnrolmentView>,
    /// Sums.
    pub totals: VerdictTotals,
    /// Those of every field in page order, the gravest first, then those of keys and messages that
    /// no field stands for, personal data first.
    pub verdicts: Vec<VerdictView>,
    /// How much of each message is documented, in the order of the facts.
    pub coverage: Vec<CoverageView>,
    /// When each datum is exchanged: fields in page order, then undisclosed keys, then what has come
    /// to an end in messages that no page lists.
    pub matrix: Vec<MatrixRowView>,
}

/// A file of facts and where they come from.
#[derive(Debug, Clone, Serialize)]
pub struct SourceView {
    /// The file, below the catalog.
    pub path: String,
    /// Name of the repository or page.
    pub name: String,
    /// Address.
    pub url: String,
    /// Licence, if one is given.
    pub licence: Option<String>,
    /// Commit that holds all of the file's facts, if the source is a repository and one does.
    pub commit: Option<String>,
    /// Commits that its facts were read from, in hex, each once.
    pub commits: Vec<String>,
    /// Date of the commit, or on which the page was read.
    pub date: String,
    /// `low`, `medium` or `high`.
    pub confidence: &'static str,
    /// What to know about it.
    pub note: Option<String>,
    /// Messages that the file is the first to declare.
    pub messages: usize,
    /// Keys that the file declares.
    pub keys: usize,
}

/// A way in which a device comes under management.
#[derive(Debug, Clone, Serialize)]
pub struct EnrolmentView {
    /// Id.
    pub id: String,
    /// Name.
    pub label: String,
    /// Platforms on which it exists.
    pub platforms: Vec<String>,
}

/// Sums over the verdicts.
#[derive(Debug, Default, Clone, Serialize)]
pub struct VerdictTotals {
    /// Fields judged.
    pub fields: usize,
    /// Verdicts: a field may have several.
    pub verdicts: usize,
    /// Keys of documented messages that no page lists and that hold personal data.
    pub personal_keys_open: usize,
    /// Messages that no page lists.
    pub messages_open: usize,
    /// Messages that no page lists and that hold personal data.
    pub personal_messages_open: usize,
    /// Every kind, from the gravest to the least.
    pub by_kind: Vec<KindCount>,
}

/// Verdicts of one kind.
#[derive(Debug, Clone, Serialize)]
pub struct KindCount {
    /// The kind.
    pub kind: VerdictKind,
    /// What it means.
    pub meaning: &'static str,
    /// Fields whose gravest verdict it is.
    pub fields: usize,
    /// All verdicts of the kind, on fields, keys and messages.
    pub verdicts: usize,
}

/// The outcome of one comparison, with the places on which it rests.
#[derive(Debug, Clone, Serialize)]
pub struct VerdictView {
    /// Id within a report: subject and kind.
    pub id: String,
    /// What became of it.
    pub kind: VerdictKind,
    /// `field`, `key` or `message`.
    pub subject: &'static str,
    /// Whether it is the first verdict on its subject, which is the gravest.
    pub primary: bool,
    /// Id of the field.
    pub field: Option<String>,
    /// Name of the field, or of the key or message that no field stands for.
    pub label: String,
    /// The message of the page, or of the protocol where no field stands for the subject.
    pub message: String,
    /// Service, as the pages spell it.
    pub service: String,
    /// Names of the directions.
    pub flows: Vec<String>,
    /// Id of the schema of the protocol.
    pub schema: Option<String>,
    /// Path of the key or message of the protocol.
    pub protocol: Option<String>,
    /// Data type of the key.
    pub data_type: Option<String>,
    /// `low`, `medium` or `high`.
    pub confidence: &'static str,
    /// Whether the datum is certainly personal.
    pub personal: bool,
    /// Whether it is personal: `yes`, `no` or `depends`.
    pub personal_data: Personal,
    /// Name of the sensitivity.
    pub sensitivity: String,
    /// 0 (least) and up.
    pub sensitivity_rank: u8,
    /// Both sides and what follows, in words.
    pub summary: String,
    /// What the protocol has in its place.
    pub expected: Option<String>,
    /// Where the protocol no longer has it, or has no longer what the message holds.
    pub ended: Vec<EndedView>,
    /// The places.
    pub evidence: ThreeSides,
}

/// An end of a message or key on one platform.
#[derive(Debug, Clone, Serialize)]
pub struct EndedView {
    /// Path of the message or key.
    pub protocol: String,
    /// Platform.
    pub platform: String,
    /// First version without it.
    pub version: String,
}

/// The places that a verdict rests on.
#[derive(Debug, Clone, Serialize)]
pub struct ThreeSides {
    /// The newest source page that lists the field.
    pub document: Option<DocumentSide>,
    /// Source pages without a row for it, where no field stands for the subject.
    pub searched: Vec<String>,
    /// The declaration of the field.
    pub catalog: Option<Location>,
    /// The declaration of the key or message.
    pub protocol: Option<ProtocolSide>,
}

/// A line of a file.
#[derive(Debug, Clone, Serialize)]
pub struct Location {
    /// Path as shown.
    pub path: String,
    /// 1-based line.
    pub line: usize,
}

/// What a page says.
#[derive(Debug, Clone, Serialize)]
pub struct DocumentSide {
    /// Where.
    #[serde(flatten)]
    pub place: Location,
    /// Language tag of the page.
    pub locale: String,
    /// Text of the field cell.
    pub text: String,
    /// Audited pages with a row for the field.
    pub pages_listing: usize,
    /// Audited pages of its direction.
    pub pages_audited: usize,
}

/// What the protocol says.
#[derive(Debug, Clone, Serialize)]
pub struct ProtocolSide {
    /// Where the fact is declared.
    #[serde(flatten)]
    pub place: Location,
    /// Path of the key or message.
    pub subject: String,
    /// Name of the source.
    pub source: String,
    /// File of the source.
    pub file: Option<String>,
    /// Address of the source.
    pub url: String,
    /// Commit that holds the file.
    pub commit: Option<String>,
    /// Date of the commit, or on which the source was read.
    pub date: String,
}

/// How much of a message is documented.
#[derive(Debug, Clone, Serialize)]
pub struct CoverageView {
    /// Path of the message.
    pub message: String,
    /// Id of its schema.
    pub schema: String,
    /// Service, as the pages spell it.
    pub service: String,
    /// Keys with a datum of their own.
    pub total: usize,
    /// Of these, listed on a page.
    pub documented: usize,
    /// Of those that are not listed, personal data.
    pub personal_open: usize,
}

/// When a datum is exchanged.
#[derive(Debug, Clone, Serialize)]
pub struct MatrixRowView {
    /// `field` or `key`.
    pub subject: &'static str,
    /// Id of the field, or path of the key that no field stands for.
    pub id: String,
    /// Name of the field or key.
    pub label: String,
    /// Path of the key; empty if the protocol has none.
    pub protocol: String,
    /// The message of the page, or of the protocol where no field stands for the key.
    pub message: String,
    /// Service, as the pages spell it.
    pub service: String,
    /// Names of the directions.
    pub flows: Vec<String>,
    /// Where it does not depend on platforms: whether it is exchanged.
    pub anywhere: Option<Exchanged>,
    /// By enrolment and platform, in the order of the catalog.
    pub circumstances: Vec<CircumstanceView>,
}

/// Whether a datum is exchanged on one platform under one enrolment.
#[derive(Debug, Clone, Serialize)]
pub struct CircumstanceView {
    /// Platform.
    pub platform: String,
    /// Id of the enrolment.
    pub enrolment: String,
    /// Name of the enrolment.
    pub enrolment_label: String,
    /// Whether it is exchanged.
    pub exchanged: Exchanged,
    /// Access right without which it is not.
    pub right: Option<String>,
    /// First version with it.
    pub since: Option<String>,
    /// First version that advises against it.
    pub deprecated: Option<String>,
    /// First version without it.
    pub until: Option<String>,
    /// Channels on which it is not sent.
    pub not_on: Vec<String>,
    /// Why it is never exchanged.
    pub because: Option<String>,
}
