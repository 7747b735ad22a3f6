//! `.flowproof.yaml`.

use crate::assert_code;
use crate::common::{flowproof, stderr, stdout};
use crate::folder::{FRENCH_PATH, Folder, acme_catalog};

fn with_settings(settings: &str) -> Folder {
    let folder = Folder::faulty();
    let catalog = acme_catalog().display().to_string();
    folder.write(".flowproof.yaml", format!("catalog: '{catalog}'\n{settings}"));
    folder
}

#[test]
fn settings_are_found_in_a_folder_above() {
    let folder = with_settings("paths: [fr-FR]\nout: reports\n");
    std::fs::create_dir_all(folder.path().join("a/b")).expect("a folder");
    let output = flowproof(&folder.path().join("a/b"), &["check"]);
    assert_code(&output, 1);
    assert!(stdout(&output).contains("in 1 document\n"), "{}", stdout(&output));
    let output = flowproof(&folder.path().join("a/b"), &["report"]);
    assert_code(&output, 0);
    assert!(
        folder.path().join("reports/index.html").is_file(),
        "paths are below the settings file"
    );
}

#[test]
fn arguments_win_over_settings() {
    let folder = with_settings("paths: [fr-FR]\nfail_on: error\n");
    assert_code(&folder.run(&["check", "en-US"]), 0);
    folder.replace(FRENCH_PATH, "Rubrique", "Topic");
    assert_code(&folder.run(&["check"]), 0);
    assert_code(&folder.run(&["check", "--fail-on", "warning"]), 1);
    folder.write("other.yaml", "severity: {altered-key: error}\n");
    let output = folder.acme(&["check", "--config", "other.yaml"]);
    assert!(stdout(&output).contains("error[altered-key]"), "{}", stdout(&output));
}

#[test]
fn severities_can_be_changed() {
    let folder = with_settings("severity:\n  translated-key: note\n  altered-key: off\n");
    let output = folder.run(&["check"]);
    assert_code(&output, 0);
    assert!(stdout(&output).contains("note[translated-key]"), "{}", stdout(&output));
    assert!(!stdout(&output).contains("altered-key"), "{}", stdout(&output));
    assert!(stdout(&output).ends_with("0 errors, 0 warnings, 2 notes in 2 documents\n"));
}

#[test]
fn faults_of_the_settings_are_shown_in_place() {
    for (settings, message, place) in [
        ("pathes: [x]\n", "unknown field `pathes`", ".flowproof.yaml:2:1"),
        ("severity:\n  translatd-key: off\n", "no check `translatd-key`", ".flowproof.yaml:3:3"),
        ("severity:\n  translated-key: loud\n", "unknown variant `loud`", ".flowproof.yaml:3:19"),
        ("fail_on: off\n", "unknown variant `off`", ".flowproof.yaml:2:10"),
        ("paths: [a\n", "", ".flowproof.yaml:"),
    ] {
        let output = with_settings(settings).run(&["check"]);
        assert_code(&output, 2);
        assert_eq!(stdout(&output), "");
        let shown = stderr(&output);
        assert!(shown.contains(message) && shown.contains(place), "{settings}\n{shown}");
    }
}

#[test]
fn settings_of_comments_only_are_none() {
    let folder = Folder::clean();
    folder.write(".flowproof.yaml", "# nothing yet\n");
    assert_code(&folder.acme(&["check"]), 0);
}
