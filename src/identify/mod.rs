//! Which page a file is, in which language, made from which source edition. No step needs a file
//! name, a file extension or a locale file; each uses them when they are there.

mod columns;
mod edition;
mod language;
mod page;

pub use columns::{Columns, link_stem, map_columns};
pub use edition::{SourceHash, source_commit, source_hash, source_hashes};
pub use language::{Basis, Language, identify_language};
pub use page::{PageMatch, identify_page};

/// `part / whole` as a float; an empty whole counts as 1.
pub fn share(part: usize, whole: usize) -> f64 {
    let float = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    float(part) / float(whole.max(1))
}
