//! The links of the service cells, row by row.

use std::collections::BTreeMap;

use crate::audit::{Audit, CellRef, Page};
use crate::catalog::model::ColumnRole;
use crate::check::link::{SourceLink, localized, same_target};
use crate::check::repeat::cover;
use crate::consensus::{Agreement, counterparts};
use crate::finding::{Finding, Severity};
use crate::parse::Link;
use crate::source::Span;

use super::{CHECK, changed, mended};

/// A cell, its link, and the place of the source's link.
type LinkedCell<'a> = (CellRef<'a>, &'a Link, Span);

/// A service cell whose source cell has a link.
struct Linked<'a> {
    cell: CellRef<'a>,
    original: &'a Link,
    source: Span,
    /// Whether this is surely the source text of the cell.
    exact: bool,
}

pub(super) fn check(audit: &Audit<'_>, page: &Page, findings: &mut Vec<Finding>) {
    let linked = linked(audit, page);
    let hosts = &audit.catalog.site_hosts;
    let mut faults: BTreeMap<(&str, &str), Vec<LinkedCell<'_>>> = BTreeMap::new();
    let (mut lost, mut kept): (BTreeMap<&str, Vec<&Linked<'_>>>, usize) = (BTreeMap::new(), 0);
    for Linked { cell, original, source, .. } in linked.iter().filter(|linked| linked.exact) {
        let Some(link) = cell.cell.inline.links.first() else { continue };
        let same = same_target(&link.target, &original.target, hosts)
            || localized(&link.target, &original.target);
        if !same {
            let key = (original.target.as_str(), link.target.as_str());
            faults.entry(key).or_default().push((*cell, link, *source));
        }
    }
    for ((expected, _), cells) in faults {
        let (_, link, span) = cells[0];
        let source = SourceLink { target: expected.to_owned(), span: Some(span) };
        let finding = changed(page, link, &source, CHECK.severity).column("service");
        let finding = cells.iter().fold(finding, |finding, (_, link, _)| {
            mended(audit, page, finding, link, &source.target, true)
        });
        findings.push(cover(audit, page, finding, cells.iter().map(|(cell, ..)| cell)));
    }
    for linked in &linked {
        if !linked.cell.cell.inline.links.is_empty() {
            kept += 1;
        } else if is_kept_elsewhere(audit, page, linked) {
            lost.entry(&linked.original.target).or_default().push(linked);
        }
    }
    // A page that links each service but once, or none at all, does so on purpose.
    if lost.values().map(Vec::len).sum::<usize>() <= kept {
        findings.extend(lost.values().map(|cells| dropped(audit, page, cells)));
    }
}

/// The service cells whose source cells have a link.
fn linked<'a>(audit: &'a Audit<'_>, page: &'a Page) -> Vec<Linked<'a>> {
    let of_row = |row| {
        let cell = page.cell(row, ColumnRole::Service)?;
        let source = audit.source_cell(page, row, ColumnRole::Service)?;
        let original = source.cell.cell.inline.links.first()?;
        let span = Span::new(source.cell.file, original.source.start, original.source.end);
        Some(Linked { cell, original, source: span, exact: source.exact })
    };
    page.rows.iter().filter_map(of_row).collect()
}

/// Whether the source that the page was made from surely has the link: by its text, or by the
/// other languages.
fn is_kept_elsewhere(audit: &Audit<'_>, page: &Page, linked: &Linked<'_>) -> bool {
    let others = counterparts(audit, page, linked.cell.row, ColumnRole::Service);
    let agreement = Agreement::hold(&others, |counterpart| {
        Some(!counterpart.cell.cell.inline.links.is_empty())
    });
    agreement.carried() || linked.exact && !agreement.rejected()
}

fn dropped(audit: &Audit<'_>, page: &Page, cells: &[&Linked<'_>]) -> Finding {
    let first = cells[0];
    let target = first.original.target.as_str();
    let message = format!("the link to `{target}` of the source edition is missing");
    let finding = Finding::new(CHECK.id, Severity::Note, first.cell.span(), message)
        .column("service")
        .expected(target)
        .help("link the same words as the source page does");
    let finding = cover(audit, page, finding, cells.iter().map(|linked| &linked.cell));
    finding.relate(first.source, "the link of the source page")
}
