//! # What it checks
//! TODO

use crate::audit::{Audit, Page};
use crate::check::Check;
use crate::finding::{Finding, Severity};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "unbalanced-brackets",
    summary: "TODO",
    severity: Severity::Warning,
    source: include_str!("unbalanced_brackets.rs"),
    run,
};

fn run(_audit: &Audit<'_>, _page: &Page, _findings: &mut Vec<Finding>) {}
