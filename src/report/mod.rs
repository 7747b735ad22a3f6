//! Reports for people and for other programs: one file per output format, each a plain function
//! from facts to bytes, and one writer.
//!
//! Reports read the [`Inventory`], the findings and the registry of checks. No date is taken from
//! the clock and no order from a hash, so that the same input gives the same bytes. The HTML pages
//! need no script and ask for nothing outside themselves.

pub mod benchmark;
pub mod catalog_diff;
mod conditions_csv;
mod csv_table;
pub mod diff;
mod html;
mod interchange;
mod inventory_csv;
mod inventory_json;
pub mod json;
pub mod manifest;
mod markdown_text;
mod protocol_csv;
mod protocol_json;
pub mod since;
mod single;
mod table;
pub mod terminal;
mod view;
mod visible;
mod words;
mod write;

use std::path::{Path, PathBuf};

use crate::audit::Audit;
use crate::finding::Finding;
use crate::inventory::{self, Inventory, ProtocolView};
use crate::load::{self, MAX_REPORT_BYTES};
use benchmark::Benchmark;
use manifest::{InputFile, MANIFEST, Manifest};
use since::Trend;

pub(crate) use csv_table::guard;
pub(crate) use visible::{inert, one_line};
pub use words::Language;
pub use write::{TEMPORARY, sweep, write_atomic};

/// The data that every run writes.
pub const DATA: [&str; 3] = ["inventory.json", "protocol.json", "findings.json"];

/// Reports with a name that a page could have.
pub const TEXTS: [&str; 2] = ["report.md", "changes.md"];

/// Why a report could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The file or its folder cannot be written.
    #[error("cannot write {}: {source}", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// A file of somebody else stands where a report is to be written.
    #[error("{} is not listed in {MANIFEST} beside it, so it is no report", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// A template is at fault.
    #[error("cannot render {name}: {source:#}")]
    Template {
        /// Name of the template.
        name: String,
        /// What is wrong with it.
        source: minijinja::Error,
    },
    /// CSV could not be made.
    #[error("cannot write CSV: {0}")]
    Csv(#[from] csv::Error),
    /// The workbook could not be made.
    #[error("cannot write XLSX: {0}")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    /// JSON could not be made.
    #[error("cannot write JSON: {0}")]
    Json(#[from] serde_json::Error),
}

/// What the reports are made of besides the audit and its findings.
#[derive(Debug, Default)]
pub struct Options<'a> {
    /// Results of the mutation benchmark; its page is made only with them.
    pub benchmark: Option<&'a Benchmark>,
    /// Language of the interface.
    pub language: Language,
    /// Whether the pages are one file.
    pub single_file: bool,
    /// What has changed since an earlier run; shown only with it.
    pub since: Option<&'a Trend>,
    /// Files that were read and that the audit does not hold, for the manifest.
    pub inputs: Vec<InputFile>,
    /// Whether CSV files start with a byte order mark.
    pub csv_bom: bool,
}

/// The reports by file name, in the order in which they are written.
///
/// # Errors
/// A report that cannot be rendered.
pub fn render_all(
    audit: &Audit<'_>,
    findings: &[Finding],
    options: &Options<'_>,
) -> Result<Vec<(String, Vec<u8>)>, ReportError> {
    let protocol = inventory::protocol(audit);
    let inventory: Inventory = inventory::build(audit, findings, protocol.as_ref());
    let none = ProtocolView::default();
    let facts = protocol.as_ref().unwrap_or(&none);
    let state = inventory::run_state(audit, protocol.as_ref());
    let mut reports = pages(audit, findings, options, &inventory, protocol.as_ref())?;
    let data = [
        inventory_json::render(&inventory)?,
        protocol_json::render(audit.catalog, facts)?,
        json::render(audit, findings, 0, Some(&state))?,
    ];
    reports.extend(DATA.iter().map(|name| (*name).to_owned()).zip(data));
    let sources = &audit.sources;
    let facts = interchange::Facts { inventory: &inventory, protocol: facts, findings, sources };
    let files = interchange::render(&facts)?;
    reports.extend(files.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)));
    if options.csv_bom {
        let tables = reports.iter_mut().filter(|(name, _)| name.ends_with(".csv"));
        tables.for_each(|(_, bytes)| {
            drop(bytes.splice(..0, csv_table::BYTE_ORDER_MARK.iter().copied()))
        });
    }
    if let Some(trend) = options.since {
        reports.push(("changes.md".to_owned(), since::markdown(trend).into_bytes()));
    }
    let manifest = manifest::manifest(audit, &options.inputs, &reports);
    reports.push((MANIFEST.to_owned(), manifest::render(&manifest)?));
    Ok(reports)
}

/// The HTML pages by file name.
fn pages(
    audit: &Audit<'_>,
    findings: &[Finding],
    options: &Options<'_>,
    inventory: &Inventory,
    protocol: Option<&ProtocolView>,
) -> Result<Vec<(String, Vec<u8>)>, ReportError> {
    let files = view::files(audit, findings, inventory);
    let ages = inventory::staleness(audit);
    let html = html::Html::new(inventory, options.language)?;
    let html = if options.benchmark.is_some() { html.with_benchmark() } else { html };
    let mut pages = vec![
        ("index.html".to_owned(), html.index(&files, protocol)?),
        ("flow.html".to_owned(), html.flow()?),
        ("inventory.html".to_owned(), html.inventory(protocol)?),
        ("privacy.html".to_owned(), html.privacy(protocol)?),
        ("protocol.html".to_owned(), html.protocol(protocol)?),
        (
            "drift.html".to_owned(),
            html.drift(&view::drift(inventory, &files, findings, &ages, options.since))?,
        ),
    ];
    if let Some(results) = options.benchmark {
        pages.push(("benchmark.html".to_owned(), html.benchmark(results)?));
    }
    for view in view::documents(audit, findings, inventory, &files) {
        pages.push((view.name.clone(), html.document(&view)?));
    }
    if options.single_file {
        return Ok(vec![(single::NAME.to_owned(), single::join(&pages))]);
    }
    Ok(pages)
}

/// Writes all reports into a folder, which is made if it does not exist, and returns their paths.
/// Every file is complete or untouched; nothing is written before everything is rendered. What an
/// earlier run wrote there, nobody has changed since and this run does not write is taken away; what
/// no run wrote is left alone.
///
/// # Errors
/// A report that cannot be rendered or written, or whose place is taken by a foreign file.
pub fn write_all(
    audit: &Audit<'_>,
    findings: &[Finding],
    options: &Options<'_>,
    out: &Path,
) -> Result<Vec<PathBuf>, ReportError> {
    let reports = render_all(audit, findings, options)?;
    let earlier = load::read(&out.join(MANIFEST), MAX_REPORT_BYTES).ok();
    let earlier = earlier.and_then(|bytes| manifest::read(&bytes).ok());
    if let Some(path) = foreign(earlier.as_ref(), &reports, out) {
        return Err(ReportError::Foreign { path });
    }
    sweep(out);
    // The manifest first: of a run that is cut short, the next one still knows the files.
    let (first, rest): (Vec<_>, Vec<_>) = reports.iter().partition(|(name, _)| name == MANIFEST);
    for (name, bytes) in first.into_iter().chain(rest) {
        write_atomic(&out.join(name), bytes)?;
    }
    let now = manifest::manifest(audit, &options.inputs, &reports);
    if let Some(old) = earlier {
        for (name, sha256) in manifest::left_over(&old, &now) {
            remove_unchanged(out, name, sha256)?;
        }
    }
    Ok(reports.iter().map(|(name, _)| out.join(name)).collect())
}

/// A file in the place of a report that no earlier run wrote.
fn foreign(
    earlier: Option<&Manifest>,
    reports: &[(String, Vec<u8>)],
    out: &Path,
) -> Option<PathBuf> {
    let is_own = |name: &str| {
        earlier.is_some_and(|earlier| {
            name == MANIFEST || earlier.outputs.iter().any(|file| file.path == name)
        })
    };
    let others = reports.iter().filter(|(name, _)| !is_own(name));
    others.map(|(name, _)| out.join(name)).find(|path| path.symlink_metadata().is_ok())
}

/// Removes a file of an earlier run, unless somebody has changed it. A name with a separator is
/// none that was ever written.
fn remove_unchanged(out: &Path, name: &str, sha256: &str) -> Result<(), ReportError> {
    let path = out.join(name);
    let plain = Path::new(name).file_name().is_some_and(|file| file == name);
    let Some(bytes) = load::read(&path, MAX_REPORT_BYTES).ok().filter(|_| plain) else {
        return Ok(());
    };
    if manifest::sha256(&bytes) != sha256 {
        return Ok(());
    }
    std::fs::remove_file(&path).map_err(|source| ReportError::Write { path, source })
}

#[cfg(test)]
mod tests;
