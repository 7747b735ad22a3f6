//! Things that have another id in the second state and are the same all the same.
//!
//! A field is the same if it stands in the same message and has the same path in the protocol or
//! the same label; anything else, if what holds it is the same and it has the same name.

use std::collections::{BTreeMap, BTreeSet};

use super::Thing;

/// Ids of the second state by kind and id of the first, where they differ.
#[derive(Debug, Default)]
pub(super) struct Renames {
    by_old: BTreeMap<(&'static str, String), String>,
}

impl Renames {
    /// Pairs what is gone with what is new: id of the second state by id of the first.
    pub(super) fn pair<'s>(
        &mut self,
        kind: &'static str,
        gone: &[(&'s String, &'s Thing)],
        new: &[(&'s String, &'s Thing)],
    ) -> BTreeMap<&'s String, &'s String> {
        let mut pairs: BTreeMap<&String, &String> = BTreeMap::new();
        let sames: &[fn(&Thing) -> Option<&str>] = match kind {
            "field" => &[protocol, label],
            "verdict" => return self.with_their_fields(gone, new),
            _ => &[label],
        };
        for same in sames {
            let taken: BTreeSet<&String> = pairs.values().copied().collect();
            let mut waiting: BTreeMap<(String, &str), Vec<&'s String>> = BTreeMap::new();
            for (id, thing) in new.iter().rev().filter(|(id, _)| !taken.contains(id)) {
                if let Some(text) = same(thing) {
                    waiting.entry((holder(id), text)).or_default().push(id);
                }
            }
            for (id, thing) in gone {
                let Some(text) = same(thing).filter(|_| !pairs.contains_key(id)) else { continue };
                let here = (holder(&self.now(kind, id)), text);
                if let Some(found) = waiting.get_mut(&here).and_then(Vec::pop) {
                    pairs.insert(id, found);
                }
            }
        }
        let renamed = pairs.iter().map(|(old, new)| ((kind, (*old).clone()), (*new).clone()));
        self.by_old.extend(renamed);
        pairs
    }

    /// A verdict is on the same field if the field is the same.
    fn with_their_fields<'s>(
        &self,
        gone: &[(&'s String, &'s Thing)],
        new: &[(&'s String, &'s Thing)],
    ) -> BTreeMap<&'s String, &'s String> {
        let new: BTreeSet<&String> = new.iter().map(|(id, _)| *id).collect();
        let pair = |id: &'s String| {
            let now = self.by_old.get(&("field", id.clone()))?;
            Some((id, *new.get(now)?))
        };
        gone.iter().filter_map(|(id, _)| pair(id)).collect()
    }

    /// An id of the first state as it would be if nothing but its holders had another one.
    fn now(&self, kind: &str, id: &str) -> String {
        let renamed = |kind: &'static str, id: &str| {
            self.by_old.get(&(kind, id.to_owned())).cloned().unwrap_or_else(|| id.to_owned())
        };
        match (kind, id.rsplit_once('/')) {
            ("field", Some((message, field))) => {
                let moved = self.by_old.get(&("message", message.to_owned())).cloned();
                format!("{}/{field}", moved.unwrap_or_else(|| self.now("message", message)))
            }
            ("message", Some((holder, message))) => {
                let (flow, service) = holder.split_once('/').unwrap_or((holder, ""));
                format!("{}/{}/{message}", renamed("flow", flow), renamed("service", service))
            }
            _ => id.to_owned(),
        }
    }
}

fn protocol(thing: &Thing) -> Option<&str> {
    thing.attributes.get("protocol").map(String::as_str).filter(|path| !path.is_empty())
}

fn label(thing: &Thing) -> Option<&str> {
    Some(thing.label.as_str()).filter(|label| !label.is_empty())
}

/// Where a thing stands: its id without the last part.
fn holder(id: &str) -> String {
    id.rsplit_once('/').map_or("", |(holder, _)| holder).to_owned()
}
