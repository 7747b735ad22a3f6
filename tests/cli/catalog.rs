//! `flowproof catalog`.

use serde_json::Value;

use crate::common::{stderr, stdout};
use crate::folder::Folder;
use crate::{assert_code, snapshot};

#[test]
fn the_built_in_catalog_and_the_invented_one_are_sound() {
    let folder = Folder::empty();
    for output in [folder.run(&["catalog", "validate"]), folder.acme(&["catalog", "validate"])] {
        assert_code(&output, 0);
        assert!(stdout(&output).contains("sound"), "{}", stdout(&output));
    }
}

/// A fault: the file, what is replaced by what, and what is said: message, place, text, mend.
type Fault = (&'static str, &'static str, &'static str, [&'static str; 4]);

const PING: &str = "catalog/fields/acme-to-hub/ping.yaml";
const FAULTS: &[Fault] = &[
    (
        PING,
        "identifies: none",
        "identifys: none",
        ["unknown field `identifys`", ":9:180", "identifys: none", "remove the key, or correct"],
    ),
    (
        PING,
        "{id: state,",
        "{id: lamp-id,",
        [
            "`acme-to-hub/ping/hello/lamp-id` is declared twice",
            ":11:14",
            "{id: lamp-id, label: State",
            "rename one",
        ],
    ),
    (
        PING,
        "service: ping",
        "service: ping\nservice: ping",
        ["duplicate key `service`", ":3:1", "3 | service: ping", "keep one of the two"],
    ),
    (
        PING,
        "flow: acme-to-hub",
        "flow: acme-to-hob",
        [
            "there is no flow `acme-to-hob`",
            ":1:7",
            "1 | flow: acme-to-hob",
            "did you mean `acme-to-hub`?",
        ],
    ),
    (
        "catalog/catalog.yaml",
        "statements: [scope, services",
        "statements: [scope, prices",
        [
            "there is no statement `prices`",
            ":35:25",
            "[scope, prices, no-sale",
            "declare the statement first",
        ],
    ),
    (
        PING,
        "identifies: none, since",
        "identifies: none, in_protocol: {purpose: Lights it., purpose_code: operat, subject: owner}, since",
        [
            "there is no purpose `operat`",
            ":9:247",
            "purpose_code: operat",
            "did you mean `operate`?",
        ],
    ),
    (
        PING,
        "category: control",
        "category: contrl",
        ["there is no category `contrl`", ":9:138", "category: contrl", "did you mean `control`?"],
    ),
    (
        "catalog/locales/fr-FR.yaml",
        "acme-to-hub/store/account/owner:",
        "acme-to-hub/store/account/ownr:",
        [
            "there is no field `acme-to-hub/store/account/ownr`",
            ":10:3",
            "[Nom du propriétaire]",
            "did you mean `acme-to-hub/store/account/owner`?",
        ],
    ),
    (
        PING,
        "flow: acme-to-hub",
        "flow: &flow acme-to-hub",
        ["anchors and aliases are not allowed", ":1:13", "1 | flow: &flow", "write the value out"],
    ),
    (
        PING,
        "service: ping",
        "service: *flow",
        [
            "anchors and aliases are not allowed",
            ":2:10",
            "2 | service: *flow",
            "write the value out",
        ],
    ),
    (
        "catalog/vocabulary/subjects.yaml",
        "personal: false",
        "personal: yes",
        [
            "`yes` is none of `true`, `false` and `depends`",
            ":4:59",
            "personal: yes",
            "write one of the three, without quotes",
        ],
    ),
    (
        PING,
        "role: key",
        "documented: yes\n    role: key",
        ["a boolean is `true` or `false`", ":6:17", "documented: yes", "write `true` or `false`"],
    ),
    (
        "catalog/locales/fr-FR.yaml",
        "negators: [pas,",
        "negators: [pas, {,",
        ["mismatched bracket", ":14:17", "negators: [pas, {", "flowproof catalog schema"],
    ),
    (
        PING,
        "service: ping",
        "service: ping\norigin: lamp",
        [
            "there is no origin or party `lamp`",
            ":3:9",
            "3 | origin: lamp",
            "declare the origin or party first",
        ],
    ),
    (
        "catalog/catalog.yaml",
        "{id: ping,",
        "{id: ping, roles: [{party: acme}],",
        [
            "the role of `acme` is neither given nor asked for",
            ":22:32",
            "roles: [{party: acme}]",
            "`ask` with a question",
        ],
    ),
    (
        "catalog/catalog.yaml",
        "services:\n  - {id: ping,",
        "origins: [{id: hub, name: Hub, description: d.}]\nservices:\n  - {id: ping,",
        ["`hub` is a party and an origin", ":21:16", "origins: [{id: hub", "name the party itself"],
    ),
    (
        "catalog/catalog.yaml",
        "denies: true",
        "denies: true\n    notes: {prices: No.}",
        ["there is no document `prices`", ":69:13", "notes: {prices", "declare the document first"],
    ),
    (
        "catalog/catalog.yaml",
        "schema: 1",
        "",
        ["missing field `schema`", "catalog.yaml:", "", "add the key"],
    ),
];

#[test]
fn every_fault_has_its_place_text_and_mend() {
    for (path, from, to, [message, place, text, mend]) in FAULTS {
        let folder = Folder::with_catalog();
        folder.replace(path, from, to);
        let output = folder.run(&["catalog", "validate", "--catalog", "catalog"]);
        assert_code(&output, 1);
        let shown = stdout(&output);
        let place =
            if place.starts_with(':') { format!("{path}{place}\n") } else { (*place).to_owned() };
        for part in [message, place.as_str(), text, mend] {
            assert!(shown.contains(part), "`{part}` is missing in:\n{shown}");
        }
        let check = folder.run(&["check", "--catalog", "catalog"]);
        assert_code(&check, 2);
        assert!(stderr(&check).contains(message), "{}", stderr(&check));
        assert_eq!(stdout(&check), "");
    }
}

#[test]
fn all_faults_are_shown_at_once() {
    let folder = Folder::with_catalog();
    folder.replace(PING, "category: control", "category: contrl");
    folder.replace("catalog/locales/fr-FR.yaml", "account/owner:", "account/ownr:");
    folder.replace(
        "catalog/fields/acme-to-hub/store.yaml",
        "identifies: person",
        "identifies: peron",
    );
    let output = folder.run(&["catalog", "validate", "--catalog", "catalog"]);
    assert_code(&output, 1);
    snapshot("catalog_faults", &stdout(&output));
}

#[test]
fn a_folder_without_a_catalog_is_named() {
    let folder = Folder::empty();
    folder.write("empty/readme.md", "");
    let output = folder.run(&["catalog", "validate", "--catalog", "empty"]);
    assert_code(&output, 1);
    assert!(stdout(&output).contains("empty/catalog.yaml"), "{}", stdout(&output));
    assert_code(&folder.run(&["catalog", "validate", "--catalog", "nowhere"]), 2);
}

fn show(args: &[&str]) -> String {
    let output = Folder::empty().acme(&[&["catalog", "show"], args].concat());
    assert_code(&output, 0);
    stdout(&output)
}

fn ids(args: &[&str]) -> Vec<String> {
    let fields: Vec<Value> =
        serde_json::from_str(&show(&[args, &["--format", "json"]].concat())).expect("JSON");
    fields.iter().map(|field| field["id"].as_str().expect("an id").to_owned()).collect()
}

#[test]
fn filters_narrow_what_is_shown() {
    assert_eq!(ids(&[]).len(), 11);
    assert_eq!(ids(&["--flow", "hub-to-acme"]).len(), 3);
    assert_eq!(ids(&["--service", "ping"]).len(), 7);
    assert_eq!(ids(&["--message", "good-bye"]), ["acme-to-hub/ping/good-bye/topic"]);
    assert_eq!(ids(&["--category", "contact"]), ["acme-to-hub/store/account/owner"]);
    assert_eq!(ids(&["--subject", "owner", "--service", "ping"]).len(), 3);
    let output =
        Folder::empty().acme(&["catalog", "show", "--service", "store", "--subject", "lamp"]);
    assert_code(&output, 2);
    assert!(stderr(&output).contains("no field"), "{}", stderr(&output));
}

#[test]
fn all_formats_show_the_same_fields() {
    let json: Vec<Value> = serde_json::from_str(&show(&["--format", "json"])).expect("JSON");
    let csv = show(&["--format", "csv"]);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let records: Vec<csv::StringRecord> = reader.records().map(|r| r.expect("a record")).collect();
    assert_eq!(records.len(), json.len());
    for (record, object) in records.iter().zip(&json) {
        for (name, value) in header.iter().zip(record) {
            assert_eq!(object[name], value, "{name}");
        }
    }
    let table = show(&["--format", "table"]);
    let ids: Vec<&str> =
        table.lines().skip(1).filter_map(|l| l.split_whitespace().next()).collect();
    assert_eq!(ids, json.iter().map(|f| f["id"].as_str().expect("text")).collect::<Vec<_>>());
}

#[test]
fn the_table_of_one_service_and_flow() {
    let folder = Folder::empty();
    let args = ["catalog", "show", "--service", "apns", "--flow", "intune-to-apple"];
    let output = folder.run(&args);
    assert_code(&output, 0);
    snapshot("catalog_show_apns", &stdout(&output));
}

#[test]
fn the_schema_is_json() {
    let output = Folder::empty().run(&["catalog", "schema"]);
    assert_code(&output, 0);
    let schema: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert!(schema.is_object());
}

#[test]
fn fields_are_found_by_names_as_well_as_ids() {
    let folder = Folder::empty();
    let show = |args: &[&str]| folder.run(&[&["catalog", "show"], args].concat());
    let ids = show(&["--service", "vpp", "--flow", "apple-to-intune"]);
    assert_code(&ids, 0);
    for service in ["VPP", "Vpp"] {
        assert_eq!(show(&["--service", service, "--flow", "Apple-to-Intune"]).stdout, ids.stdout);
    }
    let output = show(&["--service", "vpn"]);
    assert_code(&output, 2);
    let said = stderr(&output);
    assert!(said.contains("no field has the service `vpn`"), "{said}");
    assert!(said.contains("help: there are ") && said.contains("vpp"), "{said}");
}
