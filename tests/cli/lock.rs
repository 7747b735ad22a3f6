//! `flowproof approve` and the lock that it writes.

use serde_json::Value;

use crate::common::{stderr, stdout};
use crate::folder::{ENGLISH, ENGLISH_PATH, FRENCH_PATH, Folder, faulty_french};
use crate::{assert_code, snapshot};

const LOCK: &str = "flowproof.lock";

/// The faulty translation, approved.
fn approved(args: &[&str]) -> Folder {
    let folder = Folder::faulty();
    approve(&folder, args);
    folder
}

#[track_caller]
fn approve(folder: &Folder, args: &[&str]) -> String {
    let output = folder.acme(&[&["approve", ".", "--today", "2026-01-31"], args].concat());
    assert_code(&output, 0);
    assert_eq!(stdout(&output), "");
    stderr(&output)
}

/// `check column` of every finding, and how many are approved.
#[track_caller]
fn speaks(folder: &Folder, args: &[&str]) -> (Vec<String>, u64) {
    let all = ["check", ".", "--format", "json", "--fail-on", "never", "--today", "2026-02-01"];
    let output = folder.acme(&[&all[..], args].concat());
    assert_code(&output, 0);
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap_or("-").to_owned();
    let found = report["findings"].as_array().expect("a list");
    let found = found.iter().map(|f| format!("{} {}", text(f, "check"), text(f, "column")));
    (found.collect(), report["summary"]["approved"].as_u64().expect("a number"))
}

fn lock(folder: &Folder) -> String {
    String::from_utf8(folder.read(LOCK)).expect("UTF-8")
}

#[test]
fn what_was_approved_is_silent() {
    let folder = approved(&[]);
    let output = folder.acme(&["check", "--fail-on", "note"]);
    assert_code(&output, 0);
    assert_eq!(stdout(&output), "0 errors, 0 warnings, 0 notes in 2 documents, 3 approved\n");
    assert_eq!(stderr(&output), "");
    assert_eq!(speaks(&folder, &[]), (Vec::new(), 3));
    let all = ["translated-key field", "altered-key field", "literal-lost purpose"];
    assert_eq!(speaks(&folder, &["--no-lock"]), (all.map(str::to_owned).to_vec(), 0));
}

#[test]
fn a_change_speaks_and_nothing_else() {
    let folder = approved(&[]);
    folder.replace(FRENCH_PATH, "Rubrique", "Sujet");
    let found = ["translated-key field", "unreviewed-change field"].map(str::to_owned);
    assert_eq!(speaks(&folder, &[]), (found.to_vec(), 2));
    approve(&folder, &[]);
    assert_eq!(speaks(&folder, &[]), (Vec::new(), 3));
    folder.replace(ENGLISH_PATH, "bought so far", "bought until now");
    assert_eq!(speaks(&folder, &[]), (vec!["stale-row purpose".to_owned()], 3));
    folder.replace(FRENCH_PATH, "a achetés.", "a achetés à ce jour.");
    assert_eq!(speaks(&folder, &[]), (Vec::new(), 3));
}

#[test]
fn statements_are_approved_too() {
    let folder = approved(&[]);
    folder.replace(ENGLISH_PATH, "this data to anyone", "this data to any third party");
    assert_eq!(speaks(&folder, &[]).0, ["stale-row -"]);
    approve(&folder, &[]);
    folder.replace(FRENCH_PATH, "à qui que ce soit", "à des tiers");
    assert_eq!(speaks(&folder, &[]).0, ["unreviewed-change -"]);
}

#[test]
fn of_a_fault_in_many_rows_only_the_new_ones_speak() {
    let folder = Folder::clean();
    let text = String::from_utf8(folder.read(FRENCH_PATH)).expect("UTF-8");
    folder.write(FRENCH_PATH, text.replace("| Topic |", "| Sujet |"));
    approve(&folder, &[]);
    folder.replace(ENGLISH_PATH, "GoodBye | Topic", "GoodBye | `Topics`");
    let output = folder.acme(&["check", ".", "--format", "json"]);
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let findings = report["findings"].as_array().expect("a list");
    let key = findings.iter().find(|f| f["check"] == "translated-key").expect("a finding");
    assert_eq!(key["rows"], serde_json::json!([4]), "{key:#}");
    assert_eq!(key["fields"], serde_json::json!(["acme-to-hub/ping/good-bye/topic"]));
    assert_eq!(key["start"]["line"], 24);
    assert_eq!(key["fixes"].as_array().expect("a list").len(), 1);
}

#[test]
fn rows_that_go_or_come_speak() {
    let folder = approved(&[]);
    let row = "| PINGs | GoodBye | Topic | Le canal que la lampe quitte. |\n";
    folder.replace(FRENCH_PATH, row, "");
    assert_eq!(speaks(&folder, &[]).0, ["missing-row field"]);
    assert!(approve(&folder, &[]).contains("1 of them now"), "the missing row");
    assert!(speaks(&folder, &[]).0.is_empty());
    let line = "| PINGs | Hello | State |";
    folder.replace(FRENCH_PATH, line, &format!("| PINGs | Hello | Nouveau | Rien. |\n{line}"));
    let found = speaks(&folder, &[]).0;
    assert!(
        !found.is_empty()
            && found.iter().all(|f| f.starts_with("unknown-field") || f.starts_with("extra-row")),
        "{found:?}"
    );
}

#[test]
fn only_the_waived_checks_are_silent() {
    let folder = approved(&["--waive", "altered-key,literal-lost"]);
    assert_eq!(speaks(&folder, &[]), (vec!["translated-key field".to_owned()], 2));
    let output = folder.acme(&["approve", ".", "--waive", "altred-key"]);
    assert_code(&output, 2);
    assert!(stderr(&output).contains("did you mean `altered-key`?"), "{}", stderr(&output));
}

#[test]
fn approving_more_takes_nothing_back() {
    let folder = approved(&["--by", "ann"]);
    let first = lock(&folder);
    approve(&folder, &["--waive", "altered-key", "--expires", "2026-03-01"]);
    assert_eq!(lock(&folder), first, "all checks were silent already");
    let folder = approved(&["--waive", "altered-key"]);
    approve(&folder, &["--waive", "translated-key", "--expires", "2026-02-01"]);
    assert_eq!(speaks(&folder, &[]), (vec!["literal-lost purpose".to_owned()], 2));
    approve(&folder, &[]);
    assert_eq!(speaks(&folder, &[]), (Vec::new(), 3));
}

#[test]
fn a_waiver_keeps_the_approved_findings_of_other_checks() {
    let folder = Folder::faulty();
    folder.replace(
        FRENCH_PATH,
        "| PINGs | GoodBye | Topic | Le canal que la lampe quitte. |\n",
        "",
    );
    approve(&folder, &[]);
    assert_eq!(speaks(&folder, &[]).0, Vec::<String>::new());
    approve(&folder, &["--waive", "altered-key"]);
    assert_eq!(speaks(&folder, &[]).0, Vec::<String>::new());
}

#[test]
fn an_expired_approval_is_named_and_its_findings_speak() {
    let folder = approved(&["--expires", "2026-02-01", "--by", "ann", "--why", "the old site"]);
    assert_eq!(speaks(&folder, &[]), (Vec::new(), 3));
    let output = folder.acme(&["check", ".", "--today", "2026-02-02"]);
    assert_code(&output, 1);
    assert!(stdout(&output).contains("error[translated-key]"));
    let said = stderr(&output);
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains("have expired: "), "{said}");
    assert!(said.contains(&format!("{FRENCH_PATH} (")) && said.contains("2026-02-01"), "{said}");
    let late = folder.acme(&["approve", ".", "--expires", "2026-01-01", "--today", "2026-01-31"]);
    assert_code(&late, 2);
    assert!(stderr(&late).contains("is in the past"), "{}", stderr(&late));
}

#[test]
fn what_holds_is_not_approved_anew() {
    let folder = approved(&["--by", "ann"]);
    let first = lock(&folder);
    snapshot("lock", &first);
    let said = approve(&folder, &["--by", "bob"]);
    assert_eq!(lock(&folder), first);
    assert!(said.contains(" 0 of them now, 0 removed"), "{said}");
    folder.replace(FRENCH_PATH, "Le canal sur", "Le beau canal sur");
    approve(&folder, &["--by", "bob"]);
    let second = lock(&folder);
    let changed: Vec<&str> = second.lines().filter(|line| !first.contains(line)).collect();
    assert_eq!(changed.len(), 1, "{changed:?}");
    assert!(changed[0].contains("by: \"bob\""), "{changed:?}");
    std::fs::remove_file(folder.path().join(FRENCH_PATH)).expect("removed");
    approve(&folder, &[]);
    assert!(!lock(&folder).contains(FRENCH_PATH), "{}", lock(&folder));
}

#[test]
fn one_document_can_be_approved_and_checked_alone() {
    let folder = Folder::faulty();
    let output = folder.acme(&["approve", "fr-FR"]);
    assert_code(&output, 0);
    assert!(stderr(&output).contains("no source page at hand"), "{}", stderr(&output));
    assert_eq!(speaks(&folder, &[]), (Vec::new(), 3));
    approve(&folder, &[]);
    let with_source = lock(&folder);
    assert_code(&folder.acme(&["approve", "fr-FR"]), 0);
    assert_eq!(lock(&folder), with_source, "the source text is not forgotten");
    let output = folder.acme(&["check", "fr-FR"]);
    assert_code(&output, 0);
}

#[test]
fn the_lock_is_found_beside_the_settings_and_upwards() {
    let folder = approved(&[]);
    let catalog = crate::folder::acme_catalog().display().to_string();
    let check = |from: &str, args: &[&str]| {
        let args = [&["check", ".", "--catalog", &catalog], args].concat();
        crate::common::flowproof(&folder.path().join(from), &args)
    };
    assert_code(&check("fr-FR", &[]), 0);
    folder.write("elsewhere/.flowproof.yaml", "fail_on: note\n");
    let config = folder.path().join("elsewhere/.flowproof.yaml").display().to_string();
    assert_code(&check("fr-FR", &["--config", &config]), 1);
    std::fs::rename(folder.path().join(LOCK), folder.path().join("elsewhere/other.lock"))
        .expect("moved");
    assert_code(&check("fr-FR", &[]), 1);
    let output = folder.acme(&["approve", ".", "--lock", "elsewhere/other.lock"]);
    assert_code(&output, 0);
    assert!(
        String::from_utf8(folder.read("elsewhere/other.lock"))
            .expect("UTF-8")
            .contains("\"../fr-FR/")
    );
    let path = folder.path().join("elsewhere/other.lock").display().to_string();
    assert_code(&check("fr-FR", &["--lock", &path]), 0);
    assert_code(&check("fr-FR", &["--lock", "nowhere.lock"]), 2);
}

#[test]
fn a_lock_that_is_at_fault_is_shown() {
    let folder = approved(&[]);
    let text = lock(&folder);
    for (from, to, part, place) in [
        ("column: field", "colunm: field", "unknown field `colunm`", "flowproof.lock:"),
        ("version: 1", "version: 9", "version `9`", "flowproof.lock:2:1"),
        ("approvals:", "<<<<<<< HEAD", "a merge is not resolved", "flowproof.lock:3:1"),
        ("waives: [all]", "waives: [all], until: soon", "`soon` is no date", "flowproof.lock:4:"),
        ("waives: [all]", "waives: [altred-key]", "mean `altered-key`", "flowproof.lock:4:"),
        ("waives: [all]", "waives: []", "the list of checks is empty", "flowproof.lock:4:"),
        ("column: field", "column: fields", "are service, message", "flowproof.lock:4:"),
    ] {
        folder.write(LOCK, text.replacen(from, to, 1));
        for command in ["check", "approve", "fix"] {
            let output = folder.acme(&[command, "."]);
            assert_code(&output, 2);
            assert_eq!(stdout(&output), "");
            let said = stderr(&output);
            assert!(said.contains(part) && said.contains(place), "{said}");
            assert!(said.contains("help"), "{said}");
        }
    }
}

#[test]
fn fix_leaves_what_was_approved() {
    let folder = approved(&[]);
    assert_code(&folder.acme(&["fix", "."]), 0);
    assert_eq!(folder.read(FRENCH_PATH), faulty_french().as_bytes());
    assert_code(&folder.acme(&["fix", ".", "--no-lock"]), 0);
    assert!(folder.read(FRENCH_PATH) != faulty_french().as_bytes());
}

#[test]
fn the_checks_of_the_lock_can_be_configured() {
    let folder = approved(&[]);
    folder.replace(ENGLISH_PATH, "bought so far", "bought until now");
    folder.write(".flowproof.yaml", "severity:\n  stale-row: off\n");
    assert_eq!(speaks(&folder, &[]), (Vec::new(), 3));
}

#[test]
fn the_folder_of_the_lock_may_be_new() {
    let folder = Folder::faulty();
    let said = approve(&folder, &["--lock", "new/deep/l.lock"]);
    assert!(said.contains("new/deep/l.lock: ") && !said.contains(" 0 texts"), "{said}");
    assert_eq!(speaks(&folder, &["--lock", "new/deep/l.lock"]), (Vec::new(), 3));
}

#[test]
fn to_approve_nothing_is_an_error() {
    let folder = Folder::empty();
    folder.write(FRENCH_PATH, "# Rien\n");
    let output = folder.acme(&["approve", ".", "--waive", "altered-key"]);
    assert_code(&output, 2);
    assert!(stderr(&output).contains("nothing was approved"), "{}", stderr(&output));
    assert!(!folder.path().join(LOCK).exists());
}

#[test]
fn a_long_list_of_expired_approvals_is_cut() {
    let folder = Folder::clean();
    for number in 0..6 {
        folder.write(format!("x{number}.md"), folder.read(FRENCH_PATH));
    }
    approve(&folder, &["--expires", "2026-02-01"]);
    let said = stderr(&folder.acme(&["check", ".", "--today", "2026-02-02"]));
    assert_eq!((said.lines().count(), said.matches("2026-02-01").count()), (1, 5), "{said}");
    assert!(said.ends_with(" and 3 more\n"), "{said}");
}

#[test]
fn another_version_of_the_catalog_is_told_once() {
    let folder = Folder::with_catalog();
    for (path, text) in [(ENGLISH_PATH, ENGLISH), (FRENCH_PATH, &faulty_french())] {
        folder.write(path, text);
    }
    let run = |command: &str| folder.run(&[command, "en-US", "fr-FR", "--catalog", "catalog"]);
    assert!(!stderr(&run("approve")).contains("catalog version"));
    assert_eq!(stderr(&run("check")), "");
    folder.replace("catalog/catalog.yaml", "version: \"1.0.0\"", "version: \"1.1.0\"");
    for command in ["check", "fix", "approve"] {
        let output = run(command);
        assert_code(&output, 0);
        let said = stderr(&output);
        assert_eq!(said.matches("given under catalog version 1.0.0, and this is 1.1.0").count(), 1);
        assert!(said.starts_with("note: ") && said.contains("still hold"), "{said}");
    }
}

#[test]
fn locks_with_shorter_hashes_hold() {
    let folder = approved(&[]);
    let short =
        regex::Regex::new("((?:target|source): \"[0-9a-f]{8})[0-9a-f]{8}\"").expect("sound");
    let text = lock(&folder);
    let old = short.replace_all(&text, "$1\"").into_owned();
    assert!(old.len() < text.len());
    folder.write(LOCK, &old);
    assert_eq!(speaks(&folder, &[]), (Vec::new(), 3));
    approve(&folder, &["--by", "bob"]);
    assert_eq!(lock(&folder), old);
    folder.replace(FRENCH_PATH, "Rubrique", "Sujet");
    let found = ["translated-key field", "unreviewed-change field"].map(str::to_owned);
    assert_eq!(speaks(&folder, &[]).0, found);
}
