//! The text of a lock file, there and back.

use std::collections::BTreeMap;

use jiff::civil::date;
use proptest::prelude::*;

use super::model::{ApprovedCell, ApprovedFinding, CellKey, FindingKey, Lock, Terms, Waives};
use super::{read, write};

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
    let ids = proptest::collection::vec(proptest::sample::select(&["mojibake", "stale-row"]), 0..2);
    let waives = prop_oneof![
        Just(Waives::All),
        ids.prop_map(|ids| Waives::Only(ids.into_iter().map(str::to_owned).collect())),
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
    })
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
        (&format!("{cell}\n# x\n{cell}"), 5, "approved twice"),
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
