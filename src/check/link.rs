//! Links of a page beside those of its source edition.

use crate::audit::{Audit, KnownEdition, Page};
use crate::catalog::Catalog;
use crate::identify::link_stem;
use crate::parse::Link;
use crate::source::Span;

use super::link_sequence::meet;

pub(super) use super::link_target::{decoded, fragment, localized, same_place, same_target};

/// A link of the source edition: where it leads, and its place if its text is at hand.
pub(super) struct SourceLink {
    pub(super) target: String,
    pub(super) span: Option<Span>,
}

/// Links outside the table of the edition that the page was made from, or of the newest one with
/// text; and whether it is the former.
pub(super) fn source_links(audit: &Audit<'_>, page: &Page) -> (Vec<SourceLink>, bool) {
    let reference = audit.source_page(page).map(|reference| (reference, audit.page(reference)));
    let own = audit.edition(page);
    if let Some(edition) = own.filter(|e| reference.is_none_or(|(r, _)| e.page != Some(r))) {
        let links = edition.content.links.iter();
        let links: Vec<_> =
            links.map(|target| SourceLink { target: target.clone(), span: None }).collect();
        return (links, true);
    }
    let Some((_, source)) = reference else { return (Vec::new(), false) };
    let links = source.parsed.blocks.iter().flat_map(|block| &block.inline.links).map(|link| {
        SourceLink { target: link.target.clone(), span: Some(source.span(link.source.clone())) }
    });
    (links.collect(), own.is_some())
}

/// The links of a page outside its tables, in order.
pub(super) fn links_of(page: &Page) -> Vec<&Link> {
    page.parsed.blocks.iter().flat_map(|block| &block.inline.links).collect()
}

/// For each link of the source the one of the page that leads to the same page, and the links of
/// the page that are left. Those that lead to the same place on it come first.
pub(super) fn pair(
    links: &[&Link],
    source: &[SourceLink],
    hosts: &[String],
) -> (Vec<Option<usize>>, Vec<usize>) {
    let same = |s: usize, l: usize| same_target(&links[l].target, &source[s].target, hosts);
    let exactly =
        |s: usize, l: usize| same(s, l) && same_place(&links[l].target, &source[s].target);
    let mut met = meet(source.len(), links.len(), exactly);
    let mut free: Vec<usize> = (0..links.len()).filter(|l| !met.contains(&Some(*l))).collect();
    for (s, met) in met.iter_mut().enumerate().filter(|(_, met)| met.is_none()) {
        let at = free.iter().position(|l| same(s, *l));
        *met = at.map(|at| free.remove(at));
    }
    (met, free)
}

/// Whether the page has more, or fewer, links to a target than every known source edition, so that
/// it does not matter which of them it was made from.
pub(super) fn against_editions(
    audit: &Audit<'_>,
    page: &Page,
    links: &[&Link],
    target: &str,
    differs: fn(usize, usize) -> bool,
) -> bool {
    let hosts = &audit.catalog.site_hosts;
    let own = links.iter().filter(|link| same_target(&link.target, target, hosts)).count();
    let named = |edition: &&KnownEdition| names_as(audit.catalog, &edition.content.links, target);
    audit.editions[page.document].iter().filter(named).all(|edition| {
        let theirs = edition.content.links.iter();
        differs(own, theirs.filter(|other| same_target(other, target, hosts)).count())
    })
}

/// Whether the links of an edition can speak of a target: it has links at all, and where it lacks the
/// target it does not lead to the pages of the statement by their other names.
fn names_as(catalog: &Catalog, links: &[String], target: &str) -> bool {
    let stem = link_stem(target);
    let is_in = |names: &[String], stem: &str| names.iter().any(|name| name == stem);
    let leads_to = |names: &[String]| links.iter().any(|link| is_in(names, link_stem(link)));
    let otherwise = catalog.statements.iter().any(|statement| {
        let (own, other) = match is_in(&statement.links, stem) {
            true => (&statement.links, &statement.other_links),
            false => (&statement.other_links, &statement.links),
        };
        is_in(own, stem) && leads_to(other)
    });
    let has = links.iter().any(|link| link_stem(link) == stem);
    has || !links.is_empty() && !otherwise
}
