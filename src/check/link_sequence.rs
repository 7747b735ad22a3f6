//! Which link of a page stands for which of its source: the same targets in the same order.

/// For each of `sources` links the one of `links` that stands for it: first those that keep the
/// order, then those that have moved.
pub(super) fn meet(
    sources: usize,
    links: usize,
    same: impl Fn(usize, usize) -> bool,
) -> Vec<Option<usize>> {
    let width = links + 1;
    // Length of the longest common run of what is left of either side.
    let mut best = vec![0_usize; (sources + 1) * width];
    for s in (0..sources).rev() {
        for l in (0..links).rev() {
            let skipped = best[(s + 1) * width + l].max(best[s * width + l + 1]);
            let met = best[(s + 1) * width + l + 1] + 1;
            best[s * width + l] = if same(s, l) { skipped.max(met) } else { skipped };
        }
    }
    let mut found = vec![None; sources];
    let (mut s, mut l) = (0, 0);
    while s < sources && l < links {
        let (here, both) = (best[s * width + l], best[(s + 1) * width + l + 1]);
        if same(s, l) && here == both + 1 {
            found[s] = Some(l);
            (s, l) = (s + 1, l + 1);
        } else if here == both {
            // One for the other.
            (s, l) = (s + 1, l + 1);
        } else if here == best[(s + 1) * width + l] {
            s += 1;
        } else {
            l += 1;
        }
    }
    for s in 0..sources {
        let free = |l: &usize| !found.contains(&Some(*l)) && same(s, *l);
        let moved = (0..links).find(free);
        if found[s].is_none() {
            found[s] = moved;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::meet;

    #[test]
    fn links_meet_in_order_and_then_where_they_moved() {
        let met = |source: &str, page: &str| {
            let (a, b): (Vec<char>, Vec<char>) = (source.chars().collect(), page.chars().collect());
            meet(a.len(), b.len(), |s, l| a[s] == b[l])
        };
        assert_eq!(met("abcd", "accd"), [Some(0), None, Some(2), Some(3)]);
        assert_eq!(met("abcd", "abbd"), [Some(0), Some(1), None, Some(3)]);
        assert_eq!(met("abcd", "acd"), [Some(0), None, Some(1), Some(2)]);
        assert_eq!(met("abcd", "bcda"), [Some(3), Some(0), Some(1), Some(2)]);
    }
}
