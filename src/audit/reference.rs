//! The rows that a page is aligned with: what the catalog knows of each, in the page's language
//! as far as known, with the source text where there is one.

use std::collections::BTreeSet;

use crate::align::{DocumentRow, ReferenceRow, holds_word, lower};
use crate::catalog::model::ColumnRole;
use crate::catalog::{Catalog, FieldIx, LocaleTerms, Row, numbers_in};
use crate::text::{Text, words};

use super::{Page, PageRow, texts};

/// Reference rows for a flow. `source` adds the purpose texts of an aligned source page;
/// `is_listed` says which fields the source that the page was made from has.
pub(super) fn reference_rows(
    catalog: &Catalog,
    rows: &[Row],
    locale: Option<&LocaleTerms>,
    source: Option<&Page>,
    is_listed: impl Fn(FieldIx) -> bool,
) -> Vec<ReferenceRow> {
    rows.iter()
        .enumerate()
        .map(|(index, row)| {
            let purpose = source
                .and_then(|page| page.cell(page.row_of(index)?, ColumnRole::Purpose))
                .map(|cell| cell.forms());
            let unlisted = !row.fields.iter().any(|field| is_listed(*field));
            ReferenceRow { unlisted, ..reference_row(catalog, row, locale, purpose) }
        })
        .collect()
}

fn reference_row(
    catalog: &Catalog,
    row: &Row,
    locale: Option<&LocaleTerms>,
    purpose: Option<Text<'_>>,
) -> ReferenceRow {
    let fields: Vec<_> = row.fields.iter().map(|ix| catalog.field(*ix)).collect();
    let mut labels = vec![fields.iter().map(|f| f.label.as_str()).collect::<Vec<_>>().join(", ")];
    if let [field] = fields.as_slice() {
        labels.extend(field.former.iter().map(|f| f.label.clone()));
        labels.extend(locale.and_then(|l| l.terms.get(&field.id)).into_iter().flatten().cloned());
    }
    let service = catalog.service(&fields[0].service);
    let services = service
        .map(|s| {
            std::iter::once(s.label.clone()).chain(s.source_spellings.iter().cloned()).collect()
        })
        .unwrap_or_default();
    let mut messages = Vec::new();
    if let Some(message) = catalog.message(&fields[0].message).filter(|m| m.documented) {
        messages.push(message.label.clone());
        messages.extend(message.former.iter().map(|f| f.label.clone()));
        messages.extend(
            locale.and_then(|l| l.messages.get(&message.id)).into_iter().flatten().cloned(),
        );
    }
    let mut literals: BTreeSet<String> =
        fields.iter().flat_map(|f| f.literals.iter().chain(&f.values)).cloned().collect();
    let message = messages.first().map_or("", String::as_str);
    let mut all: BTreeSet<String> = words(&labels[0]).into_iter().chain(words(message)).collect();
    if let Some(purpose) = purpose {
        let text = purpose.as_str();
        literals
            .extend(texts::literals(catalog, purpose).iter().map(|at| text[at.clone()].to_owned()));
        literals.extend(numbers_in(text).into_iter().map(|(_, value)| value));
        all.extend(purpose.words().iter().cloned());
    }
    ReferenceRow {
        services,
        messages,
        literals,
        words: all,
        purpose: purpose.map_or_else(String::new, |text| text.as_str().to_owned()),
        labels,
        unlisted: false,
    }
}

/// The rows of a page as the aligner sees them. `known` holds every literal of the reference.
pub(super) fn document_rows(page: &Page, known: &BTreeSet<String>) -> Vec<DocumentRow> {
    let known: Vec<(&String, String)> = known.iter().map(|known| (known, lower(known))).collect();
    page.rows.iter().map(|row| document_row(page, row, &known)).collect()
}

fn document_row(page: &Page, row: &PageRow, known: &[(&String, String)]) -> DocumentRow {
    let text = |role| page.cell_text(row, role);
    let purpose = text(ColumnRole::Purpose);
    let numbers: BTreeSet<String> =
        numbers_in(purpose).into_iter().map(|(_, value)| value).collect();
    let small = lower(purpose);
    let held = |(literal, part): &&(&String, String)| {
        numbers.contains(*literal) || holds_word(&small, part)
    };
    let read = [ColumnRole::Field, ColumnRole::Message, ColumnRole::Purpose];
    let cells = read.into_iter().filter_map(|role| page.cell(row, role));
    DocumentRow {
        field: text(ColumnRole::Field).to_owned(),
        service: text(ColumnRole::Service).to_owned(),
        message: text(ColumnRole::Message).to_owned(),
        purpose: purpose.to_owned(),
        literals: known.iter().filter(held).map(|(literal, _)| (*literal).clone()).collect(),
        words: cells.flat_map(|cell| cell.forms().words()).cloned().collect(),
    }
}
