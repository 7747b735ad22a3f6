//! Files for other programs and for records of processing: tables as CSV and as one workbook,
//! records after GDPR Art. 30, fides manifests, a CycloneDX bill of materials, DPV as Turtle and
//! JSON-LD, Markdown, and the inventory and the protocol as JSON.
//!
//! All of them are made from the inventory, the comparison with the protocol and the findings;
//! which vocabulary term a datum has is declared in the catalog. Where the catalog maps a term to
//! nothing, the formats say so in their own way and lose no field. Tables that are only lists of what
//! the inventory holds are next door in [`tables`].

mod activity;
mod attribution;
mod controller;
mod cyclonedx;
mod dpv;
mod ends;
mod facts;
mod fides;
mod identifiers;
pub(super) mod inventory_json;
mod licences;
mod markdown;
mod processor;
pub(super) mod protocol_json;
mod sources;
mod workbook;
mod yaml;

use super::error::ReportError;
use super::tables::table::Table;
use super::tables::{self, csv};

pub(super) use facts::Facts;

/// The files by name, in the order in which they are written.
pub(super) fn render(facts: &Facts<'_>) -> Result<Vec<(&'static str, Vec<u8>)>, ReportError> {
    let inventory = facts.inventory;
    let tables = all_tables(facts);
    let sheets: Vec<Table> = tables.iter().map(|(_, table)| table.clone()).collect();
    let mut files = Vec::new();
    for (name, table) in &tables {
        files.push((*name, csv::render(table)?));
    }
    if let Some(licences) = licences::render(inventory) {
        files.push(("LICENCES.txt", licences));
    }
    files.push(("inventory.xlsx", workbook::render(inventory, &sheets)?));
    files.push(("fides-dataset.yml", fides::dataset(inventory)));
    files.push(("fides-system.yml", fides::system(inventory)));
    files.push(("report.md", markdown::render(facts)));
    files.push(("bom.cdx.json", cyclonedx::render(inventory)?));
    let graph = dpv::graph(inventory);
    files.push(("dpv.ttl", dpv::turtle(&graph)));
    files.push(("dpv.jsonld", dpv::jsonld(&graph)?));
    Ok(files)
}

/// The tables with the names of their CSV files.
fn all_tables(facts: &Facts<'_>) -> [(&'static str, Table); 10] {
    let inventory = facts.inventory;
    [
        ("inventory.csv", tables::inventory::table(inventory, facts.protocol)),
        ("evidence.csv", tables::evidence::table(inventory)),
        ("statements.csv", tables::statements::table(inventory)),
        ("findings.csv", tables::findings::table(facts.findings, facts.sources)),
        ("art30-controller.csv", controller::table(inventory)),
        ("art30-processor.csv", processor::table(inventory)),
        ("protocol.csv", tables::protocol::table(facts.protocol)),
        ("conditions.csv", tables::conditions::table(facts.protocol)),
        ("documents.csv", tables::documents::table(inventory)),
        ("terms.csv", tables::terms::table(inventory)),
    ]
}

#[cfg(test)]
mod denied_tests;
#[cfg(test)]
mod parties_tests;
#[cfg(test)]
mod tests;
