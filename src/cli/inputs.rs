//! What the commands have in common: catalog, files and history into an audit with findings.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::approvals::Comparison;
use crate::audit::{Audit, Input, Skipped, Unread, assemble};
use crate::builtin;
use crate::catalog::{Catalog, CatalogText};
use crate::check::run_some_checks;
use crate::finding::{Finding, Severity};
use crate::load::{
    self, Decoded, Found, MAX_FILE_BYTES, MAX_REPORT_BYTES, Walked, decode, read_history, refusal,
    salvage, walk,
};
use crate::report::manifest::{self, MANIFEST, sha256_of};
use crate::report::{DATA, TEXTS, one_line};
use crate::threads;

use super::args::{Args, InputArgs};
use super::out;
use super::settings::{Level, Settings};
use super::unchecked::{self, Listed};
use super::{Failure, missing_word_lists};

/// The folder of the catalog that the arguments or settings name; nothing for the built-in one.
fn catalog_folder<'a>(args: &'a Args, settings: &'a Settings) -> Result<Option<&'a Path>, Failure> {
    match (&args.catalog, &settings.catalog) {
        (Some(dir), _) => Ok(Some(dir)),
        (None, Some(set)) if set.path.is_dir() => Ok(Some(&set.path)),
        (None, Some(set)) => {
            let message = format!("{} is not a folder", set.path.display());
            Err(settings.fault(set, &message))
        }
        (None, None) => Ok(None),
    }
}

/// Texts of the catalog that the arguments and settings name, and the folder to show.
pub(super) fn catalog_texts(
    args: &Args,
    settings: &Settings,
) -> Result<(Vec<CatalogText>, String), Failure> {
    let Some(dir) = catalog_folder(args, settings)? else {
        return Ok((builtin::files(), "catalog".to_owned()));
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
            let text = load::read_text(entry.path(), MAX_FILE_BYTES).map_err(|e| failed(&e))?;
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
pub(super) fn read_catalog(args: &Args, settings: &Settings) -> Result<Catalog, Failure> {
    if catalog_folder(args, settings)?.is_none() {
        return Ok(builtin::catalog());
    }
    let (texts, folder) = catalog_texts(args, settings)?;
    crate::catalog::load(texts).map_err(|errors| Failure::Catalog { folder, errors })
}

/// What the arguments name, as read.
pub(super) struct Gathered {
    /// The files, not yet assembled.
    pub(super) input: Input,
    /// What is to be said of them later.
    pub(super) reading: Reading,
}

/// Which files were read, and from where.
pub(super) struct Reading {
    /// Where the candidate files are.
    pub(super) found: Vec<Found>,
    /// The paths that were looked at.
    pub(super) roots: Vec<PathBuf>,
}

/// The facts of a run, and what it read.
pub(super) struct Run<'a> {
    /// The facts.
    pub(super) audit: Audit<'a>,
    /// What was read.
    pub(super) reading: Reading,
    /// Files that should have been checked and were not.
    pub(super) missed: Vec<Skipped>,
}

/// Reads and assembles everything that the arguments name.
pub(super) fn run<'a>(
    args: &Args,
    catalog: &'a Catalog,
    input: &InputArgs,
    settings: &Settings,
    listed: &Listed<'_>,
) -> Result<Run<'a>, Failure> {
    let Gathered { input: files, reading } = gather(catalog, input, settings)?;
    let audit = assemble(catalog, files);
    let missed = reading.complete(args, &audit, input.verbose, listed)?;
    Ok(Run { audit, reading, missed })
}

impl Reading {
    /// Says what was passed over, and returns what should not have been.
    pub(super) fn complete(
        &self,
        args: &Args,
        audit: &Audit<'_>,
        verbose: bool,
        listed: &Listed<'_>,
    ) -> Result<Vec<Skipped>, Failure> {
        let missed = unchecked::missed(audit, &self.found, listed);
        report_skipped(audit, &missed, verbose)?;
        if verbose {
            missing_word_lists::report(audit)?;
        }
        if !audit.pages.is_empty() {
            return Ok(missed);
        }
        unchecked::tell(args, &missed, ExitCode::SUCCESS)?;
        let looked: Vec<String> = self.roots.iter().map(|p| p.display().to_string()).collect();
        let (id, looked) = (&audit.catalog.id, looked.join(", "));
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
    let roots = roots(input, settings)?;
    let own_history = settings.source_history.as_ref().filter(|_| settings.cover(&roots));
    let history_dir = input.source_history.as_ref().or(own_history.map(|set| &set.path));
    let history = match history_dir {
        Some(dir) => {
            let stems: Vec<String> =
                catalog.documents.iter().flat_map(|d| d.file_stems.iter().cloned()).collect();
            read_history(dir, &stems).map_err(|error| match own_history {
                Some(set) if input.source_history.is_none() => {
                    settings.fault(set, &error.to_string())
                }
                _ => {
                    Failure::new(error.to_string(), "correct the path given with --source-history")
                }
            })?
        }
        None => Vec::new(),
    };
    let Walked { mut found, unread: unwalked } = walk(&roots);
    leave_out_reports(&mut found, input.verbose)?;
    leave_out_history(&mut found, history_dir.map(PathBuf::as_path));
    let (files, mut unread) = read_files(&found);
    for (file, reason) in unwalked {
        let reason = format!("it cannot be read: {reason}");
        unread.push(Unread { path: file.shown.clone(), reason, text: None });
        found.push(file);
    }
    let disclosures = read_disclosures(&input.disclosure)?;
    let met = found.iter().filter(|file| !file.named);
    let walked = met.map(|file| file.shown.clone()).collect();
    let input = Input { files, unread, history, disclosures, walked };
    Ok(Gathered { input, reading: Reading { found, roots } })
}

/// The paths to read: those of the arguments, of the settings, or the working folder.
fn roots(input: &InputArgs, settings: &Settings) -> Result<Vec<PathBuf>, Failure> {
    if !input.paths.is_empty() {
        return Ok(input.paths.clone());
    }
    if let Some(missing) = settings.paths.iter().find(|set| !set.path.exists()) {
        let message = format!("there is no {}", missing.path.display());
        return Err(settings.fault(missing, &message));
    }
    let roots: Vec<PathBuf> = settings.paths.iter().map(|set| set.path.clone()).collect();
    Ok(if roots.is_empty() { vec![PathBuf::from(".")] } else { roots })
}

/// Leaves out the texts that `report` wrote: what one run wrote is no input of the next. A manifest
/// alone proves nothing, since anybody can write one: the file must have the name of such a text,
/// and the reports that every run writes must stand beside it, all with the bytes that the manifest
/// says. Any other file that a manifest claims is looked at, and the claim is told.
fn leave_out_reports(found: &mut Vec<Found>, verbose: bool) -> Result<(), Failure> {
    let mut written: BTreeMap<PathBuf, Outputs> = BTreeMap::new();
    let (mut own, mut claimed) = (Vec::new(), Vec::new());
    found.retain(|file| {
        let (Some(folder), Some(name)) = (file.path.parent(), file.path.file_name()) else {
            return true;
        };
        let outputs = written.entry(folder.to_owned()).or_insert_with(|| Outputs::of(folder));
        let Some(hash) = name.to_str().and_then(|name| outputs.files.get(name)) else {
            return true;
        };
        let text = outputs.whole && TEXTS.iter().any(|text| name == *text);
        let is_report = text && !file.named && is_as_written(&file.path, hash);
        (if is_report { &mut own } else { &mut claimed }).push(file.shown.clone());
        !is_report
    });
    let mut err = out::stderr();
    for path in own.iter().filter(|_| verbose) {
        let path = one_line(path);
        writeln!(err, "note: {path}: passed over: written by `flowproof report`")?;
    }
    for path in claimed {
        let path = one_line(&path);
        writeln!(
            err,
            "warning: {path}: {MANIFEST} beside it calls it a report, which it is not, or not any \
             more: looked at"
        )?;
    }
    Ok(())
}

/// What the manifest of a folder says was written there.
#[derive(Default)]
struct Outputs {
    /// Hashes by name.
    files: BTreeMap<String, String>,
    /// Whether the reports that every run writes are there, as they were written.
    whole: bool,
}

impl Outputs {
    fn of(folder: &Path) -> Self {
        let manifest = load::read(&folder.join(MANIFEST), MAX_REPORT_BYTES).ok();
        let Some(manifest) = manifest.and_then(|bytes| manifest::read(&bytes).ok()) else {
            return Outputs::default();
        };
        let outputs = manifest.outputs.into_iter().map(|output| (output.path, output.sha256));
        let files: BTreeMap<String, String> = outputs.collect();
        let as_written = |name: &str| {
            files.get(name).is_some_and(|hash| is_as_written(&folder.join(name), hash))
        };
        let whole = DATA.iter().all(|name| as_written(name));
        Outputs { files, whole }
    }
}

fn is_as_written(path: &Path, hash: &str) -> bool {
    let file = load::open(path).ok();
    file.and_then(|mut file| sha256_of(&mut file).ok()).is_some_and(|found| found == hash)
}

/// Reads the pages to compare with. Whoever names one wants it read: what cannot be is an error.
fn read_disclosures(paths: &[PathBuf]) -> Result<Vec<Decoded>, Failure> {
    let read = |path: &PathBuf| {
        let shown = path.display().to_string();
        let help = "correct the path given with --disclosure; it must be a text file";
        let failed = |reason: String| Failure::new(format!("cannot read {shown}: {reason}"), help);
        let bytes = load::read(path, MAX_FILE_BYTES).map_err(|e| failed(e.to_string()))?;
        decode(&shown, bytes).map_err(|reason| failed(reason.to_string()))
    };
    paths.iter().map(read).collect()
}

/// Leaves out the revisions of the source history: they are not documents of the run.
fn leave_out_history(found: &mut Vec<Found>, history: Option<&Path>) {
    let Some(history) = history.and_then(|dir| dir.canonicalize().ok()) else { return };
    let inside =
        |file: &Found| file.path.canonicalize().is_ok_and(|path| path.starts_with(&history));
    found.retain(|file| file.named || !inside(file));
}

/// Reads the candidate files, and says of the others why they cannot be read.
fn read_files(found: &[Found]) -> (Vec<Decoded>, Vec<Unread>) {
    let mut files = Vec::new();
    let mut unread = Vec::new();
    for (file, read) in found.iter().zip(threads::map(found, read_file)) {
        match read {
            Ok(decoded) => files.push(decoded),
            Err((reason, text)) => unread.push(Unread { path: file.shown.clone(), reason, text }),
        }
    }
    (files, unread)
}

/// Reads a file, or says why it cannot be read and what can be made of it.
fn read_file(file: &Found) -> Result<Decoded, (String, Option<String>)> {
    let bytes = load::read(&file.path, MAX_FILE_BYTES)
        .map_err(|error| (format!("it cannot be read: {error}"), None))?;
    if let Some(reason) = refusal(&bytes) {
        return Err((reason.to_string(), Some(salvage(&bytes))));
    }
    decode(&file.shown, bytes).map_err(|reason| (reason.to_string(), None))
}

/// Says what was passed over: what cannot be read or checked always, the rest only when asked.
/// What should have been checked is said at the end.
fn report_skipped(audit: &Audit<'_>, missed: &[Skipped], verbose: bool) -> Result<(), Failure> {
    let mut err = out::stderr();
    for skipped in audit.skipped.iter().filter(|skipped| !missed.contains(skipped)) {
        let always = unchecked::is_unchecked(skipped);
        if always || verbose {
            let level = if always { "warning" } else { "note" };
            let path = one_line(&skipped.path);
            writeln!(err, "{level}: {path}: passed over: {}", skipped.reason)?;
        }
    }
    Ok(())
}

/// The findings of the checks that the settings leave on, with the severities that they give.
pub(super) fn findings(
    audit: &Audit<'_>,
    settings: &Settings,
    approvals: Option<&Comparison>,
) -> Vec<Finding> {
    let level = |check: &str| settings.severity.get(check).copied();
    let mut findings =
        run_some_checks(audit, approvals, |check| level(check.id) != Some(Level::Off));
    for finding in &mut findings {
        finding.severity = match level(finding.check) {
            Some(Level::Note) => Severity::Note,
            Some(Level::Warning) => Severity::Warning,
            Some(Level::Error) => Severity::Error,
            Some(Level::Off) | None => finding.severity,
        };
    }
    findings
}
