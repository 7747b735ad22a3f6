//! JSON Schema of the catalog files, for completion and validation in editors.

/// The schema of all files, as JSON. A test holds it to the types that read them.
pub const JSON_SCHEMA: &str = include_str!("../../catalog/catalog.schema.json");

#[cfg(test)]
use super::model::{
    CatalogFile, EditionsFile, FactsFile, FieldsFile, LocaleFile, PinnedTermsFile, ProtocolFile,
    VocabularyFile,
};

/// One schema document with a definition per file kind, in `$defs`.
#[cfg(test)]
pub fn json_schemas() -> serde_json::Value {
    use schemars::schema_for;
    use serde_json::{Map, Value};

    let kinds = [
        ("catalog", schema_for!(CatalogFile)),
        ("protocol", schema_for!(ProtocolFile)),
        ("facts", schema_for!(FactsFile)),
        ("fields", schema_for!(FieldsFile)),
        ("vocabulary", schema_for!(VocabularyFile)),
        ("pinned-terms", schema_for!(PinnedTermsFile)),
        ("locales", schema_for!(LocaleFile)),
        ("editions", schema_for!(EditionsFile)),
    ];
    let mut defs = Map::new();
    let mut any_of = Vec::new();
    for (name, schema) in kinds {
        let mut value = schema.to_value();
        if let Some(object) = value.as_object_mut() {
            object.remove("$schema");
            if let Some(Value::Object(inner)) = object.remove("$defs") {
                defs.extend(inner);
            }
        }
        defs.insert(format!("{name}-file"), value);
        any_of.push(serde_json::json!({ "$ref": format!("#/$defs/{name}-file") }));
    }
    serde_json::json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "flowproof catalog files",
        "description": "catalog.yaml, protocol.yaml and the files in fields, vocabulary, locales, editions and protocol",
        "anyOf": any_of,
        "$defs": defs,
    })
}
