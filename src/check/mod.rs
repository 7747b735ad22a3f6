//! The checks: one file each, in folders by family.
//!
//! A check's file starts with its user documentation (`flowproof explain ID` prints it), declares
//! a `pub const CHECK`, and holds one function and its caret tests. Checks read the [`Audit`] and
//! push [`Finding`]s; they never read files and never change anything.

mod approval;
mod catalog;
mod claim;
mod context;
mod docs;
mod edition;
mod enumeration;
mod key;
mod link;
mod link_sequence;
mod link_target;
mod listed;
mod meaning;
mod precedence;
mod prose;
mod protocol;
mod registry;
mod repeat;
mod residue;
mod shown;
mod spelling;
mod stated;
mod structure;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod testing_pages;
mod title;
mod writing;

use crate::approvals::Comparison;
use crate::audit::{Audit, Page};
use crate::catalog::model::ColumnRole;
use crate::consensus::Consensus;
use crate::finding::{Finding, Severity, number_fingerprints, sort};
use crate::fix::prove;
use crate::threads;

pub use context::Context;
pub use docs::Docs;
pub use registry::{CHECKS, by_id, doubts_text};
pub use stated::{OpenDenial, open_denial};

/// A rule.
#[derive(Debug)]
pub struct Check {
    /// Kebab-case id; names the fault.
    pub id: &'static str,
    /// One line.
    pub summary: &'static str,
    /// The severity of its findings, unless a finding says otherwise.
    pub severity: Severity,
    /// Whether its findings doubt that the text they lie on says what it should. Others are about how
    /// it is written, about the page as a whole, or about what is missing beside it.
    pub doubts_text: bool,
    /// Ids of the checks whose findings on the same text explain one of this check, which is then not
    /// told.
    pub yields_to: &'static [&'static str],
    /// The text of its file; see [`Docs`].
    pub source: &'static str,
    /// Looks at one page.
    pub run: fn(&Context<'_>, &mut Vec<Finding>),
}

/// Runs every check that needs no lock over every page. Sorted, with fingerprints.
pub fn run_checks(audit: &Audit<'_>) -> Vec<Finding> {
    run_some_checks(audit, None, |_| true)
}

/// Runs the wanted checks over every page, with what has changed since it was approved. Sorted,
/// with fingerprints; what is approved is not left out yet.
pub fn run_some_checks(
    audit: &Audit<'_>,
    approvals: Option<&Comparison>,
    wanted: impl Fn(&Check) -> bool,
) -> Vec<Finding> {
    let consensus = Consensus::of(audit);
    let checks: Vec<&Check> = CHECKS.iter().copied().filter(|check| wanted(check)).collect();
    let of_page = |page: &Page| {
        let context = Context { audit, consensus: &consensus, approvals, page };
        let mut findings = Vec::new();
        for check in &checks {
            (check.run)(&context, &mut findings);
        }
        precedence::settle(&mut findings);
        prove(audit, page, &mut findings);
        for finding in &mut findings {
            finding.locale = Some(page.locale().to_owned());
            finding.flow = Some(audit.document(page).flow.clone());
        }
        findings
    };
    let mut findings = threads::map(&audit.pages, of_page).concat();
    sort(&mut findings, &audit.sources);
    number_fingerprints(&mut findings, &audit.sources);
    findings
}

/// Name of a column role in findings.
pub fn column_name(role: ColumnRole) -> &'static str {
    role.as_str()
}
