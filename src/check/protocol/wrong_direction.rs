//! # What it checks
//! Fields that a source page lists as sent one way although the vendor's protocol has them only in
//! messages that travel the other way. A datum that travels inside another key, such as a number
//! in a list of numbers, counts as sent.
//!
//! # Why it matters
//! The direction decides who discloses to whom, and with it the recipient in a record of
//! processing. A datum under the wrong heading is claimed where it is not sent and missing where
//! it is.
//!
//! # Example
//! Wrong: `wakeWord` on the page of what Hub sends, when only lamps send it. Right: the row stands
//! on the page of what lamps send.
//!
//! # Remedy
//! Ask whether the datum is really sent that way. If not, move the row to the page of the other
//! direction. If so, name the request that carries it, so that the protocol facts can be completed.

use super::{as_message, complete, grouped, judged, key_of, quoted_labels};
use crate::catalog::Key;
use crate::check::{Check, Context};
use crate::finding::{Finding, Severity};
use crate::protocol::{VerdictKind, direction};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "wrong-direction",
    summary: "the protocol sends a field only the other way",
    severity: Severity::Warning,
    doubts_text: true,
    yields_to: &[],
    source: include_str!("wrong_direction.rs"),
    run,
};

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    let all = judged(audit, page, &[VerdictKind::WrongDirection]);
    let place = |key: &Key| (key.message, direction::is_listed_there(audit.catalog, key));
    for group in grouped(all, |j| key_of(audit, &j.verdict).map(place)) {
        let first = &group[0];
        let Some(key) = key_of(audit, &first.verdict) else { continue };
        let sentence =
            direction::sentence(audit.catalog, &quoted_labels(&group), &first.field.flow, key);
        let finding = Finding::new(CHECK.id, CHECK.severity, first.cell.span(), as_message(&sentence))
            .found(first.cell.text())
            .help("if it is not sent that way, move the row to the page of the other direction; if it is, say in which request");
        findings.push(complete(audit, finding, &group));
    }
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    #[test]
    fn a_field_that_only_the_other_side_sends() {
        Case::default()
            .document(
                "en-US/data-hub-sends-to-acme.md",
                "\
| Service | Data sent to Acme | Used for |
|---|---|---|
| PINGs | Token, wakeWord | Wakes the lamp. |
          ^^^^^^^^^^^^^^^ warning: the page lists `wakeWord` as sent from Hub to Acme; the protocol has it in `ping/Wake`, in requests only, which travel from Acme to Hub, and no page about that direction lists it
| PINGs | brightness_level | How bright it is to be. |
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn the_right_direction_and_translations_are_left_alone() {
        Case::default()
            .document(
                "en-US/data-acme-sends-to-hub.md",
                "\
| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | Channel of the lamp. |
| PINGs | Hello | lampId | The UUID of the lamp. |
| STORE | Shop account | Serial number | Number of the lamp. |
",
            )
            .document(
                "fr-FR/data-hub-sends-to-acme.md",
                "\
| Service | Données envoyées à Acme | Utilisé pour |
|---|---|---|
| PINGs | Token, wakeWord | Réveille la lampe. |
| PINGs | brightness_level | La clarté voulue. |
",
            )
            .expect(&CHECK);
    }
}
