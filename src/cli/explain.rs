//! `flowproof explain`.

use std::io::Write;
use std::process::ExitCode;

use crate::check::{CHECKS, Check, Docs, by_id};

use super::args::ExplainArgs;
use super::failure::Failure;
use super::out;

pub(super) fn run(command: &ExplainArgs) -> Result<ExitCode, Failure> {
    let mut out = out::stdout(out::Content::Text);
    match &command.check {
        None => {
            let width = CHECKS.iter().map(|check| check.id.len()).max().unwrap_or(0);
            for check in CHECKS {
                writeln!(
                    out,
                    "{:width$}  {:7}  {}",
                    check.id,
                    check.severity.as_str(),
                    check.summary
                )?;
            }
        }
        Some(id) => explain(&mut out, find(id)?)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The check of this id, in capitals or not.
pub(super) fn find(id: &str) -> Result<&'static Check, Failure> {
    by_id(&id.to_lowercase())
        .ok_or_else(|| Failure::new(format!("there is no check `{id}`"), suggestion(id)))
}

/// What to do about an id that no check has.
pub(super) fn suggestion(id: &str) -> String {
    let near = CHECKS.iter().map(|c| (strsim::damerau_levenshtein(c.id, id), c.id)).min();
    match near {
        Some((distance, near)) if distance <= 4 => {
            format!("did you mean `{near}`? `flowproof explain` lists all")
        }
        _ => "`flowproof explain` lists all checks".to_owned(),
    }
}

fn explain(out: &mut impl Write, check: &Check) -> std::io::Result<()> {
    let docs = Docs::of(check);
    writeln!(out, "{} ({}): {}\n", check.id, check.severity.as_str(), check.summary)?;
    let parts = [
        ("What it checks", docs.what),
        ("Why it matters", docs.why),
        ("Example", docs.example),
        ("Remedy", docs.remedy),
    ];
    for (index, (heading, text)) in parts.into_iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{heading}")?;
        for line in text.lines() {
            writeln!(out, "{}", format!("  {line}").trim_end())?;
        }
    }
    Ok(())
}
