//! Human names that stand on the wrong row.

use flowproof::catalog::model::{ColumnRole, FieldRole};
use strsim::normalized_levenshtein;

use super::{Operator, PLAIN};
use crate::mutant::Mutant;
use crate::rng::Rng;
use crate::view::{View, plain};

pub const OPERATORS: &[Operator] = &[
    Operator {
        name: "label-duplicated",
        does: "a human name also stands on the row below",
        accept: &["duplicated-label"],
        tolerate: &["suspect-label", "inconsistent-term"],
        learned: true,
        make: duplicated,
        ..PLAIN
    },
    Operator {
        name: "label-replaced",
        does: "the human name of a row is that of a row further away",
        accept: &["suspect-label", "duplicated-label", "inconsistent-term"],
        learned: true,
        make: replaced,
        ..PLAIN
    },
];

fn duplicated(view: &View<'_>, _: &mut Rng) -> Vec<Mutant> {
    let labels = view.rows_of(FieldRole::Label);
    labels
        .windows(2)
        .filter(|pair| pair[1].number == pair[0].number + 1)
        .filter_map(|pair| {
            let label = view.cell(pair[0], ColumnRole::Field);
            let other = view.cell(pair[1], ColumnRole::Field);
            if plain(label) == plain(other) {
                return None;
            }
            let mut mutant = view.retexted(pair[1], ColumnRole::Field, label)?;
            mutant = Mutant { fields: view.ids(pair), ..mutant };
            mutant.place = crate::mutant::Place::Rows(vec![pair[0].number, pair[1].number]);
            Some(mutant)
        })
        .collect()
}

fn replaced(view: &View<'_>, rng: &mut Rng) -> Vec<Mutant> {
    let labels = view.rows_of(FieldRole::Label);
    labels
        .iter()
        .filter_map(|row| {
            let own = view.cell(row, ColumnRole::Field);
            let others: Vec<_> = labels
                .iter()
                .filter(|other| other.number.abs_diff(row.number) >= 3)
                .map(|other| (*other, view.cell(other, ColumnRole::Field)))
                .filter(|(_, text)| normalized_levenshtein(&plain(text), &plain(own)) < 0.7)
                .collect();
            let (other, text) = *rng.pick(&others)?;
            let mut mutant = view.retexted(row, ColumnRole::Field, text)?;
            mutant.place = crate::mutant::Place::Rows(vec![row.number, other.number]);
            Some(mutant)
        })
        .collect()
}
