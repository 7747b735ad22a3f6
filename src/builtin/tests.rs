//! The built-in catalog is sound, and faults planted in it are told.

use super::{COMPILED, catalog, files};
use crate::catalog::{Flow, dangling, load, read_files, review};

#[test]
fn the_built_in_catalog_is_sound() {
    let catalog = catalog();
    let rows = |flow: &Flow| catalog.rows_of_flow(&flow.id).len();
    assert_eq!(catalog.flows.iter().map(rows).collect::<Vec<_>>(), [60, 28]);
    assert_eq!(catalog.fields.len(), 89);
}

#[test]
fn the_compiled_catalog_is_the_one_of_the_files() {
    let read = load(files()).map_err(|e| e.errors).unwrap();
    let bytes = postcard::to_allocvec(&read).unwrap();
    assert!(bytes == COMPILED, "the compiled catalog is another: build it anew");
    assert_eq!(catalog().files, read.files);
}

#[test]
fn every_path_into_the_protocol_leads_somewhere() {
    let (raw, errors) = read_files(files());
    assert!(errors.is_empty());
    let dangling = dangling(&raw);
    let shown: Vec<String> =
        dangling.iter().map(|e| format!("{}: {}", e.path, e.message)).collect();
    assert!(shown.is_empty(), "{shown:#?}");
}

#[test]
fn the_built_in_catalog_does_not_contradict_itself() {
    let (raw, errors) = read_files(files());
    assert!(errors.is_empty());
    let shown: Vec<String> = review(&raw)
        .iter()
        .map(|e| format!("{}:{}: {}", e.path, e.range.start, e.message))
        .collect();
    assert!(shown.is_empty(), "{shown:#?}");
}

#[test]
fn terms_that_no_report_could_write_are_faults() {
    let mut files = files();
    let own = |path: &str| path == "vocabulary/categories.yaml";
    let file = files.iter_mut().find(|file| own(&file.path)).expect("the categories");
    file.text = file.text.replacen("- pd:UID", "- UID", 1);
    file.text = file.text.replacen("- user.unique_id\n", "- user/unique_id\n", 1);
    let text = file.text.clone();
    let faults = load(files).expect_err("faults");
    let said: Vec<(&str, &str)> =
        faults.errors.iter().map(|e| (&text[e.range.clone()], e.message.as_str())).collect();
    let expected = [
        ("UID", "`UID` is not a DPV term"),
        ("user/unique_id", "`user/unique_id` is not a fideslang key"),
    ];
    assert_eq!(said, expected);
}

#[test]
fn what_depends_says_on_what_and_nothing_else() {
    let mut files = files();
    let own = |path: &str| path == "vocabulary/categories.yaml";
    let file = files.iter_mut().find(|file| own(&file.path)).expect("the categories");
    let terms = "terms:
  - {id: a, label: A, description: A., personal: depends}
  - {id: b, label: B, description: B., personal: true, personal_if: it rains}
  - {id: c, label: C, description: C., personal: depends, personal_if: so, dpv: [dpv:NonPersonalData]}
";
    file.text = file.text.replacen("terms:\n", terms, 1);
    let text = file.text.clone();
    let faults = load(files).expect_err("faults");
    let said: Vec<(&str, &str)> =
        faults.errors.iter().map(|e| (&text[e.range.clone()], e.message.as_str())).collect();
    let expected = [
        ("a", "`a` does not say when its data is personal"),
        ("it rains", "whether data of `b` is personal does not depend"),
        ("dpv:NonPersonalData", "data of `c` is or may be personal"),
    ];
    assert_eq!(said, expected);
}
