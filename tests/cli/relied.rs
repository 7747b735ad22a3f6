//! Pages that somebody counts on: a run that cannot check them does not end well.

use crate::assert_code;
use crate::common::{stderr, stdout};
use crate::folder::{ENGLISH, ENGLISH_PATH, FRENCH, FRENCH_PATH, Folder};

/// What makes a page unreadable, and the words for it.
fn ruined() -> Vec<(Vec<u8>, &'static str)> {
    let utf16: Vec<u8> = FRENCH.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let rows = "| PINGs | Hello | Topic | Le canal. |\n".repeat(5001);
    vec![
        (Vec::new(), "the file is empty"),
        ([b"\xff\xfe", &utf16[..]].concat(), "the file is UTF-16"),
        (format!("{FRENCH}\0").into_bytes(), "the file is binary"),
        (FRENCH.replace('\n', "\r").into_bytes(), "its lines end with CR alone"),
        (vec![b'a'; 17 * 1024 * 1024], "files above 16 MiB are not read"),
        (
            FRENCH.replacen("| PINGs |", &format!("{rows}| PINGs |"), 1).into_bytes(),
            "more than 5000 are not checked",
        ),
    ]
}

#[test]
fn a_page_that_cannot_be_checked_is_an_error_after_the_other_findings() {
    for (bytes, reason) in ruined() {
        let folder = Folder::faulty();
        folder.write("de-DE/data-acme-sends-to-hub.md", bytes);
        for args in [&["check", "--fail-on", "never"][..], &["check", "--format", "json"]] {
            let output = folder.acme(args);
            assert_code(&output, 2);
            assert!(stdout(&output).contains("translated-key"), "{reason}");
            let said = stderr(&output);
            let told = "error: de-DE/data-acme-sends-to-hub.md was not checked: ";
            assert!(said.starts_with(told) && said.contains(reason), "{said}");
            assert!(
                said.contains("help: mend the file") && !said.contains("passed over"),
                "{said}"
            );
        }
    }
}

#[test]
fn so_it_is_with_the_other_commands_which_do_their_work_before() {
    let folder = Folder::faulty();
    folder.write("de-DE/data-acme-sends-to-hub.md", "");
    for args in [&["approve", "."][..], &["report", "--out", "out"], &["fix", "--no-lock"]] {
        let output = folder.acme(args);
        assert_code(&output, 2);
        assert!(stderr(&output).contains("was not checked: the file is empty"), "{args:?}");
    }
    assert!(folder.path().join("flowproof.lock").is_file());
    assert!(folder.path().join("out/manifest.json").is_file());
    assert!(folder.read(FRENCH_PATH) != crate::folder::faulty_french().as_bytes());
}

#[test]
fn whose_name_says_nothing_is_counted_on_if_it_is_named_or_approved() {
    let folder = Folder::empty();
    folder.write("a/1.md", ENGLISH);
    folder.write("a/2.md", FRENCH);
    folder.write("a/notes.md", "");
    let output = folder.acme(&["check", "a"]);
    assert_code(&output, 0);
    assert_eq!(stderr(&output), "warning: a/notes.md: passed over: the file is empty\n");
    assert_code(&folder.acme(&["check", "a", "a/notes.md"]), 2);
    assert_code(&folder.acme(&["approve", "a"]), 0);
    assert_code(&folder.acme(&["check", "a"]), 0);
    folder.write("a/2.md", " \n");
    assert_code(&folder.acme(&["check", "a"]), 2);
    assert_code(&folder.acme(&["check", "a", "--no-lock"]), 0);
    let alone = folder.acme(&["check", "a/2.md"]);
    assert_code(&alone, 2);
    assert!(stderr(&alone).contains("a/2.md was not checked: the file is empty"));
}

#[test]
fn an_approved_page_that_vanishes_is_missed() {
    let folder = Folder::clean();
    folder.write("x.md", FRENCH);
    assert_code(&folder.acme(&["approve", "."]), 0);
    assert_code(&folder.acme(&["check"]), 0);
    std::fs::remove_file(folder.path().join(FRENCH_PATH)).expect("removed");
    folder.write("x.md", "---\nredirect_url: /new\n---\n");
    let output = folder.acme(&["check"]);
    assert_code(&output, 1);
    assert_eq!(
        stderr(&output),
        format!(
            "warning: approved document {FRENCH_PATH} is gone: put it back, or run `flowproof \
             approve` again to forget it\n\
             warning: approved document x.md is a redirect now: put it back, or run `flowproof \
             approve` again to forget it\n"
        )
    );
    assert_code(&folder.acme(&["check", "--fail-on", "error"]), 0);
    assert_code(&folder.acme(&["check", "--no-lock"]), 0);
    assert_code(&folder.acme(&["check", "en-US"]), 0);
    assert_code(&folder.acme(&["check", ENGLISH_PATH]), 0);
    assert_code(&folder.acme(&["check", "en-US", "fr-FR"]), 1);
    assert_code(&folder.acme(&["approve", "en-US"]), 0);
    let output = folder.acme(&["check"]);
    assert_code(&output, 1);
    assert!(!stderr(&output).contains("is gone"), "{}", stderr(&output));
    assert_code(&folder.acme(&["approve", "."]), 0);
    let output = folder.acme(&["check"]);
    assert_code(&output, 0);
    assert_eq!(stderr(&output), "");
}

#[test]
fn a_lock_may_serve_several_catalogs() {
    let folder = Folder::clean();
    assert_code(&folder.acme(&["approve", "."]), 0);
    let page = "| Service | Message | Data sent to Intune | Used for |\n|---|---|---|---|\n\
                | APNs | Authenticate | Topic | The topic of the message. |\n";
    folder.write("data-apple-sends-to-intune.md", page);
    let output = folder.run(&["check", ".", "--fail-on", "never"]);
    assert_code(&output, 0);
    assert!(!stderr(&output).contains("approved document"), "{}", stderr(&output));
}
