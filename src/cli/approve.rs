//! `flowproof approve`.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use crate::approvals::{Approved, Grant, Lock, Terms, Waives, approve, write};
use crate::audit::{Audit, Page};
use crate::catalog::Catalog;
use crate::finding::counted;
use crate::load::{self, MAX_FILE_BYTES};
use crate::report::{sweep, write_atomic};

use super::failure::Failure;
use super::lock::{self, read_file};
use super::options::{ApproveOptions, Common};
use super::paths::{document, folder_of, real};
use super::unchecked::{self, Listed};
use super::{catalog_files, explain, inputs, out, policy};

pub(super) fn run(common: &Common, options: &ApproveOptions) -> Result<ExitCode, Failure> {
    let catalog = catalog_files::read(common.catalog.as_ref())?;
    let grant = grant(options, &catalog)?;
    let path = options.lock.as_path();
    let old = if path.exists() { read_file(path)? } else { Lock::default() };
    let listed = Listed::new(&old, path);
    let run = inputs::run(common, &catalog, &options.input, &listed)?;
    let findings = policy::findings(&run.audit, &options.input.levels, None);
    let help = "correct the path given with --lock; nothing was written";
    // The way from the lock to a page is known only once its folder is there.
    std::fs::create_dir_all(folder_of(path))
        .map_err(|error| Failure::new(format!("cannot write {}: {error}", path.display()), help))?;
    let mut kept = old.clone();
    let gone = unchecked::gone(&run.audit, &run.reading.found, &listed, &[]);
    kept.forget(|document| gone.contains_key(document));
    let document = |page: &Page| document(path, page);
    let approved = approve(&kept, &run.audit, &findings, &document, &grant);
    let new = &approved.lock;
    if !run.audit.pages.iter().any(|page| new.documents().contains(document(page).as_str())) {
        let message = "nothing was approved: the pages hold no row and no statement that is known";
        return Err(Failure::new(message, "see `flowproof check`; the lock is as it was"));
    }
    sweep(folder_of(path));
    write_atomic(path, write(new).as_bytes())
        .map_err(|error| Failure::new(error.to_string(), help))?;
    lock::report_catalog(new, path, &run.audit)?;
    summarise(&run.audit, &old, &approved, path)?;
    unchecked::tell(common, &run.missed, ExitCode::SUCCESS)
}

fn grant(options: &ApproveOptions, catalog: &Catalog) -> Result<Grant, Failure> {
    let mut ids = Vec::new();
    for id in &options.waive {
        ids.push(explain::find(id)?.id.to_owned());
    }
    ids.sort();
    ids.dedup();
    let today = options.today;
    if let Some(until) = options.expires.filter(|until| *until < today) {
        let help = "give a day that is still to come, or leave it out";
        return Err(Failure::new(format!("--expires {until} is in the past"), help));
    }
    Ok(Grant {
        terms: Terms {
            catalog: catalog.version.clone(),
            by: options.by.clone(),
            why: options.why.clone(),
            until: options.expires,
        },
        renew: options.expires.is_some() && ids.is_empty(),
        waives: if ids.is_empty() { Waives::All } else { Waives::Only(ids) },
        today,
    })
}

fn summarise(
    audit: &Audit<'_>,
    old: &Lock,
    approved: &Approved,
    path: &Path,
) -> Result<(), Failure> {
    let new = &approved.lock;
    let mut err = out::stderr();
    for page in audit.pages.iter().filter(|page| !page.is_source) {
        if audit.originals_of(page.document).next().is_none() {
            let shown = &page.path;
            writeln!(
                err,
                "note: {shown}: no source page at hand, changes of its source text will not be seen"
            )?;
        }
    }
    let fresh = new.cells.iter().filter(|(key, cell)| old.cells.get(key) != Some(cell)).count()
        + new.findings.iter().filter(|(key, f)| old.findings.get(key) != Some(f)).count();
    let gone = old.cells.keys().filter(|key| !new.cells.contains_key(key)).count()
        + old.findings.keys().filter(|key| !new.findings.contains_key(key)).count();
    if approved.left_out > 0 {
        let count = counted(approved.left_out, "finding");
        writeln!(
            err,
            "note: {count} on texts that are approved already left out: this run does not see the \
             source page or all languages; approve all documents together to add what is left then"
        )?;
    }
    if merges_by_line(path) == Some(false) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        writeln!(
            err,
            "hint: `{name} merge=union` in .gitattributes lets branches merge their approvals"
        )?;
    }
    let (cells, findings) =
        (counted(new.cells.len(), "text"), counted(new.findings.len(), "finding"));
    let lock = path.display();
    writeln!(err, "{lock}: {cells} and {findings} approved, {fresh} of them now, {gone} removed")?;
    Ok(())
}

/// Whether git merges the lock line by line: an entry of .gitattributes in its folder or above says
/// so, up to the top of the work tree. Nothing where there is none.
fn merges_by_line(lock: &Path) -> Option<bool> {
    let folder = real(folder_of(lock));
    let name = lock.file_name()?.to_string_lossy().into_owned();
    let is_for_lock = |line: &str| {
        let mut words = line.split_whitespace();
        let pattern = words.next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
        (pattern == name || pattern == "*.lock" || pattern == "*")
            && words.any(|w| w == "merge=union")
    };
    for folder in folder.ancestors() {
        let attributes = load::read_text(&folder.join(".gitattributes"), MAX_FILE_BYTES);
        if attributes.is_ok_and(|text| text.lines().any(is_for_lock)) {
            return Some(true);
        }
        if folder.join(".git").exists() {
            return Some(false);
        }
    }
    None
}
