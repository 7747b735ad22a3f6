//! From validated files to the joined [`Catalog`].

use std::collections::BTreeMap;

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use crate::text::lower_composed;

use super::located::Located;
use super::model::{
    ContentEntry, DocumentEntry, EditionsFile, FieldEntry, FieldsFile, FormerLabel, LocaleFile,
    StatementEntry, TermEntry,
};
use super::{
    Catalog, CatalogError, CatalogText, Column, Content, Document, Edition, Field, FieldIx, Former,
    LocaleTerms, Meaning, Message, Origin, Pattern, RawCatalog, RawFile, Row, Statement, Term,
};

mod parties;
pub(super) mod protocol;

/// Joins the files of a catalog that [`super::validate`] found sound.
///
/// # Errors
/// A catalog without `catalog.yaml`.
pub fn join(raw: &RawCatalog) -> Result<Catalog, Vec<CatalogError>> {
    let Some(head) = raw.catalog.first() else {
        return Err(vec![CatalogError {
            path: "catalog.yaml".to_owned(),
            range: 0..0,
            message: "the catalog has no catalog.yaml".to_owned(),
            help: "point --catalog at the folder that holds catalog.yaml".to_owned(),
        }]);
    };
    let file = &head.value;
    let mut catalog = Catalog {
        id: file.id.to_string(),
        version: file.version.to_string(),
        title: file.title.clone(),
        source_locale: file.source_locale.to_string(),
        site_hosts: file.site_hosts.clone(),
        literal_patterns: file
            .literal_patterns
            .iter()
            .map(|p| Pattern::new(p.to_string()))
            .collect(),
        names: file.names.clone(),
        sha256: digest(&raw.texts),
        parties: file.parties.iter().map(parties::party).collect(),
        publisher: file.publisher.as_ref().map(ToString::to_string),
        flows: file.flows.iter().map(parties::flow).collect(),
        origins: file.origins.iter().map(parties::data_origin).collect(),
        services: file.services.iter().map(parties::service).collect(),
        rows: Vec::new(),
        messages: Vec::new(),
        fields: Vec::new(),
        documents: Vec::new(),
        statements: file.statements.iter().map(|s| statement(&head.path, s)).collect(),
        terms: BTreeMap::new(),
        pinned: BTreeMap::new(),
        locales: raw
            .locales
            .iter()
            .map(|l| (l.value.locale.to_string(), locale(&l.value)))
            .collect(),
        protocol: protocol::join(raw),
        files: raw.texts.iter().map(|t| (t.path.clone(), t.text.clone().into())).collect(),
    };
    add_fields(&mut catalog, &raw.fields);
    catalog.rows = catalog.flows.iter().map(|flow| rows(&catalog, &flow.id)).collect();
    add_vocabulary(&mut catalog, raw);
    for entry in &file.documents {
        let editions = raw.editions.iter().find(|e| e.value.document == entry.id);
        let document = document(&catalog, entry, editions.map(|e| &e.value));
        catalog.documents.push(document);
    }
    Ok(catalog)
}

fn add_vocabulary(catalog: &mut Catalog, raw: &RawCatalog) {
    for vocabulary in &raw.vocabulary {
        let kind = *vocabulary.value.vocabulary;
        for (name, pinned) in &vocabulary.value.pinned {
            let known = catalog.pinned.remove(name);
            let mut pinned = pinned.clone();
            pinned.own_keys.extend(known.map(|known| known.own_keys).unwrap_or_default());
            catalog.pinned.insert(name.clone(), pinned);
        }
        let terms = vocabulary.value.terms.iter();
        catalog.terms.extend(terms.map(|t| ((kind, t.id.to_string()), term(t))));
    }
}

fn digest(texts: &[CatalogText]) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update(text.path.as_bytes());
        hash.update([0]);
        hash.update(text.text.as_bytes());
        hash.update([0]);
    }
    crate::source::hex(&hash.finalize())
}

fn date(text: &Located<String>) -> Date {
    text.parse().unwrap_or(Date::MIN)
}

fn former(entries: &[FormerLabel]) -> Vec<Former> {
    entries.iter().map(|f| Former { label: f.label.clone(), until: date(&f.until) }).collect()
}

fn statement(path: &str, entry: &StatementEntry) -> Statement {
    Statement {
        id: entry.id.to_string(),
        label: entry.label.clone(),
        meaning: entry.meaning.clone(),
        form: entry.form,
        place: entry.place,
        mentions: entry.mentions.clone(),
        links: entry.links.clone(),
        other_links: entry.other_links.clone(),
        notes: entry.notes.iter().map(|(id, note)| (id.to_string(), note.clone())).collect(),
        severity: entry.severity,
        obliges: entry.obliges,
        denies: entry.denies,
        since: entry.since.as_ref().map(date),
        until: entry.until.as_ref().map(date),
        origin: Origin { path: path.to_owned(), range: entry.id.range() },
    }
}

fn term(entry: &TermEntry) -> Term {
    Term {
        id: entry.id.to_string(),
        label: entry.label.clone(),
        description: entry.description.clone(),
        personal: entry.personal,
        personal_if: entry.personal_if.as_ref().map(ToString::to_string),
        rank: entry.rank.unwrap_or(0),
        fideslang: entry.fideslang.iter().map(ToString::to_string).collect(),
        dpv: entry.dpv.iter().map(ToString::to_string).collect(),
        dpv_related: entry.dpv_related.iter().map(ToString::to_string).collect(),
        synonyms: entry.synonyms.clone(),
        category: entry.category.as_ref().map(ToString::to_string),
        sensitivity: entry.sensitivity.as_ref().map(ToString::to_string),
        in_schools: entry.in_schools.as_ref().map(ToString::to_string),
        note: entry.note.clone(),
    }
}

fn locale(file: &LocaleFile) -> LocaleTerms {
    LocaleTerms {
        locale: file.locale.to_string(),
        name: file.name.clone(),
        headers: file.headers.clone(),
        titles: file.titles.iter().map(|(k, v)| (k.to_string(), v.clone())).collect(),
        terms: file.terms.iter().map(|(k, v)| (k.to_string(), v.clone())).collect(),
        messages: file.messages.iter().map(|(k, v)| (k.to_string(), v.clone())).collect(),
        literals: file.literals.clone(),
        truthy: file.booleans.truthy.clone(),
        falsy: file.booleans.falsy.clone(),
        negators: compared(&file.negators),
        may_negate: compared(&file.may_negate),
        concord: compared(&file.concord),
        affirming: compared(&file.affirming),
        optionality: file.optionality.clone(),
        remarks: file.remarks.clone(),
        exceptive: compared(&file.exceptive),
        caritive: compared(&file.caritive),
        no_obligation: compared(&file.no_obligation),
        doubled: file.doubled.clone(),
        punctuation: file.punctuation.clone(),
    }
}

/// The rows of a flow's page.
fn rows(catalog: &Catalog, flow: &str) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for ix in catalog.fields_of_flow(flow) {
        let row = catalog.field(ix).row;
        if row < rows.len() {
            rows[row].fields.push(ix);
        } else {
            rows.push(Row { fields: vec![ix] });
        }
    }
    rows
}

/// Words in the form in which texts are searched for them.
fn compared(words: &[String]) -> Vec<String> {
    words.iter().map(|word| lower_composed(word)).collect()
}

/// Adds messages and fields flow by flow and, within a flow, in the order in which `catalog.yaml`
/// lists the services: that is the row order of the page.
fn add_fields(catalog: &mut Catalog, files: &[RawFile<FieldsFile>]) {
    let order = |file: &FieldsFile| {
        let flow = catalog.flows.iter().position(|f| f.id == *file.flow);
        let service = catalog.services.iter().position(|s| s.id == *file.service);
        (flow, service)
    };
    let mut sorted: Vec<&RawFile<FieldsFile>> = files.iter().collect();
    sorted.sort_by_key(|file| order(&file.value));
    let mut rows: BTreeMap<String, usize> = BTreeMap::new();
    for file in sorted {
        for entry in &file.value.messages {
            let id = format!("{}/{}/{}", *file.value.flow, *file.value.service, *entry.id);
            for field_entry in &entry.fields {
                let next = rows.entry(file.value.flow.to_string()).or_insert(0);
                let row = match &field_entry.shares_row_with {
                    Some(sibling) => {
                        let sibling = format!("{id}/{}", **sibling);
                        catalog.fields.iter().find(|f| f.id == sibling).map_or(*next, |f| f.row)
                    }
                    None => {
                        *next += 1;
                        *next - 1
                    }
                };
                let sources = parties::sources(&catalog.flows, &file.value, entry, field_entry);
                let place = (file.path.as_str(), id.as_str(), row);
                catalog.fields.push(field(place, &file.value, field_entry, sources));
            }
            catalog.messages.push(Message {
                id,
                flow: file.value.flow.to_string(),
                service: file.value.service.to_string(),
                label: entry.label.clone(),
                role: entry.role,
                documented: entry.documented,
                former: former(&entry.former_labels),
                description: entry.description.clone(),
                data_origin: parties::origin_of(&file.value, entry),
                origin_note: entry.origin_note.clone(),
                sent_by: parties::sender_of(&file.value, entry),
            });
        }
    }
}

fn field(
    (path, message, row): (&str, &str, usize),
    file: &FieldsFile,
    entry: &FieldEntry,
    (data_origins, origin_note): parties::Sources,
) -> Field {
    Field {
        id: format!("{message}/{}", *entry.id),
        flow: file.flow.to_string(),
        service: file.service.to_string(),
        message: message.to_owned(),
        label: entry.label.clone(),
        role: entry.role,
        row,
        former: former(&entry.former_labels),
        protocol: entry.protocol.clone(),
        other_protocol: entry.other_protocol.iter().map(ToString::to_string).collect(),
        in_protocol: entry.in_protocol.as_ref().map(|other| Meaning {
            purpose: other.purpose.clone(),
            purpose_code: other.purpose_code.to_string(),
            subject: other.subject.to_string(),
        }),
        protocol_note: entry.protocol_note.clone(),
        purpose: entry.purpose.clone(),
        purpose_code: entry.purpose_code.to_string(),
        category: entry.category.to_string(),
        sensitivity: entry.sensitivity.to_string(),
        subject: entry.subject.to_string(),
        identifies: entry.identifies,
        personal_if: entry.personal_if.as_ref().map(ToString::to_string),
        values: entry.values.clone(),
        literals: entry.literals.clone(),
        boolean: entry.boolean,
        since: date(&entry.since),
        until: entry.until.as_ref().map(date),
        note: entry.note.clone(),
        data_origins,
        origin_note,
        origin: Origin { path: path.to_owned(), range: entry.id.range() },
    }
}

fn document(catalog: &Catalog, entry: &DocumentEntry, editions: Option<&EditionsFile>) -> Document {
    let statement_index = |id: &str| catalog.statements.iter().position(|s| s.id == id);
    let content_index = |id: &str| {
        editions
            .and_then(|file| file.contents.iter().position(|c| c.id.as_str() == id))
            .unwrap_or_default()
    };
    Document {
        id: entry.id.to_string(),
        flow: entry.flow.to_string(),
        title: entry.title.clone(),
        asset_id: entry.asset_id.clone(),
        file_stems: entry.file_stems.clone(),
        paths: entry.paths.clone(),
        url: entry.url.clone(),
        columns: entry
            .columns
            .iter()
            .map(|c| Column { role: c.role, header: c.header.clone() })
            .collect(),
        statements: entry.statements.iter().filter_map(|id| statement_index(id)).collect(),
        editions: editions
            .iter()
            .flat_map(|file| &file.editions)
            .map(|edition| Edition {
                date: date(&edition.date),
                commit: edition.commit.clone(),
                sha1_lf: edition.sha1_lf.as_ref().map(ToString::to_string),
                sha1_crlf: edition.sha1_crlf.as_ref().map(ToString::to_string),
                content: content_index(&edition.content),
            })
            .collect(),
        contents: editions
            .iter()
            .flat_map(|file| &file.contents)
            .map(|content| edition_content(catalog, &entry.flow, content))
            .collect(),
    }
}

/// What an edition holds, its rows and statements as indices into the catalog.
fn edition_content(catalog: &Catalog, flow: &str, content: &ContentEntry) -> Content {
    let split = |row| str::split_once(row, ' ').unwrap_or((row, ""));
    let field = |id: &str| catalog.field_by_id(&format!("{flow}/{id}"));
    let statement = |id: &str| catalog.statements.iter().position(|s| s.id == id);
    let rows = content.rows.iter().map(|row| split(row)).map(|(ids, cells)| {
        let fields: Vec<FieldIx> = ids.split('+').filter_map(field).collect();
        (fields, cells.split_whitespace().map(str::to_owned).collect())
    });
    let statements = content.statements.iter().map(|row| split(row));
    Content {
        rows: rows.collect(),
        statements: statements
            .filter_map(|(id, fingerprint)| Some((statement(id)?, fingerprint.to_owned())))
            .collect(),
        links: content.links.clone(),
    }
}
