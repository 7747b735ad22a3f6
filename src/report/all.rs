//! All reports of a run: every wing asked for its files, and the manifest over them.

use crate::audit::Audit;
use crate::finding::Finding;
use crate::inventory::{self, Inventory, ProtocolView};

use super::compare::runs;
use super::error::ReportError;
use super::findings::json;
use super::manifest::{self, MANIFEST};
use super::options::Options;
use super::tables::csv;
use super::{exchange, html};

/// The data that every run writes.
pub const DATA: [&str; 3] = ["inventory.json", "protocol.json", "findings.json"];

/// Reports with a name that a page could have.
pub const TEXTS: [&str; 2] = ["report.md", "changes.md"];

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
    let mut reports = html::site(audit, findings, options, &inventory, protocol.as_ref())?;
    let data = [
        exchange::inventory_json::render(&inventory)?,
        exchange::protocol_json::render(audit.catalog, facts)?,
        json::render(audit, findings, 0, Some(&state))?,
    ];
    reports.extend(DATA.iter().map(|name| (*name).to_owned()).zip(data));
    let sources = &audit.sources;
    let facts = exchange::Facts { inventory: &inventory, protocol: facts, findings, sources };
    let files = exchange::render(&facts)?;
    reports.extend(files.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)));
    if options.csv_bom {
        let tables = reports.iter_mut().filter(|(name, _)| name.ends_with(".csv"));
        tables.for_each(|(_, bytes)| drop(bytes.splice(..0, csv::BYTE_ORDER_MARK.iter().copied())));
    }
    if let Some(diff) = options.since {
        reports.push(("changes.md".to_owned(), runs::markdown(diff).into_bytes()));
    }
    let manifest = manifest::manifest(audit, &options.inputs, &reports);
    reports.push((MANIFEST.to_owned(), manifest::render(&manifest)?));
    Ok(reports)
}
