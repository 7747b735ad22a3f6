//! The statements of a translation beside those of its source page.

use crate::audit::{Audit, Page, StatementMatch, cell_fingerprint};
use crate::catalog::Statement;
use crate::consensus::word_lists;
use crate::finding::Finding;
use crate::parse::Inline;
use crate::source::Span;

/// A statement with the source text that it renders.
pub(super) struct Stated<'a> {
    /// Index into the catalog's statements.
    pub(super) statement: usize,
    /// Its name.
    pub(super) label: &'a str,
    /// The translation.
    pub(super) inline: &'a Inline,
    /// The source text.
    pub(super) source: &'a Inline,
    source_page: &'a Page,
}

/// The statements of a translation whose source text is at hand and is, as far as is known, the one
/// that the translation was made from.
pub(super) fn stated<'a>(audit: &'a Audit<'_>, page: &'a Page) -> Vec<Stated<'a>> {
    let Some(reference) = audit.source_page(page) else { return Vec::new() };
    let source_page = audit.page(reference);
    let pair = |found: &StatementMatch| {
        let here = &page.parsed.blocks[found.block?].inline;
        let there = source_page.statements.iter().find(|s| s.statement == found.statement)?;
        let source = &source_page.parsed.blocks[there.block?].inline;
        let label = &audit.catalog.statements[found.statement].label;
        let pair = Stated { statement: found.statement, label, inline: here, source, source_page };
        (!is_doubtful(audit, page, found) && !is_reworded(audit, page, &pair)).then_some(pair)
    };
    page.statements.iter().filter_map(pair).collect()
}

/// Whether a statement is known by its place only and may be one that the page lacks.
fn is_doubtful(audit: &Audit<'_>, page: &Page, found: &StatementMatch) -> bool {
    let spec = |found: &StatementMatch| &audit.catalog.statements[found.statement];
    let alike = |a: &Statement, b: &Statement| (a.form, a.place) == (b.form, b.place);
    let mut lost = page.statements.iter().filter(|other| other.block.is_none());
    lost.any(|other| alike(spec(found), spec(other)))
}

/// The statements of a page that the catalog says something of, with their text: those that are surely
/// there. No source text needs to be at hand.
pub(super) fn declared<'a>(
    audit: &'a Audit<'_>,
    page: &'a Page,
    wanted: impl Fn(&Statement) -> bool + 'a,
) -> impl Iterator<Item = (usize, &'a Inline)> {
    page.statements.iter().filter_map(move |found| {
        let inline = &page.parsed.blocks[found.block?].inline;
        let wanted = wanted(&audit.catalog.statements[found.statement]);
        (wanted && !is_doubtful(audit, page, found)).then_some((found.statement, inline))
    })
}

/// Whether nothing tells if a statement that is to deny does: the catalog has no negating words of
/// the language, or the statement may be another one.
pub fn open_denial(audit: &Audit<'_>, page: &Page, found: &StatementMatch) -> Option<OpenDenial> {
    if !audit.catalog.statements[found.statement].denies || found.block.is_none() {
        return None;
    }
    let listed = word_lists(audit.catalog, page.locale()).is_some_and(|l| !l.negators.is_empty());
    if !listed {
        return Some(OpenDenial::NoNegators);
    }
    is_doubtful(audit, page, found).then_some(OpenDenial::Doubtful)
}

/// Why nobody can say whether a statement denies what it is to deny.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenDenial {
    /// The catalog has no negating words of the language.
    NoNegators,
    /// The text is known by its place only, and may be another statement.
    Doubtful,
}

impl OpenDenial {
    /// In words.
    pub fn as_str(self) -> &'static str {
        match self {
            OpenDenial::NoNegators => "the catalog has no negating words of this language",
            OpenDenial::Doubtful => {
                "the text is known by its place only and may be another statement"
            }
        }
    }
}

/// Whether the edition of the page is known to word a statement otherwise than the text at hand.
fn is_reworded(audit: &Audit<'_>, page: &Page, pair: &Stated<'_>) -> bool {
    let Some(edition) = audit.edition(page) else { return false };
    let mut own = edition.content.statements.iter().filter(|(id, _)| *id == pair.statement);
    own.any(|(_, hash)| *hash != cell_fingerprint(pair.source.trimmed()))
}

impl Stated<'_> {
    /// Where the translation stands.
    pub(super) fn span(&self, page: &Page) -> Span {
        page.span(self.inline.trimmed_source())
    }

    /// Completes a finding: both texts.
    pub(super) fn about(&self, finding: Finding) -> Finding {
        let source = self.source_page.span(self.source.trimmed_source());
        finding.found(self.inline.trimmed()).relate(source, "the source text")
    }
}
