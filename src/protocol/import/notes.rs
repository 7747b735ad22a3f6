//! What was not understood, and where it stands.

use std::fmt;

/// Something in a source that the rules do not tell how to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotUnderstood {
    /// Path below the source; empty for the source as a whole.
    pub file: String,
    /// Path of the key inside it; empty for the file as a whole.
    pub place: String,
    /// What it is.
    pub what: String,
}

impl fmt::Display for NotUnderstood {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<&str> = [self.file.as_str(), &self.place, &self.what]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        f.write_str(&parts.join(": "))
    }
}

/// Collects what is not understood in one file.
#[derive(Debug)]
pub(super) struct Notes<'a> {
    file: &'a str,
    out: &'a mut Vec<NotUnderstood>,
}

impl<'a> Notes<'a> {
    /// Nothing yet of this file.
    pub(super) fn of(file: &'a str, out: &'a mut Vec<NotUnderstood>) -> Self {
        Notes { file, out }
    }

    /// Adds something at a place in it.
    pub(super) fn name(&mut self, place: &str, what: impl Into<String>) {
        self.out.push(NotUnderstood {
            file: self.file.to_owned(),
            place: place.to_owned(),
            what: what.into(),
        });
    }
}
