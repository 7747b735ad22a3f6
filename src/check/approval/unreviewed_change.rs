//! # What it checks
//! Cells and statements of a translation that were approved and have changed since, while their
//! source text has not. White space, quotation marks and markup are no change. Source pages are
//! left alone: their changes are `stale-row` on the translations. Needs a `flowproof.lock`.
//!
//! # Why it matters
//! A text that somebody had read and accepted was changed without the source giving a reason. It
//! may be an improvement; nobody has looked at it yet. Its other findings are no longer approved
//! and speak again.
//!
//! # Example
//! Approved: `Le canal sur lequel la lampe écoute.` Now: `Le canal sur lequel la lampe n’écoute
//! pas.`, with the same source text.
//!
//! # Remedy
//! Read the text beside its source text, then approve it: `flowproof approve`.

use crate::approvals::{Judged, State};
use crate::audit::{Audit, Page};
use crate::check::{Check, Context};
use crate::finding::{Finding, Severity};

use super::{locate, name};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "unreviewed-change",
    summary: "a text has changed since it was approved, its source text has not",
    severity: Severity::Note,
    doubts_text: true,
    yields_to: &[],
    source: include_str!("unreviewed_change.rs"),
    run,
};

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    let Some(approvals) = context.approvals else { return };
    if page.is_source {
        return;
    }
    let changed = approvals.judged(page).iter().filter(|j| j.state == State::TargetChanged);
    findings.extend(changed.map(|judged| finding(audit, page, judged)));
}

fn finding(audit: &Audit<'_>, page: &Page, judged: &Judged) -> Finding {
    let unit = &judged.unit;
    let name = name(audit, page, unit);
    let message = match unit.number {
        Some(_) => format!("the {} of {name} has changed since it was approved", unit.column),
        None => format!("{name} has changed since it was approved"),
    };
    let finding = Finding::new(CHECK.id, CHECK.severity, unit.span, message)
        .found(audit.sources.slice(unit.span))
        .help("read it beside its source text, which has not changed, and approve it again");
    let finding = match unit.number {
        Some(_) => finding.column(unit.column),
        None => finding,
    };
    let finding = locate(audit, page, finding, unit);
    match judged.source {
        Some(span) => finding.relate(span, "the source text"),
        None => finding,
    }
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    const FRENCH: &str = "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Le canal. |
| PINGs | Hello | lampId | L’UUID de la lampe. |
| PINGs | GoodBye | Topic | Le canal qu’elle quitte. |
";

    #[test]
    fn cells_that_change_alone_are_to_be_read_again() {
        Case::default()
            .approved("fr-FR/data-acme-sends-to-hub.md", FRENCH)
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Sujet | Le canal de nuit. |
                  ^^^^^ note: the field of the row `Topic` has changed since it was approved
                          ^^^^^^^^^^^^^^^^^ note: the purpose of the row `Topic` has changed since
| PINGs | Hello | lampId | L'UUID  de la **lampe**. |
| PINGs | GoodBye | Topic | Le canal qu’elle quitte. |
| STORE | Compte de la boutique | Numéro de série | Le numéro. |
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn changes_of_the_source_page_are_no_matter_of_approval() {
        let source = FRENCH.replace("Le canal.", "The channel.");
        Case::default()
            .approved("en-US/data-acme-sends-to-hub.md", FRENCH)
            .document("en-US/data-acme-sends-to-hub.md", &source)
            .expect(&CHECK);
    }
}
