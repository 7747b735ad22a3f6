//! `flowproof fix` on a copy of the real documents: the repaired findings are gone, no new ones
//! have come, and nothing but the cells that the findings name is different.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;

fn copy_of(docs: &Path) -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    for (path, text) in common::files_below(docs, &["md"]) {
        let to = copy.path().join(PathBuf::from(&path).strip_prefix(docs).unwrap());
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::write(to, text).unwrap();
    }
    copy
}

fn findings(folder: &Path) -> Vec<Value> {
    let output = common::flowproof(folder, &["check", "--format", "json", "."]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    report["findings"].as_array().unwrap().clone()
}

fn certain(finding: &Value) -> bool {
    let fixes = finding["fixes"].as_array().unwrap();
    !fixes.is_empty() && fixes.iter().all(|fix| fix["applicability"] == "certain")
}

/// A finding without its place.
fn identity(finding: &Value) -> String {
    format!("{} {} {}", finding["path"], finding["check"], finding["fields"])
}

#[test]
fn real_pages_are_mended_where_the_findings_say_and_nowhere_else() {
    let Some(corpus) = common::corpus() else { return };
    let docs = corpus.join("docs");
    let copy = copy_of(&docs);
    let before = findings(copy.path());
    let output = common::flowproof(copy.path(), &["fix", "."]);
    assert_eq!(output.status.code(), Some(0), "{}", common::stderr(&output));
    let after = findings(copy.path());

    let known: BTreeSet<String> = before.iter().map(identity).collect();
    let new: Vec<&Value> = after.iter().filter(|f| !known.contains(&identity(f))).collect();
    assert!(new.is_empty(), "{new:#?}");
    let left: Vec<&Value> = after.iter().filter(|f| certain(f)).collect();
    assert!(left.is_empty(), "{left:#?}");
    let mended: Vec<&Value> = before.iter().filter(|f| certain(f)).collect();
    assert!(mended.len() > 70, "{}", mended.len());

    let mut fixes: BTreeMap<&str, BTreeSet<(usize, usize, &str)>> = BTreeMap::new();
    for finding in &mended {
        let of_file = fixes.entry(finding["path"].as_str().unwrap()).or_default();
        for fix in finding["fixes"].as_array().unwrap() {
            let byte = |end: &str| usize::try_from(fix[end]["byte"].as_u64().unwrap()).unwrap();
            of_file.insert((byte("start"), byte("end"), fix["replacement"].as_str().unwrap()));
        }
    }
    for (path, old) in common::files_below(&docs, &["md"]) {
        let below = PathBuf::from(&path).strip_prefix(&docs).unwrap().display().to_string();
        let mut wanted = old;
        for (start, end, replacement) in fixes.remove(below.as_str()).iter().flatten().rev() {
            assert!(!wanted[*start..*end].contains('|'), "{below}: more than a cell");
            wanted.replace_range(start..end, replacement);
        }
        let new = std::fs::read_to_string(copy.path().join(&below)).unwrap();
        assert!(new == wanted, "{below} has changed elsewhere");
    }
    let again = common::flowproof(copy.path(), &["fix", "--diff", "."]);
    assert_eq!(again.status.code(), Some(0), "{}", common::stdout(&again));
}
