//! What the text of a document is made of on its page.

use serde::Serialize;

use crate::finding::Severity;
use crate::report::html::view::FindingRow;

use super::marks::Segment;

/// A part of the text.
#[derive(Debug, Serialize)]
pub(super) struct Part<'a> {
    /// `metadata`, `heading`, `paragraph`, `list`, `note`, `raw` or `table`.
    pub(super) kind: &'static str,
    /// What it is made of; of a table, its rows.
    pub(super) entries: Vec<Entry<'a>>,
    /// Texts of the header cells of a table.
    pub(super) header: Vec<Vec<Segment>>,
}

/// A line, a block or a row.
#[derive(Debug, Default, Serialize)]
pub(super) struct Entry<'a> {
    /// First byte; decides which findings belong to it.
    #[serde(skip)]
    pub(super) start: usize,
    /// 1-based line of the file.
    pub(super) line: usize,
    /// Texts of the cells; one unless it is a row.
    pub(super) cells: Vec<Vec<Segment>>,
    /// 1-based number of a data row.
    pub(super) row: Option<usize>,
    /// Fields that a row stands for.
    pub(super) fields: Vec<FieldRef<'a>>,
    /// Promises that stand here.
    pub(super) statements: Vec<&'a str>,
    /// Gravest severity of what is wrong here.
    pub(super) worst: Option<Severity>,
    /// The findings that are told here.
    pub(super) findings: Vec<&'a FindingRow>,
    /// Findings told elsewhere on the page that also concern this.
    pub(super) again: Vec<&'a FindingRow>,
}

/// A field with the anchor of it.
#[derive(Debug, Serialize)]
pub(super) struct FieldRef<'a> {
    pub(super) anchor: String,
    pub(super) label: &'a str,
    /// Whether this is the place of the page that the anchor names.
    pub(super) first: bool,
}
