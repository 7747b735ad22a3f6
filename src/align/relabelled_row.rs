//! Rows that are known by their place alone: a label that was pasted onto the row after it.

use crate::text::words;

use super::features::{DocumentRow, ReferenceRow};

/// Rows that are alone or stand for what their neighbours leave them, with that row of the
/// reference: they have the label of another row, but not its purpose, so that they are no copies
/// of it.
pub(super) fn held(
    document: &[DocumentRow],
    reference: &[ReferenceRow],
    pairs: &[Option<usize>],
) -> Vec<(usize, usize)> {
    let alone =
        |r: usize, d: usize| pairs[r] == Some(d) || pairs[r].is_none() && !pairs.contains(&Some(d));
    let between = |r: usize, d: usize| {
        let before = if r == 0 || d == 0 { r == d } else { pairs[r - 1] == Some(d - 1) };
        let last = d + 1 == document.len();
        before && pairs.get(r + 1).map_or(last, |after| *after == Some(d + 1))
    };
    let listed = (0..pairs.len()).filter(|r| !reference[*r].unlisted);
    listed
        .filter_map(|r| {
            let held = |d: &usize| {
                let row = &document[*d];
                alone(r, *d)
                    && between(r, *d)
                    && (row.service.is_empty() || reference[r].services.contains(&row.service))
                    && is_relabelled(document, *d)
            };
            (0..document.len()).find(held).map(|d| (r, d))
        })
        .collect()
}

/// Whether another row has the label of this one, and none of those has its purpose.
fn is_relabelled(document: &[DocumentRow], d: usize) -> bool {
    let row = &document[d];
    let mut twins = (0..document.len())
        .filter(|other| *other != d && document[*other].field == row.field)
        .map(|other| &document[other])
        .peekable();
    let own = words(&row.purpose);
    !own.is_empty() && twins.peek().is_some() && twins.all(|twin| words(&twin.purpose) != own)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(rows: &[(&str, &str)], pairs: &[Option<usize>]) -> Vec<(usize, usize)> {
        let row = |(field, purpose): &(&str, &str)| DocumentRow {
            field: (*field).to_owned(),
            purpose: (*purpose).to_owned(),
            ..DocumentRow::default()
        };
        let document: Vec<DocumentRow> = rows.iter().map(row).collect();
        held(&document, &vec![ReferenceRow::default(); pairs.len()], pairs)
    }

    #[test]
    fn a_label_that_was_pasted_down_leaves_the_row_in_its_place() {
        let pairs = [Some(0), None, Some(2)];
        let rows = [("a", "A."), ("a", "B."), ("c", "C.")];
        assert_eq!(look(&rows, &pairs), [(1, 1)]);
        assert_eq!(look(&rows, &[Some(0), Some(1), Some(2)])[1], (1, 1));
    }

    #[test]
    fn copies_and_strangers_are_left_alone() {
        let pairs = [Some(0), None, Some(2)];
        assert_eq!(look(&[("a", "A."), ("a", "A."), ("c", "C.")], &pairs), []);
        assert_eq!(look(&[("a", "A."), ("x", "X."), ("c", "C.")], &pairs), []);
        // The row that is missing is not where this one stands.
        let elsewhere = [Some(0), Some(2), None];
        assert_eq!(look(&[("a", "A."), ("a", "B."), ("c", "C.")], &elsewhere), []);
    }
}
