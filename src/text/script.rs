//! Words of a text in any script.
//!
//! Scripts that write no spaces (Han, kana, Thai, Khmer, Lao, Burmese) yield overlapping pairs of
//! characters instead, the usual substitute where no dictionary is at hand.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use unicode_script::{Script, UnicodeScript};

/// Whether the script of `c` is written without spaces between words.
pub fn is_spaceless(c: char) -> bool {
    matches!(u32::from(c),
        0x0e00..=0x0eff      // Thai, Lao
        | 0x1000..=0x109f    // Burmese
        | 0x1780..=0x17ff    // Khmer
        | 0x3040..=0x30ff    // Hiragana, Katakana
        | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff // Han
        | 0x20000..=0x3134f)
}

/// Whether two neighbouring characters can belong to one word: not in scripts without spaces, and
/// not where Latin meets another script, since particles and prefixes are written right at Latin
/// names (`UDID입니다`, `وHub`).
pub fn joins(a: char, b: char) -> bool {
    let letters = |c: char| c.is_alphanumeric() && !is_spaceless(c);
    let foreign = |c: char| c.is_alphabetic() && !is_latin(c);
    let plain = |c: char| c.is_ascii_digit() || is_latin(c);
    letters(a) && letters(b) && !(plain(a) && foreign(b)) && !(foreign(a) && plain(b))
}

fn is_latin(c: char) -> bool {
    c.is_alphabetic() && matches!(u32::from(c), 0..=0x2af | 0x1e00..=0x1eff)
}

/// Whether a Chinese text is written in traditional characters: by the commonest ones that
/// simplified writing has given another form.
pub fn is_traditional(text: &str) -> bool {
    const TRADITIONAL: &str =
        "個們來時國會發說對為設備務數據應種號類碼連傳態戶證權資訊與標識給請這點開關";
    const SIMPLIFIED: &str =
        "个们来时国会发说对为设备务数据应种号类码连传态户证权资讯与标识给请这点开关";
    let count = |set: &str| text.chars().filter(|c| set.contains(*c)).count();
    let both = |c: char| TRADITIONAL.contains(c) && SIMPLIFIED.contains(c);
    let shared = text.chars().filter(|c| both(*c)).count();
    count(TRADITIONAL) - shared > count(SIMPLIFIED) - shared
}

/// Whether the text is written in Latin letters alone.
pub fn is_all_latin(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).all(is_latin)
}

/// The script of a word, by its first letter. Japanese and Korean mix theirs with Han.
pub fn script_in(word: &str) -> Option<Script> {
    let of = |c: char| match c.script() {
        Script::Common | Script::Inherited => None,
        Script::Hiragana | Script::Katakana | Script::Hangul => Some(Script::Han),
        other => Some(other),
    };
    word.chars().find_map(of)
}

/// What the script of a text says about its language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Writing {
    /// It is written so in this language only (ISO 639-1).
    Of(&'static str),
    /// Another alphabet than the Latin one, between names in Latin letters.
    NotLatin,
    /// Latin letters.
    Latin,
}

/// How a text is written. Characters of East Asia say as much as several letters, and names stay in
/// Latin letters in every language: a tenth of all letters is enough, of another alphabet a fifth.
pub(super) fn writing(text: &str) -> Writing {
    let (mut latin, mut kana, mut hangul, mut han, mut others) = (0, 0, 0, 0, 0);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        *match u32::from(c) {
            0x3040..=0x30ff | 0x31f0..=0x31ff | 0xff66..=0xff9d => &mut kana,
            0x1100..=0x11ff | 0x3130..=0x318f | 0xac00..=0xd7a3 => &mut hangul,
            0x3005..=0x3007 | 0x3400..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3134f => &mut han,
            _ if is_latin(c) || matches!(c, 'Ａ'..='Ｚ' | 'ａ'..='ｚ') => &mut latin,
            _ => &mut others,
        } += 1;
    }
    let all = latin + kana + hangul + han + others;
    let eastern = kana + hangul + han;
    if eastern * 10 >= all && eastern > others {
        return match () {
            () if hangul >= kana && hangul * 10 >= eastern => Writing::Of("ko"),
            () if kana * 10 >= eastern => Writing::Of("ja"),
            () => Writing::Of("zh"),
        };
    }
    if others * 5 >= all && others > 0 { Writing::NotLatin } else { Writing::Latin }
}

/// The text without its Latin letters.
pub(super) fn without_latin(text: &str) -> String {
    text.chars().filter(|c| !is_latin(*c)).collect()
}

/// Lower case, letter by letter in the same bytes, so that places hold: a letter whose small form
/// takes more or fewer bytes (`İ`, `ẞ`) stays as it is.
pub fn lower_in_place(text: &str) -> String {
    let lower = |c: char| {
        let mut small = c.to_lowercase();
        let only = small.next().filter(|_| small.next().is_none());
        only.filter(|small| small.len_utf8() == c.len_utf8()).unwrap_or(c)
    };
    text.chars().map(lower).collect()
}

/// Lower-cased words of a text, in order, composed (NFC).
pub fn words(text: &str) -> Vec<String> {
    // Composing is dear, and most texts are composed.
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => words_in(text.chars()),
        _ => words_in(text.nfc()),
    }
}

fn words_in(text: impl Iterator<Item = char>) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut run: Vec<char> = Vec::new();
    for c in text.chain(std::iter::once(' ')) {
        if c.is_ascii() && run.is_empty() {
            if c.is_ascii_alphanumeric() || (c == '_' && !word.is_empty()) {
                word.push(c.to_ascii_lowercase());
            } else {
                flush_word(&mut word, &mut words);
            }
            continue;
        }
        if is_spaceless(c) {
            flush_word(&mut word, &mut words);
            run.push(c);
            continue;
        }
        flush_run(&mut run, &mut words);
        if c.is_alphanumeric() || (c == '_' && !word.is_empty()) || is_mark(c) {
            word.extend(c.to_lowercase());
        } else {
            flush_word(&mut word, &mut words);
        }
    }
    words
}

/// Combining marks that belong to a word (Devanagari and other vowel signs are alphabetic already).
fn is_mark(c: char) -> bool {
    matches!(u32::from(c), 0x0300..=0x036f | 0x0900..=0x0dff | 0x064b..=0x065f)
}

fn flush_word(word: &mut String, words: &mut Vec<String>) {
    if !word.is_empty() {
        words.push(std::mem::take(word));
    }
}

fn flush_run(run: &mut Vec<char>, words: &mut Vec<String>) {
    if run.len() == 1 {
        words.push(run[0].to_string());
    }
    words.extend(run.windows(2).map(|pair| pair.iter().collect()));
    run.clear();
}

#[cfg(test)]
mod tests {
    use super::{Writing, is_traditional, joins, words, writing};

    #[test]
    fn a_script_names_its_language_among_latin_names() {
        assert_eq!(writing("BuildVersion: OSのバージョン"), Writing::Of("ja"));
        assert_eq!(writing("BuildVersion: 운영 체제"), Writing::Of("ko"));
        assert_eq!(writing("BuildVersion: 系统版本"), Writing::Of("zh"));
        assert_eq!(writing("BuildVersion: версия"), Writing::NotLatin);
        assert_eq!(writing("The device 设 was enrolled by its user"), Writing::Latin);
        assert_eq!(writing("Größe in µm"), Writing::Latin);
        assert_eq!(writing("42"), Writing::Latin);
    }

    #[test]
    fn traditional_chinese_is_told_from_simplified() {
        assert!(is_traditional("裝置的序號與資料"));
        assert!(!is_traditional("设备的序列号与数据"));
        assert!(!is_traditional("UDID"));
    }

    #[test]
    fn a_latin_name_ends_where_another_script_begins() {
        assert!(joins('D', 's') && joins('é', 'a') && joins('P', '2') && joins('가', '나'));
        assert!(!joins('D', '입') && !joins('و', 'A') && !joins('D', '的') && !joins('D', '-'));
    }

    #[test]
    fn words_of_several_scripts() {
        assert_eq!(words("L’état, c'est server_name!"), ["l", "état", "c", "est", "server_name"]);
        assert_eq!(words("设备的 UDID。"), ["设备", "备的", "udid"]);
        assert_eq!(words("L’e\u{301}tat"), ["l", "état"]);
        assert_eq!(words("Ключ 2"), ["ключ", "2"]);
    }
}
