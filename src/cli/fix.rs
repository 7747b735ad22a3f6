//! `flowproof fix`.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::finding::{Finding, counted};
use crate::fix::{Outcome, Repaired, repair};
use crate::load::{self, Found, MAX_FILE_BYTES};
use crate::report::findings::diff;
use crate::report::{one_line, sweep, write_atomic};

use super::failure::Failure;
use super::lock::judge;
use super::options::{Common, FixOptions};
use super::paths::real;
use super::unchecked::{self, Listed};
use super::{catalog_files, inputs, lock, out};

pub(super) fn run(common: &Common, options: &FixOptions) -> Result<ExitCode, Failure> {
    let approvals = lock::approvals(&options.lock)?;
    let catalog = catalog_files::read(common.catalog.as_ref())?;
    let inputs::Gathered { input, reading } =
        inputs::gather(&catalog, &options.input, inputs::Keep::All)?;
    let listed = Listed::of(approvals.as_ref());
    let found = &reading.found;
    let named: BTreeSet<String> =
        found.iter().filter(|file| file.named).map(|file| file.shown.clone()).collect();
    let outcome = repair(&catalog, input, &named, |audit| {
        judge(audit, &options.input.levels, approvals.as_ref()).findings
    });
    let missed = reading.complete(common, &outcome.audit, options.input.verbose, &listed)?;
    if let Some(approvals) = &approvals {
        lock::report_catalog(&approvals.lock, &approvals.path, &outcome.audit)?;
    }
    if options.diff {
        let mut out = out::stdout(out::Content::Data);
        for file in &outcome.repaired {
            write!(out, "{}", diff::render(&file.path, &file.before, &file.after))?;
        }
        out.flush()?;
    } else {
        write_all(&outcome.repaired, &reading.found)?;
    }
    summarise(&outcome, options.diff)?;
    let code = ExitCode::from(u8::from(options.diff && !outcome.repaired.is_empty()));
    unchecked::tell(common, &missed, code)
}

/// Writes the mended files. None is written if one cannot be, or has been changed by others in the
/// meantime.
fn write_all(repaired: &[Repaired], found: &[Found]) -> Result<(), Failure> {
    let places: BTreeMap<&str, &Path> =
        found.iter().map(|file| (file.shown.as_str(), file.path.as_path())).collect();
    let place = |file: &Repaired| {
        let path = places.get(file.path.as_str()).copied();
        path.map_or_else(|| load::place(&file.path), Path::to_path_buf)
    };
    // A link is a page of its own, but what is written is the file that it leads to.
    let mut texts: BTreeMap<PathBuf, &Repaired> = BTreeMap::new();
    for file in repaired {
        let path = place(file);
        let failed = |what: &str, help: &str| {
            let help = format!("{help}; nothing was written");
            Failure::new(format!("{} {what}", file.path), help)
        };
        if !std::fs::metadata(&path)?.is_file() {
            return Err(failed("is no file", "mend the file that it comes from"));
        }
        let other = texts.entry(real(&path)).or_insert(file);
        if other.after != file.after {
            let what = format!("is the same file as {}, and mended in another way", other.path);
            return Err(failed(&what, "leave out one of the two"));
        }
        let now = load::read(&path, MAX_FILE_BYTES).ok();
        if now.as_deref() != Some(file.before.as_bytes()) {
            return Err(failed("was changed while it was looked at", "run the command again"));
        }
        if std::fs::metadata(&path)?.permissions().readonly() {
            return Err(failed("is read-only", "make it writable or leave it out"));
        }
    }
    let folders: BTreeSet<&Path> = texts.keys().filter_map(|path| path.parent()).collect();
    folders.into_iter().for_each(sweep);
    for (written, (path, file)) in texts.iter().enumerate() {
        write_atomic(path, file.after.as_bytes()).map_err(|error| {
            let help = "make it writable and run the command again; every file is whole";
            Failure::new(format!("{error}; {written} files were written before"), help)
        })?;
    }
    Ok(())
}

/// Says on stderr what was mended in each file, what was held back and why, and what is left.
fn summarise(outcome: &Outcome<'_>, dry: bool) -> Result<(), Failure> {
    let mut err = out::stderr();
    let mut left: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in &outcome.findings {
        let path = outcome.audit.sources.get(finding.span.file).path();
        left.entry(path).or_default().push(finding);
    }
    let mut total = 0;
    for file in &outcome.repaired {
        let places = file.places.values().sum::<usize>();
        total += places;
        let (verb, list) = (if dry { "to repair" } else { "repaired" }, list(&file.places));
        let path = one_line(&file.path);
        writeln!(err, "{path}: {} {verb} ({list})", counted(places, "place"))?;
    }
    for (path, why) in &outcome.held {
        writeln!(err, "{}: not repaired: {why}", one_line(path))?;
    }
    for (path, findings) in &left {
        let mut checks: BTreeMap<&str, usize> = BTreeMap::new();
        findings.iter().for_each(|finding| *checks.entry(finding.check).or_default() += 1);
        let (path, count) = (one_line(path), counted(findings.len(), "finding"));
        writeln!(err, "{path}: {count} left to people ({})", list(&checks))?;
    }
    let files = counted(outcome.repaired.len(), "file");
    let verb = if dry { "would be repaired" } else { "repaired" };
    let left = counted(outcome.findings.len(), "finding");
    writeln!(err, "{} {verb} in {files}, {left} left to people", counted(total, "place"))?;
    Ok(())
}

fn list(counts: &BTreeMap<&str, usize>) -> String {
    let parts: Vec<String> = counts.iter().map(|(check, n)| format!("{check} {n}")).collect();
    parts.join(", ")
}
