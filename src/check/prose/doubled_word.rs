//! # What it checks
//! The same word twice in a row within a sentence, whatever its case. Languages that rightly double
//! a word (German “die die”, French “nous nous”) name it under `doubled` in the catalog's locale
//! file. Where the file has no such list, or there is no file, only names and acronyms of the source
//! text count (`UDID UDID`): many languages double words by their grammar (Turkish “tek tek”,
//! Hungarian “az az”, Indonesian “masing masing”). Numbers and marked words do not count, nor do
//! scripts without blanks, nor texts whose source doubles a word too.
//!
//! # Why it matters
//! A doubled word is the trace of an edit that was not finished, and often another word was meant.
//!
//! # Example
//! Wrong: `Le numéro de de série.` Right: `Le numéro de série.`
//!
//! # Remedy
//! Take the second one out, or add the word to the list if the language doubles it rightly.

use std::ops::Range;

use crate::audit::{Audit, Page};
use crate::check::{Check, Context};
use crate::finding::{Finding, Severity};
use crate::parse::Inline;
use crate::text::{is_spaceless, language_of, words};

use super::{Place, places, source_inline};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "doubled-word",
    summary: "a word stands twice in a row",
    severity: Severity::Warning,
    doubts_text: false,
    yields_to: &[],
    source: include_str!("doubled_word.rs"),
    run,
};

/// Places of one text that are pointed at; the rest is counted.
const SHOWN: usize = 20;

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    let all = places(page);
    let found: Vec<Vec<Double>> = all.iter().map(|place| doubles(place.inline)).collect();
    if found.iter().all(Vec::is_empty) {
        return;
    }
    let listed = listed(audit, page);
    for (index, place) in all.iter().enumerate().filter(|(index, _)| !found[*index].is_empty()) {
        let source = source_inline(audit, page, &all, index);
        if source.is_some_and(|source| !doubles(source).is_empty()) {
            continue;
        }
        let wrong = |double: &&Double| match listed {
            Some(list) => !list.contains(&double.word),
            None => source.is_some_and(|source| is_kept(place.inline, double, source)),
        };
        let doubles: Vec<&Double> = found[index].iter().filter(wrong).collect();
        findings.extend(finding(audit, page, place, &doubles));
    }
}

/// A word, in lower case, and the places of both.
struct Double {
    word: String,
    first: Range<usize>,
    second: Range<usize>,
}

/// Words of a text that stand twice with nothing but blanks between.
fn doubles(inline: &Inline) -> Vec<Double> {
    let text = &inline.text;
    let marked = |range: &Range<usize>| {
        inline.marked.iter().any(|other| other.start < range.end && range.start < other.end)
    };
    let mut found = Vec::new();
    let tokens = tokens(text);
    for pair in tokens.windows(2) {
        let [a, b] = pair else { continue };
        // What stands between must be a blank: no mark after the first, none before the second.
        let first = a.end - text[a.clone()].trim_start_matches(is_mark).len()..a.end;
        let second = b.start..b.start + text[b.clone()].trim_end_matches(is_mark).len();
        let word = text[first.clone()].to_lowercase();
        let same = is_word(&word) && text[second.clone()].to_lowercase() == word;
        if same && !marked(&first) && !marked(&second) {
            found.push(Double { word, first, second });
        }
    }
    found
}

/// Byte ranges of what stands between blanks.
fn tokens(text: &str) -> Vec<Range<usize>> {
    let base = text.as_ptr() as usize;
    text.split_whitespace()
        .map(|token| {
            let start = token.as_ptr() as usize - base;
            start..start + token.len()
        })
        .collect()
}

fn is_mark(c: char) -> bool {
    !c.is_alphanumeric()
}

/// Two letters at least, with nothing but an apostrophe or a hyphen between letters.
fn is_word(text: &str) -> bool {
    let letter = |c: char| c.is_alphabetic() && !is_spaceless(c);
    text.chars().filter(|c| letter(*c)).count() > 1
        && text.chars().all(|c| letter(c) || "'’-".contains(c))
        && text.chars().next_back().is_some_and(letter)
}

/// The words that the language of a page doubles rightly, if the catalog says so.
fn listed<'a>(audit: &'a Audit<'_>, page: &Page) -> Option<&'a [String]> {
    let locales = &audit.catalog.locales;
    let own = locales.get(page.locale()).and_then(|terms| terms.doubled.as_deref());
    let language = language_of(page.locale());
    let near = || {
        let mut near = locales.values().filter(|terms| language_of(&terms.locale) == language);
        near.find_map(|terms| terms.doubled.as_deref())
    };
    own.or_else(near)
}

/// Whether a doubled word is a name or an acronym that the source text has too: more than its first
/// letter is a capital.
fn is_kept(inline: &Inline, double: &Double, source: &Inline) -> bool {
    let own = &inline.text[double.first.clone()];
    let named = own.chars().skip(1).any(char::is_uppercase);
    named && words(&source.text).contains(&double.word)
}

/// One finding for a text, whatever number of words it doubles.
fn finding(
    audit: &Audit<'_>,
    page: &Page,
    place: &Place<'_>,
    doubles: &[&Double],
) -> Option<Finding> {
    let first = doubles.first()?;
    let text = &place.inline.text;
    let both = |double: &Double| &text[double.first.start..double.second.end];
    let span = |double: &Double| {
        page.span(place.inline.source_range(double.first.start..double.second.end))
    };
    let more = match doubles.len() - 1 {
        0 => String::new(),
        more => format!(", and {more} more in this text"),
    };
    let message = format!("`{}`: the word stands twice in a row{more}", both(first));
    let mut finding = Finding::new(CHECK.id, CHECK.severity, span(first), message)
        .found(both(first))
        .expected(&text[first.first.clone()])
        .help("take the second one out");
    for (index, double) in doubles.iter().take(SHOWN).enumerate() {
        if index > 0 {
            finding = finding.relate(span(double), "again here");
        }
        // Only where no markup stands between the two.
        let extra = double.first.end..double.second.end;
        let bytes = place.inline.source_range(double.first.end - 1..double.second.end);
        let bytes = bytes.start + 1..bytes.end;
        if audit.text(page).get(bytes.clone()) == text.get(extra) {
            finding = finding.suggest(page.span(bytes), "");
        }
    }
    Some(place.locate(audit, page, finding))
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing_pages::Pages;

    #[test]
    fn a_word_that_stands_twice_is_found() {
        Pages::new()
            .edit(
                "fr-FR",
                "Le numéro de série qui figure sur la boîte de la lampe. |",
                "Le numéro de série qui figure sur la boîte de De la lampe. |
                                                                                    ^^^^^ warning: `de De`: the word stands twice in a row",
            )
            .edit(
                "nl-NL",
                "Hij wordt één keer verzonden. |",
                "UUID UUID Hij wordt één keer verzonden. |
                                                                                                  ^^^^^^^^^ warning: `UUID UUID`: the word stands twice in a row",
            )
            .edit(
                "es-ES",
                "El UUID que nombra la lámpara. |",
                "El UUID UUID que nombra la la lámpara. |
                              ^^^^^^^^^ warning: `UUID UUID`: the word stands twice in a row",
            )
            .expect(&CHECK);
    }

    #[test]
    fn words_that_are_doubled_rightly_are_left_alone() {
        Pages::new().expect(&CHECK);
        Pages::new()
            .edit("fr-FR", "Le canal que la lampe écoute.", "Le canal que nous nous écoutons.")
            .edit("nl-NL", "Hij wordt", "2 2 a a. A. A, de, de (de) de Hij wordt")
            .edit("es-ES", "El UUID que nombra la lámpara.", "El UUID poco poco.")
            .edit("es-ES", "El canal en el que", "El canal canal en el que")
            .edit("en-US", "The channel on which", "The channel that that")
            .edit("de-DE", "Die UUID, die die", "Die UUID, die Die")
            .expect(&CHECK);
    }
}
