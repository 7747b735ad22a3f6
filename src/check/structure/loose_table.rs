//! # What it checks
//! A table that a Markdown renderer does not show as it was meant: the header row stands directly
//! under a list or a line of text, or is cut differently from the delimiter row, or the delimiter
//! row has blanks between its dashes, so that no table is shown, or none by some renderers; or a
//! line of text stands directly under the last row and is shown as one more row.
//!
//! Renderers differ: under a line of text, those that follow GFM show a table, and Markdig shows
//! the pipes.
//!
//! # Why it matters
//! Readers see a run of text with pipes in it instead of a table, or a paragraph squeezed into the
//! first column. Every other check still reads the table; people cannot.
//!
//! # Example
//! Wrong: the list item `- Volume purchase` and on the very next line `| Service | … |`. Right:
//! the same with a blank line between. Wrong: `| - - - | - - - |` under the header. Right:
//! `| --- | --- |`.
//!
//! # Remedy
//! Put a blank line before the header row and after the last row.

use crate::audit::Page;
use crate::check::{Check, Context};
use crate::finding::{Finding, Severity, counted};
use crate::parse::{Problem, ProblemKind, Table};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "loose-table",
    summary: "a table is not rendered as it was meant",
    severity: Severity::Warning,
    doubts_text: false,
    yields_to: &[],
    source: include_str!("loose_table.rs"),
    run,
};

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    let text = audit.text(page);
    let tables = &page.parsed.tables;
    let prose: Vec<&Problem> =
        page.parsed.problems.iter().filter(|p| p.kind == ProblemKind::ProseInTable).collect();
    let before = |at: usize| prose.partition_point(|problem| problem.range.start < at);
    for (index, table) in tables.iter().enumerate() {
        let next = tables.get(index + 1).map_or(text.len(), |next| next.range.start);
        let glued = &prose[before(table.range.start)..before(next)];
        let finding = match glued.first() {
            _ if !table.is_delimited(text) => not_delimited(page, table),
            _ if !table.rendered => not_rendered(page, table, text),
            Some(first) => prose_in_table(page, table, first, glued.len(), text),
            None if is_under_text(table, text) => under_text(page, table),
            None => continue,
        };
        let others = glued.iter().skip(usize::from(table.rendered));
        findings.push(others.fold(finding, |finding, problem| {
            finding.relate(page.span(problem.range.clone()), "text shown as a row")
        }));
    }
}

/// A delimiter row with blanks between its dashes makes no table anywhere.
fn not_delimited(page: &Page, table: &Table) -> Finding {
    let rows = counted(table.rows.len(), "row");
    let message = format!(
        "no table is shown for this header row and the {rows} below: the delimiter row has \
         something else than dashes in a cell"
    );
    let header = table.header.range.clone();
    Finding::new(CHECK.id, Severity::Error, page.span(header), message)
        .help("write each cell of the delimiter row as dashes without blanks between: `|---|---|`")
}

fn under_text(page: &Page, table: &Table) -> Finding {
    let message = "no blank line stands before the table: renderers that follow GFM show it, \
                   Markdig shows the pipes";
    Finding::new(
        CHECK.id,
        CHECK.severity,
        page.span(table.header.range.clone()),
        message.to_owned(),
    )
    .help("put a blank line before the header row")
}

/// Whether the line before a table in Markdown is running text, rather than a heading, a directive,
/// a tag or a rule, all of which end before a table begins.
fn is_under_text(table: &Table, text: &str) -> bool {
    let before = line_before(text, table.header.range.start).unwrap_or_default();
    let line = before.trim_start_matches([' ', '\t', '>']).trim_end();
    let rule = line.bytes().all(|byte| matches!(byte, b'-' | b'=' | b'*' | b'_' | b' '));
    let other = ["#", ":::", "<", "```", "~~~"].iter().any(|mark| line.starts_with(mark));
    let html = text.get(table.range.clone()).is_some_and(|table| table.starts_with('<'));
    !rule && !other && !line.ends_with("-->") && !html
}

fn not_rendered(page: &Page, table: &Table, text: &str) -> Finding {
    let header = table.header.range.clone();
    let tight = line_before(text, header.start).is_some_and(|line| !line.trim().is_empty());
    let after = line_after(text, table.range.end).filter(|line| !line.trim().is_empty());
    let mut message = format!(
        "no table is shown for this header row and the {} below",
        counted(table.rows.len(), "row")
    );
    message.push_str(match (tight, after.is_some()) {
        (true, true) => ": no blank line stands before it, and none after the last row",
        (true, false) => ": no blank line stands before it",
        (false, _) => ": a renderer takes it for something else",
    });
    let help = if tight {
        "put a blank line before the header row and after the last row"
    } else {
        "see that header and delimiter row have the same number of cells, and start at the margin"
    };
    Finding::new(CHECK.id, CHECK.severity, page.span(header), message).help(help)
}

fn prose_in_table(
    page: &Page,
    table: &Table,
    first: &Problem,
    lines: usize,
    text: &str,
) -> Finding {
    let prose = text.get(first.range.clone()).unwrap_or_default();
    let start: String = prose.chars().take(40).collect();
    let cut = if start.len() < prose.len() { "…" } else { "" };
    let more = if lines > 1 {
        format!(", like {} below it", counted(lines - 1, "line"))
    } else {
        String::new()
    };
    let message = format!("the line “{start}{cut}” under the table is shown as a row of it{more}");
    let finding = Finding::new(CHECK.id, CHECK.severity, page.span(first.range.clone()), message)
        .help("put a blank line after the last row of the table");
    match table.rows.last() {
        Some(last) => finding.relate(page.span(last.range.clone()), "the last row of the table"),
        None => finding,
    }
}

fn line_before(text: &str, at: usize) -> Option<&str> {
    let before = text.get(..at)?;
    let end = before.rfind('\n')?;
    before[..end].rsplit('\n').next()
}

fn line_after(text: &str, at: usize) -> Option<&str> {
    let after = text.get(at..)?;
    after.split('\n').nth(1)
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    #[test]
    fn a_table_without_blank_lines_is_one_finding() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
- PINGs
Acme envoie ces données :
| Service | Message | Données envoyées à Hub | Utilisé pour |
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: no table is shown for this header row and the 1 row below: no blank line stands before it, and none after
|---|---|---|---|
| PINGs | Hello | Topic | Le canal de la lampe. |
Pour cesser, désactivez le service.
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn text_under_the_last_row_is_one_finding() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
Acme envoie ces données :

| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Le canal de la lampe. |
Pour cesser, désactivez le service.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the line “Pour cesser, désactivez le service.” under the table is shown as a row of it, like 1 line below it
Puis attendez.
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn a_table_between_blank_lines_is_left_alone() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
Acme envoie ces données :

| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Le canal de la lampe. |

Pour cesser, désactivez le service.
",
            )
            .expect(&CHECK);
    }
}
