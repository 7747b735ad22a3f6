//! The rows that a page is aligned with: what the catalog knows of each, in the page's language
//! as far as known, with the source text where there is one.

use std::collections::BTreeSet;

use crate::align::{DocumentRow, ReferenceRow, has_word};
use crate::catalog::model::ColumnRole;
use crate::catalog::{Catalog, FieldIx, LocaleTerms, Row, numbers_in};
use crate::text::words;

use super::Page;

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
                .and_then(|page| Some((page, page.row_of(index)?)))
                .map(|(page, found)| page.cell_text(found, ColumnRole::Purpose));
            let unlisted = !row.fields.iter().any(|field| is_listed(*field));
            ReferenceRow { unlisted, ..reference_row(catalog, row, locale, purpose) }
        })
        .collect()
}

fn reference_row(
    catalog: &Catalog,
    row: &Row,
    locale: Option<&LocaleTerms>,
    purpose: Option<&str>,
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
    if let Some(purpose) = purpose {
        literals.extend(
            catalog.literals_in(purpose).into_iter().map(|range| purpose[range].to_owned()),
        );
        literals.extend(numbers_in(purpose).into_iter().map(|(_, value)| value));
    }
    let message = messages.first().map_or("", String::as_str);
    let text = format!("{} {message} {}", labels[0], purpose.unwrap_or_default());
    ReferenceRow {
        services,
        messages,
        literals,
        words: words(&text).into_iter().collect(),
        purpose: purpose.unwrap_or_default().to_owned(),
        labels,
        unlisted: false,
    }
}

/// The rows of a page as the aligner sees them. `known` holds every literal of the reference.
pub(super) fn document_rows(page: &Page, known: &BTreeSet<String>) -> Vec<DocumentRow> {
    page.rows
        .iter()
        .map(|row| {
            let text = |role| page.cell_text(row, role);
            let (field, message, purpose) =
                (text(ColumnRole::Field), text(ColumnRole::Message), text(ColumnRole::Purpose));
            let numbers: BTreeSet<String> =
                numbers_in(purpose).into_iter().map(|(_, value)| value).collect();
            let literals = known
                .iter()
                .filter(|literal| numbers.contains(*literal) || has_word(purpose, literal))
                .cloned()
                .collect();
            DocumentRow {
                field: field.to_owned(),
                service: text(ColumnRole::Service).to_owned(),
                message: message.to_owned(),
                purpose: purpose.to_owned(),
                literals,
                words: words(&format!("{field} {message} {purpose}")).into_iter().collect(),
            }
        })
        .collect()
}
