//! # What it checks
//! Wire keys that the source page does not set as code and that most of its translations change.
//! Only source pages are looked at; it is one finding for a key, however many rows and languages
//! have it.
//!
//! # Why it matters
//! Nothing tells a translator, or a machine, that the word is a key: `Topic` reads like any word.
//! What nearly all translations do is not their fault but that of the source, and only there can it
//! be mended for good.
//!
//! # Example
//! Wrong: `| PINGs | Hello | Topic | … |` while 9 of 10 translations change `Topic`. Right:
//! ``| PINGs | Hello | `Topic` | … |``.
//!
//! # Remedy
//! Set the key as code on the source page, and mark it as not to be translated in the translation
//! tool. The translations are to be mended as well; the findings on them refer to this one.

use std::collections::BTreeMap;

use crate::align::has_word;
use crate::audit::{Audit, CellRef, Page};
use crate::catalog::model::{ColumnRole, FieldRole};
use crate::check::repeat::cover;
use crate::check::{Check, Context};
use crate::consensus::Agreement;
use crate::finding::{Finding, Severity};
use crate::source::Span;

use super::span_in;

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "unmarked-key",
    summary: "most translations change a key that the source page does not mark",
    severity: Severity::Warning,
    doubts_text: false,
    yields_to: &[],
    source: include_str!("unmarked_key.rs"),
    run,
};

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    if !page.is_source || !is_first_source(audit, page) {
        return;
    }
    for (label, cells) in unmarked(audit, page) {
        let agreement = changed(audit, page, label, &cells);
        if agreement.carried() {
            findings.push(finding(audit, page, label, &cells, agreement));
        }
    }
}

/// The keys that a source page does not set as code, with their cells.
fn unmarked<'a>(audit: &'a Audit<'_>, page: &'a Page) -> BTreeMap<&'a str, Vec<CellRef<'a>>> {
    let mut keys: BTreeMap<&str, Vec<CellRef<'_>>> = BTreeMap::new();
    for row in &page.rows {
        let Some(cell) = page.cell(row, ColumnRole::Field) else { continue };
        for field in row.fields.iter().map(|ix| audit.catalog.field(*ix)) {
            let label = field.label.as_str();
            let marked = cell.cell.inline.marked_texts().any(|text| text == label);
            if field.role == FieldRole::Key && !marked && has_word(cell.text(), label) {
                keys.entry(label).or_default().push(cell);
            }
        }
    }
    keys
}

/// Of several source pages of a document in one run only the first speaks.
fn is_first_source(audit: &Audit<'_>, page: &Page) -> bool {
    audit.originals_of(page.document).next().is_some_and(|first| first.file == page.file)
}

/// How many translations change the key in at least one of the rows.
fn changed(audit: &Audit<'_>, page: &Page, label: &str, cells: &[CellRef<'_>]) -> Agreement {
    let mut languages: BTreeMap<&str, bool> = BTreeMap::new();
    for other in audit.pages.iter().filter(|o| o.document == page.document && !o.is_source) {
        let theirs = cells.iter().filter_map(|cell| {
            let row = other.row_of(cell.row.matched.row()?)?;
            other.cell(row, ColumnRole::Field)
        });
        for cell in theirs {
            let changes = languages.entry(other.language.language()).or_default();
            *changes |= !cell.text().contains(label);
        }
    }
    let yes = languages.values().filter(|changes| **changes).count();
    Agreement { yes, of: languages.len() }
}

fn finding(
    audit: &Audit<'_>,
    page: &Page,
    label: &str,
    cells: &[CellRef<'_>],
    agreement: Agreement,
) -> Finding {
    let first = cells[0];
    let at = first.text().find(label).unwrap_or_default();
    let span = span_in(first, at..at + label.len());
    let message = format!(
        "the wire key `{label}` is not set as code, and {} of {} translations change it",
        agreement.yes, agreement.of
    );
    let marked = format!("`{label}`");
    let finding = Finding::new(CHECK.id, CHECK.severity, span, message)
        .column("field")
        .expected(marked.as_str())
        .found(label)
        .help(format!("write {marked} in every row, so that nobody takes it for a word"));
    let finding = cells.iter().fold(finding, |finding, cell| {
        let at = cell.text().find(label).unwrap_or_default();
        finding.suggest(span_in(*cell, at..at + label.len()), marked.as_str())
    });
    cover(audit, page, finding, cells)
}

/// Where a key that this check reports first stands.
struct Reported(Span);

/// Where the source page of a translation has a key that this check reports.
pub(super) fn reported_on_source(audit: &Audit<'_>, page: &Page, label: &str) -> Option<Span> {
    let reported = audit.once.get(page.document, label, || {
        let source = audit.originals_of(page.document).next()?;
        let cells = unmarked(audit, source).remove(label)?;
        changed(audit, source, label, &cells).carried().then(|| cells[0].span()).map(Reported)
    });
    reported.as_ref().as_ref().map(|reported| reported.0)
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    fn page(topic: &str, lamp: &str) -> String {
        format!(
            "| Service | Message | Data sent to Hub | Used for |\n|---|---|---|---|\n\
             | PINGs | Hello | {topic} | Kanal. |\n| PINGs | Hello | {lamp} | UUID. |\n\
             | PINGs | GoodBye | {topic} | Kanal. |\n"
        )
    }

    fn case<'a>(source: &'a str, translations: &'a [String; 3]) -> Case<'a> {
        let [german, french, dutch] = translations;
        Case::default()
            .document("en-US/data-acme-sends-to-hub.md", source)
            .document("de-DE/data-acme-sends-to-hub.md", german)
            .document("fr-FR/data-acme-sends-to-hub.md", french)
            .document("nl-NL/data-acme-sends-to-hub.md", dutch)
    }

    #[test]
    fn a_key_that_most_translations_change_is_one_finding_on_the_source() {
        let translations =
            [page("Thema", "lampId"), page("Sujet", "lampId"), page("Onderwerp", "LampID")];
        let source = "\
| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | Channel. |
                  ^^^^^ warning: the wire key `Topic` is not set as code, and 3 of 3 translations change it
| PINGs | Hello | lampId | UUID. |
| PINGs | GoodBye | Topic | Channel. |
";
        case(source, &translations).expect(&CHECK);
    }

    #[test]
    fn marked_keys_and_those_that_most_keep_are_left_alone() {
        let translations =
            [page("Thema", "lampId"), page("Sujet", "lampId"), page("Topic", "lampId")];
        let marked =
            [page("Thema", "lampId"), page("Sujet", "lampId"), page("Onderwerp", "lampId")];
        case(&page("Topic", "lampId"), &translations).expect(&CHECK);
        case(&page("`Topic`", "lampId"), &marked).expect(&CHECK);
    }
}
