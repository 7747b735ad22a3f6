//! Runs of three letters, by which texts of related languages are alike.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkd_quick};

/// Bits of a character.
const BITS: u32 = 21;

/// Runs of three letters of a text, without accents and case, each word with the blank before it;
/// sorted, each once. A run is a number: its characters, 21 bits each.
pub(super) fn grams(text: &str) -> Vec<u64> {
    const MASK: u64 = (1 << (3 * BITS)) - 1;
    let mut found = Vec::with_capacity(text.len());
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let (mut run, mut length) = (u64::from(' '), 1);
        let mut add = |c: char| {
            run = (run << BITS | u64::from(c)) & MASK;
            length += 1;
            if length >= 3 {
                found.push(run);
            }
        };
        if word.is_ascii() {
            word.chars().for_each(|c| add(c.to_ascii_lowercase()));
        } else {
            let letters = decomposed(word).into_iter().filter(|c| c.is_alphanumeric());
            letters.flat_map(char::to_lowercase).for_each(add);
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn decomposed(word: &str) -> Vec<char> {
    match is_nfkd_quick(word.chars()) {
        IsNormalized::Yes => word.chars().collect(),
        _ => word.nfkd().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::grams;

    #[test]
    fn runs_leave_accents_and_case_out() {
        assert_eq!(grams("Été"), grams("ete"));
        assert_eq!(grams("ete ete").len(), 2);
        assert_eq!(grams("a"), [0; 0]);
    }
}
