//! `flowproof check`.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::audit::Audit;
use crate::finding::Severity;
use crate::report::findings::{json, text};
use crate::report::{one_line, sweep, write_atomic};

use super::args::{Args, CheckArgs, FailOn, Format};
use super::lock::Judgement;
use super::out::{self, Content};
use super::unchecked::{self, Listed};
use super::{Failure, inputs, lock, settings, use_colour};

pub(super) fn run(args: &Args, command: &CheckArgs) -> Result<ExitCode, Failure> {
    let (format, files) = outputs(command)?;
    let settings = settings::read(args.config.as_deref())?;
    let catalog = inputs::read_catalog(args, &settings)?;
    let approvals = lock::approvals(&command.lock, &settings)?;
    let listed = Listed::of(approvals.as_ref());
    let run = inputs::run(args, &catalog, &command.input, &settings, &listed)?;
    let judgement = lock::judge(&run.audit, &settings, approvals.as_ref());
    let gone = unchecked::gone(&run.audit, &run.reading.found, &listed, &run.reading.roots);
    lock::report(approvals.as_ref(), &run.audit, &judgement.expired)?;
    tell_gone(&gone)?;
    for (format, path) in files {
        sweep(lock::folder_of(path));
        let bytes = render(format, &run.audit, &judgement, false)?;
        write_atomic(path, &bytes).map_err(|error| {
            Failure::new(error.to_string(), "correct the path given with --output")
        })?;
    }
    let colour = use_colour(args, &std::io::stdout());
    let mut out = out::stdout(match format {
        Format::Text => Content::text(colour),
        Format::Json => Content::Json,
    });
    out.write_all(&render(format, &run.audit, &judgement, colour)?)?;
    out.flush()?;
    let fail_on = command.fail_on.or(settings.fail_on).unwrap_or(FailOn::Warning);
    let failed = judgement.findings.iter().any(|finding| fail_on.fails(finding.severity))
        || (!gone.is_empty() && fail_on.fails(Severity::Warning));
    unchecked::tell(args, &run.missed, ExitCode::from(u8::from(failed)))
}

/// The format of stdout, and files with theirs.
type Outputs<'a> = (Format, Vec<(Format, &'a Path)>);

/// What is asked of stdout, and what of files.
fn outputs(command: &CheckArgs) -> Result<Outputs<'_>, Failure> {
    let is_stdout = |path: &Path| path == Path::new("-") || path == Path::new("/dev/stdout");
    let (stdout, files): (Vec<_>, Vec<_>) =
        command.output.iter().partition(|(_, path)| is_stdout(path));
    let mut formats: Vec<Format> = stdout.iter().map(|(format, _)| *format).collect();
    formats.extend(command.format);
    formats.dedup();
    if formats.len() > 1 || stdout.len() > 1 {
        let help = "give one of --format FORMAT and --output FORMAT=-, and files for the others";
        return Err(Failure::new("stdout takes one format", help));
    }
    let mut places = BTreeSet::new();
    for (_, path) in &files {
        if !places.insert(place(path)) {
            let message = format!("{} is given twice with --output", path.display());
            return Err(Failure::new(message, "give each output a file of its own"));
        }
    }
    let files = files.into_iter().map(|(format, path)| (*format, path.as_path())).collect();
    Ok((formats.first().copied().unwrap_or(Format::Text), files))
}

/// One name for a file, whether it is there or not.
fn place(path: &Path) -> PathBuf {
    let folder = lock::real(lock::folder_of(path));
    path.canonicalize().unwrap_or_else(|_| folder.join(path.file_name().unwrap_or_default()))
}

/// Names the approved documents that are no documents any more.
fn tell_gone(gone: &BTreeMap<String, &str>) -> std::io::Result<()> {
    let mut err = out::stderr();
    gone.iter().try_for_each(|(document, fate)| {
        let help = "put it back, or run `flowproof approve` again to forget it";
        writeln!(err, "warning: approved document {} {fate}: {help}", one_line(document))
    })
}

fn render(
    format: Format,
    audit: &Audit<'_>,
    judgement: &Judgement,
    colour: bool,
) -> Result<Vec<u8>, Failure> {
    let Judgement { findings, approved, .. } = judgement;
    Ok(match format {
        Format::Text => text::render(audit, findings, *approved, colour).into_bytes(),
        Format::Json => json::render(audit, findings, *approved, None)
            .map_err(|error| Failure::Io(error.into()))?,
    })
}
