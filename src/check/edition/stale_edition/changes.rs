//! What differs between two editions, in words.

use crate::audit::{Audit, Changes};
use crate::catalog::FieldIx;
use crate::catalog::model::ColumnRole;
use crate::check::column_name;
use crate::finding::counted;

impl Changes {
    pub(super) fn describe(&self, audit: &Audit<'_>) -> String {
        let mut parts = Vec::new();
        let rows = |rows: &[Vec<FieldIx>]| list(rows.iter().map(|fields| label(audit, fields)));
        if !self.added.is_empty() {
            parts.push(format!(
                "{} came in ({})",
                counted(self.added.len(), "row"),
                rows(&self.added)
            ));
        }
        if !self.removed.is_empty() {
            parts.push(format!(
                "{} went out ({})",
                counted(self.removed.len(), "row"),
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
                    counted(touched.len(), "row"),
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
            parts.push(format!("{} {verb} ({})", counted(ids.len(), "statement"), statements(ids)));
        }
        parts.join("; ")
    }
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
