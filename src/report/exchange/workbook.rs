//! `inventory.xlsx`: every table as a sheet of one workbook.
//!
//! Cells have the type of their column; text is written as text, so that no cell is a formula.
//! Each table has a frozen header, a filter and a header that repeats in print; rows are as high as
//! their text. Cells that somebody has to fill are marked by colour, and text that looks like a
//! formula keeps its quote when it is edited. The creation date is fixed, so that the same input
//! gives the same bytes.

mod cells;
mod layout;
mod records;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use crate::inventory::{Inventory, TENANT_TO_COMPLETE};
use crate::report::tables::table::{Kind, Table};
use crate::report::visible::visible;

use super::attribution::{TOOL, attribution};
use super::controller;
use super::processor::PROCESSOR_TO_COMPLETE;
use cells::{Formats, cell_text};
use layout::{height, print_table, print_text, set_width, widths};

/// The workbook: a sheet that explains it, then one per table.
pub(super) fn render(inventory: &Inventory, tables: &[Table]) -> Result<Vec<u8>, XlsxError> {
    let formats = Formats::new();
    let mut workbook = Workbook::new();
    let properties = DocProperties::new()
        .set_title(visible(&inventory.catalog.title))
        .set_author(env!("CARGO_PKG_NAME"))
        .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    workbook.set_properties(&properties);
    about(workbook.add_worksheet(), inventory, tables, &formats)?;
    for table in tables {
        sheet(workbook.add_worksheet(), table, &formats)?;
        if table.name == controller::NAME {
            records::sheet(&mut workbook, table, &formats)?;
        }
    }
    workbook.save_to_buffer()
}

/// What the workbook is, what is in it, and whose words it uses.
fn about(
    sheet: &mut Worksheet,
    inventory: &Inventory,
    tables: &[Table],
    formats: &Formats,
) -> Result<(), XlsxError> {
    let columns = [28, 100];
    sheet.set_name("About")?;
    set_width(sheet, 0, columns[0])?;
    set_width(sheet, 1, columns[1])?;
    let title = cell_text(&inventory.catalog.title);
    sheet.merge_range(0, 0, 0, 1, &title, &formats.title)?;
    let lines = about_lines(inventory, tables);
    for (row, (name, value)) in (2..).zip(&lines) {
        let cells = [name.as_str(), value.as_str()];
        if let Some(height) = height(cells.into_iter().zip(columns)) {
            sheet.set_row_height(row, height)?;
        }
        sheet.write_string_with_format(row, 0, cell_text(name), &formats.text)?;
        sheet.write_string_with_format(row, 1, cell_text(value), &formats.text)?;
    }
    print_text(sheet, 1);
    Ok(())
}

/// What the first sheet says, by name.
fn about_lines(inventory: &Inventory, tables: &[Table]) -> Vec<(String, String)> {
    let mut lines = vec![
        ("Catalog".to_owned(), inventory.catalog.id.clone()),
        ("Catalog version".to_owned(), inventory.catalog.version.clone()),
        ("Catalog SHA-256".to_owned(), inventory.catalog.sha256.clone()),
        ("Made by".to_owned(), TOOL.to_owned()),
        (
            "Dates".to_owned(),
            "No date is taken from the clock; the creation date of this file is a fixed one."
                .to_owned(),
        ),
        (
            "Cells to fill".to_owned(),
            format!(
                "{TENANT_TO_COMPLETE} stands where only the organisation that uses the services can answer, {PROCESSOR_TO_COMPLETE} where only the processor can."
            ),
        ),
    ];
    for table in tables {
        lines.push((
            format!("Sheet {}", table.name),
            format!("{} lines; a line is {}", table.rows.len(), table.about),
        ));
        if table.name == controller::NAME {
            let what =
                "The same records to read and to print, each on a page of its own".to_owned();
            lines.push((format!("Sheet {}", records::NAME), what));
        }
    }
    lines.extend(attribution(inventory).into_iter().map(|line| ("Vocabulary".to_owned(), line)));
    lines
}

fn sheet(sheet: &mut Worksheet, table: &Table, formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_name(table.name)?.set_freeze_panes(1, 1)?;
    let widths = widths(table);
    for ((column, head), width) in (0..).zip(table.columns).zip(&widths) {
        sheet.write_string_with_format(0, column, head.name, &formats.header)?;
        set_width(sheet, column, *width)?;
    }
    for (row, cells) in (1..).zip(&table.rows) {
        let texts = cells.iter().map(String::as_str);
        if let Some(height) = height(texts.zip(widths.iter().copied())) {
            sheet.set_row_height(row, height)?;
        }
        for ((column, cell), head) in (0..).zip(cells).zip(table.columns) {
            write_cell(sheet, (row, column), cell, head.kind, formats)?;
        }
    }
    let last = (table.rows.len(), table.columns.len().saturating_sub(1));
    let last_row = u32::try_from(last.0).unwrap_or(u32::MAX);
    sheet.autofilter(0, 0, last_row, u16::try_from(last.1).unwrap_or(u16::MAX))?;
    print_table(sheet, &widths)
}

/// Writes a cell by the kind of its column; what is not of that kind is written as text.
fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &str,
    kind: Kind,
    formats: &Formats,
) -> Result<(), XlsxError> {
    if cell.is_empty() {
        return Ok(());
    }
    match (kind, cell) {
        (Kind::Flag, "yes" | "no") => {
            sheet.write_boolean_with_format(row, column, cell == "yes", &formats.text)?;
        }
        (Kind::Number, _) if cell.parse::<u32>().is_ok() => {
            let number = cell.parse::<u32>().unwrap_or_default();
            sheet.write_number_with_format(row, column, number, &formats.text)?;
        }
        (Kind::Date, _) if day(cell).is_some() => {
            if let Some(day) = day(cell) {
                sheet.write_datetime_with_format(row, column, &day, &formats.date)?;
            }
        }
        _ => {
            sheet.write_string_with_format(row, column, cell_text(cell), formats.of_text(cell))?;
        }
    }
    Ok(())
}

/// The day of an ISO date that a spreadsheet can hold.
fn day(cell: &str) -> Option<ExcelDateTime> {
    let day: jiff::civil::Date = cell.parse().ok()?;
    let year = u16::try_from(day.year()).ok()?;
    ExcelDateTime::from_ymd(year, u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?)
        .ok()
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn days_are_days() {
        assert!(day("2018-04-19").is_some());
        assert!(day("0018-04-19").is_none(), "before the calendar of spreadsheets");
        assert!(day("soon").is_none());
    }
}
