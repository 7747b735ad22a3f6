//! How old each translation is, and which rows of its source have changed since.

use serde::Serialize;

use crate::audit::{Audit, Behind, Changes, Page};
use crate::catalog::FieldIx;

/// The age of a translation.
#[derive(Debug, Clone, Serialize)]
pub struct Staleness {
    /// Path as shown.
    pub path: String,
    /// Language tag.
    pub locale: String,
    /// Flow id.
    pub flow: String,
    /// `current`, `stale` or `unknown`.
    pub status: &'static str,
    /// Name of the source edition that the page was made from, if known.
    pub made_from: Option<String>,
    /// Name of the edition that it is to follow, if known.
    pub newest: Option<String>,
    /// Rows that differ between the two.
    pub rows: Vec<StaleRow>,
    /// Promises that differ between the two.
    pub statements: Vec<StaleStatement>,
}

/// A row of the source that came in, went out or changed.
#[derive(Debug, Clone, Serialize)]
pub struct StaleRow {
    /// `added`, `removed` or `changed`.
    pub change: &'static str,
    /// Ids and labels of its fields.
    pub fields: Vec<(String, String)>,
    /// Columns that changed.
    pub columns: Vec<&'static str>,
    /// 1-based line of the translation's row, if it has one.
    pub line: Option<usize>,
}

/// A promise of the source that came in, went out or changed.
#[derive(Debug, Clone, Serialize)]
pub struct StaleStatement {
    /// `added`, `removed` or `changed`.
    pub change: &'static str,
    /// Short name.
    pub label: String,
}

/// One entry per translation, by path.
pub fn staleness(audit: &Audit<'_>) -> Vec<Staleness> {
    audit.pages.iter().filter(|page| !page.is_source).map(|page| of_page(audit, page)).collect()
}

fn of_page(audit: &Audit<'_>, page: &Page) -> Staleness {
    let behind = audit.behind(page);
    let made_from = behind.as_ref().map_or_else(|| audit.edition(page), Behind::then);
    let changes = match behind {
        Some(behind) => Some(behind.changes),
        None => audit
            .edition(page)
            .zip(audit.newest(page))
            .map(|(then, now)| Changes::between(audit, page, &then.content, &now.content)),
    };
    Staleness {
        path: page.path.clone(),
        locale: page.locale().to_owned(),
        flow: audit.document(page).flow.clone(),
        status: page.edition.status.as_str(),
        made_from: made_from.map(crate::audit::KnownEdition::id),
        newest: audit.newest(page).map(crate::audit::KnownEdition::id),
        rows: changes.as_ref().map(|changes| rows(audit, page, changes)).unwrap_or_default(),
        statements: changes.as_ref().map(|c| statements(audit, c)).unwrap_or_default(),
    }
}

fn rows(audit: &Audit<'_>, page: &Page, changes: &Changes) -> Vec<StaleRow> {
    let row = |change, fields: &[FieldIx], columns: Vec<&'static str>| StaleRow {
        change,
        fields: fields
            .iter()
            .map(|ix| audit.catalog.field(*ix))
            .map(|field| (field.id.clone(), field.label.clone()))
            .collect(),
        columns,
        line: page
            .rows
            .iter()
            .find(|row| row.fields == fields)
            .map(|row| audit.sources.get(page.file).line(page.row_span(row).start)),
    };
    let added = changes.added.iter().map(|fields| row("added", fields, Vec::new()));
    let removed = changes.removed.iter().map(|fields| row("removed", fields, Vec::new()));
    let changed = changes.changed.iter().map(|(fields, roles)| {
        row("changed", fields, roles.iter().map(|role| role.as_str()).collect())
    });
    added.chain(removed).chain(changed).collect()
}

fn statements(audit: &Audit<'_>, changes: &Changes) -> Vec<StaleStatement> {
    let of = |change, ids: &[usize]| {
        ids.iter()
            .map(|id| StaleStatement { change, label: audit.catalog.statements[*id].label.clone() })
            .collect::<Vec<_>>()
    };
    [
        of("added", &changes.statements_added),
        of("removed", &changes.statements_removed),
        of("changed", &changes.statements_changed),
    ]
    .concat()
}
