//! Purpose texts that contradict one another.

use std::collections::BTreeMap;

use super::CHECK;
use crate::audit::{Audit, CellRef, Page, PageRow};
use crate::catalog::model::{ColumnRole, FieldRole};
use crate::check::repeat::cover;
use crate::finding::{Finding, Severity};
use crate::protocol::spelling;

/// A row that claims one wire key, or something that the catalog does not know, with its cells.
struct KeyRow<'a> {
    row: &'a PageRow,
    known: bool,
    service: &'a str,
    key: CellRef<'a>,
    purpose: CellRef<'a>,
}

fn key_rows<'a>(audit: &Audit<'_>, page: &'a Page) -> Vec<KeyRow<'a>> {
    page.rows
        .iter()
        .filter_map(|row| {
            let is_key = match row.fields.as_slice() {
                [] => true,
                [field] => audit.catalog.field(*field).role == FieldRole::Key,
                _ => false,
            };
            let known = !row.fields.is_empty();
            let key = page.cell(row, ColumnRole::Field).filter(|cell| !cell.text().is_empty());
            let service = page.cell_text(row, ColumnRole::Service);
            let purpose = page.cell(row, ColumnRole::Purpose)?;
            Some(KeyRow { row, known, service, key: key.filter(|_| is_key)?, purpose })
        })
        .collect()
}

/// A text in which case, apostrophes, spaces and the final stop do not matter.
fn bare(text: &str) -> String {
    let text: String = text.chars().filter(|c| !matches!(c, '\'' | '’' | '‘')).collect();
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").trim_end_matches('.').to_lowercase()
}

/// Keys that are another key with something before or after it, described in the same words.
pub(super) fn extended_keys(audit: &Audit<'_>, page: &Page, findings: &mut Vec<Finding>) {
    let rows = key_rows(audit, page);
    // Where the protocol tells that a key is misspelt, `misspelt-key` says so.
    let misspelt = |row: &KeyRow<'_>| {
        row.row.fields.iter().any(|ix| spelling::verdict(audit.catalog, *ix).is_some())
    };
    for long in rows.iter().filter(|row| !misspelt(row)) {
        let extends = |short: &KeyRow<'_>| {
            let (long, short) = (long.key.text(), short.key.text());
            short.len() >= 3
                && long.len() > short.len()
                && (long.ends_with(short) || long.starts_with(short))
        };
        let same_text = bare(long.purpose.text());
        let other = rows.iter().find(|short| {
            short.known
                && short.service.eq_ignore_ascii_case(long.service)
                && extends(short)
                && same_text.len() >= 8
                && bare(short.purpose.text()) == same_text
        });
        let Some(short) = other else { continue };
        let (found, expected) = (long.key.text(), short.key.text());
        let message = format!("the key `{found}` has the same purpose as `{expected}`");
        let finding = Finding::new(CHECK.id, Severity::Warning, long.key.span(), message)
            .column("field")
            .row(long.row.number, page.field_ids(audit.catalog, long.row))
            .expected(expected)
            .found(found)
            .help(format!("if `{expected}` is meant, write it so here too"))
            .relate(short.key.span(), format!("`{expected}`, described in the same words"));
        findings.push(finding);
    }
}

/// Rows of the same key whose texts differ in one word by one or two letters.
pub(super) fn slips(audit: &Audit<'_>, page: &Page, findings: &mut Vec<Finding>) {
    let mut keys: BTreeMap<(String, &str), BTreeMap<String, Vec<CellRef<'_>>>> = BTreeMap::new();
    for row in key_rows(audit, page) {
        let key = (row.service.to_lowercase(), row.key.text());
        keys.entry(key).or_default().entry(bare(row.purpose.text())).or_default().push(row.purpose);
    }
    for ((_, key), texts) in &keys {
        let Some((usual, usual_cells)) = usual(texts) else { continue };
        for (text, cells) in texts.iter().filter(|(text, _)| *text != usual) {
            let Some((found, expected)) = slip(text, usual) else { continue };
            let message =
                format!("`{key}` is described with `{found}` here and with `{expected}` elsewhere");
            let finding = Finding::new(CHECK.id, CHECK.severity, cells[0].span(), message)
                .column("purpose")
                .expected(usual_cells[0].text())
                .found(cells[0].text())
                .help("describe the key in the same words in every message");
            let finding = cover(audit, page, finding, cells);
            findings.push(finding.relate(usual_cells[0].span(), "the other row"));
        }
    }
}

/// The most frequent text; of two as frequent, the one that stands first on the page.
fn usual<'a, 'p>(
    texts: &'a BTreeMap<String, Vec<CellRef<'p>>>,
) -> Option<(&'a String, &'a Vec<CellRef<'p>>)> {
    texts.iter().max_by_key(|(_, cells)| {
        (cells.len(), cells.first().map(|cell| std::cmp::Reverse(cell.row.number)))
    })
}

/// The one word in which two texts differ, if it is a slip.
fn slip<'a>(a: &'a str, b: &'a str) -> Option<(&'a str, &'a str)> {
    let (a, b): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    let mut apart = a.iter().zip(&b).filter(|(a, b)| a != b);
    let (one, other) = apart.next()?;
    let digits = |word: &str| word.chars().any(char::is_numeric);
    let long = one.chars().count().min(other.chars().count()) >= 3;
    let near = (1..=2).contains(&strsim::damerau_levenshtein(one, other));
    let single = a.len() == b.len() && apart.next().is_none();
    (single && long && near && !digits(one) && !digits(other)).then_some((*one, *other))
}

/// Purpose cells without final stop, where nearly all have one.
pub(super) fn final_stops(audit: &Audit<'_>, page: &Page, findings: &mut Vec<Finding>) {
    let cells = page.rows.iter().filter_map(|row| page.cell(row, ColumnRole::Purpose));
    let (with, without): (Vec<_>, Vec<_>) =
        cells.filter(|cell| !cell.text().is_empty()).partition(|cell| {
            cell.text()
                .trim_end_matches([')', ']', '"', '”', '*'])
                .ends_with(['.', '!', '?', '。', '：', ':'])
        });
    let Some(first) = without.first() else { return };
    if with.len() <= 4 * without.len() {
        return;
    }
    let message = match without.len() {
        1 => "1 purpose cell lacks the final stop that the others have".to_owned(),
        n => format!("{n} purpose cells lack the final stop that the other {} have", with.len()),
    };
    let finding = Finding::new(CHECK.id, CHECK.severity, first.span(), message)
        .column("purpose")
        .expected(format!("{}.", first.text()))
        .found(first.text())
        .help("end every cell alike: translation memories keep a text with and without the stop apart");
    findings.push(cover(audit, page, finding, &without));
}
