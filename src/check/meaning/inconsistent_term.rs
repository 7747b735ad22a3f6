//! # What it checks
//! The same source text (a label, a message, a purpose that stands in several rows) that one page
//! renders in several ways. Inflection, case, order and the final mark do not count.
//!
//! # Why it matters
//! A reader who meets two names takes them for two things. It also shows where a correction was
//! made in one row and forgotten in the others.
//!
//! # Example
//! Wrong: `L’UDID de l’appareil.` in three rows and `L’UDID du périphérique.` in a fourth. Right:
//! one of them in all four.
//!
//! # Remedy
//! Choose one rendering. It is a note: two wordings may be equally right.

use std::collections::BTreeMap;

use crate::audit::{Audit, CellRef, Page};
use crate::catalog::model::{ColumnRole, FieldRole};
use crate::check::{Check, Context, column_name, precedence};
use crate::consensus::same_words;
use crate::finding::{Finding, Severity};

use super::source_of;

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "inconsistent-term",
    summary: "one source text is rendered in several ways",
    severity: Severity::Note,
    doubts_text: false,
    yields_to: precedence::MEANING,
    source: include_str!("inconsistent_term.rs"),
    run,
};

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    if page.is_source {
        return;
    }
    for role in [ColumnRole::Message, ColumnRole::Field, ColumnRole::Purpose] {
        let mut groups: BTreeMap<&str, Vec<CellRef<'_>>> = BTreeMap::new();
        for row in &page.rows {
            let cell = page.cell(row, role).filter(|cell| !cell.text().is_empty());
            if let Some((cell, source)) = cell.zip(source_of(audit, page, row, role)) {
                groups.entry(source.text()).or_default().push(cell);
            }
        }
        for (source, cells) in groups {
            findings.extend(finding(audit, page, role, source, &cells));
        }
    }
}

fn finding(
    audit: &Audit<'_>,
    page: &Page,
    role: ColumnRole,
    source: &str,
    cells: &[CellRef<'_>],
) -> Option<Finding> {
    // The source text itself and keys that were translated are reported by checks of their own.
    let rendered: Vec<&CellRef<'_>> = cells.iter().filter(|cell| cell.text() != source).collect();
    let mut kinds: Vec<Vec<&CellRef<'_>>> = Vec::new();
    for cell in rendered {
        match kinds.iter_mut().find(|kind| same_words(kind[0].text(), cell.text())) {
            Some(kind) => kind.push(cell),
            None => kinds.push(vec![cell]),
        }
    }
    // The commonest first; of equally common ones the first on the page.
    kinds.sort_by_key(|kind| std::cmp::Reverse(kind.len()));
    let (usual, rest) = kinds.split_first()?;
    let odd = rest.first()?.first()?;
    let keys = role == ColumnRole::Field
        && odd.row.fields.iter().all(|f| audit.catalog.field(*f).role == FieldRole::Key);
    if keys {
        return None;
    }
    let message = format!(
        "`{source}` is rendered as `{}` here and as `{}` elsewhere",
        odd.text(),
        usual[0].text()
    );
    let mut finding = Finding::new(CHECK.id, CHECK.severity, odd.span(), message)
        .column(column_name(role))
        .expected(usual[0].text())
        .found(odd.text())
        .help("use one rendering for one text");
    for cell in rest.iter().flatten() {
        finding = finding.row(cell.row.number, page.field_ids(audit.catalog, cell.row));
    }
    Some(finding.relate(usual[0].span(), "the usual rendering"))
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing_pages::Pages;

    #[test]
    fn another_rendering_of_the_same_text_is_a_note() {
        Pages::new()
            .edit(
                "fr-FR",
                "| PINGs | GoodBye | Topic | Le canal que la lampe écoute. |",
                "| PINGs | GoodBye | Topic | La chaîne entendue par la lampe. |
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ note: `The channel on which the lamp listens.` is rendered as `La chaîne entendue par la lampe.` here and as `Le canal que la lampe écoute.` elsewhere",
            )
            .expect(&CHECK);
    }

    #[test]
    fn inflection_and_the_final_mark_do_not_count() {
        Pages::new().expect(&CHECK);
        Pages::new()
            .edit(
                "de-DE",
                "| PINGs | GoodBye | Topic | Der Kanal, auf dem die Lampe lauscht. |",
                "| PINGs | GoodBye | Topic | Der Kanal, auf dem die Lampen lauscht |",
            )
            .expect(&CHECK);
    }
}
