//! Rows that have lost a cell: which column each of the cells that are left belongs to.
//!
//! A renderer fills a short row up at its end, so that after a cell that was lost in the middle
//! every cell stands under the wrong header. What a column holds is known from its other cells and
//! from the catalog, and by how long its texts are; the gap is where the cells fit best.

use std::collections::BTreeSet;

use crate::catalog::model::ColumnRole;
use crate::catalog::{Catalog, Document, Service};
use crate::identify::Columns;
use crate::parse::{Cell, Row, Table};
use crate::text::{final_mark, share};

/// Widest row whose gaps are looked for.
const WIDEST: usize = 8;
/// By how much a gap must fit better than one at the end of the row.
const BETTER: f64 = 0.25;

/// What the columns of a table hold.
pub(super) struct Contents<'a> {
    columns: &'a Columns,
    width: usize,
    services: BTreeSet<String>,
    messages: BTreeSet<&'a str>,
    fields: BTreeSet<&'a str>,
    purposes: BTreeSet<&'a str>,
    /// Share of the field cells that the catalog knows, so that an unknown text is hardly a field.
    known: f64,
    /// Whether most purposes end with a mark.
    marked: bool,
    /// Mean length of the texts of field and purpose cells, as a logarithm.
    lengths: (f64, f64),
}

impl<'a> Contents<'a> {
    /// Reads the rows of a table that have all their cells.
    pub(super) fn new(
        catalog: &'a Catalog,
        document: &Document,
        table: &'a Table,
        columns: &'a Columns,
    ) -> Self {
        let width = table.header.cells.len();
        let full: Vec<&Row> = table.rows.iter().filter(|row| row.cells.len() == width).collect();
        let texts = |role| -> BTreeSet<&'a str> {
            let column = columns.index(role);
            let cells = full.iter().filter_map(|row| row.cells.get(column?));
            cells.map(Cell::text).filter(|text| !text.is_empty()).collect()
        };
        let mean = |texts: &BTreeSet<&str>| {
            let length = |text: &&str| share(text.chars().count(), 1).max(1.0).ln();
            texts.iter().map(length).sum::<f64>() / share(texts.len().max(1), 1)
        };
        let mut fields = texts(ColumnRole::Field);
        let purposes = texts(ColumnRole::Purpose);
        let lengths = (mean(&fields), mean(&purposes));
        let spellings = |s: &'a Service| std::iter::once(&s.label).chain(&s.source_spellings);
        let services = catalog.services.iter().flat_map(spellings).map(String::as_str);
        let services = services.chain(texts(ColumnRole::Service)).map(str::to_lowercase).collect();
        let labels: BTreeSet<&str> = catalog
            .fields_of_flow(&document.flow)
            .map(|ix| catalog.field(ix).label.as_str())
            .collect();
        let known = share(fields.intersection(&labels).count(), fields.len());
        fields.extend(labels);
        let ended = purposes.iter().filter(|text| final_mark(text).is_some()).count();
        let marked = ended * 10 >= purposes.len() * 7;
        let messages = texts(ColumnRole::Message);
        Contents { columns, width, services, messages, fields, purposes, known, marked, lengths }
    }

    /// The column of each cell of a short row; nothing where each stands in its own.
    pub(super) fn places(&self, row: &Row) -> Option<Vec<usize>> {
        let count = row.cells.len();
        if count >= self.width || count < 2 || self.width > WIDEST {
            return None;
        }
        let usual: Vec<usize> = (0..count).collect();
        let least = self.fit(row, &usual) + BETTER;
        let best = choices(self.width, count)
            .into_iter()
            .map(|columns| (self.fit(row, &columns), columns))
            .max_by(|a, b| a.0.total_cmp(&b.0))?;
        (best.1 != usual && best.0 > least).then_some(best.1)
    }

    /// How well the cells of a row fit these columns.
    fn fit(&self, row: &Row, columns: &[usize]) -> f64 {
        let cells = row.cells.iter().zip(columns);
        cells.map(|(cell, column)| self.belongs(cell.text(), self.columns.role(*column))).sum()
    }

    /// From 0 to 1: how well a text fits a column.
    fn belongs(&self, text: &str, role: Option<ColumnRole>) -> f64 {
        let holds = |known: &BTreeSet<&str>| known.contains(text);
        let service = self.services.contains(&text.to_lowercase());
        let named = service || holds(&self.messages) || holds(&self.fields);
        match role {
            Some(ColumnRole::Service) => f64::from(u8::from(service)),
            Some(ColumnRole::Message) => f64::from(u8::from(holds(&self.messages))),
            Some(ColumnRole::Field) if holds(&self.fields) => 1.0,
            Some(ColumnRole::Purpose) if holds(&self.purposes) => 1.0,
            Some(ColumnRole::Field) if !named => 0.8 * (1.0 - self.likely_purpose(text)),
            Some(ColumnRole::Purpose) if !named => 0.8 * self.likely_purpose(text),
            _ => 0.0,
        }
    }

    /// From 0 to 1: how much a text that is not known looks like a purpose rather than a name.
    fn likely_purpose(&self, text: &str) -> f64 {
        let length = share(text.chars().count(), 1).max(1.0).ln();
        let (field, purpose) = self.lengths;
        let nearer = if purpose > field { (length - field) / (purpose - field) } else { 0.5 };
        let ends = match final_mark(text) {
            _ if !self.marked => 0.0,
            Some(_) => 0.4,
            None => -0.3,
        };
        (nearer.clamp(0.0, 1.0) + ends + 0.3 * self.known).clamp(0.0, 1.0)
    }
}

/// All ways to choose `count` of `width` columns in order.
fn choices(width: usize, count: usize) -> Vec<Vec<usize>> {
    let chosen = |mask: &u32| (0..width).filter(|column| mask >> column & 1 == 1).collect();
    let masks = (0..1_u32 << width).filter(|mask| mask.count_ones() as usize == count);
    masks.map(|mask| chosen(&mask)).collect()
}
