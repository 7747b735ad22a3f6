//! flowproof
pub mod align;
pub mod assignment;
pub mod audit;
pub mod catalog;
pub mod check;
pub mod finding;
pub mod identify;
pub mod inventory;
pub mod load;
pub mod locale;
pub mod parse;
pub mod report;
pub mod source;
