//! Who made the files, and whose vocabularies they use.

use crate::inventory::{Inventory, VocabularyView};

/// Name and version of this program, as the files name their maker.
pub(super) const TOOL: &str = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));

/// Whose vocabularies the terms come from, one line each, as their licences ask.
pub(super) fn attribution(inventory: &Inventory) -> Vec<String> {
    inventory.vocabularies.iter().map(attribution_of).collect()
}

/// The line of one vocabulary.
pub(super) fn attribution_of(vocabulary: &VocabularyView) -> String {
    let VocabularyView { name, version, url, licence, .. } = vocabulary;
    let by = vocabulary.publisher.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
    let text = vocabulary.licence_url.as_ref().map(|url| format!(" <{url}>")).unwrap_or_default();
    format!(
        "{name} {version}{by}, {url}, licence: {licence}{text}. Term names only; mappings and texts are the catalog's own."
    )
}
