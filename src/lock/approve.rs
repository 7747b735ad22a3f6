//! Approving what is there.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::audit::{Audit, Page};
use crate::finding::Finding;

use super::compare::{compare, key};
use super::model::{ApprovedCell, ApprovedFinding, FindingKey, Lock, NO_SOURCE, Terms, Waives};
use super::unit::{SourceUnits, Unit, source_units, units};

/// What is granted, and by whom.
#[derive(Debug, Clone)]
pub struct Grant {
    /// Who, why, how long.
    pub terms: Terms,
    /// Which checks are to be silent.
    pub waives: Waives,
    /// Whether approvals that still hold get these terms as well.
    pub renew: bool,
    /// The day of the approval.
    pub today: Date,
}

/// The lock after all pages of a run were approved with their findings. Approvals that still hold
/// stay as they are, those of other documents too.
pub fn approve(
    old: &Lock,
    audit: &Audit<'_>,
    findings: &[Finding],
    document: &dyn Fn(&Page) -> String,
    grant: &Grant,
) -> Lock {
    let run: BTreeSet<String> = audit.pages.iter().map(document).collect();
    let mut lock = old.clone();
    lock.cells.retain(|key, _| !run.contains(&key.document));
    lock.findings.retain(|key, _| !run.contains(&key.document));
    for page in &audit.pages {
        let path = document(page);
        let source = source_units(audit, page);
        for unit in units(audit, page) {
            let key = key(&path, &unit);
            let cell = new_cell(&unit, source.as_ref(), grant);
            let kept = old.cells.get(&key).filter(|before| holds(before, &cell, grant));
            lock.cells.insert(key, kept.cloned().unwrap_or(cell));
        }
    }
    let cells = compare(&lock, audit, document, grant.today);
    for page in &audit.pages {
        let path = document(page);
        let own = findings.iter().filter(|finding| finding.span.file == page.file);
        for finding in own.filter(|f| grant.waives.covers(f.check) && !cells.silences(f)) {
            let key = FindingKey {
                document: path.clone(),
                check: finding.check.to_owned(),
                fingerprint: finding.fingerprint.clone(),
            };
            let kept = old.findings.get(&key);
            let kept = kept.filter(|before| !before.terms.expired(grant.today) && !grant.renew);
            let new = ApprovedFinding { terms: grant.terms.clone() };
            lock.findings.insert(key, kept.cloned().unwrap_or(new));
        }
    }
    lock
}

fn new_cell(unit: &Unit, source: Option<&SourceUnits>, grant: &Grant) -> ApprovedCell {
    let source = source.map(|units| {
        let found = units.get(&(unit.row.clone(), unit.column));
        found.map_or(NO_SOURCE.to_owned(), |found| found.hash.clone())
    });
    ApprovedCell {
        source,
        target: unit.hash.clone(),
        waives: grant.waives.clone(),
        terms: grant.terms.clone(),
    }
}

/// Whether an approval still holds, so that it need not be given anew.
fn holds(before: &ApprovedCell, now: &ApprovedCell, grant: &Grant) -> bool {
    // Without a source page nothing can be said against the source text that was approved.
    let source = now.source.is_none() || before.source == now.source;
    source && before.target == now.target && !before.terms.expired(grant.today) && !grant.renew
}
