//! Results of the mutation benchmark, as `drift-benchmark` writes them to `results.json`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Groups of pages in the order of columns.
pub(super) const GROUPS: [&str; 4] = ["dev", "held-out", "unlisted", "sample"];

/// All results of a run.
#[derive(Debug, Clone, Deserialize)]
pub struct Benchmark {
    pub(super) seed: u64,
    pub(super) rounds: usize,
    pub(super) alone: usize,
    pub(super) real_pages: bool,
    pub(super) operators: Vec<Operator>,
    pub(super) untouched: Vec<Untouched>,
    #[serde(default)]
    pub(super) judgements: Option<Judgements>,
    #[serde(default)]
    pub(super) peers: Vec<Peer>,
}

/// A kind of change.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Operator {
    pub(super) name: String,
    pub(super) does: String,
    pub(super) synthetic: String,
    pub(super) expected: Vec<String>,
    pub(super) bar: Option<f64>,
    /// In the company of all pages.
    pub(super) groups: BTreeMap<String, Scores>,
    /// As the only page of its language.
    pub(super) alone: BTreeMap<String, Scores>,
}

/// Counts and shares.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Scores {
    pub(super) mutants: usize,
    pub(super) hits: usize,
    pub(super) hits_at_warning: usize,
    pub(super) wrong: usize,
    pub(super) collateral: usize,
    pub(super) noticed: usize,
    pub(super) recall: Share,
    pub(super) alarms: Share,
}

/// A share with its interval.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct Share {
    pub(super) part: usize,
    pub(super) whole: usize,
    pub(super) value: Option<f64>,
    pub(super) low: f64,
    pub(super) high: f64,
}

/// Findings on the untouched pages of a group.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub(super) struct Untouched {
    pub(super) group: String,
    pub(super) pages: usize,
    pub(super) errors: usize,
    pub(super) warnings: usize,
    pub(super) notes: usize,
}

/// Verdicts of people on findings on the untouched real pages.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Judgements {
    pub(super) grave: Judged,
    pub(super) notes: Judged,
    pub(super) checks: BTreeMap<String, Judged>,
    pub(super) gone: usize,
}

/// Counts of verdicts.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Judged {
    pub(super) found: usize,
    pub(super) right: usize,
    pub(super) doubtful: usize,
    pub(super) wrong: usize,
    pub(super) open: usize,
    pub(super) unjudged: usize,
    pub(super) precision: Option<Share>,
}

/// Another tool on the same changes.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Peer {
    pub(super) name: String,
    pub(super) version: String,
    pub(super) operators: BTreeMap<String, BTreeMap<String, Share>>,
    pub(super) clean: BTreeMap<String, Clean>,
}

/// Complaints on the untouched pages of a group.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Clean {
    pub(super) complaints: usize,
    pub(super) pages: usize,
}

/// Reads results.
///
/// # Errors
/// A text that is not such results.
pub fn read(text: &str) -> Result<Benchmark, serde_json::Error> {
    serde_json::from_str(text)
}

#[cfg(test)]
pub(super) mod tests {
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
            "untouched": []}"#;
        assert!(read(text).expect("they are read").peers.is_empty());
        assert!(read("{}").is_err());
    }
}
