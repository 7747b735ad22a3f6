use super::*;
use crate::catalog::parse_yaml;

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
    let catalog = crate::builtin::catalog();
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
    assert_eq!(
        differences(&[OLD], &[""]),
        [
            "removed Hello - > -",
            "removed Hello Parts half request > -",
            "removed Hello Parts/Size half request > -",
            "removed Hello State half request > -",
        ]
    );
    assert_eq!(
        differences(&[], &[OLD]),
        [
            "added Hello - > -",
            "added Hello Parts half - > request",
            "added Hello Parts/Size half - > request",
            "added Hello State half - > request",
        ]
    );
}

#[test]
fn a_key_of_the_same_facts_and_nearly_the_same_name_is_renamed() {
    let renamed = |from: &str, to: &str| differences(&[OLD], &[&OLD.replacen(from, to, 1)]);
    assert_eq!(renamed("key: State", "key: States"), ["renamed Hello States State > States"]);
    assert_eq!(renamed("key: State", "key: state"), ["renamed Hello state State > state"]);
    // What holds other keys takes them along, and a key in it may have another name too.
    assert_eq!(renamed("key: Parts", "key: PARTS"), ["renamed Hello PARTS Parts > PARTS"]);
    let both = OLD.replace("key: Parts", "key: Part").replace("key: Size", "key: Sizes");
    assert_eq!(
        differences(&[OLD], &[&both]),
        ["renamed Hello Part Parts > Part", "renamed Hello Part/Sizes Parts/Size > Part/Sizes"]
    );
    // Conditions may differ, and are told under the new name.
    assert_eq!(
        renamed("{key: State,", "{key: States, absent: [Globe],"),
        ["renamed Hello States State > States", "changed Hello States Globe platform - > absent"]
    );
    // Other facts, another name or another half: one went and one came.
    for to in ["key: States, type: data", "key: States, type: string, range: \"1..2\""] {
        let found = renamed("key: State, type: string", to);
        assert_eq!(
            found,
            ["removed Hello State half request > -", "added Hello States half - > request"],
            "{to}"
        );
    }
    assert_eq!(
        renamed("key: State", "key: Glow"),
        ["added Hello Glow half - > request", "removed Hello State half request > -"]
    );
}

#[test]
fn of_two_keys_each_has_one_counterpart() {
    let keys = |names: [&str; 2]| {
        let keys = names.map(|name| format!("      - {{key: {name}, type: string}}\n"));
        format!("  - id: Hello\n    request:\n{}", keys.concat())
    };
    assert_eq!(
        differences(&[&keys(["LampName", "LampNames"])], &[&keys(["lampName", "lampNames"])]),
        [
            "renamed Hello lampName LampName > lampName",
            "renamed Hello lampNames LampNames > lampNames"
        ]
    );
}

/// Flows of the embedded catalog, in a schema of two halves.
#[test]
fn it_is_told_who_sends_a_key() {
    let catalog = crate::builtin::catalog();
    let [there, back] = [&catalog.flows[0], &catalog.flows[1]];
    let flows = format!("{{request: {}, response: {}}}", there.id, back.id);
    let text = HEAD.replace("{request: a, response: b}", &flows)
        + "  - {id: Bye, request: [{key: Topic}], response: [{key: Secret}], both: [{key: Lamp}]}\n";
    let new: Vec<FactsFile> = vec![parse_yaml(&text).unwrap()];
    let name = |id: &str| catalog.party_name(id).to_owned();
    let way = |flow: &crate::catalog::Flow| Way {
        flow: flow.id.clone(),
        from: name(&flow.from),
        to: name(&flow.to),
    };
    let found: Vec<_> = compare(&catalog, &[], &new)
        .into_iter()
        .map(|d| (d.key.unwrap_or_default(), d.half, d.travels))
        .collect();
    assert_eq!(
        found,
        [
            (String::new(), None, vec![]),
            ("Lamp".to_owned(), Some("both"), vec![way(there), way(back)]),
            ("Secret".to_owned(), Some("response"), vec![way(back)]),
            ("Topic".to_owned(), Some("request"), vec![way(there)]),
        ]
    );
    let gone = compare(&catalog, &new, &[]);
    assert_eq!(gone[3].travels, [way(there)], "the old state tells it of what is gone");
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
    let catalog = crate::builtin::catalog();
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
