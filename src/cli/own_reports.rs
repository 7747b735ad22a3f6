//! Reports that an earlier run wrote among the pages: they are no input.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::load::{self, Found, MAX_REPORT_BYTES};
use crate::report::manifest::{self, MANIFEST, sha256_of};
use crate::report::{DATA, TEXTS, one_line};

use super::failure::Failure;
use super::out;

/// Leaves out the texts that `report` wrote: what one run wrote is no input of the next. A manifest
/// alone proves nothing, since anybody can write one: the file must have the name of such a text,
/// and the reports that every run writes must stand beside it, all with the bytes that the manifest
/// says. Any other file that a manifest claims is looked at, and the claim is told.
pub(super) fn leave_out(found: &mut Vec<Found>, verbose: bool) -> Result<(), Failure> {
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
