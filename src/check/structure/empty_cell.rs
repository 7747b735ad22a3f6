//! # What it checks
//! Cells without text in the service, message, field or purpose column, where the source page has
//! text or, of a source page, the catalog knows one. A cell that the source leaves empty too is
//! right; a key that a translation lacks is `translated-key`; a cell that is lost with its pipes is
//! `short-row`. Where a table names service and message only once for several rows, that is its
//! way.
//!
//! # Why it matters
//! A row without a purpose says that a datum is sent and not what for, which is the very thing that
//! the page is there to say. Nothing but the gap shows it.
//!
//! # Example
//! Wrong: `| PINGs | Hello | lampId |  |`. Right: `| PINGs | Hello | lampId | L’UUID de la lampe. |`.
//!
//! # Remedy
//! Translate the source text of the cell; on a source page, write what the datum is for.

use crate::audit::{Audit, CellRef, Page, PageRow, cell_fingerprint};
use crate::catalog::Field;
use crate::catalog::model::{ColumnRole, FieldRole};
use crate::check::repeat::cover;
use crate::check::{Check, Context, column_name};
use crate::finding::{Finding, Severity, counted};

use super::{enumerate, label_of};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "empty-cell",
    summary: "a cell is empty where the source has text",
    severity: Severity::Error,
    doubts_text: true,
    yields_to: &[],
    source: include_str!("empty_cell.rs"),
    run,
};

/// Rows that a message names.
const NAMED: usize = 5;

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    for column in &audit.document(page).columns {
        let empty: Vec<CellRef<'_>> = page
            .rows
            .iter()
            .filter_map(|row| page.cell(row, column.role))
            .filter(|cell| cell.text().is_empty() && is_owed(audit, page, cell.row, column.role))
            .collect();
        let by_source = empty.iter().any(|cell| original(audit, page, cell.row, column.role));
        if by_source || !names_once(page, column.role) {
            findings.extend(finding(audit, page, column.role, &empty));
        }
    }
}

/// Whether the source at hand has text in the place of a cell.
fn original(audit: &Audit<'_>, page: &Page, row: &PageRow, role: ColumnRole) -> bool {
    audit.source_cell(page, row, role).is_some_and(|source| !source.cell.text().is_empty())
}

/// Whether text belongs into a cell: by the source at hand, by its hashes, by the catalog.
fn is_owed(audit: &Audit<'_>, page: &Page, row: &PageRow, role: ColumnRole) -> bool {
    let fields: Vec<&Field> = row.fields.iter().map(|ix| audit.catalog.field(*ix)).collect();
    let Some(first) = fields.first() else { return false };
    if role == ColumnRole::Field
        && !page.is_source
        && fields.iter().any(|f| f.role == FieldRole::Key)
    {
        return false;
    }
    if let Some(source) = audit.source_cell(page, row, role) {
        return !source.cell.text().is_empty();
    }
    let column = audit.document(page).columns.iter().position(|c| c.role == role);
    let own = audit.edition(page).filter(|_| !page.is_source).zip(column).and_then(|(own, at)| {
        let (_, cells) = own.content.rows.iter().find(|(fields, _)| *fields == row.fields)?;
        cells.get(at)
    });
    match own {
        Some(hash) => *hash != cell_fingerprint(""),
        None => {
            role != ColumnRole::Message
                || audit.catalog.message(&first.message).is_some_and(|m| m.documented)
        }
    }
}

/// Whether a column leaves out what the row above says, as a habit.
fn names_once(page: &Page, role: ColumnRole) -> bool {
    let cells = || page.rows.iter().filter_map(|row| page.cell(row, role));
    let empty = cells().filter(|cell| cell.text().is_empty()).count();
    let grouped = matches!(role, ColumnRole::Service | ColumnRole::Message);
    grouped && empty < cells().count() && empty * 2 > cells().count()
}

fn finding(
    audit: &Audit<'_>,
    page: &Page,
    role: ColumnRole,
    cells: &[CellRef<'_>],
) -> Option<Finding> {
    let first = cells.first()?;
    let name = column_name(role);
    let labels: Vec<String> =
        cells.iter().take(NAMED).map(|cell| label_of(audit, page, &cell.row.fields)).collect();
    let more = match cells.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let message = if cells.len() == 1 {
        format!("the {name} cell of {} is empty", enumerate(&labels))
    } else {
        let number = counted(cells.len(), "cell");
        format!("{number} of the {name} column are empty: {}{more}", enumerate(&labels))
    };
    let source = audit.source_cell(page, first.row, role);
    let help = match (page.is_source, role) {
        (true, ColumnRole::Purpose) => "write what the datum is used for",
        (true, _) => "write what belongs there, in every row",
        (false, _) => "translate the source text of the cell",
    };
    let finding =
        Finding::new(CHECK.id, CHECK.severity, first.span(), message).column(name).help(help);
    let finding = cover(audit, page, finding, cells);
    Some(match source {
        Some(source) => {
            finding.expected(source.cell.text()).relate(source.cell.span(), "the source page")
        }
        None => finding,
    })
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;
    use crate::check::testing_pages::Pages;

    #[test]
    fn a_purpose_without_text_is_an_error_on_translations_and_on_the_source() {
        Pages::new()
            .edit(
                "fr-FR",
                "| PINGs | Hello | lampId | L’UUID qui nomme la lampe. |",
                "| PINGs | Hello | lampId |  |
                            ^ error: the purpose cell of `lampId` is empty",
            )
            .expect(&CHECK);
        Pages::new()
            .only(&["en-US"])
            .edit("en-US", "| The UUID that names the lamp. |", "|  |
                            ^ error: 2 cells of the purpose column are empty: `lampId` and `Serial number`")
            .edit("en-US", "| The serial number that stands on the box of the lamp. |", "| |")
            .expect(&CHECK);
    }

    #[test]
    fn names_without_text_are_found_by_column() {
        Pages::new()
            .edit("de-DE", "| PINGs | Hello | lampId | Die", "|  | Hello | lampId | Die")
            .edit(
                "de-DE",
                "benennt. |",
                "benennt. |
   ^ error: the service cell of `lampId` is empty",
            )
            .edit("nl-NL", "| STORE | Shop account | Serial number |", "| STORE |  |  |")
            .edit(
                "nl-NL",
                "van de lamp staat. |",
                "van de lamp staat. |
           ^ error: the message cell of `Serial number` is empty
              ^ error: the field cell of `Serial number` is empty",
            )
            .expect(&CHECK);
    }

    #[test]
    fn what_the_source_leaves_empty_and_groups_that_are_named_once_are_left_alone() {
        Pages::new().expect(&CHECK);
        Pages::new()
            .edit("en-US", "| Hello | State |", "| | State |")
            .edit("fr-FR", "| Hello | State |", "| | State |")
            .only(&["fr-FR", "en-US"])
            .edit(
                "en-US",
                "faulty. |",
                "faulty. |
          ^ error: the message cell of `State` is empty",
            )
            .expect(&CHECK);
        Case::default()
            .document(
                "en-US/data-acme-sends-to-hub.md",
                "\
| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | The channel. |
| | | lampId | The UUID. |
| | | State | One of lit, dark or faulty. |
| | GoodBye | Topic | The channel. |
| STORE | Shop account | Serial number | The number of the lamp. |
| | | Owner name | Who bought it. |
| | | Purchase time | When. |
",
            )
            .expect(&CHECK);
    }
}
