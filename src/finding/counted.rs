//! Numbers of things in sentences.

/// `1 finding`, `2 findings`.
pub fn counted(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}
