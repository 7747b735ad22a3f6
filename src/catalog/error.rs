//! What can be wrong with a catalog, with the place and the mend.

use std::fmt;
use std::ops::Range;

use super::CatalogText;

/// One fault in one catalog file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogError {
    /// Path of the file below the catalog folder.
    pub path: String,
    /// Bytes at fault; empty at 0 when the fault is of the file as a whole.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// All faults of a catalog, with the texts that the ranges point into.
#[derive(Debug)]
pub struct CatalogErrors {
    /// The faults, by path and place.
    pub errors: Vec<CatalogError>,
    /// The files that were read.
    pub files: Vec<CatalogText>,
}

impl fmt::Display for CatalogErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the catalog has {} fault(s)", self.errors.len())
    }
}

impl std::error::Error for CatalogErrors {}
