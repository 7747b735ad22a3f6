//! `terms.csv`: one line per controlled term, with what it is mapped to in public vocabularies.

use crate::inventory::{Inventory, TermView};
use crate::report::table::{Column, Table, flag, number, some, text, yes};

/// Stands where no term of a vocabulary fits, or none was looked for.
const NO_TERM: &str = "no term";

const COLUMNS: [Column; 10] = [
    text("kind"),
    text("term"),
    text("label"),
    text("description"),
    flag("personal"),
    number("rank"),
    text("fideslang"),
    text("dpv"),
    text("mapping_note"),
    number("fields"),
];

/// The table, by kind.
pub(super) fn table(inventory: &Inventory) -> Table {
    let rows = inventory
        .terms
        .iter()
        .flat_map(|(kind, terms)| terms.iter().map(move |term| record(kind, term)));
    Table::new("Terms", "a term of the catalog", &COLUMNS, rows)
}

fn record(kind: &str, term: &TermView) -> [String; COLUMNS.len()] {
    let mapped = |terms: &[String]| {
        if terms.is_empty() { NO_TERM.to_owned() } else { terms.join("; ") }
    };
    [
        kind.to_owned(),
        term.id.clone(),
        term.label.clone(),
        term.description.clone(),
        term.personal.map(yes).unwrap_or_default(),
        term.rank.map(|rank| rank.to_string()).unwrap_or_default(),
        mapped(&term.fideslang),
        mapped(&term.dpv),
        some(&term.note),
        term.fields.to_string(),
    ]
}
