//! The files of a catalog: the built-in one, or those below a folder.

use std::path::Path;

use crate::builtin;
use crate::catalog::{Catalog, CatalogText, load};
use crate::load::{MAX_FILE_BYTES, read_text};

use super::failure::Failure;
use super::options::Given;

/// What to do about a folder that is none of a catalog.
const HELP: &str = "point --catalog at a folder that holds catalog.yaml";

/// Texts of the catalog that is asked for, and the folder to show.
pub(super) fn texts(given: Option<&Given>) -> Result<(Vec<CatalogText>, String), Failure> {
    let Some(given) = given else { return Ok((builtin::files(), "catalog".to_owned())) };
    let shown = given.path.display().to_string();
    if !given.path.is_dir() {
        return Err(given.fault(&format!("{shown} is not a folder"), HELP));
    }
    Ok((texts_below(&given.path, HELP)?, shown))
}

/// The YAML files of a folder.
pub(super) fn texts_below(dir: &Path, help: &str) -> Result<Vec<CatalogText>, Failure> {
    let shown = dir.display().to_string();
    if !dir.is_dir() {
        return Err(Failure::new(format!("{shown} is not a folder"), help));
    }
    let mut texts = Vec::new();
    let mut size = 0;
    // Links are followed: a file of the catalog may be kept elsewhere.
    for entry in walkdir::WalkDir::new(dir).follow_links(true).sort_by_file_name() {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(dir).display();
            let message = match error.loop_ancestor() {
                Some(folder) => format!("{path} leads back to {}", folder.display()),
                None => format!("cannot read {path}: {error}"),
            };
            Failure::new(message, "correct the link, or remove it from the catalog")
        })?;
        if !entry.file_type().is_dir()
            && entry.path().extension().is_some_and(|e| e == "yaml" || e == "yml")
        {
            let failed = |reason: &dyn std::fmt::Display| {
                Failure::new(format!("cannot read {}: {reason}", entry.path().display()), help)
            };
            let text = read_text(entry.path(), MAX_FILE_BYTES).map_err(|e| failed(&e))?;
            size += text.len() as u64;
            if size > MAX_FILE_BYTES {
                let limit = MAX_FILE_BYTES / 1024 / 1024;
                return Err(failed(&format!("the catalog has more than {limit} MiB")));
            }
            let path = entry
                .path()
                .strip_prefix(dir)
                .unwrap_or(entry.path())
                .to_string_lossy()
                .replace(std::path::MAIN_SEPARATOR, "/");
            texts.push(CatalogText { path, text });
        }
    }
    Ok(texts)
}

/// The catalog, or every fault of its files.
pub(super) fn read(given: Option<&Given>) -> Result<Catalog, Failure> {
    if given.is_none() {
        return Ok(builtin::catalog());
    }
    let (texts, folder) = texts(given)?;
    load(texts).map_err(|errors| Failure::Catalog { folder, errors })
}
