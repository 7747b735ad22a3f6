//! Text whose UTF-8 bytes were once read as Windows-1252 or Latin-1 and saved again.
//!
//! The test is reversible: encode the word as Windows-1252, decode it as UTF-8. If that succeeds
//! and gives fewer characters, all of them letters or punctuation, the word was broken and the
//! result is the repair. (The idea is ftfy's; see `guides/code-style.md` §2.5.)
//!
//! Sound text can pass that test by chance: an accented letter before a no-break space and a
//! closing quotation mark (`activé »`) is valid UTF-8 for a Chinese character. So one recovered
//! character alone must be a Latin letter or common punctuation, and a lone one at the end of a
//! word in capitals (`CAFÉ»`) is not believed.

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
        && believable(word, &repair);
    let trimmed = word.trim_matches(|c: char| c.is_ascii_punctuation());
    let lead = word.find(trimmed).unwrap_or(0);
    let inner = range.start + lead..range.start + lead + trimmed.len();
    let repair_inner = repair.trim_matches(|c: char| c.is_ascii_punctuation()).to_owned();
    plausible.then_some(Mojibake { range: inner, repair: repair_inner })
}

/// Whether the recovered characters are more likely than chance.
fn believable(word: &str, repair: &str) -> bool {
    let recovered: Vec<char> = repair.chars().filter(|c| !c.is_ascii()).collect();
    let [only] = recovered.as_slice() else { return !recovered.is_empty() };
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
        assert_eq!(find_mojibake("jusquâ€™Ã\u{a0} è®¾å¤‡ Ã\u{a0}").len(), 3);
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
        ] {
            assert_eq!(find_mojibake(text), [], "{text}");
        }
    }
}
