//! Where in a run of rows with unknown labels one is missing.
//!
//! An assignment judges every pair with what other pairs taught, right or wrong: where one of ten
//! rows with translated labels is gone, rows that all stand for their neighbour's data confirm each
//! other. So each place for the gap is tried, and the one is taken in which the rows bear each other
//! out best. Where two places do so equally well, nothing tells which row is gone.

use std::ops::Range;

use super::features::{DocumentRow, ReferenceRow};
use super::row_similarity::RowSimilarity;
use super::rows::Words;

/// By how much the rows must bear each other out better than with the gap where it is.
const BETTER: f64 = 0.05;
/// Lead up to which two places are equally likely.
const TIE: f64 = 0.05;

/// A row of the reference that is missing, or one of its neighbours is.
pub(super) struct Doubt {
    /// The row that no row stands for.
    pub(super) gap: usize,
    /// Rows of the reference from the likeliest place to others that are as likely, each with the
    /// one that its row may stand for instead.
    pub(super) rows: Vec<(usize, usize)>,
}

/// Moves each gap to the place that the rows around it speak for. `known` says that a row is known
/// by its label.
pub(super) fn slide(
    document: &[DocumentRow],
    reference: &[ReferenceRow],
    words: &Words,
    sizes: (usize, usize),
    pairs: &mut Vec<Option<usize>>,
    known: impl Fn(usize, usize) -> bool,
) -> Vec<Doubt> {
    // A document of many more rows lacks none, and comparing them takes long.
    if document.len() > 2 * reference.len() {
        return Vec::new();
    }
    let free = |r: &usize| pairs[*r].is_none() && !reference[*r].unlisted;
    let gaps: Vec<usize> = (0..pairs.len()).filter(free).collect();
    let mut doubts = Vec::new();
    for gap in gaps {
        let run = places(pairs, gap, &known);
        if run.len() < 2 || pairs[gap].is_some() {
            continue;
        }
        let coherence = |place: usize| -> f64 {
            let moved = with_gap_at(pairs, gap, place);
            let kinship = RowSimilarity::new(document, reference, words, sizes, &moved);
            run.clone().filter_map(|r| Some(kinship.nearness(r, moved[r]?))).sum()
        };
        let worth: Vec<f64> = run.clone().map(coherence).collect();
        let of = |place: usize| worth[place - run.start];
        let best = run.clone().max_by(|a, b| of(*a).total_cmp(&of(*b))).unwrap_or(gap);
        let place = if of(best) - of(gap) > BETTER { best } else { gap };
        *pairs = with_gap_at(pairs, gap, place);
        let likely = run.clone().filter(|other| *other == place || of(best) - of(*other) <= TIE);
        let (first, last) = likely.fold((place, place), |(a, b), r| (a.min(r), b.max(r)));
        let beside = |r: usize| (r, if r < place { r + 1 } else { r - 1 });
        let rows = (first..=last).filter(|r| *r != place).map(beside).collect();
        doubts.push(Doubt { gap: place, rows });
    }
    doubts
}

/// Rows of the reference, the gap among them, that may be the missing one: their rows follow one
/// another in the document, and none is known by its label.
fn places(
    pairs: &[Option<usize>],
    gap: usize,
    known: &impl Fn(usize, usize) -> bool,
) -> Range<usize> {
    let weak = |r: usize| pairs.get(r).copied().flatten().filter(|d| !known(r, *d));
    let mut first = gap;
    while let Some(d) = first.checked_sub(1).and_then(weak)
        && (first == gap || pairs[first] == Some(d + 1))
    {
        first -= 1;
    }
    let mut last = gap + 1;
    while let Some(d) = weak(last)
        && (last == gap + 1 || pairs[last - 1].map(|before| before + 1) == Some(d))
    {
        last += 1;
    }
    // What stands before the gap and after it must stand together.
    let apart = || pairs[gap - 1].map(|d| d + 1) != pairs[gap + 1];
    if first < gap && last > gap + 1 && apart() { gap..gap + 1 } else { first..last }
}

fn with_gap_at(pairs: &[Option<usize>], gap: usize, place: usize) -> Vec<Option<usize>> {
    let mut pairs = pairs.to_vec();
    let row = pairs.remove(gap);
    pairs.insert(place, row);
    pairs
}

#[cfg(test)]
mod tests {
    use super::super::{Match, align_rows};
    use super::*;
    use crate::text::words;

    /// The rows of a page whose labels nobody knows, with their words in another language.
    const TOLD: [(&str, &str); 7] = [
        ("Topic", "Topic"),
        ("profile name", "tvbsym navzr"),
        ("colour of device", "phyqhe qvivpr"),
        ("name of owner", "navzr bjare"),
        ("profile of owner", "tvbsym bjare"),
        ("device name", "qvivpr navzr"),
        ("Version", "Version"),
    ];

    /// The same, but no word stands in two rows.
    const UNTOLD: [(&str, &str); 5] = [
        ("Topic", "Topic"),
        ("age", "ntr"),
        ("box", "obk"),
        ("cap", "pnc"),
        ("Version", "Version"),
    ];

    /// The rows of the reference that no row stands for, and whether any row may stand for another.
    fn missing(rows: &[(&str, &str)], left_out: usize) -> (Vec<usize>, bool) {
        let set = |text: &str| words(text).into_iter().collect();
        let services = vec!["S".to_owned()];
        let reference: Vec<ReferenceRow> = rows
            .iter()
            .map(|(label, _)| ReferenceRow {
                labels: vec![(*label).to_owned()],
                services: services.clone(),
                words: set(label),
                ..ReferenceRow::default()
            })
            .collect();
        let mut document: Vec<DocumentRow> = rows
            .iter()
            .map(|(_, label)| DocumentRow {
                field: (*label).to_owned(),
                service: "S".to_owned(),
                words: set(label),
                ..DocumentRow::default()
            })
            .collect();
        document.remove(left_out);
        let matches = align_rows(&document, &reference);
        let taken: Vec<usize> = matches
            .iter()
            .filter_map(|m| match m {
                Match::Row { reference, .. } | Match::Ambiguous { reference, .. } => {
                    Some(*reference)
                }
                _ => None,
            })
            .collect();
        let unsure = matches.iter().any(|m| matches!(m, Match::Ambiguous { .. }));
        ((0..rows.len()).filter(|r| !taken.contains(r)).collect(), unsure)
    }

    #[test]
    fn a_gap_is_where_the_rows_bear_each_other_out() {
        assert_eq!(missing(&TOLD, 2).0, [2]);
        assert_eq!(missing(&TOLD, 3).0, [3]);
        assert_eq!(missing(&TOLD, 0), (vec![0], false));
    }

    #[test]
    fn a_gap_that_nothing_tells_is_in_doubt() {
        assert!(missing(&UNTOLD, 2).1);
    }

    #[test]
    fn a_gap_moves_within_rows_with_unknown_labels_only() {
        let pairs = [Some(0), Some(1), None, Some(2), Some(3)];
        assert_eq!(places(&pairs, 2, &|r, _| r == 0), 1..5);
        assert_eq!(places(&pairs, 2, &|r, _| r == 3), 0..3);
        // Another row stands between the two around the gap.
        assert_eq!(places(&[Some(0), None, Some(2)], 1, &|_, _| false), 1..2);
        assert_eq!(with_gap_at(&pairs, 2, 1), [Some(0), None, Some(1), Some(2), Some(3)]);
        assert_eq!(with_gap_at(&pairs, 2, 4), [Some(0), Some(1), Some(2), Some(3), None]);
    }
}
