//! Explicit anchors, and those that a site makes of a heading's text.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::audit::{Audit, Page};
use crate::check::link::decoded;
use crate::finding::{Finding, Severity};
use crate::parse::{Block, BlockKind};

use super::CHECK;

/// An explicit anchor and its bytes in the file.
struct Anchor {
    id: String,
    range: Range<usize>,
}

/// Compares the anchors of headings, one by one where both pages have as many.
pub(super) fn headings(audit: &Audit<'_>, page: &Page, findings: &mut Vec<Finding>) {
    let Some(reference) = audit.source_page(page) else { return };
    let source = audit.page(reference);
    let exact = audit.edition(page).is_some_and(|edition| edition.page == Some(reference));
    let severity = if exact { CHECK.severity } else { Severity::Note };
    let (own, original) = (headings_of(page), headings_of(source));
    if own.len() != original.len() {
        return;
    }
    for (own, original) in own.iter().zip(&original) {
        let stated: Vec<String> =
            explicit(audit, source, original).into_iter().map(|anchor| anchor.id).collect();
        let made = slug(heading_text(original));
        let here = explicit(audit, page, own);
        let named = if stated.is_empty() { std::slice::from_ref(&made) } else { &stated };
        let kept =
            |anchor: &&Anchor| !named.iter().chain([&made]).any(|name| alike(name, &anchor.id));
        let finding = match here.iter().find(kept) {
            Some(anchor) => Some(changed(page, anchor, &named[0], severity)),
            None if here.is_empty() && !stated.is_empty() => {
                // The anchor of the translated heading's own text.
                (!alike(&slug(heading_text(own)), &stated[0]))
                    .then(|| lost(page, own, &stated[0], severity))
            }
            None => None,
        };
        let span = source.span(original.inline.source.clone());
        findings
            .extend(finding.map(|finding| finding.relate(span, "the heading of the source page")));
    }
}

fn changed(page: &Page, anchor: &Anchor, expected: &str, severity: Severity) -> Finding {
    let message = format!("the anchor `{}` is `{expected}` on the source page", anchor.id);
    let span = page.span(anchor.range.clone());
    let finding = Finding::new(CHECK.id, severity, span, message)
        .found(anchor.id.as_str())
        .expected(expected)
        .help("write the anchor as the source page has it, since links lead to it");
    if severity == CHECK.severity && expected.is_ascii() {
        finding.fix(span, expected)
    } else {
        finding
    }
}

fn lost(page: &Page, heading: &Block, expected: &str, severity: Severity) -> Finding {
    let message = format!("the anchor `{expected}` of the source page is missing");
    let span = page.span(heading.inline.source.clone());
    Finding::new(CHECK.id, severity, span, message)
        .expected(expected)
        .help("give the heading the anchor of the source page, since links lead to it")
}

/// Whether the headings of a page carry the anchors of the source headings explicitly.
pub(super) fn keeps_anchors(audit: &Audit<'_>, page: &Page) -> bool {
    let Some(source) = audit.source_page(page).map(|reference| audit.page(reference)) else {
        return false;
    };
    let made: Vec<String> =
        headings_of(source).into_iter().map(|block| slug(heading_text(block))).collect();
    let own = headings_of(page);
    let mut anchors = own.iter().flat_map(|block| explicit(audit, page, block));
    anchors.any(|anchor| made.iter().any(|slug| alike(slug, &anchor.id)))
}

/// Every place of a page that a link can lead to, in lower case.
pub(super) fn own_places(audit: &Audit<'_>, page: &Page) -> BTreeSet<String> {
    let text = audit.text(page);
    let stated = anchors_in(text, 0..text.len()).into_iter().map(|anchor| anchor.id.to_lowercase());
    let made = headings_of(page).into_iter().map(|block| slug(heading_text(block)));
    stated.chain(made).collect()
}

fn headings_of(page: &Page) -> Vec<&Block> {
    page.parsed.blocks.iter().filter(|block| block.kind == BlockKind::Heading).collect()
}

fn explicit(audit: &Audit<'_>, page: &Page, block: &Block) -> Vec<Anchor> {
    anchors_in(audit.text(page), block.inline.source.clone())
}

/// `<a name="…">`, `<a id="…">` and `{#…}` in a part of a file.
fn anchors_in(file: &str, range: Range<usize>) -> Vec<Anchor> {
    let mut found = Vec::new();
    let mut at = range.start;
    while let Some((open, attribute)) = next_anchor(file, at..range.end) {
        let rest = &file[open..range.end];
        let (start, close) = match rest.chars().next() {
            Some(quote @ ('"' | '\'')) if attribute => (open + 1, quote),
            _ if attribute => (open, '>'),
            _ => (open, '}'),
        };
        let Some(length) = file[start..range.end].find(close) else { break };
        let id = file[start..start + length].trim();
        if !id.is_empty() && !id.contains(char::is_whitespace) {
            found.push(Anchor { id: decoded(id), range: start..start + length });
        }
        at = start + length;
    }
    found
}

/// Where the value of the next anchor begins, and whether it is that of an attribute.
fn next_anchor(file: &str, range: Range<usize>) -> Option<(usize, bool)> {
    const OPENINGS: [(&str, bool); 3] = [("<a name=", true), ("<a id=", true), ("{#", false)];
    OPENINGS
        .iter()
        .filter_map(|(opening, attribute)| {
            let at = range.start + file[range.clone()].find(opening)?;
            Some((at + opening.len(), *attribute))
        })
        .min()
}

/// The text of a heading without its `{#…}`.
fn heading_text(block: &Block) -> &str {
    let text = block.inline.trimmed();
    text.split("{#").next().unwrap_or_default().trim().trim_start_matches('#').trim()
}

/// The anchor that sites make of a heading.
fn slug(text: &str) -> String {
    let kept = text.chars().flat_map(char::to_lowercase).filter_map(|c| match c {
        ' ' | '-' => Some('-'),
        c => (c.is_alphanumeric() || c == '_').then_some(c),
    });
    kept.collect()
}

/// The same anchor however a site makes it: only letters and digits count, and not the number that
/// tells a repeated heading from the first.
fn alike(a: &str, b: &str) -> bool {
    let bare = |text: &str| -> String {
        let counted = text.rsplit_once('-').filter(|(_, n)| n.bytes().all(|b| b.is_ascii_digit()));
        let text = counted.map_or(text, |(text, _)| text);
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    bare(a) == bare(b)
}
