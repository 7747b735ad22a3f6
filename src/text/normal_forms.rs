//! The forms in which texts are compared: one definition of each.
//!
//! `build.rs` compiles this file as well, for the word lists of the built-in catalog.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick, is_nfkc_quick};

/// A text without width, hyphen and invisible differences.
pub fn normal(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let is_shown = |c: &char| !matches!(u32::from(*c), 0xad | 0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x206f | 0xfeff);
    let one_hyphen = |c| if matches!(c, '\u{2010}' | '\u{2011}') { '-' } else { c };
    // Composing is dear, and most texts are composed.
    match is_nfkc_quick(text.chars()) {
        IsNormalized::Yes => text.chars().filter(is_shown).map(one_hyphen).collect(),
        _ => text.nfkc().filter(is_shown).map(one_hyphen).collect(),
    }
}

/// A text without white-space runs and without the difference between quotation marks, composed.
pub fn plain(text: &str) -> String {
    let one_quote = |c| match c {
        '\u{2018}' | '\u{2019}' => '\'',
        '\u{201c}' | '\u{201d}' => '"',
        c => c,
    };
    let same: String = match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text.chars().map(one_quote).collect(),
        _ => text.nfc().map(one_quote).collect(),
    };
    same.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text composed (NFC), then in lower case letter by letter.
pub fn composed_lower(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text.chars().flat_map(char::to_lowercase).collect(),
        _ => text.nfc().flat_map(char::to_lowercase).collect(),
    }
}

/// A text in lower case, composed, with one kind of apostrophe, as word lists are compared with it.
pub fn lower_composed(text: &str) -> String {
    let lower = composed_lower(text);
    if lower.contains('’') { lower.replace('’', "'") } else { lower }
}
