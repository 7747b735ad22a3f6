//! The proof that a fix is certain, whatever a check says of it.
//!
//! A finding speaks of text and a fix of bytes; between them stands markup. So the cell or block is
//! read again as it would be after the fix. It must hold the same marks ([`Inventory`]: tags, link
//! targets, footnotes, anchors, directives, entities, …) in the same order and the same links, and
//! every word but those at fault. Which words are at fault is told by the fix: what is near to what
//! replaces it is misspelt, what has nothing in common with it is a translation; what stands beside
//! the right word, another name, or a second one of a list is not at fault and would be lost.
//!
//! A fix that also reaches over a mark (`server_nam<sup>1</sup>`) is made smaller if that proves
//! it. What cannot be proved is only suggested. Every finding goes through here.

use std::collections::HashSet;
use std::ops::Range;

use crate::align::{fold, has_word, lower};
use crate::audit::{Audit, Page};
use crate::catalog::Catalog;
use crate::catalog::model::FieldRole;
use crate::finding::{Applicability, Finding};
use crate::parse::{Inline, ParsedDocument, is_raised, read_inline};
use crate::source::Span;
use crate::text::{is_decoded, is_spaceless, script_in};

use super::marks::{Inventory, word_text};

/// Share of letters from which on a word is another one misspelt: `PING` for `PINGs` has 0.8, and
/// `push` for `pushed`, a word of the language of the page, 0.67.
const NEAR: f64 = 0.7;

/// Share of letters from which on several words are one that was taken apart: `Checka ut` for
/// `Checkout` has 0.88.
const TOGETHER: f64 = 0.8;

/// Most bytes of a text that is read again for each of its fixes, so that many of them take no more
/// than a second together. The longest cell or block of the real pages has 3,200.
const LONGEST: usize = 16 * 1024;

/// Most digits of the mark of a footnote.
const FOOTNOTE: usize = 2;

/// What parts several names, or a name and what is said of it.
const SEPARATORS: &[&str] = &[
    ",", ";", ":", "/", "、", "，", "；", "：", "／", "،", "؛", "&", "+", " - ", " – ", "—", "۔",
    "।",
];

/// Makes the certain fixes of a page's findings smaller or suggested where they are not proved.
pub fn prove(audit: &Audit<'_>, page: &Page, findings: &mut [Finding]) {
    let fixes = findings.iter_mut().flat_map(|finding| &mut finding.fixes);
    let mut certain = fixes
        .filter(|fix| fix.applicability == Applicability::Certain && fix.span.file == page.file)
        .peekable();
    if certain.peek().is_none() {
        return;
    }
    let proof = Proof { catalog: audit.catalog, text: audit.text(page), regions: regions(page) };
    for fix in certain {
        match proof.proved(&(fix.span.start..fix.span.end), &fix.replacement) {
            Some(range) => fix.span = Span::new(page.file, range.start, range.end),
            None => fix.applicability = Applicability::Suggested,
        }
    }
}

/// The bytes of a cell that are surely to be replaced where a fix asks for `range`: these or fewer;
/// nothing where the fix is not certain.
pub fn certain_part(
    catalog: &Catalog,
    cell: &str,
    range: Range<usize>,
    replacement: &str,
) -> Option<Range<usize>> {
    let region = Region { range: 0..cell.len(), displaced: false };
    Proof { catalog, text: cell, regions: vec![region] }.proved(&range, replacement)
}

/// A part of a page that is read by itself.
struct Region {
    range: Range<usize>,
    /// A cell of a row with more cells than the table: nobody knows which of them it should be.
    displaced: bool,
}

/// Cells and blocks, by place.
fn regions(page: &Page) -> Vec<Region> {
    let ParsedDocument { tables, blocks, .. } = &page.parsed;
    let rows = tables.iter().flat_map(|t| std::iter::once(&t.header).chain(&t.rows));
    let cells = rows.flat_map(|row| row.cells.iter().map(|c| (&c.inline, !row.excess.is_empty())));
    let blocks = blocks.iter().map(|block| (&block.inline, false));
    let mut regions: Vec<Region> = cells
        .chain(blocks)
        .map(|(inline, displaced)| Region { range: inline.source.clone(), displaced })
        .collect();
    regions.sort_by_key(|region| region.range.start);
    regions
}

struct Proof<'a> {
    catalog: &'a Catalog,
    text: &'a str,
    regions: Vec<Region>,
}

impl Proof<'_> {
    /// The bytes that are surely to be replaced: those of the fix or fewer.
    fn proved(&self, range: &Range<usize>, replacement: &str) -> Option<Range<usize>> {
        let old = self.text.get(range.clone())?;
        // No place alone says which words are missing there.
        if old.is_empty() || old.contains(['\n', '\r']) || replacement.contains(['\n', '\r']) {
            return None;
        }
        let region = self.region(range)?;
        let place = range.start - region.range.start..range.end - region.range.start;
        let cell = Cell { catalog: self.catalog, raw: &self.text[region.range.clone()] };
        if is_decoded(old, replacement) {
            return Some(range.clone());
        }
        if region.displaced || cell.raw.len() > LONGEST {
            return None;
        }
        let held = cell.holds(&place, replacement).then_some(place.clone());
        let smaller = held.or_else(|| cell.smaller(&place, replacement))?;
        Some(smaller.start + region.range.start..smaller.end + region.range.start)
    }

    /// The cell or block that a range lies in, or its line of the front matter.
    fn region(&self, range: &Range<usize>) -> Option<Region> {
        let after = self.regions.partition_point(|region| region.range.start <= range.start);
        let near = after.checked_sub(1).map(|index| &self.regions[index]);
        if let Some(region) = near.filter(|region| range.end <= region.range.end) {
            return Some(Region { range: region.range.clone(), displaced: region.displaced });
        }
        let in_front = self.regions.first().is_none_or(|first| range.end <= first.range.start);
        let start = self.text[..range.start].rfind('\n').map_or(0, |at| at + 1);
        let rest = &self.text[range.end..];
        let end = range.end + rest.find(['\n', '\r']).unwrap_or(rest.len());
        in_front.then_some(Region { range: start..end, displaced: false })
    }
}

/// The raw text of a cell, block or line.
struct Cell<'a> {
    catalog: &'a Catalog,
    raw: &'a str,
}

impl Cell<'_> {
    fn mended(&self, place: &Range<usize>, replacement: &str) -> String {
        [&self.raw[..place.start], replacement, &self.raw[place.end..]].concat()
    }

    /// Whether the mended text has the same marks, the same links and the same words, except those
    /// at fault.
    fn holds(&self, place: &Range<usize>, replacement: &str) -> bool {
        let after = self.mended(place, replacement);
        let (old, new) = (Inventory::of(self.raw), Inventory::of(&after));
        // The target of a link or the name of an anchor is a mark itself, and may be at fault.
        let named =
            |mark: &str| ["](", "{#", "<a name=", "<a id="].iter().any(|s| mark.starts_with(s));
        let plain = |text: &str| {
            !text.contains(|c: char| c.is_whitespace() || "()<>[]{}\\\"'|".contains(c))
        };
        let grown = |range: &Range<usize>| {
            let whole = self.raw[..place.start].ends_with(['(', '"', '\'', '=', '#'])
                && self.raw[place.end..].starts_with([')', '"', '\'', '>', '}', ' ']);
            let inside = range.start + 1 < place.start && place.end < range.end && whole;
            let sound = plain(&self.raw[place.clone()]) && plain(replacement);
            (inside && sound && named(&self.raw[range.clone()]))
                .then(|| range.start..range.end + replacement.len() - place.len())
        };
        let same_marks = old.marks.len() == new.marks.len()
            && old.marks.iter().zip(&new.marks).all(|(old, new)| {
                self.raw[old.clone()] == after[new.clone()] || grown(old).as_ref() == Some(new)
            });
        let cut = |at: usize| old.words.iter().any(|word| word.start < at && at < word.end);
        same_marks
            && !cut(place.start)
            && !cut(place.end)
            && self.keeps_words(&old, &after, &new, replacement)
            && self.reads_alike(place, replacement)
    }

    /// Whether the text is cut into links and marked words in the same way.
    fn reads_alike(&self, place: &Range<usize>, replacement: &str) -> bool {
        let after = self.mended(place, replacement);
        let (old, new) = (read_inline(self.raw), read_inline(&after));
        let targets = |inline: &Inline| -> Vec<String> {
            inline.links.iter().map(|link| link.target.clone()).collect()
        };
        let (before, now) = (targets(&old), targets(&new));
        let changed = before.iter().zip(&now).filter(|(a, b)| a != b).count();
        let inside = |link: &crate::parse::Link| {
            link.source.start <= place.start && place.end <= link.source.end
        };
        let of_link = old.text == new.text && old.links.iter().any(inside);
        before.len() == now.len()
            && old.marked.len() == new.marked.len()
            && (changed == 0 || changed == 1 && of_link)
    }

    /// Whether the words that are no longer there may go.
    fn keeps_words(&self, old: &Inventory, after: &str, new: &Inventory, by: &str) -> bool {
        let texts = |raw: &str, words: &[Range<usize>]| -> Vec<String> {
            words.iter().map(|word| word_text(&raw[word.clone()])).collect()
        };
        let (olds, news) = (texts(self.raw, &old.words), texts(after, &new.words));
        let head = olds.iter().zip(&news).take_while(|(a, b)| a == b).count();
        let tails = olds[head..].iter().rev().zip(news[head..].iter().rev());
        let tail = tails.take_while(|(a, b)| a == b).count();
        let lost = &olds[head..olds.len() - tail];
        let gained = &news[head..news.len() - tail];
        if lost.is_empty() || fold(&lost.concat()) == fold(&gained.concat()) {
            return true;
        }
        let places = &old.words[head..olds.len() - tail];
        let several = lost.len() > 1;
        if several && self.has_lone_letter(places) {
            return false;
        }
        if lost.iter().any(|word| self.is_kept(word, by, several)) {
            return false;
        }
        let [first, .., last] = places else {
            return is_replaced(lost, gained) && !self.is_name(&lost[0], by);
        };
        let between = &self.raw[first.start..last.end];
        let listed = SEPARATORS.iter().any(|sign| between.contains(sign) && !by.contains(sign));
        !listed && is_replaced(lost, gained) && !self.is_name(between, by)
    }

    /// Whether several words begin or end with a single letter, which is a mark and no part of a
    /// translation: `x` of `x Rubrique`. An elided article (`l’appareil`) is none, nor is a character
    /// of a script without blanks.
    fn has_lone_letter(&self, words: &[Range<usize>]) -> bool {
        let lone = |word: &Range<usize>| {
            let mut letters = self.raw[word.clone()].chars();
            let one = letters.next().is_some_and(|c| !is_spaceless(c)) && letters.next().is_none();
            one && !self.raw[word.end..].starts_with(['\'', '’'])
        };
        words.first().is_some_and(lone) || words.last().is_some_and(lone)
    }

    /// Whether a word is one that every language keeps and that is not in what replaces it: of a
    /// name, or a wire value; beside other words, whatever is spelt like a name (`iOS`, `VPP`).
    fn is_kept(&self, word: &str, by: &str, beside: bool) -> bool {
        let values = self.catalog.fields.iter().flat_map(|field| &field.values);
        let words = self.catalog.names.iter().flat_map(|name| name.split_whitespace());
        let mut kept = words.chain(values.map(String::as_str)).chain(["true", "false"]);
        let spelt = || beside && word.chars().skip(1).any(char::is_uppercase);
        let lost = !fold(by).contains(&fold(word)) && !near(word, by);
        lost && (spelt() || kept.any(|name| word == name))
    }

    /// Whether a text is or holds a name of the catalog that is not in what replaces it.
    fn is_name(&self, text: &str, by: &str) -> bool {
        let (text, by_folded) = (word_text(text), fold(by));
        let lost = |name: &str| !by_folded.contains(&fold(name)) && !near(&text, by);
        let keys = self.catalog.fields.iter().filter(|field| field.role == FieldRole::Key);
        let mut services =
            self.catalog.services.iter().flat_map(|service| {
                std::iter::once(&service.label).chain(&service.source_spellings)
            });
        services.any(|name| has_word(&text, name) && lost(name))
            || keys.map(|field| &field.label).any(|name| text == *name && lost(name))
    }

    /// The one stretch between marks that is surely to be replaced instead of all.
    fn smaller(&self, place: &Range<usize>, replacement: &str) -> Option<Range<usize>> {
        let free = Inventory::of(self.raw).between_marks(self.raw, place);
        let raw = |part: &Range<usize>| &self.raw[part.clone()];
        let is_note = |part: &Range<usize>| {
            let text = raw(part);
            text.chars().nth(1).is_none()
                || text.len() <= FOOTNOTE && text.bytes().all(|b| b.is_ascii_digit())
        };
        let mut gaps = free.windows(2).map(|pair| &self.raw[pair[0].end..pair[1].start]);
        if !gaps.all(parts_words) || free.iter().any(|part| fold(raw(part)) == fold(replacement)) {
            return None;
        }
        let mut found = free.iter().filter(|part| {
            let others = free.iter().filter(|other| other != part);
            let alone = !is_note(part) && others.clone().all(is_note);
            (alone || near(raw(part), replacement)) && self.holds(part, replacement)
        });
        found.next().filter(|_| found.next().is_none()).cloned()
    }
}

/// Whether words end where this stands between them: `k` of `PushMagi**k**` is the end of a word.
fn parts_words(between: &str) -> bool {
    const SIGNS: &[&str] =
        &["<sup", "<sub", "<a ", "<br", "<!--", "[", "]", "(", "（", "【", "{", ":::"];
    between.contains(|c: char| c.is_whitespace() || is_raised(c))
        || SIGNS.iter().any(|sign| between.contains(sign))
}

/// Whether words are replaced by others, and none of them is lost.
fn is_replaced(lost: &[String], gained: &[String]) -> bool {
    let (old, new) = (lost.concat(), gained.concat());
    let digits = |text: &str| text.chars().filter(|c| c.is_numeric()).collect::<String>();
    let number = |text: &str| text.chars().all(char::is_numeric);
    if gained.is_empty() {
        return false;
    }
    if digits(&old) != digits(&new) {
        return lost.len() == 1 && gained.len() == 1 && number(&old) && number(&new);
    }
    if lost.len() == 1 && gained.len() == 1 {
        return near(&old, &new) || !lower(&old).contains(&lower(&new));
    }
    let pairs = || lost.iter().zip(gained);
    if lost.len() == gained.len() && pairs().all(|(old, new)| near(old, new)) {
        return true;
    }
    // The words of one translation are in one script; what is in another is said of it.
    if lost.iter().filter_map(|word| script_in(word)).collect::<HashSet<_>>().len() > 1 {
        return false;
    }
    let best = lost
        .iter()
        .flat_map(|old| gained.iter().map(move |new| likeness(old, new)))
        .fold(0.0, f64::max);
    let whole = likeness(&old, &new);
    best < NEAR || whole >= TOGETHER && whole > best
}

fn near(a: &str, b: &str) -> bool {
    likeness(a, b) >= NEAR
}

/// From 0 to 1; case does not matter.
fn likeness(a: &str, b: &str) -> f64 {
    strsim::normalized_damerau_levenshtein(&lower(a), &lower(b))
}

#[cfg(test)]
mod tests;
