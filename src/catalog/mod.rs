//! The declared truth: who exchanges which data, through which service and message, for what
//! purpose, and in which documents that is disclosed.
//!
//! The files are read strictly ([`read`]), checked against each other ([`validate`]) and then
//! joined into the [`Catalog`] that the engine uses ([`join`]). A catalog is data: nothing in
//! the engine knows a vendor.

pub mod diff;
pub mod located;
pub mod model;

mod data_types;
mod error;
mod files;
mod index;
mod join;
mod literals;
mod mapping;
mod parties;
mod pattern;
mod protocol;
mod read;
mod schema;
mod terms;
mod validate;

pub use error::{CatalogError, CatalogErrors};
pub use files::{CatalogText, RawCatalog, RawFile};
pub use index::{
    Catalog, Column, Content, Document, Edition, Field, FieldIx, Former, Meaning, Message, Origin,
    Row, Statement,
};
pub use literals::numbers_in;
pub use mapping::{DPV_NAMESPACES, dpv_iri, is_fides_key};
pub use parties::{DataOrigin, Flow, Party, Service, ServiceRole};
pub use pattern::Pattern;
pub use protocol::{
    Carried, Condition, Enrolment, Key, KeyIx, Protocol, ProtocolMessage, Schema, Source,
    Succession,
};
pub use read::{parse_yaml, read_files};
pub use schema::JSON_SCHEMA;
#[cfg(test)]
pub use schema::json_schemas;
pub use terms::{LocaleTerms, Term};
pub use validate::{dangling, review, validate};

/// Reads, validates and indexes a catalog.
///
/// # Errors
/// Every fault found in the files, each with its place and mend.
pub fn load(files: Vec<CatalogText>) -> Result<Catalog, CatalogErrors> {
    let (raw, mut errors) = read_files(files);
    if errors.is_empty() {
        errors.extend(validate(&raw));
    }
    if errors.is_empty() {
        join::join(&raw).map_err(|errors| CatalogErrors { errors, files: raw.texts })
    } else {
        Err(CatalogErrors { errors, files: raw.texts })
    }
}
