//! Links of a page beside those of its source edition.

use crate::audit::{Audit, Page};
use crate::parse::Link;
use crate::source::Span;

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
/// the page that are left. Of several the one that leads to the same place comes first.
pub(super) fn pair(
    links: &[&Link],
    source: &[SourceLink],
    hosts: &[String],
) -> (Vec<Option<usize>>, Vec<usize>) {
    let mut free: Vec<usize> = (0..links.len()).collect();
    let mut met: Vec<Option<usize>> = vec![None; source.len()];
    for exactly in [true, false] {
        for (link, met) in source.iter().zip(&mut met).filter(|(_, met)| met.is_none()) {
            let fits = |target: &str| {
                same_target(target, &link.target, hosts)
                    && (!exactly || same_place(target, &link.target))
            };
            let at = free.iter().position(|t| fits(&links[*t].target));
            *met = at.map(|at| free.remove(at));
        }
    }
    (met, free)
}

/// Whether any other source edition at hand has this target.
pub(super) fn known_elsewhere(audit: &Audit<'_>, page: &Page, target: &str) -> bool {
    let hosts = &audit.catalog.site_hosts;
    audit.editions[page.document]
        .iter()
        .flat_map(|edition| &edition.content.links)
        .any(|other| same_target(target, other, hosts))
}
