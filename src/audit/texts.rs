//! Forms of a text that depend on the catalog of the run.

use std::ops::Range;

use crate::catalog::Catalog;
use crate::text::Text;

/// Byte ranges of the wire literals of a text; see [`Catalog::literals_in`].
pub fn literals<'t>(catalog: &Catalog, text: Text<'t>) -> &'t [Range<usize>] {
    text.literals(|text| catalog.literals_in(text))
}

/// The text without its literals and names: what a translator translates.
pub fn running_text<'t>(catalog: &Catalog, text: Text<'t>) -> &'t str {
    text.running(|text| without_names(catalog, text))
}

/// The ordinary words of a text: no literals, names or numbers.
pub fn ordinary_words<'t>(catalog: &Catalog, text: Text<'t>) -> &'t [String] {
    text.ordinary(|text| without_names(catalog, text))
}

fn without_names(catalog: &Catalog, text: Text<'_>) -> String {
    let written = text.as_str();
    let mut rest = String::with_capacity(written.len());
    let mut at = 0;
    for literal in literals(catalog, text) {
        rest.push_str(&written[at..literal.start]);
        rest.push(' ');
        at = literal.end;
    }
    rest.push_str(&written[at..]);
    for name in catalog.names.iter().filter(|name| written.contains(name.as_str())) {
        rest = rest.replace(name.as_str(), " ");
    }
    rest
}
