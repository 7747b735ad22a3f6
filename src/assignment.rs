//! Optimal assignment: the Hungarian method with potentials (Kuhn 1955; the O(n²m) form of
//! Jonker and Volgenant 1987), on scores to be made as large as possible.

/// For each row the column it is assigned to, or nothing when leaving it alone is worth more.
///
/// `score(row, column)` is the worth of a pair; a row that stays alone is worth `alone`.
/// A pair that is worth less than `alone` is never made.
pub fn assign(
    rows: usize,
    columns: usize,
    alone: f64,
    score: impl Fn(usize, usize) -> f64,
) -> Vec<Option<usize>> {
    if rows == 0 || columns == 0 {
        return vec![None; rows];
    }
    // One private dummy column per row makes "no match" an ordinary choice.
    let width = columns + rows;
    let cost =
        |row: usize, column: usize| if column < columns { -score(row, column) } else { -alone };
    let mut state = State {
        row_potential: vec![0.0; rows + 1],
        column_potential: vec![0.0; width + 1],
        owner: vec![0; width + 1],
    };
    for row in 1..=rows {
        state.add(row, cost);
    }
    let mut result = vec![None; rows];
    for column in 1..=columns {
        if state.owner[column] > 0 {
            result[state.owner[column] - 1] = Some(column - 1);
        }
    }
    result
}

/// An optimal assignment of the rows so far. Rows and columns count from 1; 0 is nobody, and the
/// column 0 is where a new row starts from.
struct State {
    row_potential: Vec<f64>,
    column_potential: Vec<f64>,
    /// The row of each column.
    owner: Vec<usize>,
}

impl State {
    /// Takes a row in: along the cheapest path of columns that change their owner.
    fn add(&mut self, row: usize, cost: impl Fn(usize, usize) -> f64) {
        let width = self.owner.len();
        let mut way = vec![0; width];
        let mut slack = vec![f64::INFINITY; width];
        let mut used = vec![false; width];
        self.owner[0] = row;
        let mut column = 0;
        loop {
            used[column] = true;
            let current = self.owner[column];
            let (mut delta, mut next) = (f64::INFINITY, 0);
            for j in (1..width).filter(|j| !used[*j]) {
                let (of_row, of_column) = (self.row_potential[current], self.column_potential[j]);
                let reduced = cost(current - 1, j - 1) - of_row - of_column;
                if reduced < slack[j] {
                    slack[j] = reduced;
                    way[j] = column;
                }
                if slack[j] < delta {
                    delta = slack[j];
                    next = j;
                }
            }
            for j in 0..width {
                if used[j] {
                    self.row_potential[self.owner[j]] += delta;
                    self.column_potential[j] -= delta;
                } else {
                    slack[j] -= delta;
                }
            }
            column = next;
            if self.owner[column] == 0 {
                break;
            }
        }
        while column != 0 {
            let previous = way[column];
            self.owner[column] = self.owner[previous];
            column = previous;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_best_total_wins_over_the_best_pair() {
        let scores = [[0.9, 0.8], [0.85, 0.1]];
        assert_eq!(assign(2, 2, 0.0, |i, j| scores[i][j]), [Some(1), Some(0)]);
    }

    #[test]
    fn a_poor_pair_is_not_made() {
        assert_eq!(assign(2, 1, 0.3, |i, _| [0.9, 0.2][i]), [Some(0), None]);
        assert_eq!(assign(1, 1, 0.3, |_, _| 0.2), [None]);
    }

    fn best(scores: &[Vec<f64>], row: usize, taken: &mut Vec<bool>, alone: f64) -> f64 {
        if row == scores.len() {
            return 0.0;
        }
        let mut top = alone + best(scores, row + 1, taken, alone);
        for column in 0..taken.len() {
            if !taken[column] {
                taken[column] = true;
                top = top.max(scores[row][column] + best(scores, row + 1, taken, alone));
                taken[column] = false;
            }
        }
        top
    }

    proptest! {
        #[test]
        fn agrees_with_trying_everything(scores in proptest::collection::vec(proptest::collection::vec(0.0f64..1.0, 4), 1..5)) {
            let result = assign(scores.len(), 4, 0.4, |i, j| scores[i][j]);
            let total: f64 = result.iter().enumerate().map(|(i, c)| c.map_or(0.4, |j| scores[i][j])).sum();
            prop_assert!((total - best(&scores, 0, &mut vec![false; 4], 0.4)).abs() < 1e-9);
            let mut used: Vec<usize> = result.into_iter().flatten().collect();
            let count = used.len();
            used.sort_unstable();
            used.dedup();
            prop_assert_eq!(used.len(), count);
        }
    }
}
