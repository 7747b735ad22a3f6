//! `flowproof.lock`: where it is, reading it, and holding it against a run.

use std::io::Write;
use std::path::{Component, Path, PathBuf};

use jiff::civil::Date;

use crate::audit::{Audit, Page};
use crate::finding::{Finding, sort};
use crate::lock::{Comparison, Expired, Lock, compare, read};

use super::Failure;
use super::args::LockArgs;
use super::inputs::findings;
use super::settings::Settings;

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
    if !settings.folder.as_os_str().is_empty() {
        return Some(settings.folder.join(FILE_NAME)).filter(|path| path.is_file());
    }
    let here = std::env::current_dir().ok()?;
    if here.join(FILE_NAME).is_file() {
        return Some(PathBuf::from(FILE_NAME));
    }
    here.ancestors().skip(1).map(|folder| folder.join(FILE_NAME)).find(|path| path.is_file())
}

/// Reads a lock file, or shows every line that is at fault.
pub(super) fn read_file(path: &Path) -> Result<Lock, Failure> {
    let shown = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| {
        let help = "correct the path given with --lock, or write the file with `flowproof approve`";
        Failure::new(format!("cannot read {shown}: {error}"), help)
    })?;
    read(&shown, &text).map_err(|errors| Failure::Catalog { folder: String::new(), errors })
}

/// Path of a page from the folder of the lock, wherever the program is run.
pub(super) fn document(lock: &Path, page: &Page) -> String {
    let folder = lock.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    relative(&real(folder), &real(Path::new(&page.path)))
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

/// Names the approvals that have expired, in one line on stderr.
pub(super) fn report_expired(
    approvals: Option<&Approvals>,
    expired: &[Expired],
) -> Result<(), Failure> {
    let Some(approvals) = approvals.filter(|_| !expired.is_empty()) else { return Ok(()) };
    let total: usize = expired.iter().map(|e| e.count).sum();
    let list: Vec<String> =
        expired.iter().map(|e| format!("{} ({}, {})", e.document, e.count, e.until)).collect();
    let (lock, list) = (approvals.path.display(), list.join(", "));
    let count = if total == 1 { "1 approval".to_owned() } else { format!("{total} approvals") };
    let verb = if total == 1 { "has" } else { "have" };
    writeln!(std::io::stderr().lock(), "warning: {count} in {lock} {verb} expired: {list}")?;
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
