//! Does the source page agree with the vendor's published protocol?
//!
//! Translations are compared with the source page, so only source pages are looked at.

pub(super) mod conditional_disclosure;
pub(super) mod contradictory_purpose;
pub(super) mod inverted_meaning;
pub(super) mod misspelt_key;
pub(super) mod superseded_key;
pub(super) mod undisclosed_key;
pub(super) mod wrong_direction;

use std::collections::BTreeMap;

use crate::audit::{Audit, CellRef, Page};
use crate::catalog::model::ColumnRole;
use crate::catalog::{Field, FieldIx, Key};
use crate::finding::Finding;
use crate::protocol::ends::{ends, removed};
use crate::protocol::listing::listing;
use crate::protocol::{Verdict, VerdictKind, field_verdicts};
use crate::source::Span;

/// Most names that a message lists.
const NAMED: usize = 10;

/// A verdict on a field that a source page lists.
struct Judged<'a> {
    field: &'a Field,
    verdict: Verdict,
    cell: CellRef<'a>,
}

/// The verdicts of some kinds on the fields of a source page, in row order.
fn judged<'a>(audit: &'a Audit<'_>, page: &'a Page, kinds: &'a [VerdictKind]) -> Vec<Judged<'a>> {
    if !page.is_source || audit.catalog.protocol.is_empty() {
        return Vec::new();
    }
    let of_row = |row: &'a crate::audit::PageRow| {
        let cell = page.cell(row, ColumnRole::Field);
        let purpose = page.cell_text(row, ColumnRole::Purpose);
        let verdicts = move |ix: &FieldIx| {
            let (catalog, ix) = (audit.catalog, *ix);
            let all = field_verdicts(catalog, ix, Some(purpose)).into_iter();
            let wanted = all.filter(move |verdict| kinds.contains(&verdict.kind));
            wanted.filter_map(move |verdict| {
                Some(Judged { field: catalog.field(ix), verdict, cell: cell? })
            })
        };
        row.fields.iter().flat_map(verdicts).collect::<Vec<_>>()
    };
    page.rows.iter().flat_map(of_row).collect()
}

/// Groups verdicts, keeping their order within each group.
fn grouped<'a, K: Ord>(
    all: Vec<Judged<'a>>,
    key: impl Fn(&Judged<'a>) -> K,
) -> Vec<Vec<Judged<'a>>> {
    let mut groups: BTreeMap<K, Vec<Judged<'a>>> = BTreeMap::new();
    for judged in all {
        groups.entry(key(&judged)).or_default().push(judged);
    }
    let mut groups: Vec<_> = groups.into_values().collect();
    groups.sort_by_key(|group| group[0].cell.row.number);
    groups
}

/// The words of a verdict as the message of a finding: they start in lower case, to follow a colon,
/// and have no final stop.
fn as_message(summary: &str) -> String {
    let mut letters = summary.strip_suffix('.').unwrap_or(summary).chars();
    let first = letters.next();
    first.map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// The protocol key of a verdict.
fn key_of<'a>(audit: &'a Audit<'_>, verdict: &Verdict) -> Option<&'a Key> {
    verdict.key.map(|ix| audit.catalog.protocol.key(ix))
}

/// Labels of the fields of a group in backticks, each once.
fn quoted_labels(group: &[Judged<'_>]) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    for judged in group {
        let label = format!("`{}`", judged.field.label);
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    labels
}

/// The first labels of a group, and how many more there are.
fn labels(group: &[Judged<'_>]) -> String {
    listing(quoted_labels(group).into_iter(), NAMED)
}

/// Completes a finding that was made for the first field of a group: column, every row, and the
/// places in catalog and protocol on which it rests.
fn complete(audit: &Audit<'_>, mut finding: Finding, group: &[Judged<'_>]) -> Finding {
    finding = finding.column("field");
    for (index, judged) in group.iter().enumerate() {
        finding = finding.row(judged.cell.row.number, [judged.field.id.as_str()]);
        if index > 0 {
            finding = finding.relate(judged.cell.span(), format!("and `{}`", judged.field.label));
        }
    }
    finding.rows.dedup();
    let Some(first) = group.first() else { return finding };
    let mut seen = Vec::new();
    for key in group.iter().filter_map(|judged| key_of(audit, &judged.verdict)) {
        if !seen.contains(&key.message) {
            seen.push(key.message);
            finding = with_protocol(audit, finding, key);
        }
    }
    let origin = &first.field.origin;
    match audit.catalog_files.get(&origin.path) {
        Some(file) => {
            let span = Span::new(*file, origin.range.start, origin.range.end);
            finding.relate(span, "the field in the catalog")
        }
        None => finding,
    }
}

/// Adds the place of a key among the protocol facts, and where that fact comes from.
fn with_protocol(audit: &Audit<'_>, finding: Finding, key: &Key) -> Finding {
    let protocol = &audit.catalog.protocol;
    let source = &protocol.sources[key.source].facts;
    let file = key.file.as_ref().map(|file| format!(", {file}"));
    let commit = key.commit.as_ref().map(|c| format!(" at {}", c.get(..8).unwrap_or(c)));
    let ended = removed(&ends(&key.platforms)).map(|ended| format!("; {ended}"));
    let place = format!(
        "`{}` in {}{}{}, {}{}",
        key.path,
        source.name,
        file.unwrap_or_default(),
        commit.unwrap_or_default(),
        *source.date,
        ended.unwrap_or_default()
    );
    match audit.catalog_files.get(&key.origin.path) {
        Some(file) => {
            finding.relate(Span::new(*file, key.origin.range.start, key.origin.range.end), place)
        }
        None => finding,
    }
}
