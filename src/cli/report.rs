//! `flowproof report`.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

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
    let written: Vec<PathBuf> = write_all(&audit, &findings, &out).map_err(|error| {
        Failure::new(error.to_string(), format!("check that {} can be written to", out.display()))
    })?;
    let mut err = std::io::stderr().lock();
    writeln!(err, "{} documents, {} findings", audit.pages.len(), findings.len())?;
    for path in written {
        writeln!(err, "wrote {}", path.display())?;
    }
    Ok(ExitCode::SUCCESS)
}
