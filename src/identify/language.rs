//! Which language a document is in: what its path and front matter say, and what its text says.

use crate::catalog::Catalog;
use crate::parse::{ParsedDocument, Value};
use crate::text::{are_close, canonical_tag, detect, is_traditional, language_of, tag_in_path};

/// What the language of a document was concluded from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// The front matter names it.
    FrontMatter,
    /// A folder on its path names it.
    Path,
    /// Its text shows it.
    Text,
    /// Nothing does.
    Unknown,
}

/// The language of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Language {
    /// BCP 47 tag; `und` when unknown.
    pub tag: String,
    /// What it was concluded from.
    pub basis: Basis,
    /// Tag that the path names, if any.
    pub in_path: Option<String>,
    /// Tag and place in the front matter, if any.
    pub in_front_matter: Option<(String, Value)>,
    /// Language subtag that the text was detected to be in, with confidence.
    pub detected: Option<(String, f64)>,
}

impl Language {
    /// The language subtag.
    pub fn language(&self) -> &str {
        language_of(&self.tag)
    }
}

/// Confidence from which a detected language counts against a declared one.
const SURE: f64 = 0.9;

impl Language {
    /// The language that the text surely is in.
    pub fn spoken(&self) -> Option<&str> {
        let sure = self.detected.as_ref().filter(|(_, confidence)| *confidence >= SURE);
        sure.map(|(language, _)| language.as_str())
    }

    /// The tag that front matter or path give to a text that surely is in another language.
    pub fn misnamed(&self) -> Option<&str> {
        let declared = self.in_front_matter.as_ref().map(|(tag, _)| tag);
        let named = declared.or(self.in_path.as_ref())?;
        let spoken = self.spoken()?;
        let own = language_of(named);
        (spoken != own && !are_close(spoken, own)).then_some(named)
    }
}

const KEYS: [&str; 6] =
    ["ms.contentlocale", "ms.locale", "locale", "lang", "language", "contentlocale"];

/// Weighs what path, front matter and text say. Where path and front matter name different
/// languages, the text decides.
pub fn identify_language(
    catalog: &Catalog,
    path: &str,
    parsed: &ParsedDocument,
    prose: &str,
) -> Language {
    let front = parsed.front_matter.as_ref();
    let in_front_matter = KEYS
        .iter()
        .filter_map(|key| front?.get(key))
        .find_map(|v| Some((canonical_tag(&v.text)?, v.clone())));
    let in_path = tag_in_path(path);
    let detected = detect(prose).map(|d| (d.language, d.confidence));
    let spoken = detected.as_ref().map(|(language, _)| language.as_str());
    let (tag, basis) = match (&in_front_matter, &in_path) {
        (Some((front, _)), Some(path)) if front != path => {
            let path_spoken = spoken == Some(language_of(path));
            let front_spoken = spoken == Some(language_of(front));
            if path_spoken && !front_spoken {
                (path.clone(), Basis::Path)
            } else {
                (front.clone(), Basis::FrontMatter)
            }
        }
        (Some((front, _)), _) => (front.clone(), Basis::FrontMatter),
        (None, Some(path)) => (path.clone(), Basis::Path),
        (None, None) => match spoken {
            Some(language) => (usual_tag(catalog, language, prose), Basis::Text),
            None => ("und".to_owned(), Basis::Unknown),
        },
    };
    Language { tag, basis, in_path, in_front_matter, detected }
}

/// The tag that the catalog uses for a language: the source locale, a locale file, or the bare
/// language. Chinese is told apart by its characters.
fn usual_tag(catalog: &Catalog, language: &str, text: &str) -> String {
    if language == "zh" && is_traditional(text) {
        return "zh-TW".to_owned();
    }
    let source = &catalog.source_locale;
    if language_of(source) == language {
        return source.clone();
    }
    let known = catalog.locales.keys().find(|tag| language_of(tag) == language);
    known.cloned().unwrap_or_else(|| language.to_owned())
}
