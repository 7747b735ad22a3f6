//! # What it checks
//! Identifiers, headers, acronyms and numbers of the source purpose cell that the translated cell
//! lacks or alters. Compounds and inflected forms count as kept (`LED-Befehle`, `UUIDs`), as do
//! the renderings that the catalog accepts for the language.
//!
//! # Why it matters
//! A literal is how the reader finds the datum in logs and specifications, and a changed number
//! (a version, a standard) makes the sentence untrue. A lost number is a warning; an acronym
//! written out in words may be good style, so a lost literal is a note.
//!
//! # Example
//! Wrong: `An ISO 8610 time.` for ISO 8601, `L'ID de la lampe` for `lampId`. Right: `ISO 8601`,
//! `lampId`.
//!
//! # Remedy
//! Write the literal or number as the source has it. If the language has a rendering of its own,
//! add it to `literals` of the catalog's locale file.

mod numbers;
mod words;

use std::collections::BTreeMap;

use crate::audit::{Audit, CellRef, Page, PageRow};
use crate::catalog::model::ColumnRole;
use crate::check::Check;
use crate::check::repeat::cover;
use crate::finding::{Finding, Severity};

use numbers::lost_numbers;
use words::{altered, keeps, normal};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "literal-lost",
    summary: "a literal or number of the source text is missing",
    severity: Severity::Warning,
    source: include_str!("literal_lost.rs"),
    run,
};

/// What became of one literal or number: what the source has, and what stands in its place.
type Loss = (String, Option<String>);

/// What one cell lost.
struct CellLoss<'a> {
    cell: CellRef<'a>,
    severity: Severity,
    losses: Vec<Loss>,
    /// Place of the wrong number and the right one, where the mend is certain.
    number: Option<(std::ops::Range<usize>, Option<String>)>,
}

fn run(audit: &Audit<'_>, page: &Page, findings: &mut Vec<Finding>) {
    if page.is_source {
        return;
    }
    let mut faults: BTreeMap<(Severity, Vec<Loss>), Vec<CellLoss<'_>>> = BTreeMap::new();
    for row in page.rows.iter().filter(|row| !row.fields.is_empty()) {
        let Some(cell) = page.cell(row, ColumnRole::Purpose) else { continue };
        if let Some(loss) = loss_of(audit, page, row, cell) {
            faults.entry((loss.severity, loss.losses.clone())).or_default().push(loss);
        }
    }
    for cells in faults.values() {
        findings.push(finding(audit, page, cells));
    }
}

fn loss_of<'a>(
    audit: &Audit<'_>,
    page: &Page,
    row: &PageRow,
    cell: CellRef<'a>,
) -> Option<CellLoss<'a>> {
    let text = &cell.cell.inline.text;
    if text.trim().is_empty() {
        return None;
    }
    let source = audit.source_cell(page, row, ColumnRole::Purpose);
    let exact = source.is_some_and(|s| s.exact);
    // Without source text the catalog says what the cell is to hold.
    let declared = row.fields.iter().flat_map(|f| &audit.catalog.field(*f).literals);
    let expected = match source {
        Some(source) => source.cell.text().to_owned(),
        None => declared.cloned().collect::<Vec<_>>().join(" ; "),
    };
    let mut loss = CellLoss { cell, severity: Severity::Note, losses: Vec::new(), number: None };
    for number in lost_numbers(audit.catalog, &expected, text) {
        if number.sure && exact {
            loss.severity = Severity::Warning;
        }
        if let Some(range) = number.range {
            loss.number.get_or_insert((range, number.repair.filter(|_| exact)));
        }
        loss.losses.push((number.expected, number.found));
    }
    loss.losses.extend(lost_words(audit, page, row, &expected, text));
    (!loss.losses.is_empty()).then_some(loss)
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

fn finding(audit: &Audit<'_>, page: &Page, cells: &[CellLoss<'_>]) -> Finding {
    let first = &cells[0];
    let source = audit.source_cell(page, first.cell.row, ColumnRole::Purpose);
    let origin = if source.is_some() { "the source text" } else { "the catalog" };
    let parts: Vec<String> = first
        .losses
        .iter()
        .map(|(expected, found)| match found {
            Some(found) => format!("`{expected}` is altered to `{found}`"),
            None => format!("`{expected}` of {origin} is missing"),
        })
        .collect();
    let join = |parts: Vec<&str>| parts.join(", ");
    let span = match &first.number {
        Some((range, _)) => first.cell.span_of(range.clone()),
        None => first.cell.span(),
    };
    let mut finding = Finding::new(CHECK.id, first.severity, span, parts.join("; "))
        .column("purpose")
        .expected(join(first.losses.iter().map(|(expected, _)| expected.as_str()).collect()))
        .help("write it as the source page does, or add an accepted rendering to the catalog's locale file");
    let found: Vec<&str> = first.losses.iter().filter_map(|(_, found)| found.as_deref()).collect();
    if !found.is_empty() {
        finding = finding.found(join(found));
    }
    if let ([_], Some((_, Some(repair)))) = (cells, &first.number) {
        finding = finding.fix(span, repair.as_str());
    }
    let finding = cover(audit, page, finding, cells.iter().map(|loss| &loss.cell));
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
    fn lost_and_altered_literals_and_numbers_are_found() {
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
                                               ^ note: `3` is altered to `4`
| STORE | Compte de la boutique | Numéro de série | L’UUID et l’identifiant. |
| STORE | Compte de la boutique | Purchase time | Une heure au format ISO 8610. |
                                                                          ^^^^ note: `ISO 8601` is altered to `ISO 8610`
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
