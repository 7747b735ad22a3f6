//! Everything that works for the built-in vendor works for an invented one: its protocol is read
//! from its own files (`tests/catalog/acme-vendor`), and every command and check uses it.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Output;

use serde_json::Value;

use crate::folder::Folder;
use crate::{assert_code, common};

/// Pages with which the protocol agrees: it has nothing to say about them.
const TO_HUB: &str = "\
| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | Channel of the lamp. |
| PINGs | Hello | lampId | The UUID of the lamp, except from guests and on StripOS. |
| PINGs | Hello | State | One of lit, dark or faulty, with the right to read it. |
| PINGs | Hello | Paid by (ownerName) | Who bought it. |
| PINGs | Hello | brightness | How bright it is. |
| PINGs | Locate | room | Where it hangs. |
| PINGs | GoodBye | Topic | Channel of the lamp. |
| STORE | Shop account | Serial number | Number of the lamp of the owner. |
| STORE | Shop account | Purchase time | In ISO 8601. |
";
const TO_ACME: &str = "\
| Service | Data sent to Acme | Used for |
|---|---|---|
| PINGs | brightness | How bright it is to be. |
| STORE | Serial number | Number of the lamp of the buyer. |
";

const HUB_PAGE: &str = "en-US/data-acme-sends-to-hub.md";
const ACME_PAGE: &str = "en-US/data-hub-sends-to-acme.md";

/// The row holds two fields, of which only lamps send the second.
const WRONG_DIRECTION: (&str, &str, &str, &str) = (
    "wrong-direction",
    ACME_PAGE,
    "| STORE |",
    "| PINGs | Token, wakeWord | Wakes the lamp. |\n| STORE |",
);

/// Check, page, what stands there on the clean page, and what makes the check fire.
const FAULTS: [(&str, &str, &str, &str); 7] = [
    ("misspelt-key", ACME_PAGE, "| brightness |", "| brightness_level |"),
    ("undisclosed-key", HUB_PAGE, "| PINGs | Hello | Paid by (ownerName) | Who bought it. |\n", ""),
    WRONG_DIRECTION,
    (
        "superseded-key",
        HUB_PAGE,
        "| STORE | Shop account | Purchase",
        "| STORE | Shop account | Owner name | Who paid. |\n| STORE | Shop account | Purchase",
    ),
    (
        "inverted-meaning",
        HUB_PAGE,
        "In ISO 8601. |\n",
        "In ISO 8601. |\n| STORE | Shop account | shadeCount | How many. |\n",
    ),
    ("conditional-disclosure", HUB_PAGE, ", except from guests and on StripOS", ""),
    ("contradictory-purpose", ACME_PAGE, "of the buyer", "of a helper"),
];

/// Pages, the catalog with its protocol in `catalog`, and the vendor's own files in `vendor`.
fn folder() -> Folder {
    let folder = Folder::empty();
    folder.write(HUB_PAGE, TO_HUB);
    folder.write(ACME_PAGE, TO_ACME);
    let tests = common::root().join("tests/catalog");
    let vendor = tests.join("acme-vendor");
    for (from, below) in [(common::acme_with_protocol().path(), "catalog"), (&vendor, "vendor")] {
        for (path, text) in common::files_below(from, &["yaml", "txt"]) {
            let own = Path::new(&path).strip_prefix(from).expect("below");
            folder.write(Path::new(below).join(own), text);
        }
    }
    folder
}

fn run(folder: &Folder, args: &[&str]) -> Output {
    folder.run(&[args, &["--catalog", "catalog"]].concat())
}

/// Ids of the checks that compare with the protocol and find something.
fn fired(folder: &Folder) -> BTreeSet<String> {
    let output = run(folder, &["check", "en-US", "--format", "json"]);
    let report: Value = serde_json::from_str(&common::stdout(&output)).expect("JSON");
    assert_eq!(report["documents"].as_array().map(Vec::len), Some(2), "{report}");
    let all = report["findings"].as_array().expect("findings").iter();
    let ids = all.map(|finding| finding["check"].as_str().expect("an id").to_owned());
    ids.filter(|id| FAULTS.iter().any(|fault| fault.0 == id)).collect()
}

#[test]
fn each_protocol_check_fires_on_its_fault_and_on_no_other() {
    assert_eq!(fired(&folder()), BTreeSet::new(), "the clean pages");
    for (check, page, from, to) in FAULTS {
        let folder = folder();
        folder.replace(page, from, to);
        assert_eq!(fired(&folder), BTreeSet::from([check.to_owned()]), "{from}");
    }
}

#[test]
fn without_the_protocol_no_protocol_check_fires() {
    let folder = folder();
    for (check, page, from, to) in FAULTS {
        if check != "contradictory-purpose" {
            folder.replace(page, from, to);
        }
    }
    assert_eq!(fired(&folder).len(), 6);
    std::fs::remove_dir_all(folder.path().join("catalog/protocol")).expect("removed");
    assert_eq!(fired(&folder), BTreeSet::new());
}

#[test]
fn the_commands_on_the_protocol_work_from_the_vendors_own_files() {
    let folder = folder();
    let compare = |other: &str| run(&folder, &["protocol", "compare", "catalog/protocol", other]);
    let same = compare("vendor");
    assert_code(&same, 0);
    assert!(common::stdout(&same).starts_with("0 added, 0 removed, 0 renamed, 0 changed"));
    // Imported, it is the same once more.
    std::fs::remove_file(folder.path().join("catalog/protocol/ping.yaml")).expect("removed");
    assert_code(&run(&folder, &["catalog", "validate"]), 1);
    let import = ["protocol", "import", "--from", "vendor", "--out", "catalog/protocol"];
    let output = run(&folder, &import);
    assert_code(&output, 0);
    let said = common::stderr(&output);
    assert!(said.contains("4 files read, 4 messages, 12 keys; 1 files left out; 0 not"), "{said}");
    assert_code(&run(&folder, &["catalog", "validate"]), 0);
    assert_eq!(fired(&folder), BTreeSet::new());
    // And a change of it touches the field.
    folder.replace("vendor/lamps/calls/hello.yaml", "guests: false", "guests: true");
    let changed = compare("vendor");
    assert_code(&changed, 1);
    let said = common::stdout(&changed);
    assert!(said.contains("field acme-to-hub/ping/hello/lamp-id"), "{said}");
    assert!(said.ends_with(
        "0 added, 0 removed, 0 renamed, 1 changed; 1 field(s) of the catalog touched\n"
    ));
}

#[test]
fn the_other_commands_show_the_protocol_of_the_catalog() {
    let folder = folder();
    let shown = run(&folder, &["catalog", "show"]);
    assert_code(&shown, 0);
    assert!(
        common::stdout(&shown).contains("hub-to-acme/store/warranty/serial-number"),
        "{}",
        common::stdout(&shown)
    );
    let sound = run(&folder, &["catalog", "validate"]);
    assert_code(&sound, 0);
    assert!(common::stdout(&sound).contains("acme-hub 1.0.0: "), "{}", common::stdout(&sound));
    let (_, page, from, to) = WRONG_DIRECTION;
    folder.replace(page, from, to);
    let checked = run(&folder, &["check", "en-US"]);
    assert_code(&checked, 1);
    assert!(common::stdout(&checked).contains("warning[wrong-direction]"));
    assert_code(&run(&folder, &["report", "en-US", "--out", "out"]), 0);
    let facts = String::from_utf8(folder.read("out/protocol.json")).expect("UTF-8");
    assert!(facts.contains("\"hub-to-acme.ping.wake.secret-wrong-direction\""), "{facts}");
    for (check, ..) in FAULTS {
        let explained = run(&folder, &["explain", check]);
        assert_code(&explained, 0);
        let text = common::stdout(&explained);
        assert!(text.contains(check) && text.lines().count() > 10, "{text}");
    }
}

#[test]
fn a_fault_in_the_facts_is_shown_in_their_file() {
    let folder = folder();
    folder.replace("catalog/protocol/ping.yaml", "guest-mode: forbidden", "gest-mode: forbidden");
    let output = run(&folder, &["catalog", "validate"]);
    assert_code(&output, 1);
    let said = common::stdout(&output);
    assert!(said.contains("catalog/protocol/ping.yaml:") && said.contains("gest-mode"), "{said}");
}
