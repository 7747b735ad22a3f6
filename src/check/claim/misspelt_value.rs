//! # What it checks
//! Truth values with letters that changed places, are missing or were doubled (`ture`, `flase`), in a purpose
//! whose source text has the value and which lacks it. Words that stand on the page where no truth value is due are
//! left alone. One misspelling is one finding with all its rows.
//!
//! # Why it matters
//! The value is what stands in the data; a search for the misspelt one finds nothing.
//!
//! # Example
//! Wrong: `Renvoie ture si la lampe luit.` Right: `Renvoie true si la lampe luit.`
//!
//! # Remedy
//! Write the value as the source does, set as code.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::audit::Page;
use crate::check::{Check, Context};
use crate::consensus::{Consensus, SegmentPair, booleans, word_lists};
use crate::finding::{Finding, Severity};
use crate::text::is_one_slip;

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "misspelt-value",
    summary: "a truth value is misspelt",
    severity: Severity::Warning,
    doubts_text: true,
    yields_to: &[],
    source: include_str!("misspelt_value.rs"),
    run,
};

/// A text and the word in it.
type Place<'t, 'a> = (&'t SegmentPair<'a>, Range<usize>);

/// The wire values.
const VALUES: [(&str, bool); 2] = [("true", true), ("false", false)];

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (consensus, page) = (context.consensus, context.page);
    let catalog = consensus.audit.catalog;
    let count = |locale: &str, text: &str, value: bool| {
        let found = booleans(word_lists(catalog, locale), text);
        found.into_iter().filter(|(_, other)| *other == value).count()
    };
    let mut elsewhere: BTreeSet<String> = BTreeSet::new();
    let mut slips: BTreeMap<(String, bool), Vec<Place<'_, '_>>> = BTreeMap::new();
    for text in consensus.texts_in_place(page) {
        let own = &text.cell.cell.inline.text;
        for (name, value) in VALUES {
            let near = near(own, name);
            if near.is_empty() {
                continue;
            }
            let wanted = count(&catalog.source_locale, text.source.text(), value);
            let lacks = count(page.locale(), own, value) < wanted;
            for range in near {
                let word = own[range.clone()].to_lowercase();
                if lacks {
                    slips.entry((word, value)).or_default().push((text, range));
                } else if wanted == 0 {
                    elsewhere.insert(word);
                }
            }
        }
    }
    let is_word = |word: &str| elsewhere.contains(word);
    for ((word, value), places) in slips.iter().filter(|((word, _), _)| !is_word(word)) {
        findings.extend(finding(consensus, page, word, *value, places));
    }
}

/// Words of a text that are one slip away from a value and no form of its stem in another language.
fn near(text: &str, value: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for word in text.split(|c: char| !c.is_alphabetic() || !c.is_ascii()) {
        if word.len().abs_diff(value.len()) > 1 {
            continue;
        }
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let lower = word.to_lowercase();
        // `fals`, `falsk` and `falso` are words.
        let stem = lower.starts_with(&value[..value.len() - 1]) && lower != format!("{value}e");
        let beside = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && u32::from(c) < 0x250);
        let part = beside(text[..start].chars().next_back())
            || beside(text[start + word.len()..].chars().next());
        if is_one_slip(&lower, value) && !stem && !part {
            found.push(start..start + word.len());
        }
    }
    found
}

fn finding(
    consensus: &Consensus<'_>,
    page: &Page,
    word: &str,
    value: bool,
    places: &[Place<'_, '_>],
) -> Option<Finding> {
    let (first, range) = places.first()?;
    let span = first.cell.span_of(range.clone());
    let rows = if places.len() > 1 { format!(", {} times", places.len()) } else { String::new() };
    let message = format!("`{value}` of the source text is misspelt as `{word}`{rows}");
    let mut finding = Finding::new(CHECK.id, CHECK.severity, span, message)
        .column("purpose")
        .expected(value.to_string())
        .found(word)
        .help("write the value as the source does");
    for (index, (text, range)) in places.iter().enumerate() {
        let row = text.cell.row;
        let span = text.cell.span_of(range.clone());
        if !finding.rows.contains(&row.number) {
            finding = finding.row(row.number, page.field_ids(consensus.audit.catalog, row));
        }
        if index > 0 {
            finding = finding.relate(span, "again here");
        }
        finding = finding.suggest(span, value.to_string());
    }
    Some(finding.relate(first.source.span(), "the source text"))
}

#[cfg(test)]
mod tests {
    use super::{CHECK, near};
    use crate::check::testing_pages::Pages;

    #[test]
    fn words_of_a_language_are_no_slips() {
        for (text, value) in [
            ("ture", "true"),
            ("Treu", "true"),
            ("灯为flase时", "false"),
            ("fasle", "false"),
            ("truee", "true"),
        ] {
            assert_eq!(near(text, value).len(), 1, "{text}");
        }
        for (text, value) in [
            ("falsk falso falsch fals", "false"),
            ("True true", "true"),
            ("structure", "true"),
            ("trué", "true"),
        ] {
            assert!(near(text, value).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_slip_is_one_finding_with_all_its_rows() {
        Pages::new()
            .edit("en-US", "The UUID that", "True for the UUID that")
            .edit("fr-FR", "L’UUID qui", "True pour l’UUID qui")
            .edit("es-ES", "El UUID que", "True para el UUID que")
            .edit("nl-NL", "De UUID die", "True voor de UUID die")
            .edit(
                "de-DE",
                "Die UUID, die die Lampe benennt. |",
                "Ture für die UUID, die die Lampe benennt. |
                           ^^^^ warning: `true` of the source text is misspelt as `ture`, 2 times",
            )
            .edit("de-DE", "Gibt true zurück", "Gibt ture zurück")
            .expect(&CHECK);
    }

    #[test]
    fn right_values_and_ordinary_words_are_left_alone() {
        Pages::new()
            .edit("de-DE", "die die Lampe benennt", "die die Lampe treu benennt")
            .edit("de-DE", "Gibt true zurück", "Gibt wahr zurück, treu")
            .expect(&CHECK);
    }
}
