//! `fix` and what stands around a fault: whatever it is, it stays. Cells with random markup around
//! a fault that can be mended; afterwards the cell holds either the fault or the right word, in the
//! same markup, every other byte is as it was, and a second run changes nothing.

mod common;
#[path = "fuzz/targets/mod.rs"]
mod targets;

use std::collections::BTreeSet;

use flowproof::audit::{Input, assemble};
use flowproof::catalog::Catalog;
use flowproof::catalog::model::{ColumnRole, FieldRole};
use flowproof::check::run_checks;
use flowproof::fix::repair;
use flowproof::load::{Decoded, decode};
use proptest::prelude::*;

const FRENCH: &str = include_str!("cli/pages/fr-FR.md");

/// A cell that is right, what it may be instead, and what may become of that: the right cell, or
/// one that only lost its stray mark.
const FAULTS: &[(&str, &str, &str, &[&str])] = &[
    ("Hello | Topic |", "Topic", "Rubrique", &[]),
    ("Hello | Topic |", "Topic", "Тема", &[]),
    ("Hello | Topic |", "Topic", "トピック", &[]),
    ("Hello | Topic |", "Topic", "الموضوع", &[]),
    ("Hello | Topic |", "Topic", "Тоpic", &[]),
    ("Hello | Topic |", "Topic", "TOPIC", &[]),
    ("Hello | Topic |", "Topic", "Topic,", &[]),
    ("Hello | Topic |", "Topic", "Konu,", &["Konu", "Topic,"]),
    ("Hello | lampId |", "lampId", "LampID", &[]),
    ("Hello | lampId |", "lampId", "lamp-id", &[]),
    ("Hello | lampId |", "lampId", "lampIdd", &[]),
    ("Hello | lampId |", "lampId", "lampId;", &[]),
    ("PINGs | Hello | State", "PINGs", "PING", &[]),
    ("PINGs | Hello | State", "PINGs", "Pingg", &[]),
    ("PINGs | GoodBye", "GoodBye", "Au revoir", &[]),
    ("PINGs | GoodBye", "GoodBye", "Good-bye", &[]),
    ("PINGs | GoodBye", "GoodBye", "До свидания", &[]),
    ("Le numéro imprimé", "numéro", "numÃ©ro", &[]),
    ("Le canal que", "canal", "canÃ¢l", &["canâl"]),
];

/// Markup and remarks before and after a text. A bare word is told from a translation of two words by
/// its script only.
const AROUND: &[(&str, &str)] = &[
    ("**", "**"),
    ("_", "_"),
    ("`", "`"),
    ("<b>", "</b>"),
    ("<a href=\"x\">", "</a>"),
    ("<span lang=\"ja\">", "</span>"),
    ("[", "](x_y.md)"),
    ("[", "] (https://example.org/a_b)"),
    ("[", "](https://example.org/a_b"),
    ("", "<sup>1</sup>"),
    ("", " <a href=\"#n\">1</a>"),
    ("", "<sub>a</sub><sup>b</sup>"),
    ("", "<br/><i>facultatif</i>"),
    ("", "<!-- x -->"),
    ("<a id=\"k\"></a>", ""),
    ("", "[^1]"),
    ("", "¹"),
    ("", " {#topic}"),
    ("", "*"),
    ("", " †"),
    (":::no-loc text=\"", "\":::"),
    ("", " :::image type=\"icon\" source=\"a.svg\":::"),
    ("", " :::row:::"),
    ("[!INCLUDE [a](b.md)] ", ""),
    ("![a](b.png) ", ""),
    ("", "&nbsp;"),
    ("", " &#42;"),
    ("", " \\| x"),
    ("", " \\*"),
    ("", " (veraltet)"),
    ("", "（非推奨）"),
    ("", " ישן"),
    ("", " / STORE"),
    ("STORE, ", ""),
    ("", " 2"),
    ("x ", ""),
    ("", " ™"),
    ("<b>", ""),
    ("", "</sup>"),
    ("**", ""),
    ("", " = true"),
    ("", " $x$"),
    ("", " %note%"),
    ("", " @example"),
    ("", "ª"),
    ("", "ᵃ"),
    ("", "º"),
    ("", " iOS"),
    ("", " + x"),
    ("# ", " ~ ^"),
];

/// The text of the page after `fix`, if it changes it.
fn fixed(catalog: &Catalog, mut input: Input, path: &str) -> Option<String> {
    let named = BTreeSet::from([path.to_owned()]);
    let outcome = repair(catalog, input.clone(), &named, run_checks);
    let after = outcome.repaired.into_iter().find(|file| file.path == path)?.after;
    let page = input.files.iter_mut().find(|file| file.file.path() == path).expect("the page");
    *page = decode(path, after.clone().into_bytes()).expect("text");
    let again = repair(catalog, input, &named, run_checks);
    assert!(
        again.repaired.iter().all(|file| file.path != path),
        "a second run changes it: {after}"
    );
    Some(after)
}

fn wrapped(layers: &[usize], text: &str) -> String {
    layers.iter().fold(text.to_owned(), |text, layer| {
        let (before, after) = AROUND[*layer];
        format!("{before}{text}{after}")
    })
}

/// Checks one fault in some layers of markup and says whether it was mended.
fn check(fault: usize, layers: &[usize], place: u8) -> bool {
    let (cell, right, wrong, also) = FAULTS[fault];
    let at =
        FRENCH.find(cell).expect("a cell") + cell.find(right).or(cell.find("numéro")).expect("it");
    let page =
        |text: &str| [&FRENCH[..at], &wrapped(layers, text), &FRENCH[at + right.len()..]].concat();
    let before = page(wrong);
    let data = [&[place], before.as_bytes()].concat();
    let (catalog, input, path) = targets::run_of(&data).expect("text");
    let Some(after) = fixed(catalog, input, path) else { return false };
    let allowed = std::iter::once(right).chain(also.iter().copied());
    assert!(allowed.map(page).any(|page| page == after), "{before}\nbecame\n{after}");
    true
}

#[test]
fn a_fault_alone_in_its_cell_is_mended() {
    for (fault, (_, right, wrong, _)) in FAULTS.iter().enumerate() {
        for place in 0..4 {
            assert!(check(fault, &[], place), "{wrong} is not made {right} at {place}");
        }
    }
}

#[test]
fn marks_beside_a_fault_do_not_keep_it_from_being_mended() {
    let around = |wanted: &str| AROUND.iter().position(|(a, b)| [*a, *b].concat() == wanted);
    for wanted in
        ["****", "<b></b>", "[](x_y.md)", "<sup>1</sup>", "[^1]", ":::no-loc text=\"\":::"]
    {
        let layer = around(wanted).expect("a layer");
        for fault in [0, 1, 2, 5, 8, 10] {
            assert!(check(fault, &[layer], 1), "{} in {wanted}", FAULTS[fault].2);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn whatever_stands_around_a_fault_stays(
        fault in 0..FAULTS.len(),
        layers in proptest::collection::vec(0..AROUND.len(), 0..4),
        place in 0..4_u8,
    ) {
        check(fault, &layers, place);
    }
}

/// The pages of a folder of the real corpus.
fn pages(folder: &std::path::Path) -> Vec<Decoded> {
    let files = common::files_below(folder, &["md"]).into_iter();
    let below = |path: &str| {
        let path = std::path::Path::new(path).strip_prefix(folder).expect("below");
        path.display().to_string()
    };
    files.filter_map(|(path, text)| decode(&below(&path), text.into_bytes()).ok()).collect()
}

/// A name as somebody misspells it: two letters changed places, or the case of all.
fn misspelt(name: &str, number: usize) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    match letters.len() {
        4.. if !number.is_multiple_of(3) => {
            letters.swap(1, 2);
            letters.into_iter().collect()
        }
        _ => name.to_uppercase(),
    }
}

/// Every third key of a page misspelt, in some markup each, with where it is and what is right.
fn spoilt(
    page: &flowproof::audit::Page,
    text: &str,
    audit: &flowproof::audit::Audit<'_>,
) -> (String, Vec<(String, String)>) {
    let (mut out, mut at, mut cells) = (String::new(), 0, Vec::new());
    for row in page.rows.iter().filter(|row| row.number % 3 == 1) {
        let Some(cell) = page.cell(row, ColumnRole::Field) else { continue };
        let [field] = row.fields.as_slice() else { continue };
        let source = cell.cell.inline.source.clone();
        let raw = &text[source.clone()];
        let field = audit.catalog.field(*field);
        if field.role != FieldRole::Key || raw != field.label || source.start < at {
            continue;
        }
        let layer = (row.number * 7 + page.path.len()) % AROUND.len();
        let (wrong, right) =
            (wrapped(&[layer], &misspelt(raw, row.number)), wrapped(&[layer], raw));
        out.push_str(&text[at..source.start]);
        out.push_str(&wrong);
        cells.push((wrong, right));
        at = source.end;
    }
    out.push_str(&text[at..]);
    (out, cells)
}

#[test]
fn whatever_stands_around_a_fault_of_a_real_page_stays() {
    let Some(corpus) = common::corpus() else { return };
    let catalog = common::catalog();
    let mut mended = 0;
    for folder in ["docs", "seeds", "docs-2026", "learn"] {
        let files = pages(&corpus.join(folder));
        let audit = assemble(&catalog, Input { files: files.clone(), ..Input::default() });
        let mut input = Input { files, ..Input::default() };
        let mut spoilt_cells = std::collections::BTreeMap::new();
        for page in audit.pages.iter().filter(|page| !page.is_source) {
            let (text, cells) = spoilt(page, audit.text(page), &audit);
            let file = input.files.iter_mut().find(|file| file.file.path() == page.path);
            *file.expect("the page") = decode(&page.path, text.into_bytes()).expect("text");
            spoilt_cells.insert(page.path.clone(), cells);
        }
        let outcome = repair(&catalog, input, &BTreeSet::new(), run_checks);
        for file in &outcome.repaired {
            let (mut old, mut new) = (file.before.as_str(), file.after.as_str());
            for (wrong, right) in &spoilt_cells[&file.path] {
                let at = old.find(&format!("| {wrong} |")).expect("the cell") + 2;
                old = &old[at + wrong.len()..];
                let at = [wrong, right]
                    .map(|cell| new.find(&format!("| {cell} |")).map(|at| (at, cell)));
                let found = at.into_iter().flatten().min();
                let (at, cell) = found.unwrap_or_else(|| panic!("{}: {wrong} is gone", file.path));
                mended += usize::from(cell == right);
                new = &new[at + 2 + cell.len()..];
            }
            targets::unharmed(&file.before, &file.after)
                .unwrap_or_else(|e| panic!("{}: {e}", file.path));
        }
    }
    assert!(mended > 50, "{mended}");
}
