//! `flowproof verify`.

use crate::assert_code;
use crate::common::{stderr, stdout};
use crate::folder::{ENGLISH_PATH, FRENCH_PATH, Folder};

fn reported() -> Folder {
    let folder = Folder::faulty();
    folder.write("notes.md", "# Notes\n");
    assert_code(&folder.acme(&["report", "--out", "out"]), 0);
    folder
}

#[test]
fn untouched_reports_are_confirmed() {
    let folder = reported();
    let output = folder.acme(&["verify", "out"]);
    assert_code(&output, 0);
    assert!(stdout(&output).contains("3 inputs, 0 differences; manifest.json has SHA-256 "));
    let manifest = String::from_utf8(folder.read("out/manifest.json")).expect("UTF-8");
    for path in [ENGLISH_PATH, FRENCH_PATH, "notes.md", "drift.html", "findings.json"] {
        assert!(manifest.contains(&format!("\"path\": \"{path}\"")), "{path}");
    }
    let root = folder.path().to_string_lossy().into_owned();
    assert!(!manifest.contains(&root), "the manifest tells where the folder lies");
}

#[test]
fn what_one_run_wrote_is_no_input_of_the_next() {
    let folder = reported();
    let names = ["manifest.json", "inventory.json", "report.md"];
    let read = || names.map(|name| folder.read(format!("out/{name}")));
    let before = read();
    assert_code(&folder.acme(&["report", "--out", "out"]), 0);
    assert!(before == read());
}

#[test]
fn a_tampered_output_is_named() {
    let folder = reported();
    folder.replace("out/drift.html", "error", "trifle");
    let output = folder.acme(&["verify", "out"]);
    assert_code(&output, 1);
    assert!(stdout(&output).contains("output out/drift.html: changed: SHA-256 "));
    assert!(stdout(&output).contains(", 1 difference;"), "{}", stdout(&output));
}

#[test]
fn a_tampered_input_is_named() {
    let folder = reported();
    folder.replace(FRENCH_PATH, "Rubrique", "Topic");
    let output = folder.acme(&["verify", "out"]);
    assert_code(&output, 1);
    assert!(stdout(&output).contains(&format!("input {FRENCH_PATH}: changed: SHA-256 ")));
    assert!(!stdout(&output).contains("output "), "{}", stdout(&output));
}

#[test]
fn missing_and_unknown_files_are_named() {
    let folder = reported();
    std::fs::remove_file(folder.path().join(ENGLISH_PATH)).expect("removed");
    std::fs::remove_file(folder.path().join("out/privacy.html")).expect("removed");
    folder.write("out/more.html", "<p>");
    let output = folder.acme(&["verify", "out"]);
    assert_code(&output, 1);
    let lines: Vec<String> = stdout(&output).lines().map(str::to_owned).collect();
    let expected = [
        "output out/privacy.html: missing".to_owned(),
        "output out/more.html: not in the manifest".to_owned(),
        format!("input {ENGLISH_PATH}: missing"),
    ];
    assert_eq!(lines[..3], expected);
    let moved = Folder::empty();
    let elsewhere = folder.path().to_string_lossy().into_owned();
    let output = moved.acme(&["verify", &format!("{elsewhere}/out"), "--base", &elsewhere]);
    assert_code(&output, 1);
    assert!(stdout(&output).contains(", 3 differences;"), "{}", stdout(&output));
}

#[test]
fn another_catalog_is_a_difference() {
    let folder = reported();
    let output = folder.run(&["verify", "out"]);
    assert_code(&output, 1);
    assert!(stdout(&output).contains("catalog acme"), "{}", stdout(&output));
}

#[test]
fn a_folder_without_manifest_cannot_be_verified() {
    let folder = Folder::clean();
    let output = folder.acme(&["verify", "."]);
    assert_code(&output, 2);
    assert!(stderr(&output).contains("cannot read ./manifest.json"), "{}", stderr(&output));
    folder.write("manifest.json", "{}");
    assert_code(&folder.acme(&["verify", "."]), 2);
}

#[test]
fn pages_of_documents_that_are_gone_do_not_stay_behind() {
    let folder = reported();
    let page = "out/doc-data-acme-sends-to-hub.fr-fr.html";
    assert!(!folder.read(page).is_empty());
    assert_code(&folder.acme(&["report", "en-US", "--out", "out"]), 0);
    assert!(!folder.path().join(page).exists(), "the page stayed");
    assert_code(&folder.acme(&["verify", "out"]), 0);
}
