//! What the catalog knows, turned round: from a spelling to the documents that it speaks for.
//! Worked out once a run and asked for every file.

use std::cell::LazyCell;
use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::catalog::model::ColumnRole;
use crate::catalog::{Catalog, Document, FieldIx};

use super::title::{Title, title_key};

/// The catalog by spelling.
pub struct Known<'a> {
    /// The catalog.
    pub catalog: &'a Catalog,
    /// Fields by label, former label and rendering in any language, with their document.
    fields: FxHashMap<&'a str, Vec<(usize, FieldIx)>>,
    services: FxHashSet<&'a str>,
    /// The acronyms of which the names of services are made, in lower case.
    acronyms: BTreeSet<String>,
    /// Documents by the header of the column that names their data, in lower case.
    headers: FxHashMap<String, BTreeSet<usize>>,
    /// Bytes of the longest spelling of them all.
    longest: usize,
    /// Names that the title of each document holds: those of its two parties.
    names: Vec<Vec<&'a str>>,
    /// Titles of each document in any language.
    titles: Vec<Vec<Title>>,
    /// Number of fields of each document.
    totals: Vec<usize>,
}

impl<'a> Known<'a> {
    /// Turns a catalog round.
    pub fn new(catalog: &'a Catalog) -> Self {
        let mut known = Known {
            catalog,
            fields: FxHashMap::default(),
            services: services(catalog),
            acronyms: services(catalog)
                .iter()
                .flat_map(|name| name.split(|c: char| !c.is_alphanumeric()))
                .filter(|part| !part.is_empty())
                .map(str::to_lowercase)
                .collect(),
            headers: FxHashMap::default(),
            longest: 0,
            names: Vec::new(),
            titles: Vec::new(),
            totals: Vec::new(),
        };
        for (index, document) in catalog.documents.iter().enumerate() {
            known.names.push(names_in(catalog, &document.title));
            known.titles.push(titles(catalog, document).map(Title::new).collect());
            known.totals.push(catalog.fields_of_flow(&document.flow).count());
            known.add_fields(index, document);
            known.add_headers(index, document);
        }
        let names = known.fields.keys().chain(&known.services).map(|name| name.len());
        // A header may take a few bytes more in capitals.
        let headers = known.headers.keys().map(|header| 2 * header.len());
        known.longest = names.chain(headers).max().unwrap_or(0);
        known
    }

    fn add_fields(&mut self, index: usize, document: &'a Document) {
        let catalog = self.catalog;
        for field in catalog.fields_of_flow(&document.flow) {
            let entry = catalog.field(field);
            let terms = catalog.locales.values().filter_map(|l| l.terms.get(&entry.id)).flatten();
            let former = entry.former.iter().map(|former| former.label.as_str());
            let labels = std::iter::once(entry.label.as_str()).chain(former);
            for label in labels.chain(terms.map(String::as_str)) {
                self.fields.entry(label).or_default().push((index, field));
            }
        }
    }

    /// A header of another language is that of the document whose own header holds the same names.
    fn add_headers(&mut self, index: usize, document: &Document) {
        let catalog = self.catalog;
        let own = document.columns.iter().filter(|column| column.role == ColumnRole::Field);
        for own in own.map(|column| column.header.as_str()) {
            let names = names_in(catalog, own);
            let locales = catalog.locales.values();
            let others = locales.filter_map(|l| l.headers.get(&ColumnRole::Field)).flatten();
            let same = others.map(String::as_str).filter(|h| names_in(catalog, h) == names);
            for header in std::iter::once(own).chain(same.filter(|_| !names.is_empty())) {
                self.headers.entry(header.to_lowercase()).or_default().insert(index);
            }
        }
    }

    /// The documents and fields that a text is a name of.
    pub(super) fn fields(&self, text: &str) -> &[(usize, FieldIx)] {
        self.fields.get(text).map_or(&[], Vec::as_slice)
    }

    /// Bytes from which on a text is no spelling of the catalog.
    pub(super) fn longest(&self) -> usize {
        self.longest
    }

    /// Whether the name of a service stands anywhere in a text.
    pub(super) fn names_service(&self, text: &str) -> bool {
        self.services
            .iter()
            .any(|name| memchr::memmem::find(text.as_bytes(), name.as_bytes()).is_some())
    }

    /// Whether a text is the name of a service.
    pub(super) fn is_service(&self, text: &str) -> bool {
        self.services.contains(text)
    }

    /// The documents whose data column has this header.
    pub(super) fn headed(&self, text: &str) -> impl Iterator<Item = usize> + '_ {
        self.headers.get(&text.to_lowercase()).into_iter().flatten().copied()
    }

    /// Share of a document's fields that `found` of them are.
    pub(super) fn share(&self, document: usize, found: usize) -> f64 {
        crate::text::share(found, self.totals[document])
    }

    /// Whether a text names both parties of a document.
    pub(super) fn names_parties(&self, document: usize, text: &str) -> bool {
        let names = &self.names[document];
        !names.is_empty() && names.iter().all(|name| text.contains(name))
    }

    /// How many services a text names by their acronyms.
    pub(super) fn acronyms_in(&self, text: &str) -> usize {
        let words = text.split(|c: char| !c.is_ascii_alphanumeric()).map(str::to_lowercase);
        words.filter(|word| self.acronyms.contains(word)).collect::<BTreeSet<_>>().len()
    }

    /// How many acronyms there are.
    pub(super) fn acronyms(&self) -> usize {
        self.acronyms.len()
    }

    /// Whether a title names the parties of a document, the sender first. Most languages do, and
    /// those that do not are known by their titles.
    pub(super) fn in_order(&self, document: usize, title: &str) -> bool {
        let own = &self.catalog.documents[document].title;
        let order = |text: &str| {
            let mut names: Vec<_> = self.names[document]
                .iter()
                .filter_map(|name| Some((text.find(name)?, *name)))
                .collect();
            names.sort_unstable();
            names.into_iter().map(|(_, name)| name).collect::<Vec<_>>()
        };
        self.names_parties(document, title) && order(own) == order(title)
    }

    /// Whether the name of a file, in lower case, names both parties of a document.
    pub fn stem_names_parties(&self, document: usize, stem: &str) -> bool {
        let names = &self.names[document];
        names.len() > 1 && names.iter().all(|name| stem.contains(&name.to_lowercase()))
    }

    /// The document whose title in some language a text is, or nearly is, and how alike they are.
    pub(super) fn titled(&self, text: &str) -> Option<(usize, f64)> {
        let key = title_key(text);
        let title = LazyCell::new(|| Title::new(text));
        let likeness = |document: usize| {
            let known = &self.titles[document];
            if known.iter().any(|known| known.is_same(&key)) {
                return 1.0;
            }
            if !self.names_parties(document, text) {
                return 0.0;
            }
            let best = known.iter().map(|known| known.likeness(&title)).fold(0.0, f64::max);
            best.min(0.99) - if self.in_order(document, text) { 0.0 } else { OUT_OF_ORDER }
        };
        let mut all: Vec<(usize, f64)> =
            (0..self.titles.len()).map(|document| (document, likeness(document))).collect();
        all.sort_by(|a, b| b.1.total_cmp(&a.1));
        let rival = all.get(1).map_or(0.0, |(_, likeness)| *likeness);
        all.first().copied().filter(|(_, likeness)| *likeness >= NEARLY && *likeness > rival)
    }
}

/// Likeness from which a title that holds the names of both parties is taken for a known one.
const NEARLY: f64 = 0.75;
/// What a title loses that is no known one and names the receiver first. The titles of the two
/// directions are otherwise alike: 0.77 to 1.0 in 17 languages.
const OUT_OF_ORDER: f64 = 0.1;

fn services(catalog: &Catalog) -> FxHashSet<&str> {
    let labels = catalog.services.iter().map(|service| service.label.as_str());
    let others = catalog.services.iter().flat_map(|service| &service.source_spellings);
    labels.chain(others.map(String::as_str)).collect()
}

/// The names that no language translates, as far as a text holds them.
fn names_in<'a>(catalog: &'a Catalog, text: &str) -> Vec<&'a str> {
    catalog.names.iter().map(String::as_str).filter(|name| text.contains(name)).collect()
}

fn titles<'a>(catalog: &'a Catalog, document: &'a Document) -> impl Iterator<Item = &'a str> {
    let others = catalog.locales.values().filter_map(|locale| locale.titles.get(&document.id));
    std::iter::once(document.title.as_str()).chain(others.flatten().map(String::as_str))
}
