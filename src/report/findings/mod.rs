//! The findings of a run, one file a format.
//!
//! A format is a function from audit and findings to bytes. A further one is a file here, a variant of
//! [`Format`] and an arm of [`render`]; the command line offers it from then on. The same findings as
//! a table are in [`tables`](super::tables), and as pages in [`html`](super::html).

pub mod diff;
pub mod json;
pub mod text;

use crate::audit::Audit;
use crate::finding::Finding;

/// Format of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

impl Format {
    /// All of them.
    pub const ALL: [Format; 2] = [Format::Text, Format::Json];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Json => "json",
        }
    }

    /// What it is for.
    pub fn about(self) -> &'static str {
        match self {
            Format::Text => "For people, with the text at fault from both sides",
            Format::Json => "For programs; see the JSON contract in the README",
        }
    }
}

/// Renders findings; `approved` ones are silent and only counted. `colour` is for formats that a
/// terminal shows.
///
/// # Errors
/// Only if a value cannot be serialised, which does not happen with these types.
pub fn render(
    format: Format,
    audit: &Audit<'_>,
    findings: &[Finding],
    approved: usize,
    colour: bool,
) -> Result<Vec<u8>, serde_json::Error> {
    match format {
        Format::Text => Ok(text::render(audit, findings, approved, colour).into_bytes()),
        Format::Json => json::render(audit, findings, approved, None),
    }
}
