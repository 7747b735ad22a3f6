//! `statements.csv`: one line per promise and audited page.

use crate::inventory::{Inventory, PublishedPage, StatementPage, StatementView};

use super::table::{Column, NOT_AUDITED, Table, date, doubts, number, some, text};

const COLUMNS: [Column; 17] = [
    text("document"),
    text("title"),
    text("url"),
    text("flow"),
    text("statement"),
    text("label"),
    text("meaning"),
    text("form"),
    date("since"),
    date("until"),
    text("locale"),
    text("path"),
    number("line"),
    text("status"),
    text("quote"),
    text("findings"),
    text("note"),
];

/// The table, statements in page order. A statement of a document without an audited page has one
/// line that says so.
pub(in crate::report) fn table(inventory: &Inventory) -> Table {
    let rows = inventory.pages.iter().flat_map(|document| {
        document.statements.iter().flat_map(move |statement| {
            let pages = statement.pages.iter().map(Some);
            let none = statement.pages.is_empty().then_some(None);
            pages.chain(none).map(move |page| record(document, statement, page))
        })
    });
    Table::new("Statements", "a promise on an audited page", &COLUMNS, rows)
}

fn record(
    document: &PublishedPage,
    statement: &StatementView,
    page: Option<&StatementPage>,
) -> [String; COLUMNS.len()] {
    let quote = page.and_then(|page| page.quote.as_ref());
    [
        document.id.clone(),
        document.title.clone(),
        some(&document.url),
        document.flow.clone(),
        statement.id.clone(),
        statement.label.clone(),
        statement.meaning.clone(),
        statement.form.to_owned(),
        some(&statement.since),
        some(&statement.until),
        page.map(|p| p.locale.clone()).unwrap_or_default(),
        page.map(|p| p.path.clone()).unwrap_or_default(),
        quote.map(|q| q.line.to_string()).unwrap_or_default(),
        page.map_or(NOT_AUDITED, |p| p.status.as_str()).to_owned(),
        quote.map(|q| q.text.clone()).unwrap_or_default(),
        page.map(|p| doubts(&p.doubts)).unwrap_or_default(),
        some(&statement.note),
    ]
}
