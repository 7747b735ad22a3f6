//! What a lock file says.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

/// All approvals, by document and place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock {
    /// Approved cells.
    pub cells: BTreeMap<CellKey, ApprovedCell>,
    /// Approved findings that belong to no cell.
    pub findings: BTreeMap<FindingKey, ApprovedFinding>,
    /// How many approvals of each document were read in two versions, as a merge of two branches
    /// leaves them. None of the versions counts.
    pub contradicted: BTreeMap<String, usize>,
}

impl Lock {
    /// The documents that it speaks of.
    pub fn documents(&self) -> BTreeSet<&str> {
        let cells = self.cells.keys().map(|key| key.document.as_str());
        cells.chain(self.findings.keys().map(|key| key.document.as_str())).collect()
    }

    /// Takes out all that it says of some documents.
    pub fn forget(&mut self, gone: impl Fn(&str) -> bool) {
        self.cells.retain(|key, _| !gone(&key.document));
        self.findings.retain(|key, _| !gone(&key.document));
        self.contradicted.retain(|document, _| !gone(document));
    }

    /// The terms of all approvals of a document.
    pub fn terms_of<'a>(&'a self, document: &'a str) -> impl Iterator<Item = &'a Terms> {
        let cells = self.cells_of(document).map(|(_, cell)| &cell.terms);
        cells.chain(self.findings_of(document).map(|(_, found)| &found.terms))
    }

    /// The approved cells of a document.
    pub fn cells_of<'a>(
        &'a self,
        document: &'a str,
    ) -> impl Iterator<Item = (&'a CellKey, &'a ApprovedCell)> {
        let (row, column) = (String::new(), String::new());
        let first = CellKey { document: document.to_owned(), row, column };
        self.cells.range(first..).take_while(move |(key, _)| key.document == document)
    }

    /// The approved findings of a document.
    pub fn findings_of<'a>(
        &'a self,
        document: &'a str,
    ) -> impl Iterator<Item = (&'a FindingKey, &'a ApprovedFinding)> {
        let (check, fingerprint) = (String::new(), String::new());
        let first = FindingKey { document: document.to_owned(), check, fingerprint };
        self.findings.range(first..).take_while(move |(key, _)| key.document == document)
    }
}

/// A cell, by what it stands for and not by where it stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellKey {
    /// Path of the document from the folder of the lock.
    pub document: String,
    /// Ids of the row's fields, joined by `+`; `~2` behind the second row for the same; a number
    /// alone, as `~1`, for rows that stand for nothing known. `statement/ID` for a statement.
    pub row: String,
    /// `service`, `message`, `field`, `purpose`, or `text` for a statement.
    pub column: String,
}

/// What was approved in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovedCell {
    /// Hash of the source text; [`NO_SOURCE`] if the source page had no such cell; nothing if there
    /// was no source page at hand, or on a source page.
    pub source: Option<String>,
    /// Hash of the text.
    pub target: String,
    /// Which checks are silent on it.
    pub waives: Waives,
    /// Who, why, how long.
    pub terms: Terms,
}

impl ApprovedCell {
    /// Whether a text with this hash is the one that was approved.
    pub(super) fn is_target(&self, hash: &str) -> bool {
        is_same(&self.target, hash)
    }

    /// Whether a source text with this hash is the one that it was approved with. What was or is
    /// not at hand cannot have changed.
    pub(super) fn is_source(&self, hash: Option<&str>) -> bool {
        let (Some(before), Some(now)) = (&self.source, hash) else { return true };
        is_same(before, now)
    }
}

/// Whether two hashes are of one text. Those of older lock files have half the digits.
fn is_same(before: &str, now: &str) -> bool {
    before == now || (before.len() == 8 && now.starts_with(before))
}

/// Stands for the source text of a cell that the source page does not have.
pub const NO_SOURCE: &str = "none";

/// A finding of a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FindingKey {
    /// Path of the document from the folder of the lock.
    pub document: String,
    /// Id of the check.
    pub check: String,
    /// The finding's fingerprint, which depends on the text at fault.
    pub fingerprint: String,
}

/// What was approved with a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovedFinding {
    /// Who, why, how long.
    pub terms: Terms,
}

/// The checks that are silent on a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Waives {
    /// Every check.
    All,
    /// These, sorted.
    Only(Vec<String>),
}

impl Waives {
    /// Whether a check is silent.
    pub fn covers(&self, check: &str) -> bool {
        match self {
            Waives::All => true,
            Waives::Only(ids) => ids.iter().any(|id| id == check),
        }
    }

    /// The checks that either of two covers.
    pub fn with(&self, other: &Waives) -> Waives {
        let (Waives::Only(own), Waives::Only(more)) = (self, other) else { return Waives::All };
        let ids: BTreeSet<&String> = own.iter().chain(more).collect();
        Waives::Only(ids.into_iter().cloned().collect())
    }
}

/// Who approved, why and how long; and by which catalog.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Terms {
    /// Version of the catalog that the pages were read with.
    pub catalog: String,
    /// Who approved.
    pub by: Option<String>,
    /// Why.
    pub why: Option<String>,
    /// The last day on which it holds.
    pub until: Option<Date>,
}

impl Terms {
    /// Whether the approval has expired.
    pub fn expired(&self, today: Date) -> bool {
        self.until.is_some_and(|until| until < today)
    }
}
