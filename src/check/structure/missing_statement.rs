//! # What it checks
//! Promises and pointers outside the table that the source edition of the page carries and the
//! page does not: that data is not sold, how to have it deleted, which account is needed, where
//! the other direction is described. They are found in any language by form, place, names and
//! links. A statement that the source took up after the page was made counts too, as a warning,
//! since the reader lacks it all the same. The link to another page is only missed on a page that has links at all, for a copy
//! of a page's text has lost them.
//!
//! # Why it matters
//! A promise that is made in one language only is not made to the others. Such paragraphs are
//! what a regulator or a works council reads first.
//!
//! # Example
//! Wrong: the introduction goes straight on to the table. Right: the note "This data is not sold
//! to anyone." stands between them, as on the source page.
//!
//! # Remedy
//! Translate the paragraph of the source page and put it after the text that is pointed at.

use crate::audit::{Audit, Page};
use crate::catalog::Statement;
use crate::catalog::model::{StatementForm, StatementPlace, StatementSeverity};
use crate::check::{Check, Context};
use crate::finding::{Finding, Severity};
use crate::parse::BlockKind;
use crate::source::Span;

use super::{declared_at, enumerate};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "missing-statement",
    summary: "a promise of the source page is missing",
    severity: Severity::Error,
    doubts_text: false,
    // A statement that is known by its link is not found under a wrong one.
    // Nothing of the page is read while it is code.
    yields_to: &["link-changed", "fenced-page"],
    source: include_str!("missing_statement.rs"),
    run,
};

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    if page.is_source {
        return;
    }
    let expected = audit.expected_statements(page);
    let later = audit.later_statements(page);
    let owed = |statement| expected.contains(&statement) || later.contains(&statement);
    let has_links = page.parsed.blocks.iter().any(|block| !block.inline.links.is_empty());
    let missing: Vec<(usize, &Statement)> = page
        .statements
        .iter()
        .enumerate()
        .filter(|(_, found)| found.block.is_none() && owed(found.statement))
        .map(|(at, found)| (at, &audit.catalog.statements[found.statement]))
        .filter(|(_, statement)| statement.can_be_lacking(has_links))
        .collect();
    let bare = page.parsed.blocks.iter().all(|block| block.kind == BlockKind::Heading);
    if bare && missing.len() > 1 {
        findings.push(no_text_at_all(page, &missing));
        return;
    }
    for (at, statement) in missing {
        let label = &statement.label;
        let meaning = statement.meaning.trim().trim_end_matches('.');
        let new = later.contains(&page.statements[at].statement);
        let (gravity, since) = match statement.since.filter(|_| new) {
            Some(since) => (Severity::Warning, format!(" (in the source since {since})")),
            None if new => (Severity::Warning, " (newer than this page's edition)".to_owned()),
            None => (severity(statement), String::new()),
        };
        let message = format!("the statement “{label}” is missing{since}: {meaning}");
        let finding = Finding::new(CHECK.id, gravity, place(audit, page, at), message)
            .help("translate the statement of the source page and put it after this text");
        findings.push(prove(audit, page, finding, at, statement));
    }
}

fn severity(statement: &Statement) -> Severity {
    match statement.severity {
        StatementSeverity::Error => Severity::Error,
        StatementSeverity::Warning => Severity::Warning,
    }
}

/// A page that is a bare table has one fault, not one per statement.
fn no_text_at_all(page: &Page, missing: &[(usize, &Statement)]) -> Finding {
    let labels: Vec<&str> = missing.iter().map(|(_, s)| s.label.as_str()).collect();
    let gravest = missing.iter().map(|(_, s)| severity(s)).max().unwrap_or(CHECK.severity);
    let message =
        format!("the page has no text beside its table: {} are missing", enumerate(&labels));
    Finding::new(CHECK.id, gravest, page.top(), message)
        .help("translate the text around the table of the source page too")
}

/// The text after which the statement should stand: the statement before it, the table, or the
/// first line.
fn place(audit: &Audit<'_>, page: &Page, at: usize) -> Span {
    let form = |statement: usize| audit.catalog.statements[statement].form;
    let before = page.statements[..at]
        .iter()
        .filter(|found| form(found.statement) != StatementForm::Link)
        .filter_map(|found| found.block)
        .max()
        .map(|block| last_item(page, block));
    let last_row = page.rows.last().map(|row| page.row_span(row));
    let after_table =
        audit.catalog.statements[page.statements[at].statement].place == StatementPlace::AfterTable;
    let span = before.map(|block| page.span(page.parsed.blocks[block].inline.trimmed_source()));
    match (span, last_row) {
        (Some(span), Some(row)) if after_table && span.start < row.start => row,
        (None, Some(row)) if after_table => row,
        (Some(span), _) => span,
        (None, _) => page.top(),
    }
}

/// The last item of the list that a block opens, or the block itself.
fn last_item(page: &Page, block: usize) -> usize {
    let items = page.parsed.blocks[block..].iter().take_while(|b| b.kind == BlockKind::ListItem);
    block + items.count().saturating_sub(1)
}

/// Adds the text of the source page and the catalog's declaration.
fn prove(
    audit: &Audit<'_>,
    page: &Page,
    mut finding: Finding,
    at: usize,
    statement: &Statement,
) -> Finding {
    let source = audit.source_page(page).map(|reference| audit.page(reference));
    let wanted = page.statements[at].statement;
    let found = source.and_then(|source| {
        let found = source.statements.iter().find(|s| s.statement == wanted)?;
        Some((source, &source.parsed.blocks[found.block?]))
    });
    if let Some((source, block)) = found {
        if statement.form != StatementForm::List {
            finding = finding.expected(block.inline.trimmed());
        }
        finding = finding.relate(source.span(block.inline.trimmed_source()), "the source page");
    }
    match declared_at(audit, &statement.origin) {
        Some(span) => finding.relate(span, "declared here"),
        None => finding,
    }
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    #[test]
    fn a_lost_promise_is_reported_where_it_should_stand() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
# Données qu’Acme envoie à Hub

- [PINGs](../ping-setup.md)
- [STORE](../store-setup.md)

Dès qu’un service est actif, Acme envoie des données à Hub.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: the statement “Data is not sold” is missing: Nobody sells the data
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the statement “Link to the other direction” is missing: Leads to

| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Le canal de la lampe. |
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: the statement “How to stop” is missing: Switch
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn a_copied_text_has_lost_its_links_and_an_older_edition_promised_less() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
---
ms.lasthandoff: 05/04/2019
---

# Données qu’Acme envoie à Hub

- PINGs
- STORE

Dès qu’un service est actif, Acme envoie des données à Hub.

| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Le canal de la lampe. |

Désactivez le service dans Hub pour faire effacer les données.
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn a_bare_table_is_one_finding() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: the page has no text beside its table: `When data flows`
|---|---|---|---|
| PINGs | Hello | Topic | Le canal de la lampe. |
",
            )
            .expect(&CHECK);
    }
}
