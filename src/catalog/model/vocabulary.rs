//! Controlled terms and the public vocabularies that they are mapped to.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Personal;
use crate::catalog::located::Located;

/// `vocabulary/*.yaml`: controlled terms with their mapping to public vocabularies.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct VocabularyFile {
    /// Which attribute the terms are for.
    pub vocabulary: Located<VocabularyKind>,
    /// The pinned public vocabularies, by short name (`fideslang`, `dpv`).
    pub pinned: BTreeMap<String, PinnedVocabulary>,
    /// The terms.
    pub terms: Vec<TermEntry>,
}

/// A public vocabulary at a fixed version.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PinnedVocabulary {
    /// Version and, if there is one, commit.
    pub version: String,
    /// Where it is published.
    pub url: String,
    /// Its licence.
    pub licence: String,
    /// Address of the text of the licence.
    pub licence_url: Option<String>,
    /// Who publishes it, named in reports that use its terms.
    pub publisher: Option<String>,
    /// Keys that the catalog adds to it because no term of it fits; exports declare them.
    #[serde(default)]
    pub own_keys: Vec<OwnKey>,
}

/// A key that the catalog adds to a public vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OwnKey {
    /// The key. One with dots is a child of the key before its last dot.
    pub key: String,
    /// Name for people.
    pub label: String,
    /// Definition in our own words.
    pub description: String,
}

/// Which field attribute a vocabulary serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum VocabularyKind {
    /// What the datum is.
    Categories,
    /// Why it is exchanged.
    Purposes,
    /// Whom it is about.
    Subjects,
    /// How it must be handled.
    Sensitivity,
    /// Kinds of data by the words that pages use for them and the keys that protocols use.
    DataTypes,
}

impl VocabularyKind {
    /// As in YAML.
    pub fn as_str(self) -> &'static str {
        match self {
            VocabularyKind::Categories => "categories",
            VocabularyKind::Purposes => "purposes",
            VocabularyKind::Subjects => "subjects",
            VocabularyKind::Sensitivity => "sensitivity",
            VocabularyKind::DataTypes => "data-types",
        }
    }
}

/// One controlled term.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TermEntry {
    /// Dotted or kebab-case id.
    pub id: Located<String>,
    /// Name for people.
    pub label: String,
    /// Definition in our own words.
    pub description: String,
    /// For categories: whether the datum is personal data by itself or in this context.
    #[serde(default)]
    pub personal: Personal,
    /// For categories that are personal data under a condition: the condition, to be read after
    /// "if".
    pub personal_if: Option<Located<String>>,
    /// For categories: the purposes that such data may serve. Empty: the vocabulary does not say.
    #[serde(default)]
    pub purposes: Vec<Located<String>>,
    /// For sensitivity: order, 0 is the least.
    pub rank: Option<u8>,
    /// fideslang keys, without their vocabulary prefix. Empty: no term fits, see `note`.
    #[serde(default)]
    pub fideslang: Vec<Located<String>>,
    /// DPV terms as `prefix:Name` (`dpv:`, `pd:`). Empty: no term fits, see `note`.
    #[serde(default)]
    pub dpv: Vec<Located<String>>,
    /// DPV terms that fit some of what it stands for; linked, and not said to be broader.
    #[serde(default)]
    pub dpv_related: Vec<Located<String>>,
    /// Words of the source language that name it on pages, in the singular and in lower case.
    #[serde(default)]
    pub synonyms: Vec<String>,
    /// For data types: protocol keys that hold it, by their name or by the end of their path.
    #[serde(default)]
    pub keys: Vec<String>,
    /// For data types: the category.
    pub category: Option<Located<String>>,
    /// For data types: the sensitivity.
    pub sensitivity: Option<Located<String>>,
    /// For subjects: whom else such data may be about where a service serves schools, a subject.
    pub in_schools: Option<Located<String>>,
    /// Why no term fits, or how well it does.
    pub note: Option<String>,
}

/// `vocabulary/pinned/*.yaml`: names of the terms that a public vocabulary has at its pinned version.
///
/// `catalog validate` holds the mapped terms against them. A vocabulary without such a file is not
/// checked, so that a catalog brings the lists that it needs and no more.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PinnedTermsFile {
    /// Short name of the vocabulary, as under `pinned` (`fideslang`, `dpv`).
    pub terms_of: Located<String>,
    /// The version that the names are of. Those under `pinned` must name the same.
    pub version: Located<String>,
    /// Where the names were read.
    pub source: String,
    /// The names, by what they are for.
    pub lists: Vec<PinnedList>,
}

/// Names of terms that serve the same attributes.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PinnedList {
    /// Module or file of the vocabulary that defines them.
    pub of: String,
    /// Vocabularies of the catalog whose terms may be mapped to them.
    pub serves: Vec<VocabularyKind>,
    /// What stands before each name where a term is mapped (`pd:`).
    #[serde(default)]
    pub prefix: String,
    /// The names.
    pub names: Vec<String>,
}
