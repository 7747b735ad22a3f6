//! Which checks run, and how grave their findings are, as the settings want it.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::approvals::Comparison;
use crate::audit::Audit;
use crate::check::run_some_checks;
use crate::finding::{Finding, Severity};

/// Severities as set, by id of the check.
pub(super) type Levels = BTreeMap<String, Level>;

/// Severity of a check as configured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Level {
    /// The check is not run.
    Off,
    /// Its findings are notes.
    Note,
    /// Its findings are warnings.
    Warning,
    /// Its findings are errors.
    Error,
}

/// The findings of the checks that the settings leave on, with the severities that they give.
pub(super) fn findings(
    audit: &Audit<'_>,
    levels: &Levels,
    approvals: Option<&Comparison>,
) -> Vec<Finding> {
    let level = |check: &str| levels.get(check).copied();
    let mut findings =
        run_some_checks(audit, approvals, |check| level(check.id) != Some(Level::Off));
    for finding in &mut findings {
        finding.severity = match level(finding.check) {
            Some(Level::Note) => Severity::Note,
            Some(Level::Warning) => Severity::Warning,
            Some(Level::Error) => Severity::Error,
            Some(Level::Off) | None => finding.severity,
        };
    }
    findings
}
