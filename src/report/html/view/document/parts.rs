//! The text of a document in the order of the file: nothing of it is left out.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::audit::{Audit, Page, PageRow};
use crate::catalog::FieldIx;
use crate::parse::{Block, BlockKind, Row, Table};
use crate::report::html::view::field_anchor;
use crate::source::SourceFile;

use super::marks::{Marks, Segment};
use super::part::{Entry, FieldRef, Part};

/// All parts, from the first line to the last.
pub(super) fn parts<'a>(audit: &'a Audit<'_>, page: &'a Page, marks: &Marks<'a>) -> Vec<Part<'a>> {
    let file = audit.sources.get(page.file);
    let mut found = metadata(file, page, marks);
    for (index, block) in page.parsed.blocks.iter().enumerate() {
        let entry = block_entry(audit, page, (index, block), marks);
        found.push((block.inline.source.clone(), kind(block.kind), vec![entry], Vec::new()));
    }
    let mut anchored = BTreeSet::new();
    for (index, table) in page.parsed.tables.iter().enumerate() {
        let entries = rows(audit, page, (index, table), marks, &mut anchored);
        let header = table.header.cells.iter().map(|cell| marks.of_inline(&cell.inline)).collect();
        found.push((table.range.clone(), "table", entries, header));
    }
    found.sort_by_key(|(range, ..)| range.start);
    let raw = left_out(file, page, found.iter().map(|(range, ..)| range), marks);
    found.extend(raw);
    found.sort_by_key(|(range, ..)| range.start);
    let mut parts: Vec<Part<'a>> = Vec::new();
    for (_, kind, entries, header) in found {
        match parts.last_mut() {
            Some(last) if last.kind == kind && matches!(kind, "list" | "raw") => {
                last.entries.extend(entries);
            }
            _ => parts.push(Part { kind, entries, header }),
        }
    }
    parts
}

/// The lines that the page of a document has anchors for, in order.
pub(in crate::report::html::view) fn lines<'a>(audit: &'a Audit<'_>, page: &'a Page) -> Vec<usize> {
    let parts = parts(audit, page, &Marks::none());
    parts.iter().flat_map(|part| &part.entries).map(|entry| entry.line).collect()
}

/// Range, kind, entries and header cells of a part.
type Found<'a> = (Range<usize>, &'static str, Vec<Entry<'a>>, Vec<Vec<Segment>>);

fn kind(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Heading => "heading",
        BlockKind::Paragraph => "paragraph",
        BlockKind::ListItem => "list",
        BlockKind::Note => "note",
    }
}

/// The front matter, line by line as it is.
fn metadata<'a>(file: &SourceFile, page: &Page, marks: &Marks<'a>) -> Vec<Found<'a>> {
    let Some(front) = &page.parsed.front_matter else { return Vec::new() };
    let entries = line_ranges(file, front.range.clone()).map(|line| raw_entry(file, line, marks));
    vec![(front.range.clone(), "metadata", entries.collect(), Vec::new())]
}

/// Lines that are in no block and in no table: code, comments, rules, includes.
fn left_out<'a, 'r>(
    file: &SourceFile,
    page: &Page,
    taken: impl Iterator<Item = &'r Range<usize>>,
    marks: &Marks<'a>,
) -> Vec<Found<'a>> {
    let taken: Vec<(usize, usize)> = taken
        .map(|range| {
            (file.line(range.start), file.line(range.end.saturating_sub(1).max(range.start)))
        })
        .collect();
    line_ranges(file, page.parsed.body.clone())
        .filter(|line| !file.text()[line.clone()].trim().is_empty())
        .filter(|line| {
            let number = file.line(line.start);
            let before = taken.partition_point(|(first, _)| *first <= number);
            before == 0 || taken[..before].iter().rev().take(2).all(|(_, last)| *last < number)
        })
        .map(|line| (line.clone(), "raw", vec![raw_entry(file, line, marks)], Vec::new()))
        .collect()
}

/// The lines of a range, without line ends.
fn line_ranges(file: &SourceFile, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let text = &file.text()[range.clone()];
    let mut at = range.start;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        start..start + line.trim_end_matches(['\r', '\n']).len()
    })
}

fn raw_entry<'a>(file: &SourceFile, line: Range<usize>, marks: &Marks<'a>) -> Entry<'a> {
    Entry {
        start: line.start,
        line: file.line(line.start),
        cells: vec![marks.of_line(&file.text()[line.clone()], line.start)],
        ..Entry::default()
    }
}

fn block_entry<'a>(
    audit: &'a Audit<'_>,
    page: &'a Page,
    (index, block): (usize, &Block),
    marks: &Marks<'a>,
) -> Entry<'a> {
    let statements = page.statements.iter().filter(|found| found.block == Some(index));
    let statement = |ix: usize| audit.catalog.statements[ix].id.as_str();
    let file = audit.sources.get(page.file);
    Entry {
        start: block.inline.source.start,
        line: file.line(block.inline.source.start),
        cells: vec![marks.of_inline(&block.inline)],
        statements: statements.map(|found| statement(found.statement)).collect(),
        ..Entry::default()
    }
}

/// The rows of a table, the header first.
fn rows<'a>(
    audit: &'a Audit<'_>,
    page: &'a Page,
    (index, table): (usize, &Table),
    marks: &Marks<'a>,
    anchored: &mut BTreeSet<FieldIx>,
) -> Vec<Entry<'a>> {
    let file = audit.sources.get(page.file);
    let known = page.tables.iter().position(|(table, _)| *table == index);
    let page_row = |row: usize| {
        page.rows.iter().find(|known_row| Some(known_row.table) == known && known_row.index == row)
    };
    let header = Entry {
        start: table.header.range.start,
        line: file.line(table.header.range.start),
        ..Entry::default()
    };
    let rows = table.rows.iter().enumerate().map(|(at, row)| {
        let own = page_row(at);
        Entry {
            start: row.range.start,
            line: file.line(row.range.start),
            cells: cells(file, row, marks),
            row: own.map(|own| own.number),
            fields: own.map(|own| fields(audit, own, anchored)).unwrap_or_default(),
            ..Entry::default()
        }
    });
    std::iter::once(header).chain(rows).collect()
}

/// The cells of a row, those that a renderer would drop included.
fn cells(file: &SourceFile, row: &Row, marks: &Marks<'_>) -> Vec<Vec<Segment>> {
    let excess = row.excess.iter().map(|range| {
        let text = file.text().get(range.clone()).unwrap_or_default();
        marks.of_line(text, range.start)
    });
    row.cells.iter().map(|cell| marks.of_inline(&cell.inline)).chain(excess).collect()
}

fn fields<'a>(
    audit: &'a Audit<'_>,
    row: &PageRow,
    anchored: &mut BTreeSet<FieldIx>,
) -> Vec<FieldRef<'a>> {
    row.fields
        .iter()
        .map(|ix| {
            let field = audit.catalog.field(*ix);
            let anchor = field_anchor(&field.id);
            FieldRef { anchor, label: &field.label, first: anchored.insert(*ix) }
        })
        .collect()
}
