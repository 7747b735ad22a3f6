//! `flowproof approve`.

use std::collections::BTreeSet;
use std::io::Write;
use std::process::ExitCode;

use crate::audit::{Audit, Page};
use crate::catalog::Catalog;
use crate::lock::{Grant, Lock, Terms, Waives, approve, write};
use crate::report::write_atomic;

use super::args::{ApproveArgs, Args};
use super::{Failure, explain, inputs, lock, settings};

pub(super) fn run(args: &Args, command: &ApproveArgs) -> Result<ExitCode, Failure> {
    let settings = settings::read(args.config.as_deref())?;
    let catalog = inputs::read_catalog(args, &settings)?;
    let grant = grant(command, &catalog)?;
    let path = lock::path_to_write(command.lock.as_deref(), &settings);
    let old = if path.exists() { lock::read_file(&path)? } else { Lock::default() };
    let (audit, findings) = inputs::audit(&catalog, &command.input, &settings)?;
    let document = |page: &Page| lock::document(&path, page);
    let mut new = approve(&old, &audit, &findings, &document, &grant);
    forget_missing(&mut new, &path);
    write_atomic(&path, write(&new).as_bytes()).map_err(|error| {
        Failure::new(error.to_string(), "correct the path given with --lock; nothing was written")
    })?;
    summarise(&audit, &old, &new, &path)?;
    Ok(ExitCode::SUCCESS)
}

fn grant(command: &ApproveArgs, catalog: &Catalog) -> Result<Grant, Failure> {
    let mut ids = Vec::new();
    for id in &command.waive {
        ids.push(explain::find(id)?.id.to_owned());
    }
    ids.sort();
    ids.dedup();
    let today = command.today.unwrap_or_else(lock::system_date);
    if let Some(until) = command.expires.filter(|until| *until < today) {
        let help = "give a day that is still to come, or leave it out";
        return Err(Failure::new(format!("--expires {until} is in the past"), help));
    }
    Ok(Grant {
        terms: Terms {
            catalog: catalog.version.clone(),
            by: command.by.clone(),
            why: command.why.clone(),
            until: command.expires,
        },
        renew: command.expires.is_some() && ids.is_empty(),
        waives: if ids.is_empty() { Waives::All } else { Waives::Only(ids) },
        today,
    })
}

/// Takes out the documents whose file is gone.
fn forget_missing(lock: &mut Lock, path: &std::path::Path) {
    let folder = path.parent().unwrap_or(std::path::Path::new(""));
    let documents = lock.cells.keys().map(|k| &k.document);
    let documents = documents.chain(lock.findings.keys().map(|k| &k.document));
    let all: BTreeSet<String> = documents.cloned().collect();
    let gone: BTreeSet<String> = all.into_iter().filter(|d| !folder.join(d).exists()).collect();
    lock.cells.retain(|key, _| !gone.contains(&key.document));
    lock.findings.retain(|key, _| !gone.contains(&key.document));
}

fn summarise(
    audit: &Audit<'_>,
    old: &Lock,
    new: &Lock,
    path: &std::path::Path,
) -> Result<(), Failure> {
    let mut err = std::io::stderr().lock();
    for page in audit.pages.iter().filter(|page| !page.is_source) {
        if !audit.pages.iter().any(|other| other.is_source && other.document == page.document) {
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
    let (cells, findings, lock) = (new.cells.len(), new.findings.len(), path.display());
    writeln!(
        err,
        "{lock}: {cells} texts and {findings} findings approved, {fresh} of them now, {gone} removed"
    )?;
    Ok(())
}
