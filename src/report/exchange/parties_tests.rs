//! Who sends, where data come from, and in what role, in the interchange files of the test catalog.

use serde_json::Value;

use crate::report::tests::{acme_with, audit};
use crate::report::{Options, render_all};

use super::tests::{changed, depending, files, lines, text};

#[test]
fn who_only_hands_on_is_no_source() {
    let catalog = acme_with(|files| {
        let pairs = [
            ("\nservices:", "\norigins:\n  - {id: lamp, name: Lamp, description: It.}\nservices:"),
            ("flow: hub-to-acme\nservice: ping", "flow: hub-to-acme\nservice: ping\norigin: lamp"),
            (
                "{id: brightness, label: brightness_level,",
                "{id: brightness, origin: acme, other_origins: [lamp], label: brightness_level,",
            ),
            ("name: Hub,", "name: Hub, organisation: Hub Ltd, role: processor,"),
        ];
        changed(files, &pairs)
    });
    let files = files(&catalog);
    let origin = |id: &str| {
        let mut lines = lines(&files, "inventory.csv").into_iter();
        lines.find(|line| line["field_id"] == id).expect(id)["origin"].clone()
    };
    assert_eq!(origin("hub-to-acme/ping/wake/token"), "Lamp");
    assert_eq!(origin("hub-to-acme/ping/wake/brightness"), "Acme; Lamp");
    let records = lines(&files, "art30-controller.csv").into_iter();
    let sources: Vec<String> = records
        .filter(|line| line["record_id"].contains("/hub-to-acme/ping/"))
        .map(|line| line["source_of_data"].clone())
        .collect();
    let sources = sources.join("\n");
    assert!(sources.contains("Lamp, handed on by Hub Ltd (Hub)"), "{sources}");
    assert!(sources.contains("or Lamp, returned by Hub Ltd (Hub)"), "{sources}");
    let turtle = text(&files, "dpv.ttl");
    let processes = turtle.split("\n\n").filter(|r| r.starts_with("r:process-hub-to-acme.ping"));
    for process in processes {
        assert!(process.contains("dpv:hasDataSource r:origin-lamp"), "{process}");
        assert!(!process.contains("dpv:hasDataSource r:party-hub"), "{process}");
    }
}

#[test]
fn what_sends_is_shown_to_send_and_nobody_else() {
    let files = files(&depending());
    let bom: Value = serde_json::from_slice(&files["bom.cdx.json"]).expect("JSON");
    let outbound = |reference: &str| {
        let mut services = bom["services"].as_array().expect("services").iter();
        let service = services.find(|s| s["bom-ref"] == reference).expect("the service");
        let data = service["data"].as_array().expect("data").iter();
        let own = data.filter(|d| d["flow"] == "outbound");
        own.map(|d| d["name"].as_str().expect("it").to_owned()).collect::<Vec<_>>()
    };
    let pinged = |id: &String| id.starts_with("acme-to-hub/ping/");
    assert!(!outbound("origin:lamp").is_empty() && outbound("origin:lamp").iter().all(pinged));
    assert!(!outbound("party:acme").iter().any(pinged));
    let processors = lines(&files, "art30-processor.csv");
    let acme = processors.iter().filter(|line| line["processor_name"] == "Acme");
    let ids: Vec<&str> = acme.flat_map(|line| line["field_ids"].split("; ")).collect();
    assert!(!ids.is_empty() && !ids.iter().any(|id| pinged(&(*id).to_owned())), "{ids:?}");
    let system = text(&files, "fides-system.yml");
    let lamp = system.split("\n  - fides_key: ").find(|s| s.starts_with("lamp\n")).expect("it");
    assert!(lamp.contains("    egress:\n      - fides_key: hub\n"), "{system}");
}

#[test]
fn a_role_of_a_service_stands_in_place_of_that_of_the_party() {
    let catalog = acme_with(|files| {
        let pairs = [
            ("name: Acme,", "name: Acme, role: third-party, seat: \"Bern, Switzerland\","),
            (
                "id: store, label: STORE,",
                "id: store, serves_schools: true, roles: [{party: acme, ask: Who rents the lamps?}], label: STORE,",
            ),
            (
                "id: ping, label: PINGs,",
                "id: ping, roles: [{party: acme, role: processor, note: It says so.}], label: PINGs,",
            ),
            (
                "{id: owner, label: owner,",
                "{id: pupil, label: Pupil, description: d.}\n  - {id: owner, in_schools: pupil, label: owner,",
            ),
        ];
        changed(files, &pairs)
    });
    let files = files(&catalog);
    for line in lines(&files, "art30-controller.csv") {
        let (shared, id) = (&line["third_party_sharing"], &line["record_id"]);
        if line["holds_personal_data"] == "no" || !id.contains("/hub-to-acme/") {
            continue;
        }
        match id.contains("/ping/") {
            true => assert_eq!(shared, "no: Acme is a processor", "{id}"),
            false => assert_eq!(shared, "TENANT-TO-COMPLETE: Who rents the lamps?", "{id}"),
        }
        let transfer = &line["third_country_transfers"];
        assert!(
            transfer.starts_with("seat of the recipient Acme: Bern, Switzerland."),
            "{transfer}"
        );
        assert!(transfer.contains("TENANT-TO-COMPLETE"), "{transfer}");
        assert_eq!(line["transfer_safeguards"], "TENANT-TO-COMPLETE");
        let subjects = &line["data_subject_categories"];
        let pupils = "TENANT-TO-COMPLETE: Pupil, if a school uses the service";
        assert_eq!(subjects.contains(pupils), id.contains("/store/"), "{id}: {subjects}");
    }
    let turtle = text(&files, "dpv.ttl");
    assert!(turtle.contains("r:party-acme a dpv:LegalEntity"), "it has no one role");
    assert!(turtle.contains("Role of Acme: TENANT-TO-COMPLETE: Who rents the lamps?"));
    assert!(turtle.contains("dct:relation r:subject-pupil"));
    let (system, dataset) = (text(&files, "fides-system.yml"), text(&files, "fides-dataset.yml"));
    assert!(system.contains("STORE: TENANT-TO-COMPLETE: Who rents the lamps?"), "{system}");
    assert!(dataset.contains("- acme_hub_pupil"), "{dataset}");
}

#[test]
fn a_remark_on_a_promise_stands_beside_it_on_its_page_only() {
    let catalog = acme_with(|files| {
        let note = "denies: true\n    notes: {data-acme-sends-to-hub: Lamps are sold.}";
        changed(files, &[("denies: true", note)])
    });
    let files = files(&catalog);
    for line in lines(&files, "statements.csv") {
        let own =
            (&*line["statement"], &*line["document"]) == ("no-sale", "data-acme-sends-to-hub");
        assert_eq!(line["note"], if own { "Lamps are sold." } else { "" }, "{line:?}");
    }
    assert!(text(&files, "report.md").contains("Note: Lamps are sold."));
    let audit = audit(&catalog);
    let pages = render_all(&audit, &[], &Options::default()).expect("every report renders");
    let (_, page) = pages.iter().find(|(name, _)| name == "privacy.html").expect("the page");
    let page = String::from_utf8_lossy(page);
    assert_eq!(page.matches("<strong>Not so:</strong> Lamps are sold.").count(), 1);
}
