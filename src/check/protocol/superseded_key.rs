//! # What it checks
//! Fields that only an older interface of the vendor has: the one that takes its place has no
//! counterpart. Fields that were merely renamed are not reported.
//!
//! # Why it matters
//! Either the page describes an interface that is no longer in use, and claims data that are no
//! longer exchanged, or the older interface is still in use, which an auditor wants to know.
//!
//! # Example
//! Wrong: `Owner name` on a page of today, when the shop's interface has not sent it since its
//! second version. Right: the row is gone, or says which interface it is about.
//!
//! # Remedy
//! Ask which interface is in use, and drop the rows of the other one.

use super::{complete, grouped, judged, key_of, labels};
use crate::check::{Check, Context};
use crate::finding::{Finding, Severity};
use crate::protocol::VerdictKind;

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "superseded-key",
    summary: "only an older interface of the protocol has a field",
    severity: Severity::Note,
    doubts_text: true,
    yields_to: &[],
    source: include_str!("superseded_key.rs"),
    run,
};

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    let protocol = &audit.catalog.protocol;
    let all = judged(audit, page, &[VerdictKind::Superseded]);
    let schema = |key| protocol.message_of(key).schema;
    for group in grouped(all, |j| key_of(audit, &j.verdict).map(schema)) {
        let first = &group[0];
        let Some(key) = key_of(audit, &first.verdict) else { continue };
        let schema = protocol.schema_of(key);
        let newer = schema.superseded_by.as_deref().unwrap_or_default();
        let message = format!(
            "{}: only the older interface `{old}` has {}, and `{newer}`, which takes its place, has no counterpart: is `{old}` still in use?",
            labels(&group),
            if group.len() == 1 { "it" } else { "them" },
            old = schema.id
        );
        let finding = Finding::new(CHECK.id, CHECK.severity, first.cell.span(), message)
            .found(first.cell.text())
            .help("if it is no longer in use, drop the rows; if it is, say which interface they are about");
        findings.push(complete(audit, finding, &group));
    }
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    #[test]
    fn a_field_without_a_successor() {
        Case::default()
            .document(
                "en-US/data-acme-sends-to-hub.md",
                "\
| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| STORE | Shop account | Serial number | Number of the lamp. |
| STORE | Shop account | Owner name | The buyer. |
                         ^^^^^^^^^^ note: `Owner name`: only the older interface `store` has it, and `store-2`, which takes its place, has no counterpart: is `store` still in use?
| STORE | Shop account | Purchase time | In ISO 8601. |
| STORE | Shop account | shadeCount | How many. |
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn fields_that_live_on_and_translations_are_left_alone() {
        Case::default()
            .document(
                "en-US/data-acme-sends-to-hub.md",
                "\
| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | Channel of the lamp. |
| STORE | Shop account | Serial number | Number of the lamp. |
| STORE | Shop account | Purchase time | In ISO 8601. |
",
            )
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Le canal de la lampe. |
| STORE | Compte | Nom du propriétaire | L’acheteur. |
| STORE | Compte | shadeCount | Combien. |
",
            )
            .expect(&CHECK);
    }
}
