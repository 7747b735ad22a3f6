//! Parts of long texts, cut where a reader does not mind.

/// Code points of a quoted text at most.
pub(super) const QUOTE: usize = 600;

/// Bytes of a word that is left out rather than cut.
const WORD: usize = 40;

/// The first code points of a text, with an ellipsis if there are more.
pub(super) fn shorten(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// The same, but no word is cut, unless it is a very long one.
pub(super) fn whole_words(text: &str, most: usize) -> String {
    let Some((end, next)) = text.char_indices().nth(most) else { return text.to_owned() };
    let cut = &text[..end];
    let blank = cut.rfind(char::is_whitespace).filter(|at| cut.len() - at <= WORD);
    let whole = if next.is_whitespace() { end } else { blank.unwrap_or(end) };
    format!("{}…", cut[..whole].trim_end())
}

/// The last code points of a text, with an ellipsis if there are more.
pub(super) fn last(text: &str, most: usize) -> String {
    match most.checked_sub(1).and_then(|n| text.char_indices().rev().nth(n)) {
        Some((start, _)) if start > 0 => format!("…{}", &text[start..]),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{last, shorten, whole_words};

    #[test]
    fn texts_are_cut_between_characters() {
        assert_eq!(shorten("äöü", 2), "äö…");
        assert_eq!(shorten("äöü", 3), "äöü");
        assert_eq!(last("äöü", 2), "…öü");
        assert_eq!(last("äöü", 3), "äöü");
        assert_eq!(last("", 3), "");
    }

    #[test]
    fn lists_are_cut_between_words() {
        assert_eq!(whole_words("serial, owner", 9), "serial,…");
        assert_eq!(whole_words("serial, owner x", 13), "serial, owner…");
        assert_eq!(whole_words("serial, owner", 13), "serial, owner");
        assert_eq!(whole_words(&"x".repeat(60), 50), format!("{}…", "x".repeat(50)));
    }
}
