//! What differs between two editions, by the fingerprints of their cells and statements.

use jiff::civil::Date;

use crate::catalog::model::ColumnRole;
use crate::catalog::{Content, FieldIx};

use super::{Audit, Page};

/// What differs between two editions.
#[derive(Debug)]
pub struct Changes {
    /// Rows that came in.
    pub added: Vec<Vec<FieldIx>>,
    /// Rows that went out.
    pub removed: Vec<Vec<FieldIx>>,
    /// Columns that changed, by row.
    pub changed: Vec<(Vec<FieldIx>, Vec<ColumnRole>)>,
    /// Statements that came in, by index.
    pub statements_added: Vec<usize>,
    /// Statements that went out.
    pub statements_removed: Vec<usize>,
    /// Statements that are worded otherwise.
    pub statements_changed: Vec<usize>,
}

impl Changes {
    /// Compares the editions by what they say of each row; `page` names the columns.
    pub fn between(audit: &Audit<'_>, page: &Page, old: &Content, new: &Content) -> Changes {
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
        let lacks = |content: &Content, id: usize| {
            let statement = &audit.catalog.statements[id];
            hash(content, id).is_none() && statement.can_be_lacking(!content.links.is_empty())
        };
        Changes {
            added: missing(new, old),
            removed: missing(old, new),
            changed,
            statements_added: ids(new).into_iter().filter(|s| lacks(old, *s)).collect(),
            statements_removed: ids(old).into_iter().filter(|s| lacks(new, *s)).collect(),
            statements_changed: ids(new)
                .into_iter()
                .filter(|s| hash(old, *s).is_some_and(|then| hash(new, *s) != Some(then)))
                .collect(),
        }
    }

    /// What an edition has that came in after a day, by the catalog.
    pub(super) fn since(audit: &Audit<'_>, date: Date, new: &Content) -> Changes {
        let is_later = |fields: &[FieldIx]| {
            fields.first().is_some_and(|ix| audit.catalog.field(*ix).since > date)
        };
        let rows = new.rows.iter().map(|(fields, _)| fields);
        let statements = new.statements.iter().map(|(statement, _)| *statement);
        let came_in = |statement: &usize| {
            audit.catalog.statements[*statement].since.is_some_and(|since| since > date)
        };
        Changes {
            added: rows.filter(|fields| is_later(fields)).cloned().collect(),
            removed: Vec::new(),
            changed: Vec::new(),
            statements_added: statements.filter(came_in).collect(),
            statements_removed: Vec::new(),
            statements_changed: Vec::new(),
        }
    }

    /// Without what came in and stands on the page, and what went out and does not: there the page
    /// is not behind.
    #[must_use]
    pub(super) fn without_present(mut self, page: &Page) -> Changes {
        let has_row = |fields: &[FieldIx]| page.rows.iter().any(|row| row.fields == fields);
        let has_statement = |id: usize| {
            page.statements.iter().any(|found| found.statement == id && found.block.is_some())
        };
        self.added.retain(|fields| !has_row(fields));
        self.removed.retain(|fields| has_row(fields));
        self.statements_added.retain(|id| !has_statement(*id));
        self.statements_removed.retain(|id| has_statement(*id));
        self
    }

    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        let rows = self.added.len() + self.removed.len() + self.changed.len();
        let (came, went) = (&self.statements_added, &self.statements_removed);
        rows + came.len() + went.len() + self.statements_changed.len() == 0
    }
}
