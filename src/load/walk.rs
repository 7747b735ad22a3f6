//! Finds the files to look at, sorted, once each, safe against symlink loops.
//!
//! A file is told from others by the real path of its folder and its name, so that a folder under
//! two spellings, or a link to it, counts once. A link to a single file is a page of its own: in
//! another folder the same text may be the page of another language.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::read::{plain_reason, special};
use super::shown::{respelt, shown};

/// A file to look at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// How it is shown: as given, with `/` separators and without a leading `./`. No two files are
    /// shown alike.
    pub shown: String,
    /// Where it is.
    pub path: PathBuf,
    /// Whether it was named on the command line rather than met in a folder.
    pub named: bool,
}

/// What was met while paths were looked through.
#[derive(Debug, Default)]
pub struct Walked {
    /// The candidate files, by the path as shown.
    pub found: Vec<Found>,
    /// What could not be read, and why; the rest was looked through nevertheless.
    pub unread: Vec<(Found, String)>,
}

/// Extensions of files that may be documents.
const EXTENSIONS: [&str; 4] = ["md", "markdown", "txt", "mdx"];

/// All candidate files below `paths`. Folders whose name starts with a dot are passed over; a file
/// that is named is always taken, whatever its extension. A file that is met twice is taken once,
/// by its real name if that is met, otherwise as it is met first.
pub fn walk(paths: &[PathBuf]) -> Walked {
    let mut places = Places::default();
    let mut unread: BTreeMap<String, (Found, String)> = BTreeMap::new();
    for root in paths {
        let entries = WalkDir::new(root).follow_links(true).sort_by_file_name();
        for entry in entries.into_iter().filter_entry(visible) {
            let failed = match entry {
                Ok(entry) => places.take(&entry),
                // A link back to a folder above: its files are met there.
                Err(error) if error.loop_ancestor().is_some() => None,
                Err(error) => {
                    let path = error.path().unwrap_or(root).to_path_buf();
                    let reason = error.io_error().map(plain_reason);
                    let reason = reason.unwrap_or_else(|| "not accessible".to_owned());
                    let named = error.depth() == 0;
                    Some((Found { shown: shown(&path), path, named }, reason))
                }
            };
            unread.extend(failed.map(|(found, reason)| (found.shown.clone(), (found, reason))));
        }
    }
    let mut found: Vec<Found> = places.found.into_values().map(|(found, _)| found).collect();
    tell_apart(&mut found);
    found.sort();
    Walked { found, unread: unread.into_values().collect() }
}

/// The files met so far by their real place, each with whether it was met under that name.
#[derive(Default)]
struct Places {
    found: BTreeMap<PathBuf, (Found, bool)>,
    /// The real paths of folders.
    real: BTreeMap<PathBuf, PathBuf>,
}

impl Places {
    /// Takes an entry that may be a document, or says what it is.
    fn take(&mut self, entry: &DirEntry) -> Option<(Found, String)> {
        let named = entry.depth() == 0;
        if entry.file_type().is_dir() {
            return None;
        }
        let found = Found { shown: shown(entry.path()), path: entry.path().to_path_buf(), named };
        // What is named is read, or the reader says why not.
        if !named && !entry.file_type().is_file() {
            let kind = entry.metadata().ok().and_then(|found| special(entry.path(), &found));
            return Some((found, format!("it is {}, not a file", kind.unwrap_or("a pipe"))));
        }
        if named || has_document_extension(entry.path()) {
            let (place, is_real) = self.place(entry.path());
            let (known, known_real) =
                self.found.entry(place).or_insert_with(|| (found.clone(), is_real));
            let named = known.named || named;
            if is_real && !*known_real {
                (*known, *known_real) = (found, true);
            }
            known.named = named;
        }
        None
    }

    /// The real path of a file's folder with its name, and whether that is the path itself.
    fn place(&mut self, path: &Path) -> (PathBuf, bool) {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        let real = self
            .real
            .entry(folder.to_path_buf())
            .or_insert_with(|| folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf()));
        let is_real = std::path::absolute(folder).is_ok_and(|folder| folder == *real);
        (real.join(path.file_name().unwrap_or_default()), is_real)
    }
}

/// Gives files that would be shown alike different names: an escaped name may be another one's own.
fn tell_apart(found: &mut [Found]) {
    let mut taken: BTreeSet<String> =
        found.iter().filter(|file| file.path.to_str().is_some()).map(|f| f.shown.clone()).collect();
    for file in found.iter_mut().filter(|file| file.path.to_str().is_none()) {
        let spellings = (2..).map_while(|digits| respelt(&file.path, digits));
        if let Some(free) = spellings.into_iter().find(|name| !taken.contains(name)) {
            file.shown = free;
        }
        taken.insert(file.shown.clone());
    }
}

fn visible(entry: &DirEntry) -> bool {
    entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
}

fn has_document_extension(path: &Path) -> bool {
    path.extension()
        .map(|e| e.to_string_lossy().to_lowercase())
        .is_some_and(|e| EXTENSIONS.contains(&e.as_str()))
}
