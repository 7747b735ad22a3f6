//! What has changed since an earlier run: findings that are new, gone or told otherwise, and the
//! documents that they are on. The earlier run is its `findings.json`.

mod markdown;
mod terminal;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::audit::Audit;
use crate::finding::{Finding, Severity};
use crate::source::Sources;

pub(super) use markdown::escaped;
pub use markdown::markdown;
pub use terminal::terminal;

/// An earlier run, as far as it is compared.
#[derive(Debug, Clone, Deserialize)]
pub struct Earlier {
    tool: Tool,
    catalog: CatalogRef,
    documents: Vec<Document>,
    findings: Vec<Told>,
}

#[derive(Debug, Clone, Deserialize)]
struct Tool {
    version: String,
}

#[derive(Debug, Clone, Deserialize)]
struct CatalogRef {
    version: String,
    sha256: String,
}

#[derive(Debug, Clone, Deserialize)]
struct Document {
    path: String,
    sha256: String,
}

/// A finding as one run tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Stable identity.
    pub fingerprint: String,
    /// Id of the check.
    pub check: String,
    /// How grave it is.
    pub severity: Severity,
    /// File.
    pub path: String,
    /// Language, if known.
    pub locale: Option<String>,
    /// Ids of the fields concerned.
    #[serde(default)]
    pub fields: Vec<String>,
    /// Column role concerned.
    pub column: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What stands there.
    pub found: Option<String>,
}

/// A finding that both runs tell, but not in the same way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// As the earlier run told it.
    pub then: Told,
    /// As this run tells it.
    pub now: Told,
}

/// Findings of one severity in both runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// The severity.
    pub severity: Severity,
    /// In the earlier run.
    pub then: usize,
    /// In this one.
    pub now: usize,
}

/// What has changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Trend {
    /// Version of the program that made the earlier run, if it is another.
    pub tool: Option<String>,
    /// Version of the earlier run's catalog, if its content is another.
    pub catalog: Option<String>,
    /// By severity, the gravest first.
    pub tallies: Vec<Tally>,
    /// Findings that only this run has.
    pub new: Vec<Told>,
    /// Findings that only the earlier run had.
    pub gone: Vec<Told>,
    /// Findings of both that are told otherwise.
    pub changed: Vec<Changed>,
    /// Number of findings that are the same.
    pub same: usize,
    /// Documents that only this run has.
    pub documents_new: Vec<String>,
    /// Documents that only the earlier run had.
    pub documents_gone: Vec<String>,
    /// Documents with other bytes.
    pub documents_changed: Vec<String>,
}

/// Reads the `findings.json` of an earlier run.
///
/// # Errors
/// Bytes that are none.
pub fn read(bytes: &[u8]) -> Result<Earlier, String> {
    serde_json::from_slice(bytes).map_err(|error| error.to_string())
}

/// Compares this run with an earlier one.
pub fn compare(audit: &Audit<'_>, findings: &[Finding], earlier: &Earlier) -> Trend {
    let now: Vec<Told> = findings.iter().map(|finding| told(&audit.sources, finding)).collect();
    let count = |list: &[Told], severity| list.iter().filter(|f| f.severity == severity).count();
    let tally = |severity| Tally {
        severity,
        then: count(&earlier.findings, severity),
        now: count(&now, severity),
    };
    let tallies = [Severity::Error, Severity::Warning, Severity::Note].map(tally).to_vec();
    let sorted = sort_out(&earlier.findings, now);
    let documents = documents(audit, earlier);
    let version = env!("CARGO_PKG_VERSION");
    Trend {
        tool: (earlier.tool.version != version).then(|| earlier.tool.version.clone()),
        catalog: (earlier.catalog.sha256 != audit.catalog.sha256)
            .then(|| earlier.catalog.version.clone()),
        tallies,
        new: sorted.new,
        gone: sorted.gone,
        changed: sorted.changed,
        same: sorted.same,
        documents_new: documents.0,
        documents_gone: documents.1,
        documents_changed: documents.2,
    }
}

fn told(sources: &Sources, finding: &Finding) -> Told {
    Told {
        fingerprint: finding.fingerprint.clone(),
        check: finding.check.to_owned(),
        severity: finding.severity,
        path: sources.get(finding.span.file).path().to_owned(),
        locale: finding.locale.clone(),
        fields: finding.fields.clone(),
        column: finding.column.map(str::to_owned),
        message: finding.message.clone(),
        found: finding.found.clone(),
    }
}

struct Sorted {
    new: Vec<Told>,
    gone: Vec<Told>,
    changed: Vec<Changed>,
    same: usize,
}

/// Pairs by fingerprint; what is left of both sides is paired once more by check, document, fields
/// and column: the same fault of the same cell with another text.
fn sort_out(then: &[Told], now: Vec<Told>) -> Sorted {
    let mut old: BTreeMap<&str, &Told> =
        then.iter().map(|told| (told.fingerprint.as_str(), told)).collect();
    let mut sorted = Sorted { new: Vec::new(), gone: Vec::new(), changed: Vec::new(), same: 0 };
    for told in now {
        match old.remove(told.fingerprint.as_str()) {
            Some(before) if says_the_same(before, &told) => sorted.same += 1,
            Some(before) => sorted.changed.push(Changed { then: before.clone(), now: told }),
            None => sorted.new.push(told),
        }
    }
    let mut gone: Vec<&Told> =
        then.iter().filter(|told| old.contains_key(told.fingerprint.as_str())).collect();
    for told in std::mem::take(&mut sorted.new) {
        match gone.iter().position(|before| same_place(before, &told)) {
            Some(at) => sorted.changed.push(Changed { then: gone.remove(at).clone(), now: told }),
            None => sorted.new.push(told),
        }
    }
    sorted.gone = gone.into_iter().cloned().collect();
    sorted
}

/// Paths are left aside: another checkout is no change.
fn says_the_same(a: &Told, b: &Told) -> bool {
    (a.severity, &a.message, &a.fields) == (b.severity, &b.message, &b.fields)
}

fn same_place(a: &Told, b: &Told) -> bool {
    let name = |told: &Told| told.path.rsplit('/').next().unwrap_or_default().to_owned();
    let key = |told: &Told| (told.check.clone(), told.locale.clone(), told.column.clone());
    !a.fields.is_empty() && a.fields == b.fields && key(a) == key(b) && name(a) == name(b)
}

/// Paths of the documents that are new, gone and changed.
fn documents(audit: &Audit<'_>, earlier: &Earlier) -> (Vec<String>, Vec<String>, Vec<String>) {
    let then: BTreeMap<&str, &str> =
        earlier.documents.iter().map(|d| (d.path.as_str(), d.sha256.as_str())).collect();
    let hash = |page: &crate::audit::Page| audit.sources.get(page.file).sha256();
    let now: BTreeSet<&str> = audit.pages.iter().map(|page| page.path.as_str()).collect();
    let pages = || audit.pages.iter();
    let path = |page: &crate::audit::Page| page.path.clone();
    let other = |page: &&crate::audit::Page| {
        then.get(page.path.as_str()).is_some_and(|sha256| *sha256 != hash(page))
    };
    (
        pages().filter(|page| !then.contains_key(page.path.as_str())).map(path).collect(),
        then.keys().filter(|path| !now.contains(**path)).map(|path| (*path).to_owned()).collect(),
        pages().filter(other).map(path).collect(),
    )
}

#[cfg(test)]
mod tests;
