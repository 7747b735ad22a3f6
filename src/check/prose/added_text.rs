//! # What it checks
//! A purpose that says more than its source: it has more sentences than the source text and than
//! most other languages, and is much longer than the source and the other languages make one
//! expect. A translator who makes two sentences of one adds no length, and is left alone. Without
//! at least three other languages it is a note, and only where the text is twice as long.
//!
//! # Why it matters
//! A sentence that the source does not have is a promise, or a confession, that nobody made: the
//! reader of one language is told of a use of the datum that no other reader is told of.
//!
//! # Example
//! Wrong: `L’UUID de la lampe. Nous le vendons à des tiers.` for “The UUID of the lamp.” Right:
//! `L’UUID de la lampe.`
//!
//! # Remedy
//! Take out what the source does not say; if it is true, it belongs on the source page first.

use crate::check::{Check, Context};
use crate::consensus::{Agreement, Consensus, LanguageModel, SegmentPair};
use crate::finding::{Finding, Severity};
use crate::text::{keeps, normal, sentences};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "added-text",
    summary: "a purpose has sentences that the source does not have",
    severity: Severity::Warning,
    doubts_text: true,
    yields_to: &[
        "short-row",
        "mojibake",
        "empty-cell",
        "untranslated-cell",
        "wrong-language",
        "swapped-purpose",
    ],
    source: include_str!("added_text.rs"),
    run,
};

/// Excess of length (natural logarithm) beyond what source and other languages make one expect.
const LONGER: f64 = 0.3;
/// The same where no other languages are at hand.
const TWICE: f64 = 0.69;

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (consensus, page) = (context.consensus, context.page);
    let Some(model) = consensus.model(page) else { return };
    for text in consensus.texts_in_place(page) {
        findings.extend(longer(consensus, model, text));
    }
}

fn longer(
    consensus: &Consensus<'_>,
    model: &LanguageModel<'_>,
    text: &SegmentPair<'_>,
) -> Option<Finding> {
    let audit = consensus.audit;
    let parts = sentences(text.cell.text());
    let wanted = sentences(text.source.text()).len();
    if parts.len() <= wanted {
        return None;
    }
    let others = consensus.renderings(model.page, text);
    let fewer = |other: &SegmentPair<'_>| sentences(other.cell.text()).len() < parts.len();
    let agreement = Agreement::of(others.iter().map(|(_, other)| Some(fewer(other))));
    let asked = agreement.words().is_some();
    let mut usual: Vec<f64> = others.iter().map(|(other, same)| other.excess(same)).collect();
    usual.sort_by(f64::total_cmp);
    let usual = usual.get(usual.len() / 2).copied().unwrap_or(0.0).max(0.0);
    let excess = model.excess(text) - usual;
    let sure = agreement.carried() && excess >= LONGER;
    if !sure && (asked || excess < TWICE) {
        return None;
    }
    let severity = if sure { CHECK.severity } else { Severity::Note };
    let vote = agreement.words().map_or(String::new(), |words| format!("; {words} have fewer"));
    let added = &text.cell.text()[parts[wanted.min(parts.len() - 1)].start..];
    if says_the_same(text, added) {
        return None;
    }
    let message = format!(
        "the purpose has {} sentences, its source text {wanted}, and it is much longer than that lets \
         expect, such as by `{added}`{vote}",
        parts.len()
    );
    let row = text.cell.row;
    Some(
        Finding::new(CHECK.id, severity, text.cell.span(), message)
            .column("purpose")
            .found(text.cell.text())
            .help("take out what the source does not say")
            .row(row.number, model.page.field_ids(audit.catalog, row))
            .relate(text.source.span(), "the source text"),
    )
}

/// Letters from which on a word that stands in both texts is no accident.
const SHARED: usize = 4;

/// Whether a sentence holds words of the source text as they are: it says a part of that in its own
/// way.
fn says_the_same(text: &SegmentPair<'_>, added: &str) -> bool {
    let added = normal(added);
    let words = text.source.text().split(|c: char| !c.is_alphanumeric());
    words.filter(|word| word.chars().count() >= SHARED).any(|word| keeps(&added, word))
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing_pages::Pages;

    #[test]
    fn a_sentence_that_the_source_does_not_have_is_found() {
        Pages::new()
            .edit(
                "fr-FR",
                "L’UUID qui nomme la lampe. |",
                "L’UUID qui nomme la lampe. Nous le vendons à des tiers. |
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the purpose has 2 sentences, its source text 1, and it is much longer than that lets expect, such as by `Nous le vendons à des tiers.`; 3 of 3 other languages have fewer",
            )
            .expect(&CHECK);
        Pages::new()
            .only(&["en-US", "fr-FR"])
            .edit(
                "fr-FR",
                "L’UUID qui nomme la lampe. |",
                "L’UUID qui nomme la lampe. Nous vendons ces données à des tiers partout. |
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ note: the purpose has 2 sentences",
            )
            .expect(&CHECK);
    }

    #[test]
    fn a_sentence_that_was_cut_in_two_is_left_alone() {
        Pages::new().expect(&CHECK);
        Pages::new()
            .edit("fr-FR", "L’UUID qui nomme la lampe.", "Un UUID. Il nomme la lampe.")
            .edit("de-DE", "der Lampe steht.", "steht. Die hat jede Lampe.")
            .expect(&CHECK);
    }
}
