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
            let before = old.cells.get(&key).filter(|before| holds(before, &cell, grant.today));
            lock.cells.insert(key, before.map_or(cell, |before| extend(before, grant)));
        }
    }
    let cells = compare(&lock, audit, document, grant.today);
    for page in &audit.pages {
        let path = document(page);
        let own = findings.iter().filter(|finding| finding.span.file == page.file);
        for finding in own.filter(|finding| !cells.silences(finding)) {
            let key = FindingKey {
                document: path.clone(),
                check: finding.check.to_owned(),
                fingerprint: finding.fingerprint.clone(),
            };
            let before = old.findings.get(&key).filter(|f| !f.terms.expired(grant.today));
            let granted = grant.waives.covers(finding.check);
            let approved = match before {
                Some(before) if !(granted && grant.renew) => before.clone(),
                _ if granted => ApprovedFinding { terms: grant.terms.clone() },
                _ => continue,
            };
            lock.findings.insert(key, approved);
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
fn holds(before: &ApprovedCell, now: &ApprovedCell, today: Date) -> bool {
    // Without a source page nothing can be said against the source text that was approved.
    let source = now.source.is_none() || before.source == now.source;
    source && before.target == now.target && !before.terms.expired(today)
}

/// An approval that holds, with what is granted now: it covers more checks or has new terms, and
/// never covers fewer. One line has one last day, so what comes together ends with the earlier one.
fn extend(before: &ApprovedCell, grant: &Grant) -> ApprovedCell {
    let waives = before.waives.with(&grant.waives);
    if waives == before.waives && !grant.renew {
        return before.clone();
    }
    let mut terms = grant.terms.clone();
    if waives != grant.waives {
        terms.until = terms.until.into_iter().chain(before.terms.until).min();
    }
    ApprovedCell { waives, terms, ..before.clone() }
}
