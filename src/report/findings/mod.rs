//! The findings of a run, one file a format.
//!
//! A format is a function from audit and findings to bytes. Which one is asked for, and where its
//! bytes go, is the business of the command line; the same findings as a table are in
//! [`tables`](super::tables), and as pages in [`html`](super::html).

pub mod diff;
pub mod json;
pub mod text;
