//! # What it checks
//! Numbers of the source purpose cell that the translated cell lacks or alters: versions,
//! standards, counts. Digits of any script, separators as the language sets them (`1.000`,
//! `1 000`), rearranged dates and small numbers written as words are the same number.
//!
//! # Why it matters
//! A changed number makes the sentence untrue: the page names another version or standard than the
//! one that is meant.
//!
//! # Example
//! Wrong: `An ISO 8610 time.` for ISO 8601. Right: `An ISO 8601 time.`
//!
//! # Remedy
//! Write the number as the source has it. It is a note where the source text at hand may have
//! changed since the translation and no other languages of the same edition speak for it.

mod numbers;

use std::collections::BTreeMap;

use crate::audit::{CellRef, Page, PageRow};
use crate::catalog::model::ColumnRole;
use crate::catalog::numbers_in;
use crate::check::repeat::{cover, with_source};
use crate::check::{Check, Context, precedence};
use crate::consensus::{Agreement, Consensus, counterparts};
use crate::finding::{Applicability, Finding, Severity};

use super::vote;
use numbers::{LostNumber, lost_numbers};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "number-changed",
    summary: "a number of the source text is missing or altered",
    severity: Severity::Warning,
    doubts_text: true,
    yields_to: precedence::MEANING,
    source: include_str!("number_changed.rs"),
    run,
};

/// A lost number and the cell that lost it.
struct Loss<'a> {
    cell: CellRef<'a>,
    number: LostNumber,
    severity: Severity,
    agreement: Agreement,
    /// Whether the source text at hand is surely that of the translation.
    exact: bool,
}

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (consensus, page) = (context.consensus, context.page);
    if page.is_source {
        return;
    }
    let mut faults: BTreeMap<(Severity, String, Option<String>), Vec<Loss<'_>>> = BTreeMap::new();
    for row in page.rows.iter().filter(|row| !row.fields.is_empty()) {
        if consensus.is_misplaced(page, row) {
            continue;
        }
        for loss in losses(consensus, page, row) {
            let (expected, found) = (loss.number.expected.clone(), loss.number.found.clone());
            faults.entry((loss.severity, expected, found)).or_default().push(loss);
        }
    }
    for losses in faults.values() {
        findings.push(finding(consensus, page, losses));
    }
}

fn losses<'a>(consensus: &Consensus<'_>, page: &'a Page, row: &'a PageRow) -> Vec<Loss<'a>> {
    let audit = consensus.audit;
    let cell = page.cell(row, ColumnRole::Purpose).filter(|cell| !cell.text().is_empty());
    let Some(cell) = cell else { return Vec::new() };
    let source = audit.source_cell(page, row, ColumnRole::Purpose);
    let exact = source.is_some_and(|s| s.exact);
    // Without source text the catalog says what the cell is to hold.
    let declared = row.fields.iter().flat_map(|f| &audit.catalog.field(*f).literals);
    let expected = match source {
        Some(source) => source.cell.text().to_owned(),
        None => declared.cloned().collect::<Vec<_>>().join(" ; "),
    };
    let others = counterparts(audit, page, row, ColumnRole::Purpose);
    let judge = |number: LostNumber| {
        let agreement = Agreement::hold(&others, |counterpart| {
            Some(
                numbers_in(counterpart.cell.text()).iter().any(|(_, value)| *value == number.value),
            )
        });
        let sure = number.sure && (exact || agreement.carried()) && !agreement.rejected();
        let severity = if sure { CHECK.severity } else { Severity::Note };
        Loss { cell, number, severity, agreement, exact }
    };
    lost_numbers(audit.catalog, &expected, &cell.cell.inline.text).into_iter().map(judge).collect()
}

fn finding(consensus: &Consensus<'_>, page: &Page, losses: &[Loss<'_>]) -> Finding {
    let first = &losses[0];
    let source = consensus.audit.source_cell(page, first.cell.row, ColumnRole::Purpose);
    let origin = if source.is_some() { "the source text" } else { "the catalog" };
    let number = &first.number;
    let what = match &number.found {
        Some(found) => format!("`{}` is altered to `{found}`", number.expected),
        None => format!("`{}` of {origin} is missing", number.expected),
    };
    let span = match &number.range {
        Some(range) => first.cell.span_of(range.clone()),
        None => first.cell.span(),
    };
    let message = format!("{what}{}", vote(first.agreement, "have it"));
    let mut finding = Finding::new(CHECK.id, first.severity, span, message)
        .column("purpose")
        .expected(number.expected.as_str())
        .help("write the number as the source page does");
    if let Some(found) = &number.found {
        finding = finding.found(found.as_str());
    }
    for loss in losses {
        if let (Some(range), Some(repair)) = (&loss.number.range, &loss.number.repair) {
            let certain =
                loss.severity >= CHECK.severity && (loss.exact || loss.agreement.carried());
            let at = loss.cell.span_of(range.clone());
            finding = finding.mend(Applicability::when(certain), at, repair.as_str());
        }
    }
    let finding = cover(consensus.audit, page, finding, losses.iter().map(|loss| &loss.cell));
    with_source(finding, source)
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    const SOURCE: &str = "\
| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | GoodBye | Topic | Needs version 3 and 2 lamps. |
| STORE | Shop account | Purchase time | A time in ISO 8601 format. |
";

    fn page(topic: &str, time: &str) -> String {
        format!(
            "| Service | Message | Data sent to Hub | Used for |\n|---|---|---|---|\n\
             | PINGs | GoodBye | Topic | {topic}\n| STORE | Shop account | Purchase time | {time}\n"
        )
    }

    #[test]
    fn altered_numbers_are_notes_where_the_edition_is_unknown() {
        let french = page(
            "Il faut la version 4 et 2 lampes. |
                                               ^ note: `3` is altered to `4`",
            "Une heure au format ISO 8610. |
                                                                 ^^^^ note: `ISO 8601` is altered to `ISO 8610`",
        );
        Case::default()
            .document("en-US/data-acme-sends-to-hub.md", SOURCE)
            .document("fr-FR/data-acme-sends-to-hub.md", &french)
            .expect(&CHECK);
    }

    #[test]
    fn other_languages_speak_for_a_number() {
        let german = page("Braucht Version 3 und 2 Lampen. |", "Eine Zeit im Format ISO 8601. |");
        let dutch = page("Versie 3 en 2 lampen nodig. |", "Een tijd in ISO 8601. |");
        let spanish = page("Versión 3 y 2 lámparas. |", "Una hora en formato ISO 8601. |");
        let french = page(
            "Il faut la version 3 et 2 lampes. |",
            "Une heure au format ISO 8610. |
                                                                 ^^^^ warning: `ISO 8601` is altered to `ISO 8610`; 3 of 3 other languages have it",
        );
        Case::default()
            .document("en-US/data-acme-sends-to-hub.md", SOURCE)
            .document("de-DE/data-acme-sends-to-hub.md", &german)
            .document("nl-NL/data-acme-sends-to-hub.md", &dutch)
            .document("es-ES/data-acme-sends-to-hub.md", &spanish)
            .document("fr-FR/data-acme-sends-to-hub.md", &french)
            .expect(&CHECK);
    }

    #[test]
    fn digits_of_any_script_and_counters_are_left_alone() {
        let japanese = page("バージョン３とランプ２個、1つ。 |", "ISO8601 形式。 |");
        Case::default()
            .document("en-US/data-acme-sends-to-hub.md", SOURCE)
            .document("ja-JP/data-acme-sends-to-hub.md", &japanese)
            .expect(&CHECK);
    }
}
