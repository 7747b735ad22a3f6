//! `flowproof check`: what it reads, what it says, how it ends.

use crate::common::{stderr, stdout};
use crate::folder::{ENGLISH, FRENCH, Folder};
use crate::{assert_code, code, snapshot};

#[test]
fn clean_pages_of_another_vendor_pass() {
    let output = Folder::clean().acme(&["check"]);
    assert_code(&output, 0);
    assert_eq!(stdout(&output), "0 errors, 0 warnings, 0 notes in 2 documents\n");
    assert_eq!(stderr(&output), "");
}

#[test]
fn fail_on_sets_the_least_severity_that_fails() {
    let error = |text: &str| text.replacen("Hello | Topic", "Hello | Rubrique", 1);
    let warning = |text: &str| text.replacen("lampId", "LampID", 1);
    let note = |text: &str| text.replacen("L’UUID", "L’identifiant", 1);
    let codes = |french: &str| {
        let folder = Folder::with_french(french);
        [&[][..], &["error"], &["warning"], &["note"], &["never"]].map(|level| {
            let flag: &[&str] = if level.is_empty() { &[] } else { &["--fail-on"] };
            code(&folder.acme(&[&["check"], flag, level].concat()))
        })
    };
    assert_eq!(codes(FRENCH), [0, 0, 0, 0, 0], "clean");
    assert_eq!(codes(&note(FRENCH)), [0, 0, 0, 1, 0], "a note");
    assert_eq!(codes(&warning(FRENCH)), [1, 0, 1, 1, 0], "a warning");
    assert_eq!(codes(&error(FRENCH)), [1, 1, 1, 1, 0], "an error");
}

#[test]
fn findings_show_both_sides() {
    let output = Folder::faulty().acme(&["check"]);
    assert_code(&output, 1);
    assert_eq!(stderr(&output), "");
    snapshot("check_acme", &stdout(&output));
}

#[test]
fn findings_go_to_stdout_and_notes_to_stderr() {
    let folder = Folder::faulty();
    folder.write("notes.md", "# Something else\n");
    folder.write("old.md", "---\nredirect_url: /new\n---\n");
    folder.write("empty.md", "");
    let output = folder.acme(&["check", "--verbose"]);
    assert_code(&output, 1);
    assert!(stdout(&output).contains("error[translated-key]"));
    assert!(!stdout(&output).contains("passed over"));
    assert_eq!(
        stderr(&output),
        "warning: empty.md: passed over: the file is empty\n\
         note: notes.md: passed over: no document of the catalog\n\
         note: old.md: passed over: a redirect, no page\n"
    );
    let quiet = stderr(&folder.acme(&["check"]));
    assert_eq!(quiet, "warning: empty.md: passed over: the file is empty\n");
}

#[test]
fn verbose_names_what_cannot_be_checked_in_a_language() {
    let folder = Folder::clean();
    folder.write("ko-KR/data-acme-sends-to-hub.md", FRENCH.replace("fr-FR", "ko-KR"));
    let said = stderr(&folder.acme(&["check", "--verbose"]));
    assert!(said.contains("note: ko-KR has no locale file in the catalog: `negation-changed` does not run, `boolean-changed` knows"), "{said}");
    assert!(!said.contains("note: fr-FR") && !said.contains("note: en-US"), "{said}");
    assert_eq!(stderr(&folder.acme(&["check"])), "");
}

#[test]
fn nothing_to_check_is_an_error() {
    let folder = Folder::empty();
    for args in [&["check"][..], &["check", "."], &["report", "--out", "out"]] {
        let output = folder.acme(args);
        assert_code(&output, 2);
        assert_eq!(stdout(&output), "");
        assert!(stderr(&output).contains("nothing to check"), "{}", stderr(&output));
    }
    assert!(!folder.path().join("out").exists());
}

#[test]
fn a_path_that_does_not_exist_is_named() {
    let output = Folder::clean().acme(&["check", "fr-FR", "de-DE"]);
    assert_code(&output, 2);
    // The rest is checked nevertheless.
    assert!(stdout(&output).contains("in 1 document"), "{}", stdout(&output));
    let told = "error: de-DE was not checked: it cannot be read: no such file";
    assert!(stderr(&output).contains(told), "{}", stderr(&output));
}

#[test]
fn wrong_usage_is_code_2() {
    let folder = Folder::clean();
    for args in [
        &["chekc"][..],
        &["check", "--fail-on", "fatal"],
        &["check", "--format", "xml"],
        &["check", "--output", "findings.json"],
        &["check", "--output", "yaml=findings"],
        &["check", "--catalog", "nowhere"],
        &["check", "--config", "nowhere.yaml"],
        &["check", "--source-history", "nowhere"],
        &[],
    ] {
        let output = folder.run(args);
        assert_code(&output, 2);
        assert_eq!(stdout(&output), "", "{args:?}");
        assert!(!stderr(&output).is_empty(), "{args:?}");
    }
    let help = folder.run(&["--help"]);
    assert_code(&help, 0);
    assert!(stdout(&help).contains("Exit codes:"));
}

#[test]
fn opaque_names_and_extensions_are_no_hindrance() {
    let folder = Folder::empty();
    folder.write("1.txt", ENGLISH);
    folder.write("x/ab12.TXT", FRENCH);
    folder.write("page.html.orig", FRENCH);
    let output = folder.acme(&["check"]);
    assert_code(&output, 0);
    assert!(stdout(&output).contains("in 2 documents"), "{}", stdout(&output));
    let named = folder.acme(&["check", "1.txt", "page.html.orig"]);
    assert_code(&named, 0);
    assert!(stdout(&named).contains("in 2 documents"), "{}", stdout(&named));
}

#[test]
fn a_file_named_twice_is_read_once() {
    let folder = Folder::clean();
    let absolute = folder.path().join("fr-FR").display().to_string();
    let file = "./fr-FR/data-acme-sends-to-hub.md";
    let output = folder.acme(&["check", "fr-FR", "./fr-FR", &absolute, file, "."]);
    assert!(stdout(&output).contains("in 2 documents"), "{}", stdout(&output));
}

#[cfg(unix)]
#[test]
fn a_symlink_loop_ends() {
    let folder = Folder::clean();
    std::os::unix::fs::symlink(folder.path(), folder.path().join("fr-FR/loop")).expect("a link");
    let output = folder.acme(&["check"]);
    assert_code(&output, 0);
    assert!(stdout(&output).contains("in 2 documents"), "{}", stdout(&output));
}

#[cfg(unix)]
#[test]
fn a_symlink_to_nothing_is_named() {
    let folder = Folder::clean();
    std::os::unix::fs::symlink("nowhere.md", folder.path().join("gone.md")).expect("a link");
    let output = folder.acme(&["check"]);
    assert_code(&output, 0);
    assert!(stdout(&output).contains("in 2 documents"), "{}", stdout(&output));
    assert!(stderr(&output).contains("warning: gone.md: passed over"), "{}", stderr(&output));
    // Who names it wants it read, and so does who has a document of that name.
    assert_code(&folder.acme(&["check", ".", "gone.md"]), 2);
    let page = folder.path().join("de-DE");
    std::fs::create_dir(&page).expect("a folder");
    std::os::unix::fs::symlink("nowhere.md", page.join("data-acme-sends-to-hub.md")).expect("link");
    assert_code(&folder.acme(&["check"]), 2);
}
