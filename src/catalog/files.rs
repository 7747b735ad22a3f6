//! The files of a catalog before they are checked and joined.

use super::model::{
    CatalogFile, EditionsFile, FactsFile, FieldsFile, LocaleFile, PinnedTermsFile, ProtocolFile,
    VocabularyFile,
};

/// A catalog file as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogText {
    /// Path below the catalog folder, with `/` separators.
    pub path: String,
    /// Content.
    pub text: String,
}

/// A parsed file and the path it came from.
#[derive(Debug)]
pub struct RawFile<T> {
    /// Path below the catalog folder.
    pub path: String,
    /// What it says.
    pub value: T,
}

/// Every file of a catalog, parsed but not yet joined.
#[derive(Debug, Default)]
pub struct RawCatalog {
    /// The texts, sorted by path.
    pub texts: Vec<CatalogText>,
    /// `catalog.yaml`. Exactly one in a valid catalog.
    pub catalog: Vec<RawFile<CatalogFile>>,
    /// `protocol.yaml`, if there is one.
    pub protocol: Vec<RawFile<ProtocolFile>>,
    /// `protocol/*`.
    pub facts: Vec<RawFile<FactsFile>>,
    /// `fields/**`.
    pub fields: Vec<RawFile<FieldsFile>>,
    /// `vocabulary/*`.
    pub vocabulary: Vec<RawFile<VocabularyFile>>,
    /// `vocabulary/pinned/*`.
    pub pinned: Vec<RawFile<PinnedTermsFile>>,
    /// `locales/*`.
    pub locales: Vec<RawFile<LocaleFile>>,
    /// `editions/*`.
    pub editions: Vec<RawFile<EditionsFile>>,
}
