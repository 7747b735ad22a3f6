//! `flowproof check`.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::ExitCode;

use crate::audit::Audit;
use crate::finding::Severity;
use crate::report::findings::{self, Format};
use crate::report::{one_line, sweep, write_atomic};

use super::failure::Failure;
use super::lock::{self, Judgement};
use super::options::{CheckOptions, Common};
use super::out::{self, Content};
use super::paths::folder_of;
use super::unchecked::{self, Listed};
use super::{catalog_files, inputs};

pub(super) fn run(common: &Common, options: &CheckOptions) -> Result<ExitCode, Failure> {
    let catalog = catalog_files::read(common.catalog.as_ref())?;
    let approvals = lock::approvals(&options.lock)?;
    let listed = Listed::of(approvals.as_ref());
    let run = inputs::run(common, &catalog, &options.input, &listed)?;
    let judgement = lock::judge(&run.audit, &options.input.levels, approvals.as_ref());
    let gone = unchecked::gone(&run.audit, &run.reading.found, &listed, &run.reading.roots);
    lock::report(approvals.as_ref(), &run.audit, &judgement.expired)?;
    tell_gone(&gone)?;
    write(options, common.colour.stdout, &run.audit, &judgement)?;
    let fails = |severity| options.fail_on.fails(severity);
    let failed = judgement.findings.iter().any(|finding| fails(finding.severity))
        || (!gone.is_empty() && fails(Severity::Warning));
    unchecked::tell(common, &run.missed, ExitCode::from(u8::from(failed)))
}

/// Writes the findings to the files that are asked for, and to stdout.
fn write(
    options: &CheckOptions,
    colour: bool,
    audit: &Audit<'_>,
    judgement: &Judgement,
) -> Result<(), Failure> {
    let render = |format, colour| {
        findings::render(format, audit, &judgement.findings, judgement.approved, colour)
            .map_err(|error| Failure::Io(error.into()))
    };
    for (format, path) in &options.files {
        sweep(folder_of(path));
        let bytes = render(*format, false)?;
        write_atomic(path, &bytes).map_err(|error| {
            Failure::new(error.to_string(), "correct the path given with --output")
        })?;
    }
    let mut out = out::stdout(match options.format {
        Format::Text => Content::text(colour),
        Format::Json => Content::Json,
    });
    out.write_all(&render(options.format, colour)?)?;
    out.flush()?;
    Ok(())
}

/// Names the approved documents that are no documents any more.
fn tell_gone(gone: &BTreeMap<String, &str>) -> std::io::Result<()> {
    let mut err = out::stderr();
    gone.iter().try_for_each(|(document, fate)| {
        let help = "put it back, or run `flowproof approve` again to forget it";
        writeln!(err, "warning: approved document {} {fate}: {help}", one_line(document))
    })
}
