//! `flowproof report`.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::audit::Audit;
use crate::finding::{Finding, counted};
use crate::inventory;
use crate::load::{self, MAX_REPORT_BYTES};
use crate::report::compare::runs::{self, RunDiff};
use crate::report::html::benchmark::{self, Benchmark};
use crate::report::manifest::{InputFile, sha256_of};
use crate::report::{Options, ReportError, write_all};

use super::failure::Failure;
use super::options::{Common, Given, ReportOptions};
use super::unchecked::{self, Listed};
use super::{catalog_files, inputs, out, policy};

pub(super) fn run(common: &Common, options: &ReportOptions) -> Result<ExitCode, Failure> {
    let catalog = catalog_files::read(common.catalog.as_ref())?;
    let run = inputs::run(common, &catalog, &options.input, &Listed::default())?;
    let audit = run.audit;
    let findings = policy::findings(&audit, &options.input.levels, None);
    let benchmark = options.benchmark.as_ref().map(read_benchmark).transpose()?;
    let mut inputs = passed_over(&audit);
    if let Some(given) = &options.benchmark {
        inputs.extend(input_file("benchmark", &given.path.to_string_lossy()));
    }
    let out = &options.out.path;
    let earlier = options.since.as_deref();
    let since = earlier.map(|path| run_diff(&audit, &findings, path)).transpose()?;
    // An earlier run in the same folder is written over: nobody can compare it any more.
    if let Some(path) = earlier.filter(|path| !is_written_over(path, out)) {
        inputs.extend(input_file("earlier-run", &path.to_string_lossy()));
    }
    let shape = Options {
        benchmark: benchmark.as_ref(),
        language: options.language,
        single_file: options.single_file,
        since: since.as_ref(),
        inputs,
        csv_bom: options.csv_bom,
    };
    let written = write_all(&audit, &findings, &shape, out)
        .map_err(|error| not_written(&error, &options.out))?;
    if let Some(diff) = &since {
        write!(out::stdout(out::Content::Text), "{}", runs::text(diff))?;
    }
    summarise(audit.pages.len(), findings.len(), &written)?;
    unchecked::tell(common, &run.missed, ExitCode::SUCCESS)
}

/// Why there are no reports, and what to do.
fn not_written(error: &ReportError, out: &Given) -> Failure {
    let message = error.to_string();
    if let ReportError::Foreign { .. } = error {
        let help = "give another folder with --out, or move the file away; nothing was written";
        return Failure::new(message, help);
    }
    out.fault(&message, &format!("check that {} can be written to", out.path.display()))
}

fn summarise(documents: usize, findings: usize, written: &[PathBuf]) -> std::io::Result<()> {
    let mut err = out::stderr();
    writeln!(err, "{}, {}", counted(documents, "document"), counted(findings, "finding"))?;
    written.iter().try_for_each(|path| writeln!(err, "wrote {}", path.display()))
}

/// What has changed since the run that wrote this `findings.json`. It is read before anything is
/// written, so that it may lie in the same folder.
fn run_diff(audit: &Audit<'_>, findings: &[Finding], path: &Path) -> Result<RunDiff, Failure> {
    let shown = path.display();
    let help = "give the findings.json of an earlier run with --since";
    let bytes = load::read(path, MAX_REPORT_BYTES)
        .map_err(|error| Failure::new(format!("cannot read {shown}: {error}"), help))?;
    let earlier = runs::read(&bytes)
        .map_err(|error| Failure::new(format!("{shown} holds no findings: {error}"), help))?;
    let state = inventory::run_state(audit, inventory::protocol(audit).as_ref());
    Ok(runs::compare(audit, &state, findings, &earlier))
}

/// Whether a file is the `findings.json` that this run writes.
fn is_written_over(path: &Path, out: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().ok();
    real(path).is_some() && real(&out.join("findings.json")) == real(path)
}

/// The files that were read and are no document, for the manifest.
fn passed_over(audit: &Audit<'_>) -> Vec<InputFile> {
    audit.skipped.iter().filter_map(|file| input_file("passed-over", &file.path)).collect()
}

/// An input with its hash; nothing if it cannot be read any more.
fn input_file(kind: &str, path: &str) -> Option<InputFile> {
    let sha256 = sha256_of(&mut load::open(&load::place(path)).ok()?).ok()?;
    Some(InputFile { path: path.to_owned(), kind: kind.to_owned(), sha256 })
}

/// Results of the benchmark.
fn read_benchmark(given: &Given) -> Result<Benchmark, Failure> {
    let shown = given.path.display();
    let text = load::read_text(&given.path, MAX_REPORT_BYTES).map_err(|error| {
        let help = "correct the path given with --benchmark";
        given.fault(&format!("cannot read {shown}: {error}"), help)
    })?;
    benchmark::read(&text).map_err(|error| {
        let message = format!("{shown} is no results of the benchmark: {error}");
        given.fault(&message, "`drift-benchmark` writes such a file")
    })
}
