use super::*;
use crate::catalog::{embedded_files, load, parse_yaml};

const HEAD: &str = "
schema: lamps
service: ping
source: {name: acme/lamps, url: u, date: \"2024-01-02\", confidence: high}
flows: {request: a, response: b}
messages:
";

const OLD: &str = "
  - id: Hello
    on: {Globe: {since: \"1.0\", when: {dimmed: required}}, Torch: {}}
    request:
      - {key: State, type: string, presence: required, values: [lit, dark]}
      - {key: Parts, type: array, members: [
          {key: Size, type: integer, range: \"0..1\"}
        ]}
";

fn file(messages: &str) -> FactsFile {
    parse_yaml(&format!("{HEAD}{messages}")).unwrap()
}

/// Differences as short lines.
fn differences(old: &[&str], new: &[&str]) -> Vec<String> {
    let catalog = load(embedded_files()).map_err(|e| e.errors).unwrap();
    let read = |texts: &[&str]| texts.iter().map(|text| file(text)).collect::<Vec<_>>();
    compare(&catalog, &read(old), &read(new))
        .iter()
        .map(|d| {
            let parts = [
                Some(format!("{:?}", d.change).to_lowercase()),
                Some(d.message.clone()),
                d.key.clone(),
                d.platform.clone(),
                d.fact.map(str::to_owned),
                d.condition.clone(),
            ];
            let head: Vec<String> = parts.into_iter().flatten().collect();
            let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
            format!("{} {} > {}", head.join(" "), value(&d.old), value(&d.new))
        })
        .collect()
}

#[track_caller]
fn changed(from: &str, to: &str, expected: &[&str]) {
    assert!(OLD.contains(from), "{from}");
    assert_eq!(differences(&[OLD], &[&OLD.replacen(from, to, 1)]), expected, "{to}");
}

#[test]
fn equal_states_do_not_differ() {
    assert_eq!(differences(&[OLD], &[OLD]), Vec::<String>::new());
    changed("id: Hello\n", "id: Hello\n    note: Ours.\n", &[]);
}

#[test]
fn each_fact_is_told_with_old_and_new() {
    changed("type: string", "type: data", &["changed Hello State type string > data"]);
    changed(
        "presence: required",
        "presence: optional",
        &["changed Hello State presence required > optional"],
    );
    changed("[lit, dark]", "[lit]", &["changed Hello State values lit, dark > lit"]);
    changed("\"0..1\"", "\"0..2\"", &["changed Hello Parts/Size range 0..1 > 0..2"]);
    changed(
        "    request:",
        "    both:",
        &[
            "changed Hello Parts half request > both",
            "changed Hello Parts/Size half request > both",
            "changed Hello State half request > both",
        ],
    );
    changed("type: array", "type: array, of: Part", &["changed Hello Parts of - > Part"]);
    changed("type: array", "type: array, since: v2", &["changed Hello Parts since - > v2"]);
}

#[test]
fn conditions_are_compared_by_platform() {
    changed("\"1.0\"", "\"1.1\"", &["changed Hello Globe since 1.0 > 1.1"]);
    changed(
        "dimmed: required",
        "dimmed: forbidden",
        &["changed Hello Globe when dimmed required > forbidden"],
    );
    changed(
        ", when: {dimmed: required}",
        ", right: R",
        &["changed Hello Globe right - > R", "changed Hello Globe when dimmed required > -"],
    );
    changed(", Torch: {}", "", &["changed Hello Torch platform present > -"]);
    changed(
        ", Torch: {}}",
        "}\n    absent: [Torch]",
        &["changed Hello Torch platform present > absent"],
    );
    changed(
        "type: array",
        "type: array, absent: [Globe]",
        &["changed Hello Parts Globe platform - > absent"],
    );
    changed(
        "type: array",
        "type: array, on: {Globe: {until: \"3\"}}",
        &["changed Hello Parts Globe until - > 3"],
    );
}

#[test]
fn messages_and_keys_come_and_go() {
    let size = "          {key: Size, type: integer, range: \"0..1\"}\n";
    changed(
        size,
        "          {key: Mass}\n",
        &["added Hello Parts/Mass half - > request", "removed Hello Parts/Size half request > -"],
    );
    assert_eq!(differences(&[OLD], &[""]), ["removed Hello - > -"]);
    assert_eq!(differences(&[], &[OLD]), ["added Hello - > -"]);
}

#[test]
fn a_key_of_both_halves_is_compared_by_half() {
    let twice = format!("{OLD}    response:\n      - {{key: State, type: data}}\n");
    assert_eq!(differences(&[OLD], &[&twice]), ["added Hello State half - > response"]);
    let other = twice.replace("type: data", "type: date");
    assert_eq!(differences(&[&twice], &[&other]), ["changed Hello State type data > date"]);
}

#[test]
fn several_files_add_to_one_message() {
    let more = "  - {id: Hello, request: [{key: More}]}\n";
    assert_eq!(differences(&[OLD], &[OLD, more]), ["added Hello More half - > request"]);
}

#[test]
fn the_touched_fields_and_documents_are_named() {
    let catalog = load(embedded_files()).map_err(|e| e.errors).unwrap();
    let field = catalog.fields.iter().find(|field| field.protocol.is_some()).unwrap();
    let path: Vec<&str> = field.protocol.as_deref().unwrap().split('/').collect();
    let [schema, message, key] = path[..] else { panic!("{path:?}") };
    let start = &key[..key.len() - 1];
    let read = |keys: &str| -> Vec<FactsFile> {
        let messages = format!("messages:\n  - {{id: {message}, request: [{keys}]}}\n");
        let head = HEAD.replace("schema: lamps", &format!("schema: {schema}"));
        vec![parse_yaml(&head.replacen("messages:\n", &messages, 1)).unwrap()]
    };
    let old = read(&format!("{{key: {key}}}, {{key: {start}}}"));
    let all = compare(&catalog, &old, &read(""));
    let fields: Vec<Vec<String>> = all.iter().map(|d| d.fields.clone()).collect();
    assert_eq!(
        fields,
        [vec![], vec![field.id.clone()]],
        "a name that only begins alike is not meant"
    );
    assert_eq!(all[1].documents.len(), 1);
    let gone = compare(&catalog, &old, &[]);
    assert!(gone[0].fields.len() > 3, "every field of the message: {:?}", gone[0].fields);
}
