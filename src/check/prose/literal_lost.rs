//! # What it checks
//! Identifiers, headers and acronyms of the source purpose cell that the translated cell lacks or
//! alters, and names in it that every other language keeps or that stand in a list of which the cell keeps
//! the rest (a warning). Compounds and inflected forms count as
//! kept (`LED-Befehle`, `UUIDs`), as do the renderings that the catalog accepts for the language.
//! Likewise the acronyms in the list of services and in the statements, and the parties that the
//! title and the heads of the columns name; an acronym that is altered there while most other
//! languages keep it, and a party that stands in the place of the other, is a warning.
//!
//! # Why it matters
//! A literal is how the reader finds the datum in logs and specifications. An acronym written out
//! in words may be good style, so a lost literal is a note, and nothing where most other languages do
//! without it too, or where a short acronym (`OS`) is lost that not all of them keep. The name of a
//! header or a service (`VPP`) that nearly all of them keep is a warning. A head of a column that
//! names the wrong party turns the direction of the data round. Numbers are `number-changed`.
//!
//! # Example
//! Wrong: `L'ID de la lampe` for `lampId`. Right: `lampId`.
//!
//! # Remedy
//! Write the literal as the source has it. If the language has a rendering of its own,
//! add it to `literals` of the catalog's locale file.

mod around;
mod weight;

use std::collections::BTreeMap;

use crate::audit::{Audit, CellRef, Page, PageRow, literals, running_text};
use crate::catalog::model::ColumnRole;
use crate::check::enumeration::compared;
use crate::check::repeat::{cover, with_source};
use crate::check::writing::{disguise, looks_like, visible};
use crate::check::{Check, Context, precedence};
use crate::consensus::{Agreement, Consensus, Counterpart, counterparts};
use crate::finding::{Finding, Severity};
use crate::text::{altered, is_all_latin, keeps, normal, sentences};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "literal-lost",
    summary: "a literal of the source text is missing",
    severity: Severity::Note,
    doubts_text: true,
    yields_to: precedence::TEXT,
    source: include_str!("literal_lost.rs"),
    run,
};

/// What became of one literal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Loss {
    /// What the source has.
    expected: String,
    /// What stands in its place.
    found: Option<String>,
}

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (consensus, page) = (context.consensus, context.page);
    if page.is_source {
        return;
    }
    let mut faults: BTreeMap<(Severity, Vec<Loss>), Vec<CellRef<'_>>> = BTreeMap::new();
    for row in page.rows.iter().filter(|row| !row.fields.is_empty()) {
        if consensus.is_misplaced(page, row) {
            continue;
        }
        let cell = page.cell(row, ColumnRole::Purpose).filter(|cell| !cell.text().is_empty());
        let Some(cell) = cell else { continue };
        let mut losses = losses(consensus.audit, page, row, cell);
        let others = counterparts(consensus.audit, page, row, ColumnRole::Purpose);
        let mut severity = weight::told(consensus, page, row, &others, &mut losses);
        losses.extend(lost_names(consensus.audit, page, &cell, &losses));
        if let Some(listed) = lost_items(consensus, page, row, &others) {
            losses.retain(|loss| !listed.contains(&loss.expected));
            let item = |expected| Loss { expected, found: None };
            losses.extend(listed.into_iter().map(item));
            severity = severity.max(Severity::Warning);
        }
        if !losses.is_empty() {
            faults.entry((severity, losses)).or_default().push(cell);
        }
    }
    for ((severity, losses), cells) in &faults {
        findings.push(finding(consensus, page, *severity, losses, cells));
    }
    around::check(consensus.audit, page, findings);
}

/// Whether a word is a value of the data of a row. The values of an enumeration have a check of their own.
fn is_value(audit: &Audit<'_>, row: &PageRow, word: &str) -> bool {
    row.fields.iter().any(|field| audit.catalog.field(*field).values.iter().any(|v| v == word))
}

/// Fewest languages that must all keep a name.
const NAMERS: usize = 3;

/// Capitalised words of a source text, such as names of products, that all other languages keep
/// and this one lacks.
fn lost_names(audit: &Audit<'_>, page: &Page, cell: &CellRef<'_>, known: &[Loss]) -> Vec<Loss> {
    let Some(source) = audit.source_cell(page, cell.row, ColumnRole::Purpose) else {
        return Vec::new();
    };
    let (text, own) = (source.cell.text(), cell.forms().normal());
    let literals = literals(audit.catalog, source.cell.forms());
    let others = counterparts(audit, page, cell.row, ColumnRole::Purpose);
    let others: Vec<&str> =
        others.iter().map(|counterpart| counterpart.cell.forms().normal()).collect();
    let starts: Vec<usize> = sentences(text).into_iter().map(|at| at.start).collect();
    // Other scripts write a name in their own letters, unless it is spelt in a way of its own.
    let foreign = !is_all_latin(running_text(audit.catalog, cell.forms()));
    let mut lost: Vec<Loss> = Vec::new();
    for word in text.split(|c: char| !c.is_ascii_alphanumeric()) {
        let at = word.as_ptr() as usize - text.as_ptr() as usize;
        let inner = word.chars().skip(1).any(char::is_uppercase);
        let capital = !foreign && word.starts_with(char::is_uppercase) && !starts.contains(&at);
        let told = literals.iter().any(|range| range.contains(&at))
            || known.iter().chain(&lost).any(|loss| loss.expected == word);
        // A brand that is written with more letters has several spellings: `LampID`, `Lamp-ID`.
        let brand = |name: &String| word.starts_with(name.as_str()) && keeps(own, name);
        let branded = audit.catalog.names.iter().any(brand);
        let told = told || is_value(audit, cell.row, word);
        if word.len() < 3 || !(inner || capital) || told || branded || keeps(own, word) {
            continue;
        }
        let agreement = Agreement::of(others.iter().map(|other| Some(keeps(other, word))));
        if agreement.unanimous(NAMERS) {
            lost.push(Loss { expected: word.to_owned(), found: None });
        }
    }
    lost
}

/// Names that the translation leaves out of a list of which it keeps the rest, where the other languages
/// keep them or the source text is surely the one that was translated.
fn lost_items(
    consensus: &Consensus<'_>,
    page: &Page,
    row: &PageRow,
    others: &[Counterpart<'_>],
) -> Option<Vec<String>> {
    let mut texts = consensus.model(page)?.texts.iter();
    let text = texts.find(|text| text.cell.row.number == row.number)?;
    let compared = compared(text.source.text(), text.cell.text())?;
    let keep = |name: &str| Agreement::hold(others, |b| Some(keeps(b.cell.forms().normal(), name)));
    // As many new items as names are lost may be other words for them.
    let owed = |agreement: Agreement| agreement.carried() || (text.exact && !agreement.rejected());
    let lost = compared
        .lost
        .iter()
        .filter(|name| owed(keep(name)) && !is_value(consensus.audit, row, name));
    let lost: Vec<String> = lost.map(|name| (*name).to_owned()).collect();
    (lost.len() > compared.added.len()).then_some(lost)
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
    let mut lost: Vec<Loss> = Vec::new();
    for range in catalog.literals_in(expected) {
        for literal in expected[range].split_whitespace() {
            let known = lost.iter().any(|loss| loss.expected == literal);
            let number = literal.chars().all(|c| c.is_numeric() || c == '-');
            if !(known
                || number
                || keeps(&text, literal)
                || is_accepted(literal)
                || is_value(audit, row, literal))
            {
                // Letters like those of a short acronym are a word of the language: `os`.
                let found = instead(expected, &text, literal);
                let found = found.filter(|_| literal.len() > weight::SHORT);
                lost.push(Loss { expected: literal.to_owned(), found });
            }
        }
    }
    for name in &catalog.names {
        if keeps(expected, name) && !keeps(&text, name) {
            let recased = altered(&text, name).filter(|a| a.to_lowercase() == name.to_lowercase());
            lost.extend(recased.map(|found| Loss { expected: name.clone(), found: Some(found) }));
        }
    }
    lost
}

/// What stands in a text instead of a literal of its source: a word that looks like it, or that it
/// was altered to.
fn instead(source: &str, text: &str, literal: &str) -> Option<String> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '-');
    let alike = words.into_iter().find(|word| looks_like(word, literal)).map(str::to_owned);
    alike.or_else(|| {
        altered(text, literal)
            .filter(|found| literal.contains(found.as_str()) || !keeps(source, found))
    })
}

/// A loss in words, with the vote if it supports the finding.
fn described(expected: &str, found: Option<&str>, origin: &str, agreement: Agreement) -> String {
    let what = match found {
        Some(found) => {
            let hidden = disguise(found, expected);
            format!("`{expected}` is altered to `{}`{hidden}", visible(found))
        }
        None => format!("`{expected}` of {origin} is missing"),
    };
    let most = agreement.words().filter(|_| agreement.yes * 2 > agreement.of);
    most.map_or(what.clone(), |words| format!("{what} ({words} keep it)"))
}

fn finding(
    consensus: &Consensus<'_>,
    page: &Page,
    severity: Severity,
    losses: &[Loss],
    cells: &[CellRef<'_>],
) -> Finding {
    let (audit, first) = (consensus.audit, &cells[0]);
    let source = audit.source_cell(page, first.row, ColumnRole::Purpose);
    let origin = if source.is_some() { "the source text" } else { "the catalog" };
    let others = counterparts(audit, page, first.row, ColumnRole::Purpose);
    let part = |Loss { expected, found }: &Loss| {
        let agreement =
            Agreement::hold(&others, |b| Some(keeps(b.cell.forms().normal(), expected)));
        described(expected, found.as_deref(), origin, agreement)
    };
    let message = losses.iter().map(part).collect::<Vec<_>>().join("; ");
    let join = |parts: Vec<&str>| parts.join(", ");
    let mut finding = Finding::new(CHECK.id, severity, first.span(), message)
        .column("purpose")
        .expected(join(losses.iter().map(|loss| loss.expected.as_str()).collect()))
        .help("write it as the source page does, or add an accepted rendering to the catalog's locale file");
    let found: Vec<&str> = losses.iter().filter_map(|loss| loss.found.as_deref()).collect();
    if !found.is_empty() {
        finding = finding.found(join(found));
    }
    let finding = cover(audit, page, finding, cells);
    with_source(finding, source)
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
    fn a_name_that_all_other_languages_keep_and_a_slip_in_an_acronym_are_found() {
        use crate::check::testing_pages::Pages;
        Pages::new()
            .edit("en-US", "The UUID that names", "The UUID that Glow names")
            .edit("de-DE", "Die UUID, die", "Die UUID von Glow, die")
            .edit("es-ES", "El UUID que", "El UUID de Glow que")
            .edit("nl-NL", "De UUID die", "De UUID van Glow die")
            .edit(
                "fr-FR",
                "L’UUID qui nomme la lampe. |",
                "L’UDID qui nomme la lampe. |
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^ note: `UUID` is altered to `UDID` (3 of 3 other languages keep it); `Glow` of the source text is missing",
            )
            .expect(&CHECK);
    }

    #[test]
    fn a_name_that_is_left_out_of_a_list_is_a_warning() {
        use crate::check::testing_pages::Pages;
        let pages = || {
            Pages::new()
                .edit("en-US", "lit, dark or faulty", "for sLamp, sCandle, Orb or GlowTV")
                .edit("de-DE", "lit, dark oder faulty", "für sLamp, sCandle, Orb oder GlowTV ist")
                .edit("es-ES", "lit, dark o faulty", "para sLamp, sCandle, Orb o GlowTV")
                .edit("nl-NL", "lit, dark of faulty", "voor sLamp, sCandle, Orb of GlowTV is")
        };
        pages()
            .edit("fr-FR", "lit, dark ou faulty", "pour sLamp, sCandle, Orb ou GlowTV")
            .expect(&CHECK);
        pages()
            .edit(
                "fr-FR",
                "Dit si la lampe est lit, dark ou faulty. |",
                "La lampe est pour sLamp, sCandle ou GlowTV. |
                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: `Orb` of the source text is missing",
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
