//! What has changed since an earlier run: in the catalog and the verdicts, in the documents, and
//! findings that are new, gone or told otherwise. The earlier run is its `findings.json`.

mod documents;
mod earlier;
mod findings;
mod markdown;
mod text;

use serde::Serialize;

use crate::audit::Audit;
use crate::catalog::diff::{self, Entry, KINDS, State};
use crate::finding::{Finding, Severity};
use crate::source::Sources;

pub use documents::{Document, Documents, Pair};
pub use earlier::{Earlier, read};
pub use findings::{Changed, FindingRecord, Findings};
pub use markdown::markdown;
pub use text::text;

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

/// A catalog of a run, as far as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Version {
    /// Id.
    pub id: String,
    /// Version of the content.
    pub version: String,
    /// The start of its digest.
    pub sha256: String,
}

impl Version {
    fn new(id: &str, version: &str, sha256: &str) -> Self {
        let sha256 = sha256.chars().take(12).collect();
        Version { id: id.to_owned(), version: version.to_owned(), sha256 }
    }
}

/// What has changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RunDiff {
    /// Version of the program that made the earlier run, if it is another.
    pub tool: Option<String>,
    /// The catalogs then and now, if their content differs.
    pub catalog: Option<(Version, Version)>,
    /// What differs in fields, terms, verdicts and so on.
    pub entries: Vec<Entry>,
    /// What is not compared, and why.
    pub remarks: Vec<String>,
    /// Whether the earlier run tells any of them.
    pub compared: bool,
    /// By severity, the gravest first.
    pub tallies: Vec<Tally>,
    /// Findings.
    pub findings: Findings,
    /// Documents.
    pub documents: Documents,
}

impl RunDiff {
    /// Whether nothing that is compared has changed.
    pub fn quiet(&self) -> bool {
        let told = &self.findings;
        let lists = [&told.new, &told.gone, &told.unread];
        self.entries.is_empty()
            && lists.iter().all(|list| list.is_empty())
            && told.changed.is_empty()
            && self.documents.quiet()
    }
}

/// Compares this run with an earlier one; `state` is that of this run.
pub fn compare(
    audit: &Audit<'_>,
    state: &State,
    findings: &[Finding],
    earlier: &Earlier,
) -> RunDiff {
    let now: Vec<FindingRecord> =
        findings.iter().map(|finding| told(&audit.sources, finding)).collect();
    let count =
        |list: &[FindingRecord], severity| list.iter().filter(|f| f.severity == severity).count();
    let tally = |severity| Tally {
        severity,
        then: count(&earlier.findings, severity),
        now: count(&now, severity),
    };
    let tallies = [Severity::Error, Severity::Warning, Severity::Note].map(tally).to_vec();
    let documents = documents::pair(&earlier.documents, &read_now(audit));
    let catalog = audit.catalog;
    let version = env!("CARGO_PKG_VERSION");
    let other = earlier.catalog.sha256 != catalog.sha256;
    RunDiff {
        tool: (earlier.tool.version != version).then(|| earlier.tool.version.clone()),
        catalog: other.then(|| {
            let then = &earlier.catalog;
            let then = Version::new(&then.id, &then.version, &then.sha256);
            (then, Version::new(&catalog.id, &catalog.version, &catalog.sha256))
        }),
        entries: diff::compare(&earlier.state, state),
        remarks: earlier.remarks(state),
        compared: KINDS.iter().any(|kind| earlier.state.of(kind).is_some()),
        tallies,
        findings: findings::sort_out(&earlier.findings, now, &documents),
        documents,
    }
}

fn told(sources: &Sources, finding: &Finding) -> FindingRecord {
    FindingRecord {
        fingerprint: finding.fingerprint.clone(),
        check: finding.check.to_owned(),
        severity: finding.severity,
        path: sources.get(finding.span.file).path().to_owned(),
        locale: finding.locale.clone(),
        fields: finding.fields.clone(),
        rows: finding.rows.clone(),
        column: finding.column.map(str::to_owned),
        message: finding.message.clone(),
        found: finding.found.clone(),
        expected: finding.expected.clone(),
    }
}

/// The documents of this run.
fn read_now(audit: &Audit<'_>) -> Vec<Document> {
    let document = |page: &crate::audit::Page| Document {
        path: page.path.clone(),
        sha256: audit.sources.get(page.file).sha256().to_owned(),
        document: audit.document(page).id.clone(),
        locale: page.locale().to_owned(),
    };
    audit.pages.iter().map(document).collect()
}

#[cfg(test)]
mod tests;
