//! The bundled sample: the program finds exactly the planted defects.

mod common;

use std::collections::BTreeSet;

use serde_json::Value;

/// Path, line and check of a finding.
type Found = (String, u64, String);

fn findings() -> Vec<Value> {
    let output = common::flowproof(&common::root(), &["check", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1), "{}", common::stderr(&output));
    let report: Value = serde_json::from_str(&common::stdout(&output)).unwrap();
    report["findings"].as_array().unwrap().clone()
}

fn place(finding: &Value) -> Found {
    let path = finding["path"].as_str().unwrap().trim_start_matches("tests/corpus/").to_owned();
    (
        path,
        finding["start"]["line"].as_u64().unwrap(),
        finding["check"].as_str().unwrap().to_owned(),
    )
}

/// The planted defects.
fn planted() -> BTreeSet<Found> {
    let text = std::fs::read_to_string(common::sample().join("DEFECTS.tsv")).unwrap();
    text.lines()
        .skip(1)
        .map(|line| line.split('\t').collect::<Vec<_>>())
        .map(|cells| (cells[0].to_owned(), cells[1].parse().unwrap(), cells[2].to_owned()))
        .collect()
}

#[test]
fn exactly_the_planted_defects_are_found() {
    // A page whose edition differs in front matter only is named so in a note: no defect. Nor are
    // notes on the protocol, which are questions.
    let questions =
        ["stale-edition", "undisclosed-key", "conditional-disclosure", "superseded-key"];
    let found: BTreeSet<Found> = findings()
        .iter()
        .filter(|f| f["severity"] != "note" || questions.iter().all(|check| f["check"] != *check))
        .map(place)
        .collect();
    let planted = planted();
    let missed: Vec<&Found> = planted.difference(&found).collect();
    let false_alarms: Vec<&Found> = found.difference(&planted).collect();
    assert!(planted.len() >= 25);
    assert!(
        missed.is_empty() && false_alarms.is_empty(),
        "missed {missed:#?}\nfalse alarms {false_alarms:#?}"
    );
}

#[test]
fn clean_translations_are_silent() {
    for finding in findings() {
        let path = finding["path"].as_str().unwrap();
        let clean = path.contains("/ja-JP/") || path.contains("/de-DE/");
        assert!(!clean, "{path}: {}", finding["message"]);
    }
}

#[test]
fn fingerprints_are_unique_and_survive_a_line_inserted_on_top() {
    let fingerprint = |f: &Value| f["fingerprint"].as_str().unwrap().to_owned();
    let before: Vec<String> = findings().iter().map(fingerprint).collect();
    let unique: BTreeSet<&String> = before.iter().collect();
    assert_eq!(unique.len(), before.len());
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("tests/corpus");
    for (path, text) in common::files_below(&common::sample(), &["md"]) {
        let below = path.rsplit_once("/tests/corpus/").unwrap().1;
        let file = target.join(below);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        let translated =
            below.contains('/') && !below.starts_with("history") && !below.starts_with("en-US");
        let text = if translated { text.replacen("\n# ", "\n\n\n# ", 1) } else { text };
        std::fs::write(file, text).unwrap();
    }
    std::fs::copy(common::root().join(".flowproof.yaml"), folder.path().join(".flowproof.yaml"))
        .unwrap();
    let output = common::flowproof(folder.path(), &["check", "--format", "json"]);
    let report: Value = serde_json::from_str(&common::stdout(&output)).unwrap();
    let after: BTreeSet<String> =
        report["findings"].as_array().unwrap().iter().map(fingerprint).collect();
    assert_eq!(after, before.into_iter().collect());
}
