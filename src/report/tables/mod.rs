//! Tables: what stands in each column and line, and how that becomes CSV.
//!
//! A file holds one table and the name of its CSV file. Which tables are written, and the workbook
//! that holds them all, is decided next door in [`exchange`](super::exchange); the tables of the
//! records of processing are built there too, because they share their words with other formats.

pub(super) mod conditions;
pub(super) mod csv;
pub(super) mod documents;
pub(super) mod evidence;
pub(super) mod findings;
pub(super) mod inventory;
pub(super) mod protocol;
pub(super) mod statements;
pub(super) mod table;
pub(super) mod terms;
