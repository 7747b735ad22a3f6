//! Which column of a table holds what: by header where it is known, by content, by position.

use std::collections::BTreeSet;

use crate::assignment::assign;
use crate::catalog::model::ColumnRole;
use crate::catalog::{Catalog, Document};
use crate::parse::{Row, Table};

/// Column index of each role, for one table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    roles: Vec<(ColumnRole, usize)>,
}

impl Columns {
    /// Index of the column that holds `role`.
    pub fn index(&self, role: ColumnRole) -> Option<usize> {
        self.roles.iter().find(|(r, _)| *r == role).map(|(_, index)| *index)
    }

    /// What the column at `index` holds.
    pub fn role(&self, index: usize) -> Option<ColumnRole> {
        self.roles.iter().find(|(_, i)| *i == index).map(|(role, _)| *role)
    }
}

/// The columns of a table, or nothing when the table is not one of this document's: no header,
/// label or service in it is known, and its shape is another.
pub fn map_columns(catalog: &Catalog, document: &Document, table: &Table) -> Option<Columns> {
    let width = table.header.cells.len();
    let known = Known::new(catalog, document);
    let roles: Vec<ColumnRole> = document.columns.iter().map(|c| c.role).collect();
    let mut worth = vec![vec![0.0; width]; roles.len()];
    let mut recognised = 0.0;
    for (r, role) in roles.iter().enumerate() {
        for (c, cell) in worth[r].iter_mut().enumerate() {
            let content = known.content(*role, table, c);
            let header = f64::from(u8::from(known.header(*role, &table.header, c)));
            let position = f64::from(u8::from(c == r && width == roles.len()));
            recognised += header + content;
            *cell = 4.0 * header + 4.0 * content + 1.5 * position + 0.1;
        }
        // Prose is the longest column, whatever the language.
        if *role == ColumnRole::Purpose
            && let Some(longest) = longest_column(table)
        {
            worth[r][longest] += 0.8;
        }
    }
    if recognised < 0.2 && width != roles.len() {
        return None;
    }
    let assigned = assign(roles.len(), width, 0.0, |r, c| worth[r][c]);
    let roles = roles.into_iter().zip(assigned).filter_map(|(role, c)| Some((role, c?))).collect();
    Some(Columns { roles })
}

/// Spellings by role.
struct Known<'a> {
    catalog: &'a Catalog,
    document: &'a Document,
    services: BTreeSet<&'a str>,
    messages: BTreeSet<&'a str>,
    labels: BTreeSet<&'a str>,
}

impl<'a> Known<'a> {
    fn new(catalog: &'a Catalog, document: &'a Document) -> Self {
        let in_flow = |flow: &str| flow == document.flow;
        Known {
            catalog,
            document,
            services: catalog
                .services
                .iter()
                .flat_map(|s| {
                    std::iter::once(s.label.as_str())
                        .chain(s.source_spellings.iter().map(String::as_str))
                })
                .collect(),
            messages: catalog
                .messages
                .iter()
                .filter(|m| in_flow(&m.flow) && m.documented)
                .flat_map(|m| {
                    std::iter::once(m.label.as_str())
                        .chain(m.former.iter().map(|f| f.label.as_str()))
                })
                .collect(),
            labels: catalog
                .fields
                .iter()
                .filter(|f| in_flow(&f.flow))
                .flat_map(|f| {
                    std::iter::once(f.label.as_str())
                        .chain(f.former.iter().map(|l| l.label.as_str()))
                })
                .collect(),
        }
    }

    fn header(&self, role: ColumnRole, header: &Row, column: usize) -> bool {
        let Some(text) = header.cells.get(column).map(|cell| cell.text().to_lowercase()) else {
            return false;
        };
        let source = self.document.columns.iter().filter(|c| c.role == role).map(|c| &c.header);
        let accepted = self.catalog.locales.values().filter_map(|l| l.headers.get(&role)).flatten();
        !text.is_empty() && source.chain(accepted).any(|known| known.to_lowercase() == text)
    }

    /// Share of the cells that are known spellings for the role.
    fn content(&self, role: ColumnRole, table: &Table, column: usize) -> f64 {
        let known = match role {
            ColumnRole::Service => &self.services,
            ColumnRole::Message => &self.messages,
            ColumnRole::Field => &self.labels,
            ColumnRole::Purpose => return 0.0,
        };
        let hits = table
            .rows
            .iter()
            .filter_map(|r| r.cells.get(column))
            .filter(|c| known.contains(c.text()))
            .count();
        super::share(hits, table.rows.len())
    }
}

fn longest_column(table: &Table) -> Option<usize> {
    let length = |column: usize| -> usize {
        table
            .rows
            .iter()
            .filter_map(|r| r.cells.get(column))
            .map(|c| c.text().chars().count())
            .sum()
    };
    (0..table.header.cells.len()).max_by_key(|column| length(*column))
}

/// The last path segment of a link target, without extension, query and fragment.
pub fn link_stem(target: &str) -> &str {
    let path = target.split(['?', '#']).next().unwrap_or(target).trim_end_matches('/');
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".md").or_else(|| name.strip_suffix(".html")).unwrap_or(name)
}
