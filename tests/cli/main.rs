//! The built program, end to end: every command, its exit codes, what it says and where.

#[path = "../common/mod.rs"]
mod common;

mod catalog;
mod catalog_diff;
mod check;
mod compare;
mod fix;
mod folder;
mod hostile;
mod identity;
mod json;
mod lock;
mod merge;
mod output;
mod promises;
mod protocol;
mod relied;
mod report;
mod review;
mod settings;
mod vendor;
mod verify;

use std::process::Output;

/// The exit code of a run.
fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or_else(|| panic!("killed: {output:?}"))
}

/// Asserts the exit code, with everything that was printed.
#[track_caller]
fn assert_code(output: &Output, expected: i32) {
    assert_eq!(
        code(output),
        expected,
        "stdout:\n{}\nstderr:\n{}",
        common::stdout(output),
        common::stderr(output)
    );
}

/// Compares with a snapshot in `tests/snapshots`.
fn snapshot(name: &str, text: &str) {
    insta::with_settings!({snapshot_path => "../snapshots", prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!(format!("cli__{name}"), text);
    });
}
