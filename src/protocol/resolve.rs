//! Which key of the protocol a field of the catalog stands for.

use crate::catalog::model::{FieldRole, Personal};
use crate::catalog::{Catalog, Field, FieldIx, Key, KeyIx};

/// How sure it is that a key is the one that a field stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// The catalog names its path.
    Declared,
    /// The path that the catalog names is gone; the message has a key of the field's name.
    SameName,
    /// The path that the catalog names is gone; the message has a key of nearly that name.
    Similar,
}

/// The key that a field stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resolved {
    /// The key.
    pub key: KeyIx,
    /// How sure that is.
    pub how: How,
}

/// The key that a field stands for, if there is one.
pub fn key_of(catalog: &Catalog, ix: FieldIx) -> Option<Resolved> {
    let protocol = &catalog.protocol;
    let field = catalog.field(ix);
    let path = field.protocol.as_deref()?;
    if let Some(key) = protocol.key_at(path) {
        return Some(Resolved { key, how: How::Declared });
    }
    let message = protocol.message_at(message_path(path)?)?;
    let named = |name: &str| protocol.keys_of(message).find(|ix| protocol.key(*ix).name == name);
    let wanted = path.rsplit('/').next().unwrap_or(path);
    let label = (field.role == FieldRole::Key).then_some(field.label.as_str());
    if let Some(key) = label.and_then(named).or_else(|| named(wanted)) {
        return Some(Resolved { key, how: How::SameName });
    }
    similar(catalog, message, wanted).map(|key| Resolved { key, how: How::Similar })
}

/// All keys that a field stands for: that of [`key_of`], and further ones of the same name.
pub fn keys_of(catalog: &Catalog, ix: FieldIx) -> Vec<KeyIx> {
    let others = catalog.field(ix).other_protocol.iter();
    let others = others.filter_map(|path| catalog.protocol.key_at(path));
    key_of(catalog, ix).map(|resolved| resolved.key).into_iter().chain(others).collect()
}

/// `schema/message` of a key path.
fn message_path(path: &str) -> Option<&str> {
    let second = path.match_indices('/').nth(1)?.0;
    Some(&path[..second])
}

/// The key of a message with nearly this name that no field of the catalog names.
fn similar(catalog: &Catalog, message: usize, name: &str) -> Option<KeyIx> {
    let protocol = &catalog.protocol;
    let free = |key: &Key| catalog.fields.iter().all(|f| f.protocol.as_ref() != Some(&key.path));
    protocol
        .keys_of(message)
        .filter(|ix| free(protocol.key(*ix)))
        .map(|ix| (strsim::damerau_levenshtein(&protocol.key(ix).name, name), ix))
        .filter(|(distance, _)| near(*distance, name))
        .min()
        .map(|(_, ix)| ix)
}

/// Whether a spelling at this distance may be a slip of `name`: one slip in four characters.
pub fn near(distance: usize, name: &str) -> bool {
    distance > 0 && distance <= (name.chars().count() / 4).max(1)
}

/// Whether the datum of a field is personal, and the rank of its sensitivity.
pub fn weight_of_field(catalog: &Catalog, field: &Field) -> (Personal, u8) {
    use crate::catalog::model::VocabularyKind::{Categories, Sensitivity};
    let personal = catalog.term(Categories, &field.category).map(|term| term.personal);
    (
        personal.unwrap_or_default(),
        catalog.term(Sensitivity, &field.sensitivity).map_or(0, |term| term.rank),
    )
}

/// Whether the datum of a key is personal, and the rank of its sensitivity, by its data type.
pub fn weight_of_key(catalog: &Catalog, key: &Key) -> (Personal, u8) {
    use crate::catalog::model::VocabularyKind::{Categories, DataTypes, Sensitivity};
    let Some(data_type) = key.data_type.as_ref().and_then(|id| catalog.term(DataTypes, id)) else {
        return (Personal::No, 0);
    };
    let term = |kind, id: &Option<String>| id.as_ref().and_then(|id| catalog.term(kind, id));
    let personal = term(Categories, &data_type.category).map(|term| term.personal);
    (
        personal.unwrap_or_default(),
        term(Sensitivity, &data_type.sensitivity).map_or(0, |term| term.rank),
    )
}

/// What a key holds, in words: the name of its data type, or nothing.
pub fn data_type_label<'a>(catalog: &'a Catalog, key: &Key) -> Option<&'a str> {
    let kind = crate::catalog::model::VocabularyKind::DataTypes;
    catalog.term(kind, key.data_type.as_ref()?).map(|term| term.label.as_str())
}
