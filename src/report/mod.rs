//! Reports for people and for other programs: one file per output format, each a plain function
//! from facts to bytes, and one writer.
//!
//! Reports read the [`Inventory`], the findings and the registry of checks. No date is taken from
//! the clock and no order from a hash, so that the same input gives the same bytes. The HTML pages
//! need no script and ask for nothing outside themselves.

pub mod benchmark;
mod conditions_csv;
mod csv_table;
pub mod diff;
mod html;
mod inventory_csv;
mod inventory_json;
pub mod json;
mod protocol_csv;
mod protocol_json;
pub mod terminal;
mod view;
mod words;
mod write;

use std::path::{Path, PathBuf};

use crate::audit::Audit;
use crate::finding::Finding;
use crate::inventory::{self, Inventory, ProtocolView};
use benchmark::Benchmark;

pub use words::Language;
pub use write::{rewrite_atomic, write_atomic};

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
    let inventory: Inventory = inventory::build(audit);
    let protocol = inventory::protocol(audit);
    let none = ProtocolView::default();
    let facts = protocol.as_ref().unwrap_or(&none);
    let mut reports = pages(audit, findings, options, &inventory, protocol.as_ref())?;
    let tables = [
        ("inventory.csv", inventory_csv::render(&inventory)?),
        ("inventory.json", inventory_json::render(&inventory)?),
        ("protocol.csv", protocol_csv::render(facts)?),
        ("conditions.csv", conditions_csv::render(facts)?),
        ("protocol.json", protocol_json::render(audit.catalog, facts)?),
        ("findings.json", json::render(audit, findings, 0)?),
    ];
    reports.extend(tables.map(|(name, bytes)| (name.to_owned(), bytes)));
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
    let html = html::Html::new(inventory, options.language)?;
    let html = if options.benchmark.is_some() { html.with_benchmark() } else { html };
    let mut pages = vec![
        ("index.html".to_owned(), html.index(&files, protocol)?),
        ("inventory.html".to_owned(), html.inventory(protocol)?),
        ("privacy.html".to_owned(), html.privacy()?),
        ("protocol.html".to_owned(), html.protocol(protocol)?),
        ("drift.html".to_owned(), html.drift(&files, findings)?),
    ];
    if let Some(results) = options.benchmark {
        pages.push(("benchmark.html".to_owned(), html.benchmark(results)?));
    }
    for view in view::documents(audit, findings, inventory, &files) {
        pages.push((view.name.clone(), html.document(&view)?));
    }
    Ok(pages)
}

/// The page of the benchmark alone, without the other reports.
///
/// # Errors
/// A page that cannot be rendered.
pub fn render_benchmark(audit: &Audit<'_>, results: &Benchmark) -> Result<Vec<u8>, ReportError> {
    let inventory = inventory::build(audit);
    html::Html::new(&inventory, Language::English)?.alone().benchmark(results)
}

/// Writes all reports into a folder, which is made if it does not exist, and returns their paths.
/// Every file is complete or untouched; nothing is written before everything is rendered.
///
/// # Errors
/// A report that cannot be rendered or written.
pub fn write_all(
    audit: &Audit<'_>,
    findings: &[Finding],
    options: &Options<'_>,
    out: &Path,
) -> Result<Vec<PathBuf>, ReportError> {
    let mut written = Vec::new();
    for (name, bytes) in render_all(audit, findings, options)? {
        let path = out.join(name);
        write_atomic(&path, &bytes)?;
        written.push(path);
    }
    Ok(written)
}

#[cfg(test)]
mod tests;
