//! The titles of a page: the one in the front matter and the first heading.

use crate::audit::Page;
use crate::parse::BlockKind;
use crate::source::Span;
use crate::text::normal;

/// Title in the front matter, or first heading.
pub(super) struct Title<'a> {
    /// The title without the site's name behind a bar.
    pub text: &'a str,
    /// Where it stands.
    pub span: Span,
}

/// The titles of a page that are not empty, that of the front matter first.
pub(super) fn titles(page: &Page) -> Vec<Title<'_>> {
    let named = page.parsed.front_matter.as_ref().and_then(|front| front.get("title"));
    let named =
        named.map(|value| Title { text: bare(&value.text), span: page.span(value.range.clone()) });
    named.into_iter().chain(heading(page)).filter(|title| !title.text.is_empty()).collect()
}

/// The first heading of a page.
pub(super) fn heading(page: &Page) -> Option<Title<'_>> {
    let block = page.parsed.blocks.iter().find(|block| block.kind == BlockKind::Heading)?;
    let span = page.span(block.inline.trimmed_source());
    Some(Title { text: bare(block.inline.trimmed()), span })
}

fn bare(title: &str) -> &str {
    title.split(" | ").next().unwrap_or(title).trim()
}

/// Whether two titles are the same, whatever their case.
pub(super) fn same(a: &str, b: &str) -> bool {
    normal(a).to_lowercase() == normal(b).to_lowercase()
}
