//! Files for other programs and for records of processing: tables as CSV and as one workbook,
//! records after GDPR Art. 30, fides manifests, a CycloneDX bill of materials, DPV as Turtle and
//! JSON-LD, and Markdown.
//!
//! All of them are made from the inventory, the comparison with the protocol and the findings;
//! which vocabulary term a datum has is declared in the catalog. Where the catalog maps a term to
//! nothing, the formats say so in their own way and lose no field.

mod activity;
mod controller;
mod cyclonedx;
mod documents;
mod dpv;
mod ends;
mod evidence;
mod fides;
mod findings;
mod licences;
mod markdown;
mod processor;
mod sources;
mod statements;
mod terms;
mod workbook;
mod yaml;

use crate::finding::Finding;
use crate::inventory::{Doubt, Inventory, PartyView, ProtocolView, VocabularyView};
use crate::source::Sources;

use super::table::Table;
use super::{ReportError, conditions_csv, csv_table, inventory_csv, protocol_csv};

/// Name and version of this program, as the files name their maker.
const TOOL: &str = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));

/// Status of what no audited page was compared with.
const NOT_AUDITED: &str = "not-audited";

/// What the files are made from.
pub(super) struct Facts<'a> {
    /// The catalog and what the audit found.
    pub(super) inventory: &'a Inventory,
    /// The comparison with the protocol; empty without facts.
    pub(super) protocol: &'a ProtocolView,
    /// The findings.
    pub(super) findings: &'a [Finding],
    /// The files that the findings point into.
    pub(super) sources: &'a Sources,
}

/// The files by name, in the order in which they are written.
pub(super) fn render(facts: &Facts<'_>) -> Result<Vec<(&'static str, Vec<u8>)>, ReportError> {
    let inventory = facts.inventory;
    let tables = tables(facts);
    let sheets: Vec<Table> = tables.iter().map(|(_, table)| table.clone()).collect();
    let mut files = Vec::new();
    for (name, table) in &tables {
        files.push((*name, csv_table::render(table)?));
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
fn tables(facts: &Facts<'_>) -> [(&'static str, Table); 10] {
    let inventory = facts.inventory;
    [
        ("inventory.csv", inventory_csv::table(inventory, facts.protocol)),
        ("evidence.csv", evidence::table(inventory)),
        ("statements.csv", statements::table(inventory)),
        ("findings.csv", findings::table(facts.findings, facts.sources)),
        ("art30-controller.csv", controller::table(inventory)),
        ("art30-processor.csv", processor::table(inventory)),
        ("protocol.csv", protocol_csv::table(facts.protocol)),
        ("conditions.csv", conditions_csv::table(facts.protocol)),
        ("documents.csv", documents::table(inventory)),
        ("terms.csv", terms::table(inventory)),
    ]
}

/// Fingerprints of the findings that speak against something, as in `findings.csv`.
fn doubts(doubts: &[Doubt]) -> String {
    doubts.iter().map(|doubt| doubt.fingerprint.as_str()).collect::<Vec<_>>().join("; ")
}

/// A party of the catalog.
fn party<'a>(inventory: &'a Inventory, id: &str) -> Option<&'a PartyView> {
    inventory.parties.iter().find(|party| party.id == id)
}

/// Whose vocabularies the terms come from, one line each, as their licences ask.
fn attribution(inventory: &Inventory) -> Vec<String> {
    inventory.vocabularies.iter().map(attribution_of).collect()
}

/// The line of one vocabulary.
fn attribution_of(vocabulary: &VocabularyView) -> String {
    let VocabularyView { name, version, url, licence, .. } = vocabulary;
    let by = vocabulary.publisher.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
    let text = vocabulary.licence_url.as_ref().map(|url| format!(" <{url}>")).unwrap_or_default();
    format!(
        "{name} {version}{by}, {url}, licence: {licence}{text}. Term names only; mappings and texts are the catalog's own."
    )
}

/// A UUID of version 8 (RFC 9562 §5.8) from the first bytes of a digest.
fn uuid(digest: &[u8]) -> String {
    let mut bytes = [0; 16];
    for (to, from) in bytes.iter_mut().zip(digest) {
        *to = *from;
    }
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex = crate::source::hex(&bytes);
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

/// A path or address as an IRI reference (RFC 3987): what may not stand in one is escaped, and so
/// is a percent sign that escapes nothing.
fn iri_reference(address: &str) -> String {
    let mut iri = String::with_capacity(address.len());
    let bytes = address.as_bytes();
    for (at, c) in address.char_indices() {
        let escapes = c == '%'
            && bytes.get(at + 1..at + 3).is_some_and(|b| b.iter().all(u8::is_ascii_hexdigit));
        let unsafe_ascii = c.is_ascii()
            && !c.is_ascii_alphanumeric()
            && !b"-._~:/?#@!$&'()*+,;=".contains(&(c as u8));
        let turns = matches!(c, '\u{80}'..='\u{9f}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
        if escapes || !(unsafe_ascii || turns) {
            iri.push(c);
        } else {
            let mut buffer = [0; 4];
            c.encode_utf8(&mut buffer).bytes().for_each(|b| iri.push_str(&format!("%{b:02X}")));
        }
    }
    iri
}

#[cfg(test)]
mod denied_tests;
#[cfg(test)]
mod parties_tests;
#[cfg(test)]
mod tests;

#[cfg(test)]
mod helpers {
    use super::{iri_reference, uuid};

    #[test]
    fn addresses_become_references() {
        assert_eq!(iri_reference("docs/fr-fr/a b.md"), "docs/fr-fr/a%20b.md");
        assert_eq!(iri_reference("https://x.example/a?b=%20#c"), "https://x.example/a?b=%20#c");
        assert_eq!(iri_reference("é%<\u{202e}>"), "é%25%3C%E2%80%AE%3E");
    }

    #[test]
    fn identifiers_have_version_and_variant() {
        assert_eq!(uuid(&[0xff; 32]), "ffffffff-ffff-8fff-bfff-ffffffffffff");
    }
}
