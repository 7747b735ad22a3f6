//! `flowproof report`.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::report::benchmark::{self, Benchmark};
use crate::report::write_all;

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
    let results = command.benchmark.as_ref().or(settings.benchmark.as_ref());
    let results = results.map(|path| read_benchmark(path)).transpose()?;
    let csv_bom = command.csv_bom || settings.csv_bom;
    let written: Vec<PathBuf> = write_all(&audit, &findings, results.as_ref(), &out, csv_bom)
        .map_err(|error| {
            let help = format!("check that {} can be written to", out.display());
            Failure::new(error.to_string(), help)
        })?;
    let mut err = std::io::stderr().lock();
    writeln!(err, "{} documents, {} findings", audit.pages.len(), findings.len())?;
    for path in written {
        writeln!(err, "wrote {}", path.display())?;
    }
    Ok(ExitCode::SUCCESS)
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
