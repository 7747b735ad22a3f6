//! The operators change what they say and nothing else.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use flowproof::audit::Page;
use flowproof::catalog::Catalog;
use flowproof::catalog::model::ColumnRole;
use flowproof::load::decode;
use flowproof::parse::parse;
use unicode_normalization::UnicodeNormalization;

use crate::mutant::{Mutant, Place};
use crate::operators::{Operator, all};
use crate::pages::Set;
use crate::run::Ground;
use crate::view::View;

/// What the sample has no place for: links with anchors.
const NEEDS_REAL_PAGES: [&str; 1] = ["link-anchor-changed"];

/// The sample, and every change of it.
struct Changes {
    ground: Ground<'static>,
    made: Vec<(&'static Operator, String, Mutant)>,
}

fn changes() -> &'static Changes {
    static CHANGES: OnceLock<Changes> = OnceLock::new();
    CHANGES.get_or_init(|| {
        let catalog = flowproof::builtin::catalog();
        let catalog: &'static Catalog = Box::leak(Box::new(catalog));
        let set: &'static Set = Box::leak(Box::new(Set::sample(catalog).expect("it is there")));
        let ground = Ground::new(set, catalog);
        let mut made = Vec::new();
        for operator in all() {
            for page in ground.translations() {
                let mutants = ground.mutants(page, operator, 1);
                made.extend(mutants.into_iter().map(|m| (operator, page.path.clone(), m)));
            }
        }
        Changes { ground, made }
    })
}

fn on_every_page(check: impl Fn(&Operator, &View<'_>, &Mutant, &str)) {
    let changes = changes();
    for (operator, path, mutant) in &changes.made {
        let page = changes.ground.translations().find(|p| p.path == *path).expect("a page");
        let view = changes.ground.view(page);
        check(operator, &view, mutant, &mutant.apply(view.text));
    }
}

#[test]
fn every_operator_finds_room_on_the_sample() {
    let made: BTreeSet<&str> = changes().made.iter().map(|(o, _, _)| o.name).collect();
    let idle: Vec<&str> = all().iter().map(|o| o.name).filter(|n| !made.contains(n)).collect();
    assert_eq!(idle, NEEDS_REAL_PAGES);
}

#[test]
fn a_change_in_a_cell_leaves_every_other_line_as_it_was() {
    on_every_page(|operator, view, mutant, changed| {
        let (Place::Rows(rows), Some(_)) = (&mutant.place, mutant.column) else { return };
        let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
        let (before, after) = (lines(view.text), lines(changed));
        assert_eq!(before.len(), after.len(), "{}", operator.name);
        let differ: Vec<usize> = (0..before.len()).filter(|at| before[*at] != after[*at]).collect();
        let touched: Vec<usize> = rows
            .iter()
            .map(|number| view.line(&view.page.rows[number - 1]).start)
            .map(|start| view.text[..start].lines().count())
            .collect();
        assert!(differ.iter().all(|line| touched.contains(line)), "{}: {mutant:?}", operator.name);
    });
}

#[test]
fn a_change_in_one_cell_leaves_the_other_cells_of_its_row() {
    on_every_page(|operator, view, mutant, changed| {
        let (Place::Rows(rows), Some(column)) = (&mutant.place, mutant.column) else { return };
        let table = view.page.tables[0].0;
        let parsed = parse(&decode("x", changed.as_bytes().to_vec()).expect("text").file);
        for (at, row) in view.page.rows.iter().enumerate() {
            let cells = view.page.row(row).cells.iter().zip(&parsed.tables[table].rows[at].cells);
            for (column_at, (old, new)) in cells.enumerate() {
                let role = view.page.tables[row.table].1.role(column_at);
                let own = role.map(flowproof::check::column_name) == Some(column);
                if !(own && rows.contains(&row.number)) {
                    assert_eq!(new.text(), old.text(), "{}: {mutant:?}", operator.name);
                }
            }
        }
    });
}

#[test]
fn rows_are_gone_moved_or_there_twice() {
    on_every_page(|operator, view, _, changed| {
        let lines = |text: &str| {
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            lines.sort();
            lines
        };
        let (before, after) = (lines(view.text), lines(changed));
        match operator.name {
            "row-deleted" => assert_eq!(after.len() + 1, before.len()),
            "row-duplicated" => assert_eq!(after.len(), before.len() + 1),
            "row-moved" | "rows-swapped" | "block-moved" => assert_eq!(before, after),
            _ => {}
        }
    });
}

#[test]
fn what_is_no_fault_keeps_the_words() {
    on_every_page(|operator, view, mutant, changed| {
        if !operator.is_equivalent() || mutant.column.is_some() {
            return;
        }
        let parsed = parse(&decode("x", changed.as_bytes().to_vec()).expect("text").file);
        let texts = |tables: &[flowproof::parse::Table]| -> Vec<String> {
            let cells = tables.iter().flat_map(|t| &t.rows).flat_map(|r| &r.cells);
            cells.map(|c| c.text().nfc().filter(|c| c.is_alphanumeric()).collect()).collect()
        };
        assert_eq!(texts(&parsed.tables), texts(&view.page.parsed.tables), "{}", operator.name);
    });
}

#[test]
fn the_same_seed_makes_the_same_changes() {
    let ground = &changes().ground;
    let page: &Page = ground.translations().next().expect("a page");
    let made = |seed: u64| -> Vec<String> {
        let operators = all();
        let edits = operators.iter().flat_map(|o| ground.mutants(page, o, seed));
        edits.map(|mutant| format!("{mutant:?}")).collect()
    };
    assert_eq!(made(1), made(1));
    assert_ne!(made(1), made(2));
    assert!(!page.cell_text(&page.rows[0], ColumnRole::Purpose).is_empty());
}
