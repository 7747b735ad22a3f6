//! Purposes in which two sentences follow each other without a full stop.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::audit::Page;
use crate::catalog::model::ColumnRole;
use crate::check::meaning::truncated_cell::breaks_off;
use crate::consensus::{Agreement, Consensus, LanguageModel, SegmentPair, counterparts};
use crate::finding::Finding;
use crate::text::sentences;

use super::CHECK;

/// How often a word must stand in small letters to be known as one that needs no capital.
const SMALL: usize = 2;
/// Share of words with a capital within sentences from which on the language gives it to nouns.
const NOUNS: f64 = 0.15;

/// Where a word stands in the other texts.
#[derive(Debug, Default, Clone, Copy)]
struct Usage {
    /// Within a sentence, in small letters.
    small: usize,
    /// Within a sentence, with a capital.
    capital: usize,
    /// At the beginning of a sentence.
    opening: usize,
}

pub(super) fn lost_stops(consensus: &Consensus<'_>, page: &Page, findings: &mut Vec<Finding>) {
    let Some(model) = consensus.model(page) else { return };
    for text in &model.texts {
        let wanted = sentences(text.source.text()).len();
        if sentences(text.cell.text()).len() + 1 != wanted {
            continue;
        }
        let others = counterparts(consensus.audit, page, text.cell.row, ColumnRole::Purpose);
        let agreement =
            Agreement::hold(&others, |b| Some(sentences(b.cell.text()).len() >= wanted));
        if !agreement.carried() || breaks_off(consensus, page, text) {
            continue;
        }
        if let [(left, right)] = openings(consensus, model, text).as_slice() {
            let agreement = agreement.words().unwrap_or_default();
            findings.push(finding(consensus, page, text, (left, right), &agreement));
        }
    }
}

fn finding(
    consensus: &Consensus<'_>,
    page: &Page,
    text: &SegmentPair<'_>,
    (left, right): (&Range<usize>, &Range<usize>),
    agreement: &str,
) -> Finding {
    let inline = &text.cell.cell.inline;
    let found = &inline.text[left.start..right.end];
    let message = format!(
        "no full stop stands between two sentences: `{found}`; {agreement} have as many sentences as \
         the source text"
    );
    let expected = format!("{}. {}", &inline.text[left.clone()], &inline.text[right.clone()]);
    let span = text.cell.span_of(left.start..right.end);
    let mut finding = Finding::new(CHECK.id, CHECK.severity, span, message)
        .column("purpose")
        .found(found)
        .expected(expected.as_str())
        .help("put the full stop in, and compare with the source text")
        .row(text.cell.row.number, page.field_ids(consensus.audit.catalog, text.cell.row));
    if consensus.audit.text(page).get(span.start..span.end) == Some(found) {
        finding = finding.suggest(span, expected);
    }
    finding.relate(text.source.span(), "the source text")
}

/// Words with a capital within a sentence that have none within any other sentence of the page and
/// are known to need none, or to open sentences where the language gives none to nouns; each with
/// the word before it.
fn openings(
    consensus: &Consensus<'_>,
    model: &LanguageModel<'_>,
    text: &SegmentPair<'_>,
) -> Vec<(Range<usize>, Range<usize>)> {
    let inline = &text.cell.cell.inline.text;
    let literals = consensus.audit.catalog.literals_in(inline);
    let usage = usage(model, text);
    let within = |count: fn(&Usage) -> usize| usage.values().map(count).sum::<usize>();
    let (small, capital) = (within(|u| u.small), within(|u| u.capital));
    let nouns = crate::text::share(capital, small + capital) >= NOUNS;
    let mut found = Vec::new();
    for range in sentences(inline) {
        for pair in tokens(inline, range).windows(2) {
            let [left, right] = pair else { continue };
            let word = &inline[right.clone()];
            let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
            let joined = inline[left.clone()].ends_with(char::is_alphabetic);
            let literal = literals.iter().any(|l| l.start < right.end && right.start < l.end);
            let usage = usage.get(&bare.to_lowercase()).copied().unwrap_or_default();
            let opens = usage.small >= SMALL || (!nouns && usage.opening > 0);
            if joined && !literal && is_capital(bare) && opens && usage.capital == 0 {
                found.push((left.clone(), right.start..right.start + bare.len()));
            }
        }
    }
    found
}

/// Where each word of the other texts stands, in lower case. Names and acronyms count for nothing.
fn usage(model: &LanguageModel<'_>, text: &SegmentPair<'_>) -> BTreeMap<String, Usage> {
    let mut usage: BTreeMap<String, Usage> = BTreeMap::new();
    for other in model.texts.iter().filter(|t| t.cell.text() != text.cell.text()) {
        let inline = other.cell.text();
        for sentence in sentences(inline) {
            for (at, token) in tokens(inline, sentence).into_iter().enumerate() {
                let word = inline[token].trim_matches(|c: char| !c.is_alphanumeric());
                let counts = usage.entry(word.to_lowercase()).or_default();
                match (at, is_capital(word)) {
                    (0, true) => counts.opening += 1,
                    (_, true) => counts.capital += 1,
                    _ if word.starts_with(char::is_lowercase) => counts.small += 1,
                    _ => {}
                }
            }
        }
    }
    usage
}

/// A capital, then small letters.
fn is_capital(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && !letters.as_str().is_empty()
        && letters.all(|c| c.is_lowercase() || matches!(c, '\'' | '’'))
}

/// What stands between blanks.
fn tokens(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let base = text.as_ptr() as usize;
    text[range]
        .split_whitespace()
        .map(|token| {
            let start = token.as_ptr() as usize - base;
            start..start + token.len()
        })
        .collect()
}
