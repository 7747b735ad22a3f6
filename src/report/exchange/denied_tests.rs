//! No file says of a field what the verdict on it denies: the built-in catalog and that of an
//! invented vendor.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::audit::{Audit, Input, assemble};
use crate::catalog::{Catalog, CatalogText};
use crate::inventory::{self, Inventory, ProtocolView, fields};
use crate::report::tests::acme_with;
use crate::report::{Options, render_all};

use super::{Facts, render};

/// States of an exchange that the protocol denies.
const DENIED: [&str; 2] = ["only-the-other-way", "not-in-protocol"];

/// Everything that is written about a catalog without documents, as text.
struct Written {
    inventory: Inventory,
    /// Why the protocol denies the exchange of a field, by its id.
    denied: BTreeMap<String, String>,
    files: BTreeMap<String, String>,
}

fn written(catalog: &Catalog) -> Written {
    let audit: Audit<'_> = assemble(catalog, Input::default());
    let protocol: ProtocolView = inventory::protocol(&audit).expect("the catalog has facts");
    let inventory = inventory::build(&audit, &[], Some(&protocol));
    let facts = Facts {
        inventory: &inventory,
        protocol: &protocol,
        findings: &[],
        sources: &audit.sources,
    };
    let own = render(&facts).expect("every file renders").into_iter();
    let own = own.map(|(name, bytes)| (name.to_owned(), bytes));
    let pages = render_all(&audit, &[], &Options::default()).expect("every page renders");
    let text = |(name, bytes): (String, Vec<u8>)| Some((name, String::from_utf8(bytes).ok()?));
    let denied = protocol.verdicts.iter().filter(|verdict| verdict.kind.denies_exchange());
    let denied = denied.filter_map(|v| Some((v.field.clone()?, v.summary.clone()))).collect();
    let files = pages.into_iter().chain(own).filter_map(text).collect();
    Written { inventory, denied, files }
}

/// The test catalog, with a field whose key its protocol does not have.
fn invented() -> Catalog {
    acme_with(|files| {
        let change = |file: CatalogText| {
            let text = file
                .text
                .replace("protocol: store/account/owner,", "protocol: store/account/gone,");
            CatalogText { text, ..file }
        };
        files.into_iter().map(change).collect()
    })
}

fn all() -> [Written; 2] {
    let built_in = crate::builtin::catalog();
    [written(&built_in), written(&invented())]
}

impl Written {
    fn lines(&self, name: &str) -> Vec<BTreeMap<String, String>> {
        let mut reader = csv::Reader::from_reader(self.files[name].as_bytes());
        let head = reader.headers().expect("a header").clone();
        let line = |record: csv::StringRecord| {
            head.iter().zip(&record).map(|(h, c)| (h.to_owned(), c.to_owned())).collect()
        };
        reader.records().map(|record| line(record.expect("RFC 4180"))).collect()
    }

    fn json(&self, name: &str) -> Value {
        serde_json::from_str(&self.files[name]).expect("JSON")
    }

    fn label(&self, id: &str) -> &str {
        let mut all = fields(&self.inventory.flows);
        all.find(|(.., field)| field.id == id).map(|(.., field)| &field.label).expect("it is there")
    }
}

#[test]
fn both_catalogs_have_something_that_the_protocol_denies() {
    let denied: Vec<BTreeSet<Option<String>>> = all()
        .iter()
        .map(|written| {
            let all = fields(&written.inventory.flows).map(|(.., field)| field);
            all.filter(|field| field.protocol_doubt.is_some())
                .map(|f| f.exchanged.clone())
                .collect()
        })
        .collect();
    assert!(denied.iter().all(|states| !states.is_empty()), "{denied:?}");
    for state in DENIED {
        let state = Some(state.to_owned());
        assert!(denied.iter().any(|states| states.contains(&state)), "{state:?}: {denied:?}");
    }
}

#[test]
fn tables_say_of_no_field_what_its_verdict_denies() {
    for written in all() {
        for line in written.lines("inventory.csv") {
            let id = &line["field_id"];
            let denied = written.denied.get(id);
            assert_eq!(DENIED.contains(&line["exchanged"].as_str()), denied.is_some(), "{id}");
            assert_eq!(line["protocol_doubt"], denied.cloned().unwrap_or_default(), "{id}");
        }
        for line in written.lines("conditions.csv") {
            let denied = line["subject"] == "field" && written.denied.contains_key(&line["id"]);
            assert_eq!(DENIED.contains(&line["exchanged"].as_str()), denied, "{line:?}");
        }
        for (name, told) in [
            ("art30-controller.csv", "processing_description"),
            ("art30-processor.csv", "processing_categories"),
        ] {
            for line in written.lines(name) {
                let ids = line["field_ids"].split("; ");
                let denied: Vec<&str> = ids.filter(|id| written.denied.contains_key(*id)).collect();
                let doubt = &line["protocol_doubt"];
                assert_eq!(doubt.is_empty(), denied.is_empty(), "{name}: {}", line["record_id"]);
                assert!(line[told].ends_with(doubt), "{name}: {}", line[told]);
                for id in denied {
                    assert!(doubt.contains(written.label(id)), "{name}, {id}: {doubt}");
                }
            }
        }
    }
}

#[test]
fn interchange_files_say_of_no_field_what_its_verdict_denies() {
    for written in all() {
        let bom = written.json("bom.cdx.json");
        let services = bom["services"].as_array().expect("services");
        for data in services.iter().flat_map(|s| s["data"].as_array().expect("data")) {
            let id = data["name"].as_str().expect("an id");
            let text = data["description"].as_str().expect("a text");
            match written.denied.get(id) {
                Some(why) => assert!(text.ends_with(why.as_str()), "{id}: {text}"),
                None => assert!(written.denied.values().all(|why| !text.ends_with(why.as_str()))),
            }
        }
        let linked = written.json("dpv.jsonld");
        let resources = linked["@graph"].as_array().expect("a graph");
        for (id, why) in &written.denied {
            let of_field = |r: &&Value| r["dct:identifier"][0]["@value"] == id.as_str();
            let resource = resources.iter().find(of_field).expect("the field");
            assert!(
                resource["skos:scopeNote"]
                    .to_string()
                    .contains(&Value::from(why.as_str()).to_string())
            );
            let dataset = &written.files["fides-dataset.yml"];
            let line = dataset.lines().find(|line| line.contains(&format!("Catalog field {id};")));
            assert!(line.is_some_and(|line| line.contains(why.as_str())), "{id}: {line:?}");
            assert!(written.files["dpv.ttl"].contains(why.as_str()), "{id}");
        }
        let doubts = written.files["report.md"].matches("**Doubt: ").count();
        assert_eq!(doubts, written.denied.len());
    }
}

#[test]
fn pages_say_of_no_field_what_its_verdict_denies() {
    let tag = r#"<span class="tag warning">(only the other way|not in protocol)</span> <span class="sub">"#;
    let tag = regex::Regex::new(tag).expect("sound");
    for written in all() {
        for page in ["inventory.html", "privacy.html"] {
            let shown = tag.find_iter(&written.files[page]).count();
            assert_eq!(shown, written.denied.len(), "{page}");
        }
        let json = written.json("inventory.json").to_string();
        for (id, why) in &written.denied {
            assert!(json.contains(&Value::from(why.as_str()).to_string()), "{id}");
        }
        let matrix = written.json("protocol.json");
        for row in matrix["matrix"].as_array().expect("rows") {
            let id = row["id"].as_str().expect("an id");
            if row["subject"] == "field" && written.denied.contains_key(id) {
                assert!(row["circumstances"].as_array().is_some_and(Vec::is_empty), "{id}");
                assert!(row["anywhere"].as_str().is_some_and(|is| DENIED.contains(&is)), "{id}");
            }
        }
    }
}
