//! What a finding on a changed page is worth, and the counts made of it.

use flowproof::audit::Page;
use flowproof::finding::Severity;
use serde::Serialize;

use crate::mutant::{Mutant, Place};
use crate::operators::Operator;
use crate::run::Company;
use crate::seen::Seen;

/// A change and where it was made.
pub struct Subject<'a> {
    pub operator: &'a Operator,
    pub company: Company,
    pub group: &'static str,
    pub page: &'a Page,
    pub text: &'a str,
    pub mutant: &'a Mutant,
    /// The source text and the text of the changed cell, for people.
    pub context: String,
}

/// What came of one change.
#[derive(Debug, Clone)]
pub struct Outcome {
    pub company: Company,
    pub group: &'static str,
    pub path: String,
    pub place: String,
    pub context: String,
    pub before: String,
    pub after: String,
    /// A finding of a right class lies on the change.
    pub hit: bool,
    /// Such a finding is at `warning` or above.
    pub loud: bool,
    /// Findings at `warning` or above on the change, of a wrong class.
    pub wrong: Vec<Seen>,
    /// Findings at `warning` or above that lie elsewhere.
    pub collateral: Vec<Seen>,
    /// All that is new.
    pub found: Vec<Seen>,
}

/// Holds the new findings against the change.
pub fn judge(subject: &Subject<'_>, found: Vec<Seen>) -> Outcome {
    let accept = subject.mutant.accept.unwrap_or(subject.operator.accept);
    let tolerate = subject.operator.tolerate;
    let (before, after) = subject.mutant.shown(subject.text);
    let mut outcome = Outcome {
        company: subject.company,
        group: subject.group,
        path: subject.page.path.clone(),
        place: place(subject.mutant),
        context: subject.context.clone(),
        before,
        after,
        hit: false,
        loud: false,
        wrong: Vec::new(),
        collateral: Vec::new(),
        found: Vec::new(),
    };
    for seen in &found {
        let near = lies_on(subject.mutant, seen);
        let grave = seen.severity >= Severity::Warning;
        let named = accept.contains(&seen.check);
        if named && (near || subject.mutant.place == Place::Page) {
            outcome.hit = true;
            outcome.loud |= grave;
        } else if !grave || (near && tolerate.contains(&seen.check)) {
        } else if near {
            outcome.wrong.push(seen.clone());
        } else {
            outcome.collateral.push(seen.clone());
        }
    }
    outcome.found = found;
    outcome
}

fn place(mutant: &Mutant) -> String {
    match &mutant.place {
        Place::Page => "page".to_owned(),
        Place::Block(_) => "text".to_owned(),
        Place::Gap => format!("row of {}", mutant.fields.join(", ")),
        Place::Rows(rows) => {
            let rows: Vec<String> = rows.iter().map(ToString::to_string).collect();
            format!("row {} {}", rows.join(","), mutant.column.unwrap_or_default())
        }
    }
}

/// Whether a finding is about the change.
fn lies_on(mutant: &Mutant, seen: &Seen) -> bool {
    let fields = seen.fields.iter().any(|field| mutant.fields.contains(field));
    match &mutant.place {
        Place::Page => seen.rows.is_empty(),
        Place::Block(block) => {
            let block = mutant.moved_block(block);
            seen.rows.is_empty() && seen.span.start <= block.end && block.start <= seen.span.end
        }
        Place::Gap => fields,
        Place::Rows(rows) => {
            let row =
                seen.rows.iter().any(|row| rows.contains(row)) || (seen.rows.is_empty() && fields);
            let column = mutant.column.zip(seen.column).is_none_or(|(a, b)| a == b);
            row && column
        }
    }
}

/// Counts over outcomes.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Tally {
    /// Changes made.
    pub mutants: usize,
    /// Changes that were named rightly.
    pub hits: usize,
    /// Of them, at `warning` or above.
    pub hits_at_warning: usize,
    /// Findings on changed cells of a wrong class.
    pub wrong: usize,
    /// Findings elsewhere.
    pub collateral: usize,
    /// Changes with any new finding at `warning` or above.
    pub alarmed: usize,
    /// Changes with any new finding.
    pub noticed: usize,
}

impl Tally {
    /// Counts outcomes.
    pub fn of<'a>(outcomes: impl IntoIterator<Item = &'a Outcome>) -> Self {
        let mut tally = Tally::default();
        for outcome in outcomes {
            tally.mutants += 1;
            tally.hits += usize::from(outcome.hit);
            tally.hits_at_warning += usize::from(outcome.loud);
            tally.wrong += outcome.wrong.len();
            tally.collateral += outcome.collateral.len();
            let alarm = outcome.found.iter().any(|seen| seen.severity >= Severity::Warning);
            tally.alarmed += usize::from(alarm);
            tally.noticed += usize::from(!outcome.found.is_empty());
        }
        tally
    }

    /// Hits among mutants.
    pub fn recall(&self) -> Share {
        Share::new(self.hits, self.mutants)
    }

    /// Hits among all that was said.
    pub fn precision(&self) -> Share {
        Share::new(self.hits, self.hits + self.wrong + self.collateral)
    }

    /// Mutants that raised a finding at `warning` or above.
    pub fn alarms(&self) -> Share {
        Share::new(self.alarmed, self.mutants)
    }
}

/// A share with its Wilson interval at 95 %.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Share {
    /// The counted ones.
    pub part: usize,
    /// All.
    pub whole: usize,
    /// Their ratio; nothing when there is none.
    pub value: Option<f64>,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

impl Share {
    /// `part` of `whole`.
    pub fn new(part: usize, whole: usize) -> Self {
        let float = |n: usize| f64::from(u32::try_from(n).expect("a small count"));
        let value = (whole > 0).then(|| float(part) / float(whole));
        let (low, high) = value.map_or((0.0, 1.0), |p| wilson(p, float(whole)));
        Share { part, whole, value: value.map(rounded), low: rounded(low), high: rounded(high) }
    }
}

/// Four decimals, so that the files are the same on every machine.
fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

/// The score interval of Wilson (1927) at 95 %.
fn wilson(p: f64, n: f64) -> (f64, f64) {
    const Z: f64 = 1.959_963_984_540_054;
    let z2 = Z * Z;
    let middle = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    ((middle - half).max(0.0), (middle + half).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::Share;

    #[test]
    fn wilson_intervals_are_those_of_the_textbooks() {
        // Newcombe (1998), table I: 81/263, 15/148, 0/20, 1/29.
        let cases = [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ];
        for (part, whole, low, high) in cases {
            let share = Share::new(part, whole);
            assert!((share.low - low).abs() < 1e-4, "{part}/{whole}: {}", share.low);
            assert!((share.high - high).abs() < 1e-4, "{part}/{whole}: {}", share.high);
        }
        assert_eq!(Share::new(0, 0).value, None);
    }
}
