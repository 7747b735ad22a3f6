//! `flowproof report --since` and `flowproof catalog diff`.

use crate::assert_code;
use crate::common::{stderr, stdout};
use crate::folder::{FRENCH_PATH, Folder, acme_catalog};

#[test]
fn a_report_tells_what_changed_since_an_earlier_run() {
    let folder = Folder::faulty();
    assert_code(&folder.acme(&["report", "--out", "out"]), 0);
    folder.replace(FRENCH_PATH, "Hello | Rubrique", "Hello | Topic");
    folder.replace(FRENCH_PATH, "LampID", "LAMPid");
    let args = ["report", "--out", "out", "--since", "out/findings.json"];
    let output = folder.acme(&args);
    assert_code(&output, 0);
    let text = stdout(&output);
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("gone    error[translated-key] fr-FR/"), "{text}");
    assert!(lines[1].starts_with("changed warning[altered-key] fr-FR/"), "{text}");
    assert!(lines[1].contains("LAMPid") && lines[2].contains("LampID"), "{text}");
    assert_eq!(lines[3], format!("changed document {FRENCH_PATH}"));
    assert_eq!(
        lines[4],
        "0 new, 1 gone, 1 changed, 1 the same; errors 1 → 0, warnings 1 → 1, notes 1 → 1"
    );
    let markdown = String::from_utf8(folder.read("out/changes.md")).expect("UTF-8");
    assert!(markdown.contains("\n## Findings that are gone\n"), "{markdown}");
    let page = String::from_utf8(folder.read("out/drift.html")).expect("UTF-8");
    assert!(page.contains("0 new, 1 gone, 1 changed, 1 the same."), "the page tells it too");
    assert_code(&folder.acme(&["verify", "out"]), 0);
    folder.write("old.json", folder.read("out/findings.json"));
    assert_code(&folder.acme(&["report", "--out", "out", "--since", "old.json"]), 0);
    folder.write("old.json", "{}");
    let output = folder.acme(&["verify", "out"]);
    assert_code(&output, 1);
    assert!(stdout(&output).starts_with("input old.json: changed"), "{}", stdout(&output));
    assert_code(&folder.acme(&["report", "--out", "out"]), 0);
    assert!(!folder.path().join("out/changes.md").exists(), "left over from the run before");
}

#[test]
fn what_is_no_earlier_run_is_refused_before_anything_is_written() {
    let folder = Folder::clean();
    for (file, words) in [("none.json", "cannot read none.json"), ("notes.json", "no findings")] {
        folder.write("notes.json", "{}");
        let output = folder.acme(&["report", "--out", "out", "--since", file]);
        assert_code(&output, 2);
        assert!(stderr(&output).contains(words), "{}", stderr(&output));
    }
    assert!(!folder.path().join("out").exists());
}

#[test]
fn catalogs_are_compared_in_three_formats() {
    let folder = Folder::with_catalog();
    let original = acme_catalog().to_string_lossy().into_owned();
    let same = folder.run(&["catalog", "diff", &original, "catalog"]);
    assert_code(&same, 0);
    assert_eq!(stdout(&same), "0 new, 0 gone, 0 changed\n");
    let file = "catalog/fields/acme-to-hub/ping.yaml";
    folder.replace(file, "id: lamp-id", "id: lamp-number");
    let other = folder.run(&["catalog", "diff", &original, "catalog"]);
    assert_code(&other, 1);
    let text = stdout(&other);
    assert!(text.contains("new     field acme-to-hub/ping/hello/lamp-number: "), "{text}");
    assert!(text.contains("gone    field acme-to-hub/ping/hello/lamp-id: "), "{text}");
    let json = folder.run(&["catalog", "diff", &original, "catalog", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&stdout(&json)).expect("JSON");
    assert_eq!(json["changes"].as_array().map(Vec::len), Some(2));
    assert_eq!(json["changes"][0]["change"], "gone");
    let markdown = folder.run(&["catalog", "diff", &original, "catalog", "--format", "markdown"]);
    assert!(stdout(&markdown).contains("| new | `acme-to-hub/ping/hello/lamp-number` |"));
}

#[test]
fn a_changed_property_is_named_with_both_values() {
    let folder = Folder::with_catalog();
    let original = acme_catalog().to_string_lossy().into_owned();
    let vocabulary = "catalog/vocabulary/categories.yaml";
    folder.replace(vocabulary, "personal: true", "personal: false");
    let output = folder.run(&["catalog", "diff", &original, "catalog"]);
    assert_code(&output, 1);
    let text = stdout(&output);
    assert!(text.starts_with("changed category identifier: "), "{text}");
    assert!(text.contains("        personal: `true` → `false`\n"), "{text}");
}

#[test]
fn a_folder_that_is_no_catalog_is_refused() {
    let folder = Folder::clean();
    let output = folder.run(&["catalog", "diff", "en-US", "nowhere"]);
    assert_code(&output, 2);
}
