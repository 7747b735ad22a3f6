//! The comparison of two states.

use std::collections::BTreeMap;

use super::*;

fn thing(label: &str, attributes: &[(&str, &str)]) -> Thing {
    let text = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    Thing { label: label.to_owned(), attributes: attributes.iter().map(text).collect() }
}

fn state(kinds: &[(&str, &[(&str, Thing)])]) -> State {
    let mut state = State::default();
    for (kind, things) in kinds {
        let things = things.iter().map(|(id, thing)| ((*id).to_owned(), thing.clone()));
        state.insert(kind, things.collect::<BTreeMap<_, _>>());
    }
    state
}

/// Each entry on a line: change, kind, ids and the properties.
fn told(then: &State, now: &State) -> Vec<String> {
    let line = |entry: Entry| {
        let was = entry.was.map(|was| format!(" was {was}")).unwrap_or_default();
        let of = |a: &Attribute| format!(" {}:{}>{}", a.name, a.then, a.now);
        let attributes: String = entry.attributes.iter().map(of).collect();
        format!("{} {} {}{was}{attributes}", entry.change.as_str(), entry.kind, entry.id)
    };
    compare(then, now).into_iter().map(line).collect()
}

#[test]
fn new_and_gone_things_tell_what_is_known_of_them() {
    let then = state(&[("party", &[("a", thing("A", &[("role", "processor")]))])]);
    let lamp = thing("B", &[("note", ""), ("role", "x"), ("about", "y"), ("personal", "true")]);
    let now = state(&[("party", &[("b", lamp)])]);
    assert_eq!(
        told(&then, &now),
        ["gone party a role:processor>", "new party b personal:>true role:>x about:>y"]
    );
    assert_eq!(told(&then, &then), [""; 0]);
}

#[test]
fn what_one_state_does_not_record_is_not_compared() {
    let then = state(&[("flow", &[("f", thing("F", &[("from", "a")]))])]);
    let now = state(&[
        ("flow", &[("f", thing("F", &[("from", "a"), ("to", "b")]))]),
        ("party", &[("p", thing("P", &[]))]),
    ]);
    assert_eq!(told(&then, &now), [""; 0]);
    assert_eq!(told(&now, &then), [""; 0]);
}

#[test]
fn a_field_of_the_same_message_and_label_or_path_is_renamed() {
    let then = state(&[(
        "field",
        &[
            ("f/s/m/a", thing("A", &[("protocol", "x/y/a")])),
            ("f/s/m/b", thing("B", &[("protocol", "")])),
            ("f/s/m/c", thing("C", &[("protocol", "")])),
        ],
    )]);
    let now = state(&[(
        "field",
        &[
            ("f/s/m/a2", thing("Another", &[("protocol", "x/y/a")])),
            ("f/s/m/b2", thing("B", &[("protocol", "")])),
            ("f/s/other/c", thing("C", &[("protocol", "")])),
        ],
    )]);
    assert_eq!(
        told(&then, &now),
        [
            "renamed field f/s/m/a2 was f/s/m/a label:A>Another",
            "renamed field f/s/m/b2 was f/s/m/b",
            "gone field f/s/m/c",
            "new field f/s/other/c",
        ]
    );
}

#[test]
fn what_is_in_something_renamed_is_renamed_with_it() {
    let of = |service: &str, verdict: &str| {
        let id = |rest: &str| format!("f/{service}{rest}");
        let mut state = State::default();
        let one = |id: String, label: &str| [(id, thing(label, &[("verdict", verdict)]))];
        state.insert("service", one(service.to_owned(), "S").into());
        state.insert("message", one(id("/m"), "M").into());
        state.insert("field", [(id("/m/x"), thing("X", &[]))].into());
        state.insert("verdict", one(id("/m/x"), "X").into());
        state
    };
    let then = of("old", "agreed");
    assert_eq!(
        told(&then, &of("new", "agreed")),
        [
            "renamed field f/new/m/x was f/old/m/x",
            "renamed service new was old",
            "renamed message f/new/m was f/old/m",
        ]
    );
    let other = told(&then, &of("new", "inverted"));
    assert!(
        other.contains(
            &"renamed verdict f/new/m/x was f/old/m/x verdict:agreed>inverted".to_owned()
        ),
        "{other:?}"
    );
}
