//! # What it checks
//! Words that the source text sets in bold or as code, that the translation keeps letter for letter and
//! leaves unmarked, while it marks other words instead. A word that is translated cannot be followed, and is
//! left alone, as is a text that marks nothing.
//!
//! # Why it matters
//! The marks say which words are wire values or names on the screen. On other words they say that of the
//! wrong ones.
//!
//! # Example
//! Wrong: `La lampe **dit** lit ou dark.` for `Tells **lit** or **dark**.` Right: `La lampe dit **lit** ou
//! **dark**.`
//!
//! # Remedy
//! Set the same words apart as the source page does.

use std::ops::Range;

use crate::check::prose::{places, source_inline};
use crate::check::repeat::with_source;
use crate::check::{Check, Context};
use crate::finding::{Finding, Severity};
use crate::parse::Inline;
use crate::text::{keeps, normal};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "moved-mark",
    summary: "bold or code stands on other words than in the source text",
    severity: Severity::Warning,
    doubts_text: true,
    yields_to: &[],
    source: include_str!("moved_mark.rs"),
    run,
};

/// Fewest characters of a word that can be told from an accident.
const WORD: usize = 3;
/// Most marked words that are held against each other.
const MOST: usize = 100;

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    if page.is_source {
        return;
    }
    let all = places(page);
    for (index, place) in all.iter().enumerate().filter(|(_, p)| !p.inline.marked.is_empty()) {
        let Some(source) = source_inline(audit, page, &all, index) else { continue };
        let Some((kept, instead)) = moved(place.inline, source) else { continue };
        let text = &place.inline.text;
        let message = format!(
            "`{}` is set apart where the source text sets `{kept}` apart",
            text[instead.clone()].trim()
        );
        let span = page.span(place.inline.source_range(instead.clone()));
        let finding = Finding::new(CHECK.id, CHECK.severity, span, message)
            .expected(kept)
            .found(text[instead].trim())
            .help("set the same words apart as the source page does");
        let finding = place.locate(audit, page, finding);
        let cell = place.row.zip(place.role);
        let source = cell.and_then(|(row, role)| audit.source_cell(page, row, role));
        findings.push(with_source(finding, source));
    }
}

/// A word that the source sets apart and the translation keeps unmarked, and what the translation sets
/// apart instead.
fn moved<'s>(own: &Inline, source: &'s Inline) -> Option<(&'s str, Range<usize>)> {
    if own.marked.len().max(source.marked.len()) > MOST {
        return None;
    }
    let text = normal(&own.text);
    let own_marks: Vec<String> = own.marked_texts().map(normal).collect();
    let kept = source.marked_texts().find(|word| {
        word.chars().count() >= WORD
            && word.chars().any(char::is_alphabetic)
            && count(&text, word) == 1
            && count(&normal(&source.text), word) == 1
            && !own_marks.iter().any(|mark| mark.contains(&normal(word)))
    })?;
    // What the translation sets apart is nothing that the source sets apart, in any rendering: as many
    // marks on the same words would leave none for others.
    let theirs: Vec<String> = source.marked_texts().map(normal).collect();
    let instead = own.marked.iter().find(|at| {
        let mark = normal(own.text[(*at).clone()].trim());
        let overlaps =
            theirs.iter().any(|word| word.contains(&mark) || mark.contains(word.as_str()));
        !mark.is_empty() && !overlaps
    })?;
    // Each word of the source that is translated may be what is set apart here.
    let translated = theirs.iter().filter(|word| !keeps(&text, word)).count();
    let strange = own_marks.iter().filter(|mark| !theirs.contains(mark)).count();
    (strange > translated).then(|| (kept, instead.clone()))
}

/// How often a word stands in a text.
fn count(text: &str, word: &str) -> usize {
    let word = normal(word);
    if keeps(text, &word) { text.matches(&word).count() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing_pages::Pages;

    fn pages() -> Pages {
        Pages::new().edit("en-US", "lit, dark or faulty", "**lit**, `dark` or **faulty**")
    }

    #[test]
    fn marks_on_other_words_are_found() {
        pages()
            .edit(
                "fr-FR",
                "Dit si la lampe est lit, dark ou faulty. |",
                "**Dit** si la lampe est lit, `dark` ou **faulty**. |
                            ^^^ warning: `Dit` is set apart where the source text sets `lit` apart",
            )
            .edit("de-DE", "lit, dark oder faulty", "**lit**, **dark** oder **faulty**")
            .edit("es-ES", "lit, dark o faulty", "**encendida**, `dark` o **faulty**")
            .edit("nl-NL", "lit, dark of faulty", "**lit, dark of faulty**")
            .expect(&CHECK);
    }

    #[test]
    fn texts_without_marks_are_left_alone() {
        pages().expect(&CHECK);
    }
}
