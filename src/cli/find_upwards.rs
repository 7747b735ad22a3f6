//! Files that are looked for in the working folder and above, and reading them.

use std::path::{Path, PathBuf};

use crate::load::{self, MAX_FILE_BYTES};

use super::failure::Failure;

/// The nearest file of a name, as a path relative to the working folder where it is in it.
pub(super) fn nearest(name: &str) -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    if here.join(name).exists() {
        return Some(PathBuf::from(name));
    }
    here.ancestors().skip(1).map(|folder| folder.join(name)).find(|path| path.exists())
}

/// The text of a file that somebody has named, or that was found.
pub(super) fn read_text(path: &Path, help: &str) -> Result<String, Failure> {
    let failed = |why: &dyn std::fmt::Display| {
        Failure::new(format!("cannot read {}: {why}", path.display()), help)
    };
    load::read_text(path, MAX_FILE_BYTES).map_err(|error| failed(&error))
}
