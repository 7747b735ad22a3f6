//! A temporary folder with documents of the invented vendor (`tests/catalog/acme`).

use std::path::{Path, PathBuf};
use std::process::Output;

use crate::common;

/// The source page, clean.
pub const ENGLISH: &str = include_str!("pages/en-US.md");
/// Its translation, clean.
pub const FRENCH: &str = include_str!("pages/fr-FR.md");
/// Where the source page is.
pub const ENGLISH_PATH: &str = "en-US/data-acme-sends-to-hub.md";
/// Where its translation is.
pub const FRENCH_PATH: &str = "fr-FR/data-acme-sends-to-hub.md";

/// A folder that goes away with the test.
pub struct Folder {
    folder: tempfile::TempDir,
}

impl Folder {
    /// An empty folder.
    pub fn empty() -> Self {
        Folder { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// Both pages, clean.
    pub fn clean() -> Self {
        Folder::with_french(FRENCH)
    }

    /// The clean source page and a translation.
    pub fn with_french(french: &str) -> Self {
        let folder = Folder::empty();
        folder.write(ENGLISH_PATH, ENGLISH);
        folder.write(FRENCH_PATH, french);
        folder
    }

    /// A translation with an error (the key `Topic` translated), a warning (the case of `lampId`)
    /// and a note (`UUID` lost).
    pub fn faulty() -> Self {
        Folder::with_french(&faulty_french())
    }

    /// A copy of the invented vendor's catalog, in `catalog`.
    pub fn with_catalog() -> Self {
        let folder = Folder::empty();
        folder.copy_of_tests("acme");
        folder
    }

    /// The same with facts of the vendor's protocol.
    pub fn with_protocol() -> Self {
        let folder = Folder::with_catalog();
        folder.copy_of_tests("acme-protocol");
        folder
    }

    fn copy_of_tests(&self, name: &str) {
        let source = common::root().join("tests/catalog").join(name);
        self.copy(source, "catalog");
    }

    /// Copies the YAML files of a folder into another; relative paths lie below this one.
    pub fn copy(&self, from: impl AsRef<Path>, to: &str) {
        let source = self.path().join(from);
        for (path, text) in common::files_below(&source, &["yaml"]) {
            let below = Path::new(&path).strip_prefix(&source).expect("below the catalog");
            self.write(Path::new(to).join(below), text);
        }
    }

    /// The path of the folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file, and the folders that it needs.
    pub fn write(&self, path: impl AsRef<Path>, content: impl AsRef<[u8]>) {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, content).expect("a writable file");
    }

    /// Reads a file.
    pub fn read(&self, path: impl AsRef<Path>) -> Vec<u8> {
        std::fs::read(self.path().join(path)).expect("a readable file")
    }

    /// Replaces the first occurrence of a text in a file.
    pub fn replace(&self, path: &str, from: &str, to: &str) {
        let text = String::from_utf8(self.read(path)).expect("UTF-8");
        assert!(text.contains(from), "{path} lacks {from}");
        self.write(path, text.replacen(from, to, 1));
    }

    /// Runs the program here with the invented vendor's catalog.
    pub fn acme(&self, args: &[&str]) -> Output {
        let catalog = acme_catalog();
        let catalog = catalog.to_str().expect("UTF-8");
        self.run(&[args, &["--catalog", catalog]].concat())
    }

    /// Runs the program here.
    pub fn run(&self, args: &[&str]) -> Output {
        common::flowproof(self.path(), args)
    }
}

/// The folder of the invented vendor's catalog.
pub fn acme_catalog() -> PathBuf {
    common::root().join("tests/catalog/acme")
}

/// See [`Folder::faulty`].
pub fn faulty_french() -> String {
    FRENCH.replacen("Hello | Topic", "Hello | Rubrique", 1).replacen(
        "lampId | L’UUID qui",
        "LampID | L’identifiant qui",
        1,
    )
}
