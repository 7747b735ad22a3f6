//! The catalog that is built into the program.

use include_dir::{Dir, include_dir};

use super::CatalogText;

static CATALOG: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/catalog");

/// The files of the built-in catalog, sorted by path.
pub fn embedded_files() -> Vec<CatalogText> {
    let mut files = Vec::new();
    collect(&CATALOG, &mut files);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn collect(dir: &Dir<'_>, out: &mut Vec<CatalogText>) {
    for file in dir.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        if let Some(text) = file.contents_utf8().filter(|_| path.ends_with(".yaml")) {
            out.push(CatalogText { path, text: text.to_owned() });
        }
    }
    for sub in dir.dirs() {
        collect(sub, out);
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_built_in_catalog_is_sound() {
        let catalog = crate::catalog::load(super::embedded_files()).map_err(|e| e.errors).unwrap();
        let rows = |flow: &crate::catalog::Flow| catalog.rows_of_flow(&flow.id).len();
        assert_eq!(catalog.flows.iter().map(rows).collect::<Vec<_>>(), [60, 28]);
        assert_eq!(catalog.fields.len(), 89);
    }

    #[test]
    fn every_path_into_the_protocol_leads_somewhere() {
        let (raw, errors) = crate::catalog::read_files(super::embedded_files());
        assert!(errors.is_empty());
        let dangling = crate::catalog::dangling(&raw);
        let shown: Vec<String> =
            dangling.iter().map(|e| format!("{}: {}", e.path, e.message)).collect();
        assert!(shown.is_empty(), "{shown:#?}");
    }
}
