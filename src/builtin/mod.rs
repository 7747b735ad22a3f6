//! The catalog that is built into the program.
//!
//! `build.rs` reads, validates and joins the files of `catalog/` when the program is built, and
//! leaves the joined catalog as bytes. At run time no YAML is read; the files themselves are kept
//! as evidence that findings point into.

use include_dir::{Dir, include_dir};

use crate::catalog::{Catalog, CatalogText};

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/catalog");

/// The joined catalog in the format of `postcard`, without its files.
static COMPILED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/catalog.postcard"));

/// The built-in catalog.
///
/// # Panics
/// Never: the bytes are those that `build.rs` wrote for the same types.
pub fn catalog() -> Catalog {
    let mut catalog: Catalog =
        postcard::from_bytes(COMPILED).expect("the bytes that build.rs has written");
    catalog.files = texts().into_iter().map(|(path, text)| (path, text.into())).collect();
    catalog
}

/// The files of the built-in catalog, sorted by path.
pub fn files() -> Vec<CatalogText> {
    let owned = |(path, text): (String, &str)| CatalogText { path, text: text.to_owned() };
    texts().into_iter().map(owned).collect()
}

fn texts() -> Vec<(String, &'static str)> {
    let mut texts = Vec::new();
    collect(&FILES, &mut texts);
    texts.sort_by(|a, b| a.0.cmp(&b.0));
    texts
}

fn collect(dir: &Dir<'static>, out: &mut Vec<(String, &'static str)>) {
    for file in dir.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        if let Some(text) = file.contents_utf8().filter(|_| path.ends_with(".yaml")) {
            out.push((path, text));
        }
    }
    for sub in dir.dirs() {
        collect(sub, out);
    }
}

#[cfg(test)]
mod tests;
