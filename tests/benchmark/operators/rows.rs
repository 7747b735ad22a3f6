//! Rows deleted, repeated, moved and cut short.

use flowproof::audit::PageRow;

use super::{Operator, PLAIN};
use crate::mutant::{Edit, Mutant, Place};
use crate::rng::Rng;
use crate::view::View;

pub const OPERATORS: &[Operator] = &[
    Operator {
        name: "row-deleted",
        does: "a row is taken out; a finding may name it as one of few that may be missing",
        accept: &["missing-row"],
        bar: Some(0.99),
        make: deleted,
        ..PLAIN
    },
    Operator {
        name: "row-duplicated",
        does: "a row stands again, below itself or at the end of the table",
        accept: &["duplicate-row"],
        bar: Some(0.99),
        make: duplicated,
        ..PLAIN
    },
    Operator {
        name: "row-moved",
        does: "a row stands three places or more from where it was",
        accept: &["reordered-rows"],
        bar: Some(0.99),
        make: moved,
        ..PLAIN
    },
    Operator {
        name: "rows-swapped",
        does: "two rows change places",
        accept: &["reordered-rows"],
        bar: Some(0.99),
        make: swapped,
        ..PLAIN
    },
    Operator {
        name: "block-moved",
        does: "three to five rows stand elsewhere, together",
        accept: &["reordered-rows"],
        bar: Some(0.99),
        make: block_moved,
        ..PLAIN
    },
    Operator {
        name: "last-cell-dropped",
        does: "the last cell of a row is lost with its pipe",
        accept: &["short-row"],
        bar: Some(0.99),
        make: |view, _| cells_dropped(view, true),
        ..PLAIN
    },
    Operator {
        name: "inner-cell-dropped",
        does: "another cell of a row is lost with its pipe, so that those behind it move",
        accept: &["short-row"],
        bar: Some(0.99),
        make: |view, _| cells_dropped(view, false),
        ..PLAIN
    },
];

fn deleted(view: &View<'_>, _: &mut Rng) -> Vec<Mutant> {
    view.rows()
        .into_iter()
        .map(|row| Mutant {
            place: Place::Gap,
            ..Mutant::page(vec![Edit::new(view.line(row), "")]).fields(view.ids(&[row]))
        })
        .collect()
}

fn duplicated(view: &View<'_>, rng: &mut Rng) -> Vec<Mutant> {
    let Some(table) = whole_table(view) else { return Vec::new() };
    let end = view.line(table[table.len() - 1]).end;
    let last = table[table.len() - 1].number;
    view.rows()
        .into_iter()
        .filter(|row| view.is_clean_row(row))
        .map(|row| {
            let line = view.line(row);
            let (at, number) =
                if rng.below(2) == 0 { (line.end, row.number + 1) } else { (end, last + 1) };
            let edit = Edit::new(at..at, &view.text[line]);
            Mutant::rows(vec![row.number, number], vec![edit]).fields(view.ids(&[row]))
        })
        .collect()
}

fn moved(view: &View<'_>, rng: &mut Rng) -> Vec<Mutant> {
    let Some(table) = whole_table(view) else { return Vec::new() };
    let places = |from: usize| (0..table.len()).filter(move |to| to.abs_diff(from) >= 3);
    (0..table.len())
        .filter_map(|from| {
            let to = *rng.pick(&places(from).collect::<Vec<_>>())?;
            let line = view.line(table[from]);
            let target = view.line(table[to]);
            let at = if to < from { target.start } else { target.end };
            let edits = vec![Edit::new(at..at, &view.text[line.clone()]), Edit::new(line, "")];
            Some(Mutant::rows(vec![table[to].number], edits).fields(view.ids(&[table[from]])))
        })
        .collect()
}

fn swapped(view: &View<'_>, rng: &mut Rng) -> Vec<Mutant> {
    let Some(table) = whole_table(view) else { return Vec::new() };
    (0..table.len())
        .filter_map(|a| {
            let others: Vec<usize> = (0..table.len()).filter(|b| *b != a).collect();
            let b = *rng.pick(&others)?;
            let (one, other) = (view.line(table[a]), view.line(table[b]));
            let edits = vec![
                Edit::new(one.clone(), &view.text[other.clone()]),
                Edit::new(other, &view.text[one]),
            ];
            let rows = vec![table[a].number, table[b].number];
            Some(Mutant::rows(rows, edits).fields(view.ids(&[table[a], table[b]])))
        })
        .collect()
}

fn block_moved(view: &View<'_>, rng: &mut Rng) -> Vec<Mutant> {
    let Some(table) = whole_table(view) else { return Vec::new() };
    let starts = table.len().saturating_sub(5);
    (0..starts)
        .filter_map(|from| {
            let size = 3 + rng.below(3);
            let last = from + size - 1;
            // The row that the block comes to stand after; as far away as the block is long.
            let targets: Vec<usize> =
                (0..table.len()).filter(|t| t + size < from || *t >= last + size).collect();
            let to = *rng.pick(&targets)?;
            let block = view.line(table[from]).start..view.line(table[last]).end;
            let at = view.line(table[to]).end;
            let edits = vec![Edit::new(at..at, &view.text[block.clone()]), Edit::new(block, "")];
            let touched = (from.min(to)..=last.max(to)).map(|row| table[row].number).collect();
            Some(Mutant::rows(touched, edits).fields(view.ids(&table[from..=last])))
        })
        .collect()
}

fn cells_dropped(view: &View<'_>, last: bool) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for row in view.rows().into_iter().filter(|row| view.is_clean_row(row)) {
        let Some(cells) = cells(view, row) else { continue };
        let inner = cells.len() - 1;
        let chosen = if last { &cells[inner..] } else { &cells[..inner] };
        for cell in chosen.iter().filter(|cell| view.text[(*cell).clone()].trim().len() > 1) {
            let edit = Edit::new(cell.clone(), "");
            mutants.push(Mutant::rows(vec![row.number], vec![edit]).fields(view.ids(&[row])));
        }
    }
    mutants
}

/// The cells of a row that starts and ends with a pipe, each with the pipe behind it.
fn cells(view: &View<'_>, row: &PageRow) -> Option<Vec<std::ops::Range<usize>>> {
    let range = view.page.row(row).range.clone();
    let pipes = pipes(view.text, range.clone());
    let framed = pipes.first() == Some(&range.start) && pipes.last() == Some(&(range.end - 1));
    framed.then(|| pipes.windows(2).map(|pair| pair[0] + 1..pair[1] + 1).collect())
}

/// Places of the pipes in a range that are not escaped.
pub fn pipes(text: &str, range: std::ops::Range<usize>) -> Vec<usize> {
    let bytes = text.as_bytes();
    range.clone().filter(|at| bytes[*at] == b'|' && (*at == 0 || bytes[at - 1] != b'\\')).collect()
}

/// All rows of a page whose rows are one table, all sure and in order.
fn whole_table<'a>(view: &View<'a>) -> Option<Vec<&'a PageRow>> {
    let rows = view.rows();
    let last = rows.last()?;
    if rows.len() < view.page.rows.len() {
        return None;
    }
    let one = rows.iter().all(|row| row.table == last.table);
    let sorted = rows.is_sorted_by_key(|row| row.matched.row());
    (one && sorted && view.text[view.line(last)].ends_with('\n')).then_some(rows)
}
