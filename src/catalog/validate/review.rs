//! What is well formed and yet contradicts itself or its sources.
//!
//! None of it keeps a catalog from being used, and a newer release of the protocol may bring some of
//! it about: whoever edits the catalog wants to know, and `catalog validate` says so. Every rule reads
//! data of the catalog alone, and says nothing where the catalog does not have the data it rests on.

use crate::catalog::model::{FieldEntry, FieldsFile, MessageEntry};
use crate::catalog::{CatalogError, RawCatalog};

use super::Faults;

mod origins;
mod pinned;
mod purposes;
mod siblings;
#[cfg(test)]
mod testing;

/// Every contradiction, by path and place.
pub fn review(raw: &RawCatalog) -> Vec<CatalogError> {
    let mut faults = Faults::default();
    for rule in [origins::check, siblings::check, purposes::check, pinned::check] {
        rule(raw, &mut faults);
    }
    faults.sorted()
}

/// A field with what it stands in.
#[derive(Clone, Copy)]
struct Entry<'a> {
    /// Path of the file below the catalog folder.
    path: &'a str,
    file: &'a FieldsFile,
    message: &'a MessageEntry,
    field: &'a FieldEntry,
}

/// All fields of a catalog, file by file.
fn entries(raw: &RawCatalog) -> impl Iterator<Item = Entry<'_>> {
    raw.fields.iter().flat_map(|file| {
        file.value.messages.iter().flat_map(move |message| {
            message.fields.iter().map(move |field| Entry {
                path: &file.path,
                file: &file.value,
                message,
                field,
            })
        })
    })
}
