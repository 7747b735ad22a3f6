//! Dependencies between modules point one way (see the crate documentation).

mod common;

use std::collections::BTreeSet;

/// The layers, lowest first. A module may use itself and those before it.
const LAYERS: &[&str] = &[
    "threads",
    "source",
    "finding",
    "text",
    "catalog",
    "builtin",
    "load",
    "parse",
    "assignment",
    "identify",
    "align",
    "audit",
    "approvals",
    "consensus",
    "protocol",
    "fix",
    "check",
    "inventory",
    "report",
    "cli",
];

/// Uses that a layer must not make although it stands above.
const FORBIDDEN: &[(&str, &[&str])] = &[
    ("finding", &["text", "catalog", "load", "parse", "identify", "align", "audit", "check"]),
    ("text", &["finding"]),
    ("catalog", &["finding"]),
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
fn modules_use_only_what_lies_below_them() {
    let mut faults = Vec::new();
    for (path, text) in common::files_below(&common::root().join("src"), &["rs"]) {
        let module = module_of(&path);
        let Some(layer) = LAYERS.iter().position(|name| *name == module) else { continue };
        for used in uses(&text) {
            let Some(below) = LAYERS.iter().position(|name| *name == used) else {
                faults.push(format!("{path}: `crate::{used}` is in no layer"));
                continue;
            };
            let forbidden = FORBIDDEN
                .iter()
                .any(|(name, list)| *name == module && list.contains(&used.as_str()));
            if below > layer || forbidden {
                faults.push(format!("{path}: `{module}` may not use `{used}`"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_module_of_the_crate_has_a_layer() {
    let text = std::fs::read_to_string(common::root().join("src/lib.rs")).unwrap();
    let modules: BTreeSet<&str> =
        text.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert_eq!(modules, LAYERS.iter().copied().collect());
}

#[test]
fn reports_know_no_check_by_name() {
    for (path, text) in common::files_below(&common::root().join("src/report"), &["rs"]) {
        let inner: Vec<&str> = text.lines().filter(|line| line.contains("check::")).collect();
        for line in inner {
            let families = ["structure", "key", "prose", "edition"];
            assert!(
                !families.iter().any(|f| line.contains(&format!("check::{f}"))),
                "{path}: {line}"
            );
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

fn module_of(path: &str) -> String {
    let below = path.rsplit_once("/src/").map_or(path, |(_, below)| below);
    below.split(['/', '.']).next().unwrap_or_default().to_owned()
}

/// Modules of the crate that a file names after `crate::`.
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
