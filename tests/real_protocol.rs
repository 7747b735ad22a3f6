//! The vendor's real schema files, read in place: the committed facts are what they say, and no
//! file is passed over. Skipped with one printed line where they are not at hand; in CI they must
//! be.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Output;

use flowproof::catalog::model::Confidence;

/// The sources of the committed facts: of the vendor's schema the newest public state.
const SOURCES: [&str; 2] = [NEWEST, "apple-device-services"];
/// Put together from several commits, as its note tells.
const NEWEST: &str = "apple-device-management-next";
/// A checkout of one commit, two years older.
const EARLIER: &str = "apple-device-management";

/// Imports sources of the corpus into a folder.
fn import(corpus: &Path, sources: &[&str], to: &Path) -> Output {
    let folders: Vec<String> =
        sources.iter().map(|source| corpus.join(source).display().to_string()).collect();
    let to = to.display().to_string();
    let mut args = vec!["protocol", "import", "--out", &to];
    args.extend(folders.iter().flat_map(|folder| ["--from", folder.as_str()]));
    let output = common::flowproof(&common::root(), &args);
    let said = common::stderr(&output);
    assert!(output.status.success() && !said.contains("warning"), "{said}");
    output
}

#[test]
fn the_committed_facts_are_those_of_the_source() {
    let Some(corpus) = common::corpus() else { return };
    let out = tempfile::tempdir().unwrap();
    let output = import(&corpus, &SOURCES, out.path());
    let mut names = Vec::new();
    for (path, text) in common::files_below(out.path(), &["yaml"]) {
        let name = Path::new(&path).file_name().unwrap().to_str().unwrap().to_owned();
        let committed = common::root().join("catalog/protocol").join(&name);
        let committed = std::fs::read_to_string(committed).unwrap_or_default();
        assert!(
            committed == text,
            "{name}: run `flowproof protocol import --from DIR --out catalog/protocol` for {SOURCES:?}"
        );
        names.push(name);
    }
    assert_eq!(names, ["dep.yaml", "mdm-checkin.yaml", "mdm-command.yaml", "vpp-v2.yaml"]);
    let all = common::stderr(&output);
    assert!(all.contains("77 files read, 77 messages, 972 keys; 3 files left out; 0 not"), "{all}");
    assert!(all.contains("28 files read, 28 messages, 110 keys; 3 files left out; 0 not"), "{all}");
}

#[test]
fn every_file_of_the_sources_is_read_left_out_or_named() {
    let Some(corpus) = common::corpus() else { return };
    let out = tempfile::tempdir().unwrap();
    let output = import(&corpus, &SOURCES, out.path());
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
    for source in SOURCES {
        let source = corpus.join(source).display().to_string();
        let args = ["protocol", "compare", "catalog/protocol", &source];
        let output = common::flowproof(&common::root(), &args);
        assert!(output.status.success(), "{}", common::stdout(&output));
    }
}

#[test]
fn each_fact_has_the_commit_of_its_own_file() {
    let Some(corpus) = common::corpus() else { return };
    let note = std::fs::read_to_string(corpus.join(NEWEST).join("SOURCE.txt")).unwrap();
    let table: BTreeMap<&str, &str> = note
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(path, rest)| (path, rest.split('\t').next().unwrap()))
        .collect();
    let protocol = common::catalog().protocol;
    let source = |id: &str| {
        let path = format!("protocol/{id}.yaml");
        protocol.sources.iter().position(|source| source.path == path).unwrap()
    };
    for id in ["mdm-checkin", "mdm-command"] {
        let source = source(id);
        let facts = &protocol.sources[source].facts;
        assert_eq!(facts.commit, None, "{id}: no commit holds all of it");
        assert_eq!(facts.confidence, Confidence::Medium, "{id} is no checkout");
        let keys: Vec<_> = protocol.keys.iter().filter(|key| key.source == source).collect();
        assert!(keys.len() > 60, "{id}");
        for key in keys {
            let file = key.file.as_deref().unwrap();
            assert_eq!(key.commit.as_deref(), Some(table[file]), "{}", key.path);
            assert!(key.confidence <= Confidence::Medium, "{}", key.path);
        }
    }
    // What was read from a checkout has its one commit and is trusted as before.
    let services = &protocol.sources[source("dep")].facts;
    assert!(services.commit.is_some() && services.confidence == Confidence::High);
}

#[test]
fn the_earlier_state_is_imported_and_compared_with_the_newest() {
    let Some(corpus) = common::corpus() else { return };
    let out = tempfile::tempdir().unwrap();
    let said = common::stderr(&import(&corpus, &[EARLIER], out.path()));
    assert!(
        said.contains("74 files read, 74 messages, 954 keys; 6 files left out; 0 not"),
        "{said}"
    );
    let newest = corpus.join(NEWEST).display().to_string();
    let earlier = out.path().display().to_string();
    let output = common::flowproof(&common::root(), &["protocol", "compare", &earlier, &newest]);
    assert_eq!(output.status.code(), Some(1));
    let text = common::stdout(&output);
    let own = |message: &str| -> BTreeSet<String> {
        let all = text.lines().skip_while(|line| *line != message).skip(1);
        let own = all.take_while(|line| line.starts_with(' ')).map(|line| line.trim().to_owned());
        own.collect()
    };
    let (there, back) = ("from Apple to Microsoft Intune", "from Microsoft Intune to Apple");
    let mut expected = BTreeSet::from(["+ (message)".to_owned()]);
    expected.extend(["MessageType", "UDID"].map(|key| format!("+ {key} (request, {there})")));
    let answer = ["PreserveDataPlan", "ReturnToService"].map(str::to_owned);
    let inside = "BootstrapToken Enabled MDMProfileData ShouldRetryEnrollment WiFiProfileData";
    let inside = inside.split(' ').map(|key| format!("ReturnToService/{key}"));
    expected
        .extend(answer.into_iter().chain(inside).map(|key| format!("+ {key} (response, {back})")));
    assert_eq!(own("mdm-checkin/ReturnToService"), expected);
    // The catalog has no flow for what a server commands.
    let token = "+ AppleCareToken (request, in no flow of the catalog)".to_owned();
    let command = BTreeSet::from(["+ (message)".to_owned(), token]);
    assert_eq!(own("mdm-command/TriggerEnhancedLogCollection"), command);
    assert_eq!(
        own("mdm-command/CancelEnhancedLogCollection"),
        BTreeSet::from(["+ (message)".to_owned()])
    );
    let renamed: Vec<&str> = text.lines().filter(|line| line.contains(": renamed, was ")).collect();
    let at = "QueryResponses/SoftwareUpdateSettings";
    assert_eq!(
        renamed,
        [format!(
            "  ~ {at}/RecommendationCadence: renamed, was {at}/RecommendationsCadence (response, {there})"
        )]
    );
    for key in ["IMEI", "MEID"] {
        let line = format!("~ QueryResponses/{key} on iOS: until: – → 26.0");
        assert!(own("mdm-command/DeviceInformation").contains(&line), "{line}");
    }
}
