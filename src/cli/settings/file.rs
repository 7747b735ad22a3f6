//! The settings file as written, and what to do about a fault in it.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;

use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::catalog::located::Located;
use crate::cli::args::FailOn;
use crate::cli::policy::Level;

/// `.flowproof.yaml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SettingsFile {
    #[serde(default)]
    pub(super) paths: Located<Paths>,
    pub(super) source_history: Option<Located<PathBuf>>,
    pub(super) catalog: Option<Located<PathBuf>>,
    pub(super) out: Option<Located<PathBuf>>,
    pub(super) benchmark: Option<Located<PathBuf>>,
    #[serde(default)]
    pub(super) csv_bom: bool,
    pub(super) fail_on: Option<FailOn>,
    #[serde(default)]
    pub(super) severity: BTreeMap<Located<String>, Level>,
}

/// One path, or a list of them.
#[derive(Debug, Clone)]
pub(super) enum Paths {
    /// `paths: docs`.
    One(PathBuf),
    /// `paths: [docs, more]`.
    Many(Vec<Located<PathBuf>>),
}

impl Default for Paths {
    fn default() -> Self {
        Paths::Many(Vec::new())
    }
}

impl<'de> Deserialize<'de> for Paths {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PathsVisitor;
        impl<'de> Visitor<'de> for PathsVisitor {
            type Value = Paths;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a path or a list of paths")
            }
            fn visit_str<E>(self, text: &str) -> Result<Paths, E> {
                Ok(Paths::One(PathBuf::from(text)))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Paths, A::Error> {
                let mut paths = Vec::new();
                while let Some(path) = seq.next_element()? {
                    paths.push(path);
                }
                Ok(Paths::Many(paths))
            }
        }
        deserializer.deserialize_any(PathsVisitor)
    }
}

impl SettingsFile {
    /// The paths, each with its place.
    pub(super) fn paths(&self) -> Vec<(PathBuf, Range<usize>)> {
        match &*self.paths {
            Paths::One(path) => vec![(path.clone(), self.paths.range())],
            Paths::Many(paths) => {
                paths.iter().map(|path| ((**path).clone(), path.range())).collect()
            }
        }
    }
}

const KEYS: &str = "paths, source_history, catalog, out, benchmark, csv_bom, fail_on, severity";

/// What to do about a fault at a byte of the file.
pub(super) fn help_for(text: &str, at: usize, message: &str) -> String {
    if message.contains("unknown field") {
        return format!("the keys are {KEYS}");
    }
    if message.contains("duplicate key") {
        return "keep one of the two entries".to_owned();
    }
    let key = key_at(text, at).unwrap_or_default();
    match key {
        "paths" => "write `paths: docs`, or `paths: [docs, more]`".to_owned(),
        "source_history" | "catalog" | "out" | "benchmark" => {
            format!("write one path, such as `{key}: folder/name`")
        }
        "csv_bom" => "write `csv_bom: true` or `csv_bom: false`".to_owned(),
        "fail_on" => "write `fail_on:` with error, warning, note or never".to_owned(),
        "severity" => {
            "below `severity:` write off, note, warning or error behind each check, such \
                       as `reordered-rows: off`"
                .to_owned()
        }
        _ => format!("the keys are {KEYS}"),
    }
}

/// The key at the start of the last line, up to a byte, that is not indented.
fn key_at(text: &str, at: usize) -> Option<&str> {
    let end = text[at.min(text.len())..].find('\n').map_or(text.len(), |n| at + n);
    let lines = text[..end].lines().rev();
    let mut keys = lines.filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic()));
    keys.next()?.split_once(':').map(|(key, _)| key.trim())
}
