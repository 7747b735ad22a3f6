//! Compiles the built-in catalog: the files of `catalog/` are read, validated and joined here, so
//! that the program reads no YAML when it starts.
//!
//! The modules of the library that do so are compiled into this script as they are.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[allow(dead_code, unused_imports, reason = "the library uses the rest")]
#[path = "src/catalog/mod.rs"]
mod catalog;
#[allow(dead_code, unused_imports, reason = "the library uses the rest")]
#[path = "src/source/mod.rs"]
mod source;
/// What the catalog needs of texts.
#[allow(dead_code, reason = "the library uses the rest")]
#[path = "src/text/normal_forms.rs"]
mod text;

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("catalog");
    println!("cargo::rerun-if-changed=catalog");
    let mut files = Vec::new();
    collect(&root, &root, &mut files)?;
    let catalog = catalog::load(files).map_err(|faults| {
        let told = faults.errors.iter().map(|e| format!("catalog/{}: {}", e.path, e.message));
        told.collect::<Vec<_>>().join("\n")
    })?;
    let out = PathBuf::from(env::var("OUT_DIR")?).join("catalog.postcard");
    fs::write(out, postcard::to_allocvec(&catalog)?)?;
    Ok(())
}

/// The YAML files of a folder, with their paths below the root.
fn collect(
    root: &Path,
    folder: &Path,
    files: &mut Vec<catalog::CatalogText>,
) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            let below = path.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
            files.push(catalog::CatalogText { path: below, text: fs::read_to_string(&path)? });
        }
    }
    Ok(())
}
