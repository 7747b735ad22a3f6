//! Which page a file is, in which language, made from which source edition. No step needs a file
//! name, a file extension or a locale file; each uses them when they are there.

mod columns;
mod edition;
mod known;
mod language;
mod page;
mod place;
mod title;
mod voices;

pub use columns::{Columns, Pattern, link_stem, map_columns};
pub use edition::{SourceHash, source_commit, source_hash, source_hashes};
pub use known::Known;
pub use language::{Basis, Language, identify_language};
pub use page::{PageMatch, document_of_stem, identify_page, says_nothing, titles};
pub use place::{included, place_of};
pub use title::title_key;
