//! The comparison of two catalogs as one page, in the style and under the policy of the reports.

use crate::audit::{Input, assemble};
use crate::inventory;
use crate::report::ReportError;
use crate::report::html::Html;
use crate::report::view::{Changes, changes};
use crate::report::words::Language;

use super::{Comparison, FileChange, identity};

/// What the page shows.
#[derive(Debug, serde::Serialize)]
pub(in crate::report) struct View<'a> {
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
pub fn html(comparison: &Comparison<'_>, language: Language) -> Result<String, ReportError> {
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
