//! How single cells agree with the names of the reference.

use std::collections::{BTreeMap, BTreeSet};

use crate::text::share as ratio;

use super::features::{DocumentRow, ReferenceRow, Spelling, label_similarity};
use super::identifiers::raise;

/// How alike the field cells are, reference by document.
pub(super) fn label_scores(document: &[DocumentRow], reference: &[ReferenceRow]) -> Vec<f64> {
    let fields: Vec<Spelling> = document.iter().map(|cells| Spelling::new(&cells.field)).collect();
    let mut scores: Vec<f64> = reference
        .iter()
        .flat_map(|row| {
            let labels: Vec<Spelling> =
                row.labels.iter().map(|label| Spelling::new(label)).collect();
            let best = |field: &Spelling| {
                labels.iter().map(|label| field.similarity(label)).fold(0.0, f64::max)
            };
            fields.iter().map(best).collect::<Vec<f64>>()
        })
        .collect();
    raise(&mut scores, document, reference);
    scores
}

/// How cells agree with spellings. The same few cells recur in every row, so each is judged once.
#[derive(Default)]
pub(super) struct Agreements<'a>(BTreeMap<(&'a str, &'a [String]), f64>);

impl<'a> Agreements<'a> {
    /// 1 when the cell is one of the spellings, 0 when it is the spelling of something else,
    /// between when it is neither (it may be translated).
    pub(super) fn of(
        &mut self,
        cell: &'a str,
        spellings: &'a [String],
        all: &BTreeSet<&str>,
    ) -> f64 {
        if spellings.is_empty() {
            return 0.5;
        }
        *self.0.entry((cell, spellings)).or_insert_with(|| {
            if spellings.iter().any(|s| s == cell) {
                1.0
            } else if all.contains(cell) {
                0.0
            } else {
                label_similarity(cell, spellings).max(0.4)
            }
        })
    }
}

/// How consistently a name of the reference (a message, a service) is rendered by a cell of the
/// document.
pub(super) fn renderings<'a>(
    pairs: &[Option<usize>],
    document: &'a [DocumentRow],
    reference: &'a [ReferenceRow],
    name: fn(&ReferenceRow) -> Option<&String>,
    cell: fn(&DocumentRow) -> &str,
) -> BTreeMap<(&'a str, &'a str), f64> {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut per_name: BTreeMap<&str, usize> = BTreeMap::new();
    let mut per_cell: BTreeMap<&str, usize> = BTreeMap::new();
    for (r, d) in pairs.iter().enumerate() {
        let Some((d, name)) = d.zip(name(&reference[r])) else { continue };
        let cell = cell(&document[d]);
        *counts.entry((name, cell)).or_default() += 1;
        *per_name.entry(name).or_default() += 1;
        *per_cell.entry(cell).or_default() += 1;
    }
    counts
        .into_iter()
        .map(|(key, count)| (key, ratio(2 * count, per_name[key.0] + per_cell[key.1])))
        .collect()
}
