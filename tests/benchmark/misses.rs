//! What went wrong, in full, for tuning.

use crate::operators::Operator;
use crate::score::Outcome;

/// Every outcome that is not as it should be.
pub fn show(operator: &Operator, outcomes: &[Outcome]) -> String {
    let mut text = String::new();
    for outcome in outcomes {
        let verdict = verdict(operator, outcome);
        if verdict.is_empty() {
            continue;
        }
        text.push_str(&format!(
            "{} {} [{} {:?}] {} {}\n  - {}\n  + {}\n",
            operator.name,
            verdict,
            outcome.group,
            outcome.company,
            outcome.path,
            outcome.place,
            outcome.before,
            outcome.after
        ));
        if !outcome.context.is_empty() {
            text.push_str(&outcome.context);
        }
        for seen in &outcome.found {
            text.push_str(&format!("  > {}\n", seen.line()));
        }
        if outcome.found.is_empty() {
            text.push_str("  > nothing\n");
        }
    }
    text
}

fn verdict(operator: &Operator, outcome: &Outcome) -> String {
    let mut faults = Vec::new();
    if !outcome.hit && !operator.is_equivalent() {
        faults.push("MISSED");
    }
    if !outcome.wrong.is_empty() {
        faults.push("WRONG");
    }
    if !outcome.collateral.is_empty() {
        faults.push("COLLATERAL");
    }
    faults.join("+")
}
