//! The promises outside the tables, page by page.

use crate::audit::{Audit, Page};
use crate::catalog::model::StatementForm;
use crate::catalog::{Document, Statement};
use crate::parse::BlockKind;

use super::evidence::{Quote, StatementPage, StatementStatus};
use super::model::{PublishedPage, StatementView};

/// Every document of the catalog with its statements.
pub(super) fn published_pages(audit: &Audit<'_>) -> Vec<PublishedPage> {
    let catalog = audit.catalog;
    let page = |(index, document): (usize, &Document)| PublishedPage {
        id: document.id.clone(),
        flow: document.flow.clone(),
        title: document.title.clone(),
        url: document.url.clone(),
        statements: document
            .statements
            .iter()
            .map(|s| statement(audit, index, *s, &catalog.statements[*s]))
            .collect(),
    };
    catalog.documents.iter().enumerate().map(page).collect()
}

fn statement(audit: &Audit<'_>, document: usize, ix: usize, spec: &Statement) -> StatementView {
    StatementView {
        id: spec.id.clone(),
        label: spec.label.clone(),
        meaning: spec.meaning.clone(),
        form: match spec.form {
            StatementForm::Note => "note",
            StatementForm::Paragraph => "paragraph",
            StatementForm::List => "list",
            StatementForm::Link => "link",
        },
        since: spec.since.map(|d| d.to_string()),
        until: spec.until.map(|d| d.to_string()),
        pages: audit
            .pages
            .iter()
            .filter(|page| page.document == document)
            .map(|page| on_page(audit, page, ix, spec))
            .collect(),
    }
}

fn on_page(audit: &Audit<'_>, page: &Page, ix: usize, spec: &Statement) -> StatementPage {
    let file = audit.sources.get(page.file);
    let block = page.statements.iter().find(|m| m.statement == ix).and_then(|m| m.block);
    let quote = block.and_then(|block| page.parsed.blocks.get(block).map(|b| (block, b))).map(
        |(index, block)| Quote {
            line: file.line(block.inline.trimmed_source().start),
            text: match spec.form {
                StatementForm::List => list_text(page, index),
                _ => block.inline.trimmed().to_owned(),
            },
        },
    );
    let status = match &quote {
        Some(_) => StatementStatus::Found,
        None if audit.expected_statements(page).contains(&ix) => StatementStatus::Missing,
        None if audit.later_statements(page).contains(&ix) => StatementStatus::AddedLater,
        None => StatementStatus::NotExpected,
    };
    StatementPage {
        locale: page.locale().to_owned(),
        path: page.path.clone(),
        sha256: file.sha256().to_owned(),
        status,
        quote,
    }
}

/// All items of the list that starts at a block.
fn list_text(page: &Page, first: usize) -> String {
    let items = page.parsed.blocks[first..].iter();
    let items = items.take_while(|b| b.kind == BlockKind::ListItem).map(|b| b.inline.trimmed());
    let text = items.collect::<Vec<_>>().join(" · ");
    if text.is_empty() { page.parsed.blocks[first].inline.trimmed().to_owned() } else { text }
}
