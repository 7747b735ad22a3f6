//! What has changed since it was approved.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::audit::{Audit, Page};
use crate::finding::Finding;
use crate::source::{FileId, Span};

use super::model::{ApprovedCell, CellKey, Lock, NO_SOURCE, Waives};
use super::unit::{Unit, source_units, units};

/// How a text stands to its approval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It was never approved.
    New,
    /// Neither it nor its source text has changed.
    Approved(Waives),
    /// Nothing has changed, but the approval has expired.
    Expired,
    /// Its source text has changed.
    SourceChanged,
    /// It has changed and its source text has not.
    TargetChanged,
    /// Both have changed: a new text for a new source text.
    BothChanged,
}

/// A text with its state.
#[derive(Debug, Clone)]
pub struct Judged {
    /// The text.
    pub unit: Unit,
    /// Its state.
    pub state: State,
    /// Its source text, if there is a source page at hand and it is there.
    pub source: Option<Span>,
}

/// Approvals of a document that have expired.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expired {
    /// Path of the document from the folder of the lock.
    pub document: String,
    /// How many.
    pub count: usize,
    /// The first day that was the last.
    pub until: Date,
}

/// A lock held against the pages of a run.
#[derive(Debug, Default)]
pub struct Comparison {
    judged: BTreeMap<FileId, Vec<Judged>>,
    /// Cells by row and column, with what is waived on them now.
    cells: BTreeMap<(FileId, usize, &'static str), (Span, Option<Waives>)>,
    waived: BTreeSet<(FileId, String)>,
    /// Approvals that no longer hold, by document.
    pub expired: Vec<Expired>,
}

/// Holds a lock against the pages of a run. `document` says under which path the lock has a page.
pub fn compare(
    lock: &Lock,
    audit: &Audit<'_>,
    document: &dyn Fn(&Page) -> String,
    today: Date,
) -> Comparison {
    let mut all = Comparison::default();
    for page in &audit.pages {
        let path = document(page);
        let source = source_units(audit, page);
        let mut judged = Vec::new();
        for unit in units(audit, page) {
            let original = source.as_ref().map(|all| all.get(&(unit.row.clone(), unit.column)));
            let now = original.map(|unit| unit.map(|unit| unit.hash.as_str()));
            let cell = lock.cells.get(&key(&path, &unit));
            let state = cell.map_or(State::New, |cell| state(cell, &unit, now, today));
            if let Some(number) = unit.number {
                let waives = match &state {
                    State::Approved(waives) => Some(waives.clone()),
                    _ => None,
                };
                all.cells.insert((page.file, number, unit.column), (unit.span, waives));
            }
            judged.push(Judged { unit, state, source: original.flatten().map(|unit| unit.span) });
        }
        all.judged.insert(page.file, judged);
        let living = lock.findings_of(&path).filter(|(_, found)| !found.terms.expired(today));
        all.waived.extend(living.map(|(key, _)| (page.file, key.fingerprint.clone())));
        all.expired.extend(expired(lock, &path, today));
    }
    all
}

/// The lock's name of a unit.
pub(super) fn key(document: &str, unit: &Unit) -> CellKey {
    CellKey { document: document.to_owned(), row: unit.row.clone(), column: unit.column.to_owned() }
}

/// `source` is the hash of the source text: of a page at hand, which may lack it.
fn state(cell: &ApprovedCell, unit: &Unit, source: Option<Option<&str>>, today: Date) -> State {
    let target_same = cell.is_target(&unit.hash);
    let source_same = cell.is_source(source.map(|now| now.unwrap_or(NO_SOURCE)));
    match (source_same, target_same) {
        (true, true) if cell.terms.expired(today) => State::Expired,
        (true, true) => State::Approved(cell.waives.clone()),
        (false, true) => State::SourceChanged,
        (true, false) => State::TargetChanged,
        (false, false) => State::BothChanged,
    }
}

fn expired(lock: &Lock, document: &str, today: Date) -> Option<Expired> {
    let terms = lock.terms_of(document).filter(|terms| terms.expired(today));
    let dates: Vec<Date> = terms.filter_map(|terms| terms.until).collect();
    let until = dates.iter().min().copied()?;
    Some(Expired { document: document.to_owned(), count: dates.len(), until })
}

impl Comparison {
    /// The texts of a page with their states.
    pub fn judged(&self, page: &Page) -> &[Judged] {
        self.judged.get(&page.file).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether a finding is approved: every cell that it speaks of is, or the statement that it is
    /// in, or it was approved as such.
    pub fn silences(&self, finding: &Finding) -> bool {
        let cells = match finding.column {
            Some(column) if !finding.rows.is_empty() => {
                finding.rows.iter().all(|row| self.is_waived(finding, *row, column))
            }
            _ => self.is_in_approved_statement(finding),
        };
        cells || self.waived.contains(&(finding.span.file, finding.fingerprint.clone()))
    }

    fn is_waived(&self, finding: &Finding, row: usize, column: &'static str) -> bool {
        let cell = self.cells.get(&(finding.span.file, row, column));
        cell.and_then(|(_, waives)| waives.as_ref()).is_some_and(|w| w.covers(finding.check))
    }

    /// Leaves of a finding on many rows those that are not approved.
    fn reduce(&self, finding: &mut Finding) {
        let Some(column) = finding.column else { return };
        let waived: Vec<bool> =
            finding.rows.iter().map(|row| self.is_waived(finding, *row, column)).collect();
        let Some(first) = waived.iter().position(|waived| !waived) else { return };
        if waived.iter().all(|waived| !waived) {
            return;
        }
        let file = finding.span.file;
        let cell = |row: &usize| self.cells.get(&(file, *row, column)).map(|(span, _)| *span);
        let inside = |span: Span, cell: Option<Span>| {
            cell.is_some_and(|c| c.file == span.file && c.start <= span.start && span.end <= c.end)
        };
        let gone: Vec<Option<Span>> =
            finding.rows.iter().zip(&waived).filter(|(_, w)| **w).map(|(r, _)| cell(r)).collect();
        let is_gone = |span: Span| gone.iter().any(|cell| inside(span, *cell));
        finding.related.retain(|evidence| !is_gone(evidence.span));
        finding.fixes.retain(|fix| !is_gone(fix.span));
        if is_gone(finding.span) {
            let now = cell(&finding.rows[first]);
            let own = finding.related.iter().position(|evidence| inside(evidence.span, now));
            let told = own.map(|at| finding.related.remove(at).span);
            finding.span = told.or(now).unwrap_or(finding.span);
        }
        if finding.fields.len() == finding.rows.len() {
            retain(&mut finding.fields, &waived);
        }
        retain(&mut finding.rows, &waived);
    }

    fn is_in_approved_statement(&self, finding: &Finding) -> bool {
        let units = self.judged.get(&finding.span.file).into_iter().flatten();
        let (start, end) = (finding.span.start, finding.span.end);
        // What is missing from the page is shown at its top, but is no matter of the text there.
        let located = start < end && finding.found.is_some();
        located
            && units.filter(|judged| judged.unit.number.is_none()).any(|judged| {
                let span = judged.unit.span;
                let inside = span.start <= start && end <= span.end;
                let waives = match &judged.state {
                    State::Approved(waives) => waives.covers(finding.check),
                    _ => false,
                };
                inside && waives
            })
    }

    /// Takes out the findings that are approved, and of others the rows that are, and returns how
    /// many findings it took out.
    pub fn silence(&self, findings: &mut Vec<Finding>) -> usize {
        let before = findings.len();
        findings.retain(|finding| !self.silences(finding));
        findings.iter_mut().for_each(|finding| self.reduce(finding));
        before - findings.len()
    }
}

/// Takes out the items that are marked.
fn retain<T>(items: &mut Vec<T>, marked: &[bool]) {
    let mut marks = marked.iter();
    items.retain(|_| !marks.next().is_some_and(|marked| *marked));
}
