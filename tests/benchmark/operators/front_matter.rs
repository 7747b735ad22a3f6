//! Statements taken out, and metadata that is not true.

use flowproof::audit::{EditionStatus, KnownEdition};
use flowproof::catalog::model::StatementForm;
use flowproof::parse::BlockKind;

use super::{Operator, PLAIN};
use crate::mutant::{Edit, Mutant};
use crate::rng::Rng;
use crate::view::View;

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
        name: "hash-stale",
        does: "the page names an older edition with the same rows and another text",
        // Where the page has a statement that the older edition never had, the hash is contradicted.
        accept: &["stale-edition", "contradicted-hash"],
        make: |view, _| hash(view, true),
        ..PLAIN
    },
    Operator {
        name: "hash-of-other-rows",
        does: "the page names an edition whose rows are not those of the page",
        // Of an edition with one row more the page may as well have lost that row.
        accept: &["contradicted-hash", "missing-row"],
        tolerate: &["stale-edition", "date-order"],
        make: |view, _| hash(view, false),
        ..PLAIN
    },
    Operator {
        name: "hash-of-other-page",
        does: "the page names an edition of the other page",
        accept: &["metadata-mismatch"],
        make: other_hash,
        ..PLAIN
    },
    Operator {
        name: "date-after-handoff",
        does: "the date of the page lies after its hand-off",
        accept: &["date-order"],
        make: date,
        ..PLAIN
    },
    Operator {
        name: "locale-wrong",
        does: "the front matter names another language",
        accept: &["metadata-mismatch"],
        make: locale,
        ..PLAIN
    },
    Operator {
        name: "page-id-wrong",
        does: "the front matter has the id of the other page",
        accept: &["metadata-mismatch"],
        make: page_id,
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

/// The value of a front-matter key replaced.
fn set(view: &View<'_>, key: &str, text: &str) -> Option<Mutant> {
    let value = view.page.parsed.front_matter.as_ref()?.get(key)?;
    (value.text != text).then(|| Mutant::page(vec![Edit::new(value.range.clone(), text)]))
}

fn hash(view: &View<'_>, same_rows: bool) -> Vec<Mutant> {
    let editions = &view.audit.editions[view.page.document];
    let Some(newest) = view.page.edition.newest.map(|at| &editions[at]) else { return Vec::new() };
    if view.page.edition.status == EditionStatus::Stale {
        return Vec::new();
    }
    // Where source texts come with the pages, the catalog's editions are of other pages.
    let foreign = |edition: &KnownEdition| !view.audit.history.is_empty() && edition.page.is_none();
    let mut own: Vec<_> = view.page.rows.iter().flat_map(|row| row.fields.clone()).collect();
    own.sort();
    editions
        .iter()
        .filter(|edition| edition.content != newest.content && !foreign(edition))
        .filter(|edition| {
            let mut rows: Vec<_> =
                edition.content.rows.iter().flat_map(|(fields, _)| fields.clone()).collect();
            rows.sort();
            let text = edition.content.rows != newest.content.rows
                || edition.content.statements != newest.content.statements;
            (rows == own) == same_rows && text
        })
        .filter_map(|edition| set(view, "ms.openlocfilehash", &edition.hash.as_ref()?.crlf))
        .collect()
}

fn other_hash(view: &View<'_>, _: &mut Rng) -> Vec<Mutant> {
    let others = view.audit.editions.iter().enumerate().filter(|(at, _)| *at != view.page.document);
    others
        .flat_map(|(_, editions)| editions)
        .filter_map(|edition| set(view, "ms.openlocfilehash", &edition.hash.as_ref()?.crlf))
        .collect()
}

fn date(view: &View<'_>, rng: &mut Rng) -> Vec<Mutant> {
    let front = view.page.parsed.front_matter.as_ref();
    if front.and_then(|front| front.get("ms.lasthandoff")).is_none() {
        return Vec::new();
    }
    let dates = (0..3).map(|year| format!("{:02}/15/{}", 1 + rng.below(12), 2027 + year));
    dates.filter_map(|date| set(view, "ms.date", &date)).collect()
}

fn locale(view: &View<'_>, rng: &mut Rng) -> Vec<Mutant> {
    let mut tags: Vec<&str> =
        ["da-DK", "de-DE", "fr-FR", "ja-JP", "pl-PL", "es-ES", "ko-KR", "ru-RU"]
            .into_iter()
            .filter(|tag| !tag.starts_with(view.language()))
            .collect();
    rng.shuffle(&mut tags);
    tags.into_iter().take(3).filter_map(|tag| set(view, "ms.contentlocale", tag)).collect()
}

fn page_id(view: &View<'_>, _: &mut Rng) -> Vec<Mutant> {
    let documents = view.audit.catalog.documents.iter().enumerate();
    documents
        .filter(|(at, _)| *at != view.page.document)
        .filter_map(|(_, document)| set(view, "ms.assetid", document.asset_id.as_deref()?))
        .collect()
}
