//! # What it checks
//! Two sentences without a blank between them (`lampe.Il est`), and two without the full stop
//! (`de la lampe Il est`). The first only between whole words: not in addresses, identifiers,
//! versions, file names and abbreviations, and not after full-width marks, which need no blank. It
//! must be that the source text has more sentences, or that both words are ordinary words of the
//! page. The second only where the source has more sentences, the other languages keep them, and
//! the word with the capital has none within any other sentence of the page.
//!
//! # Why it matters
//! It is what remains when a text was pasted together from segments, and often the place where
//! some of it was lost.
//!
//! # Example
//! Wrong: `Le nom de la lampe.Il est envoyé une fois.` Right: `Le nom de la lampe. Il est …`
//!
//! # Remedy
//! Put the blank or the full stop in, and compare with the source text.

mod stop;
mod words;

use crate::audit::{Audit, Page};
use crate::check::{Check, Context};
use crate::finding::{Finding, Severity};
use crate::text::sentences;

use super::{Place, places, source_inline};

use stop::lost_stops;
use words::{Gap, PageWords, gaps};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "run-together-sentences",
    summary: "the blank or full stop between two sentences is missing",
    severity: Severity::Warning,
    doubts_text: false,
    yields_to: &[],
    source: include_str!("run_together_sentences.rs"),
    run,
};

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (consensus, page) = (context.consensus, context.page);
    let audit = consensus.audit;
    let all = places(page);
    let found: Vec<Vec<Gap>> = all.iter().map(|place| gaps(audit, place.inline)).collect();
    if found.iter().any(|gaps| !gaps.is_empty()) {
        let ordinary = PageWords::of(&all);
        for (index, place) in all.iter().enumerate() {
            let source = source_inline(audit, page, &all, index);
            // A fault of the source is reported there.
            if source.is_some_and(|source| !gaps(audit, source).is_empty()) {
                continue;
            }
            let fewer = |gap: &Gap| {
                let token = &place.inline.text[gap.left.start..gap.right.end];
                source.is_some_and(|source| {
                    sentences(&source.text).len() > sentences(&place.inline.text).len()
                        && !source.text.contains(token)
                })
            };
            for gap in found[index].iter().filter(|gap| fewer(gap) || ordinary.both(gap)) {
                findings.push(lost_blank(audit, page, place, gap));
            }
        }
    }
    lost_stops(consensus, page, findings);
}

fn lost_blank(audit: &Audit<'_>, page: &Page, place: &Place<'_>, gap: &Gap) -> Finding {
    let text = &place.inline.text;
    let (start, end) = (gap.left.start, gap.right.end);
    let found = &text[start..end];
    let expected = format!("{} {}", &text[start..gap.right.start], &text[gap.right.clone()]);
    let span = page.span(place.inline.source_range(start..end));
    let message = format!("no blank stands between two sentences: `{found}`");
    let mark = page.span(place.inline.source_range(gap.left.end..gap.right.start));
    let mut finding = Finding::new(CHECK.id, CHECK.severity, span, message)
        .found(found)
        .expected(expected)
        .help("put the blank in");
    let between = &text[gap.left.end..gap.right.start];
    if audit.text(page).get(mark.start..mark.end) == Some(between) {
        finding = finding.suggest(mark, format!("{between} "));
    }
    place.locate(audit, page, finding)
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing_pages::Pages;

    const OWNER: &str = "qui a acheté la lampe. Il est envoyé une fois. |";

    #[test]
    fn a_lost_blank_is_found() {
        Pages::new()
            .edit(
                "fr-FR",
                OWNER,
                "qui a acheté la lampe.Il est envoyé une fois. |
                                                                                    ^^^^^^^^ warning: no blank stands between two sentences: `lampe.Il`",
            )
            .edit(
                "es-ES",
                "la lámpara. Se envía una vez. |",
                "la lámpara (en la tienda).Se envía una vez. |
                                                                                                    ^^^^^^^^^^ warning: no blank stands between two sentences: `tienda).Se`",
            )
            .expect(&CHECK);
    }

    #[test]
    fn a_lost_full_stop_is_found() {
        Pages::new()
            .edit(
                "fr-FR",
                OWNER,
                "qui a acheté la lampe Il est envoyé une fois. |
                                                                                    ^^^^^^^^ warning: no full stop stands between two sentences: `lampe Il`; 3 of 3 other languages have as many sentences as the source text",
            )
            .edit("fr-FR", "Le canal que la lampe écoute.", "Le canal, s’il y en a, et il reste.")
            .edit("fr-FR", "L’UUID qui nomme la lampe.", "L’UUID, quand il existe.")
            .expect(&CHECK);
    }

    #[test]
    fn whole_texts_and_dots_within_words_are_left_alone() {
        Pages::new().expect(&CHECK);
        for text in [
            "Le canal de lampe.Config et la suite.",
            "Le fichier Readme.Md de la lampe.",
            "La classe lampe.service.Topic de l’appareil.",
            "Voir https://hub.example/lampe.Topic ou la suite.",
            "Le canal p.Ex. de la lampe.",
            "La version 2.Il faut la lampe.",
            "Le canal `lampe.Le` suit.",
        ] {
            Pages::new().edit("fr-FR", "Le canal que la lampe écoute.", text).expect(&CHECK);
        }
        let joined = "qui a acheté la lampe, et qui est envoyé une fois. |";
        Pages::new().edit("fr-FR", OWNER, joined).expect(&CHECK);
    }
}
