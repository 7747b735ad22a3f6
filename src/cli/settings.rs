//! `.flowproof.yaml`, found upwards from the working folder, and what it sets.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::catalog::{CatalogError, CatalogErrors, CatalogText, parse_yaml};
use crate::check;
use crate::finding::Severity;

use super::Failure;

/// The name that is looked for.
const FILE_NAME: &str = ".flowproof.yaml";

/// The file as written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct SettingsFile {
    #[serde(default)]
    paths: Vec<PathBuf>,
    source_history: Option<PathBuf>,
    catalog: Option<PathBuf>,
    out: Option<PathBuf>,
    benchmark: Option<PathBuf>,
    #[serde(default)]
    csv_bom: bool,
    fail_on: Option<Severity>,
    #[serde(default)]
    severity: BTreeMap<String, Level>,
}

/// Severity of a check as configured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Level {
    /// The check is not run.
    Off,
    /// Its findings are notes.
    Note,
    /// Its findings are warnings.
    Warning,
    /// Its findings are errors.
    Error,
}

/// Validated settings; paths are relative to the working folder.
#[derive(Debug, Default)]
pub(super) struct Settings {
    /// Folder of the settings file.
    pub(super) folder: PathBuf,
    /// What to read when no path is given.
    pub(super) paths: Vec<PathBuf>,
    /// Source revisions.
    pub(super) source_history: Option<PathBuf>,
    /// Catalog folder.
    pub(super) catalog: Option<PathBuf>,
    /// Report folder.
    pub(super) out: Option<PathBuf>,
    /// Results of the benchmark.
    pub(super) benchmark: Option<PathBuf>,
    /// Whether CSV files start with a byte order mark.
    pub(super) csv_bom: bool,
    /// Least severity that makes `check` fail.
    pub(super) fail_on: Option<Severity>,
    /// Severity by check id.
    pub(super) severity: BTreeMap<String, Level>,
}

impl Settings {
    /// Whether the settings were made for these paths: they lie below `paths` or, where there is
    /// none, below the folder of the settings file. The source history of one set of documents
    /// says nothing of another.
    pub(super) fn cover(&self, paths: &[PathBuf]) -> bool {
        let real = |path: &PathBuf| path.canonicalize().unwrap_or_else(|_| path.clone());
        let folder = [self.folder.clone()];
        let own = if self.paths.is_empty() { &folder[..] } else { &self.paths[..] };
        let own: Vec<PathBuf> = own.iter().map(real).collect();
        paths.iter().map(real).all(|path| own.iter().any(|folder| path.starts_with(folder)))
    }
}

/// Reads the settings: from `explicit`, or from the nearest `.flowproof.yaml`, or the defaults.
pub(super) fn read(explicit: Option<&Path>) -> Result<Settings, Failure> {
    let path = match explicit {
        Some(path) => path.to_path_buf(),
        None => match find_upwards() {
            Some(path) => path,
            None => return Ok(Settings::default()),
        },
    };
    let text = std::fs::read_to_string(&path).map_err(|error| {
        Failure::new(
            format!("cannot read {}: {error}", path.display()),
            "correct the path given with --config",
        )
    })?;
    let shown = path.display().to_string();
    let fault = |range, message: String, help: String| Failure::Catalog {
        folder: String::new(),
        errors: CatalogErrors {
            errors: vec![CatalogError { path: shown.clone(), range, message, help }],
            files: vec![CatalogText { path: shown.clone(), text: text.clone() }],
        },
    };
    let file: SettingsFile =
        if text.lines().all(|l| l.trim().is_empty() || l.trim_start().starts_with('#')) {
            SettingsFile::default()
        } else {
            parse_yaml(&text).map_err(|(range, message)| {
                let keys =
                    "paths, source_history, catalog, out, benchmark, csv_bom, fail_on, severity";
                fault(range, message, format!("the keys are {keys}"))
            })?
        };
    for id in file.severity.keys() {
        if check::by_id(id).is_none() {
            let at = text.find(id.as_str()).unwrap_or(0);
            let help = "`flowproof explain` lists the checks".to_owned();
            return Err(fault(at..at + id.len(), format!("there is no check `{id}`"), help));
        }
    }
    let base = path.parent().map(Path::to_path_buf).unwrap_or_default();
    let join = |path: PathBuf| if base.as_os_str().is_empty() { path } else { base.join(path) };
    let folder = if base.as_os_str().is_empty() { PathBuf::from(".") } else { base.clone() };
    Ok(Settings {
        folder,
        paths: file.paths.into_iter().map(join).collect(),
        source_history: file.source_history.map(join),
        catalog: file.catalog.map(join),
        out: file.out.map(join),
        benchmark: file.benchmark.map(join),
        csv_bom: file.csv_bom,
        fail_on: file.fail_on,
        severity: file.severity,
    })
}

/// The nearest settings file, as a path relative to the working folder where it is in it.
fn find_upwards() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    if here.join(FILE_NAME).is_file() {
        return Some(PathBuf::from(FILE_NAME));
    }
    here.ancestors().skip(1).map(|folder| folder.join(FILE_NAME)).find(|path| path.is_file())
}
