//! Scripts of letters, letters of one script that look like those of another, and characters that
//! nobody sees.

/// A script by the name that Unicode gives it, for letters only.
pub(super) fn script_of(c: char) -> Option<&'static str> {
    if !c.is_alphabetic() {
        return None;
    }
    let found = match u32::from(c) {
        0x41..=0x2af | 0x1e00..=0x1eff | 0xff21..=0xff5a => "Latin",
        0x370..=0x3ff | 0x1f00..=0x1fff => "Greek",
        0x400..=0x52f => "Cyrillic",
        0x530..=0x58f => "Armenian",
        0x590..=0x5ff => "Hebrew",
        0x600..=0x77f | 0x8a0..=0x8ff | 0xfb50..=0xfdff | 0xfe70..=0xfeff => "Arabic",
        0x900..=0x97f => "Devanagari",
        0xe00..=0xe7f => "Thai",
        0x10a0..=0x10ff => "Georgian",
        0x1100..=0x11ff | 0x3130..=0x318f | 0xac00..=0xd7af => "Hangul",
        0x3041..=0x30fa | 0x30fd..=0x30ff | 0xff66..=0xff9f => "Kana",
        0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3134f => "Han",
        _ => return None,
    };
    Some(found)
}

/// Cyrillic and Greek letters, each with the Latin one that it looks like.
const ALIKE: &[(&str, &str)] = &[
    ("АВЕКМНОРСТУХІЈЅ", "ABEKMHOPCTYXIJS"),
    ("аеорсухіјѕԁԛԝ", "aeopcyxijsdqw"),
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"),
    ("ονα", "ova"),
];

fn latin_of(c: char) -> char {
    let find = |(from, to): &(&str, &str)| {
        from.chars().position(|other| other == c).and_then(|at| to.chars().nth(at))
    };
    ALIKE.iter().find_map(find).unwrap_or(c)
}

fn is_invisible(c: char) -> bool {
    matches!(u32::from(c), 0xad | 0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x206f | 0xfeff)
}

/// Whether a text that is not a name looks like it all the same.
pub(super) fn looks_like(text: &str, name: &str) -> bool {
    let shown = text.chars().filter(|c| !is_invisible(*c));
    text != name && shown.map(latin_of).eq(name.chars())
}

/// A text with the characters that nobody sees written as `[U+200B]`.
pub(super) fn visible(text: &str) -> String {
    let shown = |c: char| {
        if is_invisible(c) { format!("[U+{:04X}]", u32::from(c)) } else { c.to_string() }
    };
    text.chars().map(shown).collect()
}

/// What cannot be seen of a text that looks like a name, to follow its quotation: ` (with a letter
/// of another script: U+0422)`. Empty where all can be seen.
pub(super) fn disguise(text: &str, name: &str) -> String {
    if !looks_like(text, name) {
        return String::new();
    }
    let code = |c: char| format!("U+{:04X}", u32::from(c));
    let strange: Vec<String> = text
        .chars()
        .filter(|c| !name.contains(*c) && latin_of(*c) != *c)
        .map(|c| format!("`{c}` {}", code(c)))
        .collect();
    let hidden: Vec<String> =
        text.chars().filter(|c| is_invisible(*c) && !name.contains(*c)).map(code).collect();
    let count = |list: &[String], one: &str, many: &str| match list {
        [] => None,
        [only] => Some(format!("{one} ({only})")),
        more => Some(format!("{many} ({})", more.join(", "))),
    };
    let parts: Vec<String> = [
        count(&strange, "a letter of another script", "letters of another script"),
        count(&hidden, "an invisible character", "invisible characters"),
    ]
    .into_iter()
    .flatten()
    .collect();
    format!(" with {}", parts.join(" and "))
}

#[cfg(test)]
mod tests {
    use super::{disguise, looks_like, script_of, visible};

    #[test]
    fn names_in_disguise() {
        assert!(looks_like("Тоpic", "Topic") && looks_like("OS\u{200b}Version", "OSVersion"));
        assert!(!looks_like("Topic", "Topic") && !looks_like("Тема", "Topic"));
        assert_eq!(disguise("VРP", "VPP"), " with a letter of another script (`Р` U+0420)");
        assert_eq!(disguise("a\u{200b}b", "ab"), " with an invisible character (U+200B)");
        assert_eq!(disguise("Тема", "Topic"), "");
        assert_eq!(visible("a\u{200b}b"), "a[U+200B]b");
    }

    #[test]
    fn scripts_of_letters() {
        for (c, script) in [('é', "Latin"), ('ж', "Cyrillic"), ('の', "Kana"), ('설', "Hangul")]
        {
            assert_eq!(script_of(c), Some(script));
        }
        assert_eq!(script_of('1'), None);
    }
}
