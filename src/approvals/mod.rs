//! The approval lock: which texts a team has read and accepted, and what has changed since.
//!
//! A lock holds, for each cell of each document, a hash of the source text and of the text that was
//! approved ([`model`]). As long as both are the same, the cell is settled and its findings are
//! silent. When the source text changes the row is stale; when the translation changes it has to be
//! read again ([`compare`]). Findings that belong to no cell, such as a missing row, are approved by
//! their fingerprint. Nothing here reads a clock or a file.

mod approve;
mod compare;
mod model;
mod read;
mod unit;
mod write;

#[cfg(test)]
mod tests;

pub use approve::{Approved, Grant, approve};
pub use compare::{Comparison, Expired, Judged, State, compare};
pub use model::{ApprovedCell, ApprovedFinding, CellKey, FindingKey, Lock, Terms, Waives};
pub use read::{Unknown, read};
pub use unit::Unit;
pub use write::write;
