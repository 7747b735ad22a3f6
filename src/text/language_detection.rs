//! Which language a text is written in (whatlang, over whole columns rather than single cells).

use unicode_normalization::UnicodeNormalization;
use whatlang::{Detector, Lang};

use super::script::{Writing, without_latin, writing};

/// A detected language.
#[derive(Debug, Clone, PartialEq)]
pub struct Detected {
    /// ISO 639-1 code where there is one, otherwise ISO 639-3.
    pub language: String,
    /// From 0 to 1.
    pub confidence: f64,
}

/// Languages that no documentation set of the kind we check is published in, and that the detector
/// confuses with close relatives that are (Afrikaans with Dutch, Latin and Esperanto with Romance).
const NOT_PUBLISHED: [Lang; 9] = [
    Lang::Afr,
    Lang::Aka,
    Lang::Epo,
    Lang::Jav,
    Lang::Lat,
    Lang::Sna,
    Lang::Tuk,
    Lang::Yid,
    Lang::Zul,
];

/// The language of a text, if there is enough of it to tell. The script comes first: pages full of
/// Latin names have fewer letters of their own than of Latin, and the detector, which counts kana
/// and Han apart, would take them for pages in a Latin script.
pub fn detect(text: &str) -> Option<Detected> {
    let text = composed(text);
    let text = match writing(&text) {
        Writing::Of(language) => {
            return Some(Detected { language: language.to_owned(), confidence: 1.0 });
        }
        Writing::NotLatin => without_latin(&text),
        Writing::Latin => text,
    };
    let info = Detector::with_denylist(NOT_PUBLISHED.to_vec()).detect(&text)?;
    Some(Detected { language: short_code(info.lang()), confidence: info.confidence() })
}

/// Whether the text is surely in language `candidate` rather than in `other` (ISO 639-1 codes).
pub fn detect_sure(text: &str, candidate: &str, other: &str) -> bool {
    let text = composed(text);
    let text = match writing(&text) {
        Writing::Of(language) => return candidate == language && other != language,
        Writing::NotLatin => without_latin(&text),
        Writing::Latin => text,
    };
    let Some(langs) = lang(candidate).zip(lang(other)) else { return false };
    let detector = Detector::with_allowlist(vec![langs.0, langs.1]);
    detector.detect(&text).is_some_and(|info| info.lang() == langs.0 && info.is_reliable())
}

/// The detector knows letters with their accents only.
fn composed(text: &str) -> String {
    text.nfc().collect()
}

/// Whether two languages (ISO 639-1) are so near that a detector's word against a declaration
/// counts for little.
pub fn are_close(a: &str, b: &str) -> bool {
    const GROUPS: [&[&str]; 8] = [
        &["nb", "nn", "no", "da", "sv"],
        &["es", "pt", "gl", "ca"],
        &["cs", "sk"],
        &["hr", "sr", "bs", "sl", "mk", "bg"],
        &["id", "ms", "jv"],
        &["nl", "af"],
        &["uk", "ru", "be"],
        &["tr", "az", "tk", "uz"],
    ];
    a == b || GROUPS.iter().any(|group| group.contains(&a) && group.contains(&b))
}

fn lang(code: &str) -> Option<Lang> {
    Lang::all().iter().copied().find(|l| short_code(*l) == code)
}

/// ISO 639-3 and 639-1.
#[rustfmt::skip]
const CODES: &[(&str, &str)] = &[
    ("afr", "af"),
    ("aka", "ak"),
    ("amh", "am"),
    ("ara", "ar"),
    ("aze", "az"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cmn", "zh"),
    ("cym", "cy"),
    ("dan", "da"),
    ("deu", "de"),
    ("ell", "el"),
    ("eng", "en"),
    ("epo", "eo"),
    ("est", "et"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("guj", "gu"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ind", "id"),
    ("ita", "it"),
    ("jav", "jv"),
    ("jpn", "ja"),
    ("kan", "kn"),
    ("kat", "ka"),
    ("khm", "km"),
    ("kor", "ko"),
    ("lat", "la"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mal", "ml"),
    ("mar", "mr"),
    ("mkd", "mk"),
    ("mya", "my"),
    ("nep", "ne"),
    ("nld", "nl"),
    ("nob", "nb"),
    ("ori", "or"),
    ("pan", "pa"),
    ("pes", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rus", "ru"),
    ("sin", "si"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("sna", "sn"),
    ("spa", "es"),
    ("srp", "sr"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("tel", "te"),
    ("tgl", "tl"),
    ("tha", "th"),
    ("tuk", "tk"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("uzb", "uz"),
    ("vie", "vi"),
    ("yid", "yi"),
    ("zul", "zu"),
];

/// whatlang names languages by ISO 639-3; documents by ISO 639-1.
fn short_code(lang: Lang) -> String {
    let code = lang.code();
    CODES.iter().find(|(long, _)| *long == code).map_or(code, |(_, short)| short).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_of_the_detector_has_a_code() {
        for lang in Lang::all() {
            assert_eq!(short_code(*lang).len(), 2, "{}", lang.code());
        }
    }

    #[test]
    fn the_script_decides_before_the_letters_are_counted() {
        let names = "IMEI, MEID, BuildVersion, OSVersion, ProductName, SerialNumber, UDID, Topic ";
        for (text, language) in [
            ("デバイスの識別子です。トークンの更新に使われます。", "ja"),
            ("기기의 식별자입니다. 토큰을 갱신하는 데 사용합니다.", "ko"),
            ("设备的标识符，用于更新令牌，以便服务器联系设备。", "zh"),
            ("Идентификатор устройства, который нужен для обновления маркера.", "ru"),
            ("Αναγνωριστικό της συσκευής για την ανανέωση του διακριτικού.", "el"),
            ("מזהה המכשיר המשמש לחידוש האסימון של השרת.", "he"),
        ] {
            let mixed = format!("{names}{text}");
            let found = detect(&mixed).unwrap();
            assert_eq!(found.language, language, "{mixed}");
            // Of a script that several languages write, a sentence alone is not quite sure.
            assert!(found.confidence > if language == "ru" { 0.1 } else { 0.9 }, "{mixed}");
            assert!(detect_sure(&mixed, language, "en"), "{mixed}");
            assert!(!detect_sure(&mixed, "en", language), "{mixed}");
        }
        let english = format!("{names}are the names of what the device sends (日本).");
        assert_eq!(detect(&english).unwrap().language, "en");
    }

    #[test]
    fn a_column_of_text_is_recognised() {
        let text = "Het serienummer van het apparaat. De kleur van het apparaat. De versie van het systeem.";
        assert_eq!(detect(text).unwrap().language, "nl");
        assert!(detect_sure(
            "The serial number of the device that was enrolled by you.",
            "en",
            "nl"
        ));
        let czech: String = "Pokud je zařízení přiřazené, vrátí hodnotu true.".nfd().collect();
        assert_eq!(detect(&czech).unwrap().language, "cs");
        assert!(!detect_sure("Het serienummer van het apparaat dat is ingeschreven.", "en", "nl"));
    }
}
