//! What the pages list: which keys of the protocol the fields of the catalog stand for.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::Audit;
use crate::catalog::model::{ColumnRole, MessageRole};
use crate::catalog::{Catalog, FieldIx, KeyIx};

use super::resolve::{key_of, keys_of};
use super::succession::successors;

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
        let mut claims = Claims { unknown_rows: unknown_rows(audit), ..Claims::default() };
        for ix in (0..catalog.fields.len()).map(FieldIx) {
            for key in keys_of(catalog, ix) {
                claims.take(catalog, ix, key);
            }
        }
        claims
    }

    /// Takes note of one key that a field stands for.
    fn take(&mut self, catalog: &Catalog, ix: FieldIx, own: KeyIx) {
        let protocol = &catalog.protocol;
        let field = catalog.field(ix);
        let key = protocol.key(own);
        self.add(catalog, own, ix);
        self.direct.entry(key.message).or_default().push(ix);
        let same_way =
            |ix: KeyIx| protocol.own_flows(protocol.key(ix)).contains(&field.flow.as_str());
        for (newer, _) in successors(protocol, key).filter(|(newer, _)| same_way(*newer)) {
            self.add(catalog, newer, ix);
            self.direct.entry(protocol.key(newer).message).or_default().push(ix);
        }
        for (_, carrier) in protocol.carriers(key) {
            if let Some(by) = protocol.key_at(&carrier.path).filter(|by| same_way(*by)) {
                self.add(catalog, by, ix);
            }
        }
        let message = catalog.message(&field.message);
        // A further key of a field goes by another name than the page's.
        let by_name = key_of(catalog, ix).is_some_and(|resolved| resolved.key == own);
        if by_name && message.is_none_or(|m| !m.documented || m.role == MessageRole::Label) {
            let schema = protocol.message_of(key).schema;
            self.names.insert((schema, field.flow.clone(), key.name.clone()));
        }
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
