//! Which rows have moved: those outside the longest increasing subsequence.

/// Positions in `sequence` that are not part of its longest strictly increasing subsequence.
/// Of several longest ones the one that ends smallest is taken.
pub fn moved(sequence: &[usize]) -> Vec<usize> {
    let mut tails: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = vec![None; sequence.len()];
    for (position, value) in sequence.iter().enumerate() {
        let length = tails.partition_point(|tail| sequence[*tail] < *value);
        previous[position] = length.checked_sub(1).map(|before| tails[before]);
        if length == tails.len() {
            tails.push(position);
        } else {
            tails[length] = position;
        }
    }
    let mut kept = vec![false; sequence.len()];
    let mut at = tails.last().copied();
    while let Some(position) = at {
        kept[position] = true;
        at = previous[position];
    }
    (0..sequence.len()).filter(|position| !kept[*position]).collect()
}

#[cfg(test)]
mod tests {
    use super::moved;

    #[test]
    fn the_fewest_rows_are_called_moved() {
        assert_eq!(moved(&[0, 1, 2, 3]), Vec::<usize>::new());
        assert_eq!(moved(&[0, 3, 1, 2]), [1]);
        assert_eq!(moved(&[4, 5, 0, 1, 2, 3]), [0, 1]);
        assert_eq!(moved(&[]), Vec::<usize>::new());
    }
}
