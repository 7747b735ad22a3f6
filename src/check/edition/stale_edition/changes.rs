//! What differs between two editions, by the fingerprints of their cells and statements.

use crate::audit::{Audit, Page};
use crate::catalog::model::ColumnRole;
use crate::catalog::{Content, FieldIx};
use crate::check::column_name;

/// What differs between two editions.
pub(super) struct Changes {
    pub(super) added: Vec<Vec<FieldIx>>,
    pub(super) removed: Vec<Vec<FieldIx>>,
    /// Columns that changed, by row.
    pub(super) changed: Vec<(Vec<FieldIx>, Vec<ColumnRole>)>,
    pub(super) statements_added: Vec<usize>,
    pub(super) statements_removed: Vec<usize>,
    pub(super) statements_changed: Vec<usize>,
}

impl Changes {
    pub(super) fn between(audit: &Audit<'_>, page: &Page, old: &Content, new: &Content) -> Changes {
        let columns = &audit.document(page).columns;
        let find = |content: &Content, fields: &[FieldIx]| {
            content.rows.iter().find(|(other, _)| other == fields).map(|(_, cells)| cells.clone())
        };
        let missing = |from: &Content, to: &Content| -> Vec<Vec<FieldIx>> {
            from.rows
                .iter()
                .filter(|(f, _)| find(to, f).is_none())
                .map(|(f, _)| f.clone())
                .collect()
        };
        let changed = new
            .rows
            .iter()
            .filter_map(|(fields, cells)| {
                let before = find(old, fields)?;
                let roles: Vec<ColumnRole> = columns
                    .iter()
                    .zip(cells.iter().zip(&before))
                    .filter(|(_, (now, then))| now != then)
                    .map(|(column, _)| column.role)
                    .collect();
                (!roles.is_empty()).then(|| (fields.clone(), roles))
            })
            .collect();
        let hash = |content: &Content, id: usize| {
            content.statements.iter().find(|(s, _)| *s == id).map(|(_, hash)| hash.clone())
        };
        let ids =
            |content: &Content| content.statements.iter().map(|(s, _)| *s).collect::<Vec<usize>>();
        Changes {
            added: missing(new, old),
            removed: missing(old, new),
            changed,
            statements_added: ids(new).into_iter().filter(|s| hash(old, *s).is_none()).collect(),
            statements_removed: ids(old).into_iter().filter(|s| hash(new, *s).is_none()).collect(),
            statements_changed: ids(new)
                .into_iter()
                .filter(|s| hash(old, *s).is_some_and(|then| hash(new, *s) != Some(then)))
                .collect(),
        }
    }

    pub(super) fn describe(&self, audit: &Audit<'_>) -> String {
        let mut parts = Vec::new();
        let rows = |rows: &[Vec<FieldIx>]| list(rows.iter().map(|fields| label(audit, fields)));
        if !self.added.is_empty() {
            parts.push(format!(
                "{} came in ({})",
                count(self.added.len(), "row"),
                rows(&self.added)
            ));
        }
        if !self.removed.is_empty() {
            parts.push(format!(
                "{} went out ({})",
                count(self.removed.len(), "row"),
                rows(&self.removed)
            ));
        }
        for role in
            [ColumnRole::Service, ColumnRole::Message, ColumnRole::Field, ColumnRole::Purpose]
        {
            let touched: Vec<Vec<FieldIx>> = self
                .changed
                .iter()
                .filter(|(_, roles)| roles.contains(&role))
                .map(|(f, _)| f.clone())
                .collect();
            if !touched.is_empty() {
                let name = column_name(role);
                parts.push(format!(
                    "the {name} of {} changed ({})",
                    count(touched.len(), "row"),
                    rows(&touched)
                ));
            }
        }
        let statements = |ids: &[usize]| {
            list(ids.iter().map(|s| format!("`{}`", audit.catalog.statements[*s].id)))
        };
        let groups = [
            (&self.statements_added, "came in"),
            (&self.statements_removed, "went out"),
            (&self.statements_changed, "changed"),
        ];
        for (ids, verb) in groups.into_iter().filter(|(ids, _)| !ids.is_empty()) {
            parts.push(format!("{} {verb} ({})", count(ids.len(), "statement"), statements(ids)));
        }
        parts.join("; ")
    }
}

fn count(n: usize, word: &str) -> String {
    format!("{n} {word}{}", if n == 1 { "" } else { "s" })
}

/// The first few, and how many more.
fn list(items: impl Iterator<Item = String>) -> String {
    const SHOWN: usize = 4;
    let items: Vec<String> = items.collect();
    let shown = items.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
    if items.len() > SHOWN { format!("{shown} and {} more", items.len() - SHOWN) } else { shown }
}

fn label(audit: &Audit<'_>, fields: &[FieldIx]) -> String {
    let labels: Vec<&str> =
        fields.iter().map(|ix| audit.catalog.field(*ix).label.as_str()).collect();
    format!("`{}`", labels.join(", "))
}
