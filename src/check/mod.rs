//! The checks: one file each, in folders by family.
//!
//! A check's file starts with its user documentation (`flowproof explain ID` prints it), declares
//! a `pub const CHECK`, and holds one function and its caret tests. Checks read the [`Audit`] and
//! push [`Finding`]s; they never read files and never change anything.

mod catalog;
mod docs;
mod edition;
mod key;
mod listed;
mod prose;
mod protocol;
mod registry;
mod repeat;
mod spelling;
mod structure;
#[cfg(test)]
mod testing;

use crate::audit::{Audit, Page};
use crate::catalog::model::ColumnRole;
use crate::finding::{Finding, Severity, number_fingerprints, sort};

pub use docs::Docs;
pub use registry::{CHECKS, by_id};

/// A rule.
#[derive(Debug)]
pub struct Check {
    /// Kebab-case id; names the fault.
    pub id: &'static str,
    /// One line.
    pub summary: &'static str,
    /// The severity of its findings, unless a finding says otherwise.
    pub severity: Severity,
    /// The text of its file; see [`Docs`].
    pub source: &'static str,
    /// Looks at one page.
    pub run: fn(&Audit<'_>, &Page, &mut Vec<Finding>),
}

/// Runs every check over every page. Sorted, with fingerprints.
pub fn run_checks(audit: &Audit<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for page in &audit.pages {
        let from = findings.len();
        for check in CHECKS {
            (check.run)(audit, page, &mut findings);
        }
        for finding in &mut findings[from..] {
            finding.locale = Some(page.locale().to_owned());
            finding.flow = Some(audit.document(page).flow.clone());
        }
    }
    sort(&mut findings, &audit.sources);
    number_fingerprints(&mut findings, &audit.sources);
    findings
}

/// Name of a column role in findings.
pub fn column_name(role: ColumnRole) -> &'static str {
    match role {
        ColumnRole::Service => "service",
        ColumnRole::Message => "message",
        ColumnRole::Field => "field",
        ColumnRole::Purpose => "purpose",
    }
}
