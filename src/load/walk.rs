//! Finds the files to look at, sorted, once each, safe against symlink loops.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

/// A file to look at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// How it is shown: as given, with `/` separators and without a leading `./`.
    pub shown: String,
    /// Where it is.
    pub path: PathBuf,
    /// Whether it was named on the command line rather than met in a folder.
    pub named: bool,
}

/// A path that could not be walked.
#[derive(Debug, thiserror::Error)]
pub enum WalkError {
    /// The path does not exist or is not accessible.
    #[error("cannot read {path}: {reason}")]
    Unreadable {
        /// The path.
        path: String,
        /// The system's reason.
        reason: String,
    },
}

/// Extensions of files that may be documents.
const EXTENSIONS: [&str; 4] = ["md", "markdown", "txt", "mdx"];

/// All candidate files below `paths`, sorted by shown path. Folders whose name starts with a dot
/// are passed over; a file that is named is always taken, whatever its extension. A file that is
/// met twice is taken once, as it is met first.
///
/// # Errors
/// One error per path that cannot be read; nothing is skipped silently.
pub fn walk(paths: &[PathBuf]) -> Result<Vec<Found>, Vec<WalkError>> {
    let mut found: BTreeMap<PathBuf, Found> = BTreeMap::new();
    let mut errors = Vec::new();
    for root in paths {
        for entry in WalkDir::new(root)
            .follow_links(true)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(visible)
        {
            match entry {
                Ok(entry) if entry.file_type().is_file() => {
                    let named = entry.depth() == 0;
                    if named || has_document_extension(entry.path()) {
                        let place = std::path::absolute(entry.path())
                            .unwrap_or_else(|_| entry.path().to_path_buf());
                        let file = found.entry(place).or_insert_with(|| Found {
                            shown: shown(entry.path()),
                            path: entry.into_path(),
                            named,
                        });
                        file.named |= named;
                    }
                }
                Ok(_) => {}
                // A link back to a folder above: its files are met there.
                Err(error) if error.loop_ancestor().is_some() => {}
                Err(error) => errors.push(WalkError::Unreadable {
                    path: error.path().map_or_else(|| shown(root), shown),
                    reason: error
                        .io_error()
                        .map_or_else(|| "not accessible".to_owned(), plain_reason),
                }),
            }
        }
    }
    let mut found: Vec<Found> = found.into_values().collect();
    found.sort();
    if errors.is_empty() { Ok(found) } else { Err(errors) }
}

/// The system's reason without its error number.
fn plain_reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_lowercase()
}

fn visible(entry: &walkdir::DirEntry) -> bool {
    entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
}

fn has_document_extension(path: &Path) -> bool {
    path.extension()
        .map(|e| e.to_string_lossy().to_lowercase())
        .is_some_and(|e| EXTENSIONS.contains(&e.as_str()))
}

fn shown(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    let text = text.strip_prefix("./").unwrap_or(&text);
    if text.is_empty() { ".".to_owned() } else { text.to_owned() }
}
