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
        ("paths: [fr-FR, nope]\n", "`paths`: there is no nope", ".flowproof.yaml:2:16"),
        ("paths: nope\n", "`paths`: there is no nope", ".flowproof.yaml:2:8"),
        ("source_history: nope\n", "`source_history`: cannot read", ".flowproof.yaml:2:17"),
    ] {
        let output = with_settings(settings).run(&["check"]);
        assert_code(&output, 2);
        assert_eq!(stdout(&output), "");
        let shown = stderr(&output);
        assert!(shown.contains(message) && shown.contains(place), "{settings}\n{shown}");
    }
}

#[test]
fn the_mend_of_a_fault_is_that_of_its_key() {
    for (settings, help) in [
        ("pathes: [x]\n", "the keys are paths, source_history"),
        ("severity:\n  translatd-key: off\n", "did you mean `translated-key`?"),
        ("severity:\n  translated-key: loud\n", "write off, note, warning or error"),
        ("severity: off\n", "write off, note, warning or error"),
        ("fail_on: off\n", "with error, warning, note or never"),
        ("csv_bom: yes\n", "write `csv_bom: true`"),
        ("paths: {a: b}\n", "write `paths: docs`, or `paths: [docs, more]`"),
        ("paths:\n  - [a]\n", "write `paths: docs`, or `paths: [docs, more]`"),
        ("out: [a, b]\n", "write one path, such as `out: folder/name`"),
        ("fail_on: note\nfail_on: note\n", "keep one of the two"),
        ("paths: nope\n", "correct the path, which is meant from the folder of .flowproof.yaml"),
    ] {
        let shown = stderr(&with_settings(settings).run(&["check"]));
        assert!(shown.contains(help), "{settings}\n{shown}");
    }
}

#[test]
fn paths_that_only_the_settings_give_are_shown_there() {
    let folder = Folder::faulty();
    folder.write(".flowproof.yaml", "# x\ncatalog: nope\nout: en-US/data-acme-sends-to-hub.md\n");
    let output = folder.run(&["check"]);
    assert_code(&output, 2);
    let shown = stderr(&output);
    assert!(shown.contains("`catalog`: nope is not a folder"), "{shown}");
    assert!(shown.contains(".flowproof.yaml:2:10") && !shown.contains("--catalog"), "{shown}");
    let output = folder.acme(&["report"]);
    assert_code(&output, 2);
    assert!(stderr(&output).contains(".flowproof.yaml:3:6"), "{}", stderr(&output));
    folder.write(".flowproof.yaml", "benchmark: nope.json\nout: x\n");
    let output = folder.acme(&["report"]);
    assert_code(&output, 2);
    assert!(stderr(&output).contains(".flowproof.yaml:1:12"), "{}", stderr(&output));
    assert_code(&folder.acme(&["report", "--benchmark", "nope.json"]), 2);
    assert_code(&folder.acme(&["check", "nope"]), 2);
}

#[test]
fn one_path_needs_no_list() {
    let output = with_settings("paths: fr-FR\n").run(&["check"]);
    assert_code(&output, 1);
    assert!(stdout(&output).contains("in 1 document\n"), "{}", stdout(&output));
}

#[test]
fn nothing_need_fail() {
    let folder = with_settings("fail_on: never\n");
    assert_code(&folder.run(&["check"]), 0);
    assert_code(&folder.run(&["check", "--fail-on", "error"]), 1);
}

#[test]
fn a_folder_is_no_settings_file() {
    let folder = Folder::clean();
    for args in [
        &["check", "--config", "fr-FR"][..],
        &["check", "--lock", "fr-FR"],
        &["approve", "--lock", "fr-FR"],
    ] {
        let output = folder.acme(args);
        assert_code(&output, 2);
        let shown = stderr(&output);
        assert!(shown.contains("cannot read fr-FR: it is a folder, not a file"), "{shown}");
    }
    std::fs::create_dir(folder.path().join("flowproof.lock")).expect("a folder");
    let output = folder.acme(&["check"]);
    assert_code(&output, 2);
    assert!(stderr(&output).contains("cannot read flowproof.lock"), "{}", stderr(&output));
}

#[test]
fn settings_of_comments_only_are_none() {
    let folder = Folder::clean();
    folder.write(".flowproof.yaml", "# nothing yet\n");
    assert_code(&folder.acme(&["check"]), 0);
}
