//! The differences that `guides/privacy-model.md` §3 lists by hand, computed by the program from
//! the real pages and the facts: per message exactly these keys, per field exactly these verdicts.
//! Skipped with one printed line where the real corpus is not at hand; in CI it must be.

#[path = "../common/mod.rs"]
mod common;
mod guide;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use flowproof::protocol::resolve::weight_of_key;
use serde_json::Value;

use guide::{CONDITIONS, CONTENTS, FIELDS, OPEN_KEYS, OPEN_MESSAGES, SENT};

/// A file of the report on the real pages in English, made once. None: the corpus is not at hand.
fn report(name: &str) -> Option<Value> {
    static OUT: OnceLock<tempfile::TempDir> = OnceLock::new();
    let corpus = common::corpus()?;
    let out = OUT.get_or_init(|| {
        let out = tempfile::tempdir().unwrap();
        let pages = corpus.join("docs/en-us").display().to_string();
        let args = ["report", &pages, "--out", &out.path().display().to_string()];
        let output = common::flowproof(&common::root(), &args);
        assert!(output.status.success(), "{}", common::stderr(&output));
        out
    });
    let text = std::fs::read_to_string(out.path().join(name)).unwrap();
    Some(serde_json::from_str(&text).unwrap())
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or("-")
}

/// The verdicts about a subject (`field`, `key` or `message`), in order.
fn verdicts<'a>(report: &'a Value, subject: &str) -> Vec<&'a Value> {
    let all = report["verdicts"].as_array().unwrap();
    all.iter().filter(|verdict| verdict["subject"] == *subject).collect()
}

/// Every word of the tables with what it stands under.
fn paths<'a>(tables: impl Iterator<Item = (&'a str, &'a str, &'a str)>) -> BTreeSet<String> {
    let all = tables.flat_map(|(under, guide, beyond)| {
        let words = guide.split_whitespace().chain(beyond.split_whitespace());
        words.map(move |word| format!("{under}/{word}"))
    });
    all.collect()
}

/// Fails with what is missing and what is too much.
fn assert_same(expected: &BTreeSet<String>, found: &BTreeSet<String>) {
    let missing: Vec<_> = expected.difference(found).collect();
    let surplus: Vec<_> = found.difference(expected).collect();
    assert!(missing.is_empty() && surplus.is_empty(), "missing {missing:#?} surplus {surplus:#?}");
}

#[test]
fn each_message_has_exactly_these_undisclosed_keys() {
    let Some(report) = report("protocol.json") else { return };
    let of_keys = verdicts(&report, "key");
    assert!(of_keys.iter().all(|verdict| verdict["kind"] == "undisclosed"));
    let found = of_keys.iter().map(|verdict| text(verdict, "protocol").to_owned()).collect();
    assert_same(&paths(OPEN_KEYS.iter().copied()), &found);
}

#[test]
fn exactly_these_messages_are_on_no_page() {
    let Some(report) = report("protocol.json") else { return };
    let protocol = common::catalog().protocol;
    let of_commands = |key: &&flowproof::catalog::Key| {
        key.in_response && key.path.starts_with("mdm-command/") && !key.path.contains("/response/")
    };
    let of_commands: Vec<_> = protocol.keys.iter().filter(of_commands).collect();
    // The guide counted 546 in the schema of 2024. Since then an installed app has its path, and
    // another key was renamed.
    assert_eq!(of_commands.len(), 546 + 1, "the guide counts 546 response keys");
    let commands = protocol.messages.iter().filter(|m| m.path.starts_with("mdm-command/")).count();
    // The two that iOS 27 brought, of logs for the vendor, answer with no key of their own.
    assert_eq!(commands, 66 + 2 + 1, "over 66 commands; their envelope is the one that is listed");
    let device = |key: &&&flowproof::catalog::Key| key.path.contains("/DeviceInformation/");
    assert_eq!(of_commands.iter().filter(device).count(), 139);
    let mut expected = paths(OPEN_MESSAGES.iter().copied());
    expected.extend(of_commands.iter().map(|key| protocol.message_of(key).path.clone()));
    let found =
        verdicts(&report, "message").iter().map(|v| text(v, "protocol").to_owned()).collect();
    assert_same(&expected, &found);
}

#[test]
fn exactly_these_fields_have_not_agreed() {
    let Some(report) = report("protocol.json") else { return };
    let line = |kind: &str, field: &str, expected: &str| format!("{kind} {field} {expected}");
    let rows = FIELDS.iter().flat_map(|(kind, message, fields, expected)| {
        let fields = fields.split_whitespace();
        fields.map(move |field| line(kind, &format!("{message}/{field}"), expected))
    });
    let all = verdicts(&report, "field");
    let (agreed, judged): (Vec<&Value>, Vec<&Value>) =
        all.iter().partition(|verdict| verdict["kind"] == "agreed");
    let found = judged.iter().map(|v| line(text(v, "kind"), text(v, "field"), text(v, "expected")));
    assert_same(&rows.collect(), &found.collect());
    assert_eq!((report["totals"]["fields"].as_u64(), agreed.len()), (Some(89), 51));
}

#[test]
fn a_conditional_truth_has_exactly_these_conditions() {
    let Some(report) = report("protocol.json") else { return };
    let expected = CONDITIONS.iter().map(|(field, when)| {
        format!("apple-to-intune/apns/{field}: By the protocol not sent {when}; the page does not say so.")
    });
    let all = verdicts(&report, "field");
    let conditional = all.iter().filter(|verdict| verdict["kind"] == "conditional");
    let found = conditional.map(|v| format!("{}: {}", text(v, "field"), text(v, "summary")));
    assert_same(&expected.collect(), &found.collect());
}

#[test]
fn an_undisclosed_key_is_sent_exactly_there() {
    let Some(report) = report("protocol.json") else { return };
    for (key, expected) in SENT {
        let rows = report["matrix"].as_array().unwrap();
        let row = rows.iter().find(|row| row["id"] == *key).expect(key);
        let cells = row["circumstances"].as_array().unwrap().iter();
        let sent = cells.filter(|cell| cell["exchanged"] != "never");
        let found = sent.map(|c| format!("{}/{}", text(c, "platform"), text(c, "enrolment")));
        let expected = expected.split_whitespace().map(str::to_owned);
        assert_eq!(found.collect::<BTreeSet<_>>(), expected.collect(), "{key}");
    }
}

#[test]
fn messages_on_no_page_hold_the_personal_data_that_the_guide_names() {
    let Some(report) = report("protocol.json") else { return };
    let catalog = common::catalog();
    let protocol = &catalog.protocol;
    let open = verdicts(&report, "message");
    for (path, names) in CONTENTS {
        let verdict = open.iter().find(|verdict| text(verdict, "protocol") == *path).expect(path);
        assert_eq!(verdict["personal"], true, "{path}");
        let message = protocol.message_at(path).expect(path);
        for name in names.split_whitespace() {
            let keys = || protocol.keys_of(message).map(|ix| protocol.key(ix));
            let mut named = keys().filter(|key| key.name == name);
            let personal = named.any(|key| weight_of_key(&catalog, key).0.is_yes());
            assert!(personal, "{path}: {name} is missing or not personal");
        }
    }
}

/// Full names, names of devices and numbers of phones stand before everything that is not
/// personal, and among keys only the code that opens a locked device stands before them.
#[test]
fn personal_data_comes_first_and_the_gravest_of_it_before_the_rest() {
    let Some(report) = report("protocol.json") else { return };
    let all = report["verdicts"].as_array().unwrap();
    let open: Vec<&Value> = all.iter().filter(|v| v["kind"] == "undisclosed").collect();
    let order = ["no", "depends", "yes"];
    let certainty = |v: &Value| order.iter().position(|answer| v["personal_data"] == *answer);
    let weight = |v: &Value| (certainty(v), v["sensitivity_rank"].as_u64());
    assert!(open.windows(2).all(|pair| weight(pair[0]) >= weight(pair[1])));
    let keys = verdicts(&report, "key");
    let types = ["Full name", "Device name", "IMEI", "MEID", "EID", "Wi-Fi MAC address"];
    for data_type in types {
        let mut of_type = keys.iter().filter(|key| text(key, "data_type") == data_type).peekable();
        assert!(of_type.peek().is_some(), "no key holds {data_type}");
        assert!(of_type.all(|key| weight(key) == (Some(2), Some(2))), "{data_type}");
    }
    let graver = keys.iter().filter(|key| weight(key) > (Some(2), Some(2)));
    let graver: Vec<&str> = graver.map(|key| text(key, "protocol")).collect();
    assert_eq!(graver, ["dep/ActivationLockRequest/escrow_key"]);
}

/// §3c: whose account "Managed AppleId UPN" is depends on the page.
#[test]
fn the_pages_contradict_each_other_in_one_place() {
    let Some(report) = report("findings.json") else { return };
    let all = report["findings"].as_array().unwrap();
    let found = all.iter().filter(|finding| finding["check"] == "contradictory-purpose");
    let found: Vec<&str> = found.map(|finding| text(finding, "message")).collect();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].starts_with("`Managed AppleId UPN` is about"), "{found:#?}");
}
