//! flowproof audits published data-flow disclosures: pages with a table of every datum that one
//! party sends another, translated into many languages, against a machine-readable catalog.
//!
//! The pipeline is `load → parse → identify → align → check → report`: plain functions over plain
//! data, driven by the [`catalog`] at every step, with I/O at both ends only.
//!
//! | module | room |
//! |---|---|
//! | [`threads`] | many documents at once |
//! | [`source`] | file text, spans, positions |
//! | [`text`] | what a text is: scripts, words, sentences, literals, language, encoding repair |
//! | [`assignment`] | optimal assignment, used to identify and to align |
//! | [`catalog`] | the declared truth |
//! | [`builtin`] | the catalog that is built into the program |
//! | [`load`] | paths to text |
//! | [`parse`] | text to structure |
//! | [`identify`] | which page, language and source edition |
//! | [`align`] | row to row |
//! | [`audit`] | the facts of a run |
//! | [`finding`] | located results |
//! | [`approvals`] | what was approved, and what has changed since |
//! | [`consensus`] | what other languages and rows say about a cell |
//! | [`protocol`] | the vendor's schema as facts; documents and catalog held against it |
//! | [`fix`] | which fixes are certain, and making them in the text |
//! | [`check`] | the rules, one file each |
//! | [`inventory`] | the view of the catalog that reports show |
//! | [`report`] | reports in wings, one file a format |
//! | [`cli`] | the commands |
//!
//! A module may use only those above it in this order, and of those that stand together none:
//! `threads`, `source`, `text`, `assignment`; `catalog`, `load`; `builtin`, `parse`; `identify`; `align`; `audit`;
//! `finding`; `approvals`, `consensus`, `protocol`; `fix`; `check`; `inventory`; `report`; `cli`. No
//! two files need each other. `tests/layering.rs` holds both.

pub mod align;
pub mod approvals;
pub mod assignment;
pub mod audit;
pub mod builtin;
pub mod catalog;
pub mod check;
pub mod cli;
pub mod consensus;
pub mod finding;
pub mod fix;
pub mod identify;
pub mod inventory;
pub mod load;
pub mod parse;
pub mod protocol;
pub mod report;
pub mod source;
pub mod text;
pub mod threads;
