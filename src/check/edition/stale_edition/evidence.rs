//! Where the texts behind the fingerprints stand, as far as they are at hand.

use crate::audit::{Audit, Changes, KnownEdition, Page, PageRef, cell_fingerprint};
use crate::catalog::model::ColumnRole;
use crate::catalog::{Content, FieldIx};
use crate::check::column_name;
use crate::finding::Finding;
use crate::source::Span;

/// Points at the rows of the page that are out of date, with the source text of then and now, and
/// at what is new in the source.
pub(super) fn relate(
    audit: &Audit<'_>,
    page: &Page,
    editions: (&KnownEdition, &KnownEdition),
    changes: &Changes,
    mut finding: Finding,
) -> Finding {
    let texts = Texts::new(audit, page);
    for (fields, roles) in &changes.changed {
        let Some(row) = page.rows.iter().find(|row| row.fields == *fields) else { continue };
        finding = finding.row(row.number, page.field_ids(audit.catalog, row));
        let parts: Vec<String> = roles
            .iter()
            .map(|role| {
                let of = |content: &Content| texts.cell(content, fields, *role);
                described(*role, of(&editions.0.content), of(&editions.1.content))
            })
            .collect();
        let message = format!("changed in the source: {}", parts.join("; "));
        finding = finding.relate(page.row_span(row), message);
    }
    let new = &editions.1.content;
    for fields in &changes.added {
        if let Some(span) = texts.row(new, fields) {
            finding = finding.relate(span, "new in the source");
        }
    }
    for (statement, hash) in &new.statements {
        let message = if changes.statements_added.contains(statement) {
            "new in the source"
        } else if changes.statements_changed.contains(statement) {
            "worded otherwise in the source now"
        } else {
            continue;
        };
        if let Some(span) = texts.statement(*statement, hash) {
            finding = finding.relate(span, message);
        }
    }
    finding
}

fn described(role: ColumnRole, then: Option<String>, now: Option<String>) -> String {
    let name = column_name(role);
    match (then, now) {
        (Some(then), Some(now)) => format!("the {name} `{then}` became `{now}`"),
        (None, Some(now)) => format!("the {name} is `{now}` now"),
        _ => format!("the {name}"),
    }
}

/// Source pages with text, newest first. A text is known by its fingerprint, so that any revision
/// that has it will do.
struct Texts<'a> {
    pages: Vec<&'a Page>,
    columns: Vec<ColumnRole>,
}

impl<'a> Texts<'a> {
    fn new(audit: &'a Audit<'_>, page: &Page) -> Self {
        let editions = audit.editions[page.document].iter().rev();
        let pages = editions
            .filter_map(|e| e.page)
            .map(|reference: PageRef| audit.page(reference))
            .collect();
        Texts { pages, columns: audit.document(page).columns.iter().map(|c| c.role).collect() }
    }

    /// Text of a cell as an edition has it.
    fn cell(&self, content: &Content, fields: &[FieldIx], role: ColumnRole) -> Option<String> {
        let column = self.columns.iter().position(|c| *c == role)?;
        let (_, cells) = content.rows.iter().find(|(f, _)| f == fields)?;
        let wanted = cells.get(column)?;
        let texts = self.pages.iter().flat_map(|page| {
            page.rows.iter().filter(|row| row.fields == fields).map(|row| page.cell_text(row, role))
        });
        texts.filter(|text| cell_fingerprint(text) == *wanted).map(str::to_owned).next()
    }

    /// Place of a row with the text that an edition has.
    fn row(&self, content: &Content, fields: &[FieldIx]) -> Option<Span> {
        self.pages.iter().find_map(|page| {
            let row = page.rows.iter().find(|row| row.fields == fields)?;
            let same = self.columns.iter().all(|role| {
                self.cell(content, fields, *role)
                    .is_some_and(|text| text == page.cell_text(row, *role))
            });
            same.then(|| page.row_span(row))
        })
    }

    /// Place of a statement with this fingerprint.
    fn statement(&self, statement: usize, hash: &str) -> Option<Span> {
        self.pages.iter().find_map(|page| {
            let found = page.statements.iter().find(|found| found.statement == statement)?;
            let inline = &page.parsed.blocks[found.block?].inline;
            (cell_fingerprint(inline.trimmed()) == hash).then(|| page.span(inline.trimmed_source()))
        })
    }
}
