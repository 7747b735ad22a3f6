//! # What it checks
//! The message column of a translation, where the message is a wire name according to the
//! catalog: it must not be translated or altered. Messages that are human names are to be
//! translated and are left alone. Spellings of earlier source editions are accepted.
//!
//! # Why it matters
//! A wire message is what stands in logs and in the vendor's protocol documentation. Translated,
//! it leads nowhere, and often enough it is another sense of the word (a check-out of a hotel).
//!
//! # Example
//! Wrong: `| PINGs | Au revoir | Topic | … |`. Right: `| PINGs | GoodBye | Topic | … |`.
//!
//! # Remedy
//! Write the message exactly as the source page has it, in every row.

use std::collections::BTreeMap;

use crate::audit::{Audit, CellRef, Page};
use crate::catalog::Message;
use crate::catalog::model::{ColumnRole, MessageRole};
use crate::check::repeat::{cover, with_source};
use crate::check::spelling::{Spelling, edges, spelling};
use crate::check::writing::{disguise, visible};
use crate::check::{Check, Context, precedence};
use crate::finding::{Applicability, Finding, Severity};

use super::{is_known, is_sure, span_in};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "translated-message",
    summary: "a wire message was translated or altered",
    severity: Severity::Warning,
    doubts_text: true,
    yields_to: precedence::CELL,
    source: include_str!("translated_message.rs"),
    run,
};

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    if page.is_source {
        return;
    }
    let mut faults: BTreeMap<(&str, &str), Vec<CellRef<'_>>> = BTreeMap::new();
    for row in &page.rows {
        let cell = page.cell(row, ColumnRole::Message).filter(|cell| !cell.text().is_empty());
        let (Some(message), Some(cell)) = (wire_message(audit, &cell), cell) else { continue };
        let expected = message.label_at(audit.source_date(page));
        let found = &cell.text()[edges(cell.text(), &[expected], true).body];
        let source = audit.source_cell(page, row, ColumnRole::Message).map(|s| s.cell.text());
        let kept = [Some(cell.text()), Some(found)].contains(&source);
        if !kept && !is_known(&message.label, &message.former, found) {
            faults.entry((expected, found)).or_default().push(cell);
        }
    }
    for ((expected, found), cells) in faults {
        findings.push(finding(audit, page, expected, found, &cells));
    }
}

fn wire_message<'a>(audit: &'a Audit<'_>, cell: &Option<CellRef<'_>>) -> Option<&'a Message> {
    let field = audit.catalog.field(*cell.as_ref()?.row.fields.first()?);
    let message = audit.catalog.message(&field.message)?;
    (message.documented && message.role == MessageRole::Key).then_some(message)
}

fn finding(
    audit: &Audit<'_>,
    page: &Page,
    expected: &str,
    found: &str,
    cells: &[CellRef<'_>],
) -> Finding {
    let first = cells[0];
    let span = span_in(first, edges(first.text(), &[expected], true).body);
    let hidden = disguise(found, expected);
    let message = match spelling(expected, found) {
        _ if !hidden.is_empty() => {
            format!("the wire message `{expected}` is written{hidden}: `{}`", visible(found))
        }
        Spelling::Altered(how) => {
            format!("the wire message `{expected}` is {}: `{found}`", how.describe())
        }
        _ => format!("the wire message `{expected}` is translated as `{found}`"),
    };
    let finding = Finding::new(CHECK.id, CHECK.severity, span, message)
        .column("message")
        .expected(expected)
        .found(found)
        .help(format!("write `{expected}`: the message travels under this name in every language"));
    let mend = |finding: Finding, cell: &CellRef<'_>| {
        let at = edges(cell.text(), &[expected], true).body;
        finding.mend(Applicability::when(is_sure(cell.row)), span_in(*cell, at), expected)
    };
    let finding = cells.iter().fold(finding, mend);
    let finding = cover(audit, page, finding, cells);
    with_source(finding, audit.source_cell(page, first.row, ColumnRole::Message))
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    #[test]
    fn a_translated_message_is_one_finding_for_all_its_rows() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Bonjour | Topic | Le canal de la lampe. |
          ^^^^^^^ warning: the wire message `Hello` is translated as `Bonjour`
| PINGs | Bonjour | lampId | L’UUID de la lampe. |
| PINGs | Hello | State | Un de lit, dark ou faulty. |
| PINGs | Good-bye | Topic | Le canal de la lampe. |
          ^^^^^^^^ warning: the wire message `GoodBye` is written in other case and with other
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn kept_wire_messages_and_translated_names_are_left_alone() {
        Case::default()
            .document(
                "de-DE/data-acme-sends-to-hub.md",
                "\
| Dienst | Nachricht | An Hub gesendete Daten | Verwendet für |
|---|---|---|---|
| PINGs | **Hello** | Topic | Kanal der Lampe. |
| PINGs | Hello. | lampId | Die UUID der Lampe. |
| PINGs | GoodBye | Topic | Kanal der Lampe. |
| STORE | Konto im Laden | Seriennummer | Die Nummer der Lampe. |
",
            )
            .expect(&CHECK);
    }
}
