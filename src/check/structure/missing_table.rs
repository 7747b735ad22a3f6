//! # What it checks
//! A known page without a table that discloses data: no table at all, a table with no rows, or a
//! table of which no row stands for any data of the catalog.
//!
//! # Why it matters
//! The table is the disclosure. A page that lost it (a failed conversion, a table in a comment, a
//! file cut short) still looks like a page, and tells its reader nothing.
//!
//! # Example
//! Wrong: a title, an introduction, and the end of the file. Right: the introduction, then the
//! table with one row per datum.
//!
//! # Remedy
//! Put the table back as a Markdown table, with a header row, a delimiter row such as
//! `|---|---|`, and one row for each row of the source page.

use crate::align::Match;
use crate::audit::{Audit, Page};
use crate::check::{Check, Context};
use crate::finding::{Finding, Severity, counted};
use crate::parse::{Unread, unread_table};
use crate::source::Span;

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "missing-table",
    summary: "the page has no table that discloses data",
    severity: Severity::Error,
    doubts_text: false,
    // Nothing of the page is read while it is code.
    yields_to: &["fenced-page"],
    source: include_str!("missing_table.rs"),
    run,
};

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    let headers: Vec<&str> =
        audit.document(page).columns.iter().map(|c| c.header.as_str()).collect();
    let headers = format!("| {} |", headers.join(" | "));
    let title = &audit.document(page).title;
    let unknown = !page.is_source && page.rows.iter().all(|row| row.matched == Match::None);
    let (span, what) = match page.tables.first() {
        None => match page.parsed.tables.len() {
            0 => unread(audit, page).unwrap_or((page.top(), "no table".to_owned())),
            tables => {
                let tables = counted(tables, "table");
                (page.top(), format!("{tables}, but none with the columns `{headers}`"))
            }
        },
        Some((table, _)) => {
            let header = page.span(page.parsed.tables[*table].header.range.clone());
            match page.rows.len() {
                0 => (header, "a table with no rows".to_owned()),
                rows if unknown => {
                    let rows = counted(rows, "row");
                    (header, format!("a table with {rows}, none of which is known"))
                }
                _ => return,
            }
        }
    };
    let message = format!("the page has {what}; “{title}” is disclosed in a table");
    let help = "put the Markdown table of the source page back, row by row";
    let mut finding =
        Finding::new(CHECK.id, CHECK.severity, span, message).expected(headers).help(help);
    let source = audit.source_page(page).map(|reference| audit.page(reference));
    if let Some((source, (table, _))) = source.and_then(|s| Some((s, s.tables.first()?))) {
        let header = source.parsed.tables[*table].header.range.clone();
        finding = finding.relate(source.span(header), "the table of the source page");
    }
    findings.push(finding);
}

/// The table that the page has all the same, where it is, and why it is read as none.
fn unread(audit: &Audit<'_>, page: &Page) -> Option<(Span, String)> {
    let (kind, range) = unread_table(audit.text(page), page.parsed.body.clone())?;
    let line = audit.sources.get(page.file).line(range.start);
    let what = match kind {
        Unread::Html => "is HTML without an end, or without rows".to_owned(),
        Unread::Code => "stands in a code block".to_owned(),
        Unread::Comment => "stands in an HTML comment".to_owned(),
        Unread::NoDelimiter => "has no delimiter row under its header".to_owned(),
        Unread::Dashes => "has a delimiter row of other dashes than `-`".to_owned(),
        Unread::OneLine => "stands in one line, header, delimiter row and rows".to_owned(),
        Unread::Blanks => "begins with blanks that are text to a renderer".to_owned(),
        Unread::Pipes => "has other characters than `|` between its cells".to_owned(),
        Unread::Include => {
            let here = format!("no table of its own; line {line} includes another file");
            return Some((page.span(range), here));
        }
        Unread::Delimiter { header, cells } => format!(
            "has {} in its header and {} in its delimiter row",
            counted(header, "cell"),
            counted(cells, "cell")
        ),
    };
    let no_table = "no table that a Markdown renderer shows";
    Some((page.span(range), format!("{no_table}: the one in line {line} {what}")))
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    #[test]
    fn a_page_without_a_table_is_an_error() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
# Données qu’Acme envoie à Hub
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: the page has no table; “Data Acme sends to Hub” is disclosed in a table

Le tableau suivant les énumère.
",
            )
            .document(
                "en-US/data-acme-sends-to-hub.md",
                "\
# Data Acme sends to Hub
^^^^^^^^^^^^^^^^^^^^^^^^ error: the page has 1 table, but none with the columns `| Service | Message | Data sent to Hub | Used for |`; “Data Acme sends to Hub” is disclosed in a table

| a |
|---|
| b |
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn a_table_that_is_not_read_is_named() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
Le tableau suivant les énumère.

| Service | Message | Données envoyées à Hub | Utilisé pour |
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: the page has no table that a Markdown renderer shows: the one in line 3 has 4 cells in its header and 3 cells
|---|---|---|
| PINGs | Hello | Topic | Le canal de la lampe. |
",
            )
            .document(
                "en-US/data-acme-sends-to-hub.md",
                "\
The table:

<table>
^^^^^^^ error: the page has no table that a Markdown renderer shows: the one in line 3 is HTML without an end, or without rows
<tr><td>PINGs</td></tr>
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn a_table_that_discloses_nothing_is_an_error() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: the page has a table with no rows
|---|---|---|---|
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn a_table_with_rows_is_enough() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
Texte.
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Le canal de la lampe. |
",
            )
            .expect(&CHECK);
    }
}
