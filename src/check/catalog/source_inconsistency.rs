//! # What it checks
//! Places where a source page contradicts itself: a service spelt in two ways; a key that is
//! another key of the service with something before or after it, described in the same words; the
//! same key described in words that differ by a slip; final stops and capitals used now one way,
//! now the other.
//!
//! # Why it matters
//! Every translation inherits the fault of the source, or mends it, and then differs. Mended once
//! here, it need not be reported in every language.
//!
//! # Example
//! Wrong: `PINGS` in one row and `PINGs` in all others; `MyLampId` and `LampId`, both “The lamp's
//! id.” Right: one spelling throughout.
//!
//! # Remedy
//! Choose one form, the catalog's where it has one, and mend the source page. Translations follow
//! with their next update.

mod spelling;
mod texts;

use crate::check::{Check, Context};
use crate::finding::{Finding, Severity};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "source-inconsistency",
    summary: "the source page contradicts itself",
    severity: Severity::Note,
    doubts_text: true,
    yields_to: &[],
    source: include_str!("source_inconsistency.rs"),
    run,
};

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    if !page.is_source {
        return;
    }
    spelling::services(audit, page, findings);
    spelling::label_words(audit, page, findings);
    texts::extended_keys(audit, page, findings);
    texts::slips(audit, page, findings);
    texts::final_stops(audit, page, findings);
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    #[test]
    fn contradictions_of_the_source_are_found() {
        Case::default()
            .document(
                "en-US/data-acme-sends-to-hub.md",
                "\
| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | The channel the lamp will listen to. |
| PINGs | Hello | lampId | The lamp's UUID. |
| PINGs | Hello | MylampId | The lamps UUID. |
                  ^^^^^^^^ warning: the key `MylampId` has the same purpose as `lampId`
| PINGS | Hello | State | Whether it is lit. |
  ^^^^^ warning: the service is spelt `PINGS` here and `PINGs` elsewhere on the page
| PINGs | GoodBye | Topic | The channel the lamp wil listen to. |
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ note: `Topic` is described with `wil` here and with `will` elsewhere
| STORE | Shop account | Serial number | The number |
                                         ^^^^^^^^^^ note: 1 purpose cell lacks the final stop that the others have
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn consistent_pages_and_telling_differences_are_left_alone() {
        Case::default()
            .document(
                "en-US/data-acme-sends-to-hub.md",
                "\
| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGS | Hello | Topic | Channel 1 of the lamp. |
| PINGS | GoodBye | Topic | Channel 2 of the lamp. |
| PINGS | Hello | lampId | The number of assigned lamps. |
| PINGS | Hello | unlampId | The number of unassigned lamps. |
| STORE | Shop account | Serial number | The Number (of the lamp.) |
",
            )
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Le canal. |
| PINGS | Hello | lampId | L’UUID |
",
            )
            .expect(&CHECK);
    }
}
