//! Text that was read in another encoding.

use encoding_rs::WINDOWS_1252;
use flowproof::catalog::model::ColumnRole;

use super::{Operator, PLAIN};
use crate::mutant::{Edit, Mutant};
use crate::rng::Rng;
use crate::view::{View, words};

pub const OPERATORS: &[Operator] = &[
    Operator {
        name: "mojibake-word",
        does: "the UTF-8 bytes of one word of a purpose are read as Windows-1252",
        accept: &["mojibake"],
        bar: Some(0.99),
        make: word,
        ..PLAIN
    },
    Operator {
        name: "mojibake-cell",
        does: "the UTF-8 bytes of a whole purpose are read as Windows-1252",
        accept: &["mojibake"],
        bar: Some(0.99),
        make: cell,
        ..PLAIN
    },
    Operator {
        name: "mojibake-statement",
        does: "the UTF-8 bytes of a paragraph are read as Windows-1252",
        accept: &["mojibake"],
        bar: Some(0.99),
        make: statement,
        ..PLAIN
    },
];

/// The text read as Windows-1252; nothing when that changes no letter.
fn misread(text: &str) -> Option<String> {
    let foreign = text.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
    foreign.then(|| WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned())
}

fn word(view: &View<'_>, _: &mut Rng) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for row in view.rows_with_purpose() {
        let Some(cell) = view.cell_ref(row, ColumnRole::Purpose) else { continue };
        let text = &cell.cell.inline.text;
        for range in words(text) {
            let broken = misread(&text[range.clone()]);
            if let Some((bytes, broken)) = view.bytes(cell, range).zip(broken) {
                let edit = Edit::new(bytes, broken);
                mutants.push(view.in_cell(row, ColumnRole::Purpose, vec![edit]));
            }
        }
    }
    mutants
}

fn cell(view: &View<'_>, _: &mut Rng) -> Vec<Mutant> {
    view.rows_with_purpose()
        .into_iter()
        .filter_map(|row| {
            let (_, text) = view.raw(row, ColumnRole::Purpose)?;
            view.replaced(row, ColumnRole::Purpose, &misread(text)?)
        })
        .collect()
}

fn statement(view: &View<'_>, _: &mut Rng) -> Vec<Mutant> {
    view.page
        .statements
        .iter()
        .filter_map(|found| {
            let range = view.page.parsed.blocks[found.block?].inline.source.clone();
            let broken = misread(&view.text[range.clone()])?;
            Some(Mutant::block(range.clone(), vec![Edit::new(range, broken)]))
        })
        .collect()
}
