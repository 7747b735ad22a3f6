//! Fingerprints of a source page's content: which rows with which text, which statements.
//!
//! They make it possible to say which rows changed between two editions without having, or
//! storing, the text of either.

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use crate::catalog::{Catalog, Content};
use crate::source::hex;

use super::Page;

/// First 8 hex digits of [`cell_digest`], as the catalog's editions hold them.
pub fn cell_fingerprint(text: &str) -> String {
    let mut digest = cell_digest(text);
    digest.truncate(8);
    digest
}

/// First 16 hex digits of the SHA-256 of a text in which white space, apostrophes, quotation marks
/// and Unicode composition do not matter.
pub fn cell_digest(text: &str) -> String {
    let plain: String = text
        .nfc()
        .map(|c| match c {
            '\u{2018}' | '\u{2019}' => '\'',
            '\u{201c}' | '\u{201d}' => '"',
            '\u{a0}' => ' ',
            c => c,
        })
        .collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    hex(&Sha256::digest(words.join(" ").as_bytes())[..8])
}

/// The content of an aligned page, in the form in which editions are stored.
pub fn content_of(catalog: &Catalog, page: &Page) -> Content {
    let document = &catalog.documents[page.document];
    let rows = page
        .rows
        .iter()
        .filter(|row| !row.fields.is_empty())
        .map(|row| {
            let cells =
                document.columns.iter().map(|c| cell_fingerprint(page.cell_text(row, c.role)));
            (row.fields.clone(), cells.collect())
        })
        .collect();
    let statements = page
        .statements
        .iter()
        .filter_map(|found| {
            let block = &page.parsed.blocks[found.block?];
            Some((found.statement, cell_fingerprint(block.inline.trimmed())))
        })
        .collect();
    let links =
        page.parsed.blocks.iter().flat_map(|b| &b.inline.links).map(|l| l.target.clone()).collect();
    Content { rows, statements, links }
}
