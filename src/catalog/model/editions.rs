//! Known revisions of a source page.

use serde::Deserialize;

use crate::catalog::located::Located;

/// `editions/<document>.yaml`: every known revision of a source page.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
