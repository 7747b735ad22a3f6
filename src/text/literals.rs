//! Whether a translation keeps a literal, in any script and inflection.

use super::distance::is_one_slip;
use super::normal_forms::normal;
use super::search::places_of;

/// Whether a normalised text holds a literal in its exact case. Endings may follow it, with or
/// without a hyphen or apostrophe: any after an acronym, a few letters after an identifier.
pub fn keeps(text: &str, literal: &str) -> bool {
    let literal = normal(literal);
    let acronym = !literal.chars().any(char::is_lowercase);
    !literal.is_empty()
        && places_of(text, &literal).any(|at| {
            let before = text[..at].chars().next_back();
            let ending: String =
                text[at + literal.len()..].chars().take_while(|c| is_latin(*c)).collect();
            let inflected =
                ending.chars().all(char::is_lowercase) && (acronym || ending.chars().count() <= 4);
            let digits = acronym && ending.chars().all(|c| c.is_ascii_digit());
            !before.is_some_and(|c| is_latin(c) || c == '_') && (inflected || digits)
        })
}

/// Whether a normalised text holds a name, also where an ending stands in the place of its last vowel
/// (Czech `Acmu` for `Acme`).
pub fn keeps_name(text: &str, name: &str) -> bool {
    const ENDING: usize = 3;
    let stem = normal(name);
    let stem = stem.strip_suffix(['a', 'e', 'i', 'o', 'u', 'y']).unwrap_or("");
    let declined = |word: &str| {
        let ending = word.strip_prefix(stem).map(|ending| ending.chars().collect::<Vec<_>>());
        ending
            .is_some_and(|e| (1..=ENDING).contains(&e.len()) && e.iter().all(|c| c.is_lowercase()))
    };
    keeps(text, name)
        || stem.len() >= ENDING && text.split(|c: char| !c.is_alphanumeric()).any(declined)
}

/// Letters and digits that run on from a literal in the Latin script; a letter of any other
/// script next to it ends it.
fn is_latin(c: char) -> bool {
    c == '_'
        || (c.is_alphanumeric()
            && (u32::from(c) < 0x250 || (0x1e00..0x1f00).contains(&u32::from(c))))
}

/// The word that a literal was altered to: the same in another case, a piece of one with inner
/// structure, or an acronym with one letter or two neighbours changed.
pub fn altered(text: &str, literal: &str) -> Option<String> {
    let folded = literal.to_lowercase();
    let words = || {
        text.split(|c: char| !is_latin(c) && c != '-')
            .map(|word| word.trim_matches('-'))
            .filter(|word| !word.is_empty() && *word != literal)
    };
    if let Some(same) = words().find(|word| word.to_lowercase() == folded) {
        return Some(same.to_owned());
    }
    if literal.len() >= 3 && literal.bytes().all(|b| b.is_ascii_uppercase()) {
        let capital = |word: &&str| word.bytes().all(|b| b.is_ascii_uppercase());
        let slip = |word: &&str| word.len() == literal.len() && is_one_slip(word, literal);
        let parts = words().flat_map(|word| word.split('-'));
        return parts.filter(capital).find(slip).map(str::to_owned);
    }
    let inner_capital =
        literal.chars().skip(1).any(char::is_uppercase) && literal.chars().any(char::is_lowercase);
    if !(inner_capital || literal.contains(['-', '_'])) {
        return None;
    }
    let bare = |word: &str| -> String { word.chars().filter(|c| c.is_alphanumeric()).collect() };
    words()
        .map(|word| {
            let lower = word.to_lowercase();
            let likeness = strsim::normalized_damerau_levenshtein(&bare(&lower), &bare(&folded));
            let headed = word.contains(['-', '_']) && word.len() >= 4 && folded.starts_with(&lower);
            (if headed { likeness.max(0.9) } else { likeness }, word)
        })
        .filter(|(likeness, _)| *likeness >= 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, word)| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_lose_its_last_vowel_to_an_ending() {
        for text in ["odesílaná Acmu", "Acme", "podatki Acmov", "Acma", "Acme’s"] {
            assert!(keeps_name(text, "Acme"), "{text}");
        }
        assert!(!keeps_name("Acmeology data", "Acme") && !keeps_name("Ac", "Acme"));
        assert!(!keeps_name("Google", "Acme"));
    }

    #[test]
    fn endings_compounds_and_other_scripts_keep_a_literal() {
        for text in [
            "UDID",
            "UDIDs",
            "UDID’si",
            "UDID-nummer",
            "设备的UDID。",
            "الـUDID",
            "ה-UDID",
            "UDID를",
            "(UDID)",
            "Geräte-UDID",
            "ＵＤＩＤ",
        ] {
            assert!(keeps(&normal(text), "UDID"), "{text}");
        }
        for text in ["udid", "UDIDX", "MesUDID", "UDID_x"] {
            assert!(!keeps(&normal(text), "UDID"), "{text}");
        }
        assert!(keeps("bundleIdin", "bundleId"));
        assert!(!keeps("bundleIdentifier", "bundleId"));
        assert!(keeps(&normal("X‑Server‑Protocol‑Version"), "X-Server-Protocol-Version"));
    }

    #[test]
    fn an_altered_literal_is_recognised() {
        let to = |text, literal| altered(text, literal);
        assert_eq!(
            to("L’en-tête X-Server 2", "X-Server-Protocol-Version").as_deref(),
            Some("X-Server")
        );
        assert_eq!(to("ITunes", "iTunes").as_deref(), Some("ITunes"));
        assert_eq!(to("BundleId", "bundleId").as_deref(), Some("BundleId"));
        assert_eq!(to("die Paket-ID", "bundleId"), None);
        assert_eq!(to("programme d’éclairage", "LED"), None);
        assert_eq!(to("die VVP-Lizenz, die VPN", "VPP").as_deref(), Some("VVP"));
        assert_eq!(to("UDID 设备", "UUID").as_deref(), Some("UDID"));
        assert_eq!(to("das MDM", "VPP"), None);
    }
}
