//! # What it checks
//! A statement beside the table that lost a part: fewer sentences than its source text and the other
//! languages have, or much shorter than both make one expect. It is a warning if both agree, or if
//! it is about half as long; otherwise a note.
//!
//! # Why it matters
//! A promise that breaks off promises less, and what is left still reads like one.
//!
//! # Example
//! Wrong: `Switch the service off.` Right: `Switch the service off, and close the account to have
//! the data deleted.`
//!
//! # Remedy
//! Translate the rest of the source text.

use crate::audit::Page;
use crate::catalog::model::StatementForm;
use crate::check::stated::{Stated, stated};
use crate::check::{Check, Context};
use crate::consensus::{Agreement, Consensus, statement_counterparts};
use crate::finding::{Finding, Severity};
use crate::text::{is_unpunctuated, sentences};

use super::{below_usual, clauses};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "truncated-statement",
    summary: "a statement breaks off",
    severity: Severity::Warning,
    doubts_text: true,
    yields_to: &[],
    source: include_str!("truncated_statement.rs"),
    run,
};

/// Shortfall (natural logarithm of the length) from which a sentence that is not there was lost.
const SHORT: f64 = -0.1;
/// Shortfall from which a statement is much shorter, whatever its sentences.
const MUCH: f64 = -0.4;
/// Shortfall of about half of a statement.
const HALF: f64 = -0.65;

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (consensus, page) = (context.consensus, context.page);
    if page.is_source {
        return;
    }
    for stated in stated(consensus.audit, page) {
        // Of a list, what is lost is an item, and of a link its target.
        let form = consensus.audit.catalog.statements[stated.statement].form;
        if matches!(form, StatementForm::Paragraph | StatementForm::Note) {
            findings.extend(finding(consensus, page, &stated));
        }
    }
}

fn finding(consensus: &Consensus<'_>, page: &Page, stated: &Stated<'_>) -> Option<Finding> {
    let others = statement_counterparts(consensus.audit, page, stated.statement);
    let others: Vec<(&Page, &str)> =
        others.into_iter().map(|(page, text)| (page, text.as_str())).collect();
    let agreement = sentences_kept(stated, &others);
    let shortfall = shortfall(consensus, page, stated, &others)?;
    let fewer = agreement.carried() && shortfall <= SHORT;
    let much = shortfall <= MUCH;
    if !fewer && !much {
        return None;
    }
    let sure = (fewer && much) || shortfall <= HALF;
    let (verb, severity) =
        if sure { ("breaks off", CHECK.severity) } else { ("may break off", Severity::Note) };
    let mut signs = Vec::new();
    if fewer {
        let languages = agreement.words().unwrap_or_default();
        signs.push(format!("a sentence is missing ({languages} keep it)"));
    }
    if much {
        signs.push("it is much shorter than the source text lets expect".to_owned());
    }
    let message = format!("the statement `{}` {verb}: {}", stated.label, signs.join(", "));
    let finding = Finding::new(CHECK.id, severity, stated.span(page), message)
        .help("translate the rest of the source text");
    Some(stated.about(finding))
}

/// The other languages that have as many sentences as the source text; nobody is asked if this one
/// has, or if it joined them.
fn sentences_kept(stated: &Stated<'_>, others: &[(&Page, &str)]) -> Agreement {
    let (source, own) = (stated.source.trimmed(), stated.inline.trimmed());
    let (wanted, found) = (sentences(source).len(), sentences(own).len());
    let joined = clauses(own) >= clauses(source) + wanted.saturating_sub(found);
    if found >= wanted || joined || is_unpunctuated(own) {
        return Agreement { yes: 0, of: 0 };
    }
    Agreement::of(others.iter().map(|(_, text)| Some(sentences(text).len() >= wanted)))
}

/// By how much a statement is shorter than its source, the language of its page and the other
/// languages make one expect, as a natural logarithm; at most 0.
fn shortfall(
    consensus: &Consensus<'_>,
    page: &Page,
    stated: &Stated<'_>,
    others: &[(&Page, &str)],
) -> Option<f64> {
    let source = stated.source.trimmed();
    let own = consensus.model(page)?.excess_of(stated.inline.trimmed(), source);
    let excess =
        |(page, text): &(&Page, &str)| Some(consensus.model(page)?.excess_of(text, source));
    Some(below_usual(own, others.iter().filter_map(excess)))
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    const STATEMENTS: [(&str, &str); 5] = [
        (
            "en-US",
            "Switch the service off in Hub. Close the Acme account to have the data deleted.",
        ),
        (
            "de-DE",
            "Schalten Sie den Dienst in Hub aus. Kündigen Sie das Acme-Konto, damit die Daten gelöscht werden.",
        ),
        (
            "es-ES",
            "Desactive el servicio en Hub. Cierre la cuenta de Acme para que se borren los datos.",
        ),
        (
            "fr-FR",
            "Désactivez le service dans Hub. Fermez le compte Acme pour faire effacer les données.",
        ),
        (
            "nl-NL",
            "Schakel de service uit in Hub. Sluit het Acme-account om de gegevens te laten wissen.",
        ),
    ];

    /// All pages, the one in French with another text.
    #[track_caller]
    fn expect(french: &str, languages: usize) {
        let table = "| Service | Message | Data sent to Hub | Used for |\n|---|---|---|---|\n| PINGs | Hello | lampId | The UUID that names the lamp. |\n| PINGs | Hello | Topic | The channel on which it listens. |\n";
        let others = STATEMENTS.iter().filter(|(locale, _)| *locale != "fr-FR").take(languages);
        let pages: Vec<(String, String)> = others
            .chain(&[("fr-FR", french)])
            .map(|(locale, text)| {
                (format!("{locale}/data-acme-sends-to-hub.md"), format!("{table}\n{text}\n"))
            })
            .collect();
        let case =
            pages.iter().fold(Case::default(), |case, (path, text)| case.document(path, text));
        case.expect(&CHECK);
    }

    #[test]
    fn a_statement_without_its_second_half_is_found() {
        expect(
            "\
Désactivez le service dans Hub.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the statement `How to stop` breaks off: a sentence is missing (",
            4,
        );
    }

    #[test]
    fn without_other_languages_its_length_tells() {
        expect(
            "\
Désactivez le service dans Hub.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the statement `How to stop` breaks off: it is much shorter",
            1,
        );
    }

    #[test]
    fn a_link_to_the_other_page_is_no_statement_that_can_break_off() {
        let link = |text: &str| format!("{text}\n\n{}", STATEMENTS[3].1);
        expect(&link("[Acme](data-hub-sends-to-acme.md)"), 4);
    }

    #[test]
    fn whole_statements_in_other_words_are_left_alone() {
        let (_, french) = STATEMENTS[3];
        for text in [
            french,
            "Désactivez le service dans Hub et fermez le compte Acme pour effacer les données.",
            "Désactivez le service. Fermez ensuite le compte Acme pour effacer les données.",
        ] {
            expect(text, 4);
            expect(text, 1);
        }
    }
}
