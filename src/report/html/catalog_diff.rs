//! The comparison of two catalogs as one page, in the style and under the policy of the reports.

use crate::audit::{Input, assemble};
use crate::inventory;
use crate::report::compare::catalogs::{Comparison, FileChange, identity};
use crate::report::error::ReportError;

use super::i18n::Language;
use super::pages::Html;
use super::view::{Changes, changes};

/// What the page shows.
#[derive(Debug, serde::Serialize)]
struct View<'a> {
    then: Side,
    now: Side,
    changes: Changes<'a>,
    files: &'a [FileChange],
    remarks: &'a [&'static str],
}

#[derive(Debug, serde::Serialize)]
struct Side {
    id: String,
    version: String,
    sha256: String,
}

/// Renders it.
///
/// # Errors
/// A template that is at fault.
pub fn catalog_diff_page(
    comparison: &Comparison<'_>,
    language: Language,
) -> Result<String, ReportError> {
    let side = |catalog| {
        let (id, version, sha256) = identity(catalog);
        Side { id, version, sha256 }
    };
    let view = View {
        then: side(comparison.then),
        now: side(comparison.now),
        changes: changes(&comparison.entries),
        files: &comparison.files,
        remarks: &comparison.remarks,
    };
    // The head and foot of a page are those of the second catalog, with no document read.
    let inventory = inventory::build(&assemble(comparison.now, Input::default()), &[], None);
    let html = Html::new(&inventory, language)?.alone();
    let bytes = html.catalog_diff(&view)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
