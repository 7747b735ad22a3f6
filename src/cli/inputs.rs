//! What the commands have in common: files and history, read and assembled into an audit.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::audit::{Audit, Input, Reread, Scout, Silent, Skipped, Unread, assemble};
use crate::catalog::Catalog;
use crate::load::{
    self, Decoded, Found, MAX_FILE_BYTES, Revision, Walked, decode, read_history, refusal, salvage,
    walk,
};
use crate::report::one_line;
use crate::threads;

use super::failure::Failure;
use super::options::{Common, InputOptions};
use super::unchecked::{self, Listed};
use super::{missing_word_lists, out, own_reports};

/// What is to be checked, as read.
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

/// Reads and assembles everything that is asked for.
pub(super) fn run<'a>(
    common: &Common,
    catalog: &'a Catalog,
    options: &InputOptions,
    listed: &Listed<'_>,
) -> Result<Run<'a>, Failure> {
    let Gathered { input, reading } = gather(catalog, options, Keep::Speaking)?;
    let audit = assemble(catalog, input);
    let missed = reading.complete(common, &audit, options.verbose, listed)?;
    Ok(Run { audit, reading, missed })
}

impl Reading {
    /// Says what was passed over, and returns what should not have been.
    pub(super) fn complete(
        &self,
        common: &Common,
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
        unchecked::tell(common, &missed, ExitCode::SUCCESS)?;
        let looked: Vec<String> = self.roots.iter().map(|p| p.display().to_string()).collect();
        let (id, looked) = (&audit.catalog.id, looked.join(", "));
        Err(Failure::new(
            format!("nothing to check: no document of the catalog `{id}` in {looked}"),
            "give the paths of the documents, or --catalog DIR if they belong to another catalog; --verbose says \
             why files were passed over",
        ))
    }
}

/// Which texts are kept while files are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keep {
    /// Those of files that say something of themselves: the others are read once more if need be.
    Speaking,
    /// All.
    All,
}

/// Reads everything that is asked for.
pub(super) fn gather(
    catalog: &Catalog,
    options: &InputOptions,
    keep: Keep,
) -> Result<Gathered, Failure> {
    let roots = roots(options)?;
    let history = read_revisions(catalog, options)?;
    let Walked { mut found, unread: unwalked } = walk(&roots);
    own_reports::leave_out(&mut found, options.verbose)?;
    let history_dir = options.source_history.as_ref().map(|given| given.path.as_path());
    leave_out_history(&mut found, history_dir);
    let Files { files, silent, mut unread } = read_files(catalog, &found, keep);
    for (file, reason) in unwalked {
        let reason = format!("it cannot be read: {reason}");
        unread.push(Unread { path: file.shown.clone(), reason, text: None });
        found.push(file);
    }
    let disclosures = read_disclosures(&options.disclosure)?;
    let met = found.iter().filter(|file| !file.named);
    let walked = met.map(|file| file.shown.clone()).collect();
    let reread = Some(reader_of(&found, &silent));
    let input = Input { files, silent, reread, unread, history, disclosures, walked };
    Ok(Gathered { input, reading: Reading { found, roots } })
}

/// The paths to read. Those of the settings must be there; of the others the walk tells.
fn roots(options: &InputOptions) -> Result<Vec<PathBuf>, Failure> {
    if let Some(missing) = options.paths.iter().find(|given| given.is_set() && !given.path.exists())
    {
        let message = format!("there is no {}", missing.path.display());
        return Err(missing.fault(&message, ""));
    }
    Ok(options.paths.iter().map(|given| given.path.clone()).collect())
}

/// The revisions of the source pages, if somebody gives them.
fn read_revisions(catalog: &Catalog, options: &InputOptions) -> Result<Vec<Revision>, Failure> {
    let Some(given) = &options.source_history else { return Ok(Vec::new()) };
    let stems: Vec<String> =
        catalog.documents.iter().flat_map(|d| d.file_stems.iter().cloned()).collect();
    let help = "correct the path given with --source-history";
    read_history(&given.path, &stems).map_err(|error| given.fault(&error.to_string(), help))
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

/// The candidate files as read.
#[derive(Default)]
struct Files {
    files: Vec<Decoded>,
    silent: Vec<Silent>,
    unread: Vec<Unread>,
}

/// What is kept of a file.
enum Read {
    File(Decoded),
    Silent(Silent),
}

/// Reads the candidate files, and says of the others why they cannot be read.
fn read_files(catalog: &Catalog, found: &[Found], keep: Keep) -> Files {
    let scout = Scout::new(catalog);
    let read = |file: &Found| {
        let decoded = read_file(file)?;
        // A pipe is read once.
        let again = keep == Keep::Speaking && (!file.named || file.path.is_file());
        Ok(match again.then(|| scout.passes(&decoded)).flatten() {
            Some(silent) => Read::Silent(silent),
            None => Read::File(decoded),
        })
    };
    let mut all = Files::default();
    for (file, read) in found.iter().zip(threads::map(found, read)) {
        match read {
            Ok(Read::File(decoded)) => all.files.push(decoded),
            Ok(Read::Silent(silent)) => all.silent.push(silent),
            Err((reason, text)) => {
                all.unread.push(Unread { path: file.shown.clone(), reason, text });
            }
        }
    }
    all
}

/// Reads files once more of which nothing was kept.
fn reader_of(found: &[Found], silent: &[Silent]) -> Reread {
    let names: BTreeSet<&str> = silent.iter().map(Silent::path).collect();
    let again = found.iter().filter(|file| names.contains(file.shown.as_str()));
    let places: BTreeMap<String, Found> =
        again.map(|file| (file.shown.clone(), file.clone())).collect();
    Reread::new(move |path| read_file(places.get(path)?).ok())
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
