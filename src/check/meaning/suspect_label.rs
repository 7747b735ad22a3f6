//! # What it checks
//! A translated label against which the page itself speaks: other rows teach how its language renders
//! a word of the source label, and the label has no such word. Nothing supports it either: it is no
//! accepted rendering, it shares no letters with the source or with the other languages, and none of
//! its words is in its own purpose, although the source label does share words with its own.
//!
//! # Why it matters
//! A label that renders another sense of the word (“retired” as pensioned, a service name as
//! “download”) names a datum that does not exist.
//!
//! # Example
//! Wrong: `Plaque | Le numéro de série de la lampe.` for “Serial number”. Right: `Numéro de série`.
//!
//! # Remedy
//! Look at the label; if it is right, add it to `terms` of the catalog's locale file.

use crate::audit::{Page, PageRow};
use crate::catalog::model::{ColumnRole, FieldRole};
use crate::check::{Check, Context, precedence};
use crate::consensus::{Consensus, counterparts, shares_letters, shares_words};
use crate::finding::{Finding, Severity};

use super::source_of;

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "suspect-label",
    summary: "nothing supports a translated label",
    severity: Severity::Note,
    doubts_text: true,
    yields_to: precedence::MEANING,
    source: include_str!("suspect_label.rs"),
    run,
};

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (consensus, page) = (context.consensus, context.page);
    if page.is_source {
        return;
    }
    for row in &page.rows {
        findings.extend(suspect(consensus, page, row));
    }
}

fn suspect(consensus: &Consensus<'_>, page: &Page, row: &PageRow) -> Option<Finding> {
    let audit = consensus.audit;
    let [field] = row.fields.as_slice() else { return None };
    let field = audit.catalog.field(*field);
    let cell = page.cell(row, ColumnRole::Field).filter(|cell| !cell.text().is_empty())?;
    let source = source_of(audit, page, row, ColumnRole::Field)?;
    let purpose = source_of(audit, page, row, ColumnRole::Purpose)?;
    let (text, original) = (cell.text(), source.text());
    let own = page.cell_text(row, ColumnRole::Purpose);
    let accepted = audit.catalog.locales.get(page.locale()).and_then(|l| l.terms.get(&field.id));
    let known = accepted.is_some_and(|terms| terms.iter().any(|term| term == text));
    // A source label that its own purpose does not repeat lets nothing be expected.
    if field.role == FieldRole::Key
        || known
        || text == original
        || !shares_words(original, purpose.text())
    {
        return None;
    }
    let others = counterparts(audit, page, row, ColumnRole::Field);
    let others = others.iter().map(|other| other.cell.forms());
    let mut others = others.chain([source.forms()]);
    let supported = shares_words(text, own)
        || others.any(|other| shares_letters(cell.forms(), other))
        || consensus.model(page).is_some_and(|model| model.knows(original, text));
    let contradicted = consensus.model(page).is_some_and(|model| model.contradicts(original, text));
    if supported || !contradicted {
        return None;
    }
    let message = format!("nothing supports `{text}` as a rendering of `{original}`");
    let finding = Finding::new(CHECK.id, CHECK.severity, cell.span(), message)
        .column("field")
        .expected(original)
        .found(text)
        .help("look at the label; if it is right, add it to the catalog's locale file")
        .row(row.number, page.field_ids(audit.catalog, row));
    Some(finding.relate(source.span(), "the source page"))
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing_pages::Pages;

    #[test]
    fn a_label_that_nothing_supports_is_a_note() {
        // What renders “serial number” is known from three other texts.
        let (channel, canal) =
            ("The channel on which the lamp listens", "Le canal que la lampe écoute");
        let (number, serie) = ("The serial number of the channel", "Le numéro de série du canal");
        let taught = Pages::new()
            .edit("en-US", channel, number)
            .edit("en-US", channel, number)
            .edit("fr-FR", canal, serie)
            .edit("fr-FR", canal, serie);
        taught
            .edit("de-DE", "| Serial number |", "| Seriennummer |")
            .edit("es-ES", "| Serial number |", "| Número de serie |")
            .edit(
                "fr-FR",
                "| STORE | Shop account | Serial number | Le numéro de série qui figure sur la boîte de la lampe. |",
                "| STORE | Shop account | Plaque | Le numéro de série qui figure sur la boîte de la lampe. |
                         ^^^^^^ note: nothing supports `Plaque` as a rendering of `Serial number`",
            )
            .expect(&CHECK);
    }

    #[test]
    fn labels_that_nothing_speaks_against_are_left_alone() {
        Pages::new().edit("fr-FR", "| Serial number |", "| Plaque |").expect(&CHECK);
        Pages::new()
            .edit("de-DE", "| Serial number |", "| Seriennummer |")
            .edit("es-ES", "| Serial number |", "| Serie |")
            .edit("fr-FR", "| Serial number |", "| Numéro de série |")
            .edit("nl-NL", "| Serial number |", "| Serienummer |")
            .expect(&CHECK);
    }
}
