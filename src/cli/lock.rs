//! `flowproof.lock`: reading it, and holding it against a run.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::approvals::{Comparison, Expired, Lock, compare, read};
use crate::audit::Audit;
use crate::finding::{Finding, counted, sort};
use crate::report::one_line;

use super::failure::Failure;
use super::find_upwards::read_text;
use super::options::LockOptions;
use super::paths::document;
use super::policy::{Levels, findings};
use super::{explain, out};

/// A lock with all that is needed to hold it against pages.
pub(super) struct Approvals {
    /// What it says.
    pub(super) lock: Lock,
    /// Its file.
    pub(super) path: PathBuf,
    /// The day on which approvals must still hold.
    pub(super) today: Date,
}

/// Findings with a lock taken into account.
pub(super) struct Judgement {
    /// What is left.
    pub(super) findings: Vec<Finding>,
    /// How many findings are approved.
    pub(super) approved: usize,
    /// Approvals that no longer hold.
    pub(super) expired: Vec<Expired>,
}

/// The approvals that a command is to respect, if there are any.
pub(super) fn approvals(options: &LockOptions) -> Result<Option<Approvals>, Failure> {
    let Some(path) = &options.path else { return Ok(None) };
    Ok(Some(Approvals { lock: read_file(path)?, path: path.clone(), today: options.today }))
}

/// Reads a lock file, or shows every line that is at fault.
pub(super) fn read_file(path: &Path) -> Result<Lock, Failure> {
    let help = "correct the path given with --lock, or write the file with `flowproof approve`";
    let text = read_text(path, help)?;
    let unknown = |id: &str| explain::find(id).is_err().then(|| explain::suggestion(id));
    let lock = read(&path.display().to_string(), &text, &unknown)
        .map_err(|errors| Failure::Catalog { folder: String::new(), errors })?;
    report_contradicted(&lock, path)?;
    Ok(lock)
}

/// Says in one line which approvals two branches gave in different ways.
fn report_contradicted(lock: &Lock, path: &Path) -> Result<(), Failure> {
    let total = lock.contradicted.values().sum();
    if total == 0 {
        return Ok(());
    }
    let documents =
        lock.contradicted.iter().map(|(document, count)| format!("{document} ({count})"));
    writeln!(
        out::stderr(),
        "note: {} in {} {} in two versions, as a merge leaves them, and counts in none: {}; \
         `flowproof approve` renews what was read",
        counted(total, "approval"),
        path.display(),
        if total == 1 { "stands" } else { "stand" },
        some(&documents.collect::<Vec<_>>())
    )?;
    Ok(())
}

impl Approvals {
    /// Holds the lock against the pages of a run.
    fn compare(&self, audit: &Audit<'_>) -> Comparison {
        compare(&self.lock, audit, &|page| document(&self.path, page), self.today)
    }
}

/// Says on stderr which approvals have expired, and which were given under another catalog.
pub(super) fn report(
    approvals: Option<&Approvals>,
    audit: &Audit<'_>,
    expired: &[Expired],
) -> Result<(), Failure> {
    let Some(approvals) = approvals else { return Ok(()) };
    report_catalog(&approvals.lock, &approvals.path, audit)?;
    if expired.is_empty() {
        return Ok(());
    }
    let total: usize = expired.iter().map(|e| e.count).sum();
    let list: Vec<String> =
        expired.iter().map(|e| format!("{} ({}, {})", e.document, e.count, e.until)).collect();
    let (lock, list) = (approvals.path.display(), some(&list));
    let count = counted(total, "approval");
    let verb = if total == 1 { "has" } else { "have" };
    writeln!(out::stderr(), "warning: {count} in {lock} {verb} expired: {list}")?;
    Ok(())
}

/// The first few of a list, and how many more there are.
fn some(items: &[String]) -> String {
    const SHOWN: usize = 5;
    let shown = items.iter().take(SHOWN).map(|item| one_line(item)).collect::<Vec<_>>().join(", ");
    match items.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// Says in one line how many approvals of the pages were given under another catalog version.
pub(super) fn report_catalog(lock: &Lock, path: &Path, audit: &Audit<'_>) -> Result<(), Failure> {
    let now = one_line(&audit.catalog.version);
    let documents: Vec<String> = audit.pages.iter().map(|page| document(path, page)).collect();
    let terms = documents.iter().flat_map(|document| lock.terms_of(document));
    let mut versions: BTreeMap<&str, usize> = BTreeMap::new();
    for terms in terms.filter(|terms| terms.catalog != audit.catalog.version) {
        *versions.entry(&terms.catalog).or_default() += 1;
    }
    if versions.is_empty() {
        return Ok(());
    }
    let total = counted(versions.values().sum(), "approval");
    let versions: Vec<String> = versions.into_keys().map(str::to_owned).collect();
    let (lock, versions) = (path.display(), some(&versions));
    writeln!(
        out::stderr(),
        "note: {total} in {lock} given under catalog version {versions}, and this is {now}; they still hold"
    )?;
    Ok(())
}

/// Runs all checks and takes out what is approved.
pub(super) fn judge(
    audit: &Audit<'_>,
    levels: &Levels,
    approvals: Option<&Approvals>,
) -> Judgement {
    let comparison = approvals.map(|approvals| approvals.compare(audit));
    let mut findings = findings(audit, levels, comparison.as_ref());
    let approved = comparison.as_ref().map_or(0, |comparison| comparison.silence(&mut findings));
    // Of a finding that lost its first rows the place is another.
    sort(&mut findings, &audit.sources);
    let expired = comparison.map(|comparison| comparison.expired).unwrap_or_default();
    Judgement { findings, approved, expired }
}
