//! `flowproof.lock`: where it is, reading it, and holding it against a run.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Component, Path, PathBuf};

use jiff::civil::Date;

use crate::approvals::{Comparison, Expired, Lock, compare, read};
use crate::audit::{Audit, Page};
use crate::finding::{Finding, counted, sort};
use crate::load::place;
use crate::report::one_line;

use super::args::LockArgs;
use super::find_upwards::{nearest, read_text};
use super::inputs::findings;
use super::out;
use super::settings::Settings;
use super::{Failure, explain};

/// The name that is looked for.
pub(super) const FILE_NAME: &str = "flowproof.lock";

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
pub(super) fn approvals(
    args: &LockArgs,
    settings: &Settings,
) -> Result<Option<Approvals>, Failure> {
    if args.no_lock {
        return Ok(None);
    }
    let today = args.today.unwrap_or_else(system_date);
    let path = match &args.lock {
        Some(path) => path.clone(),
        None => match find(settings) {
            Some(path) => path,
            None => return Ok(None),
        },
    };
    Ok(Some(Approvals { lock: read_file(&path)?, path, today }))
}

/// Where `approve` writes: to the named file, to the one that is there, or beside the settings.
pub(super) fn path_to_write(lock: Option<&Path>, settings: &Settings) -> PathBuf {
    let beside = || settings.folder.join(FILE_NAME);
    lock.map(Path::to_path_buf).or_else(|| find(settings)).unwrap_or_else(beside)
}

/// The date of the system, in UTC.
pub(super) fn system_date() -> Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// The lock beside the settings file; without settings the nearest one upwards.
fn find(settings: &Settings) -> Option<PathBuf> {
    if settings.folder.as_os_str().is_empty() {
        return nearest(FILE_NAME);
    }
    Some(settings.folder.join(FILE_NAME)).filter(|path| path.exists())
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

/// The folder of a lock file.
pub(super) fn folder_of(lock: &Path) -> &Path {
    lock.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Path of a page from the folder of the lock, wherever the program is run.
pub(super) fn document(lock: &Path, page: &Page) -> String {
    relative(&real(folder_of(lock)), &real(&place(&page.path)))
}

/// Where a path leads, as long as it leads anywhere.
pub(super) fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}

/// Where the documents of a lock are, with the names that it has for them.
pub(super) fn places(lock: &Lock, path: &Path) -> BTreeMap<PathBuf, String> {
    let folder = real(folder_of(path));
    let place = |document: &str| {
        let mut place = folder.clone();
        for part in Path::new(document).components() {
            match part {
                Component::ParentDir => drop(place.pop()),
                part => place.push(part),
            }
        }
        place
    };
    lock.documents().into_iter().map(|document| (place(document), document.to_owned())).collect()
}

/// The way from a folder to a file, with `/` separators.
fn relative(folder: &Path, file: &Path) -> String {
    let (from, to): (Vec<Component<'_>>, Vec<Component<'_>>) =
        (folder.components().collect(), file.components().collect());
    let same = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..".to_owned(), from.len() - same);
    let down = to[same..].iter().map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
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
    settings: &Settings,
    approvals: Option<&Approvals>,
) -> Judgement {
    let comparison = approvals.map(|approvals| approvals.compare(audit));
    let mut findings = findings(audit, settings, comparison.as_ref());
    let approved = comparison.as_ref().map_or(0, |comparison| comparison.silence(&mut findings));
    // Of a finding that lost its first rows the place is another.
    sort(&mut findings, &audit.sources);
    let expired = comparison.map(|comparison| comparison.expired).unwrap_or_default();
    Judgement { findings, approved, expired }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_from_the_lock_to_the_page() {
        let way = |folder, file| relative(Path::new(folder), Path::new(file));
        assert_eq!(way("/a/b", "/a/b/fr/x.md"), "fr/x.md");
        assert_eq!(way("/a/b", "/a/c/x.md"), "../c/x.md");
        assert_eq!(way("/", "/x.md"), "x.md");
    }
}
