//! What each audited page makes of each field.

use std::collections::BTreeSet;

use crate::align::Match;
use crate::align::wire_name::{Spelling, spelling};
use crate::audit::{Audit, Page, PageRow};
use crate::catalog::model::{ColumnRole, FieldRole};
use crate::catalog::{Field, FieldIx};

use super::doubts::{Doubts, shown};
use super::evidence::{DocumentationStatus, PageStatus};

/// Separators between the fields of a cell that names several.
const SEPARATORS: [char; 5] = [',', ';', '/', '、', '，'];

/// The pages of an audit with the fields that each of them owes and what speaks against them,
/// computed once.
pub(super) struct Pages<'a> {
    pages: Vec<(&'a Page, &'a str, BTreeSet<FieldIx>)>,
    doubts: Doubts<'a>,
}

impl<'a> Pages<'a> {
    pub(super) fn new(audit: &'a Audit<'_>, doubts: Doubts<'a>) -> Self {
        let pages = audit.pages.iter().map(|page| {
            let expected = audit.expected_fields(page).into_iter().collect();
            (page, audit.document(page).flow.as_str(), expected)
        });
        Pages { pages: pages.collect(), doubts }
    }

    /// What speaks against them.
    pub(super) fn doubts(&self) -> &Doubts<'a> {
        &self.doubts
    }

    /// The status of a field on every page of its flow, by path.
    pub(super) fn documentation(&self, audit: &Audit<'_>, ix: FieldIx) -> Vec<PageStatus> {
        let field = audit.catalog.field(ix);
        self.pages
            .iter()
            .filter(|(_, flow, _)| *flow == field.flow)
            .map(|(page, _, expected)| {
                let listed = page.rows.iter().find(|row| row.fields.contains(&ix));
                let open = || page.rows.iter().find(|row| may_be(&row.matched, field.row));
                let (status, row) = match (listed, open()) {
                    (Some(row), _) => (listed_status(audit, page, row, field), Some(row)),
                    (None, Some(row)) => (DocumentationStatus::Ambiguous, Some(row)),
                    (None, None) if expected.contains(&ix) => (DocumentationStatus::Missing, None),
                    (None, None) => (DocumentationStatus::NotListedByEdition, None),
                };
                let against = self.doubts.on_field(page, &field.id);
                let doubted = !against.is_empty() || self.doubts.contradicted(&field.id);
                let status = match status {
                    DocumentationStatus::Listed if doubted => DocumentationStatus::Doubted,
                    status => status,
                };
                let file = audit.sources.get(page.file);
                PageStatus {
                    locale: page.locale().to_owned(),
                    path: page.path.clone(),
                    sha256: file.sha256().to_owned(),
                    status,
                    line: row.map(|row| file.line(page.row_span(row).start)),
                    found: row.map(|row| found(page, row, ix).to_owned()),
                    doubts: shown(&against),
                }
            })
            .collect()
    }
}

fn may_be(matched: &Match, row: usize) -> bool {
    matches!(matched, Match::Ambiguous { reference, other } if *reference == row || *other == row)
}

/// The part of the field cell that stands for the field, or all of it when that is not plain.
fn found<'p>(page: &'p Page, row: &'p PageRow, ix: FieldIx) -> &'p str {
    let text = page.cell_text(row, ColumnRole::Field);
    if row.fields.len() < 2 {
        return text;
    }
    let parts: Vec<&str> = text.split(SEPARATORS).map(str::trim).collect();
    let place = row.fields.iter().position(|f| *f == ix);
    match place.filter(|_| parts.len() == row.fields.len()) {
        Some(place) => parts[place],
        None => text,
    }
}

/// A label may be written in any way that aligns; a wire key has one spelling.
fn listed_status(
    audit: &Audit<'_>,
    page: &Page,
    row: &PageRow,
    field: &Field,
) -> DocumentationStatus {
    let cell = page.cell_text(row, ColumnRole::Field);
    if cell.is_empty() {
        return DocumentationStatus::Missing;
    }
    if field.role == FieldRole::Label {
        return DocumentationStatus::Listed;
    }
    let accepted = [field.label_at(audit.source_date(page)), field.label.as_str()];
    let parts: Vec<&str> = if row.fields.len() > 1 {
        cell.split(SEPARATORS).map(str::trim).collect()
    } else {
        vec![cell]
    };
    let spellings: Vec<Spelling> =
        parts.iter().flat_map(|part| accepted.iter().map(|label| spelling(label, part))).collect();
    if spellings.contains(&Spelling::Same) {
        DocumentationStatus::Listed
    } else if page.is_source || spellings.iter().any(|s| *s != Spelling::Translated) {
        DocumentationStatus::Altered
    } else {
        DocumentationStatus::Translated
    }
}
