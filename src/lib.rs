//! flowproof
pub mod align;
pub mod catalog;
pub mod finding;
pub mod load;
pub mod locale;
pub mod parse;
pub mod source;
