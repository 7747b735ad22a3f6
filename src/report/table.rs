//! Tables before they are written: the same rows become CSV and sheets of a workbook, so that no
//! format can hold more or fewer than another.

/// What a column holds; workbooks give its cells that type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
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
pub(super) struct Column {
    /// Its header.
    pub(super) name: &'static str,
    /// What it holds.
    pub(super) kind: Kind,
}

/// A column of words.
pub(super) const fn text(name: &'static str) -> Column {
    Column { name, kind: Kind::Text }
}

/// A column of numbers.
pub(super) const fn number(name: &'static str) -> Column {
    Column { name, kind: Kind::Number }
}

/// A column of days.
pub(super) const fn date(name: &'static str) -> Column {
    Column { name, kind: Kind::Date }
}

/// A column of `yes` and `no`.
pub(super) const fn flag(name: &'static str) -> Column {
    Column { name, kind: Kind::Flag }
}

/// A table with a header.
#[derive(Debug, Clone)]
pub(super) struct Table {
    /// Name of the sheet, 31 characters at most.
    pub(super) name: &'static str,
    /// What a line stands for.
    pub(super) about: &'static str,
    /// The columns.
    pub(super) columns: &'static [Column],
    /// The lines; each has a cell per column.
    pub(super) rows: Vec<Vec<String>>,
}

impl Table {
    /// A table whose lines have as many cells as it has columns.
    pub(super) fn new<const N: usize>(
        name: &'static str,
        about: &'static str,
        columns: &'static [Column; N],
        rows: impl Iterator<Item = [String; N]>,
    ) -> Table {
        Table { name, about, columns, rows: rows.map(Vec::from).collect() }
    }
}

/// `yes` or `no`.
pub(super) fn yes(is: bool) -> String {
    if is { "yes" } else { "no" }.to_owned()
}

/// The text, or nothing.
pub(super) fn some(text: &Option<String>) -> String {
    text.clone().unwrap_or_default()
}
