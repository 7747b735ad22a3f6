//! What the commands have in common: catalog, files and history into an audit with findings.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::audit::{Audit, Input, Skip, Skipped, assemble};
use crate::catalog::{Catalog, CatalogText, embedded_files, load};
use crate::check::run_checks;
use crate::finding::{Finding, Severity};
use crate::load::{Found, MAX_FILE_BYTES, decode, read_history, walk};
use crate::report::manifest::{self, MANIFEST};

use super::Failure;
use super::args::{Args, InputArgs};
use super::settings::{Level, Settings};

/// Texts of the catalog that the arguments and settings name, and the folder to show.
pub(super) fn catalog_texts(
    args: &Args,
    settings: &Settings,
) -> Result<(Vec<CatalogText>, String), Failure> {
    let Some(dir) = args.catalog.as_deref().or(settings.catalog.as_deref()) else {
        return Ok((embedded_files(), "catalog".to_owned()));
    };
    let texts = texts_below(dir, "point --catalog at a folder that holds catalog.yaml")?;
    Ok((texts, dir.display().to_string()))
}

/// The YAML files of a folder.
pub(super) fn texts_below(dir: &Path, help: &str) -> Result<Vec<CatalogText>, Failure> {
    let shown = dir.display().to_string();
    if !dir.is_dir() {
        return Err(Failure::new(format!("{shown} is not a folder"), help));
    }
    let mut texts = Vec::new();
    for entry in walkdir::WalkDir::new(dir).sort_by_file_name() {
        let entry = entry
            .map_err(|error| Failure::new(format!("cannot read the catalog: {error}"), help))?;
        if entry.file_type().is_file()
            && entry.path().extension().is_some_and(|e| e == "yaml" || e == "yml")
        {
            let text = std::fs::read_to_string(entry.path()).map_err(|error| {
                Failure::new(format!("cannot read {}: {error}", entry.path().display()), help)
            })?;
            let path = entry
                .path()
                .strip_prefix(dir)
                .unwrap_or(entry.path())
                .to_string_lossy()
                .replace('\\', "/");
            texts.push(CatalogText { path, text });
        }
    }
    Ok(texts)
}

/// The catalog, or every fault of its files.
pub(super) fn read_catalog(args: &Args, settings: &Settings) -> Result<Catalog, Failure> {
    let (texts, folder) = catalog_texts(args, settings)?;
    load(texts).map_err(|errors| Failure::Catalog { folder, errors })
}

/// What the arguments name, as read.
pub(super) struct Gathered {
    /// The files, not yet assembled.
    pub(super) input: Input,
    /// Where the candidate files are.
    pub(super) found: Vec<Found>,
    /// Candidate files that are no text.
    unreadable: Vec<Skipped>,
    /// The paths that were looked at, as shown.
    looked: String,
}

/// Reads, assembles and checks everything that the arguments name, whatever was approved.
pub(super) fn audit<'a>(
    catalog: &'a Catalog,
    input: &InputArgs,
    settings: &Settings,
) -> Result<(Audit<'a>, Vec<Finding>), Failure> {
    let audit = assembled(catalog, input, settings)?;
    let findings = configured(run_checks(&audit), settings);
    Ok((audit, findings))
}

/// Reads and assembles everything that the arguments name.
pub(super) fn assembled<'a>(
    catalog: &'a Catalog,
    input: &InputArgs,
    settings: &Settings,
) -> Result<Audit<'a>, Failure> {
    let mut gathered = gather(catalog, input, settings)?;
    let mut audit = assemble(catalog, std::mem::take(&mut gathered.input));
    gathered.complete(&mut audit, input.verbose)?;
    Ok(audit)
}

impl Gathered {
    /// Adds to an audit of these files what could not be read, and says what was passed over.
    pub(super) fn complete(self, audit: &mut Audit<'_>, verbose: bool) -> Result<(), Failure> {
        audit.skipped.extend(self.unreadable);
        audit.skipped.sort();
        report_skipped(audit, verbose)?;
        if !audit.pages.is_empty() {
            return Ok(());
        }
        let (id, looked) = (&audit.catalog.id, self.looked);
        Err(Failure::new(
            format!("nothing to check: no document of the catalog `{id}` in {looked}"),
            "give the paths of the documents, or --catalog DIR if they belong to another catalog; --verbose says \
             why files were passed over",
        ))
    }
}

/// Reads everything that the arguments name.
pub(super) fn gather(
    catalog: &Catalog,
    input: &InputArgs,
    settings: &Settings,
) -> Result<Gathered, Failure> {
    let paths = if !input.paths.is_empty() {
        input.paths.clone()
    } else if !settings.paths.is_empty() {
        settings.paths.clone()
    } else {
        vec![PathBuf::from(".")]
    };
    let own_history = settings.source_history.as_ref().filter(|_| settings.cover(&paths));
    let history_dir = input.source_history.as_ref().or(own_history);
    let history = match history_dir {
        Some(dir) => {
            let stems: Vec<String> =
                catalog.documents.iter().flat_map(|d| d.file_stems.iter().cloned()).collect();
            read_history(dir, &stems).map_err(|error| {
                Failure::new(error.to_string(), "correct the path given with --source-history")
            })?
        }
        None => Vec::new(),
    };
    let mut found = walk(&paths).map_err(|errors| {
        let list = errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        Failure::new(list, "correct or remove the path")
    })?;
    found.retain(|file| file.named || !is_own_report(&file.path));
    let (files, unreadable) = read_files(&found, history_dir.map(PathBuf::as_path))?;
    let disclosures = read_disclosures(&input.disclosure)?;
    let looked = paths.iter().map(|p| p.display().to_string()).collect::<Vec<_>>().join(", ");
    let met = found.iter().filter(|file| !file.named);
    let walked = met.map(|file| file.shown.clone()).collect();
    let input = Input { files, history, disclosures, walked };
    Ok(Gathered { input, found, unreadable, looked })
}

/// Whether a file was written by `report`: the manifest beside it lists it. What one run wrote is no
/// input of the next.
fn is_own_report(path: &Path) -> bool {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return false };
    let manifest = std::fs::read(folder.join(MANIFEST)).ok();
    let manifest = manifest.and_then(|bytes| manifest::read(&bytes).ok());
    let name = name.to_string_lossy();
    manifest.is_some_and(|manifest| manifest.outputs.iter().any(|output| output.path == name))
}

/// Reads the pages to compare with. Whoever names one wants it read: what cannot be is an error.
fn read_disclosures(paths: &[PathBuf]) -> Result<Vec<crate::load::Decoded>, Failure> {
    let read = |path: &PathBuf| {
        let shown = path.display().to_string();
        let help = "correct the path given with --disclosure; it must be a text file";
        let failed = |reason: String| Failure::new(format!("cannot read {shown}: {reason}"), help);
        let bytes = std::fs::read(path).map_err(|error| failed(error.to_string()))?;
        decode(&shown, bytes).map_err(|reason| failed(reason.to_string()))
    };
    paths.iter().map(read).collect()
}

type Files = (Vec<crate::load::Decoded>, Vec<Skipped>);

/// Reads the candidate files. Revisions of the source history are not documents of the run.
fn read_files(found: &[Found], history: Option<&Path>) -> Result<Files, Failure> {
    let history = history.and_then(|dir| dir.canonicalize().ok());
    let mut files = Vec::new();
    let mut skipped = Vec::new();
    for file in found {
        let inside = history
            .as_ref()
            .is_some_and(|dir| file.path.canonicalize().is_ok_and(|p| p.starts_with(dir)));
        if inside && !file.named {
            continue;
        }
        let mut skip = |reason: String| {
            skipped.push(Skipped { path: file.shown.clone(), reason: Skip::Unreadable(reason) })
        };
        let unreadable = |error: std::io::Error| {
            Failure::new(
                format!("cannot read {}: {error}", file.shown),
                "correct the file's permissions or leave it out",
            )
        };
        let size = std::fs::metadata(&file.path).map_err(unreadable)?.len();
        if size > MAX_FILE_BYTES {
            let limit = MAX_FILE_BYTES / 1024 / 1024;
            skip(format!("the file has {size} bytes; files above {limit} MiB are not read"));
            continue;
        }
        match decode(&file.shown, std::fs::read(&file.path).map_err(unreadable)?) {
            Ok(decoded) => files.push(decoded),
            Err(reason) => skip(reason.to_string()),
        }
    }
    Ok((files, skipped))
}

/// Says what was passed over: what cannot be read or checked always, the rest only when asked.
fn report_skipped(audit: &Audit<'_>, verbose: bool) -> Result<(), Failure> {
    let mut err = std::io::stderr().lock();
    for skipped in &audit.skipped {
        let always = matches!(skipped.reason, Skip::Unreadable(_) | Skip::TooManyRows(_));
        if always || verbose {
            writeln!(
                err,
                "{}: {}: passed over: {}",
                if always { "warning" } else { "note" },
                skipped.path,
                skipped.reason
            )?;
        }
    }
    Ok(())
}

/// The findings with the severities of the settings.
pub(super) fn configured(findings: Vec<Finding>, settings: &Settings) -> Vec<Finding> {
    findings
        .into_iter()
        .filter_map(|mut finding| {
            finding.severity = match settings.severity.get(finding.check) {
                Some(Level::Off) => return None,
                Some(Level::Note) => Severity::Note,
                Some(Level::Warning) => Severity::Warning,
                Some(Level::Error) => Severity::Error,
                None => finding.severity,
            };
            Some(finding)
        })
        .collect()
}
