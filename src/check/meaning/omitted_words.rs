//! # What it checks
//! Two words or more of the source text that the page renders in its other rows and not in this one,
//! while all other languages render them here, and this text is shorter for it. What renders a word
//! is learned in the run from all aligned rows. It is a note: languages leave out what is plain from
//! the context. Of a single word nothing is said, since it may stand here in another form, or as a
//! synonym.
//!
//! # Why it matters
//! A lost qualifier (“purchased”, “managed”, “optional”) changes what is said to be collected.
//!
//! # Example
//! Wrong: `Number of licences.` for “Number of purchased licences.” Right: all of it.
//!
//! # Remedy
//! Render the words, or leave them out if the sentence says as much without them.

use crate::audit::Page;
use crate::check::{Check, Context, precedence};
use crate::consensus::{Agreement, Consensus, SegmentPair};
use crate::finding::{Finding, Severity};

use super::truncated_cell::breaks_off;
use super::{about, label, shortfall, vote};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "omitted-words",
    summary: "words of the source text are not rendered",
    severity: Severity::Note,
    doubts_text: true,
    yields_to: precedence::MEANING,
    source: include_str!("omitted_words.rs"),
    run,
};

/// Fewest words that must be missing.
const WORDS: usize = 2;
/// By how much shorter than expected such a text must be: the natural logarithm of its length, as in
/// `truncated-cell`. (Two words of ten are -0.22; synonyms change next to nothing.)
const SHORTER: f64 = -0.15;

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (consensus, page) = (context.consensus, context.page);
    let Some(model) = consensus.model(page) else { return };
    for text in consensus.texts_in_place(page) {
        let mut omitted = model.omitted(text);
        let (lost, known) = (omitted.len(), model.familiar(text));
        omitted.retain(|word| rendered_elsewhere(consensus, page, text, word).unanimous(0));
        if omitted.len() < WORDS || shortfall(consensus, model, text) > SHORTER {
            continue;
        }
        // A text that renders next to nothing is another text, not one with an omission.
        if lost * 2 > known || breaks_off(consensus, page, text) {
            continue;
        }
        let agreement = rendered_elsewhere(consensus, page, text, &omitted[0]);
        let message = format!(
            "`{}` of the source text may not be rendered in the purpose of `{}`{}",
            omitted.join("`, `"),
            label(page, text.cell.row),
            vote(agreement, "render it")
        );
        let finding = Finding::new(CHECK.id, CHECK.severity, text.cell.span(), message)
            .help("see whether the sentence says as much without it");
        findings.push(about(consensus.audit, page, finding, text));
    }
}

/// How many other languages render a source word in this row.
pub(super) fn rendered_elsewhere(
    consensus: &Consensus<'_>,
    page: &Page,
    text: &SegmentPair<'_>,
    word: &str,
) -> Agreement {
    Agreement::of(
        consensus.renderings(page, text).iter().map(|(other, same)| other.renders(same, word)),
    )
}
