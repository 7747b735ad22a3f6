//! What holds under some enrolments only, and what the documents omit.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::inventory::{
    EnrolmentView, Inventory, MatrixRowView, ProtocolView, VerdictView, fields,
};
use crate::protocol::VerdictKind;
use crate::protocol::conditions::Exchanged;

use super::super::protocol::{kind_of, listed};
use super::datum::Datum;

/// Fields whose exchange depends on the enrolment.
#[derive(Debug, Default, Serialize)]
pub(super) struct Limits<'a> {
    enrolments: Vec<&'a EnrolmentView>,
    rows: Vec<Limited<'a>>,
}

/// A field and under which enrolments it is exchanged.
#[derive(Debug, Serialize)]
struct Limited<'a> {
    datum: Datum<'a>,
    /// One for each enrolment; nothing where the protocol does not say.
    exchanged: Vec<Option<bool>>,
}

/// A kind of personal data with the keys that hold it.
#[derive(Debug, Serialize)]
pub(super) struct Omitted<'a> {
    label: &'a str,
    /// Name of the highest sensitivity among the keys.
    sensitivity: &'a str,
    rank: u8,
    /// Whether a page lists it for another message.
    listed: bool,
    keys: Vec<&'a VerdictView>,
}

/// The fields that are exchanged under one enrolment and never under another.
pub(super) fn limits<'a>(inventory: &'a Inventory, facts: &'a ProtocolView) -> Limits<'a> {
    let rows: BTreeMap<&str, &MatrixRowView> = facts
        .matrix
        .iter()
        .filter(|row| row.subject == "field")
        .map(|row| (row.id.as_str(), row))
        .collect();
    let limited = |datum: Datum<'a>| {
        let row = rows.get(datum.field.id.as_str())?;
        let exchanged: Vec<Option<bool>> =
            facts.enrolments.iter().map(|enrolment| exchanged(row, &enrolment.id)).collect();
        let depends = exchanged.contains(&Some(true)) && exchanged.contains(&Some(false));
        depends.then_some(Limited { datum, exchanged })
    };
    let data = fields(&inventory.flows).map(|(_, _, message, field)| Datum { message, field });
    let rows: Vec<Limited<'a>> = data.filter_map(limited).collect();
    Limits { enrolments: facts.enrolments.iter().collect(), rows }
}

/// Whether a datum is exchanged on any platform under an enrolment.
fn exchanged(row: &MatrixRowView, enrolment: &str) -> Option<bool> {
    let mut known = row.circumstances.iter().filter(|c| c.enrolment == enrolment).peekable();
    known.peek()?;
    Some(known.any(|circumstance| circumstance.exchanged != Exchanged::Never))
}

/// The undisclosed keys that hold personal data, by what they hold.
pub(super) fn omitted(facts: &ProtocolView) -> Vec<Omitted<'_>> {
    let open = facts.verdicts.iter().filter(|verdict| {
        verdict.kind == VerdictKind::Undisclosed && verdict.subject == "key" && verdict.personal
    });
    let known = listed(facts);
    let mut found: Vec<Omitted<'_>> = Vec::new();
    for verdict in open {
        let label = kind_of(verdict);
        let at = found.iter().position(|kind| kind.label == label).unwrap_or_else(|| {
            let (sensitivity, rank) = (verdict.sensitivity.as_str(), verdict.sensitivity_rank);
            let listed = known.contains(label);
            found.push(Omitted { label, sensitivity, rank, listed, keys: Vec::new() });
            found.len() - 1
        });
        if verdict.sensitivity_rank > found[at].rank {
            found[at].rank = verdict.sensitivity_rank;
            found[at].sensitivity = &verdict.sensitivity;
        }
        found[at].keys.push(verdict);
    }
    found.sort_by_key(|kind| (kind.listed, std::cmp::Reverse(kind.rank)));
    found
}
