//! What stands beside the table: statements taken out or cut, titles of another page.

use flowproof::audit::Page;
use flowproof::catalog::model::StatementForm;
use flowproof::parse::{BlockKind, Inline};
use flowproof::text::sentences;

use super::{Operator, PLAIN};
use crate::mutant::{Edit, Mutant};
use crate::rng::Rng;
use crate::view::{View, words};

pub const OPERATORS: &[Operator] = &[
    Operator {
        name: "statement-removed",
        does: "a paragraph, a note or the list of services is taken out",
        accept: &["missing-statement"],
        tolerate: &["link-changed"],
        bar: Some(0.99),
        make: removed,
        ..PLAIN
    },
    Operator {
        name: "statement-cut",
        does: "a statement lost its last sentence, or from 60 % on if it is but one",
        accept: &["truncated-statement"],
        tolerate: &[
            "missing-statement",
            "negation-changed",
            "literal-lost",
            "link-changed",
            "unbalanced-brackets",
            "terminal-punctuation",
        ],
        learned: true,
        make: cut,
        ..PLAIN
    },
    Operator {
        name: "title-swapped",
        does: "the first heading is that of the page about the other direction",
        accept: &["swapped-title"],
        tolerate: &["anchor-changed", "literal-lost"],
        make: title,
        ..PLAIN
    },
];

fn removed(view: &View<'_>, _: &mut Rng) -> Vec<Mutant> {
    let expected = view.audit.expected_statements(view.page);
    let blocks = &view.page.parsed.blocks;
    let mut mutants = Vec::new();
    for found in view.page.statements.iter().filter(|s| expected.contains(&s.statement)) {
        let spec = &view.audit.catalog.statements[found.statement];
        let Some(first) = found.block.filter(|_| spec.form != StatementForm::Link) else {
            continue;
        };
        let mut last = first;
        if spec.form == StatementForm::List {
            while blocks.get(last + 1).is_some_and(|b| b.kind == BlockKind::ListItem) {
                last += 1;
            }
        }
        let lines = view.lines(blocks[first].inline.source.start..blocks[last].inline.source.end);
        let blank = view.text[lines.end..].starts_with('\n');
        mutants
            .push(Mutant::page(vec![Edit::new(lines.start..lines.end + usize::from(blank), "")]));
    }
    mutants
}

fn cut(view: &View<'_>, _: &mut Rng) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for found in &view.page.statements {
        let form = view.audit.catalog.statements[found.statement].form;
        let running = matches!(form, StatementForm::Paragraph | StatementForm::Note);
        let Some(block) = found.block.filter(|_| running) else { continue };
        let inline = &view.page.parsed.blocks[block].inline;
        let text = &inline.text;
        let keep = match sentences(text).as_slice() {
            [.., before, _] => before.end,
            _ => sixty(view, text),
        };
        let end = text.trim_end().len();
        let whole = inline.source_range(keep..end);
        mutants.push(Mutant::block(inline.source.clone(), vec![Edit::new(whole, "")]));
    }
    mutants
}

/// Where 60 % of a text end, between words.
fn sixty(view: &View<'_>, text: &str) -> usize {
    if view.spaceless() {
        let at = text.chars().count() * 6 / 10;
        return text.char_indices().nth(at).map_or(text.len(), |(at, _)| at);
    }
    let words = words(text);
    words.get((words.len() * 6 / 10).max(1) - 1).map_or(text.len(), |word| word.end)
}

fn title(view: &View<'_>, _: &mut Rng) -> Vec<Mutant> {
    let Some(own) = heading(view.page) else { return Vec::new() };
    let others = view.audit.pages.iter().filter(|other| {
        other.document != view.page.document && other.locale() == view.page.locale()
    });
    others
        .filter_map(heading)
        .map(|other| {
            let edit = Edit::new(own.trimmed_source(), other.trimmed());
            Mutant::block(own.source.clone(), vec![edit])
        })
        .collect()
}

/// The first heading of a page.
fn heading(page: &Page) -> Option<&Inline> {
    let mut blocks = page.parsed.blocks.iter();
    Some(&blocks.find(|block| block.kind == BlockKind::Heading)?.inline)
}
