//! What catalogs, schema files and file names hold never steers the terminal: no escape sequence, no
//! override of the writing direction and no line of its own.

use std::process::Output;

use crate::assert_code;
use crate::common::{stderr, stdout};
use crate::folder::Folder;

/// An escape sequence, an override, a line end and a control character of the second kind, as YAML.
const YAML: &str = "\"lamp\\e[2J\\u202EdI\\ngone everything\\x9b31m\"";
/// The same as it is shown.
const SHOWN: &str = "lamp[U+001B][2J[U+202E]dI gone everything[U+009B]31m";

fn assert_inert(text: &str) {
    let steers = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
    assert!(!text.chars().any(steers), "{text:?}");
    assert!(!text.lines().any(|line| line.starts_with("gone")), "{text}");
}

/// What a command tells in both streams, which must be inert.
fn told(output: &Output, code: i32) -> String {
    assert_code(output, code);
    let text = format!("{}{}", stdout(output), stderr(output));
    assert_inert(&text);
    text
}

#[test]
fn fields_of_a_hostile_catalog_stay_on_their_lines() {
    let folder = Folder::with_catalog();
    let file = "catalog/fields/acme-to-hub/ping.yaml";
    folder.replace(file, "label: lampId", &format!("label: {YAML}"));
    folder.replace(file, "label: Hello", "label: \"Hel\\u2067lo\\r\"");
    folder.replace("catalog/catalog.yaml", "version: \"1.0.0\"", "version: \"1\\e[2J\"");
    let show =
        |args: &[&str]| folder.run(&[&["catalog", "show", "--catalog", "catalog"], args].concat());
    let table = told(&show(&[]), 0);
    let row = table.lines().find(|line| line.contains("/lamp-id ")).expect("the row");
    assert!(row.contains(&format!("  {SHOWN}  key  ")), "{table}");
    assert_eq!(table.lines().count(), 12, "{table}");
    // Columns stay aligned with what is shown.
    let at = |line: &str| line.find("  key  ").or_else(|| line.find("  label  "));
    let keys: Vec<_> = table.lines().skip(1).map(at).collect();
    assert!(keys.iter().all(|place| place.is_some() && *place == keys[0]), "{table}");
    let csv = stdout(&show(&["--format", "csv"]));
    assert!(!csv.contains(['\u{1b}', '\u{202e}', '\u{9b}']) && csv.contains("[U+202E]"), "{csv}");
    let json = stdout(&show(&["--format", "json"]));
    let fields: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(fields[1]["label"], "lamp\u{1b}[2J\u{202e}dI\ngone everything\u{9b}31m");
    told(&folder.run(&["catalog", "validate", "--catalog", "catalog"]), 0);
}

#[test]
fn the_values_that_a_filter_could_have_are_inert() {
    let folder = Folder::with_catalog();
    folder.replace("catalog/catalog.yaml", "id: acme-hub", &format!("id: {YAML}"));
    let args = ["catalog", "show", "--catalog", "catalog", "--service"];
    let text = told(&folder.run(&[&args[..], &["a\u{1b}[2J\u{202e}"]].concat()), 2);
    assert!(text.contains("no field has the service `a[U+001B][2J[U+202E]`"), "{text}");
    let text = told(&folder.run(&[&args[..], &["store", "--subject", "lamp"]].concat()), 2);
    assert!(text.contains("error: "), "{text}");
}

#[test]
fn two_hostile_states_of_a_protocol_are_compared_line_by_line() {
    let folder = Folder::with_protocol();
    let rules = concat!(
        "conditions: [{id: guest-mode, label: Guest, kind: enrolment}]\nenrolments: []\nsources:\n",
        "  - {id: lamps, name: acme/lamps, url: u, confidence: high, probe: calls, schemas: []}\n"
    );
    folder.write("catalog/protocol.yaml", rules);
    folder.copy("catalog/protocol", "newer");
    folder.replace("newer/ping.yaml", "key: ownerName, type: string", &format!("key: {YAML}"));
    folder.replace("newer/ping.yaml", "[lit, dark, faulty]", &format!("[lit, {YAML}]"));
    folder.replace("newer/ping.yaml", "id: GoodBye", &format!("id: {YAML}"));
    let args = ["protocol", "compare", "catalog/protocol", "newer", "--catalog", "catalog"];
    let text = told(&folder.run(&args), 1);
    for line in [
        format!("  + {SHOWN} (request, from Acme to Hub)"),
        format!("  ~ State: values: lit, dark, faulty → lit, {SHOWN}"),
        format!("ping/{SHOWN}"),
    ] {
        assert!(text.lines().any(|l| l == line), "{line}\n{text}");
    }
}

#[cfg(unix)]
#[test]
fn names_of_files_are_inert_wherever_they_are_told() {
    let folder = Folder::faulty();
    let name = "fr-FR\u{1b}[2J\u{202e}/data-acme-sends-to-hub.md";
    let text = String::from_utf8(folder.read(crate::folder::FRENCH_PATH)).expect("UTF-8");
    folder.write(name, text);
    folder.write("en-US/a\u{1b}[2J\ngone.md", "# Not a page\n");
    let text = told(&folder.acme(&["check", "--verbose", "."]), 1);
    assert!(text.contains("note: en-US/a[U+001B][2J gone.md: passed over"), "{text}");
    told(&folder.acme(&["fix", ".", "--verbose"]), 0);
}

#[cfg(unix)]
mod files;
