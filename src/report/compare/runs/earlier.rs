//! An earlier run, read from its `findings.json`; where that tells no fields, from `inventory.json`
//! and `protocol.json` of the same run.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use crate::catalog::diff::{State, Thing};
use crate::catalog::model::Personal;
use crate::inventory::{Judged, verdicts};

use super::{Document, FindingRecord};

/// An earlier run, as far as it is compared.
#[derive(Debug, Clone, Deserialize)]
pub struct Earlier {
    pub(super) tool: Tool,
    pub(super) catalog: CatalogRef,
    pub(super) documents: Vec<Document>,
    pub(super) findings: Vec<FindingRecord>,
    /// Fields, terms, verdicts and so on. Reports of older versions have none.
    #[serde(default)]
    pub(super) state: State,
    /// Whether the file itself tells them.
    #[serde(skip)]
    recorded: bool,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Tool {
    pub(super) version: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub(super) struct CatalogRef {
    #[serde(default)]
    pub(super) id: String,
    pub(super) version: String,
    pub(super) sha256: String,
}

/// The bytes of files that lie beside the `findings.json` of an earlier run.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    /// `inventory.json`.
    pub inventory: Option<Vec<u8>>,
    /// `protocol.json`.
    pub protocol: Option<Vec<u8>>,
}

impl Earlier {
    /// Whether it tells fields and verdicts itself.
    pub fn has_state(&self) -> bool {
        self.recorded
    }

    /// What cannot be compared with `now`, and why.
    pub(super) fn remarks(&self, now: &State) -> Vec<String> {
        let beside = |what: &str, file: &str| {
            format!(
                "{what} are not compared: the earlier findings.json does not hold them, and no \
                 {file} of the same run lies beside it."
            )
        };
        let mut remarks = Vec::new();
        if self.state.of("field").is_none() {
            remarks.push(beside("Fields and terms", "inventory.json"));
        }
        let none = |whose: &str| {
            format!("Verdicts are not compared: {whose} catalog has no facts of a protocol.")
        };
        match (self.state.of("verdict"), now.of("verdict")) {
            (None, Some(_)) if self.recorded => remarks.push(none("the earlier")),
            (None, Some(_)) => remarks.push(beside("Verdicts", "protocol.json")),
            (Some(_), None) => remarks.push(none("this")),
            _ => {}
        }
        remarks
    }
}

/// Reads the `findings.json` of an earlier run.
///
/// # Errors
/// Bytes that are none.
pub fn read(bytes: &[u8]) -> Result<Earlier, String> {
    let mut earlier: Earlier = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
    earlier.recorded = earlier.state.of("field").is_some();
    Ok(earlier)
}

/// Adds what the files beside it tell, if they belong to the same catalog.
pub fn complete(earlier: &mut Earlier, beside: &Beside) {
    let same = |bytes: &Option<Vec<u8>>| {
        let value: Value = serde_json::from_slice(bytes.as_deref()?).ok()?;
        let catalog = CatalogRef::deserialize(value.get("catalog")?).ok()?;
        (catalog.sha256 == earlier.catalog.sha256).then_some(value)
    };
    let (inventory, protocol) = (same(&beside.inventory), same(&beside.protocol));
    if let Some(inventory) = inventory {
        add_inventory(&mut earlier.state, &inventory);
    }
    if let Some(protocol) = protocol {
        let judged = list(&protocol, "verdicts");
        if !judged.is_empty() {
            earlier.state.insert("verdict", verdicts(judged.iter().map(self::judged)));
        }
    }
}

/// What an `inventory.json` tells of a catalog.
fn add_inventory(state: &mut State, inventory: &Value) {
    let flows = || list(inventory, "flows").iter();
    let services = || flows().flat_map(|flow| list(flow, "services"));
    let messages = || services().flat_map(|service| list(service, "messages"));
    let fields = messages().flat_map(|message| list(message, "fields"));
    state.insert("field", fields.map(field).collect());
    let message = ["role", "documented", "description"];
    state.insert("message", messages().map(|m| thing(m, "label", &message)).collect());
    let service = ["name", "description"];
    state.insert("service", services().map(|s| thing(s, "label", &service)).collect());
    state.insert("flow", flows().map(flow).collect());
    let party = ["role", "role_note", "organisation", "description"];
    let parties = list(inventory, "parties").iter();
    state.insert("party", parties.map(|p| thing(p, "name", &party)).collect());
    let pages = || list(inventory, "pages").iter();
    state.insert("document", pages().map(|p| thing(p, "title", &["flow", "url"])).collect());
    let statement = ["meaning", "form", "since", "until"];
    let statements = pages().flat_map(|page| list(page, "statements"));
    state.insert("statement", statements.map(|s| thing(s, "label", &statement)).collect());
    let term = ["description", "rank", "fideslang", "dpv", "note"];
    for (kind, key) in [
        ("category", "categories"),
        ("purpose", "purposes"),
        ("subject", "subjects"),
        ("sensitivity", "sensitivity"),
    ] {
        let terms = list(&inventory["terms"], key).iter();
        state.insert(kind, terms.map(|t| with_personal(t, thing(t, "label", &term))).collect());
    }
}

fn field(value: &Value) -> (String, Thing) {
    let own =
        ["role", "protocol", "protocol_note", "purpose", "identifies", "since", "until", "note"];
    let (id, mut thing) = thing(value, "label", &own);
    for (name, key) in [
        ("purpose_code", "purpose_term"),
        ("category", "category"),
        ("sensitivity", "sensitivity"),
        ("subject", "subject"),
    ] {
        thing.attributes.insert(name.to_owned(), text(&value[key]["id"]));
    }
    with_personal(value, (id, thing))
}

/// Adds whether data is personal, as the catalog says it. Older inventories know no conditions.
fn with_personal(value: &Value, (id, mut thing): (String, Thing)) -> (String, Thing) {
    thing
        .attributes
        .insert("personal".to_owned(), personal(value).map(|p| p.to_string()).unwrap_or_default());
    if let Some(condition) = value.get("personal_if") {
        thing.attributes.insert("personal_if".to_owned(), text(condition));
    }
    (id, thing)
}

/// Whether data is personal, if it is said; older files have a boolean only.
fn personal(value: &Value) -> Option<Personal> {
    match (value["personal_data"].as_str(), value["personal"].as_bool()) {
        (Some("yes"), _) | (None, Some(true)) => Some(Personal::Yes),
        (Some("depends"), _) => Some(Personal::Depends),
        (Some("no"), _) | (None, Some(false)) => Some(Personal::No),
        _ => None,
    }
}

fn flow(value: &Value) -> (String, Thing) {
    let (id, mut thing) = thing(value, "label", &["description"]);
    for (name, key) in [("from", "sender_id"), ("to", "recipient_id")] {
        thing.attributes.insert(name.to_owned(), text(&value[key]));
    }
    (id, thing)
}

fn judged(value: &Value) -> Judged {
    let field = value["field"].as_str();
    Judged {
        id: field.map_or_else(|| text(&value["protocol"]), str::to_owned),
        label: text(&value["label"]),
        kind: text(&value["kind"]),
        expected: value["expected"].as_str().map(str::to_owned),
        confidence: text(&value["confidence"]),
        personal: personal(value).filter(|_| field.is_none()),
    }
}

fn thing(value: &Value, label: &str, names: &[&str]) -> (String, Thing) {
    let attributes: BTreeMap<String, String> =
        names.iter().map(|name| ((*name).to_owned(), text(&value[*name]))).collect();
    (text(&value["id"]), Thing { label: text(&value[label]), attributes })
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map(Vec::as_slice).unwrap_or_default()
}

/// A value as a state has it: nothing is empty, and a list is one text.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(all) => all.iter().map(text).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}
