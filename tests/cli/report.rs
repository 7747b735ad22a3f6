//! `flowproof report` and `flowproof explain`.

use crate::common::{stderr, stdout};
use crate::folder::Folder;
use crate::{assert_code, snapshot};

const REPORTS: [&str; 29] = [
    "art30-controller.csv",
    "art30-processor.csv",
    "bom.cdx.json",
    "conditions.csv",
    "doc-data-acme-sends-to-hub.en-us.html",
    "doc-data-acme-sends-to-hub.fr-fr.html",
    "documents.csv",
    "dpv.jsonld",
    "dpv.ttl",
    "drift.html",
    "evidence.csv",
    "fides-dataset.yml",
    "fides-system.yml",
    "findings.csv",
    "findings.json",
    "flow.html",
    "index.html",
    "inventory.csv",
    "inventory.html",
    "inventory.json",
    "inventory.xlsx",
    "manifest.json",
    "privacy.html",
    "protocol.csv",
    "protocol.html",
    "protocol.json",
    "report.md",
    "statements.csv",
    "terms.csv",
];

#[test]
fn all_reports_are_written_whatever_the_findings() {
    for folder in [Folder::clean(), Folder::faulty()] {
        let output = folder.acme(&["report", "--out", "a/b"]);
        assert_code(&output, 0);
        assert_eq!(stdout(&output), "");
        for name in REPORTS {
            assert!(!folder.read(format!("a/b/{name}")).is_empty(), "{name}");
            assert!(stderr(&output).contains(&format!("wrote a/b/{name}\n")), "{name}");
        }
        let checked = folder.acme(&["check", "en-US", "fr-FR", "--format", "json"]).stdout;
        let json = |bytes: &[u8]| serde_json::from_slice::<serde_json::Value>(bytes).expect("JSON");
        let mut reported = json(&folder.read("a/b/findings.json"));
        let state = reported.as_object_mut().and_then(|report| report.remove("state"));
        assert_eq!(
            state.expect("what a later run is compared with")["field"]
                .as_object()
                .map(serde_json::Map::len),
            Some(11)
        );
        assert_eq!(reported, json(&checked));
    }
}

#[test]
fn a_report_needs_a_folder() {
    let folder = Folder::clean();
    let output = folder.acme(&["report"]);
    assert_code(&output, 2);
    assert!(stderr(&output).contains("--out DIR"), "{}", stderr(&output));
    folder.write("file", "");
    let output = folder.acme(&["report", "--out", "file"]);
    assert_code(&output, 2);
    assert!(stderr(&output).contains("cannot write file"), "{}", stderr(&output));
}

#[test]
fn files_of_others_are_not_written_over() {
    let folder = Folder::clean();
    folder.write("out/index.html", "mine");
    let report = || folder.acme(&["report", "en-US", "fr-FR", "--out", "out"]);
    let output = report();
    assert_code(&output, 2);
    let said = stderr(&output);
    assert!(said.contains("out/index.html is not listed in manifest.json"), "{said}");
    assert!(said.contains("give another folder with --out"), "{said}");
    assert_eq!(folder.read("out/index.html"), b"mine");
    assert_eq!(std::fs::read_dir(folder.path().join("out")).expect("a folder").count(), 1);
    std::fs::remove_file(folder.path().join("out/index.html")).expect("removed");
    folder.write("out/notes.md", "mine");
    folder.write("out/more/index.html", "mine");
    assert_code(&report(), 0);
    folder.write("out/index.html", "edited");
    assert_code(&report(), 0);
    assert!(folder.read("out/index.html") != b"edited", "our own");
    assert_eq!(folder.read("out/notes.md"), b"mine");
    assert_eq!(folder.read("out/more/index.html"), b"mine");
    // A report that comes new may meet a foreign file too.
    folder.write("out/changes.md", "mine");
    let args = ["report", "en-US", "fr-FR", "--out", "out", "--since", "out/findings.json"];
    assert_code(&folder.acme(&args), 2);
    std::fs::remove_file(folder.path().join("out/manifest.json")).expect("removed");
    assert_code(&report(), 2);
    folder.write("out2/manifest.json", "{\"name\": \"an app\"}");
    assert_code(&folder.acme(&["report", "--out", "out2"]), 2);
}

#[test]
fn explain_lists_and_explains() {
    let folder = Folder::empty();
    let all = folder.run(&["explain"]);
    assert_code(&all, 0);
    let ids: Vec<String> = stdout(&all)
        .lines()
        .map(|line| line.split_whitespace().next().expect("an id").to_owned())
        .collect();
    assert!(ids.len() >= 25, "{ids:?}");
    for id in &ids {
        let one = folder.run(&["explain", id]);
        assert_code(&one, 0);
        for part in ["What it checks", "Why it matters", "Example", "Remedy"] {
            assert!(stdout(&one).contains(&format!("\n{part}\n  ")), "{id}: {part}");
        }
    }
    let capitals = folder.run(&["explain", "TRANSLATED-KEY"]);
    assert_eq!(capitals.stdout, folder.run(&["explain", "translated-key"]).stdout);
    snapshot("explain_translated_key", &stdout(&folder.run(&["explain", "translated-key"])));
}

#[test]
fn an_unknown_check_is_met_with_a_suggestion() {
    let output = Folder::empty().run(&["explain", "translated-keys"]);
    assert_code(&output, 2);
    assert_eq!(stdout(&output), "");
    assert!(stderr(&output).contains("did you mean `translated-key`?"), "{}", stderr(&output));
    let output = Folder::empty().run(&["explain", "zzzzzzzzzzzzzzzzzzzz"]);
    assert_code(&output, 2);
    assert!(!stderr(&output).contains("did you mean"), "{}", stderr(&output));
}
