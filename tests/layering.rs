//! Dependencies point one way, between rooms and between files (see the crate documentation).

#[path = "layering/code.rs"]
mod code;
mod common;
#[path = "layering/files.rs"]
mod files;

use std::collections::BTreeSet;

use files::Files;

/// The rooms by layer, lowest first. A room may use itself and the rooms of the layers before its own;
/// rooms of one layer know nothing of each other.
const LAYERS: &[&[&str]] = &[
    &["threads", "source", "text", "assignment"],
    &["catalog", "load"],
    &["builtin", "parse"],
    &["identify"],
    &["align"],
    &["audit"],
    &["finding"],
    &["approvals", "consensus", "protocol"],
    &["fix"],
    &["check"],
    &["inventory"],
    &["report"],
    &["cli"],
];

/// Circles that are still there, and why: their files, or a folder that holds them.
const CIRCLES: &[(&str, &[&str])] = &[
    (
        "the passes of the alignment share `Words`, which is to leave `rows`",
        &["align/gap_placement.rs", "align/row_similarity.rs", "align/rows.rs"],
    ),
    (
        "`Skip` and `MAX_ROWS` stand in `assemble`, which calls the steps, and `Audit` holds its types",
        &["audit/assemble.rs", "audit/draft.rs", "audit/mod.rs", "audit/recognise.rs"],
    ),
    (
        "`Page` holds the type of `editions`, which reads pages",
        &["audit/content.rs", "audit/editions.rs", "audit/page.rs"],
    ),
    (
        "`Thing` stands in the file that calls `rename`",
        &["catalog/diff/mod.rs", "catalog/diff/rename.rs"],
    ),
    (
        "`Origin` stands in `index`, which holds the `Protocol`",
        &["catalog/index.rs", "catalog/protocol.rs"],
    ),
    (
        "`Confidence` and `Mode` stand with the facts, whose file holds the rules of the import",
        &["catalog/model/import.rs", "catalog/model/protocol.rs"],
    ),
    (
        "`Faults` and `Names` stand in the file that calls the parts",
        &[
            "catalog/validate.rs",
            "catalog/validate/parties.rs",
            "catalog/validate/protocol.rs",
            "catalog/validate/vocabulary.rs",
        ],
    ),
    (
        "`Entry` stands in the file that calls the parts",
        &[
            "catalog/validate/review.rs",
            "catalog/validate/review/origins.rs",
            "catalog/validate/review/purposes.rs",
            "catalog/validate/review/siblings.rs",
        ],
    ),
    (
        "`platforms` stands in the file that calls the parts",
        &["protocol/compare.rs", "protocol/compare/rename.rs", "protocol/compare/state.rs"],
    ),
    ("`FileId` stands in `set`, which slices by `Span`", &["source/set.rs", "source/span.rs"]),
    (
        "`Check` stands in the file that runs them, by a registry that names every check",
        &["check/"],
    ),
];

/// Words of a real vendor, its devices, services and schema files. Neither the engine nor the
/// tests beside it hold one; they belong in the catalog.
const VENDOR_WORDS: &[&str] = &[
    "apple",
    "intune",
    "microsoft",
    "iphone",
    "ipad",
    "macos",
    "supportedos",
    "userenrollment",
    "apns",
];

#[test]
fn rooms_use_only_what_lies_below_them() {
    let mut faults = Vec::new();
    for (path, text) in common::files_below(&common::root().join("src"), &["rs"]) {
        let room = room_of(&path);
        let Some(layer) = layer_of(&room) else { continue };
        for used in uses(&text) {
            match layer_of(&used) {
                None => faults.push(format!("{path}: `crate::{used}` is in no layer")),
                Some(other) if used != room && other >= layer => {
                    faults.push(format!("{path}: `{room}` may not use `{used}`"));
                }
                Some(_) => {}
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_room_of_the_crate_has_a_layer() {
    let text = std::fs::read_to_string(common::root().join("src/lib.rs")).unwrap();
    let rooms: BTreeSet<&str> =
        text.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert_eq!(rooms, LAYERS.iter().copied().flatten().copied().collect());
}

#[test]
fn no_files_need_each_other_in_a_circle() {
    let sources = common::files_below(&common::root().join("src"), &["rs"]);
    let files = Files::of(&sources);
    let found = files::circles(&files.needs());
    let known = |circle: &[String]| {
        CIRCLES.iter().find(|(_, parts)| {
            circle.iter().all(|file| parts.iter().any(|part| file.starts_with(part)))
        })
    };
    let new = found.iter().filter(|circle| known(circle).is_none());
    let new: Vec<String> = new.map(|circle| circle.join(" ↔ ")).collect();
    assert!(new.is_empty(), "files that need each other:\n{}", new.join("\n"));
    let left: BTreeSet<&str> = found.iter().filter_map(|c| known(c)).map(|(why, _)| *why).collect();
    let gone: Vec<&str> =
        CIRCLES.iter().map(|(why, _)| *why).filter(|why| !left.contains(why)).collect();
    assert!(gone.is_empty(), "these circles are no more; take them off the list: {gone:?}");
}

/// Whatever reports say of a check they take from the registry.
#[test]
fn reports_know_no_check_by_name() {
    let checks = common::root().join("src/check");
    let families: BTreeSet<String> = std::fs::read_dir(checks)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_dir())
        .map(|entry| format!("check::{}", entry.file_name().to_string_lossy()))
        .collect();
    assert!(families.len() > 5, "the checks are not where they were: {families:?}");
    for (path, text) in common::files_below(&common::root().join("src/report"), &["rs"]) {
        for line in text.lines() {
            assert!(!families.iter().any(|family| line.contains(family)), "{path}: {line}");
        }
    }
}

#[test]
fn the_engine_names_no_vendor() {
    let mut faults = Vec::new();
    let root = common::root();
    let mut files = common::files_below(&root.join("src"), &["rs"]);
    files.extend(common::files_below(&root.join("templates"), &["html", "css", "md", "js"]));
    assert!(files.len() > 100, "the files are not where they were: {}", files.len());
    for (path, text) in files {
        for (number, line) in text.lines().enumerate() {
            let lower = line.to_lowercase();
            let named = VENDOR_WORDS.iter().find(|word| lower.contains(**word));
            let reference = line.contains("guides/") || line.contains("../shared");
            if let Some(word) = named.filter(|_| !reference) {
                faults.push(format!("{path}:{}: {word}: {}", number + 1, line.trim()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn files_stay_within_their_size() {
    for (path, text) in common::files_below(&common::root().join("src"), &["rs"]) {
        let lines = text.lines().count();
        assert!(lines <= 420, "{path} has {lines} lines; split it");
    }
}

/// Limits of size and what steers a terminal are dealt with in one place each.
#[test]
fn files_are_read_in_one_place_and_the_terminal_is_written_in_one() {
    const ROOMS: &[(&str, &[&str])] = &[
        ("load/read.rs", &["fs::read(", "fs::read_to_string(", "File::open(", "io::stdin("]),
        ("cli/out.rs", &["print!(", "println!(", "stdout().lock(", "stderr().lock("]),
    ];
    let mut faults = Vec::new();
    for (path, text) in common::files_below(&common::root().join("src"), &["rs"]) {
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        let is_test = path.contains("/tests") || path.contains("/testing");
        for (room, calls) in ROOMS.iter().filter(|(room, _)| !is_test && !path.ends_with(room)) {
            let code = code.lines().filter(|line| !line.trim_start().starts_with("//"));
            let found = code.filter(|line| calls.iter().any(|call| line.contains(call)));
            faults.extend(found.map(|line| format!("{path}: belongs in {room}: {}", line.trim())));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn layer_of(room: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&room))
}

fn room_of(path: &str) -> String {
    let below = path.rsplit_once("/src/").map_or(path, |(_, below)| below);
    below.split(['/', '.']).next().unwrap_or_default().to_owned()
}

/// Rooms of the crate that a file names after `crate::`.
fn uses(text: &str) -> BTreeSet<String> {
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| {
            line.match_indices("crate::").map(move |(at, _)| &line[at + "crate::".len()..])
        })
        .map(|rest| {
            rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>()
        })
        .filter(|name| !name.is_empty() && name.starts_with(|c: char| c.is_lowercase()))
        .collect()
}
