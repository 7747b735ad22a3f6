//! Random edits on real tables: how much of the mapping from rows to catalog is recovered.
//!
//! Every translation is edited (rows deleted, moved, duplicated, all keys replaced by words that
//! no language has) and aligned again, with the source page and without. Precision and recall of
//! the recovered mapping are printed (`cargo test --test alignment -- --nocapture`) and held
//! above a floor. The bundled sample is always used, the real corpus where it is at hand.

#![allow(clippy::print_stdout, reason = "the measurement is the point")]

mod common;

use std::collections::BTreeMap;

use flowproof::audit::{Audit, Input, assemble};
use flowproof::catalog::Catalog;
use flowproof::catalog::model::{ColumnRole, FieldRole};
use flowproof::load::decode;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};

/// One document of a set, and the source page of the same flow.
struct Subject {
    path: String,
    text: String,
    source: Option<(String, String)>,
}

fn subjects(catalog: &Catalog) -> Vec<Subject> {
    let mut files = common::files_below(&common::sample(), &["md"]);
    files.retain(|(path, _)| !path.contains("/history/"));
    if let Some(corpus) = common::corpus() {
        files.extend(common::files_below(&corpus.join("docs"), &["md"]));
    }
    let stem = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let root = |path: &str| path.rsplitn(3, '/').nth(2).unwrap_or_default().to_owned();
    let is_source = |path: &str| path.to_lowercase().contains("/en-us/");
    files
        .iter()
        .filter(|(path, text)| !is_source(path) && clean(catalog, path, text))
        .map(|(path, text)| Subject {
            path: path.clone(),
            text: text.clone(),
            source: files
                .iter()
                .find(|(other, _)| {
                    is_source(other) && stem(other) == stem(path) && root(other) == root(path)
                })
                .cloned(),
        })
        .collect()
}

/// Pages whose rows stand for the catalog's rows one to one and in order serve as truth.
fn clean(catalog: &Catalog, path: &str, text: &str) -> bool {
    let audit = run(catalog, &[(path.to_owned(), text.to_owned())]);
    !audit.pages.is_empty()
        && audit.pages.iter().all(|page| {
            let order: Vec<Option<usize>> = page.rows.iter().map(|row| row.matched.row()).collect();
            order.iter().all(Option::is_some) && order.is_sorted()
        })
}

fn run<'a>(catalog: &'a Catalog, files: &[(String, String)]) -> Audit<'a> {
    let files =
        files.iter().map(|(path, text)| decode(path, text.clone().into_bytes()).unwrap()).collect();
    assemble(catalog, Input { files, history: Vec::new(), ..Input::default() })
}

/// An edit of the table's lines.
#[derive(Debug, Clone)]
struct Edit {
    delete: Vec<prop::sample::Index>,
    swap: Vec<(prop::sample::Index, prop::sample::Index)>,
    block: Option<(prop::sample::Index, prop::sample::Index)>,
    duplicate: Option<prop::sample::Index>,
    hide: Hide,
}

/// Which field cells are replaced by words that no language has.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Hide {
    Nothing,
    /// Human names only, as in a language that the catalog has no terms of.
    Labels,
    All,
}

fn edit(
    deletes: usize,
    swaps: usize,
    block: bool,
    duplicate: bool,
    hide: Hide,
) -> impl Strategy<Value = Edit> {
    let index = any::<prop::sample::Index>;
    (
        prop::collection::vec(index(), deletes),
        prop::collection::vec((index(), index()), swaps),
        if block { (index(), index()).prop_map(Some).boxed() } else { Just(None).boxed() },
        if duplicate { index().prop_map(Some).boxed() } else { Just(None).boxed() },
    )
        .prop_map(move |(delete, swap, block, duplicate)| Edit {
            delete,
            swap,
            block,
            duplicate,
            hide,
        })
}

/// The edited text, and for each of its rows the row of the catalog it stands for.
fn apply(catalog: &Catalog, subject: &Subject, edit: &Edit) -> (String, Vec<usize>) {
    let audit = run(catalog, &[(subject.path.clone(), subject.text.clone())]);
    let page = &audit.pages[0];
    let mut rows: Vec<(String, usize)> = page
        .rows
        .iter()
        .map(|row| {
            let range = page.row(row).range.clone();
            let mut line = subject.text[range.clone()].to_owned();
            let role = row.fields.first().map(|field| catalog.field(*field).role);
            let hidden_labels = edit.hide == Hide::Labels && role == Some(FieldRole::Label);
            if hidden_labels || edit.hide == Hide::All {
                let cell = page.cell(row, ColumnRole::Field).unwrap();
                let span = cell.span();
                line.replace_range(
                    span.start - range.start..span.end - range.start,
                    &hidden(cell.text()),
                );
            }
            (line, row.matched.row().unwrap())
        })
        .collect();
    for index in &edit.delete {
        rows.remove(index.index(rows.len()));
    }
    for (a, b) in &edit.swap {
        let (a, b) = (a.index(rows.len()), b.index(rows.len()));
        let row = rows.remove(a);
        rows.insert(b.min(rows.len()), row);
    }
    if let Some((from, to)) = &edit.block {
        let size = 6.min(rows.len());
        let from = from.index(rows.len() - size + 1);
        let block: Vec<_> = rows.drain(from..from + size).collect();
        let to = to.index(rows.len() + 1);
        rows.splice(to..to, block);
    }
    if let Some(index) = &edit.duplicate {
        let at = index.index(rows.len());
        let row = rows[at].clone();
        rows.push(row);
    }
    let first = page.row(&page.rows[0]).range.start;
    let last = page.row(page.rows.last().unwrap()).range.end;
    let table = rows.iter().map(|(line, _)| line.as_str()).collect::<Vec<_>>().join("\n");
    let text = format!("{}{table}{}", &subject.text[..first], &subject.text[last..]);
    (text, rows.into_iter().map(|(_, truth)| truth).collect())
}

/// A word that no language has, the same for the same key.
fn hidden(key: &str) -> String {
    key.chars()
        .map(|c| match c {
            'a'..='z' => char::from(b'a' + (c as u8 - b'a' + 13) % 26),
            'A'..='Z' => char::from(b'a' + (c as u8 - b'A' + 13) % 26),
            '_' => 'q',
            c => c,
        })
        .collect()
}

#[derive(Default)]
struct Score {
    right: usize,
    made: usize,
    wanted: usize,
}

impl Score {
    fn precision(&self) -> f64 {
        self.right as f64 / self.made.max(1) as f64
    }
    fn recall(&self) -> f64 {
        self.right as f64 / self.wanted.max(1) as f64
    }
}

fn measure(
    name: &str,
    cases: u32,
    strategy: impl Strategy<Value = Edit>,
    with_source: bool,
    floor: (f64, f64),
) {
    let catalog = common::catalog();
    let subjects = subjects(&catalog);
    assert!(subjects.len() >= 5, "too few clean pages to learn anything from");
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        prop::test_runner::TestRng::deterministic_rng(prop::test_runner::RngAlgorithm::ChaCha),
    );
    let mut score = Score::default();
    for subject in &subjects {
        for _ in 0..cases {
            let edit = strategy.new_tree(&mut runner).unwrap().current();
            let (text, truth) = apply(&catalog, subject, &edit);
            let mut files = vec![(subject.path.clone(), text)];
            files.extend(subject.source.clone().filter(|_| with_source));
            let audit = run(&catalog, &files);
            let page = audit.pages.iter().find(|page| page.path == subject.path).unwrap();
            assert_eq!(page.rows.len(), truth.len());
            let mut first_of: BTreeMap<usize, usize> = BTreeMap::new();
            for (row, truth) in page.rows.iter().zip(&truth) {
                // Of a duplicated row either may be the one that counts, not both.
                let copies = first_of.entry(*truth).or_default();
                *copies += 1;
                score.wanted += usize::from(*copies == 1);
                score.made += usize::from(row.matched.row().is_some());
                score.right += usize::from(row.matched.row() == Some(*truth));
            }
        }
    }
    let (precision, recall) = (score.precision(), score.recall());
    let source = if with_source { "with source" } else { "catalog only" };
    println!(
        "{name:40} {source:13} {} pages: precision {precision:.4} recall {recall:.4}",
        subjects.len()
    );
    assert!(precision >= floor.0, "{name}: precision {precision:.4} is below {}", floor.0);
    assert!(recall >= floor.1, "{name}: recall {recall:.4} is below {}", floor.1);
}

#[test]
fn rows_deleted() {
    measure("5 rows deleted", 6, edit(5, 0, false, false, Hide::Nothing), true, (0.99, 0.98));
}

#[test]
fn rows_deleted_and_moved() {
    measure(
        "5 rows deleted, 4 moved",
        6,
        edit(5, 4, false, false, Hide::Nothing),
        true,
        (0.98, 0.95),
    );
}

#[test]
fn a_block_moved() {
    measure("a block of 6 moved", 6, edit(0, 0, true, false, Hide::Nothing), true, (0.98, 0.97));
}

#[test]
fn a_row_duplicated() {
    measure(
        "a row duplicated at the end",
        4,
        edit(0, 0, false, true, Hide::Nothing),
        true,
        (0.99, 0.98),
    );
}

#[test]
fn all_keys_translated() {
    measure("all keys translated", 1, edit(0, 0, false, false, Hide::All), true, (0.99, 0.99));
}

#[test]
fn all_keys_translated_and_rows_deleted() {
    measure(
        "all keys translated, 5 rows deleted",
        6,
        edit(5, 0, false, false, Hide::All),
        true,
        (0.95, 0.9),
    );
}

#[test]
fn all_keys_translated_without_source() {
    measure("all keys translated", 1, edit(0, 0, false, false, Hide::All), false, (0.95, 0.95));
}

#[test]
fn rows_deleted_without_source() {
    measure("5 rows deleted", 6, edit(5, 0, false, false, Hide::Nothing), false, (0.97, 0.95));
}

#[test]
fn labels_translated_and_rows_deleted() {
    let strategy = edit(2, 0, false, false, Hide::Labels);
    measure("labels translated, 2 rows deleted", 6, strategy, true, (0.98, 0.97));
}

#[test]
fn labels_translated_and_rows_moved() {
    let strategy = edit(0, 2, false, false, Hide::Labels);
    measure("labels translated, 2 rows moved", 6, strategy, true, (0.97, 0.96));
}

#[test]
fn labels_translated_and_rows_deleted_without_source() {
    let strategy = edit(2, 0, false, false, Hide::Labels);
    measure("labels translated, 2 rows deleted", 6, strategy, false, (0.95, 0.94));
}
