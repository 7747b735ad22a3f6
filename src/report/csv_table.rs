//! Tables for spreadsheets.
//!
//! RFC 4180: UTF-8, comma, CRLF. A cell that a spreadsheet would run as a formula is prefixed
//! with `'`.

use std::borrow::Cow;

use super::ReportError;

/// A header line, then the records.
pub(super) fn render<const N: usize>(
    columns: &[&str; N],
    records: impl Iterator<Item = [String; N]>,
) -> Result<Vec<u8>, ReportError> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(columns)?;
    for record in records {
        writer.write_record(record.iter().map(|cell| guard(cell).into_owned()))?;
    }
    writer.into_inner().map_err(|error| ReportError::Csv(error.into_error().into()))
}

/// `yes` or `no`.
pub(super) fn yes(is: bool) -> String {
    if is { "yes" } else { "no" }.to_owned()
}

/// Keeps spreadsheets from running a cell.
fn guard(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

#[cfg(test)]
mod tests {
    use super::guard;

    #[test]
    fn formulas_are_guarded_and_other_cells_are_not() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(guard(cell), format!("'{cell}"));
        }
        assert_eq!(guard("a=b"), "a=b");
        assert_eq!(guard(""), "");
    }
}
