//! `flowproof protocol`: a source of the invented vendor, from its files to the facts and back.

use serde_json::Value;

use crate::folder::Folder;
use crate::{assert_code, common};

/// Rules for the invented source.
const RULES: &str = r#"
conditions:
  - {id: dimmed, label: dimmed lamps, kind: enrolment}
enrolments: []
sources:
  - id: lamps
    name: acme/lamps
    url: https://acme.example/lamps
    confidence: high
    probe: calls
    key_tree:
      message: payload.name
      message_platforms: payload.models
      request: ask
      response: answer
      key: key
      type: type
      presence: presence
      values: oneOf
      range: range
      members: inside
      platforms: models
      since: from
      deprecated: discouraged
      until: gone
      absent: [never]
      right: right
      no_right: [nobody]
      conditions:
        - {condition: dimmed, attribute: dimmed, modes: {"true": required, "false": allowed}}
      unused: [text]
    schemas:
      - {id: ping, service: ping, files: "calls/*.yaml", format: key-tree, flows: {request: acme-to-hub, response: hub-to-acme}}
    leave_out:
      - {files: "*.txt", reason: where it comes from}
  - id: shop
    name: acme/shop
    url: https://acme.example/shop
    confidence: medium
    probe: shop.json
    schemas:
      - {id: store, service: store, files: "*.json", format: json-schema, flows: {response: acme-to-hub}, directions: {shop: response}}
"#;

const HELLO: &str = "payload:
  name: Hello
  models: {Globe: {from: '1.10'}, Torch: {from: never}}
ask:
- {key: Topic, type: <string>, presence: required, text: Prose.}
- {key: lampId, type: <string>, presence: required}
- {key: State, type: <string>, presence: optional, oneOf: [lit, dark, faulty]}
";

const COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";

/// A catalog with rules, and a source beside it.
fn folder() -> Folder {
    let folder = Folder::with_catalog();
    folder.write("catalog/protocol.yaml", RULES);
    folder.write("vendor/lamps/calls/hello.yaml", HELLO);
    let note = format!("acme/lamps commit {COMMIT} (Mon Oct 21 14:54:30 2024 -0400) v1\n");
    folder.write("vendor/lamps/SOURCE.txt", note);
    folder
}

fn run(folder: &Folder, args: &[&str]) -> std::process::Output {
    folder.run(&[&["protocol"], args, &["--catalog", "catalog"]].concat())
}

fn import(folder: &Folder, args: &[&str]) -> std::process::Output {
    run(folder, &[&["import", "--out", "catalog/protocol"], args].concat())
}

#[test]
fn an_import_writes_the_facts_and_the_catalog_takes_them() {
    let folder = folder();
    folder.write("catalog/protocol/by-hand.yaml", "left as it is");
    let output = import(&folder, &["--from", "vendor"]);
    assert_code(&output, 0);
    assert_eq!(
        common::stderr(&output),
        "note: shop: not found (no folder holds `shop.json`); its files are left as they are\n\
         note: lamps: SOURCE.txt left out: where it comes from\n\
         lamps: 1 files read, 1 messages, 3 keys; 1 files left out; 0 not understood\n"
    );
    assert!(output.stdout.is_empty());
    let text = String::from_utf8(folder.read("catalog/protocol/ping.yaml")).unwrap();
    assert_eq!(
        text,
        format!(
            r#"# Written by `flowproof protocol import`; do not edit.
schema: ping
service: ping
source: {{name: acme/lamps, url: "https://acme.example/lamps", commit: "{COMMIT}", date: "2024-10-21", confidence: high}}
flows: {{request: acme-to-hub, response: hub-to-acme}}
messages:
  - id: Hello
    file: calls/hello.yaml
    on: {{Globe: {{since: "1.10"}}}}
    absent: [Torch]
    request:
      - {{key: Topic, type: string, presence: required}}
      - {{key: lampId, type: string, presence: required}}
      - {{key: State, type: string, presence: optional, values: [lit, dark, faulty]}}
"#
        )
    );
    assert_eq!(folder.read("catalog/protocol/by-hand.yaml"), b"left as it is");
    std::fs::remove_file(folder.path().join("catalog/protocol/by-hand.yaml")).unwrap();
    // The same again, from the source itself.
    assert_code(&import(&folder, &["--from", "vendor/lamps"]), 0);
    assert_eq!(folder.read("catalog/protocol/ping.yaml"), text.as_bytes());
    let output = folder.run(&["catalog", "show", "--catalog", "catalog"]);
    assert_code(&output, 0);
}

#[test]
fn what_is_not_understood_is_named_and_the_rest_is_written() {
    let folder = folder();
    folder.write("vendor/lamps/calls/deep/more.yaml", "x");
    folder.replace("vendor/lamps/calls/hello.yaml", "text: Prose.", "weight: 3");
    folder.write("vendor/lamps/calls/bad.yaml", "payload: [");
    folder.write("vendor/lamps/calls/latin.yaml", b"payload: \xe9");
    let output = import(&folder, &["--from", "vendor"]);
    assert_code(&output, 1);
    let err = common::stderr(&output);
    for expected in [
        "not understood: calls/deep/more.yaml: no rule reads this file or leaves it out",
        "not understood: calls/hello.yaml: Hello/Topic: attribute `weight` is not known",
        "not understood: calls/bad.yaml: unclosed bracket '[' at line 1",
        "not understood: calls/latin.yaml: it is not UTF-8 from byte 9 on",
        "1 files read, 1 messages, 3 keys; 1 files left out; 4 not understood",
    ] {
        assert!(err.contains(expected), "{expected}\n{err}");
    }
    assert!(folder.read("catalog/protocol/ping.yaml").len() > 300);
}

#[test]
fn an_import_that_cannot_be_done_says_what_to_do() {
    let folder = folder();
    let fails = |args: &[&str], expected: &[&str]| {
        let output = import(&folder, args);
        assert_code(&output, 2);
        let err = common::stderr(&output);
        for text in expected {
            assert!(err.contains(text), "{text}\n{err}");
        }
        assert!(!folder.path().join("catalog/protocol").exists());
    };
    fails(&["--from", "catalog"], &["no source of the rules is in catalog", "`calls` (lamps)"]);
    fails(&["--from", "nowhere"], &["cannot read nowhere"]);
    fails(
        &["--from", "vendor", "--revision", "other=0123456@2024-01-01"],
        &["the sources are lamps"],
    );
    fails(&["--from", "vendor", "--revision", "lamps=x@2024-01-01"], &["not a commit"]);
    fails(&["--from", "vendor", "--revision", "lamps=0123456@soon"], &["not a date"]);
    folder.write("vendor/copy/calls/hello.yaml", HELLO);
    fails(&["--from", "vendor"], &["vendor/copy and vendor/lamps both hold `calls`"]);
    fails(&["--from", "vendor/copy"], &["not known", "give --revision lamps=COMMIT@YYYY-MM-DD"]);
    std::fs::remove_file(folder.path().join("catalog/protocol.yaml")).unwrap();
    fails(&["--from", "vendor"], &["has no rules for an import"]);
}

#[test]
fn a_fault_of_the_rules_is_shown_in_their_file() {
    let folder = folder();
    folder.replace("catalog/protocol.yaml", "calls/*.yaml", "calls/{*.yaml");
    let output = import(&folder, &["--from", "vendor"]);
    assert_code(&output, 2);
    let err = common::stderr(&output);
    assert!(err.contains("catalog/protocol.yaml:") && err.contains("calls/{*.yaml"), "{err}");
}

#[test]
fn the_state_of_a_source_is_told_by_the_user_or_by_git() {
    let folder = folder();
    let told = ["--from", "vendor", "--revision", "lamps=fedcba9@2025-02-03"];
    assert_code(&import(&folder, &told), 0);
    let text = String::from_utf8(folder.read("catalog/protocol/ping.yaml")).unwrap();
    assert!(text.contains("commit: fedcba9, date: \"2025-02-03\""), "{text}");
    let git = |args: &[&str]| {
        let identity = ["-c", "user.name=x", "-c", "user.email=x@example.org"];
        let output = std::process::Command::new("git")
            .current_dir(folder.path().join("vendor/lamps"))
            .args(identity)
            .args(args)
            .env("GIT_COMMITTER_DATE", "2023-04-05T12:00:00Z")
            .output()
            .expect("git");
        assert!(output.status.success(), "{output:?}");
    };
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-q", "-m", "x"]);
    assert_code(&import(&folder, &["--from", "vendor"]), 0);
    let text = String::from_utf8(folder.read("catalog/protocol/ping.yaml")).unwrap();
    assert!(text.contains("date: \"2023-04-05\""), "{text}");
}

#[test]
fn a_comparison_names_what_changed_and_the_fields_it_touches() {
    let folder = folder();
    assert_code(&import(&folder, &["--from", "vendor"]), 0);
    let old = "catalog/protocol";
    let same = run(&folder, &["compare", old, "vendor"]);
    assert_code(&same, 0);
    assert_eq!(
        common::stdout(&same),
        "0 added, 0 removed, 0 renamed, 0 changed; 0 field(s) of the catalog touched\n"
    );
    folder.write(
        "newer/lamps/calls/hello.yaml",
        HELLO
            .replace(
                "- {key: lampId, type: <string>, presence: required}\n",
                "- {key: lampNumber, type: <string>}\n",
            )
            .replace("oneOf: [lit, dark, faulty]", "oneOf: [lit, dark]"),
    );
    // Facts by hand are not part of the source.
    let by_hand = "schema: ping\nservice: ping\nsource: {name: acme/lamps, url: u, date: \"2024-01-01\", confidence: low}\nflows: {}\nmessages: [{id: Extra}]\n";
    folder.write("catalog/protocol/extra.yaml", by_hand);
    let output = run(&folder, &["compare", old, "newer"]);
    assert_code(&output, 1);
    assert_eq!(
        common::stdout(&output),
        "ping/Hello\n\
         \x20 ~ State: values: lit, dark, faulty → lit, dark\n\
         \x20     field acme-to-hub/ping/hello/state\n\
         \x20     document data-acme-sends-to-hub\n\
         \x20 - lampId (request, from Acme to Hub)\n\
         \x20     field acme-to-hub/ping/hello/lamp-id\n\
         \x20     document data-acme-sends-to-hub\n\
         \x20 + lampNumber (request, from Acme to Hub)\n\
         1 added, 1 removed, 0 renamed, 1 changed; 2 field(s) of the catalog touched\n"
    );
    assert!(
        common::stderr(&output).contains("catalog/protocol/extra.yaml is not compared"),
        "{output:?}"
    );
    let output = run(&folder, &["compare", old, "newer", "--format", "json"]);
    assert_code(&output, 1);
    let report: Value = serde_json::from_str(&common::stdout(&output)).unwrap();
    assert_eq!(report["schema"], 1);
    let summary = serde_json::json!({"added": 1, "removed": 1, "renamed": 0, "changed": 1});
    assert_eq!(report["summary"], summary);
    let state = &report["differences"][0];
    assert_eq!(
        (&state["change"], &state["fact"], &state["new"]),
        (&"changed".into(), &"values".into(), &"lit, dark".into())
    );
}

#[test]
fn a_comparison_needs_facts_or_a_source_on_both_sides() {
    let folder = folder();
    folder.write("empty/x.txt", "");
    let output = run(&folder, &["compare", "empty", "vendor"]);
    assert_code(&output, 2);
    assert!(common::stderr(&output).contains("empty holds no facts and no source"));
    folder.write("bad/ping.yaml", "schema: ping\nservice: [\n");
    let output = run(&folder, &["compare", "vendor", "bad"]);
    assert_code(&output, 2);
    assert!(common::stderr(&output).contains("bad/ping.yaml:2"), "{}", common::stderr(&output));
}
