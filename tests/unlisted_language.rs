//! Languages that have no locale file lose the checks that need one, and nothing else: rows are
//! aligned, keys compared and consensus held without it.

mod common;

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

/// Checks that read word lists of the language.
const BY_WORD_LISTS: [&str; 1] = ["negation-changed"];

/// A copy of the built-in catalog without any locale file but that of the source language.
fn without_locale_files() -> tempfile::TempDir {
    let copy = tempfile::tempdir().expect("a folder");
    let catalog = common::root().join("catalog");
    for (path, text) in common::files_below(&catalog, &["yaml"]) {
        let below = Path::new(&path).strip_prefix(&catalog).expect("below");
        if below.starts_with("locales") && !below.ends_with("en-US.yaml") {
            continue;
        }
        let file = copy.path().join(below);
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        std::fs::write(file, text).expect("written");
    }
    copy
}

/// Page, line and check of what is found at `warning` and above.
fn grave(args: &[&str]) -> BTreeSet<(String, u64, String)> {
    let args: Vec<&str> = ["check", "--format", "json"].iter().chain(args).copied().collect();
    let output = common::flowproof(&common::root(), &args);
    assert_eq!(output.status.code(), Some(1), "{}", common::stderr(&output));
    let report: Value = serde_json::from_str(&common::stdout(&output)).expect("JSON");
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    report["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .filter(|finding| finding["severity"] != "note")
        .map(|finding| {
            let line = finding["start"]["line"].as_u64().expect("a line");
            (text(&finding["path"]), line, text(&finding["check"]))
        })
        .collect()
}

fn expect_the_same(paths: &[&str]) {
    let bare = without_locale_files();
    let catalog = bare.path().to_str().expect("UTF-8");
    let listed = grave(paths);
    let unlisted = grave(&[&["--catalog", catalog], paths].concat());
    let mut kept = listed.clone();
    kept.retain(|(_, _, check)| !BY_WORD_LISTS.contains(&check.as_str()));
    assert!(kept.len() > 20, "{} findings", kept.len());
    let lost: Vec<_> = kept.difference(&unlisted).collect();
    let more: Vec<_> = unlisted.difference(&listed).collect();
    assert!(lost.is_empty() && more.is_empty(), "lost {lost:#?}\nmore {more:#?}");
}

#[test]
fn the_sample_without_locale_files() {
    expect_the_same(&[]);
}

#[test]
fn the_real_pages_without_locale_files() {
    let Some(corpus) = common::corpus() else { return };
    let docs = corpus.join("docs");
    expect_the_same(&[docs.to_str().expect("UTF-8")]);
}
