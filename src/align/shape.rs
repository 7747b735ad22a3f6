//! What a text shows of itself without being read: how long it is, and how often it recurs.

use std::collections::BTreeMap;

use crate::text::share;

/// Length and recurrence of the texts of one side.
#[derive(Debug)]
pub(super) struct Shapes {
    lengths: Vec<f64>,
    repeats: Vec<usize>,
}

impl Shapes {
    /// Measures texts; lengths are relative to the mean.
    pub(super) fn new<'a>(texts: impl Iterator<Item = &'a str> + Clone) -> Self {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for text in texts.clone() {
            *counts.entry(text).or_default() += 1;
        }
        let lengths: Vec<usize> = texts.clone().map(|text| text.chars().count()).collect();
        let total: usize = lengths.iter().sum();
        let mean = share(total, lengths.len());
        Shapes {
            lengths: lengths
                .iter()
                .map(|n| if total == 0 { 0.0 } else { share(*n, 1) / mean })
                .collect(),
            repeats: texts.map(|text| counts[text]).collect(),
        }
    }

    /// From 0 to 1: how alike text `a` of this side and text `b` of the other are in shape.
    pub(super) fn similarity(&self, a: usize, other: &Shapes, b: usize) -> f64 {
        let (x, y) = (self.lengths[a], other.lengths[b]);
        if x == 0.0 || y == 0.0 {
            return 0.5;
        }
        let length = 1.0 - (x / y).ln().abs().min(1.0);
        let recurs = f64::from(u8::from(self.repeats[a].min(4) == other.repeats[b].min(4)));
        f64::midpoint(length, recurs)
    }
}
