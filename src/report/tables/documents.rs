//! `documents.csv`: one line per file that was read, with its digest.

use crate::inventory::{AuditedDocument, Inventory, SkippedFile, UnresolvedRow};

use super::table::{Column, Table, date, number, some, text};

const COLUMNS: [Column; 15] = [
    text("path"),
    text("sha256"),
    text("document"),
    text("flow"),
    text("locale"),
    text("edition_status"),
    date("edition_date"),
    text("edition_id"),
    date("handoff_date"),
    date("superseded_by"),
    number("rows"),
    number("claims"),
    number("resolved"),
    text("unresolved"),
    text("skipped_because"),
];

/// The table: audited files by path, then those that are no document of the catalog.
pub(in crate::report) fn table(inventory: &Inventory) -> Table {
    let audited = inventory.documents.iter().map(audited);
    let rows = audited.chain(inventory.skipped.iter().map(skipped));
    Table::new("Documents", "a file that was read", &COLUMNS, rows)
}

fn audited(document: &AuditedDocument) -> [String; COLUMNS.len()] {
    let edition = &document.edition;
    let unresolved = document.unresolved.iter().map(unresolved).collect::<Vec<_>>();
    [
        document.path.clone(),
        document.sha256.clone(),
        document.document.clone(),
        document.flow.clone(),
        document.locale.clone(),
        edition.status.to_owned(),
        some(&edition.source_date),
        some(&edition.source_id),
        some(&edition.handoff),
        some(&edition.superseded),
        document.rows.to_string(),
        document.claims.to_string(),
        document.resolved.to_string(),
        unresolved.join("; "),
        String::new(),
    ]
}

fn unresolved(row: &UnresolvedRow) -> String {
    format!("line {}: {} ({})", row.line, row.found, row.reason)
}

fn skipped(file: &SkippedFile) -> [String; COLUMNS.len()] {
    let mut record = [const { String::new() }; COLUMNS.len()];
    record[0].clone_from(&file.path);
    record[COLUMNS.len() - 1].clone_from(&file.reason);
    record
}
