//! The comparison of two catalogs for programs. Keys are only ever added within a version.

use serde::Serialize;

use crate::catalog::Catalog;
use crate::catalog::diff::Entry;
use crate::report::error::ReportError;

use super::{Comparison, FileChange};

#[derive(Serialize)]
struct Json<'a> {
    schema: u32,
    then: Version<'a>,
    now: Version<'a>,
    changes: &'a [Entry],
    files: &'a [FileChange],
    remarks: &'a [&'static str],
}

#[derive(Serialize)]
struct Version<'a> {
    id: &'a str,
    version: &'a str,
    sha256: &'a str,
}

/// Renders it.
///
/// # Errors
/// Only if a value cannot be serialised, which does not happen with these types.
pub fn json(comparison: &Comparison<'_>) -> Result<String, ReportError> {
    fn version(catalog: &Catalog) -> Version<'_> {
        Version { id: &catalog.id, version: &catalog.version, sha256: &catalog.sha256 }
    }
    let json = Json {
        schema: 1,
        then: version(comparison.then),
        now: version(comparison.now),
        changes: &comparison.entries,
        files: &comparison.files,
        remarks: &comparison.remarks,
    };
    Ok(serde_json::to_string_pretty(&json)? + "\n")
}
