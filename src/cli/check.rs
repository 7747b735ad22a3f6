//! `flowproof check`.

use std::io::Write;
use std::process::ExitCode;

use crate::audit::Audit;
use crate::finding::Severity;
use crate::report::{json, terminal, write_atomic};

use super::args::{Args, CheckArgs, FailOn, Format};
use super::lock::Judgement;
use super::{Failure, inputs, lock, settings, use_colour};

pub(super) fn run(args: &Args, command: &CheckArgs) -> Result<ExitCode, Failure> {
    let settings = settings::read(args.config.as_deref())?;
    let catalog = inputs::read_catalog(args, &settings)?;
    let approvals = lock::approvals(&command.lock, &settings)?;
    let audit = inputs::assembled(&catalog, &command.input, &settings)?;
    let judgement = lock::judge(&audit, &settings, approvals.as_ref());
    lock::report_expired(approvals.as_ref(), &judgement.expired)?;
    for (format, path) in &command.output {
        let bytes = render(*format, &audit, &judgement, false)?;
        write_atomic(path, &bytes).map_err(|error| {
            Failure::new(error.to_string(), "correct the path given with --output")
        })?;
    }
    let mut out = std::io::stdout().lock();
    out.write_all(&render(
        command.format,
        &audit,
        &judgement,
        use_colour(args, &std::io::stdout()),
    )?)?;
    out.flush()?;
    let from_settings = settings.fail_on.map(|severity| match severity {
        Severity::Error => FailOn::Error,
        Severity::Warning => FailOn::Warning,
        Severity::Note => FailOn::Note,
    });
    let fail_on = command.fail_on.or(from_settings).unwrap_or(FailOn::Warning);
    let failed = judgement.findings.iter().any(|finding| fail_on.fails(finding.severity));
    Ok(ExitCode::from(u8::from(failed)))
}

fn render(
    format: Format,
    audit: &Audit<'_>,
    judgement: &Judgement,
    colour: bool,
) -> Result<Vec<u8>, Failure> {
    let Judgement { findings, approved, .. } = judgement;
    Ok(match format {
        Format::Text => terminal::render(audit, findings, *approved, colour).into_bytes(),
        Format::Json => json::render(audit, findings, *approved, None)
            .map_err(|error| Failure::Io(error.into()))?,
    })
}
