//! # What it checks
//! Truth values in a purpose: `true` where the source says `false`, one that is missing, and one
//! that is translated although other languages keep the wire word. The words of each language are
//! in the catalog's locale files. It is a note where the clauses have changed places with the values,
//! and where no other language speaks for the source.
//!
//! # Why it matters
//! “Returns true if the licence can be revoked” and its opposite differ in one word. A translated
//! value is not what stands in the data.
//!
//! # Example
//! Wrong: `faux si la licence peut être révoquée` for “true if …”. Right: `true si …`.
//!
//! # Remedy
//! Write the value as the source does, set as code.

use crate::audit::Page;
use crate::catalog::model::ColumnRole;
use crate::check::{Check, Context};
use crate::consensus::{
    Agreement, Consensus, SegmentPair, booleans, booleans_of, counterparts, negations, word_lists,
};
use crate::finding::{Finding, Severity};
use crate::text::{Text, is_sentence_end};

use super::{about, label, vote};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "boolean-changed",
    summary: "a truth value was turned, lost or translated",
    severity: Severity::Warning,
    doubts_text: true,
    // Each place of the misspelling is told.
    yields_to: &[
        "short-row",
        "mojibake",
        "empty-cell",
        "untranslated-cell",
        "wrong-language",
        "misspelt-value",
    ],
    source: include_str!("boolean_changed.rs"),
    run,
};

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (consensus, page) = (context.consensus, context.page);
    for text in consensus.texts_in_place(page) {
        let values = |locale: &str, text: Text<'_>| values(consensus, locale, text);
        let wanted = values(&consensus.audit.catalog.source_locale, text.source.forms());
        if wanted.is_empty() {
            continue;
        }
        let own = values(page.locale(), text.cell.forms());
        let finding = if follows(&own, &wanted) {
            translated(consensus, page, text)
        } else {
            let others = counterparts(consensus.audit, page, text.cell.row, ColumnRole::Purpose);
            let agreement = Agreement::hold(&others, |counterpart| {
                Some(follows(&values(counterpart.page.locale(), counterpart.cell.forms()), &wanted))
            });
            changed(consensus, page, text, (&wanted, &own), agreement)
        };
        findings.extend(finding.map(|finding| about(consensus.audit, page, finding, text)));
    }
}

/// The truth values of a text, in order.
fn values(consensus: &Consensus<'_>, locale: &str, text: Text<'_>) -> Vec<bool> {
    let found = booleans_of(consensus.audit.catalog, locale, text);
    found.iter().map(|(_, value)| *value).collect()
}

/// Whether the wanted values occur in their order. Others may stand between them: a word for
/// “true” may be a word for “really” as well.
fn follows(own: &[bool], wanted: &[bool]) -> bool {
    let mut rest = own.iter();
    wanted.iter().all(|value| rest.any(|other| other == value))
}

fn changed(
    consensus: &Consensus<'_>,
    page: &Page,
    text: &SegmentPair<'_>,
    (wanted, own): (&[bool], &[bool]),
    agreement: Agreement,
) -> Option<Finding> {
    let turned = own.len() == wanted.len();
    let unheard = agreement.words().is_none() && own.is_empty();
    if agreement.rejected() || !(turned || agreement.carried() || unheard) {
        return None;
    }
    let free = unheard || (turned && is_reordered(consensus, page, text));
    let severity = if free { Severity::Note } else { CHECK.severity };
    let list = |values: &[bool]| {
        let words: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
        words.join(", ")
    };
    let label = label(page, text.cell.row);
    let what = match (turned, own) {
        (true, _) => format!("says {} where the source text says {}", list(own), list(wanted)),
        (false, []) => format!("lacks {} of the source text", list(wanted)),
        (false, _) => format!("has {} of {} of the source text", list(own), list(wanted)),
    };
    let message =
        format!("the purpose of `{label}` {what}{}", vote(agreement, "do as the source text"));
    Some(
        Finding::new(CHECK.id, severity, text.cell.span(), message)
            .help("write the values as the source text does"),
    )
}

/// Whether the clauses around the values have changed places with them: what the first one says is
/// denied in one text and affirmed in the other.
fn is_reordered(consensus: &Consensus<'_>, page: &Page, text: &SegmentPair<'_>) -> bool {
    let catalog = consensus.audit.catalog;
    let denied = |locale: &str, text: &str| {
        let terms = word_lists(catalog, locale)?;
        let (first, _) = booleans(Some(terms), text).into_iter().next()?;
        let is_end = |c: char| is_sentence_end(c) || matches!(c, ';' | '；');
        let start = text[..first.start].rfind(is_end).map_or(0, |at| at + 1);
        let end = text[first.end..].find(is_end).map_or(text.len(), |at| first.end + at);
        let clause = text.get(start..end).or_else(|| text.get(..end))?;
        Some(negations(terms, clause)?.all > 0)
    };
    let source = denied(&catalog.source_locale, text.source.text());
    source.is_some()
        && denied(page.locale(), text.cell.text()).is_some_and(|own| Some(own) != source)
}

/// A value that is written as a word of the language where others keep the wire word.
fn translated(consensus: &Consensus<'_>, page: &Page, text: &SegmentPair<'_>) -> Option<Finding> {
    let catalog = consensus.audit.catalog;
    let wire = |text: &str| booleans(None, text).len();
    let wanted = wire(text.source.text());
    let inline = &text.cell.cell.inline.text;
    let found = booleans(word_lists(catalog, page.locale()), inline);
    let word = |range: &std::ops::Range<usize>| inline[range.clone()].to_lowercase();
    let rendered: Vec<_> =
        found.iter().filter(|(range, value)| word(range) != value.to_string()).collect();
    if wire(inline) >= wanted || rendered.is_empty() {
        return None;
    }
    let others = counterparts(consensus.audit, page, text.cell.row, ColumnRole::Purpose);
    let agreement =
        Agreement::hold(&others, |counterpart| Some(wire(counterpart.cell.text()) >= wanted));
    let severity = if agreement.carried() { CHECK.severity } else { Severity::Note };
    let (range, value) = rendered[0];
    let message = format!(
        "the truth value `{value}` is translated as `{}`{}",
        &inline[range.clone()],
        vote(agreement, "keep it")
    );
    Some(
        Finding::new(CHECK.id, severity, text.cell.span_of(range.clone()), message)
            .help("keep wire values as the source page has them: they are what the data holds"),
    )
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing_pages::Pages;

    #[test]
    fn right_pages_are_left_alone() {
        Pages::new().expect(&CHECK);
        Pages::new().only(&["en-US", "fr-FR"]).expect(&CHECK);
    }

    #[test]
    fn turned_values_are_found() {
        Pages::new()
            .edit("fr-FR", "Renvoie true si", "Renvoie @ si")
            .edit(
                "fr-FR",
                "Sinon, la valeur false est renvoyée. |",
                "Sinon, la valeur true est renvoyée. |
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the purpose of `shadeCount` says `false`, `true` where the source text says `true`, `false`; 3 of 3 other languages do as the source text",
            )
            .edit("fr-FR", "Renvoie @ si", "Renvoie false si")
            .expect(&CHECK);
    }

    #[test]
    fn a_lost_value_is_found_if_others_keep_it() {
        Pages::new()
            .edit(
                "nl-NL",
                "Anders wordt false geretourneerd. |",
                "Anders niet. |
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the purpose of `shadeCount` has `true` of `true`, `false` of the source text; 3 of 3 other languages do as the source text",
            )
            .expect(&CHECK);
    }

    #[test]
    fn a_translated_value_is_found() {
        Pages::new()
            .edit(
                "fr-FR",
                "Renvoie true si la lampe a un abat-jour. Sinon, la valeur false est renvoyée. |",
                "Renvoie vrai si la lampe a un abat-jour. Sinon, la valeur false est renvoyée. |
                                              ^^^^ warning: the truth value `true` is translated as `vrai`; 3 of 3 other languages keep it",
            )
            .expect(&CHECK);
        Pages::new()
            .only(&["en-US", "de-DE"])
            .edit(
                "de-DE",
                "Gibt true zurück, wenn die Lampe einen Schirm hat. Andernfalls wird false zurückgegeben. |",
                "Gibt wahr zurück, wenn die Lampe einen Schirm hat. Andernfalls wird false zurückgegeben. |
                                           ^^^^ note: the truth value `true` is translated as `wahr`",
            )
            .expect(&CHECK);
    }
}
