//! What an audit adds to the catalog: the audited files, and what each of them says.

use serde::Serialize;

use crate::finding::Severity;

/// An audited file, as in the JSON contract of the findings.
#[derive(Debug, Clone, Serialize)]
pub struct AuditedDocument {
    /// Path as shown.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Id of the catalog's document.
    pub document: String,
    /// Flow id.
    pub flow: String,
    /// Language tag.
    pub locale: String,
    /// Source edition.
    pub edition: EditionView,
    /// Data rows.
    pub rows: usize,
    /// Claims: a row that names two fields makes two.
    pub claims: usize,
    /// Rows that stand for something sure.
    pub resolved: usize,
    /// The other rows.
    pub unresolved: Vec<UnresolvedRow>,
}

/// The source edition of a document.
#[derive(Debug, Clone, Serialize)]
pub struct EditionView {
    /// `source`, `current`, `stale` or `unknown`.
    pub status: &'static str,
    /// Date of the source edition, if known.
    pub source_date: Option<String>,
    /// Name of the source edition, if known.
    pub source_id: Option<String>,
    /// When the translation was handed off, if it says so.
    pub handoff: Option<String>,
    /// Of a source page: date of the newest known edition whose rows or statements differ from
    /// its own, when that is newer.
    pub superseded: Option<String>,
}

/// A row that stands for nothing sure.
#[derive(Debug, Clone, Serialize)]
pub struct UnresolvedRow {
    /// 1-based data row.
    pub row: usize,
    /// 1-based line of the file.
    pub line: usize,
    /// Why: `ambiguous`, `duplicate` or `unknown`.
    pub reason: &'static str,
    /// Text of its field cell.
    pub found: String,
}

/// A file that is no document of the catalog.
#[derive(Debug, Clone, Serialize)]
pub struct SkippedFile {
    /// Path as shown.
    pub path: String,
    /// Why.
    pub reason: String,
}

/// What a page makes of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentationStatus {
    /// It stands there as it should.
    Listed,
    /// It stands there, and a finding or the protocol speaks against what stands there.
    Doubted,
    /// Its wire key stands there in another spelling.
    Altered,
    /// Its wire key stands there in another language.
    Translated,
    /// A row may or may not stand for it.
    Ambiguous,
    /// The page owes it and has no row for it.
    Missing,
    /// The edition that the page was made from does not list it.
    NotListedByEdition,
}

impl DocumentationStatus {
    /// As in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            DocumentationStatus::Listed => "listed",
            DocumentationStatus::Doubted => "doubted",
            DocumentationStatus::Altered => "altered",
            DocumentationStatus::Translated => "translated",
            DocumentationStatus::Ambiguous => "ambiguous",
            DocumentationStatus::Missing => "missing",
            DocumentationStatus::NotListedByEdition => "not-listed-by-edition",
        }
    }
}

/// A field on one page.
#[derive(Debug, Clone, Serialize)]
pub struct PageStatus {
    /// Language tag.
    pub locale: String,
    /// Path as shown.
    pub path: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// What stands there.
    pub status: DocumentationStatus,
    /// 1-based line, if it stands anywhere.
    pub line: Option<usize>,
    /// Text of its cell.
    pub found: Option<String>,
    /// The findings that speak against what stands there.
    pub doubts: Vec<Doubt>,
}

/// A finding that speaks against what stands at a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Doubt {
    /// Its fingerprint.
    pub fingerprint: String,
    /// Id of its check.
    pub check: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
}

/// What became of a promise on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StatementStatus {
    /// The page says the opposite.
    Contradicted,
    /// It is there, and a finding doubts that it says what the source says; or it is to deny
    /// something, and nothing tells whether it does.
    Unclear,
    /// It is there.
    Found,
    /// The page owes it and does not have it.
    Missing,
    /// The edition that the page was made from does not carry it, but the newest one does.
    AddedLater,
    /// The edition that the page was made from does not carry it, nor does the newest one.
    NotExpected,
}

impl StatementStatus {
    /// As in JSON and CSV.
    pub fn as_str(self) -> &'static str {
        match self {
            StatementStatus::Contradicted => "contradicted",
            StatementStatus::Unclear => "unclear",
            StatementStatus::Found => "found",
            StatementStatus::Missing => "missing",
            StatementStatus::AddedLater => "added-later",
            StatementStatus::NotExpected => "not-expected",
        }
    }
}

/// A promise on one page.
#[derive(Debug, Clone, Serialize)]
pub struct StatementPage {
    /// Language tag.
    pub locale: String,
    /// Path as shown.
    pub path: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// What became of it.
    pub status: StatementStatus,
    /// Where it is.
    pub quote: Option<Quote>,
    /// The findings that speak against it.
    pub doubts: Vec<Doubt>,
    /// Why nobody can say whether it denies what it is to deny.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unjudged: Option<&'static str>,
}

/// A place of a page with its text.
#[derive(Debug, Clone, Serialize)]
pub struct Quote {
    /// 1-based line.
    pub line: usize,
    /// Text without markup.
    pub text: String,
}
