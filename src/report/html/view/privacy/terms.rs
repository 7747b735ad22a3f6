//! The fields by a term of a vocabulary, and by what they identify.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::catalog::model::Personal;
use crate::inventory::{FieldView, Inventory, TermRef, TermView, fields};

use super::datum::Datum;

/// What fields identify, the most telling first.
const IDENTIFIES: [&str; 4] = ["person", "device", "organisation", "none"];

/// A term with its fields.
#[derive(Debug, Serialize)]
pub(super) struct Term<'a> {
    term: &'a TermView,
    /// Highest sensitivity among its fields.
    sensitivity: &'a str,
    rank: u8,
    fields: usize,
    /// How many of them are personal data.
    personal: usize,
    /// How many may be.
    depends: usize,
    /// Fields per flow, in the order of the flows.
    flows: Vec<Vec<Datum<'a>>>,
}

/// Fields that identify the same.
#[derive(Debug, Serialize)]
pub(super) struct Identifying<'a> {
    /// `person`, `device`, `organisation` or `none`.
    what: &'static str,
    fields: usize,
    /// Fields per flow, in the order of the flows.
    flows: Vec<Vec<Datum<'a>>>,
}

/// The terms of a vocabulary in use with their fields: personal data first, then by sensitivity.
pub(super) fn by_term<'a>(
    inventory: &'a Inventory,
    vocabulary: &str,
    of: impl Fn(&FieldView) -> &TermRef,
) -> Vec<Term<'a>> {
    let mut by_id: BTreeMap<&str, Term<'a>> = BTreeMap::new();
    let terms = inventory.terms.get(vocabulary).map(Vec::as_slice).unwrap_or_default();
    for (index, flow) in inventory.flows.iter().enumerate() {
        for (_, _, message, field) in fields(std::slice::from_ref(flow)) {
            let Some(term) = terms.iter().find(|term| term.id == of(field).id) else {
                continue;
            };
            let entry = by_id.entry(&term.id).or_insert_with(|| Term {
                term,
                sensitivity: &field.sensitivity.label,
                rank: field.sensitivity_rank,
                fields: 0,
                personal: 0,
                depends: 0,
                flows: vec![Vec::new(); inventory.flows.len()],
            });
            if field.sensitivity_rank > entry.rank {
                entry.rank = field.sensitivity_rank;
                entry.sensitivity = &field.sensitivity.label;
            }
            entry.fields += 1;
            entry.personal += usize::from(field.personal);
            entry.depends += usize::from(field.personal_data == Personal::Depends);
            entry.flows[index].push(Datum { message, field });
        }
    }
    let mut found: Vec<Term<'a>> = by_id.into_values().collect();
    found.sort_by_key(|entry| Reverse((entry.personal > 0, entry.depends > 0, entry.rank)));
    found
}

/// The fields by what they identify.
pub(super) fn identifying(inventory: &Inventory) -> Vec<Identifying<'_>> {
    let of = |what: &'static str| {
        let flows: Vec<Vec<Datum<'_>>> = inventory
            .flows
            .iter()
            .map(|flow| {
                fields(std::slice::from_ref(flow))
                    .filter(|(.., field)| field.identifies == what)
                    .map(|(_, _, message, field)| Datum { message, field })
                    .collect()
            })
            .collect();
        Identifying { what, fields: flows.iter().map(Vec::len).sum(), flows }
    };
    IDENTIFIES.into_iter().map(of).filter(|group| group.fields > 0).collect()
}
