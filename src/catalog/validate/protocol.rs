//! Faults in protocol facts, and paths into them that lead nowhere.

use std::collections::BTreeSet;

use crate::catalog::located::Located;
use crate::catalog::model::{FactsFile, FactsKey, PlatformFacts, ProtocolFile};
use crate::catalog::{CatalogError, RawCatalog, RawFile};

use super::{Faults, Names};

/// Checks `protocol.yaml` and the files of facts.
pub(super) fn check(raw: &RawCatalog, names: &Names, faults: &mut Faults) {
    let conditions: BTreeSet<String> = raw
        .protocol
        .iter()
        .flat_map(|file| file.value.conditions.iter().map(|c| c.id.to_string()))
        .collect();
    for file in &raw.protocol {
        check_head(file, names, &conditions, faults);
    }
    let mut seen = BTreeSet::new();
    for file in &raw.facts {
        check_facts(file, names, faults);
        for message in &file.value.messages {
            let path = format!("{}/{}", file.value.schema, message.id);
            check_platforms(&file.path, &message.id, message.on.values(), &conditions, faults);
            let halves = [
                ("request", &message.request),
                ("response", &message.response),
                ("both", &message.both),
            ];
            for (half, keys) in halves {
                each_key(&path, keys, &mut |key_path, key| {
                    check_platforms(&file.path, &key.key, key.on.values(), &conditions, faults);
                    if !seen.insert((half, key_path.to_owned())) {
                        let message = format!("the key `{key_path}` is declared twice");
                        let help = "keep one of the two entries";
                        faults.add(&file.path, key.key.range(), message, help);
                    }
                });
            }
        }
    }
}

fn check_head(
    file: &RawFile<ProtocolFile>,
    names: &Names,
    conditions: &BTreeSet<String>,
    faults: &mut Faults,
) {
    let (path, head) = (&file.path, &file.value);
    for enrolment in &head.enrolments {
        faults.id(path, &enrolment.id);
        for condition in &enrolment.in_effect {
            faults.reference(path, condition, conditions, "condition");
        }
    }
    for source in &head.sources {
        faults.id(path, &source.id);
        let rules = source.key_tree.iter().flat_map(|rules| &rules.conditions);
        for rule in rules {
            faults.reference(path, &rule.condition, conditions, "condition");
        }
        for schema in &source.schemas {
            faults.reference(path, &schema.service, &names.services, "service");
            for flow in schema.flows.request.iter().chain(&schema.flows.response) {
                faults.reference(path, flow, &names.flows, "flow");
            }
        }
    }
}

fn check_facts(file: &RawFile<FactsFile>, names: &Names, faults: &mut Faults) {
    let (path, facts) = (&file.path, &file.value);
    faults.reference(path, &facts.service, &names.services, "service");
    for flow in facts.flows.request.iter().chain(&facts.flows.response) {
        faults.reference(path, flow, &names.flows, "flow");
    }
    faults.date(path, &facts.source.date);
}

fn check_platforms<'a>(
    path: &str,
    at: &Located<String>,
    platforms: impl Iterator<Item = &'a PlatformFacts>,
    conditions: &BTreeSet<String>,
    faults: &mut Faults,
) {
    for condition in platforms.flat_map(|facts| facts.when.keys()) {
        if !conditions.contains(condition) {
            let message = format!("there is no condition `{condition}`");
            faults.add(path, at.range(), message, "declare it in protocol.yaml first");
        }
    }
}

/// Visits keys and the keys inside them, each with its path.
pub(super) fn each_key<'a>(
    path: &str,
    keys: &'a [FactsKey],
    visit: &mut impl FnMut(&str, &'a FactsKey),
) {
    for key in keys {
        let path = format!("{path}/{}", key.key);
        visit(&path, key);
        each_key(&path, &key.members, visit);
    }
}

/// Paths into the protocol that lead nowhere. They are no faults of the catalog, because a newer
/// release of the protocol may have dropped what they name; whoever edits the catalog wants to know.
pub fn dangling(raw: &RawCatalog) -> Vec<CatalogError> {
    let places = Places::collect(raw);
    let mut faults = Faults::default();
    for file in raw.fields.iter().filter(|_| !raw.facts.is_empty()) {
        for field in file.value.messages.iter().flat_map(|message| &message.fields) {
            let paths = field.protocol.iter().chain(field.other_protocol.iter().map(|p| &**p));
            for path in paths.filter(|path| !places.keys.contains(*path)) {
                let message = format!("the protocol has no key `{path}`");
                let help = "correct the path, or leave it out and say in `protocol_note` why";
                faults.add(&file.path, field.id.range(), message, help);
            }
        }
    }
    for file in &raw.facts {
        let (path, facts) = (&file.path, &file.value);
        for entry in &facts.corrections {
            faults.reference(path, &entry.key, &places.keys, "key");
        }
        for entry in &facts.carried {
            faults.reference(path, &entry.datum, &places.keys, "key");
            faults.reference(path, &entry.by, &places.keys, "key");
        }
        for entry in &facts.succession {
            faults.reference(path, &entry.from, &places.messages, "message");
            faults.reference(path, &entry.to, &places.messages, "message");
            for key in &entry.keys {
                for (message, key) in [(&entry.from, &key.from), (&entry.to, &key.to)] {
                    if !places.keys.contains(&format!("{message}/{key}")) {
                        let text = format!("the protocol has no key `{message}/{key}`");
                        faults.add(path, key.range(), text, "correct the path");
                    }
                }
            }
        }
        if let Some(schema) = &facts.superseded_by {
            faults.reference(path, schema, &places.schemas, "schema");
        }
        for message in &facts.messages {
            for keys in [&message.request, &message.response, &message.both] {
                each_key("", keys, &mut |_, key| {
                    let named = key
                        .of
                        .iter()
                        .filter(|of| !places.messages.contains(&format!("{}/{of}", facts.schema)));
                    for of in named {
                        let text = format!("the schema has no message `{of}`");
                        faults.add(path, of.range(), text, "correct the name");
                    }
                });
            }
        }
    }
    faults.0
}

/// Everything that a path can lead to.
#[derive(Default)]
struct Places {
    schemas: BTreeSet<String>,
    messages: BTreeSet<String>,
    keys: BTreeSet<String>,
}

impl Places {
    fn collect(raw: &RawCatalog) -> Places {
        let mut places = Places::default();
        for file in &raw.facts {
            let schema = &file.value.schema;
            places.schemas.insert(schema.to_string());
            for message in &file.value.messages {
                let path = format!("{schema}/{}", message.id);
                for keys in [&message.request, &message.response, &message.both] {
                    each_key(&path, keys, &mut |key, _| {
                        places.keys.insert(key.to_owned());
                    });
                }
                places.messages.insert(path);
            }
        }
        places
    }
}
