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

use super::{NAMED, with_protocol};
use crate::audit::{Audit, CellRef, Page, PageRow};
use crate::catalog::Key;
use crate::catalog::model::ColumnRole;
use crate::check::{Check, Run};
use crate::finding::{Finding, Severity};
use crate::protocol::listing::listing;
use crate::protocol::resolve::weight_of_key;
use crate::protocol::undisclosed::{Claims, ended_data, named, named_message, verdicts};
use crate::protocol::{Subject, Verdict};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "undisclosed-key",
    summary: "the protocol can send what no page lists",
    severity: Severity::Note,
    doubts_text: false,
    source: include_str!("undisclosed_key.rs"),
    run: Run::Page(run),
};

fn run(audit: &Audit<'_>, page: &Page, findings: &mut Vec<Finding>) {
    if !page.is_source || audit.catalog.protocol.is_empty() {
        return;
    }
    let claims = Claims::of(audit);
    let mut by_message: BTreeMap<usize, Vec<Verdict>> = BTreeMap::new();
    let mut by_schema: BTreeMap<usize, Vec<Verdict>> = BTreeMap::new();
    let protocol = &audit.catalog.protocol;
    for verdict in verdicts(audit.catalog, &claims) {
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
    for (schema, mut open) in by_schema {
        open.retain(|verdict| first_flow(audit, verdict) == Some(flow.as_str()));
        if !open.is_empty() {
            findings.push(of_schema(audit, page, schema, &open));
        }
    }
}

/// The flow of the first key of a message that travels in any.
fn first_flow<'a>(audit: &'a Audit<'_>, verdict: &Verdict) -> Option<&'a str> {
    let keys = keys_of(audit, verdict).into_iter();
    keys.flat_map(|key| audit.catalog.protocol.own_flows(key)).next()
}

fn keys_of<'a>(audit: &'a Audit<'_>, verdict: &Verdict) -> Vec<&'a Key> {
    let protocol = &audit.catalog.protocol;
    match verdict.subject {
        Subject::Message(message) => protocol.keys_of(message).map(|ix| protocol.key(ix)).collect(),
        _ => verdict.key.iter().map(|ix| protocol.key(*ix)).collect(),
    }
}

/// The cell at which to ask for the keys of a message: that of the first row of the page that
/// belongs to it. Asked on one page only: among the flows in which the keys travel, or else among
/// all, that with the most fields of the message.
fn place<'a>(
    audit: &'a Audit<'_>,
    page: &'a Page,
    claims: &Claims,
    message: usize,
    open: &[Verdict],
) -> Option<CellRef<'a>> {
    let catalog = audit.catalog;
    let fields =
        claims.direct.get(&message).cloned().unwrap_or_else(|| claims.carried_by(catalog, message));
    let keys = open.iter().flat_map(|v| keys_of(audit, v));
    let travels: Vec<&str> = keys.flat_map(|key| catalog.protocol.own_flows(key)).collect();
    let weight = |flow: &str| {
        let count = fields.iter().filter(|ix| catalog.field(**ix).flow == flow).count();
        (count > 0 && travels.contains(&flow), count)
    };
    let best = catalog.flows.iter().rev().max_by_key(|flow| weight(&flow.id))?;
    if best.id != audit.document(page).flow {
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
    let names = keys.iter().map(|key| named(audit.catalog, key));
    let text = format!(
        "the protocol can send {} in `{}`, and no page lists {}",
        listing(names, NAMED),
        protocol.messages[message].path,
        if keys.len() == 1 { "it: is it read and kept?" } else { "them: are they read and kept?" }
    );
    let mut finding = Finding::new(CHECK.id, CHECK.severity, cell.span(), text)
        .row(cell.row.number, page.field_ids(audit.catalog, cell.row))
        .expected(keys.iter().map(|key| key.name.as_str()).collect::<Vec<_>>().join(", "))
        .help("list what is read; of the rest, say below the table that it is not");
    for key in keys.iter().take(NAMED) {
        finding = with_protocol(audit, finding, key);
    }
    finding
}

fn of_schema(audit: &Audit<'_>, page: &Page, schema: usize, open: &[Verdict]) -> Finding {
    let protocol = &audit.catalog.protocol;
    let message = |v: &Verdict| match v.subject {
        Subject::Message(ix) => Some(ix),
        _ => None,
    };
    let messages: Vec<usize> = open.iter().filter_map(message).collect();
    let all: Vec<&str> = messages.iter().map(|ix| protocol.messages[*ix].name.as_str()).collect();
    let personal = open.iter().filter(|v| v.personal.is_yes()).count();
    let shown = messages.iter().map(|ix| named_message(&protocol.messages[*ix]));
    let (names, id) = (listing(shown, NAMED), &protocol.schemas[schema].id);
    let text = match (all.len(), personal) {
        (1, 0) => format!("no page lists the message {names} of the protocol `{id}`: is it used?"),
        (1, _) => format!(
            "no page lists the message {names} of the protocol `{id}`, which can hold personal data: is it used?"
        ),
        (_, 0) => {
            format!("no page lists the messages {names} of the protocol `{id}`: are they used?")
        }
        (count, _) => format!(
            "no page lists the messages {names} of the protocol `{id}`: are they used? {} can hold personal data",
            if count == personal { "all".to_owned() } else { format!("{personal} of the {count}") }
        ),
    };
    let service = &protocol.schemas[schema].service;
    let of_service =
        |row: &&PageRow| row.fields.iter().any(|ix| audit.catalog.field(*ix).service == *service);
    let row = page.rows.iter().find(of_service).or_else(|| page.rows.first());
    let cell = row.and_then(|row| page.cell(row, ColumnRole::Service));
    let span = cell.map_or_else(
        || row.map_or_else(|| page.top(), |row| page.row_span(row)),
        |cell| cell.span(),
    );
    let mut finding = Finding::new(CHECK.id, CHECK.severity, span, text)
        .expected(all.join(", "))
        .help("the protocol report has every key; if a message is used, list what it holds");
    // What is asked about and no longer sent by devices of today.
    let ended = messages.iter().flat_map(|ix| ended_data(audit.catalog, *ix));
    let keys = ended.map(|ix| protocol.key(ix));
    for key in keys.filter(|key| weight_of_key(audit.catalog, key).0.is_yes()).take(NAMED) {
        finding = with_protocol(audit, finding, key);
    }
    finding
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
          ^^^^^ note: the protocol can send `ownerName` (owner's name) and `brightness` in `ping/Hello`, and no page lists them: are they read and kept?
  ^^^^^ note: no page lists the message `Locate` of the protocol `ping`, which can hold personal data: is it used?
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
