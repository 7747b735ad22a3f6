//! `.flowproof.yaml`, found upwards from the working folder, and what it sets.

mod file;

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::catalog::located::Located;
use crate::catalog::{CatalogError, CatalogErrors, CatalogText, parse_yaml};
use crate::check;

use super::args::FailOn;
use super::explain;
use super::failure::Failure;
use super::find_upwards::{nearest, read_text};
use super::paths::real;
use super::policy::Levels;
use file::{SettingsFile, help_for};

/// The name that is looked for.
const FILE_NAME: &str = ".flowproof.yaml";

/// A path that the settings give.
#[derive(Debug, Clone)]
pub(super) struct SetPath {
    /// The path, from the working folder.
    pub(super) path: PathBuf,
    /// Its key.
    key: &'static str,
    /// Where it is written.
    range: Range<usize>,
    /// The settings file.
    file: Rc<CatalogText>,
}

/// Validated settings; paths are relative to the working folder.
#[derive(Debug, Default)]
pub(super) struct Settings {
    /// Folder of the settings file; empty without one.
    pub(super) folder: PathBuf,
    /// What to read when no path is given.
    pub(super) paths: Vec<SetPath>,
    /// Source revisions.
    pub(super) source_history: Option<SetPath>,
    /// Catalog folder.
    pub(super) catalog: Option<SetPath>,
    /// Report folder.
    pub(super) out: Option<SetPath>,
    /// Results of the benchmark.
    pub(super) benchmark: Option<SetPath>,
    /// Whether CSV files start with a byte order mark.
    pub(super) csv_bom: bool,
    /// Least severity that makes `check` fail.
    pub(super) fail_on: Option<FailOn>,
    /// Severity by check id.
    pub(super) severity: Levels,
}

impl Settings {
    /// Whether the settings were made for these paths: they lie below `paths` or, where there is
    /// none, below the folder of the settings file. The source history of one set of documents
    /// says nothing of another.
    pub(super) fn cover<'p>(&self, mut paths: impl Iterator<Item = &'p Path>) -> bool {
        let mut own: Vec<PathBuf> = self.paths.iter().map(|set| real(&set.path)).collect();
        if own.is_empty() {
            own.push(real(&self.folder));
        }
        paths.all(|path| own.iter().any(|folder| real(path).starts_with(folder)))
    }
}

impl SetPath {
    /// What is wrong with it, told where it is written.
    pub(super) fn fault(&self, message: &str) -> Failure {
        let file = CatalogText::clone(&self.file);
        let help = format!("correct the path, which is meant from the folder of {}", file.path);
        fault(file, self.range.clone(), format!("`{}`: {message}", self.key), help)
    }
}

fn fault(file: CatalogText, range: Range<usize>, message: String, help: String) -> Failure {
    let error = CatalogError { path: file.path.clone(), range, message, help };
    let errors = CatalogErrors { errors: vec![error], files: vec![file] };
    Failure::Catalog { folder: String::new(), errors }
}

/// Reads the settings: from `explicit`, or from the nearest `.flowproof.yaml`, or the defaults.
pub(super) fn read(explicit: Option<&Path>) -> Result<Settings, Failure> {
    let Some(path) = explicit.map(Path::to_path_buf).or_else(|| nearest(FILE_NAME)) else {
        return Ok(Settings::default());
    };
    let help = if explicit.is_some() {
        "correct the path given with --config"
    } else {
        "make it a file that can be read, or give another one with --config"
    };
    let text = read_text(&path, help)?;
    let shown = CatalogText { path: path.display().to_string(), text };
    let file = parse(&shown)?;
    let base = path.parent().map(Path::to_path_buf).unwrap_or_default();
    let here = base.as_os_str().is_empty();
    let shown = Rc::new(shown);
    let set = |key, path: PathBuf, range| SetPath {
        path: base.join(path),
        key,
        range,
        file: shown.clone(),
    };
    let one = |key, path: Option<Located<PathBuf>>| {
        path.map(|path| set(key, (*path).clone(), path.range()))
    };
    Ok(Settings {
        folder: if here { PathBuf::from(".") } else { base.clone() },
        paths: file.paths().into_iter().map(|(path, range)| set("paths", path, range)).collect(),
        source_history: one("source_history", file.source_history),
        catalog: one("catalog", file.catalog),
        out: one("out", file.out),
        benchmark: one("benchmark", file.benchmark),
        csv_bom: file.csv_bom,
        fail_on: file.fail_on,
        severity: file.severity.into_iter().map(|(id, level)| (id.into_inner(), level)).collect(),
    })
}

/// The file, or where it is at fault.
fn parse(shown: &CatalogText) -> Result<SettingsFile, Failure> {
    let text = &shown.text;
    if text.lines().all(|l| l.trim().is_empty() || l.trim_start().starts_with('#')) {
        return Ok(SettingsFile::default());
    }
    let file: SettingsFile = parse_yaml(text).map_err(|(range, message)| {
        let help = help_for(text, range.start, &message);
        fault(shown.clone(), range, message, help)
    })?;
    match file.severity.keys().find(|id| check::by_id(id).is_none()) {
        None => Ok(file),
        Some(id) => {
            let message = format!("there is no check `{id}`");
            Err(fault(shown.clone(), id.range(), message, explain::suggestion(id)))
        }
    }
}
