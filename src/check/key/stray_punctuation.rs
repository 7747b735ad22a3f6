//! # What it checks
//! Punctuation that does not belong in a cell: a comma, semicolon or colon before or after a
//! field, service or message that the source does not have there; a full stop after a wire name;
//! punctuation marks that follow each other directly; a purpose text that starts with a comma or
//! full stop or ends with two marks. An ellipsis is right, and so is the full stop of an
//! abbreviation. A key that differs from the source only by this is no `altered-key`.
//!
//! # Why it matters
//! It is the trace of a sentence that was taken apart for translation. Whoever copies a key takes
//! the comma along, and comparisons by machine fail.
//!
//! # Example
//! Wrong: `| PINGs | Hello | Topic, | … |`. Right: `| PINGs | Hello | Topic | … |`.
//!
//! # Remedy
//! Remove the punctuation.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::audit::{Audit, CellRef, Page, PageRow};
use crate::catalog::model::{ColumnRole, FieldRole, MessageRole};
use crate::check::repeat::cover;
use crate::check::spelling::{doubled, edges};
use crate::check::{Check, Context, column_name};
use crate::finding::{Applicability, Finding, Severity};

use super::span_in;

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "stray-punctuation",
    summary: "punctuation that does not belong in a cell",
    severity: Severity::Warning,
    doubts_text: true,
    // The key replaces all that stands in its cell.
    yields_to: &["short-row", "empty-cell", "translated-key"],
    source: include_str!("stray_punctuation.rs"),
    run,
};

/// A place in the trimmed text of a cell and what should stand there.
struct Fault {
    at: Range<usize>,
    mend: String,
    /// Around a wire name, to which no mark belongs.
    sure: bool,
}

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    let mut faults: BTreeMap<(&str, &str, usize), (Fault, Vec<CellRef<'_>>)> = BTreeMap::new();
    for row in &page.rows {
        for column in &audit.document(page).columns {
            let Some(cell) = page.cell(row, column.role) else { continue };
            for fault in look(audit, page, row, column.role, cell.text()) {
                let key = (column_name(column.role), cell.text(), fault.at.start);
                faults.entry(key).or_insert((fault, Vec::new())).1.push(cell);
            }
        }
    }
    for ((column, text, _), (fault, cells)) in faults {
        let expected =
            format!("{}{}{}", &text[..fault.at.start], fault.mend, &text[fault.at.end..]);
        let span = span_in(cells[0], fault.at.clone());
        let finding = Finding::new(CHECK.id, CHECK.severity, span, message(text, &fault))
            .column(column)
            .expected(expected.trim())
            .found(text)
            .help("it belongs neither to the name nor to the sentence: remove it");
        let sure = Applicability::when(fault.sure);
        let finding = cells.iter().fold(finding, |finding, cell| {
            finding.mend(sure, span_in(*cell, fault.at.clone()), fault.mend.as_str())
        });
        findings.push(cover(audit, page, finding, &cells));
    }
}

fn message(text: &str, fault: &Fault) -> String {
    let mark = &text[fault.at.clone()];
    if !fault.mend.is_empty() {
        let shown = &text[text[..fault.at.start].rfind(' ').map_or(0, |at| at + 1)..fault.at.end];
        format!("`{shown}` has `{mark}` where one mark belongs")
    } else if fault.at.start == 0 {
        let shown = text.split_inclusive(char::is_whitespace).take(3).collect::<String>();
        format!("stray `{mark}` before `{}`", shown.trim_start_matches(mark).trim())
    } else {
        format!("stray `{mark}` after `{}`", text[..fault.at.start].trim())
    }
}

/// The faults of one cell.
fn look(audit: &Audit<'_>, page: &Page, row: &PageRow, role: ColumnRole, text: &str) -> Vec<Fault> {
    let source = audit.source_cell(page, row, role).map_or("", |source| source.cell.text());
    let named = if role == ColumnRole::Purpose { None } else { name(audit, page, row, role) };
    let (label, wire) = named.as_ref().map_or(("", false), |(label, wire)| (label.as_str(), *wire));
    let models: Vec<&str> = [label, source].into_iter().filter(|m| !m.is_empty()).collect();
    let parts = edges(text, &models, wire);
    let mut faults = Vec::new();
    if !parts.lead.is_empty() {
        faults.push(Fault { at: parts.lead, mend: String::new(), sure: wire });
    }
    let is_name = named.is_some();
    if is_name && !parts.tail.is_empty() {
        faults.push(Fault { at: parts.tail.clone(), mend: String::new(), sure: wire });
    }
    let end = if is_name { parts.body.end } else { text.len() };
    let run = doubled(&text[parts.body.start..end])
        .map(|at| at.start + parts.body.start..at.end + parts.body.start)
        .filter(|at| is_name || at.end == text.len())
        .filter(|at| !models.iter().any(|model| model.contains(&text[at.clone()])));
    if let Some(at) = run.filter(|_| is_name || role == ColumnRole::Purpose) {
        let mend = text[at.clone()].chars().take(1).collect();
        faults.push(Fault { at, mend, sure: false });
    }
    faults
}

/// What the row names in this column according to the catalog, and whether it is a wire name.
fn name(audit: &Audit<'_>, page: &Page, row: &PageRow, role: ColumnRole) -> Option<(String, bool)> {
    let catalog = audit.catalog;
    let date = audit.source_date(page);
    let fields: Vec<_> = row.fields.iter().map(|ix| catalog.field(*ix)).collect();
    let first = fields.first()?;
    match role {
        ColumnRole::Field => {
            let labels: Vec<&str> = fields.iter().map(|f| f.label_at(date)).collect();
            Some((labels.join(", "), fields.iter().all(|f| f.role == FieldRole::Key)))
        }
        ColumnRole::Service => Some((catalog.service(&first.service)?.label.clone(), true)),
        ColumnRole::Message => {
            let message = catalog.message(&first.message).filter(|m| m.documented)?;
            Some((message.label_at(date).to_owned(), message.role == MessageRole::Key))
        }
        ColumnRole::Purpose => None,
    }
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    #[test]
    fn punctuation_around_names_is_stray() {
        Case::default()
            .document(
                "pl-PL/data-acme-sends-to-hub.md",
                "\
| Usługa | Komunikat | Dane wysyłane do Hub | Sposób użycia |
|---|---|---|---|
| [PINGs](x.md) | Hello. | Topic | Kanał lampy. |
                       ^ warning: stray `.` after `Hello`
| PINGs | Hello | lampId, | Identyfikator UUID lampy. |
                        ^ warning: stray `,` after `lampId`
| PINGs | Hello | stan, | Jedna z: lit, dark, faulty. |
                      ^ warning: stray `,` after `stan`
| PINGs | GoodBye | :Topic | Kanał lampy. |
                    ^ warning: stray `:` before `Topic`
| STORE | Konto sklepu | Numer seryjny： | Numer lampy. |
                                      ^ warning: stray `：` after `Numer seryjny`
| STORE | Konto sklepu | Imię,, nazwisko | Kupujący. |
                             ^^ warning: `Imię,,` has `,,` where one mark belongs
| STORE | Konto sklepu | Czas zakupu | Według ISO 8601. |
| STORE | Konto sklepu | shadeCount | Liczba. |
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn texts_neither_start_with_a_mark_nor_end_with_two() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Le canal de la lampe.. |
                                              ^^ warning: `lampe..` has `..` where one mark belongs
| PINGs | Hello | lampId | , l’UUID de la lampe. |
                           ^ warning: stray `,` before `l’UUID de
| PINGs | Hello | State | . Un de lit, dark ou faulty. |
                          ^ warning: stray `.` before `Un de`
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn punctuation_that_belongs_is_left_alone() {
        Case::default()
            .document(
                "es-ES/data-acme-sends-to-hub.md",
                "\
| Servicio | Mensaje | Datos enviados a Hub | Usado para |
|---|---|---|---|
| PINGs | Hello | Topic | El canal, etc... |
| PINGs | Hello | lampId | .pem o UUID: |
| PINGs | Hello | State | lit, dark, faulty… |
| PINGs | GoodBye | Topic | El canal. |
| STORE | Cuenta. | Núm. de serie | El núm., de la lámpara; |
| STORE | Cuenta. | Nombre del prop. | Comprador. |
| STORE | Cuenta. | Hora | ISO 8601. |
| STORE | Cuenta. | shadeCount | El número. |
",
            )
            .document(
                "fr-FR/data-hub-sends-to-acme.md",
                "\
| Service | Données envoyées à Acme | Utilisé pour |
|---|---|---|
| PINGs | Token, wakeWord | L’adresse de la lampe. |
| PINGs | brightness_level | La luminosité. |
",
            )
            .expect(&CHECK);
    }
}
