//! Writes all reports into a folder, beside what an earlier run and other people left there.

use std::path::{Path, PathBuf};

use crate::audit::Audit;
use crate::finding::Finding;
use crate::load::{self, MAX_REPORT_BYTES};

use super::all::render_all;
use super::error::ReportError;
use super::manifest::{self, MANIFEST, Manifest};
use super::options::Options;
use super::write::{sweep, write_atomic};

/// Writes all reports into a folder, which is made if it does not exist, and returns their paths.
/// Every file is complete or untouched; nothing is written before everything is rendered. What an
/// earlier run wrote there, nobody has changed since and this run does not write is taken away; what
/// no run wrote is left alone.
///
/// # Errors
/// A report that cannot be rendered or written, or whose place is taken by a foreign file.
pub fn write_all(
    audit: &Audit<'_>,
    findings: &[Finding],
    options: &Options<'_>,
    out: &Path,
) -> Result<Vec<PathBuf>, ReportError> {
    let reports = render_all(audit, findings, options)?;
    let earlier = load::read(&out.join(MANIFEST), MAX_REPORT_BYTES).ok();
    let earlier = earlier.and_then(|bytes| manifest::read(&bytes).ok());
    if let Some(path) = foreign(earlier.as_ref(), &reports, out) {
        return Err(ReportError::Foreign { path });
    }
    sweep(out);
    // The manifest first: of a run that is cut short, the next one still knows the files.
    let (first, rest): (Vec<_>, Vec<_>) = reports.iter().partition(|(name, _)| name == MANIFEST);
    for (name, bytes) in first.into_iter().chain(rest) {
        write_atomic(&out.join(name), bytes)?;
    }
    let now = manifest::manifest(audit, &options.inputs, &reports);
    if let Some(old) = earlier {
        for (name, sha256) in manifest::left_over(&old, &now) {
            remove_unchanged(out, name, sha256)?;
        }
    }
    Ok(reports.iter().map(|(name, _)| out.join(name)).collect())
}

/// A file in the place of a report that no earlier run wrote.
fn foreign(
    earlier: Option<&Manifest>,
    reports: &[(String, Vec<u8>)],
    out: &Path,
) -> Option<PathBuf> {
    let is_own = |name: &str| {
        earlier.is_some_and(|earlier| {
            name == MANIFEST || earlier.outputs.iter().any(|file| file.path == name)
        })
    };
    let others = reports.iter().filter(|(name, _)| !is_own(name));
    others.map(|(name, _)| out.join(name)).find(|path| path.symlink_metadata().is_ok())
}

/// Removes a file of an earlier run, unless somebody has changed it. A name with a separator is
/// none that was ever written.
fn remove_unchanged(out: &Path, name: &str, sha256: &str) -> Result<(), ReportError> {
    let path = out.join(name);
    let plain = Path::new(name).file_name().is_some_and(|file| file == name);
    let Some(bytes) = load::read(&path, MAX_REPORT_BYTES).ok().filter(|_| plain) else {
        return Ok(());
    };
    if manifest::sha256(&bytes) != sha256 {
        return Ok(());
    }
    std::fs::remove_file(&path).map_err(|source| ReportError::Write { path, source })
}
