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
mod interchange;
mod inventory_csv;
mod inventory_json;
pub mod json;
mod protocol_csv;
mod protocol_json;
mod table;
pub mod terminal;
mod view;
mod visible;
mod write;

use std::path::{Path, PathBuf};

use crate::audit::Audit;
use crate::finding::Finding;
use crate::inventory::{self, Inventory, ProtocolView};
use benchmark::Benchmark;

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
    /// The workbook could not be made.
    #[error("cannot write XLSX: {0}")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    /// JSON could not be made.
    #[error("cannot write JSON: {0}")]
    Json(#[from] serde_json::Error),
}

/// The reports by file name, in the order in which they are written; that of the benchmark only
/// with its results.
///
/// # Errors
/// A report that cannot be rendered.
pub fn render_all(
    audit: &Audit<'_>,
    findings: &[Finding],
    benchmark: Option<&Benchmark>,
) -> Result<Vec<(&'static str, Vec<u8>)>, ReportError> {
    let inventory: Inventory = inventory::build(audit);
    let protocol = inventory::protocol(audit);
    let none = ProtocolView::default();
    let facts = protocol.as_ref().unwrap_or(&none);
    let files = view::files(audit, findings);
    let html = html::Html::new()?;
    let html = if benchmark.is_some() { html.with_benchmark() } else { html };
    let mut reports = vec![
        ("index.html", html.index(&inventory, &files, protocol.as_ref())?),
        ("inventory.html", html.inventory(&inventory, protocol.as_ref())?),
        ("privacy.html", html.privacy(&inventory)?),
        ("protocol.html", html.protocol(&inventory, protocol.as_ref())?),
        ("drift.html", html.drift(&inventory, &files, findings)?),
        ("inventory.json", inventory_json::render(&inventory)?),
        ("protocol.json", protocol_json::render(audit.catalog, facts)?),
        ("findings.json", json::render(audit, findings, 0)?),
    ];
    let (protocol, sources) = (facts, &audit.sources);
    let facts = interchange::Facts { inventory: &inventory, protocol, findings, sources };
    reports.extend(interchange::render(&facts)?);
    if let Some(results) = benchmark {
        reports.push(("benchmark.html", html.benchmark(&inventory, results)?));
    }
    Ok(reports)
}

/// The page of the benchmark alone, without the other reports.
///
/// # Errors
/// A page that cannot be rendered.
pub fn render_benchmark(audit: &Audit<'_>, results: &Benchmark) -> Result<Vec<u8>, ReportError> {
    html::Html::new()?.alone().benchmark(&inventory::build(audit), results)
}

/// Writes all reports into a folder, which is made if it does not exist, and returns their paths.
/// Every file is complete or untouched; nothing is written before everything is rendered. With
/// `csv_bom`, CSV files start with a byte order mark.
///
/// # Errors
/// A report that cannot be rendered or written.
pub fn write_all(
    audit: &Audit<'_>,
    findings: &[Finding],
    benchmark: Option<&Benchmark>,
    out: &Path,
    csv_bom: bool,
) -> Result<Vec<PathBuf>, ReportError> {
    let mut written = Vec::new();
    for (name, mut bytes) in render_all(audit, findings, benchmark)? {
        if csv_bom && name.ends_with(".csv") {
            bytes.splice(..0, csv_table::BYTE_ORDER_MARK.iter().copied());
        }
        let path = out.join(name);
        write_atomic(&path, &bytes)?;
        written.push(path);
    }
    Ok(written)
}

#[cfg(test)]
mod tests;
