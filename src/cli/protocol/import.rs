//! `flowproof protocol import`: writes the facts of a vendor's schema files into the catalog.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use crate::catalog::model::FactsFile;
use crate::protocol::import::{Imported, count_keys, import};
use crate::protocol::write::facts_yaml;
use crate::report::{one_line, write_atomic};

use super::super::args::ImportArgs;
use super::super::failure::Failure;
use super::super::out;
use super::revision;
use super::rules::Rules;
use super::source::{Found, find, read};

pub(super) fn run(rules: &Rules, command: &ImportArgs) -> Result<ExitCode, Failure> {
    let sources = &rules.file.value.sources;
    for (id, _) in &command.revision {
        if !sources.iter().any(|source| *source.id == *id) {
            let ids: Vec<&str> = sources.iter().map(|source| source.id.as_str()).collect();
            let help = format!("the sources are {}", ids.join(", "));
            return Err(Failure::new(format!("--revision: there is no source `{id}`"), help));
        }
    }
    let found = find(sources, &command.from)?;
    if found.is_empty() {
        return Err(nothing_found(rules, command));
    }
    // Everything is read before anything is written: a failure leaves all files as they are.
    let mut all = Vec::new();
    for found in found {
        let told = command.revision.iter().rev().find(|(id, _)| *id == *found.source.id);
        let revision = match told {
            Some((_, revision)) => revision.clone(),
            None => revision::of(&found.source.id, &found.folder)?,
        };
        let files = read(&found.folder)?;
        let imported =
            import(found.source, &files, &revision).map_err(|fault| rules.failure(fault))?;
        all.push((found, imported));
    }
    let mut err = out::stderr();
    for source in sources {
        if !all.iter().any(|(found, _)| found.source.id == source.id) {
            let (id, probe) = (&*source.id, &source.probe);
            writeln!(
                err,
                "note: {id}: not found (no folder holds `{probe}`); its files are left as they are"
            )?;
        }
    }
    let mut understood = true;
    for (found, imported) in &all {
        write_facts(imported, &command.out)?;
        report(&mut err, found, imported)?;
        understood &= imported.not_understood.is_empty();
    }
    Ok(if understood { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn nothing_found(rules: &Rules, command: &ImportArgs) -> Failure {
    let looked: Vec<String> = command.from.iter().map(|dir| dir.display().to_string()).collect();
    let probes: Vec<String> = rules
        .file
        .value
        .sources
        .iter()
        .map(|source| format!("`{}` ({})", source.probe, *source.id))
        .collect();
    Failure::new(
        format!("no source of the rules is in {}", looked.join(", ")),
        format!("give a folder that holds {}", probes.join(" or ")),
    )
}

/// The file that an import writes.
pub(super) fn file_name(facts: &FactsFile) -> String {
    format!("{}.yaml", *facts.schema)
}

fn write_facts(imported: &Imported, out: &Path) -> Result<(), Failure> {
    for facts in &imported.facts {
        let path = out.join(file_name(facts));
        write_atomic(&path, facts_yaml(facts).as_bytes()).map_err(|error| {
            Failure::new(error.to_string(), "give a folder that can be written to")
        })?;
    }
    Ok(())
}

/// Says what was left out, what was not understood, and the sums.
pub(super) fn report(
    err: &mut impl Write,
    found: &Found<'_>,
    imported: &Imported,
) -> Result<(), Failure> {
    let id = &*found.source.id;
    let mut left_out: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for (path, rule) in &imported.left_out {
        left_out.entry(*rule).or_default().push(path);
    }
    for (rule, paths) in left_out {
        let reason = &found.source.leave_out[rule].reason;
        let note = format!("note: {id}: {} left out: {reason}", paths.join(", "));
        writeln!(err, "{}", one_line(&note))?;
    }
    for item in &imported.not_understood {
        writeln!(err, "{}", one_line(&format!("warning: {id}: not understood: {item}")))?;
    }
    let messages = imported.facts.iter().flat_map(|facts| &facts.messages);
    writeln!(
        err,
        "{id}: {} files read, {} messages, {} keys; {} files left out; {} not understood",
        imported.read,
        messages.clone().count(),
        messages.map(count_keys).sum::<usize>(),
        imported.left_out.len(),
        imported.not_understood.len()
    )?;
    Ok(())
}
