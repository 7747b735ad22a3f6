//! Finds the sources that the rules name in the folders that the user names, and reads their
//! files.

use std::path::{Path, PathBuf};

use crate::catalog::model::ImportSource;
use crate::load::{self, MAX_FILE_BYTES, ReadError};
use crate::protocol::import::SourceFile;

use super::super::failure::Failure;

/// A source and its folder.
pub(super) struct Found<'r> {
    pub(super) source: &'r ImportSource,
    pub(super) folder: PathBuf,
}

/// The sources that are in the folders: a folder is a source, or holds it as a direct child.
pub(super) fn find<'r>(
    sources: &'r [ImportSource],
    folders: &[PathBuf],
) -> Result<Vec<Found<'r>>, Failure> {
    let mut candidates: Vec<PathBuf> = Vec::new();
    for folder in folders {
        candidates.push(folder.clone());
        candidates.extend(children(folder)?);
    }
    let mut found = Vec::new();
    for source in sources {
        let mut own: Vec<&PathBuf> = Vec::new();
        for folder in candidates.iter().filter(|folder| folder.join(&source.probe).exists()) {
            if !own.iter().any(|other| same(other, folder)) {
                own.push(folder);
            }
        }
        match own.as_slice() {
            [] => {}
            [folder] => found.push(Found { source, folder: (*folder).clone() }),
            [one, other, ..] => {
                return Err(Failure::new(
                    format!(
                        "{} and {} both hold `{}`, the mark of source `{}`",
                        one.display(),
                        other.display(),
                        source.probe,
                        *source.id
                    ),
                    "give the folder that is meant",
                ));
            }
        }
    }
    Ok(found)
}

fn children(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let failed = |error: std::io::Error| {
        let message = format!("cannot read {}: {error}", folder.display());
        Failure::new(message, "give a folder of a source, or one that holds such folders")
    };
    let mut children = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_dir() {
            children.push(path);
        }
    }
    children.sort();
    Ok(children)
}

fn same(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

/// Every file below a source, sorted. What is not a readable text says why.
pub(super) fn read(folder: &Path) -> Result<Vec<SourceFile>, Failure> {
    let mut files = Vec::new();
    let walk = walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || entry.file_name() != ".git");
    for entry in walk {
        let entry = entry.map_err(|error| {
            let message = format!("cannot read {}: {error}", folder.display());
            Failure::new(message, "correct the permissions of the folder")
        })?;
        if entry.file_type().is_dir() {
            continue;
        }
        let path = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let path = path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
        let text = if entry.file_type().is_file() {
            read_text(entry.path())
        } else {
            Err("it is a link or no ordinary file".to_owned())
        };
        files.push(SourceFile { path, text });
    }
    Ok(files)
}

fn read_text(path: &Path) -> Result<String, String> {
    load::read_text(path, MAX_FILE_BYTES).map_err(|error| match error {
        ReadError::System(_) => format!("it cannot be read: {error}"),
        error => error.to_string(),
    })
}
