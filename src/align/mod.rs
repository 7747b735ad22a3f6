//! Row to row, edition to edition, row to catalog field: what stands for what.

mod agreement;
mod features;
mod gap_placement;
mod identifiers;
mod lexicon;
mod matched;
mod order;
mod relabelled_row;
mod row_similarity;
mod rows;
mod shape;
mod weights;
pub mod wire_name;

pub use features::{
    DocumentRow, ReferenceRow, Spelling, fold, has_word, holds_word, jaccard, label_similarity,
    lower,
};
pub use lexicon::{Lexicon, Vocabulary};
pub use matched::Match;
pub use order::moved;
pub use rows::align_rows;
