//! One name, two spellings.

use std::collections::BTreeMap;

use super::CHECK;
use crate::audit::{Audit, CellRef, Page};
use crate::catalog::Service;
use crate::catalog::model::{ColumnRole, FieldRole, MessageRole};
use crate::check::repeat::cover;
use crate::finding::{Finding, Severity};
use crate::source::Span;

/// A place where a service is named.
struct Named<'a> {
    span: Span,
    cell: Option<CellRef<'a>>,
}

/// Services that are spelt in two ways, in their column or in the text.
pub(super) fn services(audit: &Audit<'_>, page: &Page, findings: &mut Vec<Finding>) {
    for service in &audit.catalog.services {
        let spellings = spellings(page, service);
        let Some(right) = right_spelling(service, &spellings) else { continue };
        for (found, places) in spellings.iter().filter(|(found, _)| **found != right) {
            let first = &places[0];
            let message =
                format!("the service is spelt `{found}` here and `{right}` elsewhere on the page");
            let mut finding = Finding::new(CHECK.id, Severity::Warning, first.span, message)
                .expected(right.as_str())
                .found(found.as_str())
                .help("one spelling throughout: translations copy whichever they meet");
            for (index, place) in places.iter().enumerate() {
                finding = finding.suggest(place.span, right.as_str());
                if let Some(cell) = &place.cell {
                    let ids = page.field_ids(audit.catalog, cell.row);
                    finding = finding.row(cell.row.number, ids).column("service");
                }
                if index > 0 {
                    finding = finding.relate(place.span, "again here");
                }
            }
            findings.push(finding);
        }
    }
}

/// The catalog's spelling if the page has it, otherwise the most frequent one; nothing if there
/// is only one.
fn right_spelling(service: &Service, found: &BTreeMap<String, Vec<Named<'_>>>) -> Option<String> {
    let most = found.iter().max_by_key(|(_, places)| places.len())?.0;
    let right = if found.contains_key(&service.label) { &service.label } else { most };
    (found.len() > 1).then(|| right.clone())
}

fn spellings<'a>(page: &'a Page, service: &Service) -> BTreeMap<String, Vec<Named<'a>>> {
    let folded = service.label.to_lowercase();
    let mut found: BTreeMap<String, Vec<Named<'a>>> = BTreeMap::new();
    for row in &page.rows {
        if let Some(cell) = page.cell(row, ColumnRole::Service)
            && cell.text().to_lowercase() == folded
        {
            let named = Named { span: cell.span(), cell: Some(cell) };
            found.entry(cell.text().to_owned()).or_default().push(named);
        }
    }
    // A word in small letters may be an ordinary word.
    let is_name = |word: &str| {
        word.chars().filter(|c| c.is_uppercase()).count() > 1 && word.to_lowercase() == folded
    };
    for block in &page.parsed.blocks {
        let mut at = 0;
        for piece in block.inline.text.split_inclusive(|c: char| !c.is_alphanumeric() && c != '/') {
            let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
            if is_name(word) {
                let span = page.span(block.inline.source_range(at..at + word.len()));
                found.entry(word.to_owned()).or_default().push(Named { span, cell: None });
            }
            at += piece.len();
        }
    }
    found
}

/// Words of human labels in two casings that differ in more than the first letter: `Id`, `ID`.
pub(super) fn label_words(audit: &Audit<'_>, page: &Page, findings: &mut Vec<Finding>) {
    let mut words: BTreeMap<String, BTreeMap<&str, Vec<CellRef<'_>>>> = BTreeMap::new();
    for cell in labels(audit, page) {
        for word in cell.text().split(|c: char| !c.is_alphanumeric()) {
            if word.chars().count() > 1 && word.chars().all(char::is_alphabetic) {
                let cells = words.entry(word.to_lowercase()).or_default().entry(word).or_default();
                cells.push(cell);
            }
        }
    }
    for spellings in words.values() {
        let Some((usual, usual_cells)) = spellings.iter().max_by_key(|(_, cells)| cells.len())
        else {
            continue;
        };
        let tail = |word: &str| word.chars().skip(1).collect::<String>();
        for (found, cells) in spellings.iter().filter(|(found, _)| tail(found) != tail(usual)) {
            let message =
                format!("labels write `{found}` here and `{usual}` elsewhere on the page");
            let finding = Finding::new(CHECK.id, CHECK.severity, cells[0].span(), message)
                .column("field")
                .expected(*usual)
                .found(*found)
                .help("one casing throughout: the catalog and translations compare labels");
            let finding = cover(audit, page, finding, cells);
            findings.push(finding.relate(usual_cells[0].span(), "the usual form"));
        }
    }
}

fn labels<'a>(audit: &Audit<'_>, page: &'a Page) -> Vec<CellRef<'a>> {
    let mut cells = Vec::new();
    for row in &page.rows {
        let [field] = row.fields.as_slice() else { continue };
        let field = audit.catalog.field(*field);
        let message = audit.catalog.message(&field.message);
        if message.is_some_and(|message| message.role == MessageRole::Label) {
            cells.extend(page.cell(row, ColumnRole::Message));
        }
        if field.role == FieldRole::Label {
            cells.extend(page.cell(row, ColumnRole::Field));
        }
    }
    cells
}
