//! Text whose UTF-8 bytes were once read as Windows-1252 or Latin-1 and saved again.
//!
//! The test is reversible: encode a run of characters as Windows-1252, decode it as UTF-8. What is
//! UTF-8 in it was broken, if no sound letter with an accent is left, and the result is the repair. The
//! idea is ftfy's (<https://github.com/rspeer/python-ftfy>).
//!
//! Sound text can pass that test by chance: an accented letter before a no-break space and a
//! closing quotation mark (`activé »`) is valid UTF-8 for a Chinese character. So one recovered
//! character alone must be a Latin letter or common punctuation, and a lone one at the end of a
//! word in capitals (`CAFÉ»`) is not believed. Amid text without spaces one of its characters is,
//! and so is one that stands alone, between spaces or punctuation, in such a text.

use std::ops::Range;

use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GBK, KOI8_R, SHIFT_JIS, WINDOWS_874, WINDOWS_1250,
    WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256,
    WINDOWS_1257,
};

use super::is_spaceless;

/// Encodings that were in use before UTF-8, by language.
const LEGACY: &[(&[&str], &[&Encoding])] = &[
    (&["ru", "uk", "be", "bg", "mk", "sr"], &[WINDOWS_1251, KOI8_R]),
    (&["el"], &[WINDOWS_1253]),
    (&["tr", "az"], &[WINDOWS_1254]),
    (&["he", "yi"], &[WINDOWS_1255]),
    (&["ar", "fa", "ur"], &[WINDOWS_1256]),
    (&["et", "lv", "lt"], &[WINDOWS_1257]),
    (&["th"], &[WINDOWS_874]),
    (&["zh"], &[GBK, BIG5]),
    (&["ja"], &[SHIFT_JIS, EUC_JP]),
    (&["ko"], &[EUC_KR]),
    (&["pl", "cs", "sk", "hu", "sl", "hr", "bs", "ro"], &[WINDOWS_1250]),
];

/// What a word is, if bytes of an encoding that the language once used were read as Windows-1252.
/// One reading for each such encoding; a word that none of them makes readable has none.
pub fn read_anew(word: &str, language: &str) -> Vec<String> {
    let bytes: Option<Vec<u8>> = word.chars().map(cp1252_byte).collect();
    let encodings = LEGACY.iter().filter(|(languages, _)| languages.contains(&language));
    let Some(bytes) = bytes else { return Vec::new() };
    encodings
        .flat_map(|(_, encodings)| encodings.iter())
        .filter_map(|encoding| encoding.decode_without_bom_handling_and_without_replacement(&bytes))
        .map(std::borrow::Cow::into_owned)
        .filter(|read| read != word)
        .collect()
}

/// A broken word and its repair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mojibake {
    /// Bytes of the broken word in the text that was searched.
    pub range: Range<usize>,
    /// What it should be.
    pub repair: String,
}

/// All broken words of a text, in order.
pub fn find_mojibake(text: &str) -> Vec<Mojibake> {
    if text.is_ascii() {
        return Vec::new();
    }
    // Asked once: a cell may have as many runs as words.
    let spaceless = text.contains(is_spaceless);
    let mut found = Vec::new();
    let mut run: Vec<Read> = Vec::new();
    let ends = text.char_indices().chain(std::iter::once((text.len(), ' ')));
    for (at, c) in ends {
        let in_word = !c.is_whitespace() || c == '\u{a0}' || c == '\u{85}';
        // A character that Windows-1252 does not have was not read as such.
        match cp1252_byte(c).filter(|_| in_word) {
            Some(byte) => run.push(Read { at, c, byte }),
            None => {
                found.extend(repair_run(text, &run, spaceless));
                run.clear();
            }
        }
    }
    found
}

/// A character and the byte that it was read from.
struct Read {
    at: usize,
    c: char,
    byte: u8,
}

/// The repair of neighbouring characters, if they were broken: the sequences of bytes among them
/// that are UTF-8 are decoded, and no other letter with an accent may be left. `spaceless` says
/// whether the text has letters of a script without spaces.
fn repair_run(text: &str, run: &[Read], spaceless: bool) -> Option<Mojibake> {
    let (first, last) = (run.first()?, run.last()?);
    let range = first.at..last.at + last.c.len_utf8();
    let word = &text[range.clone()];
    if word.is_ascii() {
        return None;
    }
    let bytes: Vec<u8> = run.iter().map(|read| read.byte).collect();
    let (mut repair, mut recovered) = (String::new(), Vec::new());
    let mut at = 0;
    while at < run.len() {
        let character = decode_at(&bytes[at..]);
        let c = character.unwrap_or(run[at].c);
        if character.is_none() && !c.is_ascii() && c.is_alphanumeric() {
            return None;
        }
        recovered.extend(character);
        repair.push(c);
        at += character.map_or(1, char::len_utf8);
    }
    let near = [text[..range.start].chars().next_back(), text[range.end..].chars().next()];
    let alone = !word.contains(|c: char| c.is_ascii_alphanumeric()) && spaceless;
    let amid = (alone || near.into_iter().flatten().any(is_spaceless))
        && recovered.iter().all(|c| is_spaceless(*c));
    if recovered.is_empty() || !(amid || believable(word, &recovered)) {
        return None;
    }
    let trimmed = word.trim_matches(|c: char| c.is_ascii_punctuation());
    let lead = word.find(trimmed).unwrap_or(0);
    let inner = range.start + lead..range.start + lead + trimmed.len();
    let repair = repair.trim_matches(|c: char| c.is_ascii_punctuation()).to_owned();
    Some(Mojibake { range: inner, repair })
}

/// Whether a text is what another one was before its UTF-8 bytes were read as Windows-1252: then
/// nothing of it has changed but the reading.
pub fn is_decoded(broken: &str, repaired: &str) -> bool {
    let chars: Vec<char> = broken.chars().collect();
    let bytes: Option<Vec<u8>> = chars.iter().copied().map(cp1252_byte).collect();
    let Some(bytes) = bytes else { return false };
    let (mut at, mut rest) = (0, repaired.chars());
    while at < bytes.len() {
        let character = decode_at(&bytes[at..]);
        if rest.next() != Some(character.unwrap_or(chars[at])) {
            return false;
        }
        at += character.map_or(1, char::len_utf8);
    }
    rest.next().is_none() && broken != repaired
}

/// The character beyond ASCII that a sequence of bytes starts with, if it is UTF-8.
fn decode_at(bytes: &[u8]) -> Option<char> {
    let length = match bytes.first()? {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let c = std::str::from_utf8(bytes.get(..length)?).ok()?.chars().next()?;
    (!c.is_control() && c != char::REPLACEMENT_CHARACTER).then_some(c)
}

/// Whether the recovered characters are more likely than chance.
fn believable(word: &str, recovered: &[char]) -> bool {
    let [only] = recovered else { return true };
    if !matches!(u32::from(*only), 0xa0..=0x17f | 0x2010..=0x203a | 0x20ac | 0x2122) {
        return false;
    }
    let before = word.trim_end_matches(|c: char| c.is_ascii_punctuation());
    let closing = |c| matches!(c, '\u{a0}' | '»' | '›' | '“' | '”' | '‘' | '’' | '…' | '–' | '—');
    let Some((capital, others)) = before.strip_suffix(closing).and_then(split_last) else {
        return true;
    };
    let mut letters = others.chars().filter(|c| c.is_alphabetic()).peekable();
    !capital.is_uppercase() || letters.peek().is_none() || letters.any(|c| !c.is_uppercase())
}

fn split_last(text: &str) -> Option<(char, &str)> {
    let last = text.chars().next_back()?;
    Some((last, &text[..text.len() - last.len_utf8()]))
}

/// The byte of a character in Windows-1252, or in Latin-1 for the five bytes that Windows-1252
/// leaves undefined.
fn cp1252_byte(c: char) -> Option<u8> {
    if c.is_ascii() {
        return u8::try_from(u32::from(c)).ok();
    }
    let mut buffer = [0; 4];
    let (bytes, _, unmappable) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
    match (unmappable, bytes.as_ref()) {
        (false, [byte]) => Some(*byte),
        _ => u8::try_from(u32::from(c)).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_word_is_found_and_mended() {
        let text = "Het berichttype: verifiÃ«ren.";
        let found = find_mojibake(text);
        assert_eq!(found.len(), 1);
        assert_eq!(&text[found[0].range.clone()], "verifiÃ«ren");
        assert_eq!(found[0].repair, "verifiëren");
        let all: Vec<String> =
            find_mojibake("lâ€™appareil (Ã©tat)").into_iter().map(|m| m.repair).collect();
        assert_eq!(all, ["l’appareil", "état"]);
        assert_eq!(find_mojibake("jusquâ€™Ã\u{a0} è®¾å¤‡ Ã\u{a0}").len(), 3);
    }

    #[test]
    fn a_repair_is_told_from_another_text() {
        for (broken, repaired) in
            [("verifiÃ«ren", "verifiëren"), ("lâ€™Ã©tat, [^1]", "l’état, [^1]"), ("æ˜¯", "是")]
        {
            assert!(is_decoded(broken, repaired), "{broken}");
        }
        for (text, other) in
            [("état", "état"), ("verifiÃ«ren", "verifieren"), ("Ã©t", "é"), ("名", "x")]
        {
            assert!(!is_decoded(text, other), "{text}");
        }
    }

    #[test]
    fn many_broken_words_take_no_longer_each_than_few() {
        // 400 kB each; a search through the text for every word took 39 s.
        for (word, repair) in [("Ã© ", "é"), ("ÑˆÐ° ", "ша"), ("ç”± ", "由")] {
            let text = format!("{word}由 ").repeat(400_000 / word.len());
            let found = find_mojibake(&text);
            assert_eq!(found.len(), 400_000 / word.len());
            assert_eq!(found[found.len() - 1].repair, repair);
        }
    }

    #[test]
    fn older_encodings_are_read_anew() {
        assert_eq!(read_anew("Öâåò", "ru")[0], "Цвет");
        assert_eq!(read_anew("aygýt", "tr"), ["aygıt"]);
        assert_eq!(read_anew("ªµ", "fr"), [""; 0]);
    }

    #[test]
    fn part_of_a_word_may_be_broken() {
        let repairs = |text| -> Vec<String> {
            find_mojibake(text).into_iter().map(|broken| broken.repair).collect()
        };
        assert_eq!(repairs("un code d’accÃ¨s oubliÃ©"), ["d’accès", "oublié"]);
        assert_eq!(repairs("型号名称（å\u{ad}—ç¬¦ä¸²）。"), ["字符串"]);
        assert_eq!(repairs("UDID ã\u{81}§ã\u{81}™。"), ["です"]);
        assert_eq!(repairs("设备æ˜¯手机"), ["是"]);
        assert_eq!(repairs("æ˜¯"), [""; 0]);
        assert_eq!(repairs("ç”± UDID 生成，åˆ™ UDID"), ["由", "则"]);
    }

    #[test]
    fn sound_words_of_many_languages_are_left_alone() {
        for text in [
            "vérifié",
            "ÃO",
            "São Paulo Ã",
            "Åländsk",
            "żółć",
            "设备",
            "Größe",
            "l’été",
            "naïve",
            "“x”",
            "Ünïcødé",
            "« est activé\u{a0}»",
            "« LE CAFÉ»",
            "PRIORITÉ\u{a0}: 1",
            "„ROTE IDEÄ“",
            "“MAÇÃ”",
            "l’été… d’où",
            "「É」を使う",
            "型号“É”名称",
            "L’ÎLE",
        ] {
            assert_eq!(find_mojibake(text), [], "{text}");
        }
    }
}
