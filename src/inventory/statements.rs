//! The promises outside the tables, page by page.

use crate::audit::{Audit, Page};
use crate::catalog::Document;
use crate::catalog::model::StatementForm;
use crate::check::{OpenDenial, open_denial};
use crate::finding::{Finding, Severity};
use crate::parse::{Block, BlockKind};
use crate::source::Span;

use super::doubts::{Doubts, shown};
use super::evidence::{Quote, StatementPage, StatementStatus};
use super::model::{PublishedPage, StatementView};

/// Every document of the catalog with its statements.
pub(super) fn published_pages(audit: &Audit<'_>, doubts: &Doubts<'_>) -> Vec<PublishedPage> {
    let catalog = audit.catalog;
    let page = |(index, document): (usize, &Document)| PublishedPage {
        id: document.id.clone(),
        flow: document.flow.clone(),
        title: document.title.clone(),
        url: document.url.clone(),
        statements: document
            .statements
            .iter()
            .map(|s| statement(audit, doubts, index, *s))
            .collect(),
    };
    catalog.documents.iter().enumerate().map(page).collect()
}

fn statement(audit: &Audit<'_>, doubts: &Doubts<'_>, document: usize, ix: usize) -> StatementView {
    let spec = &audit.catalog.statements[ix];
    StatementView {
        id: spec.id.clone(),
        label: spec.label.clone(),
        meaning: spec.meaning.clone(),
        note: spec.notes.get(&audit.catalog.documents[document].id).cloned(),
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
            .map(|page| on_page(audit, doubts, page, ix))
            .collect(),
    }
}

fn on_page(audit: &Audit<'_>, doubts: &Doubts<'_>, page: &Page, ix: usize) -> StatementPage {
    let file = audit.sources.get(page.file);
    let form = audit.catalog.statements[ix].form;
    let found = page.statements.iter().find(|m| m.statement == ix);
    let block = found.and_then(|m| m.block);
    let blocks = block.map_or(&[][..], |first| blocks(page, first, form));
    let quote = blocks.first().map(|block| Quote {
        line: file.line(block.inline.trimmed_source().start),
        text: blocks.iter().map(|b| b.inline.trimmed()).collect::<Vec<_>>().join(" · "),
    });
    let places: Vec<Span> =
        blocks.iter().map(|block| page.span(block.inline.trimmed_source())).collect();
    let against = doubts.on_text(page, &places);
    let open = found.and_then(|found| open_denial(audit, page, found));
    StatementPage {
        locale: page.locale().to_owned(),
        path: page.path.clone(),
        sha256: file.sha256().to_owned(),
        status: match quote {
            Some(_) => standing(&against, open),
            None if audit.expected_statements(page).contains(&ix) => StatementStatus::Missing,
            None if audit.later_statements(page).contains(&ix) => StatementStatus::AddedLater,
            None => StatementStatus::NotExpected,
        },
        quote,
        doubts: shown(&against),
        unjudged: open.map(OpenDenial::as_str),
    }
}

/// What the findings on a promise make of it. A note is too weak to say that the page says the
/// opposite. A denial that nobody can judge is not found.
fn standing(against: &[&Finding], open: Option<OpenDenial>) -> StatementStatus {
    let opposite = |finding: &&Finding| finding.contradicts && finding.severity > Severity::Note;
    if against.iter().any(opposite) {
        StatementStatus::Contradicted
    } else if against.is_empty() && open.is_none() {
        StatementStatus::Found
    } else {
        StatementStatus::Unclear
    }
}

/// The blocks of a statement that starts at one: all items of a list, otherwise the one.
fn blocks(page: &Page, first: usize, form: StatementForm) -> &[Block] {
    let rest = &page.parsed.blocks[first..];
    let items = rest.iter().take_while(|block| block.kind == BlockKind::ListItem).count();
    let count = if form == StatementForm::List { items.max(1) } else { 1 };
    &rest[..count]
}
