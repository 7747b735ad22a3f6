//! Tables before they are written: the same rows become CSV and sheets of a workbook, so that no
//! format can hold more or fewer than another.

use crate::inventory::Doubt;

/// What a column holds; workbooks give its cells that type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report) enum Kind {
    /// Words.
    Text,
    /// A count, a line or another number.
    Number,
    /// A day, `YYYY-MM-DD`.
    Date,
    /// `yes` or `no`.
    Flag,
}

/// A column.
#[derive(Debug, Clone, Copy)]
pub(in crate::report) struct Column {
    /// Its header.
    pub(in crate::report) name: &'static str,
    /// What it holds.
    pub(in crate::report) kind: Kind,
}

/// A column of words.
pub(in crate::report) const fn text(name: &'static str) -> Column {
    Column { name, kind: Kind::Text }
}

/// A column of numbers.
pub(in crate::report) const fn number(name: &'static str) -> Column {
    Column { name, kind: Kind::Number }
}

/// A column of days.
pub(in crate::report) const fn date(name: &'static str) -> Column {
    Column { name, kind: Kind::Date }
}

/// A column of `yes` and `no`.
pub(in crate::report) const fn flag(name: &'static str) -> Column {
    Column { name, kind: Kind::Flag }
}

/// A table with a header.
#[derive(Debug, Clone)]
pub(in crate::report) struct Table {
    /// Name of the sheet, 31 characters at most.
    pub(in crate::report) name: &'static str,
    /// What a line stands for.
    pub(in crate::report) about: &'static str,
    /// The columns.
    pub(in crate::report) columns: &'static [Column],
    /// The lines; each has a cell per column.
    pub(in crate::report) rows: Vec<Vec<String>>,
}

impl Table {
    /// A table whose lines have as many cells as it has columns.
    pub(in crate::report) fn new<const N: usize>(
        name: &'static str,
        about: &'static str,
        columns: &'static [Column; N],
        rows: impl Iterator<Item = [String; N]>,
    ) -> Table {
        Table { name, about, columns, rows: rows.map(Vec::from).collect() }
    }

    /// A table each of whose columns says how a line of it is filled.
    pub(in crate::report) fn filled<const N: usize, R>(
        name: &'static str,
        about: &'static str,
        columns: &'static [Column; N],
        fill: &[Fill<R>; N],
        records: &[R],
    ) -> Table {
        let row = |record: &R| fill.iter().map(|cell| (cell.fill)(record)).collect();
        Table { name, about, columns, rows: records.iter().map(row).collect() }
    }
}

/// A column with how to fill it from a record, so that no cell can stand below another's header.
pub(in crate::report) struct Fill<R> {
    /// The column.
    column: Column,
    /// The text of a cell.
    fill: fn(&R) -> String,
}

/// A column with how to fill it.
pub(in crate::report) const fn fill<R>(column: Column, fill: fn(&R) -> String) -> Fill<R> {
    Fill { column, fill }
}

/// The columns alone.
pub(in crate::report) const fn columns<const N: usize, R>(cells: &[Fill<R>; N]) -> [Column; N] {
    let mut columns = [text(""); N];
    let mut at = 0;
    while at < N {
        columns[at] = cells[at].column;
        at += 1;
    }
    columns
}

/// Stands where no term of a vocabulary fits, or none was looked for.
pub(in crate::report) const NO_TERM: &str = "no term";

/// Status of what no audited page was compared with.
pub(in crate::report) const NOT_AUDITED: &str = "not-audited";

/// Terms of a vocabulary in one cell.
pub(in crate::report) fn terms(terms: &[String]) -> String {
    if terms.is_empty() { NO_TERM.to_owned() } else { terms.join("; ") }
}

/// `yes` or `no`.
pub(in crate::report) fn yes(is: bool) -> String {
    if is { "yes" } else { "no" }.to_owned()
}

/// The text, or nothing.
pub(in crate::report) fn some(text: &Option<String>) -> String {
    text.clone().unwrap_or_default()
}

/// Fingerprints of the findings that speak against something, as in `findings.csv`.
pub(in crate::report) fn doubts(doubts: &[Doubt]) -> String {
    doubts.iter().map(|doubt| doubt.fingerprint.as_str()).collect::<Vec<_>>().join("; ")
}
