//! Pages and a sample of their changes as files, for other tools to check.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use flowproof::audit::{Audit, Page};
use flowproof::catalog::model::ColumnRole;
use serde::Serialize;

use crate::mutant::{Mutant, Place};
use crate::operators;
use crate::pages::{UNLISTED, group};
use crate::run::Ground;

/// Changes per operator and page; the first of those that the benchmark makes.
const PER_PAGE: usize = 2;

/// Columns with words in them.
const COLUMNS: [(ColumnRole, &str); 3] = [
    (ColumnRole::Message, "message"),
    (ColumnRole::Field, "field"),
    (ColumnRole::Purpose, "purpose"),
];

/// A cell beside that of the source page.
#[derive(Debug, Clone, Serialize)]
struct Pair {
    /// Row of the catalog and column.
    key: String,
    source: String,
    target: String,
}

/// A page or a change of one.
#[derive(Debug, Serialize)]
struct Line<'a> {
    id: String,
    /// Nothing for an untouched page.
    operator: Option<&'static str>,
    /// Whether the change is a fault.
    fault: bool,
    /// Whether the change is in the cells that are exported.
    table: bool,
    group: &'static str,
    locale: &'a str,
    /// Path of the untouched page, of its source page, and of the page that is meant.
    page: &'a str,
    source: &'a str,
    file: String,
    /// All cells of an untouched page, the changed ones of a changed page.
    cells: Vec<Pair>,
}

/// Writes `clean/`, `mutants/`, `clean.jsonl` and `mutants.jsonl` into a folder.
pub fn write(folder: &Path, grounds: &[Ground<'_>], seed: u64) -> std::io::Result<()> {
    let (mut clean, mut mutants, mut number) = (String::new(), String::new(), 0);
    for ground in grounds.iter().filter(|ground| ground.set.name != UNLISTED) {
        for (path, text) in &ground.set.files {
            write_file(&folder.join("clean").join(path), text)?;
        }
        for page in ground.translations() {
            let Some(source) = ground.view(page).source() else { continue };
            let text = ground.audit.text(page);
            let cells = pairs(&alone(ground, page, text), page);
            let line = |id, operator, cells| Line {
                id,
                operator,
                fault: false,
                table: true,
                group: group(ground.set, page.locale()),
                locale: page.locale(),
                page: &page.path,
                source: &source.path,
                file: format!("clean/{}", page.path),
                cells,
            };
            push(&mut clean, &line(page.path.clone(), None, cells.clone()));
            for (operator, mutant) in sample(ground, page, seed) {
                number += 1;
                let changed = mutant.apply(text);
                let now = pairs(&alone(ground, page, &changed), page);
                let file = format!("mutants/{number:05}.md");
                write_file(&folder.join(&file), &changed)?;
                let cells = changed_cells(&cells, now);
                let line = line(format!("{number:05}"), Some(operator.name), cells);
                let table = matches!(mutant.place, Place::Rows(_) | Place::Gap)
                    && mutant.column != Some("service");
                push(&mut mutants, &Line { fault: !operator.is_equivalent(), table, file, ..line });
            }
        }
    }
    write_file(&folder.join("clean.jsonl"), &clean)?;
    write_file(&folder.join("mutants.jsonl"), &mutants)?;
    eprintln!("{number} changed pages are in {}", folder.display());
    Ok(())
}

/// The changes of a page that are exported.
fn sample(
    ground: &Ground<'_>,
    page: &Page,
    seed: u64,
) -> Vec<(&'static operators::Operator, Mutant)> {
    operators::all()
        .into_iter()
        .flat_map(|operator| {
            let mutants = ground.mutants(page, operator, seed).into_iter().take(PER_PAGE);
            mutants.map(move |mutant| (operator, mutant))
        })
        .collect()
}

/// The audit of the source pages and one translation with a text of its own.
fn alone<'c>(ground: &Ground<'c>, page: &Page, text: &str) -> Audit<'c> {
    let own = ground.set.index(&page.path);
    let sources: BTreeSet<usize> = ground
        .audit
        .pages
        .iter()
        .filter(|p| p.is_source)
        .map(|p| ground.set.index(&p.path))
        .collect();
    let keep = |index: usize| index == own || sources.contains(&index);
    ground.set.assemble_some(ground.catalog, keep, &[(own, text.to_owned())])
}

/// The cells of a page that have a counterpart on its source page.
fn pairs(audit: &Audit<'_>, untouched: &Page) -> Vec<Pair> {
    let Some(page) = audit.pages.iter().find(|p| p.path == untouched.path) else {
        return Vec::new();
    };
    let Some(source) = audit.pages.iter().find(|p| p.is_source && p.document == page.document)
    else {
        return Vec::new();
    };
    let mut pairs = Vec::new();
    for row in &page.rows {
        let Some(reference) = row.matched.row() else { continue };
        let Some(source_row) = source.row_of(reference) else { continue };
        for (role, name) in COLUMNS {
            let text = source.cell_text(source_row, role);
            if !text.is_empty() {
                pairs.push(Pair {
                    key: format!("{reference}/{name}"),
                    source: text.to_owned(),
                    target: page.cell_text(row, role).to_owned(),
                });
            }
        }
    }
    pairs
}

/// The cells that are new or other, and, with an empty target, those that are gone.
fn changed_cells(before: &[Pair], now: Vec<Pair>) -> Vec<Pair> {
    if now.is_empty() {
        return Vec::new();
    }
    let old: BTreeMap<&str, &Pair> = before.iter().map(|pair| (pair.key.as_str(), pair)).collect();
    let kept: BTreeSet<String> = now.iter().map(|pair| pair.key.clone()).collect();
    let is_other = |pair: &Pair| {
        old.get(pair.key.as_str())
            .is_none_or(|o| (&o.source, &o.target) != (&pair.source, &pair.target))
    };
    let gone = before.iter().filter(|pair| !kept.contains(&pair.key));
    let gone: Vec<Pair> = gone.map(|pair| Pair { target: String::new(), ..pair.clone() }).collect();
    now.into_iter().filter(is_other).chain(gone).collect()
}

fn push(lines: &mut String, line: &Line<'_>) {
    let json = serde_json::to_string(line).expect("lines are plain data");
    let _ = writeln!(lines, "{json}");
}

fn write_file(path: &Path, text: &str) -> std::io::Result<()> {
    std::fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
    std::fs::write(path, text)
}
