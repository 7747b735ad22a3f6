//! Keys that went while nearly the same came: renamed.
//!
//! Facts hold no descriptions, so what is the same is what they do hold: place, half, type, presence,
//! values and the like. The names must still be near each other.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::model::FactsKey;

use super::state::Halves;

/// A key that is in another place than before.
pub(super) struct Move {
    /// Old path below the message.
    pub(super) from: String,
    /// New path below the message.
    pub(super) to: String,
    /// Whether its own name changed, and not only that of a key that holds it.
    pub(super) renamed: bool,
}

/// The moved keys of a message, holders before what they hold.
pub(super) fn moves(
    old: &BTreeMap<String, Halves<'_>>,
    new: &BTreeMap<String, Halves<'_>>,
) -> Vec<Move> {
    let mut moved: BTreeMap<&str, &str> = BTreeMap::new();
    let mut found = Vec::new();
    let depth = |path: &str| path.matches('/').count();
    let gone: Vec<&str> = keys_without(old, new);
    let come: Vec<&str> = keys_without(new, old);
    let deepest = gone.iter().map(|path| depth(path)).max();
    for level in 0..=deepest.unwrap_or_default() {
        let mut left: BTreeSet<&str> = come.iter().copied().filter(|p| depth(p) == level).collect();
        let mut pairs: Vec<(usize, &str, &str)> = Vec::new();
        for from in gone.iter().copied().filter(|path| depth(path) == level) {
            let (holder, name) = split(from);
            let holder = moved.get(holder).copied().unwrap_or(holder);
            let same = left.iter().copied().find(|to| split(to) == (holder, name));
            if let Some(to) = same {
                left.remove(to);
                moved.insert(from, to);
                found.push(Move { from: from.to_owned(), to: to.to_owned(), renamed: false });
                continue;
            }
            let near = left.iter().copied().filter(|to| split(to).0 == holder);
            pairs.extend(near.filter_map(|to| {
                let distance = distance(name, split(to).1)?;
                alike(&old[from], &new[to]).then_some((distance, from, to))
            }));
        }
        pairs.sort_unstable();
        for (_, from, to) in pairs {
            if !moved.contains_key(from) && left.remove(to) {
                moved.insert(from, to);
                found.push(Move { from: from.to_owned(), to: to.to_owned(), renamed: true });
            }
        }
    }
    found
}

fn keys_without<'a>(
    keys: &'a BTreeMap<String, Halves<'_>>,
    others: &BTreeMap<String, Halves<'_>>,
) -> Vec<&'a str> {
    keys.keys().filter(|path| !others.contains_key(*path)).map(String::as_str).collect()
}

/// The path of what holds a key, and its name.
fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// Whether two keys are in the same half with the same facts, platforms aside.
fn alike(old: &Halves<'_>, new: &Halves<'_>) -> bool {
    let facts = |key: &FactsKey| {
        let of = key.of.as_ref().map(ToString::to_string);
        (key.type_.clone(), key.presence, key.values.clone(), key.range.clone(), of)
    };
    old.len() == new.len()
        && old.iter().zip(new).all(|((half, a), (other, b))| half == other && facts(a) == facts(b))
}

/// Letters that a word must have for a slip in it to leave it the same word: `MCC` and `MNC` are two.
const WORD: usize = 4;

/// How far two names are from each other. None: they are not those of one thing. They are if, word
/// by word, at most one letter in four differs, or if one has a word more than the other.
fn distance(old: &str, new: &str) -> Option<usize> {
    let (a, b) = (words(old), words(new));
    let letters = strsim::damerau_levenshtein(old, new);
    if a.concat() == b.concat() {
        return Some(0);
    }
    let same_word = |(a, b): (&String, &String)| {
        let shorter = a.chars().count().min(b.chars().count());
        a == b || (shorter >= WORD && strsim::damerau_levenshtein(a, b) * 4 <= shorter)
    };
    if a.len() == b.len() {
        return a.iter().zip(&b).all(same_word).then_some(letters);
    }
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let without =
        |at: usize| long.iter().enumerate().filter(move |(i, _)| *i != at).map(|(_, w)| w);
    let one_more = short.len() + 1 == long.len() && short.len() > 1;
    (one_more && (0..long.len()).any(|at| without(at).eq(&short))).then_some(letters)
}

/// The words of a name in lower case: `MDMProfileData` and `mdm_profile_data` have the same three.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let letters: Vec<char> = name.chars().collect();
    let mut open = false;
    for (index, letter) in letters.iter().enumerate() {
        if !letter.is_alphanumeric() {
            open = false;
            continue;
        }
        let before = index.checked_sub(1).map(|at| letters[at]);
        let after_small = before.is_some_and(|c| !c.is_uppercase());
        let before_small = letters.get(index + 1).is_some_and(|c| c.is_lowercase());
        if !open || (letter.is_uppercase() && (after_small || before_small)) {
            words.push(String::new());
        }
        open = true;
        if let Some(word) = words.last_mut() {
            word.extend(letter.to_lowercase());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{distance, words};

    #[test]
    fn names_have_words() {
        for name in ["MDMProfileData", "mdmProfileData", "mdm_profile_data", "MDM-Profile Data"] {
            assert_eq!(words(name), ["mdm", "profile", "data"], "{name}");
        }
        assert_eq!(words("UDID"), ["udid"]);
        assert!(words("").is_empty());
    }

    #[test]
    fn names_of_one_thing_are_near() {
        for (old, new) in [
            ("DimmingsCadence", "DimmingCadence"),
            ("lamp_colour", "lampColor"),
            ("IsLampLit", "LampLit"),
            ("LampId", "LampID"),
        ] {
            assert!(distance(old, new).is_some() && distance(new, old).is_some(), "{old} {new}");
        }
        for (old, new) in
            [("LampMCC", "LampMNC"), ("Name", "LampName"), ("UID", "GUID"), ("Colour", "Warmth")]
        {
            assert_eq!(distance(old, new), None, "{old} {new}");
        }
    }
}
