//! `flowproof catalog diff`.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use crate::catalog::diff::diff;
use crate::catalog::{Catalog, load};
use crate::cli::Failure;
use crate::cli::args::{DiffArgs, DiffFormat};
use crate::cli::inputs::texts_below;
use crate::report::catalog_diff;

/// Prints what differs; exit code 1 if anything does.
pub(super) fn run(out: &mut impl Write, command: &DiffArgs) -> Result<ExitCode, Failure> {
    let (then, now) = (read(&command.old)?, read(&command.new)?);
    let entries = diff(&then, &now);
    let text = match command.format {
        DiffFormat::Text => catalog_diff::text(&entries),
        DiffFormat::Markdown => catalog_diff::markdown(&then, &now, &entries),
        DiffFormat::Json => catalog_diff::json(&then, &now, &entries)
            .map_err(|error| Failure::Io(std::io::Error::other(error)))?,
    };
    write!(out, "{text}")?;
    Ok(if entries.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn read(dir: &Path) -> Result<Catalog, Failure> {
    let folder = dir.display().to_string();
    let texts = texts_below(dir, "give two folders that hold a catalog.yaml")?;
    load(texts).map_err(|errors| Failure::Catalog { folder, errors })
}
