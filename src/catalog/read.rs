//! Strict YAML: unknown keys, duplicate keys, anchors, aliases and `yes/no` booleans are errors,
//! each with its place. A file's folder decides what it is read as.

use serde::de::DeserializeOwned;

use super::{CatalogError, CatalogText, RawCatalog, RawFile};

/// Reads every file. What could not be read is reported, the rest is returned.
pub fn read_files(mut files: Vec<CatalogText>) -> (RawCatalog, Vec<CatalogError>) {
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let mut raw = RawCatalog::default();
    let mut errors = Vec::new();
    for file in &files {
        let folder = file.path.split_once('/').map_or("", |(folder, _)| folder);
        match folder {
            "" if file.path == "catalog.yaml" => keep(file, &mut raw.catalog, &mut errors),
            "fields" => keep(file, &mut raw.fields, &mut errors),
            "vocabulary" => keep(file, &mut raw.vocabulary, &mut errors),
            "locales" => keep(file, &mut raw.locales, &mut errors),
            "editions" => keep(file, &mut raw.editions, &mut errors),
            _ => errors.push(CatalogError {
                path: file.path.clone(),
                range: 0..0,
                message: "this file has no place in a catalog".to_owned(),
                help: "keep catalog.yaml and the folders fields, vocabulary, locales and editions; remove the rest"
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
pub fn parse_yaml<T: DeserializeOwned>(text: &str) -> Result<T, (std::ops::Range<usize>, String)> {
    let options = serde_yaml::options! {
        budget: serde_yaml::budget! { max_anchors: 0, max_aliases: 0, max_depth: 32 },
        duplicate_keys: serde_yaml::DuplicateKeyPolicy::Error,
        strict_booleans: true,
        with_snippet: false,
    };
    serde_yaml::from_str_with_options(text, options).map_err(|error| {
        let range = error.location().map_or(0..0, |location| {
            let span = location.span();
            let number = |n: Option<u64>| n.and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
            let start = number(span.byte_offset()).min(text.len());
            start..(start + number(span.byte_len())).min(text.len())
        });
        (range, plain_message(&error))
    })
}

/// The library's message without its own "line x column y" prefix or suffix: we show the place.
fn plain_message(error: &serde_yaml::Error) -> String {
    let text = error.without_snippet().to_string();
    let text = text.lines().next().unwrap_or_default();
    let text = text.split(" at line ").next().unwrap_or(text);
    text.rsplit_once(" (line ").map_or(text, |(head, _)| head).trim().to_owned()
}

fn mend(message: &str) -> String {
    let lower = message.to_lowercase();
    let help = if lower.contains("unknown field") {
        "remove the key, or correct its spelling to one of those expected"
    } else if lower.contains("duplicate") {
        "keep one of the two entries"
    } else if lower.contains("anchor") || lower.contains("alias") || lower.contains("budget") {
        "write the value out: anchors and aliases are not allowed in a catalog"
    } else if lower.contains("missing field") {
        "add the key; `flowproof catalog schema` lists what each file needs"
    } else {
        "compare with `flowproof catalog schema`; quote dates, versions and text that holds `: ` or `#`"
    };
    help.to_owned()
}
