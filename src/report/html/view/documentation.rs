//! `inventory.html`: how many pages list a field.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::inventory::{
    AuditedDocument, DocumentationStatus, FieldView, Inventory, ProtocolView, VerdictView, fields,
};

use super::page_names;

/// What the inventory page shows besides the inventory: by field id.
#[derive(Debug, Serialize)]
pub(in crate::report::html) struct Documentation<'a> {
    fields: BTreeMap<&'a str, Summary>,
    /// The gravest verdict on each field; empty if there are no facts of the protocol.
    verdicts: BTreeMap<&'a str, &'a VerdictView>,
    /// The audited documents by path.
    documents: BTreeMap<&'a str, Page<'a>>,
    /// What the fields can be filtered by: ids and names of the terms in use.
    sensitivities: Vec<(&'a str, &'a str)>,
    subjects: Vec<(&'a str, &'a str)>,
}

/// An audited document as the lines of evidence name it.
#[derive(Debug, Serialize)]
struct Page<'a> {
    document: &'a AuditedDocument,
    /// Anchor of its row in the table of documents.
    anchor: String,
    /// Its language, with a number if there are several of the direction.
    label: String,
}

/// The pages of a field in numbers.
#[derive(Debug, Serialize)]
struct Summary {
    /// Pages that list it as they should.
    listed: usize,
    /// Pages that owe it.
    owed: usize,
    /// The other statuses with their numbers, worst first.
    other: Vec<(DocumentationStatus, usize)>,
}

/// Builds it.
pub(in crate::report::html) fn documentation<'a>(
    inventory: &'a Inventory,
    protocol: Option<&'a ProtocolView>,
) -> Documentation<'a> {
    let fields = fields(&inventory.flows);
    let verdicts = protocol.iter().flat_map(|facts| &facts.verdicts);
    let gravest = verdicts.filter(|verdict| verdict.primary);
    Documentation {
        fields: fields.map(|(_, _, _, f)| (f.id.as_str(), summary(f))).collect(),
        verdicts: gravest.filter_map(|v| Some((v.field.as_deref()?, v))).collect(),
        sensitivities: terms(inventory, "sensitivity"),
        subjects: terms(inventory, "subjects"),
        documents: pages(inventory),
    }
}

fn pages(inventory: &Inventory) -> BTreeMap<&str, Page<'_>> {
    let names = page_names(&inventory.documents);
    let mut met: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut pages = BTreeMap::new();
    for document in &inventory.documents {
        let number = met.entry((&document.flow, &document.locale)).or_default();
        *number += 1;
        let label = match *number {
            1 => document.locale.clone(),
            n => format!("{} ({n})", document.locale),
        };
        let name = names.get(document.path.as_str()).map_or("", String::as_str);
        let stem = name.trim_start_matches("doc-").trim_end_matches(".html");
        let anchor = format!("document-{stem}");
        pages.insert(document.path.as_str(), Page { document, anchor, label });
    }
    pages
}

/// The terms of a kind that a field uses.
fn terms<'a>(inventory: &'a Inventory, kind: &str) -> Vec<(&'a str, &'a str)> {
    let terms = inventory.terms.get(kind).map(Vec::as_slice).unwrap_or_default();
    let used = terms.iter().filter(|term| term.fields > 0);
    used.map(|term| (term.id.as_str(), term.label.as_str())).collect()
}

fn summary(field: &FieldView) -> Summary {
    let mut tally: BTreeMap<DocumentationStatus, usize> = BTreeMap::new();
    for page in &field.documentation {
        *tally.entry(page.status).or_default() += 1;
    }
    let listed = tally.remove(&DocumentationStatus::Listed).unwrap_or(0);
    let free = tally.get(&DocumentationStatus::NotListedByEdition).copied().unwrap_or(0);
    Summary { listed, owed: field.documentation.len() - free, other: tally.into_iter().collect() }
}
