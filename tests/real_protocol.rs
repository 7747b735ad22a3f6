//! The vendor's real schema files, read in place: the committed facts are what they say, and no
//! file is passed over. Skipped with one printed line where they are not at hand; in CI they must
//! be.

mod common;

use std::collections::BTreeSet;
use std::path::Path;

const SOURCES: [&str; 2] = ["apple-device-management", "apple-device-services"];

#[test]
fn the_committed_facts_are_those_of_the_source() {
    let Some(corpus) = common::corpus() else { return };
    let out = tempfile::tempdir().unwrap();
    let (from, to) = (corpus.display().to_string(), out.path().display().to_string());
    let args = ["protocol", "import", "--from", &from, "--out", &to];
    let output = common::flowproof(&common::root(), &args);
    assert!(output.status.success(), "{}", common::stderr(&output));
    let mut names = Vec::new();
    for (path, text) in common::files_below(out.path(), &["yaml"]) {
        let name = Path::new(&path).file_name().unwrap().to_str().unwrap().to_owned();
        let committed = common::root().join("catalog/protocol").join(&name);
        let committed = std::fs::read_to_string(committed).unwrap_or_default();
        assert!(
            committed == text,
            "{name}: run `flowproof protocol import --from {from} --out catalog/protocol`"
        );
        names.push(name);
    }
    assert_eq!(names, ["dep.yaml", "mdm-checkin.yaml", "mdm-command.yaml", "vpp-v2.yaml"]);
    let all = common::stderr(&output);
    assert!(all.contains("74 files read, 74 messages, 954 keys; 6 files left out; 0 not"), "{all}");
    assert!(all.contains("28 files read, 28 messages, 110 keys; 3 files left out; 0 not"), "{all}");
}

#[test]
fn every_file_of_the_sources_is_read_left_out_or_named() {
    let Some(corpus) = common::corpus() else { return };
    let out = tempfile::tempdir().unwrap();
    let (from, to) = (corpus.display().to_string(), out.path().display().to_string());
    let output =
        common::flowproof(&common::root(), &["protocol", "import", "--from", &from, "--out", &to]);
    // Read: some message comes from it. Left out or named: it is said.
    let facts: Vec<String> =
        common::files_below(out.path(), &["yaml"]).into_iter().map(|(_, text)| text).collect();
    let read: BTreeSet<&str> = facts
        .iter()
        .flat_map(|text| text.lines())
        .filter_map(|line| line.strip_prefix("    file: "))
        .collect();
    let said = common::stderr(&output);
    for source in SOURCES {
        let folder = corpus.join(source);
        let mut count = 0;
        for entry in walkdir::WalkDir::new(&folder) {
            let entry = entry.unwrap();
            if entry.file_type().is_file() {
                let path = entry.path().strip_prefix(&folder).unwrap().to_str().unwrap();
                let known = read.contains(path) || said.contains(path);
                assert!(known, "{source}/{path} is passed over in silence");
                count += 1;
            }
        }
        assert!(count > 30, "{source} has {count} files");
    }
}

#[test]
fn the_committed_facts_do_not_differ_from_the_source() {
    let Some(corpus) = common::corpus() else { return };
    let corpus = corpus.display().to_string();
    let args = ["protocol", "compare", "catalog/protocol", &corpus];
    let output = common::flowproof(&common::root(), &args);
    assert!(output.status.success(), "{}", common::stdout(&output));
}
