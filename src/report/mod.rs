//! Reports for people and for other programs: plain functions from facts to bytes, and one writer.
//!
//! | wing | what it writes |
//! |---|---|
//! | [`findings`] | the findings of a run: text, JSON, and fixes as a diff |
//! | [`html`] | the pages |
//! | `tables` | CSV |
//! | `exchange` | files for other programs and for records of processing |
//! | [`compare`] | what has changed between two runs or two catalogs |
//!
//! `all` asks the wings for all files of a run, [`manifest`] lists them with their digests, `folder`
//! and `write` put them where they belong. Shared by all wings are `error`, `options`, `visible`
//! (characters that deceive) and `markdown_text` (text that must not become markup).
//!
//! Reports read the inventory, the findings and the registry of checks. No date is taken from the
//! clock and no order from a hash, so that the same input gives the same bytes. The HTML pages need
//! no script and ask for nothing outside themselves.

mod all;
pub mod compare;
mod error;
mod exchange;
pub mod findings;
mod folder;
pub mod html;
pub mod manifest;
mod markdown_text;
mod options;
mod tables;
mod visible;
mod write;

pub use all::{DATA, TEXTS, render_all};
pub use error::ReportError;
pub use folder::write_all;
pub use html::Language;
pub use options::Options;
pub(crate) use tables::csv::guard;
pub(crate) use visible::{inert, one_line};
pub use write::{TEMPORARY, sweep, write_atomic};

#[cfg(test)]
mod tests;
