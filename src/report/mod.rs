//! Output: one file per format. Reports read findings, the inventory and registry metadata, never
//! a check's module.

pub mod json;
pub mod terminal;
pub mod write;
