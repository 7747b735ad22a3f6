//! The record of processing as a sheet to read and to print: a block per activity, a line per
//! column of the table, on pages of its own. The table keeps the same cells for filters.

use rust_xlsxwriter::{Workbook, XlsxError};

use crate::report::tables::table::Table;

use super::cells::{Formats, cell_text};
use super::layout::{height, print_text, set_width};

/// Name of the sheet.
pub(super) const NAME: &str = "Art. 30(1) records";

/// Widths of the names and of the texts, in characters.
const WIDTHS: [usize; 2] = [28, 95];

/// The column whose text heads a block.
const HEAD: usize = 1;

/// Adds the sheet.
pub(super) fn sheet(
    workbook: &mut Workbook,
    table: &Table,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name(NAME)?;
    for (column, width) in (0..).zip(WIDTHS) {
        set_width(sheet, column, width)?;
    }
    let mut row = 0;
    let mut breaks = Vec::new();
    for (index, record) in table.rows.iter().enumerate() {
        if index > 0 {
            breaks.push(row);
        }
        sheet.write_string_with_format(row, 0, format!("Record {}", index + 1), &formats.header)?;
        sheet.write_string_with_format(row, 1, cell_text(&record[HEAD]), &formats.heading)?;
        if let Some(height) = height([(record[HEAD].as_str(), WIDTHS[1])].into_iter()) {
            sheet.set_row_height(row, height)?;
        }
        row += 1;
        for (column, cell) in table.columns.iter().zip(record) {
            sheet.write_string_with_format(row, 0, label(column.name), &formats.label)?;
            sheet.write_string_with_format(row, 1, cell_text(cell), formats.of_text(cell))?;
            if let Some(height) = height([(cell.as_str(), WIDTHS[1])].into_iter()) {
                sheet.set_row_height(row, height)?;
            }
            row += 1;
        }
    }
    sheet.set_page_breaks(&breaks)?;
    print_text(sheet, 0);
    Ok(())
}

/// Words of the columns that are abbreviations.
const WRITTEN: [(&str, &str); 7] = [
    ("art6", "Art. 6"),
    ("art9", "Art. 9"),
    ("art30", "Art. 30"),
    ("dpia", "DPIA"),
    ("dpo", "DPO"),
    ("dpv", "DPV"),
    ("lia", "LIA"),
];

/// The name of a column as people write it.
fn label(name: &str) -> String {
    fn word(part: &str) -> &str {
        WRITTEN.iter().find(|(key, _)| *key == part).map_or(part, |(_, as_is)| as_is)
    }
    let words = name.split('_').map(word).collect::<Vec<_>>().join(" ");
    let mut letters = words.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    first + letters.as_str()
}

#[cfg(test)]
mod tests {
    use super::label;

    #[test]
    fn names_of_columns_become_words() {
        assert_eq!(label("third_country_transfers"), "Third country transfers");
        assert_eq!(label("dpo"), "DPO");
        assert_eq!(label("lawful_basis_art6"), "Lawful basis Art. 6");
    }
}
