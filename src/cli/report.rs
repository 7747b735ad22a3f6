//! `flowproof report`.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::audit::Audit;
use crate::finding::{Finding, counted};
use crate::inventory;
use crate::load::{self, MAX_REPORT_BYTES};
use crate::report::compare::runs::{self, Beside, RunDiff};
use crate::report::html::benchmark::{self, Benchmark};
use crate::report::manifest::{InputFile, sha256_of};
use crate::report::{Options, ReportError, write_all};

use super::args::{Args, ReportArgs};
use super::out;
use super::unchecked::{self, Listed};
use super::{Failure, inputs, settings};

pub(super) fn run(args: &Args, command: &ReportArgs) -> Result<ExitCode, Failure> {
    let settings = settings::read(args.config.as_deref())?;
    let set = settings.out.as_ref().filter(|_| command.out.is_none());
    let Some(out) = command.out.clone().or_else(|| set.map(|set| set.path.clone())) else {
        return Err(Failure::new(
            "no folder to write to",
            "add --out DIR, or `out:` to .flowproof.yaml",
        ));
    };
    let catalog = inputs::read_catalog(args, &settings)?;
    let run = inputs::run(args, &catalog, &command.input, &settings, &Listed::default())?;
    let audit = run.audit;
    let findings = inputs::findings(&audit, &settings, None);
    let set_benchmark = settings.benchmark.as_ref().filter(|_| command.benchmark.is_none());
    let benchmark_path = command.benchmark.as_ref().or(set_benchmark.map(|set| &set.path));
    let results = benchmark_path.map(|path| read_benchmark(path)).transpose();
    let results = results.map_err(|(message, help)| match set_benchmark {
        Some(set) => settings.fault(set, &message),
        None => Failure::new(message, help),
    })?;
    let mut inputs = passed_over(&audit);
    if let Some(path) = benchmark_path {
        inputs.extend(input_file("benchmark", &path.to_string_lossy()));
    }
    let since = command.since.as_deref().map(|path| trend(&audit, &findings, path)).transpose()?;
    let (since, earlier) = since.unzip();
    // An earlier run in the same folder is written over: nobody can compare it any more.
    for path in earlier.iter().flatten().filter(|path| !is_written_over(path, &out)) {
        inputs.extend(input_file("earlier-run", &path.to_string_lossy()));
    }
    let options = Options {
        benchmark: results.as_ref(),
        language: command.lang,
        single_file: command.single_file,
        since: since.as_ref(),
        inputs,
        csv_bom: command.csv_bom || settings.csv_bom,
    };
    let written = write_all(&audit, &findings, &options, &out).map_err(|error| match set {
        Some(set) if !matches!(error, ReportError::Foreign { .. }) => {
            settings.fault(set, &error.to_string())
        }
        _ => not_written(&error, &out),
    })?;
    if let Some(diff) = &since {
        write!(out::stdout(out::Content::Text), "{}", runs::text(diff))?;
    }
    summarise(audit.pages.len(), findings.len(), &written)?;
    unchecked::tell(args, &run.missed, ExitCode::SUCCESS)
}

/// Why there are no reports, and what to do.
fn not_written(error: &ReportError, out: &Path) -> Failure {
    let help = match error {
        ReportError::Foreign { .. } => {
            "give another folder with --out, or move the file away; nothing was written".to_owned()
        }
        _ => format!("check that {} can be written to", out.display()),
    };
    Failure::new(error.to_string(), help)
}

fn summarise(documents: usize, findings: usize, written: &[PathBuf]) -> std::io::Result<()> {
    let mut err = out::stderr();
    writeln!(err, "{}, {}", counted(documents, "document"), counted(findings, "finding"))?;
    written.iter().try_for_each(|path| writeln!(err, "wrote {}", path.display()))
}

/// What has changed since the run that wrote this `findings.json`, and the files beside it that
/// were needed. All is read before anything is written, so that it may lie in the same folder.
fn trend(
    audit: &Audit<'_>,
    findings: &[Finding],
    path: &Path,
) -> Result<(RunDiff, Vec<PathBuf>), Failure> {
    let shown = path.display();
    let help = "give the findings.json of an earlier run with --since";
    let bytes = load::read(path, MAX_REPORT_BYTES)
        .map_err(|error| Failure::new(format!("cannot read {shown}: {error}"), help))?;
    let mut earlier = runs::read(&bytes)
        .map_err(|error| Failure::new(format!("{shown} holds no findings: {error}"), help))?;
    let mut used = vec![path.to_owned()];
    if !earlier.has_state() {
        let mut beside = |name: &str| {
            let path = path.with_file_name(name);
            let bytes = load::read(&path, MAX_REPORT_BYTES).ok()?;
            used.push(path);
            Some(bytes)
        };
        let (inventory, protocol) = (beside("inventory.json"), beside("protocol.json"));
        runs::complete(&mut earlier, &Beside { inventory, protocol });
    }
    let state = inventory::run_state(audit, inventory::protocol(audit).as_ref());
    Ok((runs::compare(audit, &state, findings, &earlier), used))
}

/// Whether a file of an earlier run is one that this run writes.
fn is_written_over(path: &Path, out: &Path) -> bool {
    let names = ["findings.json", "inventory.json", "protocol.json"];
    let real = |path: &Path| path.canonicalize().ok();
    real(path).is_some() && names.iter().any(|name| real(&out.join(name)) == real(path))
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

/// Results of the benchmark, or what is wrong with them and what to do.
fn read_benchmark(path: &Path) -> Result<Benchmark, (String, &'static str)> {
    let shown = path.display();
    let text = load::read_text(path, MAX_REPORT_BYTES).map_err(|error| {
        (format!("cannot read {shown}: {error}"), "correct the path given with --benchmark")
    })?;
    benchmark::read(&text).map_err(|error| {
        let message = format!("{shown} is no results of the benchmark: {error}");
        (message, "`drift-benchmark` writes such a file")
    })
}
