//! # What it checks
//! Fields that the vendor's protocol sends under conditions only: not on every platform, not under
//! every kind of enrolment, only with an access right. Reported if the description on the source
//! page says nothing of the condition.
//!
//! # Why it matters
//! What a page lists without condition counts as collected from everybody. Where people bring
//! their own devices, the works council's first question is which identifiers are kept out.
//!
//! # Example
//! Unstated: `lampId`, “The UUID of the lamp.” Stated: `lampId`, “The UUID of the lamp. Not sent in
//! guest mode or on StripOS.”
//!
//! # Remedy
//! State the condition in the description, or in a note below the table. The conditions matrix of
//! the report has every case.

use super::{as_message, complete, grouped, judged, labels};
use crate::check::{Check, Context};
use crate::finding::{Finding, Severity};
use crate::protocol::VerdictKind;

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "conditional-disclosure",
    summary: "a field is sent under conditions that the source page does not state",
    severity: Severity::Note,
    doubts_text: false,
    yields_to: &[],
    source: include_str!("conditional_disclosure.rs"),
    run,
};

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    let all = judged(audit, page, &[VerdictKind::Conditional]);
    for group in grouped(all, |j| j.verdict.summary.clone()) {
        let first = &group[0];
        let message = format!("{}: {}", labels(&group), as_message(&first.verdict.summary));
        let finding = Finding::new(CHECK.id, CHECK.severity, first.cell.span(), message)
            .found(first.cell.text())
            .help("state the condition in the description or in a note below the table");
        findings.push(complete(audit, finding, &group));
    }
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    #[test]
    fn conditions_that_the_page_does_not_state() {
        Case::default()
            .document(
                "en-US/data-acme-sends-to-hub.md",
                "\
| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | Channel of the lamp. |
| PINGs | Hello | lampId | The UUID of the lamp. |
                  ^^^^^^ note: `lampId`: by the protocol not sent under guest mode; nor on StripOS at all; the page does not say so
| PINGs | Hello | State | One of lit, dark or faulty. |
                  ^^^^^ note: `State`: by the protocol not sent without the access right ReadState on BulbOS; the page does not say so
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn stated_conditions_and_translations_are_left_alone() {
        Case::default()
            .document(
                "en-US/data-acme-sends-to-hub.md",
                "\
| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | Channel of the lamp. |
| PINGs | Hello | lampId | The UUID of the lamp, except from guests and on StripOS. |
| PINGs | Hello | State | One of lit, dark or faulty, with the right to read it. |
",
            )
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Le canal de la lampe. |
| PINGs | Hello | lampId | L’UUID de la lampe. |
",
            )
            .expect(&CHECK);
    }
}
