//! How wide columns and how high rows are, and how a sheet prints. Programs other than Excel do not
//! find the height of wrapped text themselves, so it is estimated here and written down.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::report::tables::table::Table;

/// Widest column of ordinary texts, in characters; longer text wraps.
const MAX_WIDTH: usize = 48;

/// Width of a column with a text that would else need more lines than a row can be high.
const BROAD: usize = 110;

/// Height of a line of text, in points.
const LINE: usize = 15;

/// Highest row of a spreadsheet, in points.
const MAX_HEIGHT: usize = 409;

/// Characters that an A3 page in landscape takes at the smallest size that is easily read.
const PAGE: usize = 230;

/// A3 and A4, as the format numbers them.
const A3: u8 = 8;
const A4: u8 = 9;

/// The width of each column, in characters.
pub(super) fn widths(table: &Table) -> Vec<usize> {
    let width = |(at, head): (usize, &crate::report::tables::table::Column)| {
        let cells = || table.rows.iter().map(|row| row[at].as_str());
        let longest = cells().flat_map(str::lines).map(width_of).max().unwrap_or(0);
        let limit = if cells().any(|cell| lines(cell, MAX_WIDTH) * LINE > MAX_HEIGHT) {
            BROAD
        } else {
            MAX_WIDTH
        };
        longest.max(head.name.len() + 3).min(limit)
    };
    table.columns.iter().enumerate().map(width).collect()
}

/// The height of a row, in points, if it needs more than one line.
pub(super) fn height<'a>(cells: impl Iterator<Item = (&'a str, usize)>) -> Option<f64> {
    let most = cells.map(|(cell, width)| lines(cell, width)).max().unwrap_or(1);
    let height = u32::try_from((most * LINE).min(MAX_HEIGHT)).ok()?;
    (most > 1).then(|| f64::from(height))
}

/// Lines that a text takes in a column: words leave some of the width unused.
fn lines(cell: &str, width: usize) -> usize {
    let room = (width * 9 / 10).max(1);
    cell.lines().map(|line| width_of(line).div_ceil(room).max(1)).sum()
}

/// Width of a text in characters, those of East Asian scripts counted twice.
fn width_of(line: &str) -> usize {
    line.chars()
        .map(|c| if c >= '\u{1100}' && !('\u{2000}'..'\u{2e80}').contains(&c) { 2 } else { 1 })
        .sum()
}

/// Sets the width of a column.
pub(super) fn set_width(sheet: &mut Worksheet, column: u16, width: usize) -> Result<(), XlsxError> {
    sheet.set_column_width(column, f64::from(u32::try_from(width).unwrap_or(60)) + 1.0)?;
    Ok(())
}

/// A table on paper: A3 in landscape, as many pages wide as it needs, the header and the first
/// column on each, and below them which sheet and page it is.
pub(super) fn print_table(sheet: &mut Worksheet, widths: &[usize]) -> Result<(), XlsxError> {
    let all: usize = widths.iter().sum();
    let pages = u16::try_from(all.div_ceil(PAGE)).unwrap_or(u16::MAX);
    sheet.set_repeat_rows(0, 0)?.set_repeat_columns(0, 0)?;
    sheet.set_landscape().set_paper_size(A3).set_print_fit_to_pages(pages, 0);
    footer(sheet);
    Ok(())
}

/// A text on paper: A4 upright, one page wide and as many long as given, 0 for any.
pub(super) fn print_text(sheet: &mut Worksheet, long: u16) {
    sheet.set_portrait().set_paper_size(A4).set_print_fit_to_pages(1, long);
    footer(sheet);
}

fn footer(sheet: &mut Worksheet) {
    sheet.set_footer("&L&A&RPage &P of &N");
}

#[cfg(test)]
mod tests {
    use super::{height, lines};

    #[test]
    fn rows_are_as_high_as_their_text() {
        assert_eq!(height([("short", 20), ("", 5)].into_iter()), None);
        assert_eq!(height([("x".repeat(100).as_str(), 20)].into_iter()), Some(90.0));
        assert_eq!(height([("x".repeat(9000).as_str(), 20)].into_iter()), Some(409.0));
        assert_eq!(lines("a\nb\n\nc", 10), 4);
        assert_eq!(lines("フィールド名", 10), 2);
    }
}
