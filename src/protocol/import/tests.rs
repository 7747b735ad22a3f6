//! An invented vendor of lamps: every fact that can be read, and every fault beside its clean twin.

use super::*;
use crate::catalog::model::{Mode, Presence};
use crate::catalog::parse_yaml;
use crate::protocol::write::facts_yaml;

/// Rules for both formats.
const RULES: &str = r#"
id: lamps
name: acme/lamps
url: https://acme.example/lamps
confidence: high
probe: calls
key_tree:
  message: payload.name
  message_platforms: payload.models
  request: ask
  response: answer
  key: key
  type: type
  presence: presence
  values: oneOf
  range: range
  members: inside
  platforms: models
  since: from
  deprecated: discouraged
  until: gone
  absent: [never]
  right: right
  no_right: [nobody]
  conditions:
    - {condition: dimmed, attribute: dimmed.mode, modes: {allowed: allowed, required: required, forbidden: forbidden}}
    - {condition: outdoors, attribute: outdoors, modes: {"true": required, "false": allowed}}
  unused: [title, text, dimmed.level]
schemas:
  - {id: calls, service: ping, files: "calls/*.yaml", format: key-tree, flows: {request: a, response: b}}
  - {id: shop, service: store, files: "shop/*.json", format: json-schema, flows: {request: b, response: a}, directions: {Bulb: both}}
leave_out:
  - {files: "*.md", reason: prose}
"#;

const HELLO: &str = "
title: A title
payload:
  name: Hello
  text: Prose.
  models:
    Globe: {from: '1.10', dimmed: {mode: required, level: 3}, outdoors: false, right: Switch}
    Torch: {from: never}
ask:
- key: State
  type: <string>
  presence: required
  oneOf: [lit, 1.50, true]
  text: Prose.
answer:
- key: Parts
  type: <array>
  presence: optional
  models:
    Globe: {right: nobody, dimmed: {mode: allowed}, outdoors: true, discouraged: '2.0', gone: '3.0'}
    Torch: {right: nobody, outdoors: false}
    Stand: {from: never}
  inside:
  - key: Size
    type: <integer>
    range: {min: 0.0, max: 1.0}
    models:
      Globe: {right: nobody, outdoors: false}
";

fn run(files: &[(&str, &str)]) -> Imported {
    let rules: ImportSource = parse_yaml(RULES).unwrap();
    let files: Vec<SourceFile> = files
        .iter()
        .map(|(path, text)| SourceFile { path: (*path).to_owned(), text: Ok((*text).to_owned()) })
        .collect();
    let revision = Revision::checkout("abcdef0", "2024-01-02");
    import(&rules, &files, &revision).unwrap()
}

/// What is not understood in files, apart from schemas without any.
fn named(files: &[(&str, &str)]) -> Vec<String> {
    let all = run(files).not_understood;
    all.iter().filter(|item| !item.file.is_empty()).map(ToString::to_string).collect()
}

/// What is not understood after a change of the clean call.
#[track_caller]
fn changed(from: &str, to: &str) -> Vec<String> {
    assert!(HELLO.contains(from), "{from}");
    named(&[("calls/hello.yaml", &HELLO.replacen(from, to, 1))])
}

#[test]
fn a_key_tree_is_read_in_full() {
    let imported = run(&[("calls/hello.yaml", HELLO)]);
    assert_eq!(named(&[("calls/hello.yaml", HELLO)]), Vec::<String>::new());
    let message = &imported.facts[0].messages[0];
    assert_eq!((message.id.as_str(), message.file.as_deref()), ("Hello", Some("calls/hello.yaml")));
    assert_eq!(message.absent, ["Torch"]);
    let globe = &message.on["Globe"];
    assert_eq!((globe.since.as_deref(), globe.right.as_deref()), (Some("1.10"), Some("Switch")));
    assert_eq!(globe.when, [("dimmed".to_owned(), Mode::Required)].into());
    let state = &message.request[0];
    assert_eq!(state.type_.as_deref(), Some("string"));
    assert_eq!(state.presence, Some(Presence::Required));
    assert_eq!(state.values, ["lit", "1.50", "true"]);
    let parts = &message.response[0];
    assert_eq!(parts.absent, ["Stand"]);
    assert_eq!(parts.on.keys().collect::<Vec<_>>(), ["Globe"], "Torch says nothing");
    let globe = &parts.on["Globe"];
    assert_eq!(globe.right.as_deref(), Some("none"), "the message needs a right");
    let modes = [("dimmed".to_owned(), Mode::Allowed), ("outdoors".to_owned(), Mode::Required)];
    assert_eq!(globe.when, modes.into(), "what the message says is lifted");
    assert_eq!((globe.deprecated.as_deref(), globe.until.as_deref()), (Some("2.0"), Some("3.0")));
    let size = &parts.members[0];
    assert_eq!(size.range.as_deref(), Some("0.0..1.0"));
    assert_eq!(size.presence, None);
    let lifted = [("outdoors".to_owned(), Mode::Allowed)].into();
    assert_eq!((&size.on["Globe"].right, &size.on["Globe"].when), (&None, &lifted));
    assert_eq!(count_keys(message), 3);
}

#[test]
fn what_a_key_tree_does_not_tell_is_named() {
    for (from, to, expected) in [
        ("title: A title", "name: x", "calls/hello.yaml: attribute `name` is not known"),
        (
            "  text: Prose.\n  models",
            "  other: x\n  models",
            "attribute `payload.other` is not known",
        ),
        ("level: 3", "depth: 3", "Hello on Globe: attribute `dimmed.depth` is not known"),
        ("{mode: required, level: 3}", "required", "Hello on Globe: `dimmed` is not a mapping"),
        (
            "mode: required",
            "mode: odd",
            "Hello on Globe: value `odd` of `dimmed.mode` is not known",
        ),
        ("outdoors: false", "outdoors: 1", "Hello on Globe: value `1` of `outdoors` is not known"),
        ("from: '1.10'", "from: [1]", "Hello on Globe: `from` is no text"),
        (
            "gone: '3.0'",
            "gone: never",
            "Hello/Parts on Globe: value `never` of `gone` is not known",
        ),
        (
            "  text: Prose.\nanswer",
            "  shade: x\nanswer",
            "Hello/State: attribute `shade` is not known",
        ),
        ("presence: required", "presence: maybe", "Hello/State: presence `maybe` is neither"),
        ("type: <string>", "type: 5", "Hello/State: the type is not a text"),
        (
            "oneOf: [lit, ",
            "oneOf: [[lit], ",
            "Hello/State: `oneOf` holds what is no text or number",
        ),
        ("oneOf: [lit, 1.50, true]", "oneOf: lit", "Hello/State: `oneOf` is not a list"),
        ("min: 0.0,", "min: [], step: 1,", "Hello/Parts/Size: `min` of the range is no number"),
        ("min: 0.0,", "step: 1,", "Hello/Parts/Size: attribute `step` is not known"),
        ("  - key: Size\n    type", "  - type", "Hello/Parts: `key` is missing or no text"),
        ("key: Size", "key: A/B", "`A/B` holds `/`"),
        (
            "    Stand: {from: never}",
            "    Stand: never",
            "Hello/Parts on Stand: it is not a mapping",
        ),
        ("ask:", "ask: {}\nask2:", "Hello: `ask` is not a list"),
        ("  name: Hello", "  title: Hello", "the file is not read: it names no message"),
        ("title: A title", "title: A\ntitle: B", "line "),
        ("title: A title", "title: [", "line "),
    ] {
        let named = changed(from, to);
        assert!(named.iter().any(|line| line.contains(expected)), "{to}: {named:#?}");
    }
    assert_eq!(
        changed("answer:\n", "- key: State\n  type: <data>\nanswer:\n"),
        ["calls/hello.yaml: Hello: key `State` stands twice; the first is taken"]
    );
}

#[test]
fn a_message_in_two_files_is_named() {
    let files = [("calls/a.yaml", HELLO), ("calls/b.yaml", HELLO)];
    assert_eq!(named(&files), ["calls/b.yaml: Hello: this message is in calls/a.yaml already"]);
    assert_eq!(run(&files).facts[0].messages.len(), 1);
}

#[test]
fn files_are_read_left_out_or_named() {
    let files = [
        ("calls/hello.yaml", HELLO),
        ("README.md", ""),
        ("docs/README.md", ""),
        ("calls/x/y.yaml", ""),
    ];
    let imported = run(&files);
    assert_eq!(
        (imported.read, imported.left_out.as_slice()),
        (1, &[("README.md".to_owned(), 0)][..])
    );
    let lines: Vec<String> = imported.not_understood.iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        [
            "schema `shop`: no file fits `shop/*.json`",
            "calls/x/y.yaml: no rule reads this file or leaves it out",
            "docs/README.md: no rule reads this file or leaves it out",
        ]
    );
}

#[test]
fn a_rule_without_a_glob_is_a_fault_at_its_place() {
    let text = RULES.replace("\"*.md\"", "\"*.{md\"");
    let rules: ImportSource = parse_yaml(&text).unwrap();
    let revision = Revision::default();
    let fault = import(&rules, &[], &revision).unwrap_err();
    assert_eq!(&text[fault.range], "\"*.{md\"");
}

const ORDER_REQUEST: &str = r#"{
  "$schema": "x", "title": "t", "x-own": 1, "type": "object", "required": ["number"],
  "properties": {
    "number": {"type": "integer", "minimum": 1, "maximum": 9, "default": 1},
    "colour": {"enum": ["warm", "cold"], "description": "Prose."},
    "level": {"enum": [1, 2]},
    "bulbs": {"type": "array", "items": {"$ref": "Bulb.json"}},
    "tags": {"type": "array", "items": {"enum": ["a", "b"]}},
    "states": {"type": "object", "additionalProperties": {"enum": ["on", "off"]}},
    "address": {"type": "object", "required": ["city"], "additionalProperties": false,
      "properties": {"city": {"type": "string", "maxLength": 3}, "street": {"type": "string"}}}
  }
}"#;
const BULB: &str = r#"{"type": "object", "properties": {"socket": {"$ref": "Socket.json"}}}"#;
const SOCKET: &str = r#"{"type": "object", "properties": {"size": {"type": "string"}}}"#;

/// The clean shop; a file may be given in another form.
fn shop<'a>(path: &str, text: &'a str) -> Vec<(&'static str, &'a str)> {
    let mut files = vec![
        ("shop/Bulb.json", BULB),
        ("shop/OrderRequest.json", ORDER_REQUEST),
        ("shop/Socket.json", SOCKET),
    ];
    for file in files.iter_mut().filter(|(name, _)| *name == path) {
        file.1 = text;
    }
    files
}

fn shop_facts(files: &[(&str, &str)]) -> String {
    facts_yaml(&run(files).facts[0])
}

#[test]
fn a_json_schema_is_read_in_full() {
    let files = shop("", "");
    assert_eq!(named(&files), Vec::<String>::new());
    let facts = shop_facts(&files);
    let expected = r#"messages:
  - id: Bulb
    file: shop/Bulb.json
    both:
      - {key: socket, presence: optional, of: Socket}
  - id: OrderRequest
    file: shop/OrderRequest.json
    request:
      - {key: number, type: integer, presence: required, range: "1..9"}
      - {key: colour, type: string, presence: optional, values: [warm, cold]}
      - {key: level, presence: optional, values: ["1", "2"]}
      - {key: bulbs, type: array, presence: optional, of: Bulb}
      - {key: tags, type: array, presence: optional, values: [a, b]}
      - {key: states, type: object, presence: optional, values: ["on", "off"]}
      - {key: address, type: object, presence: optional, members: [
          {key: city, type: string, presence: required},
          {key: street, type: string, presence: optional}
        ]}
  - id: Socket
    file: shop/Socket.json
    both:
      - {key: size, type: string, presence: optional}
"#;
    assert!(facts.ends_with(expected), "{facts}");
}

#[test]
fn directions_follow_from_rule_name_and_use() {
    // A message is as much both as the one that holds it; without a rule it is what its users are.
    let text = RULES.replace(", directions: {Bulb: both}", "");
    let rules: ImportSource = parse_yaml(&text).unwrap();
    let holder = r#"{"type": "object", "properties": {"bulb": {"$ref": "Bulb.json"}}}"#;
    let halves = |files: &[(&str, &str)]| {
        let files: Vec<SourceFile> = files
            .iter()
            .map(|(path, text)| SourceFile {
                path: (*path).to_owned(),
                text: Ok((*text).to_owned()),
            })
            .collect();
        let revision = Revision::default();
        let imported = import(&rules, &files, &revision).unwrap();
        let of = |m: &FactsMessage| (m.request.len(), m.response.len(), m.both.len());
        let halves: Vec<_> = imported.facts[0].messages.iter().map(of).collect();
        let named: Vec<String> = imported.not_understood.iter().map(|n| n.what.clone()).collect();
        (halves, named.into_iter().filter(|what| what.contains("direction")).collect::<Vec<_>>())
    };
    let response = ("shop/GetResponse.json", holder);
    let request = ("shop/GetRequest.json", holder);
    let (bulb, socket) = (("shop/Bulb.json", BULB), ("shop/Socket.json", SOCKET));
    assert_eq!(halves(&[bulb, response, socket]).0, [(0, 1, 0), (0, 1, 0), (0, 1, 0)]);
    assert_eq!(
        halves(&[bulb, request, response, socket]).0,
        [(0, 0, 1), (1, 0, 0), (0, 1, 0), (0, 0, 1)]
    );
    let (halves, named) = halves(&[socket]);
    assert_eq!(halves, [(0, 0, 1)]);
    assert_eq!(named, ["direction of Socket is not told by its name, its use or `directions`"]);
}

#[test]
fn what_a_json_schema_does_not_tell_is_named() {
    let order = "shop/OrderRequest.json";
    for (from, to, expected) in [
        ("\"title\": \"t\"", "\"$defs\": {}", "OrderRequest: keyword `$defs` is not known"),
        ("\"default\": 1", "\"multipleOf\": 2", "OrderRequest/number: keyword `multipleOf`"),
        ("\"minimum\": 1", "\"minimum\": []", "OrderRequest/number: `minimum` is no number"),
        ("[\"number\"]", "[\"absent\"]", "OrderRequest: `required` names `absent`"),
        (
            "\"type\": \"integer\"",
            "\"type\": [\"integer\"]",
            "OrderRequest/number: the type is not",
        ),
        ("\"Bulb.json\"", "\"Gone.json\"", "OrderRequest/bulbs: it refers to `Gone`, which is no"),
        ("\"Bulb.json\"", "\"#/x\"", "OrderRequest/bulbs: `$ref` to `#/x` does not name a file"),
        ("{\"enum\": [\"a\", \"b\"]}", "{\"const\": 1}", "OrderRequest/tags: keyword `const`"),
        ("{\"enum\": [\"a\", \"b\"]}", "true", "OrderRequest/tags: the schema is not an object"),
        ("\"city\": {\"type\"", "\"city\": {\"kind\"", "OrderRequest/address/city: keyword `kind`"),
        (
            "\"type\": \"object\", \"required\": [\"number\"]",
            "\"type\": \"array\"",
            "it is not an object",
        ),
        ("\"street\"", "\"city\"", "line "),
        ("\"x-own\": 1,", "\"x-own\": 1", "line "),
    ] {
        assert!(ORDER_REQUEST.contains(from), "{from}");
        let text = ORDER_REQUEST.replacen(from, to, 1);
        let named = named(&shop(order, &text));
        assert!(named.iter().any(|line| line.contains(expected)), "{to}: {named:#?}");
        assert!(named.iter().all(|line| line.starts_with("shop/")), "{named:#?}");
    }
    let without: Vec<_> = shop("", "").split_off(1);
    let all = run(&without).not_understood;
    let rule = "schema `shop`: `directions` names `Bulb`, which is no message";
    assert!(all.iter().any(|item| item.what == rule), "{all:#?}");
}

#[test]
fn a_file_that_cannot_be_read_is_named_if_a_rule_reads_it() {
    let rules: ImportSource = parse_yaml(RULES).unwrap();
    let unreadable =
        |path: &str| SourceFile { path: path.to_owned(), text: Err("no text".to_owned()) };
    let revision = Revision::default();
    let imported =
        import(&rules, &[unreadable("calls/a.yaml"), unreadable("a.md")], &revision).unwrap();
    let lines: Vec<String> = imported.not_understood.iter().map(ToString::to_string).collect();
    assert_eq!(lines.last().map(String::as_str), Some("calls/a.yaml: no text"));
    assert_eq!(imported.left_out.len(), 1);
}
