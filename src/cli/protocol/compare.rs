//! `flowproof protocol compare`: two states of the protocol side by side.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::json;

use crate::catalog::model::FactsFile;
use crate::catalog::{Catalog, CatalogErrors, CatalogText, RawFile, read_files};
use crate::load::{self, MAX_FILE_BYTES};
use crate::protocol::compare::{Change, Difference, compare};
use crate::protocol::import::{Revision, import};
use crate::report::one_line;

use super::super::args::{CompareArgs, CompareFormat};
use super::super::failure::Failure;
use super::super::out::{self, Content};
use super::import::{file_name, report};
use super::rules::Rules;
use super::source::{find, read};

pub(super) fn run(
    rules: &Rules,
    catalog: &Catalog,
    command: &CompareArgs,
) -> Result<ExitCode, Failure> {
    let (mut old, mut new) = (State::read(rules, &command.old)?, State::read(rules, &command.new)?);
    old.keep_sources_of(&new)?;
    new.keep_sources_of(&old)?;
    let differences =
        compare(catalog, old.files.iter().map(|f| &f.value), new.files.iter().map(|f| &f.value));
    let mut out = out::stdout(match command.format {
        CompareFormat::Text => Content::Text,
        CompareFormat::Json => Content::Json,
    });
    match command.format {
        CompareFormat::Text => print_text(&mut out, &differences)?,
        CompareFormat::Json => {
            let count = |change| differences.iter().filter(|d| d.change == change).count();
            let value = json!({
                "schema": 1,
                "old": command.old.display().to_string(),
                "new": command.new.display().to_string(),
                "differences": differences,
                "summary": {
                    "added": count(Change::Added),
                    "removed": count(Change::Removed),
                    "renamed": count(Change::Renamed),
                    "changed": count(Change::Changed),
                },
            });
            let text =
                serde_json::to_string_pretty(&value).map_err(|error| Failure::Io(error.into()))?;
            writeln!(out, "{text}")?;
        }
    }
    Ok(if differences.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The facts of a folder.
struct State {
    shown: String,
    files: Vec<RawFile<FactsFile>>,
    /// Whether they were imported from a source just now.
    imported: bool,
}

impl State {
    /// Imports the sources that a folder holds, or else reads its fact files.
    fn read(rules: &Rules, folder: &Path) -> Result<Self, Failure> {
        let shown = folder.display().to_string();
        let found = find(&rules.file.value.sources, &[folder.to_path_buf()])?;
        let imported = !found.is_empty();
        let mut files = Vec::new();
        for found in found {
            // What the state is called does not matter here: sources are not compared.
            let revision = Revision::default();
            let imported = import(found.source, &read(&found.folder)?, &revision)
                .map_err(|fault| rules.failure(fault))?;
            report(&mut out::stderr(), &found, &imported)?;
            files.extend(
                imported.facts.into_iter().map(|value| RawFile { path: file_name(&value), value }),
            );
        }
        if !imported {
            files = fact_files(folder)?;
        }
        Ok(State { shown, files, imported })
    }

    /// Compared with a source, only the files that an import of it writes count: what others add by
    /// hand would all seem to be gone.
    fn keep_sources_of(&mut self, other: &State) -> Result<(), Failure> {
        if !other.imported {
            return Ok(());
        }
        let mut err = out::stderr();
        let mut kept = Vec::new();
        for file in std::mem::take(&mut self.files) {
            let source = &file.value.source.name;
            let twin = other.files.iter().find(|o| o.path == file.path);
            if twin.is_some_and(|o| o.value.source.name == *source) {
                kept.push(file);
            } else {
                let note = format!(
                    "note: {}/{} is not compared: it is not imported from what {} holds",
                    self.shown, file.path, other.shown
                );
                writeln!(err, "{}", one_line(&note))?;
            }
        }
        self.files = kept;
        Ok(())
    }
}

/// The fact files directly in a folder.
fn fact_files(folder: &Path) -> Result<Vec<RawFile<FactsFile>>, Failure> {
    let shown = folder.display().to_string();
    let help = "give a folder of fact files, or of a source that the rules of the catalog name";
    let failed =
        |error: std::io::Error| Failure::new(format!("cannot read {shown}: {error}"), help);
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_file() && path.extension().is_some_and(|extension| extension == "yaml") {
            paths.push(path);
        }
    }
    paths.sort();
    let mut texts = Vec::new();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let text = load::read_text(&path, MAX_FILE_BYTES).map_err(|error| {
            Failure::new(format!("cannot read {}: {error}", path.display()), help)
        })?;
        texts.push(CatalogText { path: format!("protocol/{name}"), text });
    }
    if texts.is_empty() {
        return Err(Failure::new(format!("{shown} holds no facts and no source"), help));
    }
    let (mut raw, mut errors) = read_files(texts);
    // They are shown where they are, and not where a catalog would hold them.
    let below = |path: &mut String| *path = path.trim_start_matches("protocol/").to_owned();
    raw.facts.iter_mut().for_each(|file| below(&mut file.path));
    if raw.facts.len() == raw.texts.len() {
        return Ok(raw.facts);
    }
    errors.retain(|error| error.path.starts_with("protocol/"));
    errors.iter_mut().for_each(|error| below(&mut error.path));
    raw.texts.iter_mut().for_each(|text| below(&mut text.path));
    Err(Failure::Catalog { folder: shown, errors: CatalogErrors { errors, files: raw.texts } })
}

/// The terminal's form. Names and values are those of schema files that others wrote, so none may end
/// its line or steer the terminal.
fn print_text(out: &mut impl Write, differences: &[Difference]) -> Result<(), Failure> {
    let mut message = (String::new(), String::new());
    let mut key: Option<&Difference> = None;
    for difference in differences {
        let own = (difference.schema.clone(), difference.message.clone());
        if own != message {
            writeln!(out, "{}", one_line(&format!("{}/{}", own.0, own.1)))?;
            message = own;
            key = None;
        }
        let sign = match difference.change {
            Change::Added => '+',
            Change::Removed => '-',
            Change::Renamed | Change::Changed => '~',
        };
        let name = difference.key.as_deref().unwrap_or("(message)");
        writeln!(out, "  {sign} {}", one_line(&format!("{name}{}", detail(difference))))?;
        // Fields and documents once per key.
        if key.is_none_or(|key| key.key != difference.key) {
            for field in &difference.fields {
                writeln!(out, "      field {}", one_line(field))?;
            }
            for document in &difference.documents {
                writeln!(out, "      document {}", one_line(document))?;
            }
        }
        key = Some(difference);
    }
    let fields: std::collections::BTreeSet<&String> =
        differences.iter().flat_map(|d| &d.fields).collect();
    let count = |change| differences.iter().filter(|d| d.change == change).count();
    writeln!(
        out,
        "{} added, {} removed, {} renamed, {} changed; {} field(s) of the catalog touched",
        count(Change::Added),
        count(Change::Removed),
        count(Change::Renamed),
        count(Change::Changed),
        fields.len()
    )?;
    Ok(())
}

/// What changed, from what, to what; of a key that came, went or got another name, who sends it.
fn detail(difference: &Difference) -> String {
    match (difference.change, difference.fact) {
        (Change::Added | Change::Removed, _) => travels(difference),
        (Change::Renamed, _) => {
            let old = difference.old.as_deref().unwrap_or_default();
            format!(": renamed, was {old}{}", travels(difference))
        }
        (Change::Changed, Some(fact)) => {
            let on = difference.platform.as_ref().map_or_else(String::new, |p| format!(" on {p}"));
            let when = difference.condition.as_ref().map_or_else(String::new, |c| format!(" {c}"));
            let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "–".to_owned());
            let (old, new) = (value(&difference.old), value(&difference.new));
            format!("{on}: {fact}{when}: {old} → {new}")
        }
        (Change::Changed, None) => String::new(),
    }
}

/// The half of the exchange that holds a key, and from whom to whom it travels.
fn travels(difference: &Difference) -> String {
    let Some(half) = difference.half else { return String::new() };
    let ways: Vec<String> =
        difference.travels.iter().map(|way| format!("from {} to {}", way.from, way.to)).collect();
    match ways.as_slice() {
        [] => format!(" ({half}, in no flow of the catalog)"),
        ways => format!(" ({half}, {})", ways.join(" and ")),
    }
}
