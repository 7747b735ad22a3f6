//! The reports on the protocol agree with each other, on the bundled sample and on the invented
//! vendor.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use common::root;

const TO_HUB: &str = "\
| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | Channel of the lamp. |
| PINGs | Hello | lampId | The UUID of the lamp. |
| PINGs | Hello | State | One of lit, dark or faulty. |
| PINGs | GoodBye | Topic | Channel of the lamp. |
| STORE | Shop account | Serial number | Number of the lamp. |
| STORE | Shop account | Owner name | The buyer. |
| STORE | Shop account | Purchase time | In ISO 8601. |
| STORE | Shop account | shadeCount | How many. |
";

const TO_ACME: &str = "\
| Service | Data sent to Acme | Used for |
|---|---|---|
| PINGs | Token, wakeWord | Wakes the lamp. |
| PINGs | brightness_level | How bright it is to be. |
";

/// Reports as text, by file name.
struct Reports(BTreeMap<String, String>);

impl Reports {
    /// Of the bundled sample, with the settings of the project.
    fn bundled() -> Self {
        Self::of(&root(), &[])
    }

    /// Of the invented vendor.
    fn acme() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let pages = folder.path().join("en-US");
        std::fs::create_dir(&pages).expect("a folder");
        std::fs::write(pages.join("data-acme-sends-to-hub.md"), TO_HUB).expect("written");
        std::fs::write(pages.join("data-hub-sends-to-acme.md"), TO_ACME).expect("written");
        let catalog = common::acme_with_protocol();
        Self::of(folder.path(), &["en-US", "--catalog", &catalog.path().to_string_lossy()])
    }

    fn of(folder: &Path, arguments: &[&str]) -> Self {
        let out = tempfile::tempdir().expect("a folder");
        let mut command = Command::new(env!("CARGO_BIN_EXE_flowproof"));
        command.current_dir(folder).arg("report").args(arguments).arg("--out").arg(out.path());
        let output = command.output().expect("the binary runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let entries = std::fs::read_dir(out.path()).expect("the folder");
        let read = |entry: std::fs::DirEntry| {
            let text = std::fs::read_to_string(entry.path()).expect("UTF-8");
            (entry.file_name().to_string_lossy().into_owned(), text)
        };
        let entries = entries.map(|entry| entry.expect("an entry"));
        let texts = entries.filter(|entry| entry.path().extension().is_none_or(|e| e != "xlsx"));
        Reports(texts.map(read).collect())
    }

    fn facts(&self) -> Value {
        serde_json::from_str(&self.0["protocol.json"]).expect("JSON")
    }

    fn count(&self, name: &str, text: &str) -> usize {
        self.0[name].matches(text).count()
    }

    fn records(&self, name: &str) -> Vec<csv::StringRecord> {
        let mut reader = csv::Reader::from_reader(self.0[name].as_bytes());
        reader.records().map(|record| record.expect("a record")).collect()
    }
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

/// Every verdict stands once in each report, and the sums are those of the verdicts.
fn assert_verdicts(reports: &Reports) {
    let facts = reports.facts();
    let verdicts = list(&facts, "verdicts");
    let records = reports.records("protocol.csv");
    let ids: Vec<&str> = verdicts.iter().map(|verdict| text(verdict, "id")).collect();
    assert_eq!(ids, records.iter().map(|record| &record[0]).collect::<Vec<_>>());
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "an id is not unique");
    assert_eq!(reports.count("protocol.html", " id=\"v-"), ids.len());
    for id in &ids {
        assert_eq!(reports.count("protocol.html", &format!(" id=\"v-{id}\"")), 1, "{id}");
    }
    assert_eq!(facts["totals"]["verdicts"], ids.len());
    for kind in list(&facts["totals"], "by_kind") {
        let of_kind = || verdicts.iter().filter(|verdict| verdict["kind"] == kind["kind"]);
        let first = of_kind().filter(|v| v["primary"] == true && v["subject"] == "field").count();
        assert_eq!(kind["verdicts"], of_kind().count(), "{kind}");
        assert_eq!(kind["fields"], first, "{kind}");
        let csv = records.iter().filter(|record| record[1] == *text(kind, "kind")).count();
        assert_eq!(kind["verdicts"], csv, "{kind}");
        let row = format!("<td class=\"num\">{first}</td><td class=\"num\">{csv}</td></tr>");
        let label = format!(">{}</span></th>", text(kind, "kind").replace('-', " "));
        let shown = |line: &str| line.contains(&label) && line.ends_with(&row);
        assert!(reports.0["protocol.html"].lines().any(shown), "{kind}");
    }
    let judged: BTreeSet<&str> =
        verdicts.iter().filter(|v| !v["field"].is_null()).map(|v| text(v, "field")).collect();
    assert_eq!(facts["totals"]["fields"], judged.len());
    let inventory: Value = serde_json::from_str(&reports.0["inventory.json"]).expect("JSON");
    if !ids.is_empty() {
        assert_eq!(inventory["totals"]["fields"], judged.len(), "a field without a verdict");
    }
    let linked: BTreeSet<&str> = reports.0["inventory.html"]
        .split(" href=\"protocol.html#v-")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert_eq!(linked.len(), judged.len());
}

/// Every cell of the matrix is a line of `conditions.csv`, and nothing else is.
fn assert_conditions(reports: &Reports) {
    let facts = reports.facts();
    let mut expected = Vec::new();
    for row in list(&facts, "matrix") {
        let line = |own: [&str; 3]| [text(row, "id"), own[0], own[1], own[2]].map(str::to_owned);
        let cells = list(row, "circumstances");
        match row["anywhere"].as_str() {
            Some(exchanged) => expected.push(line(["any", "any", exchanged])),
            None => assert!(!cells.is_empty(), "{row}"),
        }
        let own = |cell| [text(cell, "platform"), text(cell, "enrolment"), text(cell, "exchanged")];
        expected.extend(cells.iter().map(|cell| line(own(cell))));
    }
    let records = reports.records("conditions.csv");
    let found: Vec<[String; 4]> =
        records.iter().map(|r| [1, 7, 8, 10].map(|column| r[column].to_owned())).collect();
    assert_eq!(found, expected);
}

/// Every place that a verdict rests on is a line of a file that exists.
fn assert_places(reports: &Reports, catalog: &Path) {
    let facts = reports.facts();
    for verdict in list(&facts, "verdicts") {
        let evidence = &verdict["evidence"];
        assert!(evidence["protocol"].is_object() || verdict["protocol"].is_null(), "{verdict}");
        assert_eq!(evidence["catalog"].is_object(), verdict["subject"] == "field", "{verdict}");
        for side in ["catalog", "protocol"] {
            let Some(path) = evidence[side]["path"].as_str() else { continue };
            let file = catalog.join(path.strip_prefix("catalog/").expect("a catalog file"));
            let lines = std::fs::read_to_string(&file).expect(path).lines().count();
            let line = evidence[side]["line"].as_u64().expect("a line") as usize;
            assert!(line >= 1 && line <= lines, "{path}:{line}");
        }
    }
}

#[test]
fn the_reports_on_the_bundled_sample_agree() {
    let reports = Reports::bundled();
    if reports.0["protocol.html"].contains("nothing to compare the documents with") {
        assert!(list(&reports.facts(), "verdicts").is_empty());
        assert!(reports.records("protocol.csv").is_empty());
        assert!(reports.records("conditions.csv").is_empty());
        return;
    }
    assert_verdicts(&reports);
    assert_conditions(&reports);
    assert_places(&reports, &root().join("catalog"));
}

#[test]
fn the_reports_on_the_invented_vendor_agree() {
    let reports = Reports::acme();
    assert_verdicts(&reports);
    assert_conditions(&reports);
    assert_places(&reports, common::acme_with_protocol().path());
}

#[test]
fn a_verdict_has_its_evidence_from_three_sides() {
    let reports = Reports::acme();
    let facts = reports.facts();
    let id = "hub-to-acme.ping.wake.brightness-misspelt-key";
    let verdict = list(&facts, "verdicts").iter().find(|v| text(v, "id") == id).expect(id);
    let evidence = &verdict["evidence"];
    assert_eq!(verdict["expected"], "brightness");
    assert_eq!(evidence["document"]["path"], "en-US/data-hub-sends-to-acme.md");
    assert_eq!(evidence["document"]["line"], 4);
    assert_eq!(evidence["document"]["text"], "brightness_level");
    assert_eq!(evidence["catalog"]["path"], "catalog/fields/hub-to-acme/ping.yaml");
    assert_eq!(evidence["protocol"]["path"], "catalog/protocol/ping.yaml");
    assert_eq!(evidence["protocol"]["file"], "messages/wake.yaml");
    let facts =
        std::fs::read_to_string(root().join("tests/catalog/acme-protocol/protocol/ping.yaml"));
    let line = evidence["protocol"]["line"].as_u64().expect("a line") as usize;
    let facts = facts.expect("readable");
    assert!(facts.lines().nth(line - 1).expect("it").contains("key: brightness"));
    let open = "ping.Hello.ownerName-undisclosed";
    assert_eq!(reports.count("protocol.html", &format!(" id=\"v-{open}\"")), 1);
}
