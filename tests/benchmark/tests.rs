//! The operators change what they say and nothing else.

use flowproof::audit::Page;
use flowproof::catalog::model::ColumnRole;
use flowproof::catalog::{Catalog, embedded_files, load};
use flowproof::load::decode;
use flowproof::parse::parse;
use unicode_normalization::UnicodeNormalization;

use crate::mutant::{Mutant, Place};
use crate::operators::{Operator, all};
use crate::pages::Set;
use crate::rng::Rng;
use crate::run::Ground;
use crate::view::View;

/// What the sample has no place for: links with anchors, and two renderings of the same text.
const NEEDS_REAL_PAGES: [&str; 2] = ["link-anchor-changed", "same: other-rendering"];

fn on_every_page(check: impl Fn(&Operator, &View<'_>, &Mutant, &str)) -> Vec<&'static str> {
    let catalog: Catalog = load(embedded_files()).map_err(|e| e.errors).expect("it is sound");
    let set = Set::sample(&catalog).expect("the sample is there");
    let ground = Ground::new(&set, &catalog);
    let mut idle = Vec::new();
    for operator in all() {
        let mut made = 0;
        for page in ground.translations() {
            let view = ground.view(page);
            let mut rng = Rng::new(1, &[operator.name, &page.path]);
            for mutant in (operator.make)(&view, &mut rng) {
                let changed = mutant.apply(view.text);
                assert_ne!(changed, view.text, "{}: {mutant:?}", operator.name);
                check(operator, &view, &mutant, &changed);
                made += 1;
            }
        }
        if made == 0 {
            idle.push(operator.name);
        }
    }
    idle
}

#[test]
fn every_operator_finds_room_on_the_sample() {
    let idle = on_every_page(|_, _, _, _| {});
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
    let catalog: Catalog = load(embedded_files()).map_err(|e| e.errors).expect("it is sound");
    let set = Set::sample(&catalog).expect("the sample is there");
    let ground = Ground::new(&set, &catalog);
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
