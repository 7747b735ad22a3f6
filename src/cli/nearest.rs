//! Files that are looked for in the working folder and above, and reading them.

use std::path::{Path, PathBuf};

use super::Failure;

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
    if path.is_dir() {
        return Err(failed(&"it is a folder, not a file"));
    }
    std::fs::read_to_string(path).map_err(|error| failed(&error))
}
