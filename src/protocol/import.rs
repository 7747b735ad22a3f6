//! Reads a vendor's own schema files as facts, by the rules of the catalog.
//!
//! Nothing is passed over in silence: every file is read, left out by a rule or named, and so is
//! every attribute and value inside a file. What is named is still imported as far as it is
//! understood.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use globset::{GlobBuilder, GlobMatcher};

use crate::catalog::located::Located;
use crate::catalog::model::{
    Confidence, FactsFile, FactsKey, FactsMessage, FactsSource, ImportFormat, ImportSchema,
    ImportSource,
};

mod attributes;
mod direction;
mod json_schema;
mod key_tree;
mod notes;
mod platforms;
mod tree;

pub use notes::NotUnderstood;
use notes::Notes;

/// How sure facts are at most whose files were put together from several commits: no commit holds
/// all of them, and nothing proves that they belong together.
const ASSEMBLED: Confidence = Confidence::Medium;

/// A file below the folder of a source.
#[derive(Debug)]
pub struct SourceFile {
    /// Path below the source, with `/` separators.
    pub path: String,
    /// Content, or why it cannot be read.
    pub text: Result<String, String>,
}

/// State of a source.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Revision {
    /// Commit, in hex.
    pub commit: String,
    /// Date of the commit, `YYYY-MM-DD`.
    pub date: String,
    /// Commit of each file, by its path below the source, where the files were put together from
    /// several commits. Empty: all are of [`commit`](Self::commit).
    pub files: BTreeMap<String, String>,
}

impl Revision {
    /// A checkout of one commit.
    pub fn checkout(commit: impl Into<String>, date: impl Into<String>) -> Self {
        Revision { commit: commit.into(), date: date.into(), files: BTreeMap::new() }
    }

    /// The commits that the files are of, each once.
    fn commits(&self) -> BTreeSet<&str> {
        self.files.values().map(String::as_str).collect()
    }
}

/// What a source gave.
#[derive(Debug, Default)]
pub struct Imported {
    /// One file of facts per schema, in the order of the rules.
    pub facts: Vec<FactsFile>,
    /// Number of files that were read.
    pub read: usize,
    /// Files that a rule leaves out, with the index of the rule.
    pub left_out: Vec<(String, usize)>,
    /// What was not understood, by file.
    pub not_understood: Vec<NotUnderstood>,
}

/// A fault of the rules, at bytes of `protocol.yaml`.
#[derive(Debug)]
pub struct RuleFault {
    /// Bytes at fault.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: String,
}

/// Reads the files of a source.
///
/// # Errors
/// A fault of the rules.
pub fn import(
    source: &ImportSource,
    files: &[SourceFile],
    revision: &Revision,
) -> Result<Imported, RuleFault> {
    let schemas: Vec<GlobMatcher> =
        source.schemas.iter().map(|s| matcher(&s.files)).collect::<Result<_, _>>()?;
    let leave_out: Vec<GlobMatcher> =
        source.leave_out.iter().map(|l| matcher(&l.files)).collect::<Result<_, _>>()?;
    let mut imported = Imported::default();
    let mut own: Vec<Vec<&SourceFile>> = vec![Vec::new(); schemas.len()];
    for file in files {
        if let Some(index) = schemas.iter().position(|glob| glob.is_match(&file.path)) {
            own[index].push(file);
        } else if let Some(index) = leave_out.iter().position(|glob| glob.is_match(&file.path)) {
            imported.left_out.push((file.path.clone(), index));
        } else {
            let what = "no rule reads this file or leaves it out";
            Notes::of(&file.path, &mut imported.not_understood).name("", what);
        }
    }
    for (schema, files) in source.schemas.iter().zip(own) {
        if files.is_empty() {
            let what = format!("schema `{}`: no file fits `{}`", *schema.id, *schema.files);
            Notes::of("", &mut imported.not_understood).name("", what);
            continue;
        }
        let messages = read_schema(source, schema, &files, revision, &mut imported)?;
        imported.facts.push(facts_file(source, schema, messages, revision));
    }
    let present: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    for path in revision.files.keys().filter(|path| !present.contains(path.as_str())) {
        let what = "the list of commits names this file, and it is not there";
        Notes::of(path, &mut imported.not_understood).name("", what);
    }
    imported.not_understood.sort_by(|a, b| a.file.cmp(&b.file));
    Ok(imported)
}

/// Number of keys of a message, those inside others included.
pub fn count_keys(message: &FactsMessage) -> usize {
    fn below(keys: &[FactsKey]) -> usize {
        keys.iter().map(|key| 1 + below(&key.members)).sum()
    }
    below(&message.request) + below(&message.response) + below(&message.both)
}

fn matcher(glob: &Located<String>) -> Result<GlobMatcher, RuleFault> {
    GlobBuilder::new(glob)
        .literal_separator(true)
        .build()
        .map(|glob| glob.compile_matcher())
        .map_err(|error| RuleFault { range: glob.range(), message: error.to_string() })
}

fn read_schema(
    source: &ImportSource,
    schema: &ImportSchema,
    files: &[&SourceFile],
    revision: &Revision,
    imported: &mut Imported,
) -> Result<Vec<FactsMessage>, RuleFault> {
    let mut messages: Vec<FactsMessage> = Vec::new();
    for file in files {
        let mut notes = Notes::of(&file.path, &mut imported.not_understood);
        let text = match &file.text {
            Ok(text) => text,
            Err(reason) => {
                notes.name("", reason.clone());
                continue;
            }
        };
        let message = match schema.format {
            ImportFormat::KeyTree => {
                let rules = source.key_tree.as_ref().ok_or_else(|| RuleFault {
                    range: schema.id.range(),
                    message: "`format: key-tree` needs `key_tree` in its source".to_owned(),
                })?;
                key_tree::read(text, rules, &mut notes)
            }
            ImportFormat::JsonSchema => json_schema::read(&file.path, text, &mut notes),
        };
        let Some(mut message) = message else { continue };
        imported.read += 1;
        message.file = Some(file.path.clone());
        message.commit = revision.files.get(&file.path).cloned();
        if message.commit.is_none() && !revision.files.is_empty() {
            notes.name("", "the list of commits does not name this file");
        }
        match messages.iter().find(|m| m.id == message.id) {
            Some(first) => {
                let first = first.file.as_deref().unwrap_or_default();
                notes.name(&message.id, format!("this message is in {first} already"));
            }
            None => messages.push(message),
        }
    }
    if schema.format == ImportFormat::JsonSchema {
        direction::assign(&mut messages, schema, &mut imported.not_understood);
    }
    messages.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(messages)
}

fn facts_file(
    source: &ImportSource,
    schema: &ImportSchema,
    messages: Vec<FactsMessage>,
    revision: &Revision,
) -> FactsFile {
    let assembled = !revision.files.is_empty();
    let confidence = if assembled { source.confidence.min(ASSEMBLED) } else { source.confidence };
    let told = assembled.then(|| {
        format!(
            "Put together file by file from {} commits and no checkout of one; stands for the state of {}.",
            revision.commits().len(),
            revision.commit
        )
    });
    let notes: Vec<String> = source.note.clone().into_iter().chain(told).collect();
    FactsFile {
        schema: schema.id.clone(),
        service: schema.service.clone(),
        source: FactsSource {
            name: source.name.clone(),
            url: source.url.clone(),
            licence: source.licence.clone(),
            commit: (!assembled).then(|| revision.commit.clone()),
            date: Located::nowhere(revision.date.clone()),
            confidence,
            incomplete: source.incomplete,
            note: (!notes.is_empty()).then(|| notes.join(" ")),
        },
        flows: schema.flows.clone(),
        superseded_by: None,
        messages,
        corrections: Vec::new(),
        carried: Vec::new(),
        succession: Vec::new(),
    }
}

#[cfg(test)]
mod tests;
