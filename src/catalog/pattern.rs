//! A regular expression of the catalog, compiled when it is first asked.

use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

/// A recogniser of wire literals. Compiling one costs more than reading a page, so that it waits
/// until a text is searched.
#[derive(Debug, Deserialize, Serialize)]
#[serde(transparent)]
pub struct Pattern {
    text: String,
    #[serde(skip)]
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// A pattern as it is written; one that is no regular expression finds nothing.
    pub fn new(text: String) -> Self {
        Pattern { text, compiled: OnceLock::new() }
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Byte ranges that it fits, in order.
    pub fn find_iter<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        let regex = self.compiled.get_or_init(|| Regex::new(&self.text).ok());
        regex.iter().flat_map(|regex| regex.find_iter(text).map(|found| found.range()))
    }
}
