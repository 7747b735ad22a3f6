//! How a text stands to the wire name that belongs in its place: the same, altered, translated;
//! and the punctuation around it that belongs to neither.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use crate::align::{fold, has_word};

/// Commas, semicolons and colons of any script.
const CLAUSE: &[char] = &[',', ';', ':', '、', '，', '；', '：', '،', '؛'];
/// Full stops.
const STOPS: &[char] = &['.', '。', '．'];

/// A text in the place of a wire name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spelling {
    /// Byte for byte the name.
    Same,
    /// The name is still to be seen.
    Altered(Alteration),
    /// Something else: the name in the language of the page.
    Translated,
}

/// What was done to a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Alteration {
    /// Upper for lower case or the other way round.
    Case,
    /// Punctuation, spaces or the width of letters.
    Punctuation,
    /// Both of these.
    CaseAndPunctuation,
    /// More words around it.
    Words,
    /// A slip of the pen.
    Typo,
}

impl Alteration {
    /// What was done, to follow "the name is".
    pub(super) fn describe(self) -> &'static str {
        match self {
            Alteration::Case => "written in other case",
            Alteration::Punctuation => "written with other punctuation or spaces",
            Alteration::CaseAndPunctuation => "written in other case and with other punctuation",
            Alteration::Words => "written with more words around it",
            Alteration::Typo => "misspelt",
        }
    }
}

/// How `found` stands to the wire name `name`.
pub(super) fn spelling(name: &str, found: &str) -> Spelling {
    if found == name {
        return Spelling::Same;
    }
    let folded = fold(found);
    let alteration = if !folded.is_empty() && folded == fold(name) {
        let letters =
            |text: &str| -> String { text.nfkc().filter(|c| c.is_alphanumeric()).collect() };
        if found.to_lowercase() == name.to_lowercase() {
            Alteration::Case
        } else if letters(found) == letters(name) {
            Alteration::Punctuation
        } else {
            Alteration::CaseAndPunctuation
        }
    } else if has_word(found, name) {
        Alteration::Words
    } else if is_typo(name, found) {
        Alteration::Typo
    } else {
        return Spelling::Translated;
    };
    Spelling::Altered(alteration)
}

/// Only names that no language has as a word can be misspelt; for the others a near spelling is
/// the translation (`genrer` for `genres`).
fn is_typo(name: &str, found: &str) -> bool {
    let coined = name.chars().skip(1).any(char::is_uppercase)
        || name.chars().any(|c| c == '_' || c.is_numeric());
    if !coined || separators(name) != separators(found) {
        return false;
    }
    let distance = strsim::damerau_levenshtein(name, found);
    let near = strsim::normalized_damerau_levenshtein(name, found) >= 0.8;
    distance <= 2 && (near || (distance == 1 && swapped(name, found)))
}

/// Whether both are made of the same letters.
fn swapped(a: &str, b: &str) -> bool {
    let sorted = |text: &str| {
        let mut chars: Vec<char> = text.chars().collect();
        chars.sort_unstable();
        chars
    };
    sorted(a) == sorted(b)
}

fn separators(text: &str) -> String {
    text.chars().filter(|c| !c.is_alphanumeric()).collect()
}

/// A text taken apart: stray punctuation before it, the text, stray punctuation after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edges {
    /// Stray punctuation at the start; empty if there is none.
    pub(super) lead: Range<usize>,
    /// The text itself.
    pub(super) body: Range<usize>,
    /// Stray punctuation at the end; empty if there is none.
    pub(super) tail: Range<usize>,
}

/// Takes a trimmed text apart. Of a `wire` name full stops are stray as well; a human name may
/// end with one (`Id.`) or start with one (`.NET`). What a text of `models` starts or ends with
/// is not stray.
pub(super) fn edges(text: &str, models: &[&str], wire: bool) -> Edges {
    let end_mark = |c: char| CLAUSE.contains(&c) || (wire && STOPS.contains(&c));
    let start_mark = |c: char| CLAUSE.contains(&c) || STOPS.contains(&c);
    let mut lead = text.trim_start_matches(|c| start_mark(c) || c.is_whitespace());
    let before = &text[..text.len() - lead.len()];
    let stop_of_name = !wire && before.ends_with(STOPS);
    if stop_of_name || models.iter().any(|model| model.starts_with(start_mark)) {
        lead = text;
    }
    let mut tail = lead.trim_end_matches(|c| end_mark(c) || c.is_whitespace());
    if models.iter().any(|model| model.ends_with(end_mark)) {
        tail = lead;
    }
    let start = text.len() - lead.len();
    let end = start + tail.len();
    if start >= end {
        return Edges { lead: 0..0, body: 0..text.len(), tail: text.len()..text.len() };
    }
    let blanks = text[end..].len() - text[end..].trim_start().len();
    Edges {
        lead: 0..text[..start].trim_end().len(),
        body: start..end,
        tail: end + blanks..text.len(),
    }
}

/// The first punctuation marks that follow each other directly where one belongs: `,,`, `..`,
/// `。.`. Dots of an ellipsis and the dot of an abbreviation before another mark are right.
pub(super) fn doubled(text: &str) -> Option<Range<usize>> {
    let is_mark = |c: char| CLAUSE.contains(&c) || STOPS.contains(&c);
    let mut at = 0;
    while let Some(found) = text[at..].find(is_mark) {
        let start = at + found;
        let run = &text[start..];
        let run = &run[..run.find(|c| !is_mark(c)).unwrap_or(run.len())];
        let marks: Vec<char> = run.chars().collect();
        let ellipsis = marks.len() >= 3 && marks.iter().all(|c| STOPS.contains(c));
        let abbreviation = marks.len() == 2 && marks[0] == '.' && CLAUSE.contains(&marks[1]);
        if marks.len() > 1 && !ellipsis && !abbreviation {
            return Some(start..start + run.len());
        }
        at = start + run.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_done_to_a_name() {
        use Alteration::{Case, CaseAndPunctuation, Punctuation, Typo, Words};
        for (name, found, done) in [
            ("UDID", "udid", Case),
            ("org_id", "org_ID", Case),
            ("Checkout", "Check-out", Punctuation),
            ("Topic", "Ｔｏｐｉｃ", Punctuation),
            ("serial_number", "SerialNumber", CaseAndPunctuation),
            ("UDID", "Identyfikator UDID", Words),
            ("UDID", "设备UDID", Words),
            ("url", "adres URL", Words),
            ("PushMagic", "PushMagik", Typo),
            ("UDID", "UDDI", Typo),
        ] {
            assert_eq!(spelling(name, found), Spelling::Altered(done), "{found}");
        }
    }

    #[test]
    fn cognates_are_translations() {
        for (name, found) in [
            ("genres", "genrer"),
            ("model", "modelo"),
            ("OrganizationId", "Organisations-ID"),
            ("server_name", "nom_serveur"),
            ("Status", "Stato"),
            ("Topic", "主题"),
        ] {
            assert_eq!(spelling(name, found), Spelling::Translated, "{found}");
        }
    }

    #[test]
    fn stray_punctuation_is_taken_off() {
        let body = |text, models: &[&str], wire| {
            let parts = edges(text, models, wire);
            (&text[parts.lead], &text[parts.body], &text[parts.tail])
        };
        assert_eq!(body("admin_id,", &["admin_id"], true), ("", "admin_id", ","));
        assert_eq!(body("Topic .", &["Topic"], true), ("", "Topic", "."));
        assert_eq!(body("、 令牌；", &["Token"], true), ("、", "令牌", "；"));
        assert_eq!(body("Apple Id.", &["Apple ID"], false), ("", "Apple Id.", ""));
        assert_eq!(body(".NET 版本", &["Version of .NET"], false), ("", ".NET 版本", ""));
        assert_eq!(body("Note:", &["Note:"], false), ("", "Note:", ""));
        assert_eq!(body(",", &["Topic"], true), ("", ",", ""));
    }

    #[test]
    fn marks_that_follow_each_other() {
        assert_eq!(doubled("Token,, Wort"), Some(5..7));
        assert_eq!(doubled("ein Satz.."), Some(8..10));
        assert_eq!(doubled("一句。."), Some(6..10));
        for text in ["und so weiter ...", "a.b", "Id., Name", "…", "1,5; 2"] {
            assert_eq!(doubled(text), None, "{text}");
        }
    }
}
