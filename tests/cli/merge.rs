//! Two branches approve, and git merges their locks.

use std::process::{Command, Output};

use crate::assert_code;
use crate::common::{stderr, stdout};
use crate::folder::{ENGLISH, FRENCH, Folder};

const LOCK: &str = "flowproof.lock";
const UNION: &str = "flowproof.lock merge=union\n";

/// A repository with a source page and, if wanted, a lock for it.
fn repository(attributes: &str, locked: bool) -> Folder {
    let folder = Folder::empty();
    folder.write("en-US/data-acme-sends-to-hub.md", ENGLISH);
    folder.write(".gitattributes", attributes);
    git(&folder, &["init", "--quiet", "--initial-branch", "main"]);
    if locked {
        approve(&folder, "ann");
    }
    commit(&folder);
    folder
}

fn git_output(folder: &Folder, args: &[&str]) -> Output {
    let name = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "core.autocrlf=false"];
    Command::new("git").current_dir(folder.path()).args(name).args(args).output().expect("git")
}

#[track_caller]
fn git(folder: &Folder, args: &[&str]) {
    let output = git_output(folder, args);
    assert!(output.status.success(), "git {args:?}: {}{}", stdout(&output), stderr(&output));
}

fn commit(folder: &Folder) {
    git(folder, &["add", "--all"]);
    git(folder, &["commit", "--quiet", "--message", "x"]);
}

#[track_caller]
fn approve(folder: &Folder, by: &str) -> String {
    let output = folder.acme(&["approve", ".", "--by", by, "--today", "2026-01-31"]);
    assert_code(&output, 0);
    stderr(&output)
}

/// Two branches, each with a translation of its own or its own text of the same one.
fn branches(folder: &Folder, pages: [(&str, &str, &str); 2]) {
    for (by, path, text) in pages {
        git(folder, &["checkout", "--quiet", "-b", by, "main"]);
        folder.write(path, text);
        approve(folder, by);
        commit(folder);
    }
}

const FAULTY: [(&str, &str, &str); 2] = [("bob", "Topic", "Rubrique"), ("eve", "Topic", "Sujet")];

fn pages() -> [(&'static str, &'static str, String); 2] {
    let text =
        |at: usize| FRENCH.replacen("Hello | Topic", &format!("Hello | {}", FAULTY[at].2), 1);
    [
        ("bob", "fr-FR/data-acme-sends-to-hub.md", text(0)),
        ("eve", "fr-CA/data-acme-sends-to-hub.md", text(1).replace("fr-FR", "fr-CA")),
    ]
}

#[test]
fn branches_that_add_documents_merge_their_approvals() {
    for locked in [true, false] {
        let folder = repository(UNION, locked);
        let [bob, eve] = pages();
        branches(&folder, [(bob.0, bob.1, &bob.2), (eve.0, eve.1, &eve.2)]);
        git(&folder, &["merge", "--quiet", "--no-edit", "bob"]);
        let output = folder.acme(&["check", "--today", "2026-02-01"]);
        assert_code(&output, 0);
        assert!(stdout(&output).starts_with("0 errors, 0 warnings"), "{}", stdout(&output));
        assert!(!stdout(&output).ends_with("documents\n"), "approved: {}", stdout(&output));
        let said = stderr(&output);
        // Without a common lock both have approved the source page, each under a name.
        let twice = "en-US/data-acme-sends-to-hub.md (";
        assert_eq!(said.contains("in two versions") && said.contains(twice), !locked, "{said}");
        assert_eq!(said.lines().count(), usize::from(!locked), "{said}");
        approve(&folder, "ann");
        assert_eq!(stderr(&folder.acme(&["check", "--today", "2026-02-01"])), "");
        let lock = String::from_utf8(folder.read(LOCK)).expect("UTF-8");
        assert_eq!(lock.matches("version: 1").count(), 1, "{lock}");
        assert!(lock.contains("by: \"bob\"") && lock.contains("by: \"eve\""));
    }
}

#[test]
fn what_two_branches_approve_in_two_ways_speaks() {
    let folder = repository(UNION, true);
    let [bob, eve] = pages();
    branches(&folder, [(bob.0, bob.1, &bob.2), (eve.0, bob.1, &eve.2)]);
    git_output(&folder, &["merge", "--quiet", "--no-edit", "bob"]);
    git(&folder, &["checkout", "--quiet", "--theirs", bob.1]);
    let output = folder.acme(&["check", "--today", "2026-02-01"]);
    assert_code(&output, 1);
    assert!(stdout(&output).contains("error[translated-key]"), "{}", stdout(&output));
    assert!(stderr(&output).contains("in two versions"), "{}", stderr(&output));
    approve(&folder, "ann");
    let output = folder.acme(&["check", "--today", "2026-02-01"]);
    assert_code(&output, 0);
    assert_eq!(stderr(&output), "");
}

#[test]
fn without_the_attribute_approve_tells_of_it_and_markers_are_an_error() {
    let folder = repository("", true);
    let hint = "hint: `flowproof.lock merge=union` in .gitattributes";
    assert!(approve(&folder, "ann").contains(hint));
    let [bob, eve] = pages();
    branches(&folder, [(bob.0, bob.1, &bob.2), (eve.0, eve.1, &eve.2)]);
    assert!(!git_output(&folder, &["merge", "--quiet", "--no-edit", "bob"]).status.success());
    let output = folder.acme(&["check"]);
    assert_code(&output, 2);
    let said = stderr(&output);
    assert!(said.contains("a merge is not resolved") && said.contains("merge=union"), "{said}");
    for attributes in [UNION, "* text=auto\n*.lock merge=union\n", "/flowproof.lock merge=union\n"]
    {
        let told = approve(&repository(attributes, false), "ann");
        assert!(!told.contains("hint"), "{attributes}: {told}");
    }
    assert!(!approve(&Folder::clean(), "ann").contains("hint"), "no work tree of git");
}
