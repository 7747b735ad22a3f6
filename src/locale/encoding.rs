//! Text whose UTF-8 bytes were once read as Windows-1252 or Latin-1 and saved again.
//!
//! The test is reversible: encode the word as Windows-1252, decode it as UTF-8. If that succeeds
//! and gives fewer characters, all of them letters or punctuation, the word was broken and the
//! result is the repair. (The idea is ftfy's; see `guides/code-style.md` §2.5.)

use std::ops::Range;

use encoding_rs::WINDOWS_1252;

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
    let mut found = Vec::new();
    let mut start = None;
    let ends = text.char_indices().chain(std::iter::once((text.len(), ' ')));
    for (at, c) in ends {
        let in_word = !c.is_whitespace() || c == '\u{a0}' || c == '\u{85}';
        match (start, in_word) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                found.extend(repair_word(text, from..at));
                start = None;
            }
            _ => {}
        }
    }
    found
}

fn repair_word(text: &str, range: Range<usize>) -> Option<Mojibake> {
    let word = &text[range.clone()];
    if word.is_ascii() {
        return None;
    }
    let repair = repair(word)?;
    let plausible = repair.chars().count() < word.chars().count()
        && repair.chars().all(|c| !c.is_control() && c != '\u{fffd}')
        && repair.chars().any(|c| !c.is_ascii());
    let trimmed = word.trim_matches(|c: char| c.is_ascii_punctuation());
    let lead = word.find(trimmed).unwrap_or(0);
    let inner = range.start + lead..range.start + lead + trimmed.len();
    let repair_inner = repair.trim_matches(|c: char| c.is_ascii_punctuation()).to_owned();
    plausible.then_some(Mojibake { range: inner, repair: repair_inner })
}

fn repair(word: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(word.len());
    for c in word.chars() {
        bytes.push(cp1252_byte(c)?);
    }
    String::from_utf8(bytes).ok()
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
        ] {
            assert_eq!(find_mojibake(text), [], "{text}");
        }
    }
}
