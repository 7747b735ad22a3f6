//! What is written reads back the same, whatever the texts hold.

use proptest::prelude::*;

use super::*;
use crate::catalog::located::Located;
use crate::catalog::model::{FactsFlows, SuccessionKey};
use crate::catalog::parse_yaml;

/// Every value of a file, without the places that it was read from.
fn values(file: &FactsFile) -> Vec<String> {
    format!("{file:#?}")
        .lines()
        .map(|line| line.trim().to_owned())
        .filter(|line| !line.starts_with("start: ") && !line.starts_with("end: "))
        .collect()
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-z][A-Za-z0-9]{0,6}",
        "[ -~]{0,8}",
        "\\PC{0,4}",
        any::<String>().prop_map(|s| s.chars().take(4).collect()),
        prop::sample::select(vec![
            "4.0",
            "on",
            "No",
            "true",
            "null",
            "~",
            "1e3",
            "0x1F",
            "- a",
            "a: b",
            "a #b",
            "",
            " a",
            "[",
            "a, b",
            "n/a",
            "1_000",
            ".inf",
            "12:30",
            "2024-10-21",
            "?",
            "<<",
            "'",
            "\r\n",
            "\u{85}",
            "\u{feff}a",
            "a\tb",
            "!x",
            "&x",
            "*x",
            "%x",
            "@x",
            "`x",
            "a/b",
            "=",
        ])
        .prop_map(str::to_owned),
    ]
}

fn located() -> impl Strategy<Value = Located<String>> {
    text().prop_map(Located::nowhere)
}

fn confidence() -> impl Strategy<Value = Confidence> {
    prop::sample::select(vec![Confidence::Low, Confidence::Medium, Confidence::High])
}

fn facts() -> impl Strategy<Value = PlatformFacts> {
    let modes = vec![Mode::Allowed, Mode::Required, Mode::Forbidden, Mode::Ignored];
    let version = || prop::option::of(text());
    let when = prop::collection::btree_map(text(), prop::sample::select(modes), 0..3);
    (version(), version(), version(), version(), when).prop_map(
        |(since, deprecated, until, right, when)| PlatformFacts {
            since,
            deprecated,
            until,
            right,
            when,
        },
    )
}

fn key() -> impl Strategy<Value = FactsKey> {
    let presence = prop::sample::select(vec![Presence::Required, Presence::Optional]);
    let option = || prop::option::of(text());
    let head = (located(), option(), prop::option::of(presence), option(), option());
    let tail = (
        prop::collection::vec(text(), 0..3),
        prop::option::of(located()),
        prop::collection::btree_map(text(), facts(), 0..3),
        prop::collection::vec(text(), 0..2),
        prop::option::of(confidence()),
        option(),
    );
    let leaf = (head, tail).prop_map(
        |((key, type_, presence, range, since), (values, of, on, absent, confidence, note))| {
            let members = Vec::new();
            FactsKey {
                key,
                label: range.clone(),
                type_,
                presence,
                values,
                range,
                of,
                since,
                on,
                absent,
                confidence,
                note,
                members,
            }
        },
    );
    leaf.prop_recursive(3, 8, 3, |inner| {
        (inner.clone(), prop::collection::vec(inner, 0..3))
            .prop_map(|(key, members)| FactsKey { members, ..key })
    })
}

fn message() -> impl Strategy<Value = FactsMessage> {
    let keys = || prop::collection::vec(key(), 0..3);
    let platforms = prop::collection::btree_map(text(), facts(), 0..3);
    let absent = prop::collection::vec(text(), 0..2);
    (
        (located(), prop::option::of(text()), prop::option::of(text()), platforms, absent),
        (keys(), keys(), keys(), prop::option::of(text())),
    )
        .prop_map(|((id, file, commit, on, absent), (request, response, both, note))| {
            FactsMessage {
                id,
                label: note.clone(),
                file,
                commit,
                on,
                absent,
                request,
                response,
                both,
                note,
            }
        })
}

fn file() -> impl Strategy<Value = FactsFile> {
    let carried = (located(), located(), confidence(), text())
        .prop_map(|(datum, by, confidence, note)| CarriedEntry { datum, by, confidence, note });
    let changes = prop::sample::select(vec![KeyChange::Renamed, KeyChange::Inverted]);
    let changed = (located(), located(), changes).prop_map(|(from, to, change)| SuccessionKey {
        from,
        to,
        change,
    });
    let succession = (located(), located(), prop::collection::vec(changed, 0..2))
        .prop_map(|(from, to, keys)| SuccessionEntry { from, to, keys });
    let option = || prop::option::of(located());
    let source = (text(), text(), prop::option::of(text()), prop::option::of(text()), located())
        .prop_map(|(name, url, licence, commit, date)| FactsSource {
            name,
            url,
            licence,
            note: commit.clone(),
            incomplete: commit.is_some(),
            commit,
            date,
            confidence: Confidence::High,
        });
    (
        (located(), located(), source, option(), option(), option()),
        prop::collection::vec(message(), 0..3),
        prop::collection::vec(carried, 0..2),
        prop::collection::vec(succession, 0..2),
    )
        .prop_map(|(head, messages, carried, succession)| {
            let (schema, service, source, request, response, superseded_by) = head;
            let flows = FactsFlows { request, response };
            FactsFile {
                schema,
                service,
                source,
                flows,
                superseded_by,
                messages,
                corrections: Vec::new(),
                carried,
                succession,
            }
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn what_is_written_reads_back_the_same(file in file()) {
        let text = facts_yaml(&file);
        let back: FactsFile = parse_yaml(&text)
            .map_err(|error| TestCaseError::fail(format!("{error:?}\n{text}")))?;
        prop_assert_eq!(values(&file), values(&back), "{}", text);
    }
}

#[test]
fn words_are_quoted_only_where_they_must_be() {
    for plain in ["Topic", "AllowAppInstallation", "a b (c)", "x/y.yaml", "n/a"] {
        assert_eq!(scalar(plain), plain);
    }
    for quoted in ["4.0", "on", "TRUE", "", "a: b", "-", "0.0..1.0", "b "] {
        assert_eq!(scalar(quoted), format!("\"{quoted}\""));
    }
}
