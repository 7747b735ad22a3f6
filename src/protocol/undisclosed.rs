//! What the protocol sends that no page lists. A question to the publisher, not an accusation:
//! that a message can hold a key does not prove that anybody reads it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::audit::Audit;
use crate::catalog::model::{ColumnRole, Confidence, MessageRole, Personal};
use crate::catalog::{Catalog, FieldIx, Key, KeyIx, ProtocolMessage};

use super::ends::{End, ends, own_ends, removed};
use super::listing::listing;
use super::resolve::{data_type_label, key_of, weight_of_key};
use super::succession::successors;
use super::{Subject, Verdict, VerdictKind};

/// Most keys that a sentence names.
const NAMED: usize = 6;

/// Which keys the catalog's fields stand for.
#[derive(Debug, Default)]
pub struct Claims {
    /// Fields by key: the key itself, its counterparts in the newer interface, and the keys that
    /// carry it in the flow of the field.
    pub fields: BTreeMap<KeyIx, Vec<FieldIx>>,
    /// Fields by the message (index) of their key or of its newer counterpart.
    pub direct: BTreeMap<usize, Vec<FieldIx>>,
    /// Messages (indices) with a claimed key. A message of another service, in which a datum
    /// merely travels along, does not count.
    pub messages: BTreeSet<usize>,
    /// Schema, flow and name of claimed keys on pages that do not name messages: there a reader
    /// cannot tell which message a key belongs to.
    names: BTreeSet<(usize, String, String)>,
    /// Names in source rows that no field has: listed, if not understood.
    unknown_rows: BTreeSet<String>,
}

impl Claims {
    /// Which keys the fields of the catalog stand for, and which names stand in rows that the
    /// catalog does not know.
    pub fn of(audit: &Audit<'_>) -> Claims {
        let catalog = audit.catalog;
        let protocol = &catalog.protocol;
        let mut claims = Claims { unknown_rows: unknown_rows(audit), ..Claims::default() };
        for ix in (0..catalog.fields.len()).map(FieldIx) {
            let Some(resolved) = key_of(catalog, ix) else { continue };
            let field = catalog.field(ix);
            let key = protocol.key(resolved.key);
            claims.add(catalog, resolved.key, ix);
            claims.direct.entry(key.message).or_default().push(ix);
            for (newer, _) in successors(protocol, key) {
                claims.add(catalog, newer, ix);
                claims.direct.entry(protocol.key(newer).message).or_default().push(ix);
            }
            for (_, carrier) in protocol.carriers(key) {
                let same_way = protocol.own_flows(carrier).contains(&field.flow.as_str());
                if let Some(by) = protocol.key_at(&carrier.path).filter(|_| same_way) {
                    claims.add(catalog, by, ix);
                }
            }
            let message = catalog.message(&field.message);
            if message.is_none_or(|m| !m.documented || m.role == MessageRole::Label) {
                let schema = protocol.message_of(key).schema;
                claims.names.insert((schema, field.flow.clone(), key.name.clone()));
            }
        }
        claims
    }

    /// Fields whose data travel along in a message.
    pub fn carried_by(&self, catalog: &Catalog, message: usize) -> Vec<FieldIx> {
        let own =
            self.fields.iter().filter(|(ix, _)| catalog.protocol.key(**ix).message == message);
        own.flat_map(|(_, fields)| fields.iter().copied()).collect()
    }

    fn add(&mut self, catalog: &Catalog, key: KeyIx, field: FieldIx) {
        self.fields.entry(key).or_default().push(field);
        let key = catalog.protocol.key(key);
        if catalog.protocol.schema_of(key).service == catalog.field(field).service {
            self.messages.insert(key.message);
        }
    }

    /// Whether a page lists the datum of a key, under whatever message.
    pub fn covers(&self, catalog: &Catalog, ix: KeyIx) -> bool {
        let protocol = &catalog.protocol;
        let key = protocol.key(ix);
        let schema = protocol.message_of(key).schema;
        let by_name = || {
            let flows = protocol.own_flows(key);
            flows
                .iter()
                .any(|flow| self.names.contains(&(schema, (*flow).to_owned(), key.name.clone())))
        };
        self.fields.contains_key(&ix)
            || key.of.is_some_and(|message| self.messages.contains(&message))
            || self.unknown_rows.contains(&key.name)
            || by_name()
    }
}

/// Names in source rows that are not those of the fields which the rows stand for.
fn unknown_rows(audit: &Audit<'_>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for page in audit.pages.iter().filter(|page| page.is_source) {
        for row in &page.rows {
            let own = |word: &&str| {
                row.fields.iter().any(|ix| audit.catalog.field(*ix).label.contains(*word))
            };
            let found = words(page.cell_text(row, ColumnRole::Field));
            names.extend(found.filter(|word| !own(word)).map(str::to_owned));
        }
    }
    names
}

/// The names in a cell: runs of letters, digits and underscores.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

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

/// The keys of documented messages that no page lists, and the messages that no page lists at
/// all; personal data first, then by sensitivity.
pub fn verdicts(catalog: &Catalog, claims: &Claims) -> Vec<Verdict> {
    let mut verdicts = Vec::new();
    for message in 0..catalog.protocol.messages.len() {
        let open: Vec<KeyIx> = data_of(catalog, message)
            .into_iter()
            .filter(|ix| !claims.covers(catalog, *ix) && !is_asked_elsewhere(catalog, *ix))
            .collect();
        if claims.messages.contains(&message) {
            verdicts.extend(open.into_iter().map(|ix| key_verdict(catalog, ix)));
        } else if !open.is_empty() {
            verdicts.push(message_verdict(catalog, message, open));
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
    Verdict {
        kind: VerdictKind::Undisclosed,
        subject: Subject::Key(ix),
        key: Some(ix),
        confidence: key.confidence,
        summary: format!(
            "`{}`{}, {}, can hold {}; no page lists it in this message. Is it read and kept?",
            message.path,
            if outdated { " (older interface)" } else { "" },
            way(catalog, key),
            named(catalog, key)
        ),
        expected: None,
        personal,
        rank,
    }
}

fn message_verdict(catalog: &Catalog, message: usize, mut keys: Vec<KeyIx>) -> Verdict {
    let protocol = &catalog.protocol;
    let weight = |ix: &KeyIx| weight_of_key(catalog, protocol.key(*ix));
    keys.sort_by_key(|ix| Reverse(weight(ix)));
    let (personal, rank) = keys.first().map_or((Personal::No, 0), weight);
    let confidence = keys.iter().map(|ix| protocol.key(*ix).confidence).max();
    let own = &protocol.messages[message];
    let summary = format!(
        "No page lists the message `{}`{}{}{}. Is it used?",
        own.path,
        removed(&ends(&own.platforms)).map(|ended| format!(" ({ended})")).unwrap_or_default(),
        travelling(catalog, &keys),
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
    let named = |key: &&Key| with_remarks(&key.name, held(catalog, key).into_iter());
    let names: Vec<String> = keys.iter().filter(personal).map(named).collect();
    if names.is_empty() {
        return count;
    }
    format!("{count}, among them personal data: {}", listing(names.into_iter(), NAMED))
}

/// A key with what it holds and where it is gone: `` `UserLongName` (full name) ``,
/// `` `lampId` (lamp number; removed in BulbOS 3.0) ``.
pub fn named(catalog: &Catalog, key: &Key) -> String {
    let ended = removed(&own_ends(&catalog.protocol, key));
    with_remarks(&key.name, held(catalog, key).into_iter().chain(ended))
}

/// A message of the protocol, with where it is gone.
pub fn named_message(message: &ProtocolMessage) -> String {
    with_remarks(&message.name, removed(&ends(&message.platforms)).into_iter())
}

fn with_remarks(name: &str, remarks: impl Iterator<Item = String>) -> String {
    let remarks: Vec<String> = remarks.collect();
    match remarks.as_slice() {
        [] => format!("`{name}`"),
        remarks => format!("`{name}` ({})", remarks.join("; ")),
    }
}

/// What a key holds, where its name does not say so already.
fn held(catalog: &Catalog, key: &Key) -> Option<String> {
    let plain = |text: &str| {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect::<String>()
    };
    let label = data_type_label(catalog, key).filter(|label| plain(label) != plain(&key.name));
    label.map(in_sentence)
}

/// The data of a message that have ended while the message has not, the gravest first.
pub fn ended_data(catalog: &Catalog, message: usize) -> Vec<KeyIx> {
    let protocol = &catalog.protocol;
    let mut ended = data_of(catalog, message);
    ended.retain(|ix| !own_ends(protocol, protocol.key(*ix)).is_empty());
    ended.sort_by_key(|ix| Reverse(weight_of_key(catalog, protocol.key(*ix))));
    ended
}

/// A label as it stands within a sentence: acronyms and names, such as `Wi-Fi MAC address`, keep
/// their capitals.
fn in_sentence(label: &str) -> String {
    let mut letters = label.chars();
    let first = letters.next();
    let rest = letters.as_str();
    let next_word = rest.split_once(' ').map_or("", |(_, rest)| rest);
    let own_word = rest.split(' ').next().unwrap_or_default();
    let name = own_word.contains(char::is_uppercase) || next_word.starts_with(char::is_uppercase);
    match first {
        Some(first) if !name => first.to_lowercase().chain(rest.chars()).collect(),
        _ => label.to_owned(),
    }
}

/// From whom to whom a key travels: `from A to B`.
fn way(catalog: &Catalog, key: &Key) -> String {
    let flows = catalog.protocol.own_flows(key).into_iter().filter_map(|id| catalog.flow(id));
    let names: Vec<String> = flows
        .map(|flow| {
            format!("from {} to {}", catalog.party_name(&flow.from), catalog.party_name(&flow.to))
        })
        .collect();
    names.join(" and ")
}
