//! `evidence.csv`: one line per field and audited page, so that every line of the inventory can be
//! traced to a file, its digest and the place in it.

use std::collections::{BTreeMap, BTreeSet};

use crate::inventory::{AuditedDocument, FieldView, Inventory, PageStatus, fields};

use super::table::{Column, NOT_AUDITED, Table, date, doubts, number, some, text};

const COLUMNS: [Column; 16] = [
    text("field_id"),
    text("flow"),
    text("service"),
    text("message"),
    text("field"),
    text("locale"),
    text("path"),
    number("line"),
    text("status"),
    text("found"),
    text("document"),
    text("edition_status"),
    date("edition_date"),
    text("edition_id"),
    text("sha256"),
    text("findings"),
];

/// The table, fields in page order and pages by path. A field of a flow without an audited page
/// has one line that says so.
pub(in crate::report) fn table(inventory: &Inventory) -> Table {
    let documents: BTreeMap<&str, &AuditedDocument> =
        inventory.documents.iter().map(|d| (d.path.as_str(), d)).collect();
    let rows = fields(&inventory.flows).flat_map(|(flow, service, message, field)| {
        let names = [&field.id, &flow.id, &service.label, &message.label, &field.label];
        let names = names.map(Clone::clone);
        let pages = field.documentation.iter();
        let mut rows: Vec<_> = pages
            .map(|page| record(&names, page, documents.get(page.path.as_str()).copied()))
            .collect();
        if rows.is_empty() {
            rows.push(not_audited(&names));
        }
        rows
    });
    Table::new("Evidence", "a field on an audited page", &COLUMNS, rows)
}

fn record(
    names: &[String; 5],
    page: &PageStatus,
    document: Option<&AuditedDocument>,
) -> [String; COLUMNS.len()] {
    let [id, flow, service, message, field] = names.clone();
    let of = |text: Option<&String>| text.cloned().unwrap_or_default();
    [
        id,
        flow,
        service,
        message,
        field,
        page.locale.clone(),
        page.path.clone(),
        page.line.map(|line| line.to_string()).unwrap_or_default(),
        page.status.as_str().to_owned(),
        some(&page.found),
        of(document.map(|d| &d.document)),
        document.map(|d| d.edition.status.to_owned()).unwrap_or_default(),
        of(document.and_then(|d| d.edition.source_date.as_ref())),
        of(document.and_then(|d| d.edition.source_id.as_ref())),
        page.sha256.clone(),
        doubts(&page.doubts),
    ]
}

fn not_audited(names: &[String; 5]) -> [String; COLUMNS.len()] {
    let mut record = [const { String::new() }; COLUMNS.len()];
    record[..names.len()].clone_from_slice(names);
    record[8] = NOT_AUDITED.to_owned();
    record
}

/// Where the pages in the source language list these fields: `path: lines 51, 52`.
pub(in crate::report) fn source_places<'a>(
    inventory: &Inventory,
    fields: impl Iterator<Item = &'a FieldView>,
) -> String {
    let mut lines: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for page in fields.flat_map(|field| &field.documentation) {
        if let Some(line) = page.line.filter(|_| page.locale == inventory.catalog.source_locale) {
            lines.entry(&page.path).or_default().insert(line);
        }
    }
    let places = lines.iter().map(|(path, lines)| {
        let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
        let word = if lines.len() == 1 { "line" } else { "lines" };
        format!("{path}: {word} {}", lines.join(", "))
    });
    places.collect::<Vec<_>>().join("; ")
}
