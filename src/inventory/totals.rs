//! Sums over the fields.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::catalog::model::Personal;

use super::model::{Count, FieldView, FlowCount, FlowView, TermRef, Totals};
use super::order::fields;

pub(super) fn totals(flows: &[FlowView]) -> Totals {
    let all: Vec<&FieldView> = fields(flows).map(|(_, _, _, field)| field).collect();
    let mut by_category = count(&all, |f| (0, &f.category));
    by_category.sort_by_key(|c| Reverse((c.personal > 0, c.personal_depends > 0)));
    Totals {
        fields: all.len(),
        personal: all.iter().filter(|f| f.personal).count(),
        personal_depends: all.iter().filter(|f| depends(f)).count(),
        by_category,
        by_sensitivity: count(&all, |f| (f.sensitivity_rank, &f.sensitivity)),
        by_flow: flows
            .iter()
            .map(|flow| {
                let own = || fields(std::slice::from_ref(flow)).map(|(_, _, _, field)| field);
                FlowCount {
                    id: flow.id.clone(),
                    label: flow.label.clone(),
                    fields: own().count(),
                    personal: own().filter(|f| f.personal).count(),
                    personal_depends: own().filter(|f| depends(f)).count(),
                }
            })
            .collect(),
    }
}

fn depends(field: &FieldView) -> bool {
    field.personal_data == Personal::Depends
}

/// Counts by term, from the highest rank, then by id.
fn count(all: &[&FieldView], term: impl Fn(&FieldView) -> (u8, &TermRef)) -> Vec<Count> {
    let mut counts: BTreeMap<(Reverse<u8>, &str), Count> = BTreeMap::new();
    for field in all {
        let (rank, term) = term(field);
        let entry = counts.entry((Reverse(rank), &term.id)).or_insert_with(|| Count {
            id: term.id.clone(),
            label: term.label.clone(),
            fields: 0,
            personal: 0,
            personal_depends: 0,
        });
        entry.fields += 1;
        entry.personal += usize::from(field.personal);
        entry.personal_depends += usize::from(depends(field));
    }
    counts.into_values().collect()
}
