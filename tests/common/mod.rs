//! What the integration tests share: where the documents are, and how a run is started.

#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(clippy::print_stdout, reason = "a test says what it measured or skipped")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use flowproof::catalog::Catalog;

/// The root of the project.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The bundled sample documents.
pub fn sample() -> PathBuf {
    root().join("tests/corpus")
}

/// The real corpus, if it is at hand. In CI (`FLOWPROOF_CORPUS=required`) it must be; elsewhere
/// its tests are skipped with one printed line.
pub fn corpus() -> Option<PathBuf> {
    let path = root().join("../shared/corpus");
    if path.is_dir() {
        return path.canonicalize().ok();
    }
    let required = std::env::var("FLOWPROOF_CORPUS").is_ok_and(|value| value == "required");
    assert!(!required, "the real corpus is missing at {}", path.display());
    println!("skipped: the real corpus is not at {}", path.display());
    None
}

/// The built-in catalog.
pub fn catalog() -> Catalog {
    flowproof::builtin::catalog()
}

/// A copy of the invented vendor's catalog together with its protocol.
pub fn acme_with_protocol() -> tempfile::TempDir {
    let copy = tempfile::tempdir().expect("a folder");
    for part in ["acme", "acme-protocol"] {
        let from = root().join("tests/catalog").join(part);
        for (path, text) in files_below(&from, &["yaml"]) {
            let below = Path::new(&path).strip_prefix(&from).expect("below").to_owned();
            let file = copy.path().join(below);
            std::fs::create_dir_all(file.parent().expect("a folder")).expect("made");
            std::fs::write(file, text).expect("written");
        }
    }
    copy
}

/// Path and text of every file below a folder with one of the extensions, sorted.
pub fn files_below(folder: &Path, extensions: &[&str]) -> Vec<(String, String)> {
    walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .map(|entry| entry.expect("a readable folder"))
        .filter(|entry| {
            entry.path().extension().is_some_and(|e| extensions.iter().any(|x| e == *x))
        })
        .map(|entry| {
            let text = std::fs::read_to_string(entry.path()).expect("a readable file");
            (entry.path().display().to_string(), text)
        })
        .collect()
}

/// Runs the built program in `folder`.
pub fn flowproof(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_flowproof"))
        .current_dir(folder)
        .args(args)
        .env_remove("NO_COLOR")
        .output()
        .expect("the program starts")
}

/// Standard output as text.
pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

/// Standard error as text.
pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}
