//! The text of a lock file, there and back.

use std::collections::BTreeMap;

use jiff::civil::date;
use proptest::prelude::*;

use super::model::{ApprovedCell, ApprovedFinding, CellKey, FindingKey, Lock, Terms, Waives};
use super::write;
use crate::catalog::CatalogErrors;

fn terms() -> impl Strategy<Value = Terms> {
    let text = || proptest::option::of(any::<String>());
    let until = proptest::option::of((2020_i16..2040, 1_i8..13, 1_i8..29));
    (any::<String>(), text(), text(), until).prop_map(|(catalog, by, why, until)| Terms {
        catalog,
        by,
        why,
        until: until.map(|(year, month, day)| date(year, month, day)),
    })
}

fn lock() -> impl Strategy<Value = Lock> {
    let ids = proptest::collection::vec(proptest::sample::select(&["mojibake", "stale-row"]), 1..3);
    let waives = prop_oneof![
        Just(Waives::All),
        ids.prop_map(|mut ids| {
            ids.sort_unstable();
            Waives::Only(ids.into_iter().map(str::to_owned).collect())
        }),
    ];
    let cell = (
        (any::<String>(), any::<String>(), proptest::sample::select(&["field", "purpose"])),
        (proptest::option::of("[0-9a-f]{8}"), "[0-9e]{8}", waives, terms()),
    );
    let finding = (any::<String>(), "[a-z-]{1,9}x", "[0-9a-f]{16}", terms());
    let cells = proptest::collection::vec(cell, 0..6);
    (cells, proptest::collection::vec(finding, 0..4)).prop_map(|(cells, findings)| Lock {
        cells: cells
            .into_iter()
            .map(|((document, row, column), (source, target, waives, terms))| {
                let key = CellKey { document, row, column: column.to_owned() };
                (key, ApprovedCell { source, target, waives, terms })
            })
            .collect(),
        findings: findings
            .into_iter()
            .map(|(document, check, fingerprint, terms)| {
                (FindingKey { document, check, fingerprint }, ApprovedFinding { terms })
            })
            .collect::<BTreeMap<_, _>>(),
        contradicted: BTreeMap::new(),
    })
}

/// Only some checks are known here.
fn read(path: &str, text: &str) -> Result<Lock, CatalogErrors> {
    let known = ["mojibake", "stale-row"];
    super::read(path, text, &|id| (!known.contains(&id)).then(|| "look it up".to_owned()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn what_is_written_is_read(lock in lock()) {
        let text = write(&lock);
        let again = read("x", &text).map_err(|faults| faults.errors);
        prop_assert_eq!(again.as_ref(), Ok(&lock), "{}", text);
        prop_assert_eq!(text.lines().count(), 3 + lock.cells.len() + lock.findings.len());
        prop_assert_eq!(write(&again.unwrap()), text);
    }
}

/// Line, message and help of the first fault.
fn fault(lines: &str) -> (usize, String, String) {
    let text = format!("version: 1\napprovals:\n{lines}\n");
    let errors = read("flowproof.lock", &text).unwrap_err().errors;
    let line = text[..errors[0].range.start].lines().count().max(1);
    let after_line = usize::from(text[..errors[0].range.start].ends_with('\n'));
    (line + after_line, errors[0].message.clone(), errors[0].help.clone())
}

#[test]
fn faults_are_shown_where_they_are() {
    let cell = "- {document: a, row: b, column: field, target: \"1\", waives: [all], catalog: c}";
    for (lines, line, part) in [
        ("- {document: a, rwo: b, catalog: c}", 3, "unknown field `rwo`"),
        ("- {document: a, row: b, catalog: c}", 3, "an approval has"),
        ("- {document: a, check: b, finding: c, source: d, catalog: e}", 3, "an approval has"),
        ("- {document: a", 3, ""),
        ("- [a]", 3, ""),
        ("document: a", 3, "no approval"),
        ("<<<<<<< ours", 3, "a merge is not resolved"),
        (&cell.replace("[all]", "[]"), 3, "the list of checks is empty"),
        (&cell.replace("[all]", "[mojibake, mojebake]"), 3, "no check `mojebake`"),
        (&cell.replace("column: field", "column: fields"), 3, "no column `fields`"),
        (&cell.replace("waives: [all], ", ""), 3, "missing field `waives`"),
        (&cell.replace("catalog: c", "catalog: c, until: soon"), 3, "`soon` is no date"),
    ] {
        let (at, message, help) = fault(lines);
        assert_eq!(at, line, "{lines}: {message}");
        assert!(message.contains(part) && !help.is_empty(), "{lines}: {message}");
    }
    let other = |text: &str| read("x", text).unwrap_err().errors[0].message.clone();
    assert!(other("version: 2\n").contains("version `2`"));
    assert!(other("").contains("no lock file"));
}

#[test]
fn what_a_merge_of_two_branches_leaves_is_read() {
    let cell = "- {document: a, row: b, column: field, target: \"1\", waives: [all], catalog: c}";
    let head = "# x\nversion: 1\napprovals:\n";
    let lock = |lines: &[&str]| read("x", &format!("{head}{}\n", lines.join("\n"))).unwrap();
    assert_eq!(lock(&[cell, head, cell]), lock(&[cell]), "the same twice");
    let other = cell.replace("\"1\"", "\"2\"");
    let finding =
        |by: &str| format!("- {{document: b, check: d, finding: e, catalog: c, by: {by}}}");
    let (ann, bob) = (finding("ann"), finding("bob"));
    let merged = lock(&[cell, &ann, &other, cell, &bob]);
    assert!(merged.cells.is_empty() && merged.findings.is_empty(), "{merged:?}");
    assert_eq!(merged.contradicted, BTreeMap::from([("a".to_owned(), 1), ("b".to_owned(), 1)]));
    assert_eq!(lock(&[cell, &ann]).contradicted, BTreeMap::new());
}

#[test]
fn hashes_of_older_locks_hold() {
    let cell = |target: &str| {
        let line = format!(
            "- {{document: a, row: b, column: field, target: {target:?}, waives: [all], catalog: c}}"
        );
        let lock = read("x", &format!("version: 1\n{line}\n")).unwrap();
        lock.cells.into_values().next().unwrap()
    };
    let now = "0123456789abcdef";
    assert!(cell(now).is_target(now) && cell("01234567").is_target(now));
    for other in ["0123456789abcdee", "01234568", "0123", ""] {
        assert!(!cell(other).is_target(now), "{other}");
    }
}
