//! fides manifests: what is exchanged as datasets, who exchanges it as systems.
//!
//! The structure is that of the fideslang models, version 3
//! (<https://github.com/ethyca/fideslang>). The catalog says which keys of the fideslang taxonomy
//! a term has. A term without one becomes an entry of the taxonomy in the same file, under a key
//! of the catalog's own, so that an import loses nothing and invents nothing.

mod dataset;
mod system;

use std::collections::BTreeMap;

use crate::inventory::{FieldView, FlowView, Inventory, ServiceView, TENANT_TO_COMPLETE, TermRef};

use super::activity::definition;
use super::attribution::{TOOL, attribution};
use super::yaml::Yaml;

pub(super) use dataset::render as dataset;
pub(super) use system::render as system;

/// Keys that the fideslang taxonomy lacks, with name and definition: those that the catalog adds
/// to it, and those made for terms without any.
#[derive(Default)]
struct Own(BTreeMap<String, (String, String)>);

impl Own {
    /// The keys of a term; one of the catalog's own if the taxonomy has none.
    fn keys(&mut self, inventory: &Inventory, kind: &str, term: &TermRef) -> Vec<String> {
        if !term.fideslang.is_empty() {
            let added = inventory.vocabularies.iter().flat_map(|v| &v.own_keys);
            for own in added.filter(|own| term.fideslang.contains(&own.key)) {
                self.0.insert(own.key.clone(), (own.label.clone(), own.description.clone()));
            }
            return term.fideslang.clone();
        }
        let key = key(&[&inventory.catalog.id, &term.id]);
        let description = definition(inventory, kind, &term.id);
        let description = description.map(|term| term.description.clone()).unwrap_or_default();
        self.0.insert(key.clone(), (term.label.clone(), description));
        vec![key]
    }

    /// The entries of the taxonomy.
    fn entries(self) -> Yaml {
        let entry = |(key, (name, description)): (String, (String, String))| {
            let note = "No key of the default taxonomy fits.";
            // fideslang wants the part before the last dot repeated.
            let parent = key.rsplit_once('.').map(|(parent, _)| Yaml::text(parent));
            let mut entry = vec![
                ("fides_key", Yaml::Text(key)),
                ("name", Yaml::Text(name)),
                ("description", Yaml::Text(format!("{description} {note}"))),
            ];
            entry.extend(parent.map(|parent| ("parent_key", parent)));
            Yaml::Map(entry)
        };
        Yaml::List(self.0.into_iter().map(entry).collect())
    }
}

/// Whom a field is about, and whom it may be about where a school uses the service. Data that is not
/// personal is about nobody.
fn subjects(inventory: &Inventory, own: &mut Own, field: &FieldView) -> Vec<String> {
    if !field.personal {
        return Vec::new();
    }
    let terms = std::iter::once(&field.subject).chain(&field.subjects_in_schools);
    super::activity::once(terms.flat_map(|term| own.keys(inventory, "subjects", term)))
}

/// A fides key: `^[a-zA-Z0-9_.<>-]+$`, here without dots, which would name a parent.
fn key(parts: &[&str]) -> String {
    let sound = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    parts.join("_").chars().map(sound).collect()
}

/// The key of what travels one way through one service.
fn dataset_key(flow: &FlowView, service: &ServiceView) -> String {
    key(&[&flow.id, &service.id])
}

/// What a file says of itself.
fn comments(inventory: &Inventory, what: &str) -> Vec<String> {
    let catalog = &inventory.catalog;
    let mut lines = vec![
        format!("{what}: {}", catalog.title),
        format!(
            "Catalog {} {}, sha256 {}. Made by {TOOL}.",
            catalog.id, catalog.version, catalog.sha256
        ),
    ];
    lines.extend(attribution(inventory).into_iter().filter(|line| line.starts_with("fideslang")));
    lines
}

/// Which catalog an entry comes from.
fn meta(inventory: &Inventory, more: Vec<(&'static str, Yaml)>) -> Yaml {
    let catalog = &inventory.catalog;
    let mut entries = vec![
        ("catalog", Yaml::text(&catalog.id)),
        ("catalog_version", Yaml::text(&catalog.version)),
        ("catalog_sha256", Yaml::text(&catalog.sha256)),
    ];
    entries.extend(more);
    Yaml::Map(entries)
}

/// What only the organisation knows and fideslang takes no placeholder for: these keys stand in
/// `meta`, which an import keeps, until they are filled in where they belong.
const OPEN: [&str; 5] = [
    "legal_basis_for_processing",
    "does_international_transfers",
    "legal_basis_for_transfers",
    "dpo",
    "administrating_department",
];

/// The keys that the organisation has to fill in.
fn open() -> Vec<(&'static str, Yaml)> {
    OPEN.iter().map(|key| (*key, Yaml::text(TENANT_TO_COMPLETE))).collect()
}

/// Says where the open keys are and where they belong.
fn tenant_comment() -> String {
    format!(
        "{TENANT_TO_COMPLETE}: retention_period below, and the keys of that value in meta, which \
         belong in the system or its declarations: {}.",
        OPEN.join(", ")
    )
}
