//! The counts by operator, company and group of pages.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::judgements::OnRealPages;
use crate::operators::Operator;
use crate::pages::UNLISTED;
use crate::peers::Peer;
use crate::run::{Company, Ground};
use crate::score::{Outcome, Share, Tally};
use crate::seen::on_page;
use flowproof::finding::Severity;

/// Groups of pages in the order of the tables.
pub const GROUPS: [&str; 4] = ["dev", "held-out", UNLISTED, "sample"];

/// Fewest changes of which a share says something: below, Wilson's interval for all found is wider
/// than a tenth.
pub const FEW: usize = 30;

/// All results of a run.
#[derive(Debug, Serialize)]
pub struct Results {
    pub schema: u32,
    pub seed: u64,
    pub rounds: usize,
    pub alone: usize,
    /// Whether the real pages were at hand.
    pub real_pages: bool,
    pub operators: Vec<OperatorResult>,
    pub untouched: Vec<Untouched>,
    /// What people said of the findings on the untouched real pages.
    pub judgements: Option<OnRealPages>,
    /// What other tools say of a sample of the same changes; empty if they were not run.
    pub peers: Vec<Peer>,
}

/// Results of one operator.
#[derive(Debug, Serialize)]
pub struct OperatorResult {
    pub name: &'static str,
    pub does: &'static str,
    pub synthetic: &'static str,
    pub expected: Vec<&'static str>,
    pub bar: Option<f64>,
    /// By group, in the company of all pages.
    pub groups: BTreeMap<&'static str, Scores>,
    /// By group, as the only page of its language; for operators where learning matters.
    pub alone: BTreeMap<&'static str, Scores>,
}

/// Counts and shares.
#[derive(Debug, Serialize)]
pub struct Scores {
    #[serde(flatten)]
    pub tally: Tally,
    pub recall: Share,
    pub precision: Share,
    pub alarms: Share,
}

/// Findings on the untouched pages of a group.
#[derive(Debug, Serialize)]
pub struct Untouched {
    pub group: &'static str,
    pub pages: usize,
    pub errors: usize,
    pub warnings: usize,
    pub notes: usize,
}

impl OperatorResult {
    pub fn new(operator: &Operator, outcomes: &[Outcome]) -> Self {
        let by = |company: Company| {
            GROUPS
                .into_iter()
                .filter_map(|group| {
                    let tally = Tally::of(
                        outcomes.iter().filter(|o| o.company == company && o.group == group),
                    );
                    (tally.mutants > 0).then(|| (group, Scores::new(tally)))
                })
                .collect()
        };
        OperatorResult {
            name: operator.name,
            does: operator.does,
            synthetic: operator.synthetic,
            expected: operator.accept.to_vec(),
            bar: operator.bar,
            groups: by(Company::All),
            alone: by(Company::OtherLanguages),
        }
    }

    /// The groups in which the bar is not met.
    pub fn missed(&self) -> Vec<&'static str> {
        let fails = |scores: &Scores| {
            let share = if self.is_equivalent() { scores.alarms } else { scores.recall };
            self.bar.zip(share.value).is_some_and(|(bar, value)| {
                if self.is_equivalent() { value > bar } else { value < bar }
            })
        };
        let missed = |group: &&'static str| self.groups.get(*group).is_some_and(&fails);
        GROUPS.into_iter().filter(missed).collect()
    }

    /// Groups with too few changes for the bar to say much.
    pub fn thin(&self) -> Vec<&'static str> {
        let few = |group: &&'static str| {
            self.groups.get(*group).is_some_and(|scores| scores.tally.mutants < FEW)
        };
        GROUPS.into_iter().filter(few).collect()
    }

    /// All groups together: changes that were named rightly, or of which anything was said where
    /// there is no fault: other tools have no severities to be lenient with.
    pub fn overall(&self) -> Share {
        let part = |s: &Scores| if self.is_equivalent() { s.tally.noticed } else { s.tally.hits };
        let sum = |pick: &dyn Fn(&Scores) -> usize| self.groups.values().map(pick).sum::<usize>();
        Share::new(sum(&part), sum(&|s| s.tally.mutants))
    }

    /// Whether the operator is a change that is no fault.
    pub fn is_equivalent(&self) -> bool {
        self.expected.is_empty()
    }
}

impl Scores {
    pub fn new(tally: Tally) -> Self {
        let (recall, precision, alarms) = (tally.recall(), tally.precision(), tally.alarms());
        Scores { tally, recall, precision, alarms }
    }
}

/// Findings on untouched pages, by group.
pub fn untouched(grounds: &[Ground<'_>]) -> Vec<Untouched> {
    let mut found = Vec::new();
    for group in GROUPS {
        let mut sum = Untouched { group, pages: 0, errors: 0, warnings: 0, notes: 0 };
        for ground in grounds {
            for page in ground.translations() {
                if crate::pages::group(ground.set, page.locale()) != group {
                    continue;
                }
                sum.pages += 1;
                for seen in on_page(&ground.audit, &ground.findings, page) {
                    match seen.severity {
                        Severity::Error => sum.errors += 1,
                        Severity::Warning => sum.warnings += 1,
                        Severity::Note => sum.notes += 1,
                    }
                }
            }
        }
        if sum.pages > 0 {
            found.push(sum);
        }
    }
    found
}
