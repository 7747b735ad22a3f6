//! Controlled terms, and what is known about languages.

use std::collections::BTreeMap;

use super::model::{ColumnRole, OptionalityWords, Personal, PunctuationPolicy};
use serde::{Deserialize, Serialize};

/// A controlled term.
#[derive(Debug, Deserialize, Serialize)]
pub struct Term {
    /// Id.
    pub id: String,
    /// Name.
    pub label: String,
    /// Definition.
    pub description: String,
    /// Whether such data is personal.
    pub personal: Personal,
    /// When it is, if it depends.
    pub personal_if: Option<String>,
    /// Order, for sensitivity.
    pub rank: u8,
    /// fideslang keys.
    pub fideslang: Vec<String>,
    /// DPV terms.
    pub dpv: Vec<String>,
    /// DPV terms that fit some of what it stands for.
    pub dpv_related: Vec<String>,
    /// Words of the source language for it.
    pub synonyms: Vec<String>,
    /// For data types: category term.
    pub category: Option<String>,
    /// For data types: sensitivity term.
    pub sensitivity: Option<String>,
    /// For subjects: whom else such data may be about where a service serves schools.
    pub in_schools: Option<String>,
    /// Remark on the mapping.
    pub note: Option<String>,
}

/// What is known about one language.
#[derive(Debug, Default, Deserialize, Serialize)]
pub struct LocaleTerms {
    /// Tag.
    pub locale: String,
    /// English name.
    pub name: String,
    /// Accepted headers by role.
    pub headers: BTreeMap<ColumnRole, Vec<String>>,
    /// Titles of the pages, by document id.
    pub titles: BTreeMap<String, Vec<String>>,
    /// Accepted renderings of label fields, by field id.
    pub terms: BTreeMap<String, Vec<String>>,
    /// Accepted renderings of label messages, by message id.
    pub messages: BTreeMap<String, Vec<String>>,
    /// Accepted renderings of literals.
    pub literals: BTreeMap<String, Vec<String>>,
    /// Words for true.
    pub truthy: Vec<String>,
    /// Words for false.
    pub falsy: Vec<String>,
    /// Words that negate; these and the lists up to `no_obligation` in the form of
    /// [`lower_composed`](crate::text::lower_composed).
    pub negators: Vec<String>,
    /// Words that negate in some languages and not in others.
    pub may_negate: Vec<String>,
    /// Negative words that stand beside another negator.
    pub concord: Vec<String>,
    /// Phrases that hold a negator and deny nothing.
    pub affirming: Vec<String>,
    /// Words that except something.
    pub exceptive: Vec<String>,
    /// Words for “without”.
    pub caritive: Vec<String>,
    /// Phrases that lift a duty or forbid what it asks.
    pub no_obligation: Vec<String>,
    /// Words that may rightly stand twice in a row; nothing where that is not known.
    pub doubled: Option<Vec<String>>,
    /// Words that say whether a datum must be given.
    pub optionality: OptionalityWords,
    /// Phrases of a language model around its answer.
    pub remarks: Vec<String>,
    /// Punctuation policy.
    pub punctuation: PunctuationPolicy,
}
