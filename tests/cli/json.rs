//! The JSON contract (README, “JSON”) and the places that it names.

use serde_json::Value;

use crate::assert_code;
use crate::folder::{ENGLISH, ENGLISH_PATH, FRENCH, FRENCH_PATH, Folder, faulty_french};

/// What a value of the contract may be.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    TextOrNull,
    Number,
    List,
    Object,
    ObjectOrNull,
}

#[track_caller]
fn has(value: &Value, keys: &[(&str, Kind)]) {
    for (key, kind) in keys {
        let found = value.get(key).unwrap_or_else(|| panic!("`{key}` is missing in {value:#}"));
        let fits = match kind {
            Kind::Text => found.is_string(),
            Kind::TextOrNull => found.is_string() || found.is_null(),
            Kind::Number => found.is_u64(),
            Kind::List => found.is_array(),
            Kind::Object => found.is_object(),
            Kind::ObjectOrNull => found.is_object() || found.is_null(),
        };
        assert!(fits, "`{key}` is {found}");
    }
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().unwrap_or_else(|| panic!("`{key}` is no list"))
}

fn check(folder: &Folder) -> Value {
    let output = folder.acme(&["check", "--format", "json", "--fail-on", "never"]);
    assert_code(&output, 0);
    serde_json::from_slice(&output.stdout).expect("JSON")
}

#[test]
fn every_key_of_the_contract_is_there() {
    use Kind::{List, Number, Object, ObjectOrNull, Text, TextOrNull};
    let folder = Folder::faulty();
    folder.replace(FRENCH_PATH, "| Nom du", "| Nom duÃ©");
    let report = check(&folder);
    has(
        &report,
        &[
            ("schema", Number),
            ("tool", Object),
            ("catalog", Object),
            ("documents", List),
            ("findings", List),
            ("summary", Object),
        ],
    );
    assert_eq!(report["schema"], 1);
    assert_eq!(report["tool"]["name"], "flowproof");
    has(&report["tool"], &[("version", Text)]);
    assert_eq!(report["catalog"]["id"], "acme-hub");
    has(&report["catalog"], &[("version", Text), ("sha256", Text)]);
    has(&report["summary"], &[("error", Number), ("warning", Number), ("note", Number)]);
    has(&report["summary"], &[("approved", Number)]);
    for document in list(&report, "documents") {
        let texts = [("path", Text), ("sha256", Text), ("flow", Text), ("locale", Text)];
        has(document, &texts);
        has(document, &[("rows", Number), ("claims", Number), ("resolved", Number)]);
        has(document, &[("edition", Object), ("unresolved", List)]);
        has(&document["edition"], &[("status", Text)]);
        has(&document["edition"], &[("source_date", TextOrNull), ("source_id", TextOrNull)]);
    }
    for finding in list(&report, "findings") {
        has(finding, &[("check", Text), ("severity", Text), ("path", Text), ("rows", List)]);
        has(finding, &[("locale", TextOrNull), ("flow", TextOrNull), ("field", TextOrNull)]);
        has(finding, &[("column", TextOrNull), ("start", Object), ("end", Object)]);
        has(finding, &[("message", Text), ("expected", TextOrNull), ("found", TextOrNull)]);
        has(finding, &[("help", Text), ("fix", ObjectOrNull), ("related", List)]);
        has(finding, &[("fixes", List)]);
        assert_fixes(finding);
        has(finding, &[("fingerprint", Text)]);
        for related in list(finding, "related") {
            has(related, &[("path", Text), ("start", Object), ("end", Object), ("message", Text)]);
        }
    }
    let fixed = list(&report, "findings").iter().filter(|finding| finding["fix"].is_object());
    assert!(fixed.count() > 0, "no finding has a fix");
}

/// `fix` is the first of `fixes`.
#[track_caller]
fn assert_fixes(finding: &Value) {
    let fixes = list(finding, "fixes");
    assert_eq!(finding["fix"], fixes.first().cloned().unwrap_or(Value::Null));
    for fix in fixes {
        has(fix, &[("start", Kind::Object), ("end", Kind::Object), ("replacement", Kind::Text)]);
        let applicability = fix["applicability"].as_str().expect("text");
        assert!(["certain", "suggested"].contains(&applicability), "{fix}");
    }
}

#[test]
fn a_finding_carries_the_fixes_of_all_its_rows() {
    let report = check(&Folder::with_french(&FRENCH.replace("| Topic |", "| Rubrique |")));
    let key = list(&report, "findings").iter().find(|f| f["check"] == "translated-key");
    let key = key.expect("a finding");
    assert_eq!(key["rows"].as_array().map(Vec::len), Some(2));
    assert_eq!(list(key, "fixes").len(), 2);
    assert_fixes(key);
}

#[test]
fn the_summary_counts_the_findings() {
    let report = check(&Folder::faulty());
    for severity in ["error", "warning", "note"] {
        let count = list(&report, "findings").iter().filter(|f| f["severity"] == severity).count();
        assert_eq!(report["summary"][severity], count, "{severity}");
        assert_eq!(count, 1, "{severity}");
    }
    let key = &list(&report, "findings")[0];
    assert_eq!(key["check"], "translated-key");
    assert_eq!(key["path"], FRENCH_PATH);
    assert_eq!(key["locale"], "fr-FR");
    assert_eq!(key["flow"], "acme-to-hub");
    assert_eq!(key["field"], "acme-to-hub/ping/hello/topic");
    assert_eq!(key["rows"], serde_json::json!([1]));
    assert_eq!(key["column"], "field");
    assert_eq!((&key["expected"], &key["found"]), (&"Topic".into(), &"Rubrique".into()));
    let french = &list(&report, "documents")[1];
    assert_eq!((&french["rows"], &french["resolved"]), (&8.into(), &8.into()));
}

/// Line, column in code points and byte, counted in the file itself.
fn assert_place(bytes: &[u8], place: &Value) {
    let number =
        |key: &str| usize::try_from(place[key].as_u64().expect("a number")).expect("small");
    let before = &bytes[..number("byte")];
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let text = std::str::from_utf8(&before[start..]).expect("a character boundary");
    let column = text.trim_start_matches('\u{feff}').chars().count() + 1;
    assert_eq!((number("line"), number("column")), (line, column), "{place}");
}

fn assert_places(folder: &Folder, report: &Value) {
    for finding in list(report, "findings") {
        for place in std::iter::once(finding).chain(list(finding, "related")) {
            let path = place["path"].as_str().expect("a path");
            if path.starts_with("catalog/") {
                continue;
            }
            let bytes = folder.read(path);
            assert_place(&bytes, &place["start"]);
            assert_place(&bytes, &place["end"]);
        }
    }
}

#[test]
fn places_are_those_of_the_original_bytes() {
    let wide = faulty_french().replacen("PINGs | Hello | Rubrique", "PINGs | 日本😀 | Rubrique", 1);
    let bom = format!("\u{feff}{wide}");
    let crlf = wide.replace('\n', "\r\n");
    let both = bom.replace('\n', "\r\n");
    let columns = [&wide, &bom, &crlf, &both].map(|french| {
        let folder = Folder::with_french(french);
        folder.write(ENGLISH_PATH, ENGLISH.replace('\n', "\r\n"));
        let report = check(&folder);
        assert_places(&folder, &report);
        let findings = list(&report, "findings");
        let key = findings.iter().find(|f| f["check"] == "translated-key").expect("a finding");
        let at =
            |place: &str| usize::try_from(key[place]["byte"].as_u64().expect("a byte")).unwrap();
        assert_eq!(&folder.read(FRENCH_PATH)[at("start")..at("end")], "Rubrique".as_bytes());
        (key["start"]["line"].as_u64(), key["start"]["column"].as_u64())
    });
    assert_eq!(columns, [(Some(21), Some(17)); 4]);
}

#[test]
fn a_byte_order_mark_has_no_column() {
    let folder = Folder::empty();
    folder.write("x.md", "\u{feff}# Data Acme sends to Hub\r\n\r\nNothing more.\r\n");
    let report = check(&folder);
    let findings = list(&report, "findings");
    let missing = findings.iter().find(|f| f["check"] == "missing-table").expect("a finding");
    assert_eq!(missing["start"], serde_json::json!({"line": 1, "column": 1, "byte": 3}));
    assert_places(&folder, &report);
}

#[test]
fn invalid_bytes_move_nothing() {
    let folder = Folder::clean();
    let (before, after) = FRENCH.split_once("Hello | Topic").expect("a row");
    let mut bytes = before.as_bytes().to_vec();
    bytes.extend(b"Hello | Rub\xffrique");
    bytes.extend(after.as_bytes());
    folder.write(FRENCH_PATH, &bytes);
    let report = check(&folder);
    let findings = list(&report, "findings");
    let invalid = findings.iter().find(|f| f["check"] == "invalid-encoding").expect("a finding");
    let byte = before.len() + "Hello | Rub".len();
    assert_eq!(invalid["start"]["byte"], byte);
    assert_eq!(bytes[byte], 0xff);
}

#[test]
fn fingerprints_do_not_depend_on_lines() {
    let prints = |french: &str| {
        let report = check(&Folder::with_french(french));
        let findings = list(&report, "findings").iter();
        findings.map(|f| f["fingerprint"].as_str().expect("text").to_owned()).collect::<Vec<_>>()
    };
    let moved = faulty_french().replacen("# Données", "\n\n# Données", 1);
    let found = prints(&faulty_french());
    assert_eq!(found, prints(&moved));
    let distinct: std::collections::BTreeSet<&String> = found.iter().collect();
    assert_eq!(distinct.len(), found.len());
}

/// As a site serves a translation: no hash, but the commit of its source and when it was handed off.
#[test]
fn a_served_page_is_dated_by_the_commit_of_its_source() {
    const COMMIT: &str = "abcdef0123456789abcdef0123456789abcdef01";
    let id = "ms.assetid: 11111111-1111-1111-1111-111111111111\n";
    let served = |tag: &str, commit: &str| {
        let front = format!(
            "locale: {tag}\nms.contentlocale: {tag}\nloc_version: 2022-02-03T04:05:06.7691235Z\n\
             git_commit_id: {commit}\n{id}"
        );
        FRENCH.replacen(id, &front, 1)
    };
    let folder = Folder::empty();
    folder.write("history/2021-06-01_abcdef012345.md", ENGLISH);
    folder.write("history/2021-09-01_fedcba987654.md", ENGLISH.replace("06/01/2021", "09/01/2021"));
    folder.write("pages/a.md", served("fr-fr", COMMIT));
    folder.write("pages/b.md", served("fr-ca", &COMMIT.replace('a', "9")));
    let args = ["check", "pages", "--source-history", "history", "--format", "json"];
    let output = folder.acme(&[&args[..], &["--fail-on", "never"]].concat());
    assert_code(&output, 0);
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let found: Vec<_> = list(&report, "documents")
        .iter()
        .map(|d| {
            ["locale", "source_date", "handoff"].map(|key| {
                let own = if key == "locale" { &d[key] } else { &d["edition"][key] };
                own.as_str().unwrap_or("-").to_owned()
            })
        })
        .collect();
    assert_eq!(
        found,
        [["fr-FR", "2021-06-01", "2022-02-03"], ["fr-CA", "-", "2022-02-03"]],
        "a commit that is not known tells no edition"
    );
}
