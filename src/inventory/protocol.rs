//! From a proof to what reports show of it.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::Audit;
use crate::catalog::model::{ColumnRole, VocabularyKind};
use crate::catalog::{Catalog, FieldIx, Key, Origin};
use crate::protocol::conditions::{Circumstance, MatrixRow};
use crate::protocol::ends::{End, ends, own_ends};
use crate::protocol::resolve::data_type_label;
use crate::protocol::undisclosed::{data_of, ended_data};
use crate::protocol::{Proof, Subject, Verdict, VerdictKind, prove, source_row};

use super::protocol_model::{
    CircumstanceView, CoverageView, DocumentSide, EndedView, EnrolmentView, KindCount, Location,
    MatrixRowView, ProtocolSide, ProtocolView, SourceView, ThreeSides, VerdictTotals, VerdictView,
};

/// Compares documents, catalog and protocol. Nothing if the catalog has no protocol facts.
pub fn protocol(audit: &Audit<'_>) -> Option<ProtocolView> {
    let catalog = audit.catalog;
    if catalog.protocol.is_empty() {
        return None;
    }
    let proof = prove(audit);
    let verdicts = verdicts(audit, &proof);
    let enrolments = catalog.protocol.enrolments.iter().map(|enrolment| EnrolmentView {
        id: enrolment.id.clone(),
        label: enrolment.label.clone(),
        platforms: enrolment.platforms.clone(),
    });
    Some(ProtocolView {
        sources: sources(audit),
        enrolments: enrolments.collect(),
        totals: totals(&verdicts),
        coverage: coverage(catalog, &proof),
        matrix: proof.matrix.iter().map(|row| matrix_row(catalog, row)).collect(),
        verdicts,
    })
}

fn sources(audit: &Audit<'_>) -> Vec<SourceView> {
    let protocol = &audit.catalog.protocol;
    let view = |(index, source): (usize, &crate::catalog::Source)| SourceView {
        path: shown(audit, &source.path),
        name: source.facts.name.clone(),
        url: source.facts.url.clone(),
        licence: source.facts.licence.clone(),
        commit: source.facts.commit.clone(),
        commits: commits(protocol, index),
        date: source.facts.date.to_string(),
        confidence: source.facts.confidence.as_str(),
        note: source.facts.note.clone(),
        messages: protocol.messages.iter().filter(|m| m.source == index).count(),
        keys: protocol.keys.iter().filter(|k| k.source == index).count(),
    };
    protocol.sources.iter().enumerate().map(view).collect()
}

/// The commits that a file of facts was read from.
fn commits(protocol: &crate::catalog::Protocol, source: usize) -> Vec<String> {
    let messages = protocol.messages.iter().filter(|m| m.source == source).map(|m| &m.commit);
    let keys = protocol.keys.iter().filter(|k| k.source == source).map(|k| &k.commit);
    let all: BTreeSet<&String> = messages.chain(keys).flatten().collect();
    all.into_iter().cloned().collect()
}

fn totals(verdicts: &[VerdictView]) -> VerdictTotals {
    let of_fields = || verdicts.iter().filter(|v| v.subject == "field" && v.primary);
    let personal_open = |subject: &str| {
        let open = verdicts.iter().filter(|v| v.kind == VerdictKind::Undisclosed && v.personal);
        open.filter(|v| v.subject == subject).count()
    };
    let count = |kind: VerdictKind| KindCount {
        kind,
        meaning: kind.meaning(),
        fields: of_fields().filter(|v| v.kind == kind).count(),
        verdicts: verdicts.iter().filter(|v| v.kind == kind).count(),
    };
    VerdictTotals {
        fields: of_fields().count(),
        verdicts: verdicts.len(),
        personal_keys_open: personal_open("key"),
        messages_open: verdicts.iter().filter(|v| v.subject == "message").count(),
        personal_messages_open: personal_open("message"),
        by_kind: VerdictKind::ALL.into_iter().map(count).collect(),
    }
}

fn verdicts(audit: &Audit<'_>, proof: &Proof) -> Vec<VerdictView> {
    let mut ids: BTreeMap<String, usize> = BTreeMap::new();
    let mut previous = None;
    let mut views = Vec::with_capacity(proof.verdicts.len());
    for verdict in &proof.verdicts {
        let mut view = verdict_view(audit, verdict, previous != Some(verdict.subject));
        previous = Some(verdict.subject);
        let uses = ids.entry(view.id.clone()).or_default();
        *uses += 1;
        if *uses > 1 {
            view.id = format!("{}-{uses}", view.id);
        }
        views.push(view);
    }
    views
}

/// What a subject is called and what it belongs to.
struct Names {
    subject: &'static str,
    /// Id of the field, path of the key or message.
    id: String,
    field: Option<String>,
    label: String,
    message: String,
    service: String,
    flows: Vec<String>,
    schema: Option<String>,
}

fn verdict_view(audit: &Audit<'_>, verdict: &Verdict, primary: bool) -> VerdictView {
    let catalog = audit.catalog;
    let key = verdict.key.map(|ix| catalog.protocol.key(ix));
    let names = names(catalog, verdict.subject);
    let message = match verdict.subject {
        Subject::Message(ix) => Some(catalog.protocol.messages[ix].path.clone()),
        _ => None,
    };
    let schema = key.map(|key| catalog.protocol.schema_of(key).id.clone());
    VerdictView {
        id: format!("{}-{}", anchor(&names.id), verdict.kind.as_str()),
        kind: verdict.kind,
        subject: names.subject,
        primary,
        field: names.field,
        label: names.label,
        message: names.message,
        service: names.service,
        schema: schema.or(names.schema),
        protocol: key.map(|key| key.path.clone()).or(message),
        data_type: key.and_then(|key| data_type_label(catalog, key)).map(str::to_owned),
        confidence: verdict.confidence.as_str(),
        personal: verdict.personal.is_yes(),
        personal_data: verdict.personal,
        sensitivity: sensitivity(catalog, verdict.rank).to_owned(),
        sensitivity_rank: verdict.rank,
        summary: verdict.summary.clone(),
        expected: verdict.expected.clone(),
        ended: ended(catalog, verdict),
        evidence: evidence(audit, verdict, &names.flows),
        flows: names.flows,
    }
}

/// Where the message or key of a verdict, or what the message holds, has come to an end.
fn ended(catalog: &Catalog, verdict: &Verdict) -> Vec<EndedView> {
    let protocol = &catalog.protocol;
    let view = |path: &str, all: Vec<End>| -> Vec<EndedView> {
        let of = |end: End| EndedView {
            protocol: path.to_owned(),
            platform: end.platform,
            version: end.version,
        };
        all.into_iter().map(of).collect()
    };
    match (verdict.subject, verdict.key) {
        (Subject::Message(ix), _) => {
            let message = &protocol.messages[ix];
            let inside = ended_data(catalog, ix).into_iter().flat_map(|ix| {
                let key = protocol.key(ix);
                view(&key.path, own_ends(protocol, key))
            });
            view(&message.path, ends(&message.platforms)).into_iter().chain(inside).collect()
        }
        (_, Some(ix)) => {
            let key = protocol.key(ix);
            view(&key.path, ends(&key.platforms))
        }
        _ => Vec::new(),
    }
}

/// An id as the target of a link: slashes are dots, and what an address would escape is gone.
fn anchor(id: &str) -> String {
    let safe = |c: char| match c {
        '/' => '.',
        c if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.') => c,
        _ => '-',
    };
    id.chars().map(safe).collect()
}

fn names(catalog: &Catalog, subject: Subject) -> Names {
    let protocol = &catalog.protocol;
    match subject {
        Subject::Field(ix) => {
            let field = catalog.field(ix);
            let message = catalog.message(&field.message);
            Names {
                subject: "field",
                id: field.id.clone(),
                field: Some(field.id.clone()),
                label: field.label.clone(),
                message: message.map_or(&field.message, |m| &m.label).clone(),
                service: message.map_or(String::new(), |m| service(catalog, &m.service)),
                flows: vec![flow(catalog, &field.flow)],
                schema: None,
            }
        }
        Subject::Key(ix) => {
            let key = protocol.key(ix);
            let message = of_message(catalog, key.message);
            Names {
                subject: "key",
                id: key.path.clone(),
                label: protocol.path_below(key).to_owned(),
                flows: flows(catalog, std::iter::once(key)),
                ..message
            }
        }
        Subject::Message(ix) => of_message(catalog, ix),
    }
}

fn of_message(catalog: &Catalog, ix: usize) -> Names {
    let protocol = &catalog.protocol;
    let message = &protocol.messages[ix];
    let schema = &protocol.schemas[message.schema];
    let keys = data_of(catalog, ix);
    Names {
        subject: "message",
        id: message.path.clone(),
        field: None,
        label: message.name.clone(),
        message: message.path.clone(),
        service: service(catalog, &schema.service),
        flows: flows(catalog, keys.iter().map(|key| protocol.key(*key))),
        schema: Some(schema.id.clone()),
    }
}

fn service(catalog: &Catalog, id: &str) -> String {
    let service = catalog.services.iter().find(|service| service.id == id);
    service.map_or(id, |service| &service.label).to_owned()
}

fn flow(catalog: &Catalog, id: &str) -> String {
    catalog.flow(id).map_or(id, |flow| &flow.label).to_owned()
}

/// Names of the flows in which any of these keys travels, in the order of the catalog.
fn flows<'a>(catalog: &Catalog, keys: impl Iterator<Item = &'a Key>) -> Vec<String> {
    let ids: Vec<&str> = keys.flat_map(|key| catalog.protocol.own_flows(key)).collect();
    let travelled = catalog.flows.iter().filter(|flow| ids.contains(&flow.id.as_str()));
    travelled.map(|flow| flow.label.clone()).collect()
}

/// The name of a rank of sensitivity.
fn sensitivity(catalog: &Catalog, rank: u8) -> &str {
    let mut terms =
        catalog.terms.iter().filter(|((kind, _), _)| *kind == VocabularyKind::Sensitivity);
    terms.find(|(_, term)| term.rank == rank).map_or("", |(_, term)| &term.label)
}

fn evidence(audit: &Audit<'_>, verdict: &Verdict, flows: &[String]) -> ThreeSides {
    let protocol = &audit.catalog.protocol;
    let field = match verdict.subject {
        Subject::Field(ix) => Some(ix),
        Subject::Key(_) | Subject::Message(_) => None,
    };
    let side = match (verdict.subject, verdict.key) {
        (_, Some(ix)) => {
            let key = protocol.key(ix);
            Some((&key.path, key.source, (&key.file, &key.commit), &key.origin))
        }
        (Subject::Message(ix), None) => {
            let message = &protocol.messages[ix];
            let file = (&message.file, &message.commit);
            Some((&message.path, message.source, file, &message.origin))
        }
        _ => None,
    };
    type File<'a> = (&'a Option<String>, &'a Option<String>);
    let protocol_side = |(subject, source, file, origin): (&String, usize, File<'_>, &Origin)| {
        let facts = &protocol.sources[source].facts;
        ProtocolSide {
            place: location(audit, origin),
            subject: subject.clone(),
            source: facts.name.clone(),
            file: file.0.clone(),
            url: facts.url.clone(),
            commit: file.1.clone(),
            date: facts.date.to_string(),
        }
    };
    ThreeSides {
        document: field.and_then(|ix| document(audit, ix)),
        searched: if field.is_none() { searched(audit, flows) } else { Vec::new() },
        catalog: field.map(|ix| location(audit, &audit.catalog.field(ix).origin)),
        protocol: side.map(protocol_side),
    }
}

fn document(audit: &Audit<'_>, ix: FieldIx) -> Option<DocumentSide> {
    let (page, row) = source_row(audit, ix)?;
    let flow = &audit.catalog.field(ix).flow;
    let own = || audit.pages.iter().filter(|page| audit.document(page).flow == *flow);
    let lists = |page: &&crate::audit::Page| page.rows.iter().any(|row| row.fields.contains(&ix));
    Some(DocumentSide {
        place: Location {
            path: page.path.clone(),
            line: audit.sources.get(page.file).line(page.row_span(row).start),
        },
        locale: page.locale().to_owned(),
        text: page.cell_text(row, ColumnRole::Field).to_owned(),
        pages_listing: own().filter(lists).count(),
        pages_audited: own().count(),
    })
}

/// The source pages of these flows.
fn searched(audit: &Audit<'_>, flows: &[String]) -> Vec<String> {
    let of_flow = |page: &&crate::audit::Page| {
        flows.contains(&flow(audit.catalog, &audit.document(page).flow))
    };
    let pages = audit.pages.iter().filter(|page| page.is_source).filter(of_flow);
    pages.map(|page| page.path.clone()).collect()
}

/// The path of a catalog file as shown.
fn shown(audit: &Audit<'_>, path: &str) -> String {
    let file = audit.catalog_files.get(path).map(|file| audit.sources.get(*file).path());
    file.unwrap_or(path).to_owned()
}

fn location(audit: &Audit<'_>, origin: &Origin) -> Location {
    let file = audit.catalog_files.get(&origin.path).map(|file| audit.sources.get(*file));
    Location {
        path: shown(audit, &origin.path),
        line: file.map_or(1, |file| file.line(origin.range.start)),
    }
}

fn coverage(catalog: &Catalog, proof: &Proof) -> Vec<CoverageView> {
    let protocol = &catalog.protocol;
    let view = |covered: &crate::protocol::coverage::Coverage| {
        let message = &protocol.messages[covered.message];
        let schema = &protocol.schemas[message.schema];
        CoverageView {
            message: message.path.clone(),
            schema: schema.id.clone(),
            service: service(catalog, &schema.service),
            total: covered.total,
            documented: covered.documented,
            personal_open: covered.personal_open,
        }
    };
    proof.coverage.iter().map(view).collect()
}

fn matrix_row(catalog: &Catalog, row: &MatrixRow) -> MatrixRowView {
    let key = row.key.map(|ix| catalog.protocol.key(ix).path.clone());
    let names = names(catalog, row.subject);
    MatrixRowView {
        subject: names.subject,
        id: names.id,
        label: names.label,
        protocol: key.unwrap_or_default(),
        message: names.message,
        service: names.service,
        flows: names.flows,
        anywhere: row.anywhere,
        circumstances: row.circumstances.iter().map(|c| circumstance(catalog, c)).collect(),
    }
}

fn circumstance(catalog: &Catalog, own: &Circumstance) -> CircumstanceView {
    let enrolment = catalog.protocol.enrolments.iter().find(|e| e.id == own.enrolment);
    CircumstanceView {
        platform: own.platform.clone(),
        enrolment: own.enrolment.clone(),
        enrolment_label: enrolment.map_or(&own.enrolment, |e| &e.label).clone(),
        exchanged: own.exchanged,
        right: own.right.clone(),
        since: own.since.clone(),
        deprecated: own.deprecated.clone(),
        until: own.until.clone(),
        not_on: own.not_on.clone(),
        because: own.because.clone(),
    }
}
