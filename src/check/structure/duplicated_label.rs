//! # What it checks
//! One label that stands in two rows although the source has two labels there. Labels are the human
//! names of data; wire keys have checks of their own. Where most other languages have one word for
//! both as well, the page is right. It is a note unless the label is known to belong to one of the
//! two rows, or the other languages tell the two apart. Neighbours are compared, and all rows of a
//! message.
//!
//! # Why it matters
//! A label that was pasted onto the next row hides the datum of that row: the reader finds one
//! datum twice and the other not at all.
//!
//! # Example
//! Wrong: `Numéro de série` in the rows for “Serial number” and for “Owner name”. Right:
//! `Nom du propriétaire` in the second.
//!
//! # Remedy
//! Translate the source label of the row that has the wrong one.

use crate::audit::{Audit, CellRef, Page, PageRow};
use crate::catalog::model::{ColumnRole, FieldRole};
use crate::catalog::{Catalog, Field};
use crate::check::repeat::with_source;
use crate::check::{Check, Context};
use crate::consensus::{Agreement, Consensus, counterparts, same_words};
use crate::finding::{Finding, Severity};

use super::label_of;

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "duplicated-label",
    summary: "a label stands in the row of another datum too",
    severity: Severity::Warning,
    doubts_text: true,
    yields_to: &[],
    source: include_str!("duplicated_label.rs"),
    run,
};

/// A label of the page with the one that the source has in its place.
struct Label<'a> {
    cell: CellRef<'a>,
    field: &'a Field,
    source: String,
}

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (consensus, page) = (context.consensus, context.page);
    if page.is_source {
        return;
    }
    let labels: Vec<Label<'_>> =
        page.rows.iter().filter_map(|row| label(consensus.audit, page, row)).collect();
    for (at, second) in labels.iter().enumerate() {
        let first = labels[..at].iter().rev().find(|first| repeats(first, second));
        findings.extend(first.and_then(|first| pasted(consensus, page, first, second)));
    }
}

/// Whether two labels of a message, or of neighbours, are the same.
fn repeats(first: &Label<'_>, second: &Label<'_>) -> bool {
    let near = first.cell.row.number + 1 == second.cell.row.number;
    (near || first.field.message == second.field.message)
        && first.cell.text().to_lowercase() == second.cell.text().to_lowercase()
}

/// The label of a row that stands for one datum with a human name.
fn label<'a>(audit: &'a Audit<'_>, page: &'a Page, row: &'a PageRow) -> Option<Label<'a>> {
    let [field] = row.fields.as_slice() else { return None };
    let cell = page.cell(row, ColumnRole::Field).filter(|cell| !cell.text().is_empty())?;
    let source = audit
        .source_cell(page, row, ColumnRole::Field)
        .map_or_else(|| label_of(audit, page, &row.fields), |s| s.cell.text().to_owned());
    let field = audit.catalog.field(*field);
    (field.role == FieldRole::Label).then_some(Label { cell, field, source })
}

fn pasted(consensus: &Consensus<'_>, page: &Page, a: &Label<'_>, b: &Label<'_>) -> Option<Finding> {
    if same_words(&a.source, &b.source) {
        return None;
    }
    let catalog = consensus.audit.catalog;
    let (first, second) = (belongs(catalog, page, a), belongs(catalog, page, b));
    let alike = alike(consensus, page, a, b);
    if (first && second) || alike.carried() || (alike.yes > 0 && alike.yes == alike.of) {
        return None;
    }
    // Where neither is known, the one that comes after was pasted.
    let (wrong, right) = if second && !first { (a, b) } else { (b, a) };
    let sure = first != second || alike.rejected();
    let severity = if sure { CHECK.severity } else { Severity::Note };
    let apart = Agreement { yes: alike.of - alike.yes, of: alike.of };
    let vote = apart.words().map_or(String::new(), |words| format!("; {words} tell them apart"));
    let message = format!(
        "`{}` is the label of both `{}` and `{}` of the source page{vote}",
        wrong.cell.text(),
        right.source,
        wrong.source
    );
    let ids = |label: &Label<'_>| page.field_ids(catalog, label.cell.row);
    let finding = Finding::new(CHECK.id, severity, wrong.cell.span(), message)
        .column("field")
        .found(wrong.cell.text())
        .help(format!("translate the source label of this row, `{}`", wrong.source))
        .row(wrong.cell.row.number, ids(wrong))
        .row(right.cell.row.number, ids(right))
        .relate(right.cell.span(), "the same label");
    let source = consensus.audit.source_cell(page, wrong.cell.row, ColumnRole::Field);
    Some(with_source(finding, source))
}

/// Whether a label is known to be right in its row: as the source has it, or as the catalog
/// accepts it.
fn belongs(catalog: &Catalog, page: &Page, label: &Label<'_>) -> bool {
    let text = label.cell.text();
    let accepted = catalog.locales.get(page.locale()).and_then(|l| l.terms.get(&label.field.id));
    text == label.source || accepted.is_some_and(|terms| terms.iter().any(|term| term == text))
}

/// How many other languages have one label in both rows.
fn alike(consensus: &Consensus<'_>, page: &Page, a: &Label<'_>, b: &Label<'_>) -> Agreement {
    let others = counterparts(consensus.audit, page, b.cell.row, ColumnRole::Field);
    let first = counterparts(consensus.audit, page, a.cell.row, ColumnRole::Field);
    Agreement::hold(&others, |counterpart| {
        let same = first.iter().find(|other| other.page.file == counterpart.page.file)?;
        Some(same.cell.text().to_lowercase() == counterpart.cell.text().to_lowercase())
    })
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing_pages::Pages;

    const OWNER: &str = "| STORE | Shop account | Owner name | Le nom complet";

    #[test]
    fn a_label_that_was_pasted_onto_another_row_is_found() {
        Pages::new()
            .edit("fr-FR", "| Serial number |", "| Numéro de série |")
            .edit(
                "fr-FR",
                "| STORE | Shop account | Owner name | Le nom complet de la personne qui a acheté la lampe. Il est envoyé une fois. |",
                "| STORE | Shop account | Numéro de série | Le nom complet de la personne qui a acheté la lampe. Il est envoyé une fois. |
                         ^^^^^^^^^^^^^^^ warning: `Numéro de série` is the label of both `Serial number` and `Owner name` of the source page; 3 of 3 other languages tell them apart",
            )
            .expect(&CHECK);
    }

    #[test]
    fn a_known_label_tells_which_of_the_two_is_wrong() {
        Pages::new()
            .only(&["en-US", "fr-FR"])
            .edit("fr-FR", OWNER, "| STORE | Shop account | Nom du propriétaire | Le nom complet")
            .edit(
                "fr-FR",
                "| STORE | Shop account | Serial number | Le numéro de série qui figure sur la boîte de la lampe. |",
                "| STORE | Shop account | Nom du propriétaire | Le numéro de série qui figure sur la boîte de la lampe. |
                         ^^^^^^^^^^^^^^^^^^^ warning: `Nom du propriétaire` is the label of both `Owner name` and `Serial number`",
            )
            .expect(&CHECK);
    }

    #[test]
    fn keys_and_languages_with_one_word_for_both_are_left_alone() {
        let same = |pages: Pages, locale| {
            pages.edit(locale, "| Serial number |", "| Nr |").edit(
                locale,
                "| Owner name |",
                "| Nr |",
            )
        };
        Pages::new().expect(&CHECK);
        let pages = ["de-DE", "es-ES", "fr-FR", "nl-NL"].into_iter().fold(Pages::new(), same);
        pages.expect(&CHECK);
    }
}
