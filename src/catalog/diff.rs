//! What differs between two catalogs: fields, controlled terms, messages and promises that came in,
//! went out or are described otherwise.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::model::{FieldRole, Identifies, VocabularyKind};
use super::{Catalog, Field, Term};

/// The kinds of things that are compared, in the order of a report.
pub const KINDS: [&str; 7] =
    ["field", "message", "statement", "category", "purpose", "subject", "sensitivity"];

/// What has become of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// Only the second catalog has it.
    New,
    /// Only the first catalog has it.
    Gone,
    /// Both have it and describe it differently.
    Changed,
}

impl Change {
    /// As in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Change::New => "new",
            Change::Gone => "gone",
            Change::Changed => "changed",
        }
    }
}

/// A thing that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// One of [`KINDS`].
    pub kind: &'static str,
    /// What has become of it.
    pub change: Change,
    /// Id.
    pub id: String,
    /// Name, that of the second catalog if it has one.
    pub label: String,
    /// What is described otherwise; empty unless it changed.
    pub attributes: Vec<Attribute>,
}

/// A property with its two values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Attribute {
    /// Name, as in the catalog files.
    pub name: &'static str,
    /// In the first catalog.
    pub then: String,
    /// In the second catalog.
    pub now: String,
}

/// A described thing: its label and its other properties.
struct Described {
    label: String,
    attributes: Vec<(&'static str, String)>,
}

/// Compares two catalogs; the entries stand by kind, then by id.
pub fn diff(then: &Catalog, now: &Catalog) -> Vec<Entry> {
    KINDS
        .iter()
        .flat_map(|kind| of_kind(kind, &described(then, kind), &described(now, kind)))
        .collect()
}

type ById = BTreeMap<String, Described>;

fn of_kind(kind: &'static str, then: &ById, now: &ById) -> Vec<Entry> {
    let ids: BTreeSet<&String> = then.keys().chain(now.keys()).collect();
    let entry = |id: &String| {
        let (change, label, attributes) = match (then.get(id), now.get(id)) {
            (None, Some(new)) => (Change::New, &new.label, Vec::new()),
            (Some(old), None) => (Change::Gone, &old.label, Vec::new()),
            (Some(old), Some(new)) => {
                let attributes = changed(old, new);
                if attributes.is_empty() {
                    return None;
                }
                (Change::Changed, &new.label, attributes)
            }
            (None, None) => return None,
        };
        Some(Entry { kind, change, id: id.clone(), label: label.clone(), attributes })
    };
    ids.into_iter().filter_map(entry).collect()
}

fn changed(old: &Described, new: &Described) -> Vec<Attribute> {
    let label = ("label", old.label.clone(), new.label.clone());
    let pairs = old.attributes.iter().zip(&new.attributes);
    let others = pairs.map(|((name, then), (_, now))| (*name, then.clone(), now.clone()));
    std::iter::once(label)
        .chain(others)
        .filter(|(_, then, now)| then != now)
        .map(|(name, then, now)| Attribute { name, then, now })
        .collect()
}

fn described(catalog: &Catalog, kind: &str) -> ById {
    match kind {
        "field" => catalog.fields.iter().map(|f| (f.id.clone(), field(f))).collect(),
        "message" => messages(catalog),
        "statement" => statements(catalog),
        "category" => terms(catalog, VocabularyKind::Categories),
        "purpose" => terms(catalog, VocabularyKind::Purposes),
        "subject" => terms(catalog, VocabularyKind::Subjects),
        _ => terms(catalog, VocabularyKind::Sensitivity),
    }
}

fn field(field: &Field) -> Described {
    let role = match field.role {
        FieldRole::Key => "key",
        FieldRole::Label => "label",
    };
    let identifies = match field.identifies {
        Identifies::Person => "person",
        Identifies::Device => "device",
        Identifies::Organisation => "organisation",
        Identifies::None => "none",
    };
    let optional = |text: &Option<String>| text.clone().unwrap_or_default();
    Described {
        label: field.label.clone(),
        attributes: vec![
            ("role", role.to_owned()),
            ("protocol", optional(&field.protocol)),
            ("purpose", field.purpose.clone()),
            ("purpose_code", field.purpose_code.clone()),
            ("category", field.category.clone()),
            ("sensitivity", field.sensitivity.clone()),
            ("subject", field.subject.clone()),
            ("identifies", identifies.to_owned()),
            ("since", field.since.to_string()),
            ("until", field.until.map(|date| date.to_string()).unwrap_or_default()),
            ("note", optional(&field.note)),
        ],
    }
}

fn messages(catalog: &Catalog) -> ById {
    let of = |m: &super::Message| Described {
        label: m.label.clone(),
        attributes: vec![
            ("documented", m.documented.to_string()),
            ("description", m.description.clone()),
        ],
    };
    catalog.messages.iter().map(|m| (m.id.clone(), of(m))).collect()
}

fn statements(catalog: &Catalog) -> ById {
    let date = |date: Option<jiff::civil::Date>| date.map(|d| d.to_string()).unwrap_or_default();
    let of = |s: &super::Statement| Described {
        label: s.label.clone(),
        attributes: vec![
            ("meaning", s.meaning.clone()),
            ("since", date(s.since)),
            ("until", date(s.until)),
        ],
    };
    catalog.statements.iter().map(|s| (s.id.clone(), of(s))).collect()
}

fn terms(catalog: &Catalog, kind: VocabularyKind) -> ById {
    let of = |term: &Term| Described {
        label: term.label.clone(),
        attributes: vec![
            ("description", term.description.clone()),
            ("personal", term.personal.to_string()),
            ("rank", term.rank.to_string()),
            ("fideslang", term.fideslang.join(", ")),
            ("dpv", term.dpv.join(", ")),
        ],
    };
    let own = catalog.terms.iter().filter(|((of_kind, _), _)| *of_kind == kind);
    own.map(|((_, id), term)| (id.clone(), of(term))).collect()
}
