//! All pages of a run, by file name.

use crate::audit::Audit;
use crate::finding::Finding;
use crate::inventory::{self, Inventory, ProtocolView};
use crate::report::error::ReportError;
use crate::report::options::Options;

use super::pages::Html;
use super::{single_file, view};

/// The HTML pages by file name.
pub(in crate::report) fn site(
    audit: &Audit<'_>,
    findings: &[Finding],
    options: &Options<'_>,
    inventory: &Inventory,
    protocol: Option<&ProtocolView>,
) -> Result<Vec<(String, Vec<u8>)>, ReportError> {
    let files = view::files(audit, findings, inventory);
    let ages = inventory::staleness(audit);
    let html = Html::new(inventory, options.language)?;
    let html = if options.benchmark.is_some() { html.with_benchmark() } else { html };
    let mut pages = vec![
        ("index.html".to_owned(), html.index(&files, protocol)?),
        ("flow.html".to_owned(), html.flow()?),
        ("inventory.html".to_owned(), html.inventory(protocol)?),
        ("privacy.html".to_owned(), html.privacy(protocol)?),
        ("protocol.html".to_owned(), html.protocol(protocol)?),
        (
            "drift.html".to_owned(),
            html.drift(&view::drift(inventory, &files, findings, &ages, options.since))?,
        ),
    ];
    if let Some(results) = options.benchmark {
        pages.push(("benchmark.html".to_owned(), html.benchmark(results)?));
    }
    for view in view::documents(audit, findings, inventory, &files) {
        pages.push((view.name.clone(), html.document(&view)?));
    }
    if options.single_file {
        return Ok(vec![(single_file::NAME.to_owned(), single_file::join(&pages))]);
    }
    Ok(pages)
}
