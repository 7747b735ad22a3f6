//! Where two words stand against each other with nothing but a final mark between.

use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::audit::Audit;
use crate::check::prose::Place;
use crate::parse::Inline;
use crate::text::is_spaceless;

/// Fewest letters of the word before the mark: fewer are an abbreviation.
const WORD: usize = 3;
/// Fewest where the source text has more sentences.
const SHORT_WORD: usize = 2;

/// Two words with a final mark and no blank between them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Gap {
    /// The word before the mark, with a closing bracket or quotation mark.
    pub(super) left: Range<usize>,
    /// The word after it.
    pub(super) right: Range<usize>,
    /// Both, in lower case; nothing unless the first has small letters only, and the second but for
    /// its first letter: others may be names.
    plain: Option<[String; 2]>,
}

/// The gaps of a text that may be the end of a sentence.
pub(super) fn gaps(audit: &Audit<'_>, inline: &Inline) -> Vec<Gap> {
    let text = &inline.text;
    let literals = LazyCell::new(|| audit.catalog.literals_in(text));
    let fixed = |at: usize| {
        let holds = |range: &Range<usize>| range.start <= at && at < range.end;
        inline.marked.iter().chain(literals.iter()).any(holds)
    };
    let mut found = Vec::new();
    let base = text.as_ptr() as usize;
    for token in text.split_whitespace() {
        let start = token.as_ptr() as usize - base;
        let last = text[start + token.len()..].trim().is_empty();
        let Some((at, length)) = inner_mark(token).filter(|_| !last) else { continue };
        if !fixed(start + at) {
            found.extend(gap(token, start, at..at + length));
        }
    }
    found
}

/// The only mark within a token that is followed by a letter.
fn inner_mark(token: &str) -> Option<(usize, usize)> {
    let body = token.trim_end_matches(|c: char| !c.is_alphanumeric());
    let mut marks = body.char_indices().filter(|(_, c)| matches!(c, '.' | '!' | '?'));
    let (at, mark) = marks.next()?;
    marks.next().is_none().then_some((at, mark.len_utf8()))
}

fn gap(token: &str, start: usize, mark: Range<usize>) -> Option<Gap> {
    let left = token[..mark.start].trim_start_matches(|c: char| !c.is_alphanumeric());
    let word = left.trim_end_matches([')', ']', '"', '”', '’', '»']);
    let right = token[mark.end..].trim_end_matches(|c: char| !c.is_alphanumeric());
    let letter = |c: char| c.is_alphabetic() && !is_spaceless(c);
    let in_word = |c: char| letter(c) || matches!(c, '\'' | '’' | '-' | '/');
    let letters = word.chars().filter(|c| letter(*c)).count();
    let whole = letters >= SHORT_WORD
        && word.chars().all(in_word)
        && right.chars().all(|c| in_word(c) && c != '/')
        && word.chars().next_back().is_some_and(letter);
    let opens = right.chars().next().is_some_and(|c| letter(c) && !c.is_lowercase());
    if !whole || !opens {
        return None;
    }
    let small = letters >= WORD
        && !word.contains('/')
        && word.chars().next().is_some_and(char::is_lowercase)
        && !has_inner_capital(word)
        && !has_inner_capital(right);
    let plain = small.then(|| [word.to_lowercase(), right.to_lowercase()]);
    let from = start + mark.start - left.len();
    Some(Gap {
        left: from..start + mark.start,
        right: start + mark.end..start + mark.end + right.len(),
        plain,
    })
}

/// Whether a capital follows a letter, as in `ASP` and `tvOS`.
fn has_inner_capital(word: &str) -> bool {
    let mut pairs = word.chars().zip(word.chars().skip(1));
    pairs.any(|(before, c)| before.is_alphabetic() && c.is_uppercase())
}

/// How often each word of a page stands between blanks, in lower case.
pub(super) struct PageWords(BTreeMap<String, usize>);

impl PageWords {
    pub(super) fn of(all: &[Place<'_>]) -> Self {
        let mut counts = BTreeMap::new();
        for token in all.iter().flat_map(|place| place.inline.text.split_whitespace()) {
            let word = token.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            *counts.entry(word).or_default() += 1;
        }
        PageWords(counts)
    }

    /// Whether both words of a gap stand elsewhere on the page too.
    pub(super) fn both(&self, gap: &Gap) -> bool {
        let known = |word: &String| self.0.contains_key(word);
        gap.plain.as_ref().is_some_and(|words| words.iter().all(known))
    }
}
