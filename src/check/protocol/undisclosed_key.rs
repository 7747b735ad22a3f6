//! # What it checks
//! Keys that the vendor's protocol can send in a message that the page documents, and whole
//! messages of the protocol, that no page lists. Personal data are named first.
//!
//! # Why it matters
//! It is the question that opens every audit: is the list complete? That the protocol can carry a
//! datum does not prove that it is read or kept, so this is a question to the publisher and never
//! more than a note.
//!
//! # Example
//! The page documents the message `Hello` with `Topic`, `lampId` and `State`; the protocol can send
//! `ownerName` in it as well.
//!
//! # Remedy
//! Ask the publisher whether the datum is read and kept. If so, list it; if not, say so below the
//! table, where it answers the question for good.

use std::collections::BTreeMap;

use super::{is_of_field, with_protocol};
use crate::audit::{Audit, CellRef, Page};
use crate::catalog::model::ColumnRole;
use crate::catalog::{Key, KeyIx};
use crate::check::Check;
use crate::finding::{Finding, Severity};
use crate::protocol::undisclosed::{Claims, named, verdicts};
use crate::protocol::{Subject, Verdict};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "undisclosed-key",
    summary: "the protocol can send what no page lists",
    severity: Severity::Note,
    source: include_str!("undisclosed_key.rs"),
    run,
};

/// Most keys or messages that one finding names.
const NAMED: usize = 10;

fn run(audit: &Audit<'_>, page: &Page, findings: &mut Vec<Finding>) {
    if !page.is_source || audit.catalog.protocol.is_empty() {
        return;
    }
    let claims = Claims::of(audit);
    let mut by_message: BTreeMap<usize, Vec<Verdict>> = BTreeMap::new();
    let mut by_schema: BTreeMap<usize, Vec<Verdict>> = BTreeMap::new();
    let protocol = &audit.catalog.protocol;
    for verdict in verdicts(audit.catalog, &claims) {
        debug_assert!(!is_of_field(&verdict));
        match verdict.subject {
            Subject::Key(ix) => {
                by_message.entry(protocol.key(ix).message).or_default().push(verdict)
            }
            Subject::Message(ix) => {
                by_schema.entry(protocol.messages[ix].schema).or_default().push(verdict);
            }
            Subject::Field(_) => {}
        }
    }
    for (message, open) in by_message {
        if let Some(cell) = place(audit, page, &claims, message, &open) {
            findings.push(of_message(audit, page, message, &open, cell));
        }
    }
    let flow = &audit.document(page).flow;
    for (schema, open) in by_schema {
        let keys = open.iter().flat_map(|v| keys_of(audit, v));
        if keys.into_iter().any(|key| protocol.own_flows(key).contains(&flow.as_str())) {
            findings.push(of_schema(audit, page, schema, &open));
        }
    }
}

fn keys_of<'a>(audit: &'a Audit<'_>, verdict: &Verdict) -> Vec<&'a Key> {
    let protocol = &audit.catalog.protocol;
    match verdict.subject {
        Subject::Message(message) => protocol.keys_of(message).map(|ix| protocol.key(ix)).collect(),
        _ => verdict.key.iter().map(|ix| protocol.key(*ix)).collect(),
    }
}

/// The cell at which to ask for the keys of a message: that of the first row of the page that
/// belongs to it. Asked on the page of the flow in which the keys travel; on the other one only if
/// that page has no row of the message.
fn place<'a>(
    audit: &'a Audit<'_>,
    page: &'a Page,
    claims: &Claims,
    message: usize,
    open: &[Verdict],
) -> Option<CellRef<'a>> {
    let catalog = audit.catalog;
    let of_message = |(ix, _): &(&KeyIx, _)| catalog.protocol.key(**ix).message == message;
    let fields: Vec<_> =
        claims.fields.iter().filter(of_message).flat_map(|(_, fields)| fields).copied().collect();
    let flows: Vec<&str> = open
        .iter()
        .flat_map(|v| keys_of(audit, v))
        .flat_map(|key| catalog.protocol.own_flows(key))
        .collect();
    let own = &audit.document(page).flow;
    let travels = |flow: &str| flows.contains(&flow);
    let elsewhere = fields.iter().any(|ix| travels(&catalog.field(*ix).flow));
    if !travels(own) && elsewhere {
        return None;
    }
    let row = page.rows.iter().find(|row| row.fields.iter().any(|ix| fields.contains(ix)))?;
    page.cell(row, ColumnRole::Message).or_else(|| page.cell(row, ColumnRole::Field))
}

fn of_message(
    audit: &Audit<'_>,
    page: &Page,
    message: usize,
    open: &[Verdict],
    cell: CellRef<'_>,
) -> Finding {
    let protocol = &audit.catalog.protocol;
    let keys: Vec<&Key> = open.iter().flat_map(|v| keys_of(audit, v)).collect();
    let mut names: Vec<String> =
        keys.iter().take(NAMED).map(|key| named(audit.catalog, key)).collect();
    let more = keys.len().saturating_sub(NAMED);
    if more > 0 {
        names.push(format!("{more} more"));
    }
    let text = format!(
        "the protocol can send {} in `{}`, and no page lists {}: ask whether it is read and kept",
        names.join(", "),
        protocol.messages[message].path,
        if keys.len() == 1 { "it" } else { "them" }
    );
    let mut finding = Finding::new(CHECK.id, CHECK.severity, cell.span(), text)
        .row(cell.row.number, page.field_ids(audit.catalog, cell.row))
        .expected(keys.iter().map(|key| key.name.as_str()).collect::<Vec<_>>().join(", "))
        .help("if it is read, list it; if not, say so below the table");
    for key in keys.iter().take(NAMED) {
        finding = with_protocol(audit, finding, key);
    }
    finding
}

fn of_schema(audit: &Audit<'_>, page: &Page, schema: usize, open: &[Verdict]) -> Finding {
    let protocol = &audit.catalog.protocol;
    let name = |v: &Verdict| match v.subject {
        Subject::Message(ix) => Some(protocol.messages[ix].name.as_str()),
        _ => None,
    };
    let all: Vec<&str> = open.iter().filter_map(name).collect();
    let personal = open.iter().filter(|v| v.personal).count();
    let shown: Vec<String> = all.iter().take(NAMED).map(|name| format!("`{name}`")).collect();
    let more = all.len().saturating_sub(NAMED);
    let text = format!(
        "no page lists {} of the protocol `{}`, {personal} of them with personal data: {}{}: ask whether they are used",
        if all.len() == 1 { "1 message".to_owned() } else { format!("{} messages", all.len()) },
        protocol.schemas[schema].id,
        shown.join(", "),
        if more > 0 { format!(" and {more} more") } else { String::new() }
    );
    let span = page.rows.first().map_or_else(|| page.top(), |row| page.row_span(row));
    Finding::new(CHECK.id, CHECK.severity, span, text)
        .expected(all.join(", "))
        .help("the protocol report has every key; if a message is used, list what it holds")
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    #[test]
    fn keys_and_messages_that_no_page_lists() {
        Case::default()
            .document(
                "en-US/data-acme-sends-to-hub.md",
                "\
| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | Channel of the lamp. |
          ^^^^^ note: the protocol can send `ownerName` (owner's name), `brightness` in `ping/Hello`, and no page lists them
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ note: no page lists 1 message of the protocol `ping`, 1 of them with personal data: `Locate`
| PINGs | Hello | lampId | The UUID of the lamp. |
| PINGs | GoodBye | Topic | Channel of the lamp. |
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn what_a_page_lists_is_not_asked_for() {
        Case::default()
            .document(
                "en-US/data-acme-sends-to-hub.md",
                "\
| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | Channel of the lamp. |
| PINGs | Hello | lampId | The UUID of the lamp. |
| PINGs | Hello | ownerName | Who bought it. |
| PINGs | Hello | brightness | How bright it is. |
| PINGs | Locate | room | Where it hangs. |
",
            )
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Le canal de la lampe. |
| PINGs | Hello | lampId | L’UUID de la lampe. |
",
            )
            .expect(&CHECK);
    }
}
