//! `flowproof report`.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::audit::Audit;
use crate::finding::Finding;
use crate::inventory;
use crate::report::benchmark::{self, Benchmark};
use crate::report::manifest::{InputFile, sha256_of};
use crate::report::since::{self, Beside, Trend};
use crate::report::{Options, write_all};

use super::args::{Args, ReportArgs};
use super::{Failure, inputs, settings};

pub(super) fn run(args: &Args, command: &ReportArgs) -> Result<ExitCode, Failure> {
    let settings = settings::read(args.config.as_deref())?;
    let Some(out) = command.out.clone().or_else(|| settings.out.clone()) else {
        return Err(Failure::new(
            "no folder to write to",
            "add --out DIR, or `out:` to .flowproof.yaml",
        ));
    };
    let catalog = inputs::read_catalog(args, &settings)?;
    let (audit, findings) = inputs::audit(&catalog, &command.input, &settings)?;
    let benchmark_path = command.benchmark.as_ref().or(settings.benchmark.as_ref());
    let results = benchmark_path.map(|path| read_benchmark(path)).transpose()?;
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
    let written: Vec<PathBuf> = write_all(&audit, &findings, &options, &out).map_err(|error| {
        let help = format!("check that {} can be written to", out.display());
        Failure::new(error.to_string(), help)
    })?;
    if let Some(trend) = &since {
        write!(std::io::stdout().lock(), "{}", since::terminal(trend))?;
    }
    let mut err = std::io::stderr().lock();
    writeln!(err, "{} documents, {} findings", audit.pages.len(), findings.len())?;
    for path in written {
        writeln!(err, "wrote {}", path.display())?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What has changed since the run that wrote this `findings.json`, and the files beside it that
/// were needed. All is read before anything is written, so that it may lie in the same folder.
fn trend(
    audit: &Audit<'_>,
    findings: &[Finding],
    path: &Path,
) -> Result<(Trend, Vec<PathBuf>), Failure> {
    let shown = path.display();
    let help = "give the findings.json of an earlier run with --since";
    let bytes = std::fs::read(path)
        .map_err(|error| Failure::new(format!("cannot read {shown}: {error}"), help))?;
    let mut earlier = since::read(&bytes)
        .map_err(|error| Failure::new(format!("{shown} holds no findings: {error}"), help))?;
    let mut used = vec![path.to_owned()];
    if !earlier.has_state() {
        let mut beside = |name: &str| {
            let path = path.with_file_name(name);
            let bytes = std::fs::read(&path).ok()?;
            used.push(path);
            Some(bytes)
        };
        let (inventory, protocol) = (beside("inventory.json"), beside("protocol.json"));
        since::complete(&mut earlier, &Beside { inventory, protocol });
    }
    let state = inventory::run_state(audit, inventory::protocol(audit).as_ref());
    Ok((since::compare(audit, &state, findings, &earlier), used))
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
    let sha256 = sha256_of(&mut std::fs::File::open(path).ok()?).ok()?;
    Some(InputFile { path: path.to_owned(), kind: kind.to_owned(), sha256 })
}

fn read_benchmark(path: &Path) -> Result<Benchmark, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        Failure::new(
            format!("cannot read {}: {error}", path.display()),
            "correct the path given with --benchmark, or `benchmark:` in .flowproof.yaml",
        )
    })?;
    benchmark::read(&text).map_err(|error| {
        Failure::new(
            format!("{} is no results of the benchmark: {error}", path.display()),
            "`drift-benchmark` writes such a file",
        )
    })
}
