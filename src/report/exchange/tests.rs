//! The interchange files of the test catalog, which maps its terms to no public vocabulary.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::catalog::{Catalog, CatalogText};
use crate::inventory::{self, ProtocolView};
use crate::report::tests::{acme, acme_with, audit, findings};

use super::{Facts, render};

pub(super) fn files(catalog: &Catalog) -> BTreeMap<&'static str, Vec<u8>> {
    let audit = audit(catalog);
    let inventory = inventory::build(&audit, &[], None);
    let (protocol, findings) = (ProtocolView::default(), findings(&audit));
    let (findings, sources) = (findings.as_slice(), &audit.sources);
    let facts = Facts { inventory: &inventory, protocol: &protocol, findings, sources };
    render(&facts).expect("every file renders").into_iter().collect()
}

pub(super) fn text(files: &BTreeMap<&'static str, Vec<u8>>, name: &str) -> String {
    String::from_utf8(files[name].clone()).expect("UTF-8")
}

/// The lines of a CSV file by header.
pub(super) fn lines(
    files: &BTreeMap<&'static str, Vec<u8>>,
    name: &str,
) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(files[name].as_slice());
    let head = reader.headers().expect("a header").clone();
    let line = |record: csv::StringRecord| {
        head.iter().zip(&record).map(|(h, c)| (h.to_owned(), c.to_owned())).collect()
    };
    reader.records().map(|record| line(record.expect("RFC 4180"))).collect()
}

/// The test catalog with a processor and a third party, and with mappings.
fn mapped() -> Catalog {
    let replaced = |files: Vec<CatalogText>| {
        let pairs = [
            ("name: Hub,", "name: Hub, organisation: Hub Ltd, role: processor,"),
            ("name: Acme,", "name: Acme, role: third-party, role_note: It sells lamps.,"),
            (
                "{id: identifier,",
                "{id: identifier, fideslang: [user.device.device_id], dpv: [pd:UID, dpv:PseudonymisedData],",
            ),
            (
                "{id: operate,",
                "{id: operate, fideslang: [essential.service.operations], dpv: [dpv:TechnicalServiceProvision],",
            ),
        ];
        changed(files, &pairs)
    };
    acme_with(replaced)
}

/// The test catalog with a category that depends, and with an origin.
pub(super) fn depending() -> Catalog {
    let replaced = |files: Vec<CatalogText>| {
        let pairs = [
            (
                "{id: contact, label: contact, description: contact., personal: true,",
                "{id: contact, label: contact, description: contact., personal: depends, personal_if: one person lives there,",
            ),
            (
                "\nservices:",
                "\norigins:\n  - {id: lamp, name: Lamp, description: The lamp itself.}\nservices:",
            ),
            (
                "flow: acme-to-hub\nservice: ping",
                "flow: acme-to-hub\nservice: ping\norigin: lamp\nsent_by: lamp",
            ),
            ("name: Hub,", "name: Hub, organisation: Hub Ltd, role: processor,"),
        ];
        changed(files, &pairs)
    };
    acme_with(replaced)
}

/// Files with texts replaced; each text is in some file.
pub(super) fn changed(files: Vec<CatalogText>, pairs: &[(&str, &str)]) -> Vec<CatalogText> {
    for (from, _) in pairs {
        assert!(files.iter().any(|file| file.text.contains(from)), "no file holds {from:?}");
    }
    let change = |file: CatalogText| {
        let text = pairs.iter().fold(file.text, |text, (from, to)| text.replace(from, to));
        CatalogText { text, ..file }
    };
    files.into_iter().map(change).collect()
}

#[test]
fn what_depends_is_neither_personal_nor_not() {
    let files = files(&depending());
    let fields = lines(&files, "inventory.csv");
    let depends: Vec<_> = fields.iter().filter(|line| line["category"] == "contact").collect();
    assert!(!depends.is_empty());
    for line in depends {
        assert_eq!(line["personal"], "depends", "{}", line["field_id"]);
        assert_eq!(line["personal_if"], "one person lives there", "{}", line["field_id"]);
        assert_eq!(line["lawful_basis"], "TENANT-TO-COMPLETE", "{}", line["field_id"]);
    }
    let records = lines(&files, "art30-controller.csv");
    let order: Vec<&str> = records.iter().map(|r| r["holds_personal_data"].as_str()).collect();
    let rank = |is: &&str| ["yes", "depends", "no"].iter().position(|word| word == is);
    assert!(order.is_sorted_by_key(rank), "{order:?}");
    let open = records.iter().find(|r| !r["depends_fields"].is_empty()).expect("a record");
    let condition = "if one person lives there";
    let subjects = &open["data_subject_categories"];
    assert!(
        subjects.contains("TENANT-TO-COMPLETE: ") && subjects.contains(condition),
        "{subjects}"
    );
    let turtle = text(&files, "dpv.ttl");
    assert!(turtle.contains("TENANT-TO-COMPLETE: personal data if one person lives there."));
    assert!(!turtle.contains("dpv:NonPersonalData ") && !turtle.contains("dpv:NonPersonalData,"));
    let fides = text(&files, "fides-dataset.yml");
    assert!(fides.contains("personal data: depends, if one person lives there; origin: "));
}

#[test]
fn data_come_from_where_the_catalog_says() {
    let files = files(&depending());
    for line in lines(&files, "inventory.csv") {
        let expected = match line["field_id"].as_str() {
            id if id.starts_with("acme-to-hub/ping/") => "Lamp",
            // Only handed back by the sender.
            "hub-to-acme/ping/wake/secret" => "Acme",
            _ => &line["sender"],
        };
        assert_eq!(line["origin"], expected, "{}", line["field_id"]);
    }
    for line in lines(&files, "art30-controller.csv") {
        let pinged = line["record_id"].contains("/acme-to-hub/ping/");
        let source = &line["source_of_data"];
        assert_eq!(source.starts_with("Lamp; the published page names as sender: Acme"), pinged);
    }
    assert!(text(&files, "dpv.ttl").contains("dpv:hasDataSource r:origin-lamp ;"));
    assert!(text(&files, "bom.cdx.json").contains("1#origin:lamp\""));
}

#[test]
fn two_renders_have_the_same_bytes() {
    let catalog = mapped();
    assert!(files(&catalog) == files(&catalog));
}

#[test]
fn no_format_loses_a_field() {
    for catalog in [acme(), mapped()] {
        let files = files(&catalog);
        let mut ids: Vec<&str> = catalog.fields.iter().map(|f| f.id.as_str()).collect();
        let inventory = lines(&files, "inventory.csv");
        assert_eq!(inventory.iter().map(|line| &line["field_id"]).collect::<Vec<_>>(), ids);
        ids.sort_unstable();
        let activities = lines(&files, "art30-controller.csv");
        let split = activities.iter().flat_map(|line| line["field_ids"].split("; "));
        let mut split: Vec<&str> = split.collect();
        split.sort_unstable();
        assert_eq!(split, ids);
        let bom: Value = serde_json::from_slice(&files["bom.cdx.json"]).expect("JSON");
        for direction in ["inbound", "outbound"] {
            let services = bom["services"].as_array().expect("services").iter();
            let data = services.flat_map(|s| s["data"].as_array().expect("data"));
            let own = data.filter(|d| d["flow"] == direction);
            let mut names: Vec<&str> = own.map(|d| d["name"].as_str().expect("it")).collect();
            names.sort_unstable();
            assert_eq!(names, ids, "{direction}");
        }
        let (fides, turtle) = (text(&files, "fides-dataset.yml"), text(&files, "dpv.ttl"));
        let markdown = text(&files, "report.md");
        for id in ids {
            assert_eq!(fides.matches(&format!("Catalog field {id};")).count(), 1, "{id}");
            assert_eq!(turtle.matches(&format!("dct:identifier \"{id}\"")).count(), 1, "{id}");
            assert_eq!(markdown.matches(&format!("`{id}`")).count(), 1, "{id}");
        }
    }
}

#[test]
fn a_term_without_a_mapping_is_said_to_have_none() {
    let files = files(&acme());
    let terms = lines(&files, "terms.csv");
    assert!(terms.iter().all(|t| t["fideslang"] == "no term" && t["dpv"] == "no term"));
    // fides gets a taxonomy of the catalog's own, in which every key that is used is declared.
    let fides = text(&files, "fides-dataset.yml");
    assert!(fides.contains("\ndata_category:\n  - fides_key: acme_hub_contact\n"));
    assert!(fides.contains("No key of the default taxonomy fits."));
    // DPV has the concept, without a broader one.
    let turtle = text(&files, "dpv.ttl");
    let start = turtle.find("\nr:category-contact a dpv:PersonalData").expect("the concept");
    let concept = &turtle[start..start + turtle[start..].find(" .\n").expect("its end")];
    assert!(!concept.contains("skos:broader"), "{concept}");
}

#[test]
fn a_key_that_the_catalog_adds_is_declared_with_its_parent() {
    let catalog = acme_with(|files| {
        let change = |file: CatalogText| {
            let own = "{x: {version: v, url: u, licence: l, own_keys: [{key: user.lamp, label: Lamp, description: A lamp.}]}}";
            let text = match file.path.as_str() {
                "vocabulary/categories.yaml" => file
                    .text
                    .replace("pinned: {}", &format!("pinned: {own}"))
                    .replace("{id: contact,", "{id: contact, fideslang: [user.lamp],"),
                _ => file.text,
            };
            CatalogText { text, ..file }
        };
        files.into_iter().map(change).collect()
    });
    let fides = text(&files(&catalog), "fides-dataset.yml");
    let entry = "  - fides_key: user.lamp\n    name: Lamp\n    description: \"A lamp. No key of the default taxonomy fits.\"\n    parent_key: user\n";
    assert!(fides.contains(entry), "{fides}");
    assert!(fides.contains("            data_categories:\n              - user.lamp\n"), "{fides}");
}

#[test]
fn a_party_without_a_role_may_be_a_processor() {
    let files = files(&acme());
    let processors = lines(&files, "art30-processor.csv");
    assert!(processors.iter().all(|line| line["role"] == "TENANT-TO-COMPLETE"));
    for party in ["Acme", "Hub"] {
        assert!(processors.iter().any(|line| line["processor_name"] == party), "{party}");
    }
    let activities = lines(&files, "art30-controller.csv");
    let personal = activities.iter().filter(|line| line["holds_personal_data"] == "yes");
    assert!(personal.clone().count() > 0);
    assert!(personal.into_iter().all(|line| line["third_party_sharing"] == "TENANT-TO-COMPLETE"));
}

#[test]
fn roles_decide_who_keeps_which_record() {
    let files = files(&mapped());
    let processors = lines(&files, "art30-processor.csv");
    assert!(!processors.is_empty());
    assert!(processors.iter().all(|line| line["processor_name"] == "Hub Ltd (Hub)"));
    for line in lines(&files, "art30-controller.csv") {
        let towards_acme = line["record_id"].contains("/hub-to-acme/");
        let shared = match (line["holds_personal_data"].as_str(), towards_acme) {
            ("no", _) => "no personal data",
            (_, true) => "yes: Acme",
            (_, false) => "no: Hub is a processor",
        };
        assert_eq!(line["third_party_sharing"], shared, "{}", line["record_id"]);
        for open in ["lawful_basis_art6", "retention_period", "third_country_transfers"] {
            let expected = match line["holds_personal_data"].as_str() {
                "no" => "not applicable",
                _ => "TENANT-TO-COMPLETE",
            };
            assert_eq!(line[open], expected, "{}: {open}", line["record_id"]);
        }
    }
    let system = text(&files, "fides-system.yml");
    let guessed = system.lines().any(|line| {
        line.contains("legal_basis_for_processing: ") && !line.ends_with(": TENANT-TO-COMPLETE")
    });
    assert!(!guessed, "a legal basis is guessed");
    let turtle = text(&files, "dpv.ttl");
    assert!(turtle.contains("r:party-hub a dpv:DataProcessor"));
    assert!(turtle.contains("r:party-acme a dpv:ThirdParty"));
}

#[test]
fn the_files_of_the_test_catalog() {
    let files = files(&mapped());
    let digests = regex::Regex::new("[0-9a-f]{64}").expect("sound");
    let shown = |name| digests.replace_all(&text(&files, name), "<sha256>").into_owned();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots");
    insta::with_settings!({snapshot_path => folder, prepend_module_to_snapshot => false, omit_expression => true}, {
        insta::assert_snapshot!("interchange__fides_system", shown("fides-system.yml"));
        insta::assert_snapshot!("interchange__dpv", shown("dpv.ttl"));
        insta::assert_snapshot!("interchange__report", shown("report.md"));
    });
}

#[test]
fn text_of_pages_is_inert() {
    let files = files(&acme());
    let texts = files.keys().filter(|name| !name.ends_with(".xlsx"));
    for name in texts {
        let text = text(&files, name);
        assert!(!text.contains(['\u{202e}', '\u{0}']), "{name} holds hidden characters");
    }
    let markdown = text(&files, "report.md");
    for raw in ["<img", "</script", "<b>"] {
        assert!(!markdown.contains(raw), "report.md holds {raw}");
    }
    let findings = lines(&files, "findings.csv");
    let found = "</script><img src=x onerror=alert(2)> [U+202E][U+0000][U+2066]`";
    assert!(findings.iter().all(|line| line["found"] == found), "{findings:?}");
}
