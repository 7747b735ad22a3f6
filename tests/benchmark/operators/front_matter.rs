//! Metadata that is not true.

use flowproof::audit::{EditionStatus, KnownEdition};

use super::{Operator, PLAIN};
use crate::mutant::{Edit, Mutant};
use crate::rng::Rng;
use crate::view::View;

pub const OPERATORS: &[Operator] = &[
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
