//! The committed `reports/` are what the bundled sample gives, and the reports agree with each
//! other.

mod common;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use common::root;

/// Renders the bundled sample with the settings of the project into `out`.
fn render(out: &Path, environment: &[(&str, &str)]) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_flowproof"));
    command.current_dir(root()).arg("report").arg("--out").arg(out);
    command.envs(environment.iter().copied());
    let output = command.output().expect("the binary runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// The files of a folder by name; those of `benchmark/` are not rendered from the sample.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let Ok(entries) = std::fs::read_dir(folder) else { return BTreeMap::new() };
    let entries = entries.map(|entry| entry.expect("an entry"));
    entries
        .filter(|entry| entry.file_name() != "benchmark")
        .map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            (name, std::fs::read(entry.path()).expect("readable"))
        })
        .collect()
}

/// The reports of the bundled sample as text.
struct Reports(BTreeMap<String, String>);

impl Reports {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        render(folder.path(), &[]);
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        let files = files(folder.path()).into_iter().filter(|(name, _)| !name.ends_with(".xlsx"));
        Reports(files.map(|(name, bytes)| (name, text(bytes))).collect())
    }

    fn json(&self, name: &str) -> Value {
        serde_json::from_str(&self.0[name]).expect("JSON")
    }

    /// How often a text stands in a report.
    fn count(&self, name: &str, text: &str) -> usize {
        self.0[name].matches(text).count()
    }
}

fn strings<'a>(items: &'a [Value], key: &str) -> Vec<&'a str> {
    items.iter().map(|item| item[key].as_str().expect("a string")).collect()
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map(Vec::as_slice).unwrap_or_default()
}

#[test]
fn the_committed_reports_are_those_of_the_bundled_sample() {
    let committed = root().join("reports");
    if std::env::var_os("UPDATE").is_some() {
        render(&committed, &[]);
    }
    let folder = tempfile::tempdir().expect("a folder");
    render(folder.path(), &[]);
    let (old, new) = (files(&committed), files(folder.path()));
    let again = "UPDATE=1 cargo test --test reports";
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&old), names(&new), "reports/ holds other files; run `{again}`");
    for (name, bytes) in &new {
        let line = |text: &[u8], at: usize| {
            let start = text[..at].iter().rposition(|b| *b == b'\n').map_or(0, |p| p + 1);
            let text = String::from_utf8_lossy(&text[start..]);
            text.chars().take_while(|c| *c != '\n').take(200).collect::<String>()
        };
        if let Some(at) = differs(&old[name], bytes) {
            panic!(
                "reports/{name} is out of date; run `{again}` and commit it\n committed: {}\n  now: {}",
                line(&old[name], at),
                line(bytes, at)
            );
        }
    }
}

/// The first place where two texts differ.
fn differs(a: &[u8], b: &[u8]) -> Option<usize> {
    let first = a.iter().zip(b).position(|(a, b)| a != b);
    first.or((a.len() != b.len()).then(|| a.len().min(b.len())))
}

#[test]
fn neither_the_time_zone_nor_the_language_of_the_machine_matters() {
    let (here, there) = (tempfile::tempdir().expect("it"), tempfile::tempdir().expect("it"));
    render(here.path(), &[("TZ", "UTC"), ("LANG", "C"), ("LC_ALL", "C")]);
    let far = [("TZ", "Pacific/Kiritimati"), ("LANG", "tr_TR.UTF-8"), ("LC_ALL", "tr_TR.UTF-8")];
    render(there.path(), &far);
    assert!(files(here.path()) == files(there.path()), "the reports differ");
}

#[test]
fn paths_do_not_tell_where_the_project_lies() {
    let root = root().to_string_lossy().into_owned();
    for (name, text) in Reports::new().0 {
        assert!(!text.contains(&root), "{name} holds {root}");
    }
}

#[test]
fn the_pages_show_every_finding_once_and_with_its_severity() {
    let reports = Reports::new();
    let json = reports.json("findings.json");
    let findings = list(&json, "findings");
    assert!(!findings.is_empty());
    for fingerprint in strings(findings, "fingerprint") {
        assert_eq!(reports.count("drift.html", &format!(" id=\"f-{fingerprint}\"")), 1);
    }
    for (severity, name) in [("error", "Errors"), ("warning", "Warnings"), ("note", "Notes")] {
        let count = findings.iter().filter(|f| f["severity"] == severity).count();
        assert_eq!(json["summary"][severity], count, "{severity}");
        let articles = format!("<article class=\"finding {severity}\"");
        assert_eq!(reports.count("drift.html", &articles), count, "{severity}");
        let tile = format!(">{name}</a></dt><dd>{count}</dd>");
        assert_eq!(reports.count("index.html", &tile), 1, "{tile}");
    }
    let mut by_check: BTreeMap<&str, usize> = BTreeMap::new();
    for check in strings(findings, "check") {
        *by_check.entry(check).or_default() += 1;
    }
    for (check, count) in by_check {
        let named = format!("<p class=\"meta\"><code>{check}</code>");
        assert_eq!(reports.count("drift.html", &named), count, "{check}");
        let row = reports.0["drift.html"]
            .lines()
            .find(|line| line.starts_with(&format!("<tr><th scope=\"row\"><code>{check}</code>")));
        let cell = format!("<td class=\"num\">{count}</td></tr>");
        assert!(row.expect(check).ends_with(&cell), "{check}: {count}");
    }
}

/// All fields of `inventory.json` in page order.
fn fields(inventory: &Value) -> Vec<&Value> {
    let flows = list(inventory, "flows").iter();
    let services = flows.flat_map(|flow| list(flow, "services"));
    let messages = services.flat_map(|service| list(service, "messages"));
    messages.flat_map(|message| list(message, "fields")).collect()
}

#[test]
fn every_field_is_in_every_inventory() {
    let reports = Reports::new();
    let inventory = reports.json("inventory.json");
    let ids: Vec<&str> =
        fields(&inventory).iter().map(|field| field["id"].as_str().expect("an id")).collect();
    let catalog = flowproof::catalog::load(flowproof::builtin::files());
    let catalog = catalog.map_err(|e| e.errors).expect("the catalog is sound");
    assert_eq!(ids.len(), catalog.fields.len());
    let mut reader = csv::Reader::from_reader(reports.0["inventory.csv"].as_bytes());
    let records: Vec<_> = reader.records().map(|r| r.expect("a record")).collect();
    assert_eq!(records.iter().map(|r| &r[0]).collect::<Vec<_>>(), ids);
    let personal = records.iter().filter(|r| &r[10] == "yes").count();
    assert_eq!(inventory["totals"]["fields"], ids.len());
    assert_eq!(inventory["totals"]["personal"], personal);
    for id in &ids {
        let row = format!("<tr id=\"field-{}\" ", id.replace('/', "."));
        assert_eq!(reports.count("inventory.html", &row), 1, "{id}");
    }
    assert_eq!(reports.count("inventory.html", "<tr id=\"field-"), ids.len());
    let lead = format!("{} fields, {personal} of them personal data", ids.len());
    assert_eq!(reports.count("inventory.html", &lead), 1);
    assert_eq!(reports.count("privacy.html", &format!("{personal} of {} fields", ids.len())), 1);
}

#[test]
fn what_is_or_may_be_personal_is_never_in_the_lowest_tier() {
    let inventory = Reports::new().json("inventory.json");
    for field in fields(&inventory) {
        let lowest = field["sensitivity_rank"] == 0;
        assert!(!lowest || field["personal_data"] == "no", "{}", field["id"]);
    }
}

/// A column of a CSV report.
fn column(reports: &Reports, name: &str, header: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(reports.0[name].as_bytes());
    let at = reader.headers().expect("a header").iter().position(|h| h == header).expect(header);
    reader.records().map(|r| r.expect("a record")[at].to_owned()).collect()
}

#[test]
fn every_format_has_as_many_lines_as_the_json() {
    let reports = Reports::new();
    let (json, inventory) = (reports.json("findings.json"), reports.json("inventory.json"));
    let findings = strings(list(&json, "findings"), "fingerprint");
    assert_eq!(column(&reports, "findings.csv", "fingerprint"), findings);
    let fields = fields(&inventory);
    let places: usize = fields.iter().map(|field| list(field, "documentation").len()).sum();
    assert_eq!(column(&reports, "evidence.csv", "path").len(), places);
    let mut ids = strings(&fields.iter().map(|f| (*f).clone()).collect::<Vec<_>>(), "id")
        .into_iter()
        .map(str::to_owned)
        .collect::<Vec<_>>();
    ids.sort();
    for name in ["art30-controller.csv", "art30-processor.csv"] {
        let cells = column(&reports, name, "field_ids");
        let mut named: Vec<&str> = cells.iter().flat_map(|cell| cell.split("; ")).collect();
        named.sort_unstable();
        if name == "art30-processor.csv" {
            // Both ends of a flow may be processors; then each has its record.
            named.dedup();
        }
        assert_eq!(named, ids, "{name}");
    }
    let bom = reports.json("bom.cdx.json");
    let services = list(&bom, "services").iter();
    let data: Vec<&Value> = services.flat_map(|service| list(service, "data")).collect();
    for flow in ["inbound", "outbound"] {
        assert_eq!(data.iter().filter(|d| d["flow"] == flow).count(), ids.len(), "{flow}");
    }
    let graph = reports.json("dpv.jsonld");
    let resources = list(&graph, "@graph").iter();
    let linked = resources.flat_map(|r| list(r, "dpv:hasPersonalData").iter());
    assert_eq!(inventory["totals"]["personal"], linked.count());
    for id in &ids {
        assert_eq!(reports.count("report.md", &format!("`{id}`")), 1, "{id}");
        let named = format!("Catalog field {id};");
        assert_eq!(reports.count("fides-dataset.yml", &named), 1, "{id}");
    }
}

#[test]
fn what_the_inventory_says_of_a_page_is_borne_out_by_a_finding() {
    let reports = Reports::new();
    let (json, inventory) = (reports.json("findings.json"), reports.json("inventory.json"));
    let protocol = reports.json("protocol.json");
    let findings = list(&json, "findings");
    for field in fields(&inventory) {
        for page in list(field, "documentation") {
            let status = page["status"].as_str().expect("a status");
            if matches!(status, "listed" | "not-listed-by-edition") {
                assert!(list(page, "doubts").is_empty(), "{} is {status}", field["id"]);
                continue;
            }
            if status == "doubted" {
                let told = list(page, "doubts").iter().all(|doubt| {
                    findings.iter().any(|finding| finding["fingerprint"] == doubt["fingerprint"])
                });
                let mut verdicts = list(&protocol, "verdicts").iter();
                let against = verdicts.any(|v| v["field"] == field["id"] && v["kind"] != "agreed");
                assert!(told && (against || !list(page, "doubts").is_empty()), "{}", field["id"]);
                continue;
            }
            let about = |f: &&Value| {
                f["path"] == page["path"] && list(f, "fields").iter().any(|id| *id == field["id"])
            };
            let checks: Vec<&Value> =
                findings.iter().filter(about).map(|finding| &finding["check"]).collect();
            let fits: &[&str] = match status {
                "translated" => &["translated-key"],
                "altered" => &["altered-key", "stray-punctuation"],
                _ => &["missing-row", "short-row"],
            };
            let borne_out = checks.iter().any(|check| fits.iter().any(|fit| *check == fit));
            assert!(borne_out, "{} is {status} on {}: {checks:?}", field["id"], page["path"]);
        }
    }
}
