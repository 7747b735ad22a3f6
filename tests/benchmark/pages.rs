//! The pages that are changed: the bundled sample, and the real pages where they are at hand.

use std::path::{Path, PathBuf};

use flowproof::audit::{Audit, Input, assemble};
use flowproof::catalog::Catalog;
use flowproof::load::{Revision, decode, read_history};

/// Languages whose pages may be looked at while checks are tuned.
pub const DEVELOPMENT: [&str; 5] = ["cs", "de", "es", "fr", "it"];

/// The real pages, checked with a catalog that knows no language but that of the source.
pub const UNLISTED: &str = "unlisted";

/// Pages that are checked together.
#[derive(Clone)]
pub struct Set {
    /// Name in the results.
    pub name: &'static str,
    /// Path as shown and text of each file.
    pub files: Vec<(String, String)>,
    /// Revisions of the source pages.
    pub history: Vec<Revision>,
    /// Other translations of the same pages, for the renderings in them.
    pub renderings: Vec<(String, String)>,
}

impl Set {
    /// The sample that is part of the project.
    pub fn sample(catalog: &Catalog) -> std::io::Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folder = root.join("tests/corpus");
        let mut files = read(&folder, "sample")?;
        files.retain(|(path, _)| !path.contains("/history/") && path.ends_with(".md"));
        files.retain(|(path, _)| path.matches('/').count() == 2);
        let stems: Vec<String> =
            catalog.documents.iter().flat_map(|d| d.file_stems.iter().cloned()).collect();
        let mut history = read_history(&folder.join("history"), &stems)
            .map_err(|error| std::io::Error::other(error.to_string()))?;
        for revision in &mut history {
            let name = revision.shown.rsplit('/').next().unwrap_or_default();
            revision.shown = format!("history/{}/{name}", revision.stem);
        }
        Ok(Set { name: "sample", files, history, renderings: Vec::new() })
    }

    /// The real pages below a folder; nothing if it is not there.
    pub fn docs(folder: &Path) -> std::io::Result<Option<Self>> {
        if !folder.is_dir() {
            return Ok(None);
        }
        let mut files = read(folder, "docs")?;
        files.retain(|(path, _)| path.ends_with(".md"));
        let seeds = folder.join("../seeds");
        let renderings = if seeds.is_dir() { read(&seeds, "seeds")? } else { Vec::new() };
        Ok(Some(Set { name: "docs", files, history: Vec::new(), renderings }))
    }

    /// Where the real pages are unless an option says otherwise.
    pub fn default_docs() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/docs")
    }

    /// The audit of all files, some of them with another text.
    pub fn assemble<'c>(&self, catalog: &'c Catalog, changed: &[(usize, String)]) -> Audit<'c> {
        self.assemble_some(catalog, |_| true, changed)
    }

    /// The audit of some of the files.
    pub fn assemble_some<'c>(
        &self,
        catalog: &'c Catalog,
        keep: impl Fn(usize) -> bool,
        changed: &[(usize, String)],
    ) -> Audit<'c> {
        let files = self.files.iter().enumerate().filter(|(index, _)| keep(*index)).map(
            |(index, (path, text))| {
                let text = changed.iter().find(|(at, _)| *at == index).map_or(text, |(_, t)| t);
                decode(path, text.clone().into_bytes()).expect("a page is text")
            },
        );
        let input =
            Input { files: files.collect(), history: self.history.clone(), ..Input::default() };
        assemble(catalog, input)
    }

    /// The other translations, assembled.
    pub fn assemble_renderings<'c>(&self, catalog: &'c Catalog) -> Audit<'c> {
        let files = self
            .renderings
            .iter()
            .filter_map(|(path, text)| decode(path, text.clone().into_bytes()).ok())
            .collect();
        assemble(catalog, Input { files, ..Input::default() })
    }

    /// Index of a file by its path.
    pub fn index(&self, path: &str) -> usize {
        self.files.iter().position(|(p, _)| p == path).expect("a file of the set")
    }
}

/// Which results a page counts to.
pub fn group(set: &Set, locale: &str) -> &'static str {
    match set.name {
        "sample" | UNLISTED => set.name,
        _ if DEVELOPMENT.iter().any(|language| locale.starts_with(language)) => "dev",
        _ => "held-out",
    }
}

/// The text files below a folder, named from `shown`, sorted.
fn read(folder: &Path, shown: &str) -> std::io::Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry?;
        let text = entry.path().extension().is_some_and(|e| e == "md" || e == "txt");
        if !entry.file_type().is_file() || !text {
            continue;
        }
        let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let path = format!("{shown}/{}", below.to_string_lossy().replace('\\', "/"));
        files.push((path, std::fs::read_to_string(entry.path())?));
    }
    Ok(files)
}
