//! `benchmark.html`.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::report::html::benchmark::{
    Benchmark, GROUPS, Judged, Operator, Peer, Scores, Share, Untouched,
};

/// What the benchmark page shows: numbers in words, in the order of the page.
#[derive(Debug, Serialize)]
pub(in crate::report::html) struct BenchmarkView<'a> {
    seed: u64,
    rounds: usize,
    alone_rounds: usize,
    real_pages: bool,
    groups: [&'static str; 4],
    faults: Vec<Row<'a>>,
    /// The faults with the page as the only one of its language.
    alone: Vec<Row<'a>>,
    harmless: Vec<Row<'a>>,
    met: usize,
    barred: usize,
    untouched: &'a [Untouched],
    precision: Vec<Precision<'a>>,
    gone: usize,
    /// Findings at warning or above per untouched page, by group.
    own_per_page: Vec<Option<String>>,
    peers: Vec<PeerHead<'a>>,
    compared: Vec<Compared<'a>>,
}

/// Cases below which a share says little.
const FEW: usize = 30;

/// An operator in one company.
#[derive(Debug, Serialize)]
struct Row<'a> {
    name: &'a str,
    does: &'a str,
    synthetic: &'a str,
    bar: Option<String>,
    /// Whether the bar is met in every group; nothing without a bar.
    met: Option<bool>,
    /// Names of the groups in which it is not.
    missed: Vec<&'static str>,
    /// Names of the groups with too few cases to hold a bar against.
    few: Vec<&'static str>,
    cells: Vec<Option<Cell>>,
    wrong: usize,
    elsewhere: usize,
}

/// An operator in one group.
#[derive(Debug, Serialize)]
struct Cell {
    value: String,
    interval: String,
    count: usize,
    as_notes: usize,
}

#[derive(Debug, Serialize)]
struct Precision<'a> {
    name: &'a str,
    total: bool,
    found: usize,
    right: usize,
    doubtful: usize,
    wrong: usize,
    open: usize,
    unjudged: usize,
    value: Option<Cell>,
}

#[derive(Debug, Serialize)]
struct PeerHead<'a> {
    name: &'a str,
    version: &'a str,
    /// Complaints per untouched page, by group.
    per_page: Vec<Option<String>>,
}

/// An operator as this program and the others see it, all groups together.
#[derive(Debug, Serialize)]
struct Compared<'a> {
    name: &'a str,
    harmless: bool,
    own: String,
    peers: Vec<Option<String>>,
}

/// Builds it.
pub(in crate::report::html) fn benchmark(results: &Benchmark) -> BenchmarkView<'_> {
    let (harmless, faults): (Vec<&Operator>, Vec<&Operator>) =
        results.operators.iter().partition(|operator| operator.expected.is_empty());
    let faults_in_all: Vec<Row<'_>> = faults.iter().map(|o| row(o, &o.groups)).collect();
    let harmless_in_all: Vec<Row<'_>> = harmless.iter().map(|o| row(o, &o.groups)).collect();
    let barred = || faults_in_all.iter().chain(&harmless_in_all).filter_map(|row| row.met);
    BenchmarkView {
        seed: results.seed,
        rounds: results.rounds,
        alone_rounds: results.alone,
        real_pages: results.real_pages,
        groups: GROUPS,
        met: barred().filter(|met| *met).count(),
        barred: barred().count(),
        alone: faults.iter().filter(|o| !o.alone.is_empty()).map(|o| row(o, &o.alone)).collect(),
        faults: faults_in_all,
        harmless: harmless_in_all,
        untouched: &results.untouched,
        precision: precision(results),
        gone: results.judgements.as_ref().map_or(0, |judgements| judgements.gone),
        own_per_page: GROUPS.iter().map(|group| own_per_page(results, group)).collect(),
        peers: results.peers.iter().map(head).collect(),
        compared: compared(results),
    }
}

fn row<'a>(operator: &'a Operator, groups: &'a BTreeMap<String, Scores>) -> Row<'a> {
    let harmless = operator.expected.is_empty();
    let share = |scores: &Scores| if harmless { scores.alarms } else { scores.recall };
    let found = |group: &&'static str| Some((*group, groups.get(*group)?));
    let missed: Vec<&'static str> = GROUPS
        .iter()
        .filter_map(found)
        .filter(|(_, scores)| {
            operator
                .bar
                .zip(share(scores).value)
                .is_some_and(|(bar, value)| if harmless { value > bar } else { value < bar })
        })
        .map(|(group, _)| group)
        .collect();
    let few = GROUPS.iter().filter_map(found).filter(|(_, s)| (1..FEW).contains(&share(s).whole));
    let sign = if harmless { "at most" } else { "at least" };
    Row {
        name: &operator.name,
        does: &operator.does,
        synthetic: &operator.synthetic,
        bar: operator.bar.map(|bar| format!("{sign} {bar}")),
        met: operator.bar.filter(|_| !groups.is_empty()).map(|_| missed.is_empty()),
        missed,
        few: few.map(|(group, _)| group).collect(),
        cells: GROUPS
            .iter()
            .map(|group| {
                let scores = groups.get(*group)?;
                let as_notes = scores.hits.saturating_sub(scores.hits_at_warning);
                Some(Cell { as_notes, ..cell(&share(scores)) })
            })
            .collect(),
        wrong: groups.values().map(|scores| scores.wrong).sum(),
        elsewhere: groups.values().map(|scores| scores.collateral).sum(),
    }
}

fn cell(share: &Share) -> Cell {
    Cell {
        value: share.value.map_or_else(|| "–".to_owned(), |value| format!("{value:.3}")),
        interval: format!("{:.2}–{:.2}", share.low, share.high),
        count: share.whole,
        as_notes: 0,
    }
}

fn precision(results: &Benchmark) -> Vec<Precision<'_>> {
    let Some(judgements) = &results.judgements else { return Vec::new() };
    let all = [("Errors and warnings", &judgements.grave), ("Notes", &judgements.notes)];
    let line = |name, total, judged: &Judged| Precision {
        name,
        total,
        found: judged.found,
        right: judged.right,
        doubtful: judged.doubtful,
        wrong: judged.wrong,
        open: judged.open,
        unjudged: judged.unjudged,
        value: judged.precision.as_ref().map(cell),
    };
    let checks = judgements.checks.iter().map(|(name, judged)| line(name.as_str(), false, judged));
    all.into_iter().map(|(name, judged)| line(name, true, judged)).chain(checks).collect()
}

fn own_per_page(results: &Benchmark, group: &str) -> Option<String> {
    let sums = results.untouched.iter().find(|sums| sums.group == group && sums.pages > 0)?;
    Some(format!("{:.1}", ratio(sums.errors + sums.warnings, sums.pages)))
}

fn head(peer: &Peer) -> PeerHead<'_> {
    let per_page = |group: &&str| {
        let clean = peer.clean.get(*group).filter(|clean| clean.pages > 0)?;
        Some(format!("{:.1}", ratio(clean.complaints, clean.pages)))
    };
    PeerHead {
        name: &peer.name,
        version: &peer.version,
        per_page: GROUPS.iter().map(per_page).collect(),
    }
}

/// The operators of which any other tool is given the changes.
fn compared(results: &Benchmark) -> Vec<Compared<'_>> {
    let seen = |operator: &&Operator| {
        results.peers.iter().any(|peer| peer.operators.contains_key(&operator.name))
    };
    let line = |operator: &'_ Operator| {
        let harmless = operator.expected.is_empty();
        let part = |scores: &Scores| if harmless { scores.noticed } else { scores.hits };
        let own = operator.groups.values().map(|scores| (part(scores), scores.mutants));
        let peers = results.peers.iter().map(|peer| {
            let groups = peer.operators.get(&operator.name)?;
            sum(groups.values().map(|share| (share.part, share.whole)))
        });
        (sum(own), peers.collect::<Vec<_>>())
    };
    results
        .operators
        .iter()
        .filter(seen)
        .map(|operator| {
            let (own, peers) = line(operator);
            Compared {
                name: &operator.name,
                harmless: operator.expected.is_empty(),
                own: own.unwrap_or_else(|| "–".to_owned()),
                peers,
            }
        })
        .collect()
}

/// The share of several groups together; nothing without any.
fn sum(parts: impl Iterator<Item = (usize, usize)>) -> Option<String> {
    let (part, whole) = parts.fold((0, 0), |sum, next| (sum.0 + next.0, sum.1 + next.1));
    (whole > 0).then(|| format!("{:.2}", ratio(part, whole)))
}

fn ratio(part: usize, whole: usize) -> f64 {
    let float = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    float(part) / float(whole)
}

#[cfg(test)]
mod tests {
    use super::benchmark;
    use crate::report::html::benchmark::tests::sample;

    #[test]
    fn bars_are_held_against_every_group() {
        let results = sample();
        let view = benchmark(&results);
        let faults: Vec<_> = view.faults.iter().map(|row| (row.met, row.missed.len())).collect();
        assert_eq!(faults, [(Some(false), 2), (Some(true), 0)]);
        assert_eq!(view.harmless[0].met, Some(false), "0.5 is above the bar");
        assert_eq!((view.met, view.barred), (1, 3));
        assert_eq!(view.compared.len(), 1);
        assert_eq!(view.compared[0].peers, [Some("0.50".to_owned())]);
        assert_eq!(view.peers[0].per_page, [Some("3.5".to_owned()), None, None, None]);
    }
}
