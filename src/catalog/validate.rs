//! Faults that a single file does not show: duplicate ids, references to what does not exist,
//! terms that the vocabulary lacks.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use regex::Regex;

use super::located::Located;
use super::model::{
    EditionsFile, FieldEntry, FieldsFile, LocaleFile, MessageEntry, Personal, VocabularyKind,
};
use super::{CatalogError, RawCatalog, RawFile};

mod parties;
mod protocol;
mod review;
mod vocabulary;

pub use protocol::dangling;
pub use review::review;

/// Every fault of a parsed catalog, by path and place.
pub fn validate(raw: &RawCatalog) -> Vec<CatalogError> {
    let names = Names::collect(raw);
    let mut faults = Faults::default();
    check_catalog_file(raw, &names, &mut faults);
    for file in &raw.fields {
        check_fields_file(file, &names, &mut faults);
    }
    for file in &raw.locales {
        check_locale(file, &names, &mut faults);
    }
    for file in &raw.editions {
        check_editions(file, &names, &mut faults);
    }
    vocabulary::check(raw, &names, &mut faults);
    parties::check(raw, &names, &mut faults);
    protocol::check(raw, &names, &mut faults);
    check_unique(raw, &mut faults);
    faults.sorted()
}

#[derive(Default)]
struct Faults(Vec<CatalogError>);

impl Faults {
    /// The faults by path and place, each once.
    fn sorted(self) -> Vec<CatalogError> {
        let mut errors = self.0;
        errors.sort_by(|a, b| {
            (&a.path, a.range.start, &a.message).cmp(&(&b.path, b.range.start, &b.message))
        });
        errors.dedup();
        errors
    }

    fn add(&mut self, path: &str, range: Range<usize>, message: String, help: impl Into<String>) {
        self.0.push(CatalogError { path: path.to_owned(), range, message, help: help.into() });
    }

    /// Reports `value` unless `known` holds it; `what` names the kind of thing.
    fn reference(
        &mut self,
        path: &str,
        value: &Located<String>,
        known: &BTreeSet<String>,
        what: &str,
    ) {
        if !known.contains(value.as_str()) {
            let help = nearest(value, known).map_or_else(
                || format!("declare the {what} first"),
                |near| format!("did you mean `{near}`? Otherwise declare the {what} first"),
            );
            self.add(path, value.range(), format!("there is no {what} `{}`", **value), help);
        }
    }

    fn date(&mut self, path: &str, value: &Located<String>) {
        if value.parse::<jiff::civil::Date>().is_err() {
            let message = format!("`{}` is not a date", **value);
            self.add(path, value.range(), message, "write it as \"YYYY-MM-DD\"");
        }
    }

    fn id(&mut self, path: &str, value: &Located<String>) {
        let sound = !value.is_empty()
            && value.split(['-', '.']).all(|part| {
                !part.is_empty()
                    && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
            });
        if !sound {
            let message = format!("`{}` is not a kebab-case id", **value);
            self.add(
                path,
                value.range(),
                message,
                "use lower-case letters, digits and single hyphens",
            );
        }
    }
}

fn nearest<'a>(value: &str, known: &'a BTreeSet<String>) -> Option<&'a String> {
    known
        .iter()
        .map(|name| (strsim::damerau_levenshtein(value, name), name))
        .filter(|(distance, name)| *distance <= name.chars().count().max(3) / 3)
        .min()
        .map(|(_, name)| name)
}

/// Everything that can be referred to.
#[derive(Default)]
struct Names {
    parties: BTreeSet<String>,
    origins: BTreeSet<String>,
    /// Categories whose data may be personal.
    depends: BTreeSet<String>,
    flows: BTreeSet<String>,
    services: BTreeSet<String>,
    documents: BTreeMap<String, String>,
    statements: BTreeSet<String>,
    messages: BTreeSet<String>,
    fields: BTreeSet<String>,
    terms: BTreeMap<VocabularyKind, BTreeSet<String>>,
}

impl Names {
    fn collect(raw: &RawCatalog) -> Names {
        let mut names = Names::default();
        for file in &raw.catalog {
            let catalog = &file.value;
            names.parties.extend(catalog.parties.iter().map(|p| p.id.to_string()));
            names.origins.extend(catalog.origins.iter().map(|o| o.id.to_string()));
            names.flows.extend(catalog.flows.iter().map(|f| f.id.to_string()));
            names.services.extend(catalog.services.iter().map(|s| s.id.to_string()));
            names.statements.extend(catalog.statements.iter().map(|s| s.id.to_string()));
            names
                .documents
                .extend(catalog.documents.iter().map(|d| (d.id.to_string(), d.flow.to_string())));
        }
        for file in &raw.fields {
            for message in &file.value.messages {
                let id = message_id(&file.value, message);
                names.fields.extend(message.fields.iter().map(|f| format!("{id}/{}", *f.id)));
                names.messages.insert(id);
            }
        }
        for file in &raw.vocabulary {
            let terms = names.terms.entry(*file.value.vocabulary).or_default();
            terms.extend(file.value.terms.iter().map(|t| t.id.to_string()));
            let depends = file.value.terms.iter().filter(|t| t.personal == Personal::Depends);
            names.depends.extend(depends.map(|t| t.id.to_string()));
        }
        names
    }

    fn terms(&self, kind: VocabularyKind) -> BTreeSet<String> {
        self.terms.get(&kind).cloned().unwrap_or_default()
    }

    fn document_ids(&self) -> BTreeSet<String> {
        self.documents.keys().cloned().collect()
    }
}

fn message_id(file: &FieldsFile, message: &MessageEntry) -> String {
    format!("{}/{}/{}", *file.flow, *file.service, *message.id)
}

fn check_catalog_file(raw: &RawCatalog, names: &Names, faults: &mut Faults) {
    for file in &raw.catalog {
        let (path, catalog) = (&file.path, &file.value);
        if *catalog.schema != 1 {
            let message = format!("catalog format {} is unknown", *catalog.schema);
            faults.add(path, catalog.schema.range(), message, "this program reads format 1");
        }
        for pattern in &catalog.literal_patterns {
            if let Err(error) = Regex::new(pattern) {
                let message =
                    format!("not a regular expression: {}", last_line(&error.to_string()));
                faults.add(
                    path,
                    pattern.range(),
                    message,
                    "see https://docs.rs/regex/latest/regex/#syntax",
                );
            }
        }
        for origin in &catalog.origins {
            faults.id(path, &origin.id);
        }
        if let Some(publisher) = &catalog.publisher {
            faults.reference(path, publisher, &names.parties, "party");
        }
        for flow in &catalog.flows {
            faults.id(path, &flow.id);
            faults.reference(path, &flow.from, &names.parties, "party");
            faults.reference(path, &flow.to, &names.parties, "party");
        }
        for document in &catalog.documents {
            faults.id(path, &document.id);
            faults.reference(path, &document.flow, &names.flows, "flow");
            for statement in &document.statements {
                faults.reference(path, statement, &names.statements, "statement");
            }
        }
        for statement in &catalog.statements {
            faults.id(path, &statement.id);
            for date in statement.since.iter().chain(&statement.until) {
                faults.date(path, date);
            }
            for document in statement.notes.keys() {
                faults.reference(path, document, &names.document_ids(), "document");
            }
        }
    }
}

fn last_line(text: &str) -> &str {
    text.lines().last().unwrap_or(text).trim()
}

fn check_fields_file(file: &RawFile<FieldsFile>, names: &Names, faults: &mut Faults) {
    let path = &file.path;
    faults.reference(path, &file.value.flow, &names.flows, "flow");
    faults.reference(path, &file.value.service, &names.services, "service");
    parties::check_sources(file, names, faults);
    for message in &file.value.messages {
        faults.id(path, &message.id);
        for former in &message.former_labels {
            faults.date(path, &former.until);
        }
        let siblings = message.fields.iter().map(|f| f.id.to_string()).collect();
        for field in &message.fields {
            check_field(path, field, &siblings, names, faults);
        }
    }
}

fn check_field(
    path: &str,
    field: &FieldEntry,
    siblings: &BTreeSet<String>,
    names: &Names,
    faults: &mut Faults,
) {
    faults.id(path, &field.id);
    faults.reference(path, &field.category, &names.terms(VocabularyKind::Categories), "category");
    let (purposes, subjects) =
        (names.terms(VocabularyKind::Purposes), names.terms(VocabularyKind::Subjects));
    let other = field.in_protocol.as_ref();
    for purpose in std::iter::once(&field.purpose_code).chain(other.map(|o| &o.purpose_code)) {
        faults.reference(path, purpose, &purposes, "purpose");
    }
    for subject in std::iter::once(&field.subject).chain(other.map(|o| &o.subject)) {
        faults.reference(path, subject, &subjects, "subject");
    }
    faults.reference(
        path,
        &field.sensitivity,
        &names.terms(VocabularyKind::Sensitivity),
        "sensitivity",
    );
    if let Some(condition) = &field.personal_if
        && !names.depends.contains(field.category.as_str())
    {
        let message = format!("the category of field `{}` does not say that it depends", *field.id);
        let help = "remove `personal_if`, or choose a category with `personal: depends`";
        faults.add(path, condition.range(), message, help);
    }
    if let Some(sibling) = &field.shares_row_with {
        faults.reference(path, sibling, siblings, "field of this message");
    }
    for date in std::iter::once(&field.since).chain(&field.until) {
        faults.date(path, date);
    }
    for former in &field.former_labels {
        faults.date(path, &former.until);
    }
    if field.protocol.is_none() && field.protocol_note.is_none() {
        let message = format!("field `{}` has neither `protocol` nor `protocol_note`", *field.id);
        faults.add(
            path,
            field.id.range(),
            message,
            "name the key in the protocol, or say why there is none",
        );
    }
}

fn check_locale(file: &RawFile<LocaleFile>, names: &Names, faults: &mut Faults) {
    let path = &file.path;
    for id in file.value.titles.keys() {
        faults.reference(path, id, &names.document_ids(), "document");
    }
    for id in file.value.terms.keys() {
        faults.reference(path, id, &names.fields, "field");
    }
    for id in file.value.messages.keys() {
        faults.reference(path, id, &names.messages, "message");
    }
    let stem = path.rsplit('/').next().and_then(|name| name.strip_suffix(".yaml"));
    if stem != Some(file.value.locale.as_str()) {
        let message = format!("the file is for `{}` but is named {path}", *file.value.locale);
        let help = format!("rename it to locales/{}.yaml", *file.value.locale);
        faults.add(path, file.value.locale.range(), message, help);
    }
}

fn check_editions(file: &RawFile<EditionsFile>, names: &Names, faults: &mut Faults) {
    let (path, editions) = (&file.path, &file.value);
    faults.reference(path, &editions.document, &names.document_ids(), "document");
    let flow = names.documents.get(editions.document.as_str()).cloned().unwrap_or_default();
    let contents: BTreeSet<String> = editions.contents.iter().map(|c| c.id.to_string()).collect();
    for content in &editions.contents {
        for row in &content.rows {
            let ids = row.split_whitespace().next().unwrap_or_default();
            for id in ids.split('+') {
                if !names.fields.contains(&format!("{flow}/{id}")) {
                    let message = format!("there is no field `{flow}/{id}`");
                    faults.add(
                        path,
                        row.range(),
                        message,
                        "declare the field first, or regenerate the file",
                    );
                }
            }
        }
    }
    for edition in &editions.editions {
        faults.date(path, &edition.date);
        faults.reference(path, &edition.content, &contents, "content");
    }
}

fn check_unique(raw: &RawCatalog, faults: &mut Faults) {
    let mut seen: BTreeMap<(&'static str, String), String> = BTreeMap::new();
    let mut unique = |kind: &'static str, key: String, path: &str, at: &Located<String>| {
        if let Some(first) = seen.insert((kind, key.clone()), path.to_owned()) {
            let message = format!("the {kind} `{key}` is declared twice");
            faults.add(
                path,
                at.range(),
                message,
                format!("it is declared in {first} already; remove or rename one"),
            );
        }
    };
    for file in &raw.catalog {
        let (path, catalog) = (&file.path, &file.value);
        catalog.parties.iter().for_each(|p| unique("party", p.id.to_string(), path, &p.id));
        catalog.origins.iter().for_each(|o| unique("origin", o.id.to_string(), path, &o.id));
        catalog.flows.iter().for_each(|f| unique("flow", f.id.to_string(), path, &f.id));
        catalog.services.iter().for_each(|s| unique("service", s.id.to_string(), path, &s.id));
        catalog.documents.iter().for_each(|d| unique("document", d.id.to_string(), path, &d.id));
        catalog.statements.iter().for_each(|s| unique("statement", s.id.to_string(), path, &s.id));
    }
    for file in &raw.fields {
        for message in &file.value.messages {
            let id = message_id(&file.value, message);
            for field in &message.fields {
                unique("field", format!("{id}/{}", *field.id), &file.path, &field.id);
            }
            unique("message", id, &file.path, &message.id);
        }
    }
    for file in &raw.vocabulary {
        let kind = format!("{:?}", *file.value.vocabulary).to_lowercase();
        for term in &file.value.terms {
            unique("term", format!("{kind}: {}", *term.id), &file.path, &term.id);
        }
    }
    for file in &raw.editions {
        for content in &file.value.contents {
            unique(
                "content",
                format!("{} {}", *file.value.document, *content.id),
                &file.path,
                &content.id,
            );
        }
    }
}
