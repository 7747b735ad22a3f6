//! What is fuzzed: plain functions of bytes. A panic, or an `Err` with the promise that was broken,
//! is a find. `run.rs` calls them in-process, `fuzz_targets/` under libFuzzer.

mod ground;
mod invariant;
mod narrow;
mod whole;

#[allow(unused_imports, reason = "tests use them, fuzzing does not")]
pub use {ground::run_of, ground::warm, invariant::unharmed};

/// A function of bytes that must hold for all of them.
#[allow(dead_code, reason = "tests and libFuzzer use a part of it each")]
pub struct Target {
    /// Its name, and that of its folder of seeds.
    pub name: &'static str,
    /// Whether it runs the whole pipeline over a page.
    pub whole: bool,
    /// What is run.
    pub body: fn(&[u8]) -> Result<(), String>,
}

/// All targets.
#[allow(dead_code, reason = "tests use the parts")]
pub const TARGETS: &[Target] = &[
    Target { name: "page", whole: true, body: whole::page },
    Target { name: "fix_round_trip", whole: true, body: whole::fix_round_trip },
    Target { name: "fix_cell", whole: false, body: narrow::fix_cell },
    Target { name: "tables", whole: false, body: narrow::tables },
    Target { name: "decode", whole: false, body: narrow::decode },
    Target { name: "front_matter", whole: false, body: narrow::front_matter },
    Target { name: "catalog", whole: false, body: narrow::catalog },
    Target { name: "lock", whole: false, body: narrow::lock },
    Target { name: "findings_json", whole: false, body: narrow::findings_json },
    Target { name: "manifest", whole: false, body: narrow::manifest },
    Target { name: "protocol_import", whole: false, body: narrow::protocol_import },
];

/// Runs a target as libFuzzer wants it: a broken promise is a panic.
#[allow(dead_code, reason = "only the libFuzzer targets call it")]
pub fn check(name: &str, data: &[u8]) {
    let target = TARGETS.iter().find(|target| target.name == name).expect("a target");
    if let Err(broken) = (target.body)(data) {
        panic!("{broken}");
    }
}
