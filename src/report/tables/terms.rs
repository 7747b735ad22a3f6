//! `terms.csv`: one line per controlled term, with what it is mapped to in public vocabularies.

use crate::inventory::{Inventory, TermView};

use super::table::{Column, Table, number, some, terms, text};

const COLUMNS: [Column; 12] = [
    text("kind"),
    text("term"),
    text("label"),
    text("description"),
    text("personal"),
    text("personal_if"),
    number("rank"),
    text("fideslang"),
    text("dpv"),
    text("dpv_related"),
    text("mapping_note"),
    number("fields"),
];

/// The table, by kind.
pub(in crate::report) fn table(inventory: &Inventory) -> Table {
    let rows = inventory
        .terms
        .iter()
        .flat_map(|(kind, terms)| terms.iter().map(move |term| record(kind, term)));
    Table::new("Terms", "a term of the catalog", &COLUMNS, rows)
}

fn record(kind: &str, term: &TermView) -> [String; COLUMNS.len()] {
    [
        kind.to_owned(),
        term.id.clone(),
        term.label.clone(),
        term.description.clone(),
        term.personal_data.map(|is| is.as_str().to_owned()).unwrap_or_default(),
        some(&term.personal_if),
        term.rank.map(|rank| rank.to_string()).unwrap_or_default(),
        terms(&term.fideslang),
        terms(&term.dpv),
        term.dpv_related.join("; "),
        some(&term.note),
        term.fields.to_string(),
    ]
}
