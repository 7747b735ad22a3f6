//! Results of the mutation benchmark, as `drift-benchmark` writes them to `results.json`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Groups of pages in the order of columns.
pub(in crate::report) const GROUPS: [&str; 4] = ["dev", "held-out", "unlisted", "sample"];

/// All results of a run.
#[derive(Debug, Clone, Deserialize)]
pub struct Benchmark {
    pub(in crate::report) seed: u64,
    pub(in crate::report) rounds: usize,
    pub(in crate::report) alone: usize,
    pub(in crate::report) real_pages: bool,
    pub(in crate::report) operators: Vec<Operator>,
    pub(in crate::report) untouched: Vec<Untouched>,
    pub(in crate::report) judgements: Option<Judgements>,
    pub(in crate::report) peers: Vec<Peer>,
}

/// A kind of change.
#[derive(Debug, Clone, Deserialize)]
pub(in crate::report) struct Operator {
    pub(in crate::report) name: String,
    pub(in crate::report) does: String,
    pub(in crate::report) synthetic: String,
    pub(in crate::report) expected: Vec<String>,
    pub(in crate::report) bar: Option<f64>,
    /// In the company of all pages.
    pub(in crate::report) groups: BTreeMap<String, Scores>,
    /// As the only page of its language.
    pub(in crate::report) alone: BTreeMap<String, Scores>,
}

/// Counts and shares.
#[derive(Debug, Clone, Deserialize)]
pub(in crate::report) struct Scores {
    pub(in crate::report) mutants: usize,
    pub(in crate::report) hits: usize,
    pub(in crate::report) hits_at_warning: usize,
    pub(in crate::report) wrong: usize,
    pub(in crate::report) collateral: usize,
    pub(in crate::report) noticed: usize,
    pub(in crate::report) recall: Share,
    pub(in crate::report) alarms: Share,
}

/// A share with its interval.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(in crate::report) struct Share {
    pub(in crate::report) part: usize,
    pub(in crate::report) whole: usize,
    pub(in crate::report) value: Option<f64>,
    pub(in crate::report) low: f64,
    pub(in crate::report) high: f64,
}

/// Findings on the untouched pages of a group.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub(in crate::report) struct Untouched {
    pub(in crate::report) group: String,
    pub(in crate::report) pages: usize,
    pub(in crate::report) errors: usize,
    pub(in crate::report) warnings: usize,
    pub(in crate::report) notes: usize,
}

/// Verdicts of people on findings on the untouched real pages.
#[derive(Debug, Clone, Deserialize)]
pub(in crate::report) struct Judgements {
    pub(in crate::report) grave: Judged,
    pub(in crate::report) notes: Judged,
    pub(in crate::report) checks: BTreeMap<String, Judged>,
    pub(in crate::report) gone: usize,
}

/// Counts of verdicts.
#[derive(Debug, Clone, Deserialize)]
pub(in crate::report) struct Judged {
    pub(in crate::report) found: usize,
    pub(in crate::report) right: usize,
    pub(in crate::report) doubtful: usize,
    pub(in crate::report) wrong: usize,
    pub(in crate::report) open: usize,
    pub(in crate::report) unjudged: usize,
    pub(in crate::report) precision: Option<Share>,
}

/// Another tool on the same changes.
#[derive(Debug, Clone, Deserialize)]
pub(in crate::report) struct Peer {
    pub(in crate::report) name: String,
    pub(in crate::report) version: String,
    pub(in crate::report) operators: BTreeMap<String, BTreeMap<String, Share>>,
    pub(in crate::report) clean: BTreeMap<String, Clean>,
}

/// Complaints on the untouched pages of a group.
#[derive(Debug, Clone, Deserialize)]
pub(in crate::report) struct Clean {
    pub(in crate::report) complaints: usize,
    pub(in crate::report) pages: usize,
}

/// Reads results.
///
/// # Errors
/// A text that is not such results.
pub fn read(text: &str) -> Result<Benchmark, serde_json::Error> {
    serde_json::from_str(text)
}

#[cfg(test)]
pub(in crate::report) mod tests {
    use super::{Benchmark, read};

    /// One fault that misses its bar in a group, one change that is none, one peer.
    pub(in crate::report) fn sample() -> Benchmark {
        let share = r#"{"part": 1, "whole": 2, "value": 0.5, "low": 0.1, "high": 0.9}"#;
        let scores = format!(
            r#"{{"mutants": 2, "hits": 1, "hits_at_warning": 0, "wrong": 3, "collateral": 4,
                "alarmed": 1, "noticed": 1, "recall": {share}, "precision": {share},
                "alarms": {share}}}"#
        );
        let operator = |name: &str, expected: &str, bar: &str| {
            format!(
                r#"{{"name": "{name}", "does": "does", "synthetic": "", "expected": [{expected}],
                    "bar": {bar}, "groups": {{"dev": {scores}, "held-out": {scores}}},
                    "alone": {{"dev": {scores}}}}}"#
            )
        };
        let judged = format!(
            r#"{{"found": 9, "right": 1, "doubtful": 1, "wrong": 1, "open": 2, "unjudged": 5,
                "precision": {share}}}"#
        );
        let text = format!(
            r#"{{"schema": 1, "seed": 20, "rounds": 3, "alone": 2, "real_pages": true,
                "operators": [{}, {}, {}],
                "untouched": [{{"group": "dev", "pages": 2, "errors": 1, "warnings": 2, "notes": 3}}],
                "judgements": {{"grave": {judged}, "notes": {judged},
                    "checks": {{"translated-key": {judged}}}, "gone": 1}},
                "peers": [{{"name": "other", "version": "1.2",
                    "operators": {{"key": {{"dev": {share}, "sample": {share}}}}},
                    "clean": {{"dev": {{"complaints": 7, "cells": 10, "pages": 2}}}}}}]}}"#,
            operator("key", r#""translated-key""#, "0.9"),
            operator("row", r#""missing-row""#, "0.4"),
            operator("same: blank", "", "0.02"),
        );
        read(&text).expect("it is sound")
    }

    #[test]
    fn results_without_judgements_and_peers_are_read() {
        let text = r#"{"seed": 1, "rounds": 2, "alone": 3, "real_pages": false, "operators": [],
            "untouched": [], "judgements": null, "peers": []}"#;
        assert!(read(text).expect("they are read").peers.is_empty());
        assert!(read("{}").is_err());
    }
}
