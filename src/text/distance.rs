//! How far two texts are apart, in edits of a character.

/// Buckets that characters are counted in.
const BUCKETS: usize = 64;

/// Whether two texts are alike from `least` on: one minus the Levenshtein distance over the length
/// of the longer one. Most pairs are told apart by their length and letters alone.
pub fn are_alike(a: &str, b: &str, least: f64) -> bool {
    let longest = a.chars().count().max(b.chars().count());
    let share = |distance: usize| 1.0 - crate::text::share(distance, longest);
    longest == 0
        || share(distance_at_least(a, b)) > least && share(strsim::levenshtein(a, b)) > least
}

/// Whether one slip of the pen makes one text of the other: a character more, less, or another, or
/// two neighbours that have changed places.
pub fn is_one_slip(a: &str, b: &str) -> bool {
    distance_at_least(a, b) <= 1 && strsim::damerau_levenshtein(a, b) == 1
}

/// A lower bound of the distance of two texts, with or without exchange of neighbours: an edit
/// takes away one character at most and adds one at most.
pub fn distance_at_least(a: &str, b: &str) -> usize {
    let mut counts = [0_i32; BUCKETS];
    for c in a.chars() {
        counts[c as usize % BUCKETS] += 1;
    }
    for c in b.chars() {
        counts[c as usize % BUCKETS] -= 1;
    }
    let sum =
        |sign: i32| counts.iter().map(|count| (count * sign).max(0).unsigned_abs()).sum::<u32>();
    sum(1).max(sum(-1)) as usize
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn slips_and_likeness() {
        assert!(is_one_slip("ture", "true") && is_one_slip("tru", "true"));
        assert!(!is_one_slip("true", "true") && !is_one_slip("true", "rtue8"));
        assert!(are_alike("the lamp’s own box", "the lamp's own box", 0.9));
        assert!(!are_alike("the lamp’s own box", "die Schachtel der Lampe", 0.9));
        assert!(are_alike("", "", 0.9));
    }

    proptest! {
        #[test]
        fn the_bound_is_one(a in "[a-eà-é]{0,12}", b in "[a-eà-é]{0,12}") {
            prop_assert!(distance_at_least(&a, &b) <= strsim::damerau_levenshtein(&a, &b));
            prop_assert!(distance_at_least(&a, &b) <= strsim::levenshtein(&a, &b));
        }
    }
}
