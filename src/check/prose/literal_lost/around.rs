//! Acronyms and names around the cells: in the list of services, the statements, the title and the
//! heads of the columns.

use std::ops::Range;

use crate::audit::{Audit, Page};
use crate::catalog::model::ColumnRole;
use crate::check::column_name;
use crate::check::link::same_target;
use crate::consensus::{Agreement, MOST_COUNTERPARTS};
use crate::finding::{Finding, Severity};
use crate::parse::{Block, BlockKind, Inline};
use crate::text::{keeps, normal};

use super::{CHECK, described, instead};

/// A text that has the same place on the pages of all languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// An item of the list, by its number, of so many.
    Item(usize, usize),
    /// A statement of the catalog.
    Statement(usize),
    /// The first heading.
    Title,
    /// The head of the column.
    Head(ColumnRole),
}

pub(super) fn check(audit: &Audit<'_>, page: &Page, findings: &mut Vec<Finding>) {
    let Some(source) = audit.source_page(page).map(|reference| audit.page(reference)) else {
        return;
    };
    for place in places(audit, page) {
        let texts = text_at(page, place).zip(text_at(source, place));
        let Some((own, original)) = texts.filter(|(a, b)| belong(audit, place, a, b)) else {
            continue;
        };
        let at = At { place, own, source, original };
        findings.extend(lost(audit, page, &at));
        findings.extend(turned(audit, page, &at));
    }
}

/// A text of a translation beside that of the source page.
struct At<'a> {
    place: Place,
    own: &'a Inline,
    source: &'a Page,
    original: &'a Inline,
}

/// The places that a page has.
fn places(audit: &Audit<'_>, page: &Page) -> Vec<Place> {
    let items = items(page).count();
    let mut all: Vec<Place> = (0..items).map(|at| Place::Item(at, items)).collect();
    all.extend(page.statements.iter().map(|found| Place::Statement(found.statement)));
    all.push(Place::Title);
    all.extend(audit.document(page).columns.iter().map(|column| Place::Head(column.role)));
    all
}

fn items(page: &Page) -> impl Iterator<Item = &Block> {
    page.parsed.blocks.iter().filter(|block| block.kind == BlockKind::ListItem)
}

/// The text of a page in a place; of a list only where it has as many items.
fn text_at(page: &Page, place: Place) -> Option<&Inline> {
    let blocks = &page.parsed.blocks;
    match place {
        Place::Item(at, count) => {
            let item = items(page).nth(at).filter(|_| items(page).count() == count)?;
            Some(&item.inline)
        }
        Place::Statement(statement) => {
            let found = page.statements.iter().find(|found| found.statement == statement)?;
            let block = &blocks[found.block?];
            (block.kind != BlockKind::ListItem).then_some(&block.inline)
        }
        Place::Title => {
            let title = blocks.iter().find(|block| block.kind == BlockKind::Heading)?;
            Some(&title.inline)
        }
        Place::Head(role) => {
            let (table, columns) = page.tables.first()?;
            let cell = page.parsed.tables[*table].header.cells.get(columns.index(role)?)?;
            Some(&cell.inline)
        }
    }
}

/// Whether two texts in one place belong together: items of a list lead to one page.
fn belong(audit: &Audit<'_>, place: Place, a: &Inline, b: &Inline) -> bool {
    let links = a.links.first().zip(b.links.first());
    !matches!(place, Place::Item(..))
        || links.is_none_or(|(a, b)| same_target(&a.target, &b.target, &audit.catalog.site_hosts))
}

/// How many other languages say something of their text in this place.
fn vote(audit: &Audit<'_>, page: &Page, at: &At<'_>, ask: impl Fn(&str) -> bool) -> Agreement {
    let target = at.original.links.first().map_or("", |link| link.target.as_str());
    let texts = audit
        .once
        .get(page.document, &format!("{:?} {target}", at.place), || texts(audit, page, at));
    let others = texts.0.iter().filter(|(language, _)| language != page.language.language());
    Agreement::of(others.take(MOST_COUNTERPARTS).map(|(_, text)| Some(ask(text))))
}

/// What each language has in a place, normalised.
struct Texts(Vec<(String, String)>);

fn texts(audit: &Audit<'_>, page: &Page, at: &At<'_>) -> Texts {
    let of_language = |(language, pages): &(String, Vec<usize>)| {
        let mut texts = pages.iter().filter_map(|other| text_at(&audit.pages[*other], at.place));
        let text = texts.find(|text| belong(audit, at.place, text, at.original))?;
        Some((language.clone(), normal(&text.text)))
    };
    Texts(audit.translations[page.document].iter().filter_map(of_language).collect())
}

/// Literals of a source text, and acronyms that it gives in brackets.
fn fixed<'t>(audit: &Audit<'_>, text: &'t str) -> Vec<&'t str> {
    let mut found: Vec<&str> =
        audit.catalog.literals_in(text).into_iter().map(|at| &text[at]).collect();
    found.extend(acronyms(text).into_iter().map(|at| &text[at]));
    found.sort_unstable();
    found.dedup();
    found
}

/// Acronyms in brackets: one word of at most eight characters that has two capitals.
fn acronyms(text: &str) -> Vec<Range<usize>> {
    let opens = |c: char| matches!(c, '(' | '（');
    let inner = text.match_indices(opens).filter_map(|(at, bracket)| {
        let start = at + bracket.len();
        let length = text[start..].find([')', '）'])?;
        Some(start..start + length)
    });
    let acronym = |at: &Range<usize>| {
        let word = &text[at.clone()];
        word.len() <= 8
            && word.chars().all(|c| c.is_ascii_alphanumeric())
            && word.chars().filter(char::is_ascii_uppercase).count() >= 2
    };
    inner.filter(acronym).collect()
}

/// Whether a text has a literal, in whatever case in brackets: editions differ in that.
fn has(text: &str, literal: &str) -> bool {
    let same = |at: Range<usize>| text[at].eq_ignore_ascii_case(literal);
    keeps(text, literal) || acronyms(text).into_iter().any(same)
}

fn lost(audit: &Audit<'_>, page: &Page, at: &At<'_>) -> Vec<Finding> {
    let own = normal(&at.own.text);
    let accepted = audit.catalog.locales.get(page.locale()).map(|terms| &terms.literals);
    let is_accepted = |literal: &str| {
        let terms = accepted.and_then(|accepted| accepted.get(literal));
        terms.is_some_and(|terms| terms.iter().any(|term| own.contains(term.as_str())))
    };
    let exact = audit.edition(page).is_some_and(|own| own.page == audit.source_page(page));
    let mut findings = Vec::new();
    for literal in fixed(audit, &at.original.text) {
        if has(&own, literal) {
            continue;
        }
        let found = instead(&at.original.text, &own, literal);
        if found.is_none() && is_accepted(literal) {
            continue;
        }
        let agreement = vote(audit, page, at, |text| has(text, literal));
        let asked = agreement.words().is_some();
        if asked && agreement.yes * 2 <= agreement.of || !asked && !exact && found.is_none() {
            continue;
        }
        // A shorter form (`PING` for `PINGs`) may be the way of the language.
        let slip = found.as_deref().is_some_and(|found| !literal.contains(found));
        let sure = slip && agreement.carried();
        let severity = if sure { Severity::Warning } else { Severity::Note };
        let message = described(literal, found.as_deref(), "the source text", agreement);
        findings.push(about(page, at, severity, message, literal, found.as_deref()));
    }
    findings
}

/// A head or title that names another party than the source.
fn turned(audit: &Audit<'_>, page: &Page, at: &At<'_>) -> Option<Finding> {
    if !matches!(at.place, Place::Title | Place::Head(_)) {
        return None;
    }
    let (own, original) = (normal(&at.own.text), normal(&at.original.text));
    let names = || audit.catalog.names.iter();
    let party = |name: &str| {
        let has = |text: &str| keeps(text, name);
        audit
            .catalog
            .parties
            .iter()
            .position(|p| has(&p.name) || p.organisation.as_deref().is_some_and(has))
    };
    let lost = names().find(|name| keeps(&original, name) && !keeps(&own, name))?;
    let lost_party = party(lost)?;
    let instead = names().find(|name| {
        let other = party(name).is_some_and(|other| other != lost_party);
        other && keeps(&own, name) && !keeps(&original, name)
    })?;
    // A party may go by another of its names.
    if names().any(|name| party(name) == Some(lost_party) && keeps(&own, name)) {
        return None;
    }
    let message = format!("`{instead}` stands where the source text has `{lost}`");
    Some(about(page, at, Severity::Warning, message, lost, Some(instead)))
}

fn about(
    page: &Page,
    at: &At<'_>,
    severity: Severity,
    message: String,
    expected: &str,
    found: Option<&str>,
) -> Finding {
    let place = found.and_then(|found| Some((at.own.text.find(found)?, found.len())));
    let range = match place {
        Some((start, length)) => at.own.source_range(start..start + length),
        None => at.own.trimmed_source(),
    };
    let mut finding = Finding::new(CHECK.id, severity, page.span(range), message)
        .expected(expected)
        .help("write it as the source page does");
    if let Some(found) = found {
        finding = finding.found(found);
    }
    if let Place::Head(role) = at.place {
        finding = finding.column(column_name(role));
    }
    finding.relate(at.source.span(at.original.trimmed_source()), "the source page")
}

#[cfg(test)]
mod tests {
    use crate::check::testing::Case;

    use super::super::CHECK;

    const SOURCE: &str = "\
# Data Acme sends to Hub

- [Ping service (LED)](ping-setup.md)
- [Lamp store (LSTs)](store-setup.md)

| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | The channel. |
";

    #[test]
    fn acronyms_of_the_list_and_parties_of_the_heads_are_compared() {
        // The page's edition is unknown, and no other language says that `LSTs` stood in it.
        Case::default()
            .document("en-US/data-acme-sends-to-hub.md", SOURCE)
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
# Données qu’Acme envoie à Hub

- [Service Ping (LDE)](ping-setup.md)
                 ^^^ note: `LED` is altered to `LDE`
- [Boutique](store-setup.md)

| Service | Message | Données envoyées à Acme | Utilisé pour |
                                         ^^^^ warning: `Acme` stands where the source text has `Hub`
|---|---|---|---|
| PINGs | Hello | Topic | Le canal. |
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn kept_acronyms_and_names_are_left_alone() {
        Case::default()
            .document("en-US/data-acme-sends-to-hub.md", SOURCE)
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
# Ce qu’Acme envoie

- [Service Ping (LED)](ping-setup.md)
- [Boutique (LSTS)](store-setup.md)

| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Le canal. |
",
            )
            .expect(&CHECK);
    }
}
