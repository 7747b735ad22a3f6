//! Strict YAML: unknown keys, duplicate keys, anchors, aliases and `yes/no` booleans are errors,
//! each with its place. A file's folder decides what it is read as.

use std::ops::Range;

use serde::de::DeserializeOwned;

use super::{CatalogError, CatalogText, RawCatalog, RawFile};

/// Where the names of the terms of public vocabularies are.
const PINNED: &str = "vocabulary/pinned/";

/// Reads every file. What could not be read is reported, the rest is returned.
pub fn read_files(mut files: Vec<CatalogText>) -> (RawCatalog, Vec<CatalogError>) {
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let mut raw = RawCatalog::default();
    let mut errors = Vec::new();
    for file in &files {
        let folder = file.path.split_once('/').map_or("", |(folder, _)| folder);
        match folder {
            "" if file.path == "catalog.yaml" => keep(file, &mut raw.catalog, &mut errors),
            "" if file.path == "protocol.yaml" => keep(file, &mut raw.protocol, &mut errors),
            "protocol" => keep(file, &mut raw.facts, &mut errors),
            "fields" => keep(file, &mut raw.fields, &mut errors),
            "vocabulary" if file.path.starts_with(PINNED) => keep(file, &mut raw.pinned, &mut errors),
            "vocabulary" => keep(file, &mut raw.vocabulary, &mut errors),
            "locales" => keep(file, &mut raw.locales, &mut errors),
            "editions" => keep(file, &mut raw.editions, &mut errors),
            _ => errors.push(CatalogError {
                path: file.path.clone(),
                range: 0..0,
                message: "this file has no place in a catalog".to_owned(),
                help: "keep catalog.yaml, protocol.yaml and the folders fields, vocabulary, locales, editions and protocol; remove the rest"
                    .to_owned(),
            }),
        }
    }
    if raw.catalog.is_empty() && errors.is_empty() {
        errors.push(CatalogError {
            path: "catalog.yaml".to_owned(),
            range: 0..0,
            message: "the catalog has no catalog.yaml".to_owned(),
            help: "point --catalog at the folder that holds catalog.yaml".to_owned(),
        });
    }
    raw.texts = files;
    (raw, errors)
}

fn keep<T: DeserializeOwned>(
    file: &CatalogText,
    out: &mut Vec<RawFile<T>>,
    errors: &mut Vec<CatalogError>,
) {
    match parse_yaml(&file.text) {
        Ok(value) => out.push(RawFile { path: file.path.clone(), value }),
        Err((range, message)) => {
            let help = mend(&message);
            errors.push(CatalogError { path: file.path.clone(), range, message, help });
        }
    }
}

/// Parses one strict YAML document.
///
/// # Errors
/// The byte range at fault and what is wrong with it.
pub fn parse_yaml<T: DeserializeOwned>(text: &str) -> Result<T, (Range<usize>, String)> {
    let options = serde_yaml::options! {
        budget: serde_yaml::budget! { max_anchors: 0, max_aliases: 0, max_depth: 32 },
        duplicate_keys: serde_yaml::DuplicateKeyPolicy::Error,
        strict_booleans: true,
        with_snippet: false,
    };
    serde_yaml::from_str_with_options(text, options).map_err(|error| {
        let range = error.location().map_or(0..0, |location| range_of(text, &location));
        (range, plain_message(&error))
    })
}

/// The bytes of a place. Some errors know line and column only; then it is the rest of the line.
fn range_of(text: &str, location: &serde_yaml::Location) -> Range<usize> {
    let number = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
    if let Some(start) = location.span().byte_offset() {
        let start = number(start).min(text.len());
        let length = location.span().byte_len().map_or(0, number);
        return start..start.saturating_add(length).min(text.len());
    }
    let skipped = number(location.line()).saturating_sub(1);
    let before: usize = text.split_inclusive('\n').take(skipped).map(str::len).sum();
    let line = text[before..].lines().next().unwrap_or_default();
    let column = number(location.column()).saturating_sub(1);
    let within = line.char_indices().nth(column).map_or(0, |(at, _)| at);
    before + within..before + line.trim_end().len().max(within)
}

/// The library's message without its own "line x column y" prefix or suffix: we show the place.
/// What speaks of the library's options is said in our words.
fn plain_message(error: &serde_yaml::Error) -> String {
    let text = error.without_snippet().to_string();
    let text = text.lines().next().unwrap_or_default();
    let text = text.split(" at line ").next().unwrap_or(text);
    let text = text.rsplit_once(" (line ").map_or(text, |(head, _)| head).trim();
    if let Some(key) = text.strip_prefix("duplicate mapping key: ") {
        let key = key.split(", set ").next().unwrap_or(key);
        return format!("duplicate key `{key}`");
    }
    let plain = match text.strip_prefix("budget breached: ") {
        Some(limit) if limit.starts_with("Anchors") || limit.starts_with("Aliases") => {
            "anchors and aliases are not allowed"
        }
        Some(limit) if limit.starts_with("Depth") => "it is nested too deeply",
        Some(_) => "it is too large",
        None if text.contains("unknown anchor") => "anchors and aliases are not allowed",
        None if text.contains("recursion limit") => "it is nested too deeply",
        None if text.starts_with("invalid boolean") => "a boolean is `true` or `false`",
        None => text,
    };
    plain.to_owned()
}

fn mend(message: &str) -> String {
    let lower = message.to_lowercase();
    let help = if lower.contains("unknown field") {
        "remove the key, or correct its spelling to one of those expected"
    } else if lower.contains("duplicate") {
        "keep one of the two entries"
    } else if lower.contains("anchor") {
        "write the value out where it is needed"
    } else if lower.contains("`depends`") {
        "write one of the three, without quotes"
    } else if lower.contains("boolean") {
        "write `true` or `false`, without quotes"
    } else if lower.contains("nested too deeply") || lower.contains("too large") {
        "no file of a catalog is so large or deep; see `flowproof catalog schema`"
    } else if lower.contains("missing field") {
        "add the key; `flowproof catalog schema` lists what each file needs"
    } else {
        "compare with `flowproof catalog schema`; quote dates, versions and text that holds `: ` or `#`"
    };
    help.to_owned()
}
