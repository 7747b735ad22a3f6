//! # What it checks
//! One purpose text in several rows for which the source has different texts. Where most other
//! languages have one text for these rows as well, the page is right. It is a warning if most of
//! them tell the rows apart, and a note without other languages, if the source texts differ in
//! more than spelling. A text that is known to be that of another row is `swapped-purpose`.
//!
//! # Why it matters
//! A purpose that was copied from a neighbour reads well and is in the right language; but the page
//! says of one datum what is true of another.
//!
//! # Example
//! Wrong: `L’UUID qui nomme la lampe.` in the rows `lampId` and `State`. Right: in the row `State`,
//! `Dit si la lampe est lit, dark ou faulty.`
//!
//! # Remedy
//! Translate the source text of the row that has the text of another.

use std::collections::BTreeMap;

use crate::audit::{Audit, Page, literals};
use crate::catalog::model::ColumnRole;
use crate::catalog::numbers_in;
use crate::check::repeat::cover;
use crate::check::{Check, Context};
use crate::consensus::{Agreement, Consensus, SegmentPair, counterparts, same_words};
use crate::finding::{Finding, Severity};
use crate::text::keeps;

use super::{enumerate, label_of};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "duplicated-purpose",
    summary: "a purpose stands in the row of another datum too",
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
    source: include_str!("duplicated_purpose.rs"),
    run,
};

/// Likeness of two source texts from which on they may differ in spelling only.
const ALIKE: f64 = 0.7;

/// Texts of the page whose source texts are the same.
type Group<'t, 'a> = Vec<&'t SegmentPair<'a>>;

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (consensus, page) = (context.consensus, context.page);
    let Some(model) = consensus.model(page) else { return };
    let mut same: BTreeMap<String, Vec<Group<'_, '_>>> = BTreeMap::new();
    for text in &model.texts {
        let groups = same.entry(plain(text.cell.text())).or_default();
        let original =
            |group: &&mut Group<'_, '_>| are_alike(group[0].source.text(), text.source.text());
        match groups.iter_mut().find(original) {
            Some(group) => group.push(text),
            None => groups.push(vec![text]),
        }
    }
    for groups in same.values().filter(|groups| groups.len() > 1) {
        let best = groups.iter().map(|group| fit(consensus.audit, group[0])).max();
        let right = groups.iter().position(|group| Some(fit(consensus.audit, group[0])) == best);
        let right = right.unwrap_or(0);
        let others = groups.iter().enumerate().filter(|(at, _)| *at != right);
        findings
            .extend(others.filter_map(|(_, wrong)| copied(consensus, page, &groups[right], wrong)));
    }
}

/// Small letters, with single blanks, without a final mark.
fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").trim_end_matches(['.', '。', '．']).to_lowercase()
}

/// Whether two source texts say the same: with the same words, or with the same letters, so that
/// only an apostrophe or a comma is between them.
fn are_alike(a: &str, b: &str) -> bool {
    let letters = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    same_words(a, b) || letters(a) == letters(b)
}

/// How well a text keeps the literals and numbers of its source text: all of them, none to keep,
/// not all.
fn fit(audit: &Audit<'_>, text: &SegmentPair<'_>) -> u8 {
    let source = text.source.text();
    let own = text.cell.forms().normal();
    let literals = literals(audit.catalog, text.source.forms());
    let mut fixed: Vec<&str> = literals.iter().map(|at| &source[at.clone()]).collect();
    fixed.extend(numbers_in(source).into_iter().map(|(at, _)| &source[at]));
    match fixed.iter().all(|literal| keeps(own, literal)) {
        true if fixed.is_empty() => 1,
        true => 2,
        false => 0,
    }
}

fn copied(
    consensus: &Consensus<'_>,
    page: &Page,
    right: &Group<'_, '_>,
    wrong: &Group<'_, '_>,
) -> Option<Finding> {
    let (audit, owner, first) = (consensus.audit, right[0], wrong[0]);
    let apart = told_apart(consensus, page, owner, first);
    let sure = apart.carried();
    let (a, b) = (plain(owner.source.text()), plain(first.source.text()));
    let differ = strsim::normalized_levenshtein(&a, &b) < ALIKE;
    // Too few languages to ask.
    let open = apart.words().is_none() && apart.yes == apart.of && differ;
    if !sure && !open {
        return None;
    }
    let labels = |group: &Group<'_, '_>| {
        let mut labels: Vec<String> =
            group.iter().map(|text| label_of(audit, page, &text.cell.row.fields)).collect();
        labels.dedup();
        enumerate(&labels[..labels.len().min(4)])
    };
    let vote = apart.words().map_or(String::new(), |words| format!("; {words} tell them apart"));
    let message = format!(
        "the purpose of {} is that of {} too, for which the source has another text: `{}`{vote}",
        labels(wrong),
        labels(right),
        first.cell.text()
    );
    let severity = if sure { CHECK.severity } else { Severity::Note };
    let finding = Finding::new(CHECK.id, severity, first.cell.span(), message)
        .column("purpose")
        .found(first.cell.text())
        .help("translate the source text of the row that has the text of another");
    let finding = cover(audit, page, finding, wrong.iter().map(|text| &text.cell));
    Some(
        finding
            .relate(owner.cell.span(), "the same text")
            .relate(first.source.span(), "the source text of the row")
            .relate(owner.source.span(), "the source text of the other row"),
    )
}

/// How many other languages have different texts in the two rows.
fn told_apart(
    consensus: &Consensus<'_>,
    page: &Page,
    a: &SegmentPair<'_>,
    b: &SegmentPair<'_>,
) -> Agreement {
    let of = |text: &SegmentPair<'_>| {
        counterparts(consensus.audit, page, text.cell.row, ColumnRole::Purpose)
    };
    let (first, second) = (of(a), of(b));
    Agreement::hold(&second, |counterpart| {
        let same = first.iter().find(|other| other.page.file == counterpart.page.file)?;
        Some(plain(same.cell.text()) != plain(counterpart.cell.text()))
    })
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing_pages::Pages;

    #[test]
    fn a_purpose_that_was_copied_from_another_row_is_found() {
        Pages::new()
            .edit(
                "fr-FR",
                "Dit si la lampe est lit, dark ou faulty. |",
                "L’UUID qui nomme la lampe. |
                          ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the purpose of `State` is that of `lampId` too, for which the source has another text: `L’UUID qui nomme la lampe.`; 3 of 3 other languages tell them apart",
            )
            .expect(&CHECK);
        Pages::new()
            .only(&["en-US", "fr-FR"])
            .edit(
                "fr-FR",
                "L’UUID qui nomme la lampe. |",
                "Dit si la lampe est lit, dark ou faulty. |
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ note: the purpose of `lampId` is that of `State` too",
            )
            .expect(&CHECK);
    }

    #[test]
    fn one_text_for_what_the_source_or_the_other_languages_say_alike_is_right() {
        Pages::new().expect(&CHECK);
        let other = |pages: Pages, (locale, text): (&str, &str)| {
            pages.edit(locale, text, &format!("{} ", text.to_uppercase()))
        };
        [
            ("en-US", "The channel on which the lamp listens."),
            ("fr-FR", "Le canal que la lampe écoute."),
        ]
        .into_iter()
        .fold(Pages::new(), other)
        .expect(&CHECK);
        Pages::new()
            .edit("en-US", "The channel on which the lamp", "The channel, on which the lamp's")
            .expect(&CHECK);
        let reworded = Pages::new().edit(
            "en-US",
            "The channel on which the lamp listens.",
            "What the lamp listens to.",
        );
        reworded.expect(&CHECK);
    }
}
