//! `flowproof catalog diff`.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use crate::catalog::{Catalog, load};
use crate::cli::args::{DiffArgs, DiffFormat};
use crate::cli::catalog_files::texts_below;
use crate::cli::failure::Failure;
use crate::report::compare::catalogs::{self, compare};
use crate::report::{ReportError, html};

/// Prints what differs; exit code 1 if any file of the catalogs does.
pub(super) fn run(out: &mut impl Write, command: &DiffArgs) -> Result<ExitCode, Failure> {
    let (then, now) = (read(&command.old)?, read(&command.new)?);
    let comparison = compare(&then, &now);
    let text = match command.format {
        DiffFormat::Text => catalogs::text(&comparison),
        DiffFormat::Markdown => catalogs::markdown(&comparison),
        DiffFormat::Html => html::catalog_diff_page(&comparison, command.lang).map_err(failed)?,
        DiffFormat::Json => catalogs::json(&comparison).map_err(failed)?,
    };
    write!(out, "{text}")?;
    Ok(if comparison.differs() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn failed(error: ReportError) -> Failure {
    Failure::Io(std::io::Error::other(error))
}

fn read(dir: &Path) -> Result<Catalog, Failure> {
    let folder = dir.display().to_string();
    let texts = texts_below(dir, "give two folders that hold a catalog.yaml")?;
    load(texts).map_err(|errors| Failure::Catalog { folder, errors })
}
