//! What the protocol sends that no page lists. A question to the publisher, not an accusation:
//! that a message can hold a key does not prove that anybody reads it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::model::{Confidence, Personal};
use crate::catalog::{Catalog, Key, KeyIx};

use super::claims::Claims;
use super::ends::{End, own_ends, removed};
use super::listing::listing;
use super::resolve::weight_of_key;
use super::succession::successors;
use super::wording::{held, named, question, quoted, remarks_on, way, with_remarks};
use super::{Subject, Verdict, VerdictKind};

/// Most keys that a sentence names.
const NAMED: usize = 6;

/// Numbers of the keys of a message that hold a datum of their own and travel in a flow of the
/// catalog: no mere containers.
pub fn data_of(catalog: &Catalog, message: usize) -> Vec<KeyIx> {
    let protocol = &catalog.protocol;
    let holders: BTreeSet<KeyIx> =
        protocol.keys_of(message).filter_map(|ix| protocol.key(ix).parent).collect();
    protocol
        .keys_of(message)
        .filter(|ix| !holders.contains(ix) && !protocol.own_flows(protocol.key(*ix)).is_empty())
        .collect()
}

/// The same with the data of the objects that its keys hold, and of those that they hold.
fn data_below(catalog: &Catalog, message: usize) -> Vec<KeyIx> {
    let protocol = &catalog.protocol;
    let mut seen = BTreeSet::from([message]);
    let mut open = vec![message];
    let mut found = Vec::new();
    while let Some(next) = open.pop() {
        let data = data_of(catalog, next);
        open.extend(data.iter().filter_map(|ix| protocol.key(*ix).of).filter(|p| seen.insert(*p)));
        found.extend(data);
    }
    found
}

/// The keys of documented messages that no page lists, and the messages that no page lists at
/// all; personal data first, then by sensitivity. An object that messages only hold is asked about
/// with them.
pub fn verdicts(catalog: &Catalog, claims: &Claims) -> Vec<Verdict> {
    let mut verdicts = Vec::new();
    let protocol = &catalog.protocol;
    let is_open = |ix: &KeyIx| !claims.covers(catalog, *ix) && !is_asked_elsewhere(catalog, *ix);
    for message in 0..protocol.messages.len() {
        if claims.messages.contains(&message) {
            let open = data_of(catalog, message).into_iter().filter(is_open);
            verdicts.extend(open.map(|ix| key_verdict(catalog, ix)));
        } else if !protocol.is_part(message) {
            let all = data_below(catalog, message);
            let listed = |ix: &KeyIx| claims.messages.contains(&protocol.key(*ix).message);
            let open: Vec<KeyIx> =
                all.iter().copied().filter(|ix| is_open(ix) && !listed(ix)).collect();
            if !open.is_empty() {
                verdicts.push(message_verdict(catalog, message, open, &all));
            }
        }
    }
    verdicts.sort_by_key(|v| (Reverse(v.personal), Reverse(v.rank)));
    verdicts
}

/// Whether the datum has a key in the newer interface, which is asked about instead.
fn is_asked_elsewhere(catalog: &Catalog, ix: KeyIx) -> bool {
    successors(&catalog.protocol, catalog.protocol.key(ix)).next().is_some()
}

fn key_verdict(catalog: &Catalog, ix: KeyIx) -> Verdict {
    let protocol = &catalog.protocol;
    let key = protocol.key(ix);
    let (personal, rank) = weight_of_key(catalog, key);
    let message = protocol.message_of(key);
    let outdated = protocol.schema_of(key).superseded_by.is_some();
    let asked = question(catalog, &protocol.own_flows(key), 1);
    Verdict {
        kind: VerdictKind::Undisclosed,
        subject: Subject::Key(ix),
        key: Some(ix),
        confidence: key.confidence,
        summary: format!(
            "`{}`{}, {}, can hold {}; no page lists it in this message. {}",
            message.path,
            if outdated { " (older interface)" } else { "" },
            way(catalog, key),
            named(catalog, key),
            as_sentence(&asked)
        ),
        expected: None,
        personal,
        rank,
    }
}

fn as_sentence(question: &str) -> String {
    let mut letters = question.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A message that no page lists: `keys` are those that no page lists elsewhere, `all` are all that
/// it can hold.
fn message_verdict(
    catalog: &Catalog,
    message: usize,
    mut keys: Vec<KeyIx>,
    all: &[KeyIx],
) -> Verdict {
    let protocol = &catalog.protocol;
    let weight = |ix: &KeyIx| weight_of_key(catalog, protocol.key(*ix));
    keys.sort_by_cached_key(|ix| Reverse(weight(ix)));
    let heaviest = |keys: &[KeyIx]| keys.iter().map(weight).max().unwrap_or((Personal::No, 0));
    let (personal, rank) = heaviest(all);
    let confidence = keys.iter().map(|ix| protocol.key(*ix).confidence).max();
    let own = &protocol.messages[message];
    let repeats = personal.is_yes() && !heaviest(&keys).0.is_yes();
    let summary = format!(
        "No page lists the message {}{}{}{}. Is it used?",
        with_remarks(
            &format!("`{}`", own.path),
            own.label.clone().into_iter().chain(remarks_on(&own.platforms))
        ),
        travelling(catalog, &keys),
        if repeats { "; it repeats personal data that a page lists elsewhere" } else { "" },
        ended_keys(catalog, message, &keys)
    );
    Verdict {
        kind: VerdictKind::Undisclosed,
        subject: Subject::Message(message),
        key: None,
        confidence: confidence.unwrap_or(Confidence::Low),
        summary,
        expected: None,
        personal,
        rank,
    }
}

/// From whom to whom which keys travel: apart, where they do not all go one way.
fn travelling(catalog: &Catalog, keys: &[KeyIx]) -> String {
    let mut by_way: Vec<(String, Vec<KeyIx>)> = Vec::new();
    for ix in keys {
        let way = way(catalog, catalog.protocol.key(*ix));
        match by_way.iter_mut().find(|(other, _)| *other == way) {
            Some((_, keys)) => keys.push(*ix),
            None => by_way.push((way, vec![*ix])),
        }
    }
    match by_way.as_slice() {
        [(way, keys)] => format!(", {way}, which can hold {}", contents(catalog, keys, "")),
        ways => {
            let parts = ways.iter().map(|(way, keys)| contents(catalog, keys, &format!(" {way}")));
            format!(", which can hold {}", parts.collect::<Vec<_>>().join("; and "))
        }
    }
}

/// Which of the keys have come to an end while the message has not, and where.
fn ended_keys(catalog: &Catalog, message: usize, keys: &[KeyIx]) -> String {
    let mut by_end: BTreeMap<Vec<End>, Vec<String>> = BTreeMap::new();
    for ix in ended_data(catalog, message).into_iter().filter(|ix| keys.contains(ix)) {
        let key = catalog.protocol.key(ix);
        let ended = own_ends(&catalog.protocol, key);
        by_end.entry(ended).or_default().push(format!("`{}`", key.name));
    }
    let part = |(ended, names): (Vec<End>, Vec<String>)| {
        let one = if names.len() == 1 { "is" } else { "are" };
        let names = listing(names.into_iter(), NAMED);
        format!("; {names} {one} {}", removed(&ended).unwrap_or_default())
    };
    by_end.into_iter().map(part).collect()
}

/// How many keys, which way, and which of them hold personal data; the gravest first.
fn contents(catalog: &Catalog, keys: &[KeyIx], way: &str) -> String {
    let protocol = &catalog.protocol;
    let keys: Vec<&Key> = keys.iter().map(|ix| protocol.key(*ix)).collect();
    let count = format!("{} {}{way}", keys.len(), if keys.len() == 1 { "key" } else { "keys" });
    let personal = |key: &&&Key| weight_of_key(catalog, key).0.is_yes();
    let named = |key: &&Key| with_remarks(&quoted(key), held(catalog, key).into_iter());
    let names: Vec<String> = keys.iter().filter(personal).map(named).collect();
    if names.is_empty() {
        return count;
    }
    let among = if names.len() == keys.len() { "" } else { "among them " };
    format!("{count}, {among}personal data: {}", listing(names.into_iter(), NAMED))
}

/// The data of a message that have ended while the message has not, the gravest first.
pub fn ended_data(catalog: &Catalog, message: usize) -> Vec<KeyIx> {
    let protocol = &catalog.protocol;
    let mut ended = data_of(catalog, message);
    ended.retain(|ix| !own_ends(protocol, protocol.key(*ix)).is_empty());
    ended.sort_by_cached_key(|ix| Reverse(weight_of_key(catalog, protocol.key(*ix))));
    ended
}
