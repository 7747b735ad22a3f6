//! Paths as the lock and the settings mean them: where they lead, and the way from one to another.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use crate::approvals::Lock;
use crate::audit::Page;
use crate::load::place;

/// The folder of a lock file.
pub(super) fn folder_of(lock: &Path) -> &Path {
    lock.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Path of a page from the folder of the lock, wherever the program is run.
pub(super) fn document(lock: &Path, page: &Page) -> String {
    relative(&real(folder_of(lock)), &real(&place(&page.path)))
}

/// Where a path leads, as long as it leads anywhere.
pub(super) fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}

/// Where the documents of a lock are, with the names that it has for them.
pub(super) fn places(lock: &Lock, path: &Path) -> BTreeMap<PathBuf, String> {
    let folder = real(folder_of(path));
    let place = |document: &str| {
        let mut place = folder.clone();
        for part in Path::new(document).components() {
            match part {
                Component::ParentDir => drop(place.pop()),
                part => place.push(part),
            }
        }
        place
    };
    lock.documents().into_iter().map(|document| (place(document), document.to_owned())).collect()
}

/// The way from a folder to a file, with `/` separators.
fn relative(folder: &Path, file: &Path) -> String {
    let (from, to): (Vec<Component<'_>>, Vec<Component<'_>>) =
        (folder.components().collect(), file.components().collect());
    let same = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..".to_owned(), from.len() - same);
    let down = to[same..].iter().map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_from_the_lock_to_the_page() {
        let way = |folder, file| relative(Path::new(folder), Path::new(file));
        assert_eq!(way("/a/b", "/a/b/fr/x.md"), "fr/x.md");
        assert_eq!(way("/a/b", "/a/c/x.md"), "../c/x.md");
        assert_eq!(way("/", "/x.md"), "x.md");
    }
}
