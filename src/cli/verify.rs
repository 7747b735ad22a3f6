//! `flowproof verify`: whether reports and inputs are still what the manifest says.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use crate::finding::counted;
use crate::load::{self, MAX_REPORT_BYTES};
use crate::report::manifest::{self, Difference, MANIFEST, Manifest, sha256, sha256_of};
use crate::report::{TEMPORARY, one_line};

use super::args::VerifyArgs;
use super::failure::Failure;
use super::options::Common;
use super::{catalog_files, out};

pub(super) fn run(common: &Common, command: &VerifyArgs) -> Result<ExitCode, Failure> {
    let path = command.folder.join(MANIFEST);
    let shown = path.display().to_string();
    let help = "give the folder that `flowproof report --out` wrote";
    let bytes = load::read(&path, MAX_REPORT_BYTES)
        .map_err(|error| Failure::new(format!("cannot read {shown}: {error}"), help))?;
    let manifest = manifest::read(&bytes)
        .map_err(|error| Failure::new(format!("{shown} is no manifest: {error}"), help))?;
    let catalog = catalog_files::read(common.catalog.as_ref())?;
    let mut out = out::stdout(out::Content::Text);
    let mut differences = outputs(&mut out, &manifest, &command.folder)?;
    let (changed, unchecked) = read_inputs(&mut out, &manifest, command.base.as_deref())?;
    differences += changed;
    if manifest.catalog.sha256 != catalog.sha256 {
        let (then, now) = (&manifest.catalog, &catalog);
        writeln!(
            out,
            "catalog {} {}: changed: SHA-256 {} in the manifest, {} {} {} here",
            then.id, then.version, then.sha256, now.id, now.version, now.sha256
        )?;
        differences += 1;
    }
    writeln!(
        out,
        "{}, {}, {}; {MANIFEST} has SHA-256 {}",
        counted(manifest.outputs.len(), "output"),
        counted(manifest.inputs.len(), "input"),
        counted(differences, "difference"),
        sha256(&bytes)
    )?;
    if unchecked > 0 {
        let help = "revisions of a git repository are no files and not looked at";
        writeln!(out::stderr(), "note: {}: {help}", counted(unchecked, "input"))?;
    }
    Ok(if differences == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Compares the files of the folder; returns the number of differences.
fn outputs(out: &mut impl Write, manifest: &Manifest, folder: &Path) -> Result<usize, Failure> {
    let mut differences = 0;
    for file in &manifest.outputs {
        let path = folder.join(&file.path);
        let found = hash_of(&path);
        if let Some(difference) = manifest::compare(&file.sha256, found.as_deref()) {
            tell(out, "output", &path.display().to_string(), difference, &file.sha256, found)?;
            differences += 1;
        }
    }
    for name in manifest::unknown(manifest, &names(folder)) {
        let path = folder.join(name).display().to_string();
        tell(out, "output", &path, Difference::Unknown, "", None)?;
        differences += 1;
    }
    Ok(differences)
}

/// Compares the files that were read; returns how many differ, and how many are no files.
fn read_inputs(
    out: &mut impl Write,
    manifest: &Manifest,
    base: Option<&Path>,
) -> Result<(usize, usize), Failure> {
    let (mut differences, mut unchecked) = (0, 0);
    for file in &manifest.inputs {
        let shown = base.unwrap_or(Path::new("")).join(&file.path).display().to_string();
        let found = hash_of(&load::place(&shown));
        if found.is_none() && file.kind == "revision" && is_git_revision(&file.path) {
            unchecked += 1;
        } else if let Some(difference) = manifest::compare(&file.sha256, found.as_deref()) {
            tell(out, "input", &shown, difference, &file.sha256, found)?;
            differences += 1;
        }
    }
    Ok((differences, unchecked))
}

/// `path@commit`, as the source history of a repository names its revisions.
fn is_git_revision(path: &str) -> bool {
    path.rsplit_once('@').is_some_and(|(_, commit)| {
        commit.len() >= 7 && commit.bytes().all(|b| b.is_ascii_hexdigit())
    })
}

fn tell(
    out: &mut impl Write,
    side: &str,
    path: &str,
    difference: Difference,
    expected: &str,
    found: Option<String>,
) -> Result<(), Failure> {
    let words = match (difference, found) {
        (Difference::Changed, Some(found)) => {
            format!("changed: SHA-256 {expected} in the manifest, {found} here")
        }
        (Difference::Unknown, _) => "not in the manifest".to_owned(),
        _ => "missing".to_owned(),
    };
    writeln!(out, "{side} {}", one_line(&format!("{path}: {words}")))?;
    Ok(())
}

fn hash_of(path: &Path) -> Option<String> {
    sha256_of(&mut load::open(path).ok()?).ok()
}

/// The files of a folder by name, folders aside.
fn names(folder: &Path) -> BTreeSet<String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return BTreeSet::new() };
    entries
        .flatten()
        .filter(|entry| entry.path().is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        // What a run that was killed left of a file; the next one clears it away.
        .filter(|name| !name.starts_with(TEMPORARY))
        .collect()
}
