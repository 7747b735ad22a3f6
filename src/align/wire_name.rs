//! How a text stands to the wire name that belongs in its place: the same, altered, translated.

use unicode_normalization::UnicodeNormalization;

use super::{fold, has_word, lower};

/// A text in the place of a wire name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spelling {
    /// Byte for byte the name.
    Same,
    /// The name is still to be seen.
    Altered(Alteration),
    /// Something else: the name in the language of the page.
    Translated,
}

/// What was done to a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alteration {
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
    pub fn describe(self) -> &'static str {
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
pub fn spelling(name: &str, found: &str) -> Spelling {
    if found == name {
        return Spelling::Same;
    }
    let folded = fold(found);
    let alteration = if !folded.is_empty() && folded == fold(name) {
        let letters =
            |text: &str| -> String { text.nfkc().filter(|c| c.is_alphanumeric()).collect() };
        if lower(found) == lower(name) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_done_to_a_name() {
        use Alteration::{Case, CaseAndPunctuation, Punctuation, Typo, Words};
        for (name, found, done) in [
            ("UDID", "udid", Case),
            ("org_id", "org_ID", Case),
            ("UDID", "UDİD", Case),
            ("UDID", "udıd", Case),
            ("BuildVersion", "BUİLDVERSİON", Case),
            ("bundleId", "bundleıd", Case),
            ("bundleId", "bundle-İd", CaseAndPunctuation),
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
}
