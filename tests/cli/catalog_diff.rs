//! `flowproof catalog diff`.

use std::process::Output;

use crate::assert_code;
use crate::common::stdout;
use crate::folder::Folder;

const PING: &str = "catalog/fields/acme-to-hub/ping.yaml";

/// Two copies of the catalog with facts of a protocol: `catalog`, to be changed, and `then`.
fn copies() -> Folder {
    let folder = Folder::with_protocol();
    folder.copy("catalog", "then");
    folder
}

fn diff(folder: &Folder, format: &str) -> Output {
    folder.run(&["catalog", "diff", "then", "catalog", "--format", format])
}

/// What the terminal shows of two catalogs that differ.
fn text(folder: &Folder) -> String {
    let output = diff(folder, "text");
    assert_code(&output, 1);
    stdout(&output)
}

fn assert_lines(text: &str, lines: &[&str]) {
    for line in lines {
        assert!(text.lines().any(|l| l == *line), "{line} in {text}");
    }
}

#[test]
fn catalogs_that_are_the_same_are_said_to_be() {
    let folder = copies();
    let output = diff(&folder, "text");
    assert_code(&output, 0);
    let text = stdout(&output);
    assert!(text.starts_with("From acme-hub 1.0.0 ("), "{text}");
    assert_eq!(text.lines().count(), 3, "{text}");
    assert!(text.ends_with(
        "The catalogs are the same, byte for byte.\n0 new, 0 gone, 0 renamed, 0 changed\n"
    ));
}

#[test]
fn a_field_that_comes_or_goes_tells_what_it_is() {
    let folder = copies();
    folder.replace(
        PING,
        "  - id: good-bye",
        "      - {id: owner-name, label: ownerName, role: key, protocol: ping/Hello/ownerName, purpose: Greets the owner., purpose_code: operate, category: contact, sensitivity: high, subject: owner, identifies: person, since: \"2024-01-01\"}\n  - id: good-bye",
    );
    let text = text(&folder);
    assert_lines(
        &text,
        &[
            "new     field acme-to-hub/ping/hello/owner-name: ownerName",
            "        category: none → `contact`",
            "        purpose: none → `Greets the owner.`",
            "new     verdict acme-to-hub/ping/hello/owner-name: ownerName",
            "changed file fields/acme-to-hub/ping.yaml",
        ],
    );
    let after = text.split("owner-name: ownerName\n").nth(1).expect("the field");
    assert!(after.starts_with("        personal: none → `true`\n"), "{text}");
    let other = folder.run(&["catalog", "diff", "catalog", "then"]);
    assert_lines(&stdout(&other), &["gone    field acme-to-hub/ping/hello/owner-name: ownerName"]);
    assert!(stdout(&other).contains("        category: `contact` → none\n"));
}

#[test]
fn a_field_with_another_id_is_renamed() {
    let folder = copies();
    folder.replace(PING, "id: lamp-id", "id: lamp-number");
    folder.replace(PING, "Names the lamp.", "Tells lamps apart.");
    let text = text(&folder);
    assert_lines(
        &text,
        &[
            "renamed field acme-to-hub/ping/hello/lamp-number: lampId",
            "        was acme-to-hub/ping/hello/lamp-id",
            "        purpose: `Names the lamp.` → `Tells lamps apart.`",
            "0 new, 0 gone, 1 renamed, 0 changed",
        ],
    );
    let json: serde_json::Value =
        serde_json::from_str(&stdout(&diff(&folder, "json"))).expect("JSON");
    assert_eq!(json["changes"].as_array().map(Vec::len), Some(1));
    assert_eq!(json["changes"][0]["change"], "renamed");
    assert_eq!(json["changes"][0]["was"], "acme-to-hub/ping/hello/lamp-id");
    assert_eq!(json["files"][0]["path"], "fields/acme-to-hub/ping.yaml");
    let markdown = stdout(&diff(&folder, "markdown"));
    let id = "acme-to-hub/ping/hello/lamp-";
    assert!(
        markdown
            .contains(&format!("| renamed | `{id}number` | lampId | `id` | {id}id | {id}number |")),
        "{markdown}"
    );
}

#[test]
fn purpose_category_and_role_of_a_party_are_compared() {
    let folder = copies();
    folder.replace(PING, "Channel of the lamp.", "Finds the lamp.");
    folder.replace(PING, "category: control", "category: contact");
    let party = "id: hub, name: Hub, description: Manages lamps.";
    folder.replace(
        "catalog/catalog.yaml",
        party,
        &format!("{party}, role: controller, organisation: Hub Ltd"),
    );
    folder.replace("then/catalog.yaml", party, &format!("{party}, role: processor"));
    assert_lines(
        &text(&folder),
        &[
            "changed field acme-to-hub/ping/hello/topic: Topic",
            "        personal: `false` → `true`",
            "        category: `control` → `contact`",
            "        purpose: `Channel of the lamp.` → `Finds the lamp.`",
            "changed party hub: Hub",
            "        role: `processor` → `controller`",
            "        organisation: none → `Hub Ltd`",
            "0 new, 0 gone, 0 renamed, 2 changed",
        ],
    );
}

#[test]
fn flows_services_documents_and_terms_are_compared() {
    let folder = copies();
    let head = "catalog/catalog.yaml";
    folder.replace(head, "What lamps report.", "What lamps tell.");
    folder.replace(head, "Sells shades.", "Sells lamps.");
    folder.replace(head, "title: Data Hub sends to Acme", "title: What Hub sends to Acme");
    folder.replace(head, "severity: error", "severity: warning");
    folder.replace("catalog/vocabulary/categories.yaml", "personal: true", "personal: false");
    let text = text(&folder);
    assert_lines(
        &text,
        &[
            "changed flow acme-to-hub: Acme to Hub",
            "changed service store: STORE",
            "changed document data-hub-sends-to-acme: What Hub sends to Acme",
            "changed statement no-sale: Data is not sold",
            "changed category identifier: identifier",
            "changed field acme-to-hub/ping/hello/lamp-id: lampId",
            "        personal: `true` → `false`",
        ],
    );
}

#[test]
fn conditions_related_terms_and_origins_of_data_are_compared() {
    let folder = copies();
    let (contact, store) = ("personal: true, rank: 2}", "fields/acme-to-hub/store.yaml");
    let term = |condition: &str, related: &str| {
        format!(
            "personal: depends, personal_if: {condition}, rank: 2, dpv: [pd:Contact], \
             dpv_related: [{related}]}}"
        )
    };
    let origins = "\nservices:\n";
    for (side, condition, related, origin) in [
        ("then", "one person answers", "pd:Name", "The lamp."),
        ("catalog", "a person reads it", "pd:Name, pd:Tracking", "The lamp itself."),
    ] {
        folder.replace(
            &format!("{side}/vocabulary/categories.yaml"),
            contact,
            &term(condition, related),
        );
        let declared = format!("\norigins: [{{id: lamp, name: Lamp, description: {origin}}}]");
        folder.replace(&format!("{side}/catalog.yaml"), origins, &format!("{declared}{origins}"));
    }
    folder.replace(&format!("catalog/{store}"), "service: store", "service: store\norigin: lamp");
    folder.replace(
        &format!("catalog/{store}"),
        "category: contact",
        "personal_if: the buyer is a person, category: contact",
    );
    let text = text(&folder);
    assert_lines(
        &text,
        &[
            "changed category contact: contact",
            "        personal_if: `one person answers` → `a person reads it`",
            "        dpv_related: `pd:Name` → `pd:Name, pd:Tracking`",
            "changed field acme-to-hub/store/account/owner: Owner name",
            "        personal_if: `one person answers` → `the buyer is a person`",
            "changed data-origin lamp: Lamp",
            "        description: `The lamp.` → `The lamp itself.`",
            "changed message acme-to-hub/store/account: Shop account",
            "        data_origin: none → `lamp`",
            "0 new, 0 gone, 0 renamed, 4 changed",
        ],
    );
    let back = folder.run(&["catalog", "diff", "catalog", "then"]);
    assert_lines(&stdout(&back), &["        data_origin: `lamp` → none"]);
    for (format, told) in [("markdown", "| changed | `lamp` |"), ("html", "Origins of data")] {
        let shown = stdout(&diff(&folder, format));
        assert!(shown.contains(told) && shown.contains("pd:Tracking"), "{format}: {shown}");
    }
}

#[test]
fn a_fact_of_the_protocol_changes_a_verdict() {
    let folder = copies();
    let facts = "catalog/protocol/ping.yaml";
    folder.replace(facts, "key: lampId", "key: lampID");
    assert_lines(
        &text(&folder),
        &[
            "changed verdict acme-to-hub/ping/hello/lamp-id: lampId",
            "        verdict: `conditional` → `other-case, conditional`",
            "changed file protocol/ping.yaml",
        ],
    );
    std::fs::remove_dir_all(folder.path().join("catalog/protocol")).expect("removed");
    let text = text(&folder);
    assert!(text.contains("Verdicts are not compared: the second catalog has no facts"), "{text}");
}

#[test]
fn files_that_differ_without_any_change_are_named() {
    let folder = copies();
    folder.replace("catalog/locales/fr-FR.yaml", "locale:", "# A remark.\nlocale:");
    let text = text(&folder);
    assert!(
        text.contains("The files differ, and no property that is compared here does:"),
        "{text}"
    );
    assert_lines(
        &text,
        &["changed file locales/fr-FR.yaml", "0 new, 0 gone, 0 renamed, 0 changed"],
    );
}

#[test]
fn the_page_stands_by_itself_and_text_of_catalogs_is_inert_everywhere() {
    let folder = copies();
    folder.replace(
        PING,
        "purpose: Names the lamp.",
        "purpose: \"</script><img src=x> \\e]0;x\\a \\u202E @octocat https://evil.example\"",
    );
    let page = stdout(&diff(&folder, "html"));
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("Content-Security-Policy"));
    assert!(page.contains("0 new, 0 gone, 0 renamed, 1 changed.") && page.contains("lamp-id"));
    assert!(!page.contains("<img") && !page.contains("href=\"inventory.html"), "no page beside it");
    let german =
        folder.run(&["catalog", "diff", "then", "catalog", "--format", "html", "--lang", "de"]);
    assert!(stdout(&german).contains("<h1>Änderungen des Katalogs</h1>"));
    for format in ["text", "markdown", "html"] {
        let shown = stdout(&diff(&folder, format));
        assert!(!shown.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{format}: {shown}");
        assert!(shown.contains("U+001B") && shown.contains("U+202E"), "{format}: {shown}");
    }
    let markdown = stdout(&diff(&folder, "markdown"));
    assert!(!markdown.contains("@octocat") && !markdown.contains("://"), "{markdown}");
}

#[test]
fn a_folder_that_is_no_catalog_is_refused() {
    let folder = Folder::clean();
    let output = folder.run(&["catalog", "diff", "en-US", "nowhere"]);
    assert_code(&output, 2);
}
