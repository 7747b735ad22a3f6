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
//! Ask the publisher whether the datum is sent, or read and kept. If so, list it; if not, say so below
//! the table, where it answers the question for good.

use std::collections::BTreeMap;

use super::{NAMED, with_protocol};
use crate::audit::{Audit, CellRef, Page, PageRow};
use crate::catalog::model::{ColumnRole, Confidence};
use crate::catalog::{Catalog, FieldIx, Key, KeyIx, Protocol};
use crate::check::{Check, Context};
use crate::finding::{Finding, Severity};
use crate::protocol::claims::Claims;
use crate::protocol::listing::listing;
use crate::protocol::resolve::{weight_of_field, weight_of_key};
use crate::protocol::undisclosed::{ended_data, verdicts};
use crate::protocol::wording::{named, named_message, question};
use crate::protocol::{Subject, Verdict};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "undisclosed-key",
    summary: "the protocol can send what no page lists",
    severity: Severity::Note,
    doubts_text: false,
    yields_to: &[],
    source: include_str!("undisclosed_key.rs"),
    run,
};

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    if !page.is_source || audit.catalog.protocol.is_empty() {
        return;
    }
    let claims = Claims::of(audit);
    let mut by_message: BTreeMap<usize, Vec<KeyIx>> = BTreeMap::new();
    let mut by_schema: BTreeMap<usize, Vec<Verdict>> = BTreeMap::new();
    let protocol = &audit.catalog.protocol;
    let flow = audit.document(page).flow.as_str();
    for verdict in verdicts(audit.catalog, &claims) {
        match verdict.subject {
            Subject::Key(ix)
                if travels(protocol, ix, flow) && is_worth_asking(audit, &claims, ix) =>
            {
                by_message.entry(protocol.key(ix).message).or_default().push(ix);
            }
            Subject::Message(ix) if first_flow(protocol, ix) == Some(flow) => {
                by_schema.entry(protocol.messages[ix].schema).or_default().push(verdict);
            }
            _ => {}
        }
    }
    for (message, mut open) in by_message {
        let fields = fields_of(audit.catalog, &claims, message);
        open.retain(|ix| asked_in(audit.catalog, &fields, *ix) == Some(flow));
        let typed = open.iter().any(|ix| protocol.key(*ix).data_type.is_some());
        let cell = place(audit.catalog, page, &fields, message).filter(|_| typed);
        findings.extend(cell.map(|cell| of_message(audit, page, message, &open, cell)));
    }
    for (schema, open) in by_schema {
        findings.push(of_schema(audit, page, schema, &open));
    }
}

/// Whether a key itself travels in a flow.
fn travels(protocol: &Protocol, ix: KeyIx, flow: &str) -> bool {
    protocol.own_flows(protocol.key(ix)).contains(&flow)
}

/// Of a key that a source only claims without a document, and of the parts of what a page lists as a
/// whole, nobody needs to be asked: the protocol report has them. Parts that are personal where the
/// whole is not are asked about all the same.
fn is_worth_asking(audit: &Audit<'_>, claims: &Claims, ix: KeyIx) -> bool {
    let (catalog, protocol) = (audit.catalog, &audit.catalog.protocol);
    let key = protocol.key(ix);
    let personal = weight_of_key(catalog, key).0.is_yes();
    let holders = std::iter::successors(key.parent, |ix| protocol.key(*ix).parent);
    let listed = holders
        .filter_map(|holder| claims.fields.get(&holder))
        .flatten()
        .any(|field| !personal || weight_of_field(catalog, catalog.field(*field)).0.is_yes());
    key.confidence > Confidence::Low && !listed
}

/// The flow on whose page a key is asked about: of those in which it travels, the one with the most of
/// these fields of its message, and the first of several.
fn asked_in<'a>(catalog: &'a Catalog, fields: &[FieldIx], ix: KeyIx) -> Option<&'a str> {
    let count = |flow: &str| fields.iter().filter(|ix| catalog.field(**ix).flow == flow).count();
    let own = catalog.protocol.own_flows(catalog.protocol.key(ix));
    let flows = catalog.flows.iter().rev().map(|flow| flow.id.as_str());
    flows.filter(|id| own.contains(id)).max_by_key(|id| count(id))
}

/// The flow of the first key of a message that travels in any.
fn first_flow(protocol: &Protocol, message: usize) -> Option<&str> {
    let keys = protocol.keys_of(message).map(|ix| protocol.key(ix));
    keys.flat_map(|key| protocol.own_flows(key)).next()
}

/// Fields that stand for keys of a message, or whose data travel along in it.
fn fields_of(catalog: &Catalog, claims: &Claims, message: usize) -> Vec<FieldIx> {
    let direct = claims.direct.get(&message).cloned();
    direct.unwrap_or_else(|| claims.carried_by(catalog, message))
}

/// The cell at which to ask for the keys of a message: that of the first row of the page that
/// belongs to it, or else of its service.
fn place<'a>(
    catalog: &Catalog,
    page: &'a Page,
    fields: &[FieldIx],
    message: usize,
) -> Option<CellRef<'a>> {
    let protocol = &catalog.protocol;
    let service = &protocol.schemas[protocol.messages[message].schema].service;
    let of_message = |row: &&PageRow| row.fields.iter().any(|ix| fields.contains(ix));
    let of_service =
        |row: &&PageRow| row.fields.iter().any(|ix| catalog.field(*ix).service == *service);
    match page.rows.iter().find(of_message) {
        Some(row) => {
            page.cell(row, ColumnRole::Message).or_else(|| page.cell(row, ColumnRole::Field))
        }
        None => page.cell(page.rows.iter().find(of_service)?, ColumnRole::Service),
    }
}

/// A note on the open keys of a documented message; what holds data of a known kind comes first.
fn of_message(
    audit: &Audit<'_>,
    page: &Page,
    message: usize,
    open: &[KeyIx],
    cell: CellRef<'_>,
) -> Finding {
    let protocol = &audit.catalog.protocol;
    let mut keys: Vec<&Key> = open.iter().map(|ix| protocol.key(*ix)).collect();
    keys.sort_by_key(|key| key.data_type.is_none());
    let names = keys.iter().map(|key| named(audit.catalog, key));
    let own = &protocol.messages[message];
    let text = format!(
        "the protocol can send {} in {}, and no page lists {}: {}",
        listing(names, NAMED),
        own.label.clone().unwrap_or_else(|| format!("`{}`", own.path)),
        if keys.len() == 1 { "it" } else { "them" },
        question(audit.catalog, &[&audit.document(page).flow], keys.len())
    );
    let mut finding = Finding::new(CHECK.id, CHECK.severity, cell.span(), text)
        .row(cell.row.number, page.field_ids(audit.catalog, cell.row))
        .expected(keys.iter().map(|key| key.name.as_str()).collect::<Vec<_>>().join(", "))
        .help("list what is exchanged; of the rest, say below the table that it is not");
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
