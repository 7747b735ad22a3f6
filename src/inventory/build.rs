//! From the audit to the inventory.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::audit::Audit;
use crate::catalog::model::{FieldRole, Identifies, MessageRole, Personal, VocabularyKind};
use crate::catalog::{Catalog, Field, FieldIx, Flow, Former, Message, Service};
use crate::finding::Finding;

use super::documentation::Pages;
use super::documents::documents;
use super::doubts::Doubts;
use super::evidence::SkippedFile;
use super::model::{
    CatalogView, FieldView, FlowView, FormerLabel, Inventory, MeaningView, MessageView,
    ServiceView, TermRef, TermView, VocabularyView,
};
use super::parties;
use super::statements::published_pages;
use super::totals::totals;
use super::{NOT_APPLICABLE, ProtocolView, TENANT_TO_COMPLETE};

const KINDS: [(VocabularyKind, &str); 4] = [
    (VocabularyKind::Categories, "categories"),
    (VocabularyKind::Purposes, "purposes"),
    (VocabularyKind::Sensitivity, "sensitivity"),
    (VocabularyKind::Subjects, "subjects"),
];

/// Builds the inventory of an audit. The same audit always gives the same inventory. What a finding
/// or the protocol speaks against is not shown as sound.
pub fn build(
    audit: &Audit<'_>,
    findings: &[Finding],
    protocol: Option<&ProtocolView>,
) -> Inventory {
    let catalog = audit.catalog;
    let pages = Pages::new(audit, Doubts::new(findings, protocol));
    let flows: Vec<FlowView> = catalog.flows.iter().map(|f| flow(audit, &pages, f)).collect();
    Inventory {
        schema: 1,
        catalog: CatalogView {
            id: catalog.id.clone(),
            version: catalog.version.clone(),
            title: catalog.title.clone(),
            sha256: catalog.sha256.clone(),
            source_locale: catalog.source_locale.clone(),
        },
        parties: catalog.parties.iter().map(parties::party).collect(),
        documents: documents(audit),
        skipped: audit
            .skipped
            .iter()
            .map(|s| SkippedFile { path: s.path.clone(), reason: s.reason.to_string() })
            .collect(),
        pages: published_pages(audit, pages.doubts()),
        terms: KINDS.iter().map(|(kind, name)| (*name, terms(catalog, *kind))).collect(),
        vocabularies: catalog
            .pinned
            .iter()
            .map(|(name, pinned)| VocabularyView {
                name: name.clone(),
                version: pinned.version.clone(),
                url: pinned.url.clone(),
                licence: pinned.licence.clone(),
                licence_url: pinned.licence_url.clone(),
                publisher: pinned.publisher.clone(),
                own_keys: pinned.own_keys.clone(),
            })
            .collect(),
        totals: totals(&flows),
        flows,
    }
}

fn flow(audit: &Audit<'_>, pages: &Pages<'_>, flow: &Flow) -> FlowView {
    let catalog = audit.catalog;
    let documents = catalog.documents.iter().filter(|d| d.flow == flow.id);
    FlowView {
        id: flow.id.clone(),
        label: flow.label.clone(),
        description: flow.description.clone(),
        sender: catalog.party_name(&flow.from).to_owned(),
        sender_id: flow.from.clone(),
        recipient: catalog.party_name(&flow.to).to_owned(),
        recipient_id: flow.to.clone(),
        documents: documents.map(|d| d.id.clone()).collect(),
        services: catalog
            .services
            .iter()
            .map(|s| service(audit, pages, &flow.id, s))
            .filter(|s| !s.messages.is_empty())
            .collect(),
    }
}

fn service(audit: &Audit<'_>, pages: &Pages<'_>, flow: &str, service: &Service) -> ServiceView {
    let of_service = |m: &&Message| m.flow == flow && m.service == service.id;
    ServiceView {
        id: service.id.clone(),
        label: service.label.clone(),
        name: service.name.clone(),
        description: service.description.clone(),
        serves_schools: service.serves_schools,
        roles: parties::roles(audit.catalog, flow, service),
        messages: audit
            .catalog
            .messages
            .iter()
            .filter(of_service)
            .map(|m| message(audit, pages, m))
            .collect(),
    }
}

fn message(audit: &Audit<'_>, pages: &Pages<'_>, message: &Message) -> MessageView {
    MessageView {
        id: message.id.clone(),
        label: message.label.clone(),
        role: match message.role {
            MessageRole::Key => "key",
            MessageRole::Label => "label",
        },
        documented: message.documented,
        former_labels: former(&message.former),
        description: message.description.clone(),
        origin: message.data_origin.as_ref().map(|id| parties::source(audit.catalog, id)),
        sent_by: parties::sender(audit.catalog, message),
        fields: audit
            .catalog
            .fields
            .iter()
            .enumerate()
            .filter(|(_, f)| f.message == message.id)
            .map(|(index, f)| field(audit, pages, FieldIx(index), f))
            .collect(),
    }
}

/// Whom data about some subject may be about too, where a school uses the service.
fn in_schools(catalog: &Catalog, field: &Field, personal: Personal) -> Vec<TermRef> {
    let schools = catalog.service(&field.service).is_some_and(|service| service.serves_schools);
    let subject = catalog.term(VocabularyKind::Subjects, &field.subject);
    let others = subject.and_then(|subject| subject.in_schools.as_deref());
    let others = others.filter(|_| schools && personal != Personal::No);
    others.map(|id| term(catalog, VocabularyKind::Subjects, id)).into_iter().collect()
}

fn field(audit: &Audit<'_>, pages: &Pages<'_>, ix: FieldIx, field: &Field) -> FieldView {
    let catalog = audit.catalog;
    let exchange = pages.doubts().exchange();
    let category = catalog.term(VocabularyKind::Categories, &field.category);
    let personal = category.map_or(Personal::No, |t| t.personal);
    let condition = field.personal_if.clone().or_else(|| category?.personal_if.clone());
    let open = if personal == Personal::No { NOT_APPLICABLE } else { TENANT_TO_COMPLETE };
    let sensitivity = catalog.term(VocabularyKind::Sensitivity, &field.sensitivity);
    FieldView {
        id: field.id.clone(),
        label: field.label.clone(),
        role: match field.role {
            FieldRole::Key => "key",
            FieldRole::Label => "label",
        },
        row: field.row + 1,
        former_labels: former(&field.former),
        protocol: field.protocol.clone(),
        other_protocol: field.other_protocol.clone(),
        in_protocol: field.in_protocol.as_ref().map(|other| MeaningView {
            purpose: other.purpose.clone(),
            purpose_term: term(catalog, VocabularyKind::Purposes, &other.purpose_code),
            subject: term(catalog, VocabularyKind::Subjects, &other.subject),
        }),
        protocol_note: field.protocol_note.clone(),
        purpose: field.purpose.clone(),
        purpose_term: term(catalog, VocabularyKind::Purposes, &field.purpose_code),
        category: term(catalog, VocabularyKind::Categories, &field.category),
        personal: personal.is_yes(),
        personal_data: personal,
        personal_if: condition,
        sensitivity: term(catalog, VocabularyKind::Sensitivity, &field.sensitivity),
        sensitivity_rank: sensitivity.map_or(0, |t| t.rank),
        subject: term(catalog, VocabularyKind::Subjects, &field.subject),
        identifies: match field.identifies {
            Identifies::Person => "person",
            Identifies::Device => "device",
            Identifies::Organisation => "organisation",
            Identifies::None => "none",
        },
        since: field.since.to_string(),
        until: field.until.map(|d| d.to_string()),
        last_seen: last_seen(audit, ix).map(|d| d.to_string()),
        note: field.note.clone(),
        origins: field.data_origins.iter().map(|id| parties::source(catalog, id)).collect(),
        origin_note: field.origin_note.clone(),
        subjects_in_schools: in_schools(catalog, field, personal),
        exchanged: exchange.of(&field.id),
        protocol_doubt: exchange.denied(&field.id),
        legal_basis: open,
        retention: open,
        documentation: pages.documentation(audit, ix),
    }
}

/// The newest dated source edition that lists a field.
fn last_seen(audit: &Audit<'_>, ix: FieldIx) -> Option<Date> {
    let lists = |rows: &[(Vec<FieldIx>, Vec<String>)]| rows.iter().any(|(f, _)| f.contains(&ix));
    let editions = audit.editions.iter().flatten();
    editions.filter(|e| lists(&e.content.rows)).filter_map(|e| e.date).max()
}

fn former(former: &[Former]) -> Vec<FormerLabel> {
    former
        .iter()
        .map(|f| FormerLabel { label: f.label.clone(), until: f.until.to_string() })
        .collect()
}

fn term(catalog: &Catalog, kind: VocabularyKind, id: &str) -> TermRef {
    let term = catalog.term(kind, id);
    TermRef {
        id: id.to_owned(),
        label: term.map_or(id, |t| &t.label).to_owned(),
        fideslang: term.map(|t| t.fideslang.clone()).unwrap_or_default(),
        dpv: term.map(|t| t.dpv.clone()).unwrap_or_default(),
        dpv_related: term.map(|t| t.dpv_related.clone()).unwrap_or_default(),
    }
}

/// The terms of one kind: sensitivity from the highest rank, the others by id.
fn terms(catalog: &Catalog, kind: VocabularyKind) -> Vec<TermView> {
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for field in &catalog.fields {
        let id = match kind {
            VocabularyKind::Categories => &field.category,
            VocabularyKind::Purposes => &field.purpose_code,
            VocabularyKind::Subjects => &field.subject,
            VocabularyKind::Sensitivity => &field.sensitivity,
            VocabularyKind::DataTypes => continue,
        };
        *uses.entry(id).or_default() += 1;
    }
    let of_kind = catalog.terms.iter().filter(|((k, _), _)| *k == kind).map(|(_, term)| term);
    let mut terms: Vec<TermView> = of_kind
        .map(|term| TermView {
            id: term.id.clone(),
            label: term.label.clone(),
            description: term.description.clone(),
            personal: (kind == VocabularyKind::Categories).then_some(term.personal.is_yes()),
            personal_data: (kind == VocabularyKind::Categories).then_some(term.personal),
            personal_if: term.personal_if.clone(),
            rank: (kind == VocabularyKind::Sensitivity).then_some(term.rank),
            fideslang: term.fideslang.clone(),
            dpv: term.dpv.clone(),
            dpv_related: term.dpv_related.clone(),
            note: term.note.clone(),
            fields: uses.get(term.id.as_str()).copied().unwrap_or(0),
        })
        .collect();
    terms.sort_by_key(|t| std::cmp::Reverse(t.rank));
    terms
}
