//! # What it checks
//! Identifiers, headers and acronyms of the source purpose cell that the translated cell lacks or
//! alters. Compounds and inflected forms count as kept (`LED-Befehle`, `UUIDs`), as do
//! the renderings that the catalog accepts for the language.
//!
//! # Why it matters
//! A literal is how the reader finds the datum in logs and specifications. An acronym written out
//! in words may be good style, so a lost literal is a note. Numbers are `number-changed`.
//!
//! # Example
//! Wrong: `L'ID de la lampe` for `lampId`. Right: `lampId`.
//!
//! # Remedy
//! Write the literal as the source has it. If the language has a rendering of its own,
//! add it to `literals` of the catalog's locale file.

use std::collections::BTreeMap;

use crate::audit::{Audit, CellRef, Page, PageRow};
use crate::catalog::model::ColumnRole;
use crate::check::repeat::cover;
use crate::check::{Check, Run};
use crate::finding::{Finding, Severity};
use crate::locale::{altered, keeps, normal};
use crate::vote::{Poll, Votes, ballots};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "literal-lost",
    summary: "a literal of the source text is missing",
    severity: Severity::Note,
    source: include_str!("literal_lost.rs"),
    run: Run::Voted(run),
};

/// What became of one literal: what the source has, and what stands in its place.
type Loss = (String, Option<String>);

fn run(votes: &Votes<'_>, page: &Page, findings: &mut Vec<Finding>) {
    if page.is_source {
        return;
    }
    let mut faults: BTreeMap<Vec<Loss>, Vec<CellRef<'_>>> = BTreeMap::new();
    for row in page.rows.iter().filter(|row| !row.fields.is_empty()) {
        if votes.is_misplaced(page, row) {
            continue;
        }
        let cell = page.cell(row, ColumnRole::Purpose).filter(|cell| !cell.text().is_empty());
        let Some(cell) = cell else { continue };
        let losses = losses(votes.audit, page, row, cell);
        if !losses.is_empty() {
            faults.entry(losses).or_default().push(cell);
        }
    }
    for (losses, cells) in &faults {
        findings.push(finding(votes, page, losses, cells));
    }
}

fn losses(audit: &Audit<'_>, page: &Page, row: &PageRow, cell: CellRef<'_>) -> Vec<Loss> {
    let source = audit.source_cell(page, row, ColumnRole::Purpose);
    // Without source text the catalog says what the cell is to hold.
    let declared = row.fields.iter().flat_map(|f| &audit.catalog.field(*f).literals);
    let expected = match source {
        Some(source) => source.cell.text().to_owned(),
        None => declared.cloned().collect::<Vec<_>>().join(" ; "),
    };
    lost_words(audit, page, row, &expected, &cell.cell.inline.text)
}

/// Literals that the translation lacks, and names that it spells in another case.
fn lost_words(
    audit: &Audit<'_>,
    page: &Page,
    row: &PageRow,
    expected: &str,
    text: &str,
) -> Vec<Loss> {
    let catalog = audit.catalog;
    let text = normal(text);
    let accepted = catalog.locales.get(page.locale()).map(|terms| &terms.literals);
    let is_accepted = |literal: &str| {
        let lower = text.to_lowercase();
        accepted
            .and_then(|accepted| accepted.get(literal))
            .is_some_and(|terms| terms.iter().any(|t| lower.contains(&normal(t).to_lowercase())))
    };
    // The values of an enumeration have a check of their own.
    let is_value = |literal: &str| {
        row.fields.iter().any(|f| catalog.field(*f).values.iter().any(|v| v == literal))
    };
    let mut lost: Vec<Loss> = Vec::new();
    for range in catalog.literals_in(expected) {
        for literal in expected[range].split_whitespace() {
            let known = lost.iter().any(|(known, _)| known == literal);
            let number = literal.chars().all(|c| c.is_numeric() || c == '-');
            if !(known
                || number
                || keeps(&text, literal)
                || is_accepted(literal)
                || is_value(literal))
            {
                lost.push((literal.to_owned(), altered(&text, literal)));
            }
        }
    }
    for name in &catalog.names {
        if keeps(expected, name) && !keeps(&text, name) {
            let recased = altered(&text, name).filter(|a| a.to_lowercase() == name.to_lowercase());
            lost.extend(recased.map(|found| (name.clone(), Some(found))));
        }
    }
    lost
}

fn finding(votes: &Votes<'_>, page: &Page, losses: &[Loss], cells: &[CellRef<'_>]) -> Finding {
    let (audit, first) = (votes.audit, &cells[0]);
    let source = audit.source_cell(page, first.row, ColumnRole::Purpose);
    let origin = if source.is_some() { "the source text" } else { "the catalog" };
    let others = ballots(audit, page, first.row, ColumnRole::Purpose);
    let part = |(expected, found): &Loss| {
        let what = match found {
            Some(found) => format!("`{expected}` is altered to `{found}`"),
            None => format!("`{expected}` of {origin} is missing"),
        };
        let poll = Poll::hold(&others, |b| Some(keeps(&normal(b.cell.text()), expected)));
        let vote = poll.words().map_or(String::new(), |words| format!(" ({words} keep it)"));
        format!("{what}{vote}")
    };
    let message = losses.iter().map(part).collect::<Vec<_>>().join("; ");
    let join = |parts: Vec<&str>| parts.join(", ");
    let mut finding = Finding::new(CHECK.id, CHECK.severity, first.span(), message)
        .column("purpose")
        .expected(join(losses.iter().map(|(expected, _)| expected.as_str()).collect()))
        .help("write it as the source page does, or add an accepted rendering to the catalog's locale file");
    let found: Vec<&str> = losses.iter().filter_map(|(_, found)| found.as_deref()).collect();
    if !found.is_empty() {
        finding = finding.found(join(found));
    }
    let finding = cover(audit, page, finding, cells);
    match source {
        Some(source) => finding.relate(source.cell.span(), "the source page"),
        None => finding,
    }
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    const SOURCE: &str = "\
| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | The channel of a sleepMode UDID. |
| PINGs | Hello | lampId | The UUID, not the lampId. |
| PINGs | GoodBye | Topic | Needs version 3 and 2 lamps. |
| STORE | Shop account | Serial number | The UUID and the lampId. |
| STORE | Shop account | Purchase time | A time in ISO 8601 format. |
";

    #[test]
    fn lost_and_altered_literals_are_found() {
        Case::default()
            .document("en-US/data-acme-sends-to-hub.md", SOURCE)
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
---
ms.lasthandoff: 01/01/2022
---
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Le canal d’un SleepMode UDID. |
                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ note: `sleepMode` is altered to `SleepMode`
| PINGs | Hello | lampId | L’UUID, pas l’ID de lampe. |
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^ note: `lampId` of the source text is missing
| PINGs | GoodBye | Topic | Il faut la version 4 et 2 lampes. |
| STORE | Compte de la boutique | Numéro de série | L’UUID et l’identifiant. |
| STORE | Compte de la boutique | Purchase time | Une heure au format ISO 8610. |
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn compounds_inflections_and_counters_are_left_alone() {
        Case::default()
            .document("en-US/data-acme-sends-to-hub.md", SOURCE)
            .document(
                "de-DE/data-acme-sends-to-hub.md",
                "\
| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | Der Kanal der sleepMode-UDIDs, 1 je Lampe. |
| PINGs | Hello | lampId | Die (UUID), nicht die lampId's. |
| PINGs | GoodBye | Topic | Braucht Version ３ und 2 Lampen. |
| STORE | Shop account | Serial number | UUID-Kette und lampId设备. |
| STORE | Shop account | Purchase time | Eine Zeit nach ISO8601. |
",
            )
            .expect(&CHECK);
    }
}
