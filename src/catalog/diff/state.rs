//! A catalog as a state: every kind of thing with its properties as text.

use jiff::civil::Date;

use super::{State, Thing, Things};
use crate::catalog::index::{Catalog, Document, Field, Former, Meaning, Message, Statement};
use crate::catalog::model::{
    FieldRole, Identifies, MessageRole, PartyRole, StatementForm, StatementPlace,
    StatementSeverity, VocabularyKind,
};
use crate::catalog::{Pattern, Term};

/// Terms by the kind that a report calls them.
const TERMS: [(&str, VocabularyKind); 5] = [
    ("category", VocabularyKind::Categories),
    ("purpose", VocabularyKind::Purposes),
    ("subject", VocabularyKind::Subjects),
    ("sensitivity", VocabularyKind::Sensitivity),
    ("data-type", VocabularyKind::DataTypes),
];

/// The state of a catalog. Its version stands beside it and is no part of it.
pub fn state(catalog: &Catalog) -> State {
    let mut state = State::default();
    let fields = catalog.fields.iter().map(|f| (f.id.clone(), field(catalog, f)));
    state.insert("field", fields.collect());
    let messages = catalog.messages.iter().map(|m| (m.id.clone(), message(m)));
    state.insert("message", messages.collect());
    let statements = catalog.statements.iter().map(|s| (s.id.clone(), statement(s)));
    state.insert("statement", statements.collect());
    let documents = catalog.documents.iter().map(|d| (d.id.clone(), document(catalog, d)));
    state.insert("document", documents.collect());
    for (kind, vocabulary) in TERMS {
        let own = catalog.terms.iter().filter(|((of_kind, _), _)| *of_kind == vocabulary);
        state.insert(kind, own.map(|((_, id), t)| (id.clone(), term(vocabulary, t))).collect());
    }
    state.insert("party", parties(catalog));
    state.insert("flow", flows(catalog));
    state.insert("service", services(catalog));
    let origin = |o: &crate::catalog::DataOrigin| {
        (o.id.clone(), Thing::new(&o.name, [("description", o.description.clone())]))
    };
    state.insert("data-origin", catalog.origins.iter().map(origin).collect());
    state.insert("vocabulary", vocabularies(catalog));
    state.insert("catalog", [("catalog".to_owned(), head(catalog))].into());
    state
}

fn field(catalog: &Catalog, field: &Field) -> Thing {
    let role = match field.role {
        FieldRole::Key => "key",
        FieldRole::Label => "label",
    };
    let identifies = match field.identifies {
        Identifies::Person => "person",
        Identifies::Device => "device",
        Identifies::Organisation => "organisation",
        Identifies::None => "none",
    };
    let category = catalog.term(VocabularyKind::Categories, &field.category);
    let condition = field.personal_if.clone().or_else(|| category?.personal_if.clone());
    let beside = |f: &&Field| f.flow == field.flow && f.row == field.row && f.id != field.id;
    let beside: Vec<String> = catalog.fields.iter().filter(beside).map(|f| f.id.clone()).collect();
    let in_protocol = |part: fn(&Meaning) -> &String| {
        field.in_protocol.as_ref().map(part).cloned().unwrap_or_default()
    };
    Thing::new(
        &field.label,
        [
            ("personal", category.map(|term| term.personal).unwrap_or_default().to_string()),
            ("personal_if", optional(&condition)),
            ("role", role.to_owned()),
            ("protocol", optional(&field.protocol)),
            ("other_protocol", field.other_protocol.join(", ")),
            ("purpose_in_protocol", in_protocol(|other| &other.purpose)),
            ("purpose_code_in_protocol", in_protocol(|other| &other.purpose_code)),
            ("subject_in_protocol", in_protocol(|other| &other.subject)),
            ("protocol_note", optional(&field.protocol_note)),
            ("purpose", field.purpose.clone()),
            ("purpose_code", field.purpose_code.clone()),
            ("category", field.category.clone()),
            ("sensitivity", field.sensitivity.clone()),
            ("subject", field.subject.clone()),
            ("identifies", identifies.to_owned()),
            ("former_labels", former(&field.former)),
            ("shares_row_with", beside.join(", ")),
            ("values", field.values.join(", ")),
            ("literals", field.literals.join(", ")),
            ("boolean", field.boolean.to_string()),
            ("since", field.since.to_string()),
            ("until", date(field.until)),
            ("note", optional(&field.note)),
            ("origins", own_origins(catalog, field)),
            ("origin_note", optional(&field.origin_note)),
        ],
    )
}

/// Where a field comes from, if it does not from where its message does: what changes for a message
/// is one change and not one for each of its fields.
fn own_origins(catalog: &Catalog, field: &Field) -> String {
    let flow = catalog.flow(&field.flow).map(|flow| &flow.from);
    let message = catalog.message(&field.message);
    let of_message = message.and_then(|m| m.data_origin.as_ref().or(m.sent_by.as_ref()).or(flow));
    match field.data_origins.as_slice() {
        [one] if Some(one) == of_message => String::new(),
        own => own.join(", "),
    }
}

fn message(message: &Message) -> Thing {
    let role = match message.role {
        MessageRole::Key => "key",
        MessageRole::Label => "label",
    };
    Thing::new(
        &message.label,
        [
            ("role", role.to_owned()),
            ("documented", message.documented.to_string()),
            ("former_labels", former(&message.former)),
            ("description", message.description.clone()),
            ("data_origin", optional(&message.data_origin)),
            ("sent_by", optional(&message.sent_by)),
        ],
    )
}

fn statement(statement: &Statement) -> Thing {
    let form = match statement.form {
        StatementForm::Note => "note",
        StatementForm::Paragraph => "paragraph",
        StatementForm::List => "list",
        StatementForm::Link => "link",
    };
    let place = match statement.place {
        StatementPlace::Anywhere => "anywhere",
        StatementPlace::BeforeList => "before-list",
        StatementPlace::BeforeTable => "before-table",
        StatementPlace::AfterTable => "after-table",
    };
    let severity = match statement.severity {
        StatementSeverity::Error => "error",
        StatementSeverity::Warning => "warning",
    };
    let notes = statement.notes.iter().map(|(document, note)| format!("{document}: {note}"));
    Thing::new(
        &statement.label,
        [
            ("meaning", statement.meaning.clone()),
            ("form", form.to_owned()),
            ("place", place.to_owned()),
            ("mentions", statement.mentions.join(", ")),
            ("links", statement.links.join(", ")),
            ("other_links", statement.other_links.join(", ")),
            ("notes", notes.collect::<Vec<_>>().join(" ")),
            ("severity", severity.to_owned()),
            ("since", date(statement.since)),
            ("until", date(statement.until)),
        ],
    )
}

fn document(catalog: &Catalog, document: &Document) -> Thing {
    let columns = document.columns.iter().map(|c| format!("{}: {}", c.role.as_str(), c.header));
    let statements = document.statements.iter().map(|ix| catalog.statements[*ix].id.clone());
    let newest = document.editions.iter().map(|edition| edition.date).max();
    Thing::new(
        &document.title,
        [
            ("flow", document.flow.clone()),
            ("asset_id", optional(&document.asset_id)),
            ("file_stems", document.file_stems.join(", ")),
            ("paths", document.paths.join(", ")),
            ("url", optional(&document.url)),
            ("columns", columns.collect::<Vec<_>>().join(", ")),
            ("statements", statements.collect::<Vec<_>>().join(", ")),
            ("editions", document.editions.len().to_string()),
            ("newest_edition", date(newest)),
        ],
    )
}

fn term(kind: VocabularyKind, term: &Term) -> Thing {
    let personal = (kind == VocabularyKind::Categories).then(|| term.personal.to_string());
    let rank = (kind == VocabularyKind::Sensitivity).then(|| term.rank.to_string());
    Thing::new(
        &term.label,
        [
            ("description", term.description.clone()),
            ("personal", personal.unwrap_or_default()),
            ("personal_if", optional(&term.personal_if)),
            ("rank", rank.unwrap_or_default()),
            ("fideslang", term.fideslang.join(", ")),
            ("dpv", term.dpv.join(", ")),
            ("dpv_related", term.dpv_related.join(", ")),
            ("synonyms", term.synonyms.join(", ")),
            ("category", optional(&term.category)),
            ("sensitivity", optional(&term.sensitivity)),
            ("in_schools", optional(&term.in_schools)),
            ("note", optional(&term.note)),
        ],
    )
}

fn parties(catalog: &Catalog) -> Things {
    let party = |p: &crate::catalog::Party| {
        let attributes = [
            ("role", p.role.map(PartyRole::as_str).unwrap_or_default().to_owned()),
            ("role_note", optional(&p.role_note)),
            ("seat", optional(&p.seat)),
            ("seat_note", optional(&p.seat_note)),
            ("organisation", optional(&p.organisation)),
            ("description", p.description.clone()),
        ];
        (p.id.clone(), Thing::new(&p.name, attributes))
    };
    catalog.parties.iter().map(party).collect()
}

fn flows(catalog: &Catalog) -> Things {
    let flow = |f: &crate::catalog::Flow| {
        let attributes = [
            ("from", f.from.clone()),
            ("to", f.to.clone()),
            ("description", f.description.clone()),
        ];
        (f.id.clone(), Thing::new(&f.label, attributes))
    };
    catalog.flows.iter().map(flow).collect()
}

fn services(catalog: &Catalog) -> Things {
    let service = |s: &crate::catalog::Service| {
        let attributes = [
            ("name", s.name.clone()),
            ("description", s.description.clone()),
            ("source_spellings", s.source_spellings.join(", ")),
            ("serves_schools", s.serves_schools.to_string()),
            ("roles", s.roles.iter().map(role).collect::<Vec<_>>().join("; ")),
        ];
        (s.id.clone(), Thing::new(&s.label, attributes))
    };
    catalog.services.iter().map(service).collect()
}

fn role(role: &crate::catalog::ServiceRole) -> String {
    let open = || format!("open: {}", optional(&role.ask));
    format!("{} {}", role.party, role.role.map_or_else(open, |role| role.as_str().to_owned()))
}

fn vocabularies(catalog: &Catalog) -> Things {
    let own = |pinned: &crate::catalog::model::PinnedVocabulary| {
        let keys = pinned.own_keys.iter().map(|key| key.key.clone());
        keys.collect::<Vec<_>>().join(", ")
    };
    let pinned = catalog.pinned.iter().map(|(name, pinned)| {
        let attributes = [
            ("version", pinned.version.clone()),
            ("url", pinned.url.clone()),
            ("licence", pinned.licence.clone()),
            ("publisher", optional(&pinned.publisher)),
            ("own_keys", own(pinned)),
        ];
        (name.clone(), Thing::new(name, attributes))
    });
    pinned.collect()
}

/// What the catalog says of itself.
fn head(catalog: &Catalog) -> Thing {
    let patterns: Vec<&str> = catalog.literal_patterns.iter().map(Pattern::as_str).collect();
    Thing::new(
        &catalog.title,
        [
            ("id", catalog.id.clone()),
            ("source_locale", catalog.source_locale.clone()),
            ("site_hosts", catalog.site_hosts.join(", ")),
            ("names", catalog.names.join(", ")),
            ("literal_patterns", patterns.join(" ")),
            ("locales", catalog.locales.keys().cloned().collect::<Vec<_>>().join(", ")),
        ],
    )
}

fn former(former: &[Former]) -> String {
    let spelling = |f: &Former| format!("{} (until {})", f.label, f.until);
    former.iter().map(spelling).collect::<Vec<_>>().join(", ")
}

fn optional(text: &Option<String>) -> String {
    text.clone().unwrap_or_default()
}

fn date(date: Option<Date>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}
