//! Which half of an exchange a message is: by rule, by its name, or by the messages that hold it.

use std::collections::BTreeMap;

use crate::catalog::model::{Direction, FactsKey, FactsMessage, ImportSchema};

use super::notes::{NotUnderstood, Notes};

/// Request and response, each yes or no.
type Halves = (bool, bool);

/// Moves the keys of every message from `both` to where they belong, and names references and
/// directions that are not understood.
pub(super) fn assign(
    messages: &mut [FactsMessage],
    schema: &ImportSchema,
    out: &mut Vec<NotUnderstood>,
) {
    let ids: Vec<String> = messages.iter().map(|m| m.id.to_string()).collect();
    for id in schema.directions.keys().filter(|id| !ids.contains(id)) {
        let what =
            format!("schema `{}`: `directions` names `{id}`, which is no message", *schema.id);
        Notes::of("", out).name("", what);
    }
    let mut holders: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for message in &mut *messages {
        let file = message.file.clone().unwrap_or_default();
        let mut notes = Notes::of(&file, out);
        let id = message.id.clone();
        for key in &mut message.both {
            gather_references(
                key,
                &id,
                &format!("{}/{}", *id, *key.key),
                &ids,
                &mut holders,
                &mut notes,
            );
        }
    }
    let halves = solve(&ids, schema, &holders);
    for message in messages {
        match halves.get(message.id.as_str()).copied().unwrap_or_default() {
            (true, false) => message.request = std::mem::take(&mut message.both),
            (false, true) => message.response = std::mem::take(&mut message.both),
            (true, true) => {}
            (false, false) => {
                let file = message.file.clone().unwrap_or_default();
                let id = &*message.id;
                let what =
                    format!("direction of {id} is not told by its name, its use or `directions`");
                Notes::of(&file, out).name(id, what);
            }
        }
    }
}

/// Notes by whom each message is held. A reference to no message is named and dropped.
fn gather_references(
    key: &mut FactsKey,
    holder: &str,
    place: &str,
    ids: &[String],
    holders: &mut BTreeMap<String, Vec<String>>,
    notes: &mut Notes<'_>,
) {
    if let Some(of) = key.of.take() {
        if ids.contains(&of) {
            holders.entry(of.to_string()).or_default().push(holder.to_owned());
            key.of = Some(of);
        } else {
            notes.name(place, format!("it refers to `{}`, which is no message of the schema", *of));
        }
    }
    for member in &mut key.members {
        let place = format!("{place}/{}", *member.key);
        gather_references(member, holder, &place, ids, holders, notes);
    }
}

/// The halves of every message: told ones first, then from holder to held until nothing changes.
fn solve<'i>(
    ids: &'i [String],
    schema: &ImportSchema,
    holders: &BTreeMap<String, Vec<String>>,
) -> BTreeMap<&'i str, Halves> {
    let told: BTreeMap<&str, Halves> =
        ids.iter().filter_map(|id| Some((id.as_str(), told(id, schema)?))).collect();
    let mut halves = told.clone();
    loop {
        let before = halves.clone();
        for id in ids.iter().filter(|id| !told.contains_key(id.as_str())) {
            let of_holders = holders
                .get(id)
                .into_iter()
                .flatten()
                .filter_map(|holder| before.get(holder.as_str()))
                .fold((false, false), |all, one| (all.0 || one.0, all.1 || one.1));
            halves.insert(id, of_holders);
        }
        if halves == before {
            return halves;
        }
    }
}

fn told(id: &str, schema: &ImportSchema) -> Option<Halves> {
    match schema.directions.get(id) {
        Some(Direction::Request) => Some((true, false)),
        Some(Direction::Response) => Some((false, true)),
        Some(Direction::Both) => Some((true, true)),
        None if id.ends_with("Request") => Some((true, false)),
        None if id.ends_with("Response") => Some((false, true)),
        None => None,
    }
}
