//! Do keys, services, messages and enumerated values stand as they travel on the wire?

pub(super) mod altered_key;
pub(super) mod service_spelling;
pub(super) mod stray_punctuation;
pub(super) mod translated_enum;
pub(super) mod translated_key;
pub(super) mod translated_message;
pub(super) mod unmarked_key;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::align::{Match, has_word};
use crate::audit::{Audit, CellRef, Page, PageRow};
use crate::catalog::model::{ColumnRole, FieldRole};
use crate::catalog::{Field, Former};
use crate::consensus::{Agreement, counterparts};
use crate::finding::{Applicability, Finding};
use crate::source::Span;

use super::repeat::with_source;
use super::spelling::{Alteration, Spelling, edges, spelling};
use super::writing::looks_like;
use unmarked_key::reported_on_source;

/// What separates the names of a cell that holds several.
const SEPARATORS: &[char] = &[',', '、', '，', ';', '；', '/', '،'];

/// Lead of a row's match over the best alternative from which on its keys can be put right without
/// asking.
const SURE: f64 = 0.1;

/// What a translation writes where a wire key belongs.
#[derive(Debug, Clone, Copy)]
struct Written<'a> {
    field: &'a Field,
    /// The key as the source edition writes it.
    expected: &'a str,
    /// Text in its place; empty when there is none.
    found: &'a str,
    spelling: Spelling,
    /// Where that text is.
    span: Span,
    /// What the key is to replace: where it is alone in its cell, stray punctuation too.
    whole: Span,
    /// Whether it is certain that this text stands for this key.
    certain: bool,
    cell: CellRef<'a>,
}

/// The keys of a translation that are not written as the source writes them, grouped by what is
/// expected and found.
fn miswritten<'a>(
    audit: &'a Audit<'_>,
    page: &'a Page,
) -> BTreeMap<(&'a str, &'a str), Vec<Written<'a>>> {
    let mut faults: BTreeMap<_, Vec<_>> = BTreeMap::new();
    if page.is_source {
        return faults;
    }
    for row in &page.rows {
        for key in written_keys(audit, page, row) {
            if key.spelling != Spelling::Same {
                faults.entry((key.expected, key.found)).or_default().push(key);
            }
        }
    }
    faults
}

/// Whether what stands there is another key of the same flow: then the key may be right and the
/// rest of the row wrong.
fn names_another(audit: &Audit<'_>, key: &Written<'_>) -> bool {
    audit.catalog.fields.iter().any(|f| f.flow == key.field.flow && f.label == key.found)
}

/// Completes a finding that was made for the first of `keys`: column, both sides, every row and
/// place, the fixes, the source text.
fn complete(audit: &Audit<'_>, page: &Page, mut finding: Finding, keys: &[Written<'_>]) -> Finding {
    for (index, key) in keys.iter().enumerate() {
        finding = finding.row(key.cell.row.number, [key.field.id.as_str()]);
        if index > 0 {
            finding = finding.relate(key.span, "again here");
        }
        let altered = key.spelling != Spelling::Translated;
        if (key.certain || altered) && !key.found.is_empty() {
            let sure = Applicability::when(key.certain && !names_another(audit, key));
            finding = finding.mend(sure, key.whole, key.expected);
        }
    }
    let Some(first) = keys.first() else { return finding };
    finding = finding.column("field").expected(first.expected).found(first.found);
    let others = counterparts(audit, page, first.cell.row, ColumnRole::Field);
    let several = first.cell.row.fields.len() > 1;
    let kept = Agreement::hold(&others, |counterpart| {
        let text = counterpart.cell.text();
        Some(text == first.expected || (several && text.contains(first.expected)))
    });
    if let Some(words) = kept.words().filter(|_| kept.yes * 2 > kept.of) {
        finding.message = format!("{}; {words} keep it", finding.message);
    }
    if let Some(span) = reported_on_source(audit, page, first.expected) {
        return finding.relate(span, "not set as code on the source page: see `unmarked-key`");
    }
    with_source(finding, audit.source_cell(page, first.cell.row, ColumnRole::Field))
}

/// Whether a name is a spelling that some source edition used.
fn is_known(label: &str, former: &[Former], found: &str) -> bool {
    label == found || former.iter().any(|f| f.label == found)
}

fn written_keys<'a>(audit: &'a Audit<'_>, page: &'a Page, row: &'a PageRow) -> Vec<Written<'a>> {
    let Some(cell) = page.cell(row, ColumnRole::Field) else { return Vec::new() };
    let fields: Vec<&Field> = row.fields.iter().map(|ix| audit.catalog.field(*ix)).collect();
    let source = audit.source_cell(page, row, ColumnRole::Field).map(|s| s.cell.text());
    if source == Some(cell.text()) || fields.iter().all(|f| f.role != FieldRole::Key) {
        return Vec::new();
    }
    let date = audit.source_date(page);
    match fields.as_slice() {
        [field] => {
            let expected = field.label_at(date);
            let parts = edges(cell.text(), &[expected], true);
            let mut key = write(cell, field, expected, parts.body, is_sure(row));
            if key.spelling == Spelling::Translated && !cell.text().is_empty() {
                key.whole = span_in(cell, 0..cell.text().len());
            }
            if source == Some(key.found) {
                key.spelling = Spelling::Same;
            }
            vec![key]
        }
        _ => {
            let labels: Vec<&str> = fields.iter().map(|f| f.label_at(date)).collect();
            let keys = several(cell, &fields, &labels);
            keys.into_iter().filter(|key| key.field.role == FieldRole::Key).collect()
        }
    }
}

/// Whether no other row of the catalog could be meant.
fn is_sure(row: &PageRow) -> bool {
    matches!(row.matched, Match::Row { margin, .. } if margin >= SURE)
}

/// A key that is written at `at` of the trimmed cell text.
fn write<'a>(
    cell: CellRef<'a>,
    field: &'a Field,
    expected: &'a str,
    at: Range<usize>,
    certain: bool,
) -> Written<'a> {
    let found = &cell.text()[at.clone()];
    let known = is_known(&field.label, &field.former, found);
    let spelling = match spelling(expected, found) {
        _ if known => Spelling::Same,
        Spelling::Translated if looks_like(found, expected) => Spelling::Altered(Alteration::Typo),
        spelling => spelling,
    };
    let span = if at.is_empty() { cell.span() } else { span_in(cell, at) };
    Written { field, expected, found, spelling, span, whole: span, certain, cell }
}

/// Bytes of a range of the trimmed text of a cell.
fn span_in(cell: CellRef<'_>, at: Range<usize>) -> Span {
    let text = &cell.cell.inline.text;
    let blanks = text.len() - text.trim_start().len();
    cell.span_of(at.start + blanks..at.end + blanks)
}

/// The keys of a cell that names several fields: first the parts that are a field's name, then
/// those that are one altered, and what is left over in order.
fn several<'a>(cell: CellRef<'a>, fields: &[&'a Field], labels: &[&'a str]) -> Vec<Written<'a>> {
    let mut parts = parts_of(cell.text(), labels);
    if parts.len() < fields.len() && labels.iter().all(|label| has_word(cell.text(), label)) {
        return Vec::new();
    }
    let mut keys = Vec::new();
    let mut open: Vec<(&Field, &str)> =
        fields.iter().copied().zip(labels.iter().copied()).collect();
    let exact = |s: Spelling| s == Spelling::Same;
    let altered = |s: Spelling| matches!(s, Spelling::Altered(_));
    for wanted in [exact as fn(Spelling) -> bool, altered] {
        open.retain(|(field, label)| {
            let keyed = parts
                .iter()
                .position(|at| wanted(write(cell, field, label, at.clone(), true).spelling));
            keyed.map(|at| keys.push(write(cell, field, label, parts.remove(at), true))).is_none()
        });
    }
    let certain = open.len() == 1 && parts.len() == 1 && is_sure(cell.row);
    let mut rest = parts.into_iter();
    keys.extend(
        open.into_iter()
            .map(|(field, label)| write(cell, field, label, rest.next().unwrap_or(0..0), certain)),
    );
    keys
}

/// The parts of a cell's text, without separators that a label itself contains.
fn parts_of(text: &str, labels: &[&str]) -> Vec<Range<usize>> {
    let separates = |c: char| SEPARATORS.contains(&c) && !labels.iter().any(|l| l.contains(c));
    let mut parts = Vec::new();
    let mut start = 0;
    for part in text.split_inclusive(separates) {
        let whole = part.trim_end_matches(separates);
        let at = start + whole.len() - whole.trim_start().len();
        let body = edges(whole.trim(), &[], true).body;
        if !whole.trim().is_empty() {
            parts.push(at + body.start..at + body.end);
        }
        start += part.len();
    }
    parts
}
