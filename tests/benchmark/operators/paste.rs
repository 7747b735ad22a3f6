//! Cells in another language.

use flowproof::catalog::model::ColumnRole;

use super::{Operator, PLAIN};
use crate::mutant::Mutant;
use crate::rng::Rng;
use crate::view::{View, words};

pub const OPERATORS: &[Operator] = &[
    Operator {
        name: "english-pasted",
        does: "a purpose is the source text",
        accept: &["untranslated-cell"],
        make: english,
        ..PLAIN
    },
    Operator {
        name: "third-language-pasted",
        does: "a purpose of 20 characters or more is that of a page in another language",
        accept: &["wrong-language"],
        tolerate: &["translated-enum", "literal-lost"],
        make: third,
        ..PLAIN
    },
];

fn english(view: &View<'_>, _: &mut Rng) -> Vec<Mutant> {
    view.rows_with_purpose()
        .into_iter()
        .filter_map(|row| {
            let source = view.source_text(row, ColumnRole::Purpose)?;
            let own = view.cell(row, ColumnRole::Purpose);
            let differs = source != own && words(source).len() >= 3 && !source.contains('|');
            differs.then(|| view.replaced(row, ColumnRole::Purpose, source))?
        })
        .collect()
}

fn third(view: &View<'_>, rng: &mut Rng) -> Vec<Mutant> {
    view.rows_with_purpose()
        .into_iter()
        .filter_map(|row| {
            let mut others = view.elsewhere(row, ColumnRole::Purpose);
            let source = view.source_text(row, ColumnRole::Purpose).unwrap_or_default();
            let own = view.cell(row, ColumnRole::Purpose);
            others.retain(|(locale, text)| {
                !locale.starts_with(view.language())
                    && text.chars().count() >= 20
                    && ![source, own].contains(text)
                    && !text.contains('|')
            });
            let (_, text) = rng.pick(&others)?;
            view.replaced(row, ColumnRole::Purpose, text)
        })
        .collect()
}
