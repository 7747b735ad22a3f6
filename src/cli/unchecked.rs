//! What somebody counts on being checked and was not: files that were named, files with the name of
//! a document, and what the lock has approved. A run that passes them over must not end well.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::approvals::Lock;
use crate::audit::{Audit, Skip, Skipped};
use crate::catalog::Catalog;
use crate::load::Found;

use super::failure::Failure;
use super::lock::Approvals;
use super::options::Common;
use super::out;
use super::paths::{places, real};

/// The documents of the lock, if there is one.
#[derive(Default)]
pub(super) struct Listed<'a> {
    lock: Option<&'a Lock>,
    /// Where they are, and the lock's names for them.
    places: BTreeMap<PathBuf, String>,
}

impl<'a> Listed<'a> {
    /// The documents of the approvals of a run.
    pub(super) fn of(approvals: Option<&'a Approvals>) -> Self {
        approvals.map(|all| Listed::new(&all.lock, &all.path)).unwrap_or_default()
    }

    /// The documents of a lock file.
    pub(super) fn new(lock: &'a Lock, path: &Path) -> Self {
        Listed { lock: Some(lock), places: places(lock, path) }
    }

    /// Whether a document was approved as one of this catalog. A lock may serve several.
    fn is_of(&self, catalog: &Catalog, name: &str) -> bool {
        let flows = || catalog.flows.iter().map(|flow| flow.id.as_str());
        let known = |row: &str| row.split_once('/').is_some_and(|(f, _)| flows().any(|id| id == f));
        self.lock.is_some_and(|lock| lock.cells_of(name).any(|(key, _)| known(&key.row)))
    }
}

/// Whether a file could not be read or checked, rather than being something else.
pub(super) fn is_unchecked(skipped: &Skipped) -> bool {
    matches!(skipped.reason, Skip::Unreadable(_) | Skip::TooManyRows(_))
}

/// Of the files that were not checked those that somebody counts on.
pub(super) fn missed(audit: &Audit<'_>, found: &[Found], listed: &Listed<'_>) -> Vec<Skipped> {
    let stems = || audit.catalog.documents.iter().flat_map(|document| &document.file_stems);
    let relied = |file: &Found| {
        let stem = file.path.file_stem().unwrap_or_default().to_string_lossy();
        file.named
            || audit.lost.contains(&file.shown)
            || stems().any(|name| name.eq_ignore_ascii_case(&stem))
            || listed.places.contains_key(&real(&file.path))
    };
    let unchecked = audit.skipped.iter().filter(|skipped| is_unchecked(skipped));
    let found = by_name(found);
    let of = |skipped: &&Skipped| found.get(skipped.path.as_str()).is_some_and(|f| relied(f));
    unchecked.filter(of).cloned().collect()
}

/// Files by the path as shown, which no two share.
fn by_name(found: &[Found]) -> BTreeMap<&str, &Found> {
    found.iter().map(|file| (file.shown.as_str(), file)).collect()
}

/// Names what was missed; the exit code is then 2 whatever else was found.
pub(super) fn tell(
    common: &Common,
    missed: &[Skipped],
    code: ExitCode,
) -> Result<ExitCode, Failure> {
    let help = "mend the file, or leave it out of the paths; if it is published no more, delete it \
                and run `flowproof approve`";
    let colour = common.colour.stderr;
    let mut err = out::stderr_for(out::Content::text(colour));
    for Skipped { path, reason } in missed {
        let failure = Failure::new(format!("{path} was not checked: {reason}"), help);
        write!(err, "{}", failure.render(colour))?;
    }
    Ok(if missed.is_empty() { code } else { ExitCode::from(2) })
}

/// Documents of the lock that are no documents any more, with what became of them. Those below
/// `roots` only, where there are any.
pub(super) fn gone(
    audit: &Audit<'_>,
    found: &[Found],
    listed: &Listed<'_>,
    roots: &[PathBuf],
) -> BTreeMap<String, &'static str> {
    let roots: Vec<PathBuf> = roots.iter().map(|root| real(root)).collect();
    let asked = |place: &Path| roots.is_empty() || roots.iter().any(|root| place.starts_with(root));
    let found = by_name(found);
    let fates = audit.skipped.iter().filter_map(|skipped| {
        let fate = match skipped.reason {
            Skip::Redirect => "is a redirect now",
            Skip::NotADocument => "is no document of the catalog any more",
            Skip::Unreadable(_) | Skip::TooManyRows(_) => return None,
        };
        let file = found.get(skipped.path.as_str())?;
        Some((real(&file.path), fate))
    });
    let fates: BTreeMap<PathBuf, &'static str> = fates.collect();
    let fate = |place: &Path, name: &str| {
        if !place.exists() {
            return Some("is gone");
        }
        fates.get(place).copied().filter(|_| listed.is_of(audit.catalog, name))
    };
    let all = listed.places.iter().filter(|(place, _)| asked(place));
    all.filter_map(|(place, name)| Some((name.clone(), fate(place, name)?))).collect()
}
