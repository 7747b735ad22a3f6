//! Row to row, edition to edition, row to catalog field: what stands for what.

mod agreement;
mod features;
mod held;
mod identifiers;
mod kinship;
mod lexicon;
mod matched;
mod order;
mod rows;
mod shape;
mod slide;
mod weights;
pub mod wire_name;

pub use features::{
    DocumentRow, ReferenceRow, Spelling, fold, has_word, jaccard, label_similarity, lower,
};
pub use lexicon::{Lexicon, Vocabulary};
pub use matched::Match;
pub use order::moved;
pub use rows::align_rows;
