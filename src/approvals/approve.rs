//! Approving what is there.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::audit::{Audit, Page};
use crate::finding::Finding;
use crate::source::FileId;

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

/// A lock after an approval.
#[derive(Debug, Clone)]
pub struct Approved {
    /// All that is approved now.
    pub lock: Lock,
    /// Findings on texts that are approved already and were left out, because the run does not see
    /// all that they depend on.
    pub left_out: usize,
}

/// The lock after all pages of a run were approved with their findings. Approvals that still hold
/// stay as they are, those of other documents too.
///
/// What a check finds depends on the source page and on the other languages. A run without them
/// finds other things on the very same texts, so it takes no finding out and adds none to a text
/// that is approved already.
pub fn approve(
    old: &Lock,
    audit: &Audit<'_>,
    findings: &[Finding],
    document: &dyn Fn(&Page) -> String,
    grant: &Grant,
) -> Approved {
    let run: BTreeSet<String> = audit.pages.iter().map(document).collect();
    let mut lock = old.clone();
    lock.contradicted.clear();
    lock.forget(|document| run.contains(document));
    let partial = Partial::new(old, &run);
    let mut settled: BTreeMap<FileId, Settled<'_>> = BTreeMap::new();
    for page in &audit.pages {
        let path = document(page);
        let source = source_units(audit, page);
        let own =
            approve_texts(&mut lock, old, &path, (&units(audit, page), source.as_ref()), grant);
        if partial.is(&path, audit, page, source.is_some()) {
            settled.insert(page.file, own);
        }
    }
    let cells = compare(&lock, audit, document, grant.today);
    let mut left_out = 0;
    for page in &audit.pages {
        let path = document(page);
        let settled = settled.get(&page.file);
        if settled.is_some() {
            lock.findings.extend(old.findings_of(&path).map(|(k, f)| (k.clone(), f.clone())));
        }
        let own = findings.iter().filter(|finding| finding.span.file == page.file);
        for finding in own.filter(|finding| !cells.silences(finding)) {
            let key = FindingKey {
                document: path.clone(),
                check: finding.check.to_owned(),
                fingerprint: finding.fingerprint.clone(),
            };
            let before = old.findings.get(&key).filter(|f| !f.terms.expired(grant.today));
            if before.is_none() && settled.is_some_and(|settled| settled.has(finding)) {
                left_out += 1;
                continue;
            }
            lock.findings.extend(approved_finding(finding, before, grant).map(|f| (key, f)));
        }
    }
    Approved { lock, left_out }
}

/// Approves the texts of a page, those of its source page beside them.
fn approve_texts<'a>(
    lock: &mut Lock,
    old: &'a Lock,
    path: &str,
    (units, source): (&[Unit], Option<&SourceUnits>),
    grant: &Grant,
) -> Settled<'a> {
    let mut settled = Settled::default();
    for unit in units {
        let key = key(path, unit);
        let cell = new_cell(unit, source, grant);
        let before = old.cells.get(&key).filter(|before| holds(before, &cell, grant.today));
        settled.add(unit, before);
        lock.cells.insert(key, before.map_or(cell, |before| extend(before, grant)));
    }
    settled.changed |= old.cells_of(path).any(|(key, _)| !lock.cells.contains_key(key));
    settled
}

/// The approval of a finding: as it was before, or as it is granted now.
fn approved_finding(
    finding: &Finding,
    before: Option<&ApprovedFinding>,
    grant: &Grant,
) -> Option<ApprovedFinding> {
    let granted = grant.waives.covers(finding.check);
    match before {
        Some(before) if !(granted && grant.renew) => Some(before.clone()),
        _ => granted.then(|| ApprovedFinding { terms: grant.terms.clone() }),
    }
}

/// Which pages a run does not see with all that their findings depend on.
struct Partial<'a> {
    old: &'a Lock,
    /// Flows of which documents are approved that are not in the run.
    flows: BTreeSet<&'a str>,
}

impl<'a> Partial<'a> {
    fn new(old: &'a Lock, run: &BTreeSet<String>) -> Self {
        let others = old.cells.keys().filter(|key| !run.contains(&key.document));
        let flows = others.filter_map(|key| key.row.split_once('/')).map(|(flow, _)| flow);
        Partial { old, flows: flows.collect() }
    }

    fn is(&self, path: &str, audit: &Audit<'_>, page: &Page, has_source: bool) -> bool {
        let had_source = || self.old.cells_of(path).any(|(_, cell)| cell.source.is_some());
        let peers_away = self.flows.contains(audit.document(page).flow.as_str());
        peers_away || (!has_source && had_source())
    }
}

/// What of a page was approved before and still is.
#[derive(Default)]
struct Settled<'a> {
    /// Cells by row and column, with what was waived on them before.
    cells: BTreeMap<(usize, &'static str), &'a Waives>,
    /// What was waived on each text.
    waives: Vec<&'a Waives>,
    /// Rows with a text that is new or has changed.
    open: BTreeSet<usize>,
    /// Whether any text is new, has changed or is gone.
    changed: bool,
}

impl<'a> Settled<'a> {
    fn add(&mut self, unit: &Unit, before: Option<&'a ApprovedCell>) {
        let Some(before) = before else {
            self.changed = true;
            self.open.extend(unit.number);
            return;
        };
        self.waives.push(&before.waives);
        self.cells.extend(unit.number.map(|row| ((row, unit.column), &before.waives)));
    }

    /// Whether a finding speaks only of texts that were approved together with such findings.
    fn has(&self, finding: &Finding) -> bool {
        let covers = |waives: &Waives| waives.covers(finding.check);
        let all = || !self.waives.is_empty() && self.waives.iter().all(|waives| covers(waives));
        let mut rows = finding.rows.iter();
        match finding.column {
            _ if finding.rows.is_empty() => !self.changed && all(),
            Some(column) => {
                rows.all(|row| self.cells.get(&(*row, column)).is_some_and(|waives| covers(waives)))
            }
            None => !rows.any(|row| self.open.contains(row)) && all(),
        }
    }
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
    // Without a source page nothing can be said against the source text that was approved. With
    // one, an approval without it is not as good.
    let source = now.source.is_none() || before.source.is_some();
    let same = before.is_source(now.source.as_deref()) && before.is_target(&now.target);
    source && same && !before.terms.expired(today)
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
