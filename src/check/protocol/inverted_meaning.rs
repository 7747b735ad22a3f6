//! # What it checks
//! Fields whose key has the opposite meaning in the interface that takes the place of the one that
//! the page describes.
//!
//! # Why it matters
//! A yes under the old key is a no under the new one. Whoever maps the page to data of the newer
//! interface, name by name, records the contrary of what is true.
//!
//! # Example
//! Wrong: `shadeCount` described for an interface that now has `missingShades`. Right: the key of
//! the interface in use, described in its own sense.
//!
//! # Remedy
//! It is a note: the page may be right for the interface that it describes. Find out which
//! interface is in use. If it is the newer one, name its key and negate the description.

use super::{as_message, complete, grouped, judged};
use crate::check::{Check, Context};
use crate::finding::{Finding, Severity};
use crate::protocol::VerdictKind;

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "inverted-meaning",
    summary: "the newer interface has the opposite of a field",
    severity: Severity::Note,
    doubts_text: true,
    yields_to: &[],
    source: include_str!("inverted_meaning.rs"),
    run,
};

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    let all = judged(audit, page, &[VerdictKind::Inverted]);
    for group in grouped(all, |j| j.field.label.clone()) {
        let first = &group[0];
        let message = as_message(&first.verdict.summary);
        let finding = Finding::new(CHECK.id, CHECK.severity, first.cell.span(), message)
            .found(first.cell.text())
            .help("name the key of the interface in use, and describe it in its own sense");
        findings.push(complete(audit, finding, &group));
    }
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    #[test]
    fn a_key_whose_successor_means_the_opposite() {
        Case::default()
            .document(
                "en-US/data-acme-sends-to-hub.md",
                "\
| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| STORE | Shop account | Serial number | Number of the lamp. |
| STORE | Shop account | Owner name | The buyer. |
| STORE | Shop account | Purchase time | In ISO 8601. |
| STORE | Shop account | shadeCount | How many. |
                         ^^^^^^^^^^ note: `shadeCount` of the older interface became `store-2/profile/missingShades`, which means the opposite
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn a_page_without_it_and_translations_are_left_alone() {
        Case::default()
            .document(
                "en-US/data-acme-sends-to-hub.md",
                "\
| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| STORE | Shop account | Serial number | Number of the lamp. |
| STORE | Shop account | Owner name | The buyer. |
| STORE | Shop account | Purchase time | In ISO 8601. |
",
            )
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| STORE | Compte | Numéro de série | Numéro de la lampe. |
| STORE | Compte | Nom du propriétaire | L’acheteur. |
| STORE | Compte | shadeCount | Combien. |
",
            )
            .expect(&CHECK);
    }
}
