//! What tools leave in a page.

use flowproof::catalog::model::ColumnRole;

use super::{Operator, PLAIN};
use crate::mutant::{Edit, Mutant};
use crate::rng::Rng;
use crate::view::{View, words};

/// Recall to reach: nothing of a tool looks like text.
const RECALL: Option<f64> = Some(0.99);

/// What says something true of a cell that has more in it than it had.
const BESIDE: &[&str] =
    &["literal-lost", "stray-punctuation", "terminal-punctuation", "added-text"];

pub const OPERATORS: &[Operator] = &[
    Operator {
        name: "placeholder-left",
        does: "a placeholder of a translation tool stands in a purpose",
        accept: &["tool-placeholder"],
        tolerate: BESIDE,
        bar: RECALL,
        make: |view, rng| inserted(view, rng, PLACEHOLDERS),
        ..PLAIN
    },
    Operator {
        name: "entity-escaped-twice",
        does: "a purpose holds an entity or a tag that was escaped once too often",
        accept: &["escaped-entity"],
        tolerate: BESIDE,
        bar: RECALL,
        make: |view, rng| inserted(view, rng, ENTITIES),
        ..PLAIN
    },
    Operator {
        name: "tag-unpaired",
        does: "a purpose holds a tag of HTML without its partner",
        accept: &["unpaired-tag"],
        tolerate: BESIDE,
        bar: RECALL,
        make: |view, rng| inserted(view, rng, TAGS),
        ..PLAIN
    },
    Operator {
        name: "emphasis-shown",
        does: "a word of a purpose stands between marks of emphasis that readers see",
        accept: &["unpaired-emphasis"],
        tolerate: BESIDE,
        bar: RECALL,
        make: |view, rng| around_a_word(view, rng, &[("** ", " **"), ("**", ""), ("__ ", " __")]),
        ..PLAIN
    },
    Operator {
        name: "conflict-left",
        does: "the markers of a merge conflict stand around a block of text",
        accept: &["conflict-marker"],
        bar: RECALL,
        make: conflict,
        ..PLAIN
    },
    Operator {
        name: "remark-left",
        does: "the words of a language model stand above or below the page",
        synthetic: "the remark is in any language",
        accept: &["stray-remark"],
        bar: RECALL,
        make: remark,
        ..PLAIN
    },
    Operator {
        name: "page-fenced",
        does: "the whole page stands in a fence of code",
        accept: &["fenced-page"],
        bar: RECALL,
        make: fenced,
        ..PLAIN
    },
];

const PLACEHOLDERS: &[&str] = &[
    "!!crwdBlockTags_7_sgaTkcolBdwrc!!",
    "{0}",
    "%1$s",
    "__PH_0__",
    "<0>x</0>",
    "<1/>",
    "<x id=\"1\"/>",
    "⟦x⟧",
    "{{name}}",
];
const ENTITIES: &[&str] = &["&amp;#39;", "&amp;nbsp;", "&amp;quot;", "&lt;br&gt;"];
const TAGS: &[&str] = &["</strong>", "<b>", "</em>", "<code>", "</span>"];
const REMARKS: &[&str] = &[
    "Sure! Here is the translation:",
    "Voici la traduction de la page :",
    "以下は翻訳です。",
    "Вот перевод страницы:",
    "إليك الترجمة:",
    "Let me know if you need anything else.",
    "Sag Bescheid, wenn etwas fehlt.",
];

/// Something set between two words of a purpose.
fn inserted(view: &View<'_>, rng: &mut Rng, what: &[&str]) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for row in view.rows_with_purpose() {
        let Some(cell) = view.cell_ref(row, ColumnRole::Purpose) else { continue };
        let words = words(&cell.cell.inline.text);
        let Some((word, text)) = rng.pick(&words).zip(rng.pick(what)) else { continue };
        if let Some(bytes) = view.bytes(cell, word.clone()) {
            let edit = Edit::new(bytes.end..bytes.end, format!(" {text}"));
            mutants.push(view.in_cell(row, ColumnRole::Purpose, vec![edit]));
        }
    }
    mutants
}

/// A word of a purpose between two marks.
pub fn around_a_word(view: &View<'_>, rng: &mut Rng, marks: &[(&str, &str)]) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for row in view.rows_with_purpose() {
        let Some(cell) = view.cell_ref(row, ColumnRole::Purpose) else { continue };
        let (text, marked) = (&cell.cell.inline.text, !cell.cell.inline.marked.is_empty());
        let mut words = words(text);
        let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        words.retain(|word| {
            let free = blank(text[..word.start].chars().next_back())
                && blank(text[word.end..].chars().next());
            free && text[word.clone()].chars().all(char::is_alphabetic)
        });
        let Some((word, (before, after))) = rng.pick(&words).zip(rng.pick(marks)) else { continue };
        let Some(bytes) = view.bytes(cell, word.clone()).filter(|_| !marked) else { continue };
        let edits = vec![
            Edit::new(bytes.start..bytes.start, *before),
            Edit::new(bytes.end..bytes.end, *after),
        ];
        mutants.push(view.in_cell(row, ColumnRole::Purpose, edits));
    }
    mutants
}

fn conflict(view: &View<'_>, _: &mut Rng) -> Vec<Mutant> {
    let blocks = &view.page.parsed.blocks;
    let around = |range: std::ops::Range<usize>| {
        let lines = view.lines(range);
        let text = &view.text[lines.clone()];
        let end = if text.ends_with('\n') { "" } else { "\n" };
        let both = format!("<<<<<<< HEAD\n{text}{end}=======\n{text}{end}>>>>>>> main\n");
        Mutant::page(vec![Edit::new(lines, both)])
    };
    blocks.iter().map(|block| around(block.inline.source.clone())).collect()
}

fn remark(view: &View<'_>, rng: &mut Rng) -> Vec<Mutant> {
    let start = view.text.len() - view.text.trim_start_matches('\u{feff}').len();
    let body = view.page.parsed.body.start;
    let end = view.text.len();
    let mut mutants = Vec::new();
    for at in [start, body, end] {
        let Some(text) = rng.pick(REMARKS) else { continue };
        let text = if at == end { format!("\n\n{text}\n") } else { format!("{text}\n\n") };
        mutants.push(Mutant::page(vec![Edit::new(at..at, text)]));
    }
    mutants
}

fn fenced(view: &View<'_>, rng: &mut Rng) -> Vec<Mutant> {
    let start = view.text.len() - view.text.trim_start_matches('\u{feff}').len();
    let (body, end) = (view.page.parsed.body.start, view.text.len());
    let mut mutants = Vec::new();
    for at in [start, body] {
        let Some(name) = rng.pick(&["markdown", "md", ""]) else { continue };
        let edits = vec![Edit::new(at..at, format!("```{name}\n")), Edit::new(end..end, "\n```\n")];
        mutants.push(Mutant::page(edits));
    }
    mutants
}
