//! Documents against documents: what one page says of a datum and another says otherwise.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::audit::{Audit, Disclosure, Page, PageRow};
use crate::catalog::model::{ColumnRole, VocabularyKind};
use crate::catalog::{Catalog, Field, FieldIx, Term};
use crate::parse::{BlockKind, Inline};
use crate::source::Span;
use crate::text::lower_in_place;

use super::proof::source_row;
use super::resolve::key_of;
use super::spelling;

/// One field on the pages of two directions.
#[derive(Debug)]
pub struct Pair<'a> {
    /// The field of the flow that the catalog names first.
    pub first: (FieldIx, &'a Page, &'a PageRow),
    /// The field of the other flow.
    pub second: (FieldIx, &'a Page, &'a PageRow),
    /// How they differ.
    pub difference: Difference,
}

/// How two descriptions of one datum differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// They name different people as its subjects; labels of the terms, in order.
    Subjects(Vec<String>, Vec<String>),
    /// They give it different names.
    Names,
}

/// The contradictions between the source pages of different directions.
pub fn between_directions<'a>(audit: &'a Audit<'_>) -> Vec<Pair<'a>> {
    let catalog = audit.catalog;
    let all: Vec<_> = (0..catalog.fields.len())
        .map(FieldIx)
        .filter_map(|ix| source_row(audit, ix).map(|(page, row)| (ix, page, row)))
        .collect();
    let mut pairs = Vec::new();
    for (index, first) in all.iter().enumerate() {
        for second in &all[index + 1..] {
            let (a, b) = (catalog.field(first.0), catalog.field(second.0));
            if a.flow != b.flow && a.service == b.service {
                let difference = difference(audit, *first, *second);
                let pair = |difference| Pair { first: *first, second: *second, difference };
                pairs.extend(difference.map(pair));
            }
        }
    }
    pairs
}

fn difference(
    audit: &Audit<'_>,
    first: (FieldIx, &Page, &PageRow),
    second: (FieldIx, &Page, &PageRow),
) -> Option<Difference> {
    let catalog = audit.catalog;
    let (a, b) = (catalog.field(first.0), catalog.field(second.0));
    if plain(&a.label) == plain(&b.label) {
        let subjects = |(_, page, row): (FieldIx, &Page, &PageRow)| {
            terms_in(catalog, VocabularyKind::Subjects, page.cell_text(row, ColumnRole::Purpose))
        };
        let (a, b) = (subjects(first), subjects(second));
        let differ = !a.is_empty() && !b.is_empty() && !a.keys().eq(b.keys());
        return differ.then(|| Difference::Subjects(labels(&a), labels(&b)));
    }
    let key = |ix| key_of(catalog, ix).map(|resolved| resolved.key);
    let same_key = key(first.0).is_some() && key(first.0) == key(second.0);
    let slip = |ix| spelling::verdict(catalog, ix).is_some();
    (same_key && !slip(first.0) && !slip(second.0)).then_some(Difference::Names)
}

fn labels(terms: &BTreeMap<&str, &Term>) -> Vec<String> {
    terms.values().map(|term| term.label.to_lowercase()).collect()
}

/// Letters and digits in lower case.
fn plain(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Terms of one kind that a text names, by id.
fn terms_in<'c>(
    catalog: &'c Catalog,
    kind: VocabularyKind,
    text: &str,
) -> BTreeMap<&'c str, &'c Term> {
    mentions(catalog, kind, text).into_iter().map(|(term, _)| (term.id.as_str(), term)).collect()
}

/// Terms of one kind that a text names, with the place of the first mention. A mention inside a
/// longer one does not count: "name" in "device name".
fn mentions<'c>(
    catalog: &'c Catalog,
    kind: VocabularyKind,
    text: &str,
) -> Vec<(&'c Term, Range<usize>)> {
    let lower = lower_in_place(text);
    let of_kind = catalog.terms.iter().filter(|((own, _), _)| *own == kind).map(|(_, term)| term);
    let found: Vec<(&Term, Range<usize>)> = of_kind
        .flat_map(|term| term.synonyms.iter().map(move |synonym| (term, synonym)))
        .filter_map(|(term, synonym)| {
            let synonym = synonym.to_lowercase();
            let place = places(&lower, &synonym).find(|range| !is_in_name(text, range.clone()))?;
            Some((term, place))
        })
        .collect();
    let inside = |own: &Range<usize>| {
        found.iter().any(|(_, r)| r.len() > own.len() && r.start <= own.start && own.end <= r.end)
    };
    found.iter().filter(|(_, range)| !inside(range)).cloned().collect()
}

/// The first place of a word or phrase.
fn find_word(text: &str, phrase: &str) -> Option<Range<usize>> {
    places(text, phrase).next()
}

/// The places of a word or phrase, in the singular or the plural, with no letter around it.
fn places<'a>(text: &'a str, phrase: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
    let boundary = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(phrase).filter_map(move |(start, _)| {
        let rest = &text[start + phrase.len()..];
        let plural = ["es", "s", ""].into_iter().find(|ending| {
            rest.strip_prefix(ending).is_some_and(|after| boundary(after.chars().next()))
        })?;
        let free = boundary(text[..start].chars().next_back());
        free.then(|| start..start + phrase.len() + plural.len())
    })
}

/// Whether the word at a place and the one before or after it begin with a capital, as in a name of
/// several words: `Shade School Manager` names no school.
fn is_in_name(text: &str, range: Range<usize>) -> bool {
    let capital =
        |word: Option<&str>| word.is_some_and(|word| word.starts_with(|c: char| c.is_uppercase()));
    let before = text[..range.start].strip_suffix(' ').and_then(|head| head.rsplit(' ').next());
    let after = text[range.end..].strip_prefix(' ').and_then(|tail| tail.split(' ').next());
    capital(text.get(range)) && (capital(before) || capital(after))
}

/// A kind of data that another page names and the audited pages do not list, or the reverse.
#[derive(Debug)]
pub struct Named<'a> {
    /// The other page.
    pub disclosure: &'a Disclosure,
    /// The kind of data.
    pub term: &'a Term,
    /// Where it is named.
    pub span: Span,
    /// Whether the other page says that it is not collected.
    pub denied: bool,
}

/// The kinds of data that another page names in its lists and tables, each once, in page order.
pub fn named_by<'a>(audit: &'a Audit<'_>, disclosure: &'a Disclosure) -> Vec<Named<'a>> {
    let catalog = audit.catalog;
    let negators: Vec<String> = catalog
        .locales
        .get(&catalog.source_locale)
        .map(|locale| locale.negators.iter().map(|n| n.to_lowercase()).collect())
        .unwrap_or_default();
    let negated = |text: &str| {
        let text = text.to_lowercase().replace('’', "'");
        negators.iter().any(|negator| match negator.strip_prefix('*') {
            Some(ending) => text.split_whitespace().any(|word| word.ends_with(ending)),
            None => find_word(&text, negator).is_some(),
        })
    };
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    let mut add = |inline: &Inline, denied: bool| {
        for (term, range) in mentions(catalog, VocabularyKind::DataTypes, &inline.text) {
            let bytes = inline.source_range(range);
            let span = Span::new(disclosure.file, bytes.start, bytes.end);
            if seen.insert((term.id.clone(), denied)) {
                found.push(Named { disclosure, term, span, denied });
            }
        }
    };
    let mut lead = false;
    for block in &disclosure.parsed.blocks {
        match block.kind {
            BlockKind::ListItem => add(&block.inline, lead || negated(&block.inline.text)),
            _ => lead = negated(&block.inline.text),
        }
    }
    let rows = disclosure.parsed.tables.iter().flat_map(|table| &table.rows);
    for row in rows {
        let denied = row.cells.iter().any(|cell| negated(cell.text()));
        row.cells.iter().for_each(|cell| add(&cell.inline, denied));
    }
    found.sort_by_key(|named| (named.span.start, named.denied));
    found
}

/// The fields of a kind of data: those whose key holds it, and those whose name says so.
pub fn fields_of<'c>(catalog: &'c Catalog, term: &Term) -> Vec<(FieldIx, &'c Field)> {
    let holds = |ix: FieldIx, field: &Field| {
        let key = key_of(catalog, ix).map(|resolved| catalog.protocol.key(resolved.key));
        let label = plain(&field.label);
        key.is_some_and(|key| key.data_type.as_ref() == Some(&term.id))
            || term.synonyms.iter().any(|synonym| plain(synonym) == label)
    };
    let all = catalog.fields.iter().enumerate().map(|(index, field)| (FieldIx(index), field));
    all.filter(|(ix, field)| holds(*ix, field)).collect()
}

#[cfg(test)]
mod tests {
    use super::{find_word, is_in_name};

    #[test]
    fn words_are_whole_and_may_be_plural() {
        assert_eq!(find_word("the serial numbers", "serial number"), Some(4..18));
        assert_eq!(find_word("mac addresses", "mac address"), Some(0..13));
        assert_eq!(find_word("username", "name"), None);
        assert_eq!(find_word("names, addresses", "address"), Some(7..16));
    }

    #[test]
    fn a_word_of_a_name_is_told_from_the_word() {
        assert!(is_in_name("in Shade School Manager", 9..15));
        assert!(!is_in_name("set by Admin when", 7..12) && !is_in_name("the school Hub", 4..10));
    }
}
