//! Which kind of data a key of the protocol holds.

use std::collections::BTreeMap;

use super::RawCatalog;
use super::model::{TermEntry, VocabularyKind};

/// Data types by the last segment of the keys that hold them, each with the key as it is written.
pub(super) struct DataTypes<'a>(BTreeMap<&'a str, Vec<(&'a str, &'a TermEntry)>>);

impl<'a> DataTypes<'a> {
    /// The data types of a catalog.
    pub(super) fn collect(raw: &'a RawCatalog) -> DataTypes<'a> {
        let mut by_name: BTreeMap<&str, Vec<(&str, &TermEntry)>> = BTreeMap::new();
        let files = raw.vocabulary.iter().map(|file| &file.value);
        let files = files.filter(|file| *file.vocabulary == VocabularyKind::DataTypes);
        for term in files.flat_map(|file| &file.terms) {
            for key in &term.keys {
                let name = key.rsplit('/').next().unwrap_or(key);
                by_name.entry(name).or_default().push((key, term));
            }
        }
        DataTypes(by_name)
    }

    /// The data type of a path: of the entries that its end agrees with, the longest.
    pub(super) fn of(&self, path: &str) -> Option<&'a TermEntry> {
        let entries = self.0.get(path.rsplit('/').next()?)?;
        let fits = |key: &str| path.strip_suffix(key).is_some_and(|rest| rest.ends_with('/'));
        let best = entries.iter().filter(|(key, _)| fits(key)).max_by_key(|(key, _)| key.len())?;
        Some(best.1)
    }
}
