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

/// What a table of the source page looks like, for those of its translations.
#[derive(Debug, Clone)]
pub struct Pattern {
    columns: Columns,
    /// Share of the text that stands in each column.
    shares: Vec<f64>,
}

impl Pattern {
    /// The pattern of a table whose columns are known.
    pub fn of(table: &Table, columns: &Columns) -> Self {
        Pattern { columns: columns.clone(), shares: text_shares(table) }
    }

    /// Number of columns.
    pub fn width(&self) -> usize {
        self.shares.len()
    }

    /// From 0 to 1: how much a column with this share of the text looks like that of a role.
    fn likeness(&self, role: ColumnRole, share: f64) -> f64 {
        let own = self.columns.index(role).and_then(|index| self.shares.get(index));
        own.map_or(0.0, |own| own.min(share) / own.max(share).max(f64::EPSILON))
    }
}

/// Worth of a column where the catalog, or the source table of the same width, has it. Headers and
/// cells that are known outweigh it.
const IN_PLACE: f64 = 1.5;
/// Worth of a column that takes up as much of the text as that of the source table.
const AS_LONG: f64 = 2.0;
/// Worth of being the longest column, to the purpose: little, or more if most of the text is there.
const LONGEST: (f64, f64) = (0.8, 2.0);

/// The columns of a table, or nothing when the table is not one of this document's: no header,
/// label or service in it is known, and its shape is another. `like` is the table of the source
/// page: a translation has its columns, unless headers or cells say that they have moved.
pub fn map_columns(
    catalog: &Catalog,
    document: &Document,
    table: &Table,
    like: Option<&Pattern>,
) -> Option<Columns> {
    let width = table.header.cells.len();
    let known = Spellings::new(catalog, document);
    let roles: Vec<ColumnRole> = document.columns.iter().map(|c| c.role).collect();
    let shares = text_shares(table);
    let same = like.filter(|like| like.width() == width);
    let mut worth = vec![vec![0.0; width]; roles.len()];
    let mut recognised = 0.0;
    for (r, role) in roles.iter().enumerate() {
        for (c, cell) in worth[r].iter_mut().enumerate() {
            let content = known.content(*role, table, c);
            let header = f64::from(u8::from(known.header(*role, &table.header, c)));
            let in_place = match same {
                Some(like) => like.columns.index(*role) == Some(c),
                None => c == r && width == roles.len(),
            };
            let position = f64::from(u8::from(in_place));
            let long = like.map_or(0.0, |like| like.likeness(*role, shares[c]));
            recognised += header + content;
            *cell = 4.0 * header + 4.0 * content + IN_PLACE * position + AS_LONG * long + 0.1;
        }
        // Prose is the longest column, whatever the language.
        let longest = (0..width).max_by(|a, b| shares[*a].total_cmp(&shares[*b]));
        if let Some(longest) = longest.filter(|_| like.is_none() && *role == ColumnRole::Purpose) {
            worth[r][longest] += if shares[longest] >= 0.5 { LONGEST.1 } else { LONGEST.0 };
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
struct Spellings<'a> {
    catalog: &'a Catalog,
    document: &'a Document,
    services: BTreeSet<&'a str>,
    messages: BTreeSet<&'a str>,
    labels: BTreeSet<&'a str>,
}

impl<'a> Spellings<'a> {
    fn new(catalog: &'a Catalog, document: &'a Document) -> Self {
        let in_flow = |flow: &str| flow == document.flow;
        Spellings {
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
        crate::text::share(hits, table.rows.len())
    }
}

/// The share of a table's text that stands in each of its columns.
fn text_shares(table: &Table) -> Vec<f64> {
    let length = |column: usize| -> usize {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(column));
        cells.map(|cell| cell.text().chars().count()).sum()
    };
    let lengths: Vec<usize> = (0..table.header.cells.len()).map(length).collect();
    let all = lengths.iter().sum();
    lengths.into_iter().map(|length| crate::text::share(length, all)).collect()
}

/// The last path segment of a link target, without extension, query and fragment.
pub fn link_stem(target: &str) -> &str {
    let path = target.split(['?', '#']).next().unwrap_or(target).trim_end_matches('/');
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".md").or_else(|| name.strip_suffix(".html")).unwrap_or(name)
}
