//! What is known about one language.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ColumnRole;
use crate::catalog::located::Located;

/// `locales/<tag>.yaml`: what is known about one language. Nothing depends on the file being
/// there; it turns doubtful cases into sure ones.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LocaleFile {
    /// BCP 47 tag, for example `fr-FR`.
    pub locale: Located<String>,
    /// Name in English.
    pub name: String,
    /// Accepted column headers by role.
    #[serde(default)]
    pub headers: BTreeMap<ColumnRole, Vec<String>>,
    /// Titles of the pages in this language, by document id.
    #[serde(default)]
    pub titles: BTreeMap<Located<String>, Vec<String>>,
    /// Accepted renderings of label fields, by field id.
    #[serde(default)]
    pub terms: BTreeMap<Located<String>, Vec<String>>,
    /// Accepted renderings of label messages, by message id (`flow/service/message`).
    #[serde(default)]
    pub messages: BTreeMap<Located<String>, Vec<String>>,
    /// Accepted renderings of acronyms and literals in prose, for example `OS: [SE]`.
    #[serde(default)]
    pub literals: BTreeMap<String, Vec<String>>,
    /// Words for the boolean values.
    #[serde(default)]
    pub booleans: BooleanWords,
    /// Words that negate, lower case, one for each negation (French `pas`, not `ne`); a trailing
    /// `*` accepts any ending, a leading `*` any beginning, so that endings can be listed (Turkish
    /// `*mıyor*`). List none rather than a few: a text without any of them is taken to deny nothing.
    #[serde(default)]
    pub negators: Vec<String>,
    /// Words and endings that may negate, in the form of `negators`: those that other languages
    /// render without a negation, as “stop” (“no longer use”) and “unassigned” (“available”), verbs
    /// such as “refrain”, and forms that also mean something else (Turkish `*meden`).
    #[serde(default)]
    pub may_negate: Vec<String>,
    /// Negative words that stand beside another negator or negate on their own where a clause begins
    /// (“*não* vendemos *nenhum* dado”, “*nenhum* dado é vendido”), in the form of `negators`. Where
    /// another negator is needed always (Polish “nikt nie”), list them nowhere.
    #[serde(default)]
    pub concord: Vec<String>,
    /// Words and phrases that hold a negator and deny nothing, in the form of `negators`: “not only”,
    /// 是否, Turkish `namaz`.
    #[serde(default)]
    pub affirming: Vec<String>,
    /// Words that except something, in the form of `negators`: “except”, Arabic لا … إلا, Japanese
    /// しか … ない. Each makes one negation of its text doubtful. Longer phrases in `affirming` are
    /// left out (Russian `кроме того`).
    #[serde(default)]
    pub exceptive: Vec<String>,
    /// Words and endings for “without”, in the form of `negators`, which need not list them: German
    /// `ohne`, Greek `χωρίς`, Turkish `*sız` (the caritive of typology). They negate, and deny what
    /// follows or precedes them and not the sentence: “sold without any reason”. Those that
    /// `may_negate` lists as well need not negate; a longer phrase of `negators` denies (“without
    /// selling”).
    #[serde(default)]
    pub caritive: Vec<String>,
    /// Phrases that lift a duty or forbid what it asks, in the form of `negators`: “need not”, “must
    /// not” (negated necessity).
    #[serde(default)]
    pub no_obligation: Vec<String>,
    /// Words that may rightly stand twice in a row, lower case: German “die die”. An empty list
    /// says that there are none; without a list nothing is known.
    #[serde(default)]
    pub doubled: Option<Vec<String>>,
    /// Words that say whether a datum must be given.
    #[serde(default)]
    pub optionality: OptionalityWords,
    /// Phrases of a language model around its answer, lower case, such as “here is the translation”.
    #[serde(default)]
    pub remarks: Vec<String>,
    /// What this language does with punctuation.
    #[serde(default)]
    pub punctuation: PunctuationPolicy,
}

/// Words for `true` and `false`.
#[derive(Debug, Default, Clone, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BooleanWords {
    /// Words that mean true.
    #[serde(default, rename = "true")]
    pub truthy: Vec<String>,
    /// Words that mean false.
    #[serde(default, rename = "false")]
    pub falsy: Vec<String>,
}

/// Words that say whether a datum must be given, lower case; a trailing `*` accepts any ending.
#[derive(Debug, Default, Clone, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OptionalityWords {
    /// Words that mean optional.
    #[serde(default)]
    pub optional: Vec<String>,
    /// Words that mean required.
    #[serde(default)]
    pub required: Vec<String>,
}

/// What a language does with punctuation in table cells.
#[derive(Debug, Default, Clone, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PunctuationPolicy {
    /// Whether purpose cells end in a full stop: `keep` (as the source), `drop`, `free`.
    #[serde(default)]
    pub final_stop: FinalStop,
    /// Characters that end a sentence in this language, besides `. ! ?`.
    #[serde(default)]
    pub sentence_ends: Vec<String>,
}

/// Policy for the full stop at the end of a purpose cell.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum FinalStop {
    /// As the source has it.
    #[default]
    Keep,
    /// Never.
    Drop,
    /// Either way.
    Free,
}
