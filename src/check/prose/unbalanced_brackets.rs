//! # What it checks
//! A bracket that is opened and not closed, or closed and not opened, within one cell or one
//! block of text, while the same place of the source page is in order. Round, square, curly and
//! full-width brackets are looked at; quotation marks are not.
//!
//! # Why it matters
//! A bracket lost in translation is often the visible end of a larger loss: the rest of a
//! parenthesis, or half of a link, which then shows as raw Markdown.
//!
//! # Example
//! Wrong: `- [Boutique de la lampe (STORE](store-setup.md)`.
//! Right: `- [Boutique de la lampe (STORE)](store-setup.md)`.
//!
//! # Remedy
//! Compare with the source page and put the missing bracket back.

use crate::audit::{Audit, Page};
use crate::check::repeat::with_source;
use crate::check::{Check, Context};
use crate::finding::{Finding, Severity};

use super::{Place, places, source_inline};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "unbalanced-brackets",
    summary: "a bracket has no counterpart",
    severity: Severity::Warning,
    doubts_text: false,
    // What is left of a link has its brackets in the text.
    yields_to: &["short-row", "mojibake", "empty-cell", "broken-link"],
    source: include_str!("unbalanced_brackets.rs"),
    run,
};

/// Openers and closers of each kind; a full-width bracket may answer an ASCII one.
const KINDS: [(&str, &str); 5] =
    [("(（", ")）"), ("[［", "]］"), ("{｛", "}｝"), ("【", "】"), ("「『", "」』")];

/// Most characters of a quote.
const QUOTED: usize = 60;

/// A bracket without counterpart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Lone {
    at: usize,
    bracket: char,
    kind: usize,
    opens: bool,
}

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    let all = places(page);
    let lone: Vec<Vec<Lone>> = all.iter().map(|place| lone_brackets(&place.inline.text)).collect();
    for (index, place) in all.iter().enumerate() {
        let Some(first) = lone[index].first() else { continue };
        // An unescaped pipe cut the cell; `excess-cells` says so.
        if place.row.is_some_and(|row| !page.row(row).excess.is_empty()) {
            continue;
        }
        if spans_blocks(&all, &lone, index) || source_is_alike(audit, page, &all, index) {
            continue;
        }
        findings.push(finding(audit, page, place, *first));
    }
}

fn finding(audit: &Audit<'_>, page: &Page, place: &Place<'_>, lone: Lone) -> Finding {
    let span = page.span(place.inline.source_range(lone.at..lone.at + lone.bracket.len_utf8()));
    let text = &place.inline.text;
    let (found, lack) = if lone.opens {
        let word: String = text[lone.at..].chars().take_while(|c| !c.is_whitespace()).collect();
        (word, "no closing bracket")
    } else {
        let before = &text[..lone.at];
        let start = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
        let word = text.get(start..lone.at + lone.bracket.len_utf8()).unwrap_or_default().trim();
        (word.to_owned(), "no opening bracket")
    };
    let found = excerpt(&found, lone.opens);
    let message = format!("`{found}` has {lack}");
    let finding = Finding::new(CHECK.id, CHECK.severity, span, message)
        .found(found)
        .help("compare with the source page and put the missing bracket back");
    let finding = place.locate(audit, page, finding);
    with_source(
        finding,
        place.row.zip(place.role).and_then(|(row, role)| audit.source_cell(page, row, role)),
    )
}

/// A quote cut on the side away from the bracket; scripts without blanks have long words.
fn excerpt(text: &str, from_start: bool) -> String {
    let length = text.chars().count();
    if length <= QUOTED {
        text.to_owned()
    } else if from_start {
        format!("{}…", text.chars().take(QUOTED).collect::<String>())
    } else {
        format!("…{}", text.chars().skip(length - QUOTED).collect::<String>())
    }
}

/// The brackets of a text that have no counterpart in it. `1)` and `a)` may or may not be
/// enumerations: whichever reading leaves less alone is taken.
fn lone_brackets(text: &str) -> Vec<Lone> {
    let plain = unpaired(text, false);
    if plain.is_empty() {
        return plain;
    }
    let enumerated = unpaired(text, true);
    if enumerated.len() < plain.len() { enumerated } else { plain }
}

fn unpaired(text: &str, enumerated: bool) -> Vec<Lone> {
    let mut open: Vec<Lone> = Vec::new();
    let mut lone: Vec<Lone> = Vec::new();
    for (at, bracket) in text.char_indices() {
        let Some((kind, opens)) = kind_of(bracket) else { continue };
        if is_smiley(text, at) || (enumerated && !opens && is_enumeration(&text[..at])) {
            continue;
        }
        if opens {
            open.push(Lone { at, bracket, kind, opens });
        } else if let Some(pair) = open.iter().rposition(|other| other.kind == kind) {
            open.remove(pair);
        } else {
            lone.push(Lone { at, bracket, kind, opens });
        }
    }
    lone.extend(open);
    lone.sort_by_key(|l| l.at);
    without_unlike_pairs(lone, text.chars().any(is_right_to_left))
}

/// Whether a character is to be looked up: letters of most texts are not.
fn may_be_bracket(c: char) -> bool {
    matches!(c, '(' | ')' | '[' | ']' | '{' | '}')
        || ('\u{3000}'..='\u{303f}').contains(&c)
        || c >= '\u{ff00}'
}

fn kind_of(c: char) -> Option<(usize, bool)> {
    if !may_be_bracket(c) {
        return None;
    }
    let place = |side: fn(&(&'static str, &'static str)) -> &'static str| {
        KINDS.iter().position(|kind| side(kind).contains(c))
    };
    place(|k| k.0).map(|kind| (kind, true)).or_else(|| place(|k| k.1).map(|kind| (kind, false)))
}

/// Drops what stands for a pair all the same: intervals such as `[0, 1)`, and in right-to-left
/// text a pair that was typed as it looks.
fn without_unlike_pairs(mut lone: Vec<Lone>, right_to_left: bool) -> Vec<Lone> {
    let unlike = |lone: &[Lone]| {
        let first = lone.iter().position(|l| l.opens != right_to_left)?;
        let second = lone.iter().skip(first).position(|l| l.opens == right_to_left)? + first;
        Some((first, second))
    };
    while let Some((first, second)) = unlike(&lone) {
        lone.remove(second);
        lone.remove(first);
    }
    lone
}

fn is_right_to_left(c: char) -> bool {
    matches!(u32::from(c), 0x590..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfeff)
}

fn is_smiley(text: &str, at: usize) -> bool {
    let mut before = text[..at].chars().rev();
    match before.next() {
        Some(':' | ';') => before.next().is_none_or(char::is_whitespace),
        Some('-') => matches!(before.next(), Some(':' | ';')),
        _ => false,
    }
}

/// Whether what stands before a closing bracket is the number or letter of an enumeration.
fn is_enumeration(before: &str) -> bool {
    let label: String =
        before.chars().rev().take_while(|c| c.is_alphanumeric() || *c == '.').take(5).collect();
    let lead = before.len().saturating_sub(label.len());
    let digits = label.chars().all(|c| c.is_numeric() || c == '.');
    let short = label.chars().count() == 1 || label.chars().all(|c| "ivxIVX".contains(c));
    let starts = before.get(..lead).is_some_and(|lead| {
        lead.chars().next_back().is_none_or(|c| c.is_whitespace() || ":：。、".contains(c))
    });
    !label.is_empty() && label.chars().count() <= 4 && (digits || short) && starts
}

/// Whether a bracket is answered in the block after or before: a page without blank lines is cut
/// into blocks by lines.
fn spans_blocks(all: &[Place<'_>], lone: &[Vec<Lone>], index: usize) -> bool {
    let answered = |opening: usize, closing: usize| {
        all.get(opening).zip(all.get(closing)).is_some_and(|(a, b)| {
            let (Some(open), Some(close)) = (lone[opening].last(), lone[closing].first()) else {
                return false;
            };
            a.block.is_some() && b.block.is_some() && open.opens && !close.opens
        })
    };
    answered(index, index + 1) || (index > 0 && answered(index - 1, index))
}

/// Whether the source page has the same fault in the same place, where it is reported already.
fn source_is_alike(audit: &Audit<'_>, page: &Page, all: &[Place<'_>], index: usize) -> bool {
    source_inline(audit, page, all, index)
        .is_some_and(|source| !lone_brackets(&source.text).is_empty())
}

#[cfg(test)]
mod tests {
    use super::{CHECK, KINDS, kind_of, lone_brackets};
    use crate::check::testing::Case;

    #[test]
    fn every_bracket_is_looked_up() {
        for (kind, (openers, closers)) in KINDS.iter().enumerate() {
            assert!(openers.chars().all(|c| kind_of(c) == Some((kind, true))));
            assert!(closers.chars().all(|c| kind_of(c) == Some((kind, false))));
        }
    }

    #[test]
    fn a_bracket_without_counterpart_is_found() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
- [Boutique (STORE](store-setup.md)
            ^ warning: `(STORE` has no closing bracket

| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Le canal lampe). |
                                        ^ warning: `lampe)` has no opening bracket
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn a_fault_of_the_source_is_reported_there_only() {
        Case::default()
            .document(
                "en-US/data-acme-sends-to-hub.md",
                "\
| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | The channel (of the lamp. |
                                      ^ warning: `(of` has no closing bracket
",
            )
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
---
ms.lasthandoff: 01/01/2022
---
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Le canal (de la lampe. |
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn balanced_text_is_left_alone() {
        for text in [
            "（LED) 【1】「a『b』」 {x [y]}",
            "1) one 2) two a) three iv) four 10) ten 1.2) six",
            "well :-) and ;) and :(",
            "[0, 1) and later",
            "lamps (see 1) one, 2) two)",
            "رمز )LED( الجهاز",
            "رمز (LED) الجهاز",
        ] {
            assert_eq!(lone_brackets(text), [], "{text}");
        }
        assert_eq!(lone_brackets("the store LED)").len(), 1);
    }

    #[test]
    fn a_bracket_may_close_on_the_next_line() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
Texte (avec une
- suite)
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Le canal. |
",
            )
            .expect(&CHECK);
    }
}
