//! What the targets stand on: the catalogs and the clean pages beside the one that is made up.

use std::sync::LazyLock;

use flowproof::audit::Input;
use flowproof::catalog::{Catalog, CatalogText, load};
use flowproof::load::{Decoded, decode};

/// The built-in catalog.
static BUILT_IN: LazyLock<Catalog> = LazyLock::new(flowproof::builtin::catalog);

/// The catalog of the invented vendor, with its protocol. Its pages are short, and runs fast.
static ACME: LazyLock<Catalog> =
    LazyLock::new(|| load(acme_files()).map_err(|e| e.errors).expect("a sound catalog"));

/// Clean pages of the invented vendor.
const BESIDE: [(&str, &str); 2] = [
    ("en-US/data-acme-sends-to-hub.md", include_str!("../../cli/pages/en-US.md")),
    ("fr-FR/data-acme-sends-to-hub.md", include_str!("../../cli/pages/fr-FR.md")),
];

/// Where a made-up page may lie; the first are those of the invented vendor.
const PLACES: [&str; 8] = [
    "fr-CA/data-acme-sends-to-hub.md",
    "ja-JP/data-acme-sends-to-hub.md",
    "ru-RU/data-acme-sends-to-hub.md",
    "ar-SA/data-acme-sends-to-hub.md",
    "tr-TR/data-hub-sends-to-acme.md",
    "de-DE/some-page.md",
    "pages/x.md",
    "fr-fr/ref-intune-to-apple.md",
];

/// Files of the invented vendor's catalog.
pub fn acme_files() -> Vec<CatalogText> {
    macro_rules! files {
        ($($folder:literal: $path:literal),* $(,)?) => {
            vec![$(CatalogText {
                path: $path.to_owned(),
                text: include_str!(concat!("../../catalog/", $folder, "/", $path)).to_owned(),
            }),*]
        };
    }
    files![
        "acme": "catalog.yaml",
        "acme": "fields/acme-to-hub/ping.yaml",
        "acme": "fields/acme-to-hub/store.yaml",
        "acme": "fields/hub-to-acme/ping.yaml",
        "acme": "locales/en-US.yaml",
        "acme": "locales/fr-FR.yaml",
        "acme": "vocabulary/categories.yaml",
        "acme": "vocabulary/data-types.yaml",
        "acme": "vocabulary/purposes.yaml",
        "acme": "vocabulary/sensitivity.yaml",
        "acme": "vocabulary/subjects.yaml",
        "acme-protocol": "protocol.yaml",
        "acme-protocol": "protocol/ping.yaml",
        "acme-protocol": "protocol/store.yaml",
        "acme-protocol": "protocol/store-2.yaml",
    ]
}

/// A catalog and the input of a run over a made-up page: its first byte says where it lies. Nothing
/// for bytes that are no text.
pub fn run_of(data: &[u8]) -> Option<(&'static Catalog, Input, &'static str)> {
    let (first, text) = data.split_first()?;
    let path = PLACES[usize::from(*first) % PLACES.len()];
    let page = decode(path, text.to_vec()).ok()?;
    if path.starts_with("fr-fr/") {
        let walked = [path.to_owned()].into();
        return Some((&BUILT_IN, Input { files: vec![page], walked, ..Input::default() }, path));
    }
    let beside =
        BESIDE.iter().filter_map(|(path, text)| decode(path, text.as_bytes().to_vec()).ok());
    let mut files: Vec<Decoded> = beside.collect();
    files.push(page);
    files.sort_by(|a, b| a.file.path().cmp(b.file.path()));
    let walked = files.iter().map(|file| file.file.path().to_owned()).collect();
    Some((&ACME, Input { files, walked, ..Input::default() }, path))
}

/// Reads the catalogs, which the first input would have to wait for.
#[allow(dead_code, reason = "only the runner measures time")]
pub fn warm() {
    LazyLock::force(&BUILT_IN);
    LazyLock::force(&ACME);
}

/// The built-in catalog.
pub fn built_in() -> &'static Catalog {
    &BUILT_IN
}
