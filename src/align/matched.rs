//! What an alignment says of one row.

/// What became of one row of the document.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Match {
    /// It stands for this row of the reference.
    Row {
        /// Index in the reference.
        reference: usize,
        /// From 0 to 1.
        score: f64,
        /// Lead over the best alternative that is free.
        margin: f64,
        /// Whether the cells say so, wherever the row stands.
        evident: bool,
    },
    /// Two rows of the reference claim it with nearly the same right.
    Ambiguous {
        /// The better one.
        reference: usize,
        /// The other one.
        other: usize,
    },
    /// It repeats a row that stands for this row of the reference already.
    Duplicate {
        /// Index in the reference.
        reference: usize,
    },
    /// It stands for nothing in the reference.
    None,
}

impl Match {
    /// The row of the reference that the document row stands for, if that is sure.
    pub fn row(&self) -> Option<usize> {
        match self {
            Match::Row { reference, .. } => Some(*reference),
            _ => None,
        }
    }
}
