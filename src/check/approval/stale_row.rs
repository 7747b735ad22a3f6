//! # What it checks
//! Rows and statements of a translation that were approved and whose source text has changed
//! since, while their own text has not. It is one finding for a row, whatever number of its cells
//! changed. White space, quotation marks and markup are no change. Needs a `flowproof.lock` and the
//! source page in the same run.
//!
//! # Why it matters
//! The translation says what the source page used to say. Dates and revision numbers flag whole
//! pages, mostly for nothing; this is the very row that a translator has to look at.
//!
//! # Example
//! The source page changes `The channel on which the lamp listens.` to `The channel on which the
//! lamp listens at night.` Wrong: the French row still reads `Le canal sur lequel la lampe écoute.`
//!
//! # Remedy
//! Translate the new source text. If the translation still says the same, approve the row again:
//! `flowproof approve`.

use crate::approvals::{Judged, State};
use crate::audit::{Audit, Page};
use crate::check::{Check, Context};
use crate::finding::{Finding, Severity};

use super::{locate, name};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "stale-row",
    summary: "the source text has changed since the translation was approved",
    severity: Severity::Warning,
    doubts_text: true,
    yields_to: &[],
    source: include_str!("stale_row.rs"),
    run,
};

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    let Some(approvals) = context.approvals else { return };
    let stale: Vec<&Judged> = approvals
        .judged(page)
        .iter()
        .filter(|judged| judged.state == State::SourceChanged)
        .collect();
    let same_row = |a: &&Judged, b: &&Judged| a.unit.row == b.unit.row;
    findings.extend(stale.chunk_by(same_row).map(|row| finding(audit, page, row)));
}

/// The finding of the stale cells of one row.
fn finding(audit: &Audit<'_>, page: &Page, row: &[&Judged]) -> Finding {
    let first = row[0];
    let name = name(audit, page, &first.unit);
    let gone = row.iter().all(|judged| judged.source.is_none());
    let columns: Vec<&str> = row.iter().map(|judged| judged.unit.column).collect();
    let message = if gone {
        format!("the source page no longer has {name}, which was approved")
    } else if first.unit.number.is_none() {
        format!("the source text of {name} has changed since this was approved")
    } else {
        let columns = columns.join(", ");
        format!("the source text of {name} ({columns}) has changed since this was approved")
    };
    let found = audit.sources.slice(first.unit.span);
    let mut finding = Finding::new(CHECK.id, CHECK.severity, first.unit.span, message)
        .found(found)
        .help("translate the new source text, or approve the row again if it still says the same");
    if let ([column], Some(_)) = (columns.as_slice(), first.unit.number) {
        finding = finding.column(column);
    }
    finding = locate(audit, page, finding, &first.unit);
    let sources = row.iter().filter_map(|judged| judged.source);
    sources.fold(finding, |finding, span| finding.relate(span, "the source text now"))
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    const SOURCE: &str = "\
| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | The channel. |
| PINGs | Hello | lampId | The UUID of the lamp. |
| PINGs | GoodBye | Topic | The channel that it leaves. |
";
    const FRENCH: &str = "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Le canal. |
| PINGs | Hello | lampId | L’UUID de la lampe. |
| PINGs | GoodBye | Topic | Le canal qu’elle quitte. |
";

    fn case<'a>(source: &'a str, french: &'a str) -> Case<'a> {
        Case::default()
            .approved("en-US/data-acme-sends-to-hub.md", SOURCE)
            .approved("fr-FR/data-acme-sends-to-hub.md", FRENCH)
            .document("en-US/data-acme-sends-to-hub.md", source)
            .document("fr-FR/data-acme-sends-to-hub.md", french)
    }

    #[test]
    fn rows_are_stale_when_their_source_text_changes() {
        let source = SOURCE
            .replace("The channel. |", "The channel at night. |")
            .replace("| GoodBye |", "| [GoodBye](bye.md) |");
        let french = "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Le canal. |
                          ^^^^^^^^^ warning: the source text of the row `Topic` (purpose) has changed
| PINGs | Hello | lampId | L’UUID de la lampe. |
| PINGs | GoodBye | Topic | Le canal qu’elle quitte. |
          ^^^^^^^ warning: the source text of the row `Topic` (message) has changed
";
        case(&source, french).expect(&CHECK);
    }

    #[test]
    fn a_row_that_the_source_drops_is_stale() {
        let source = SOURCE.replace("| PINGs | Hello | lampId | The UUID of the lamp. |\n", "");
        let french = "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Le canal. |
| PINGs | Hello | lampId | L’UUID de la lampe. |
  ^^^^^ warning: the source page no longer has the row `lampId`, which was approved
| PINGs | GoodBye | Topic | Le canal qu’elle quitte. |
";
        case(&source, french).expect(&CHECK);
    }

    #[test]
    fn what_was_translated_anew_or_moved_is_not_stale() {
        let source = SOURCE.replace("The channel. |", "The channel at night. |");
        let french = FRENCH.replace("Le canal. |", "Le canal de nuit. |");
        case(&source, &french).expect(&CHECK);
        let row = "| PINGs | Hello | lampId | The UUID of the lamp. |\n";
        let moved = format!("{}{row}", SOURCE.replace(row, ""));
        case(&moved, FRENCH).expect(&CHECK);
        let spaced = SOURCE.replace("The UUID of", " **The**  UUID of ");
        case(&spaced, FRENCH).expect(&CHECK);
    }
}
