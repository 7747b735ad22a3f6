//! Tables for spreadsheets.
//!
//! RFC 4180: UTF-8, comma, CRLF. A cell that a spreadsheet would run as a formula is prefixed
//! with `'` (the characters are those that OWASP lists under CSV injection, full-width forms
//! included), and characters that turn the direction of the text are written by their code point.

use std::borrow::Cow;

use crate::report::error::ReportError;
use crate::report::visible::visible;

use super::table::Table;

/// Starts a UTF-8 file for spreadsheets that would take it for the code page of the machine.
pub(in crate::report) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A header line, then the rows.
pub(in crate::report) fn render(table: &Table) -> Result<Vec<u8>, ReportError> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(table.columns.iter().map(|column| column.name))?;
    for row in &table.rows {
        writer.write_record(row.iter().map(|cell| guard(cell).into_owned()))?;
    }
    writer.into_inner().map_err(|error| ReportError::Csv(error.into_error().into()))
}

/// Keeps spreadsheets from running a cell, and readers from being misled by it.
pub(crate) fn guard(cell: &str) -> Cow<'_, str> {
    let shown = visible(cell);
    let runs = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if shown.starts_with(runs) { Cow::Owned(format!("'{shown}")) } else { shown }
}

#[cfg(test)]
mod tests {
    use super::guard;

    #[test]
    fn formulas_are_guarded_and_other_cells_are_not() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＠A"] {
            assert_eq!(guard(cell), format!("'{cell}"));
        }
        assert_eq!(guard("a=b"), "a=b");
        assert_eq!(guard(""), "");
        assert_eq!(guard("a\u{202e}b"), "a[U+202E]b");
    }
}
