//! What the text of a file says of itself, whatever has become of its table: which data, services
//! and headers stand in it, between pipes of any kind, between tags, or alone on a line.

use std::collections::BTreeSet;

use crate::catalog::FieldIx;

use super::known::Known;

/// What stands in the text of a file.
pub(super) struct Voices {
    /// The fields of each document that the text names.
    fields: Vec<BTreeSet<FieldIx>>,
    /// Whether the header of each document's data column stands in it.
    headed: Vec<bool>,
    /// How often a service stands where a cell may stand.
    served: usize,
    /// Whether both parties of each document are named beside the tables: within one, other texts on
    /// the same keys name them too.
    parties: Vec<bool>,
}

/// Share of a document's fields that speaks for it on its own, in a text that names both parties.
/// Of 1,700 pages that are none, most of them about the same products, the nearest names 0.07 of
/// them; translations with their own labels, read by a catalog that does not know these, name 0.5.
const MANY: f64 = 0.3;
/// Share that does beside [`SERVED`] services.
const SOME: f64 = 0.12;
/// Services between pipes from which on they are a column and no mention; the 1,700 pages have none,
/// a page that is one has 27 or more.
const SERVED: usize = 5;
/// Longest text that can be the name of a datum.
const LONGEST: usize = 100;

impl Voices {
    /// Listens to a text. Linear in its length.
    pub(super) fn hear(known: &Known<'_>, text: &str) -> Self {
        let documents = known.catalog.documents.len();
        let parties = (0..documents).map(|document| names_parties(known, document, text)).collect();
        let mut voices = Voices {
            fields: vec![BTreeSet::new(); documents],
            headed: vec![false; documents],
            served: 0,
            parties,
        };
        pieces(text).for_each(|piece| voices.hear_cell(known, bare(piece)));
        wire_words(text).for_each(|word| voices.hear_field(known, word));
        voices
    }

    fn hear_cell(&mut self, known: &Known<'_>, text: &str) {
        if text.is_empty() || text.len() > LONGEST.min(known.longest()) {
            return;
        }
        self.served += usize::from(known.is_service(text));
        self.hear_field(known, text);
        for part in text.split(", ").filter(|part| part.len() < text.len()) {
            self.hear_field(known, part);
        }
        for document in known.headed(text) {
            self.headed[document] = true;
        }
    }

    fn hear_field(&mut self, known: &Known<'_>, text: &str) {
        for (document, field) in known.fields(text) {
            self.fields[*document].insert(*field);
        }
    }

    /// From 0 to 1: how much of a document's data the text names.
    pub(super) fn share(&self, known: &Known<'_>, document: usize) -> f64 {
        known.share(document, self.fields[document].len())
    }

    /// Whether the header of a document's data column stands in the text.
    pub(super) fn headed(&self, document: usize) -> bool {
        self.headed[document]
    }

    /// Whether the text as such says that it is a document of the catalog's, and perhaps this one.
    pub(super) fn speak(&self, known: &Known<'_>, document: usize) -> bool {
        let share = self.share(known, document);
        let served = self.served >= SERVED;
        let named = self.parties[document];
        share >= MANY && (named || served)
            || share >= SOME && named && served
            || self.headed[document] && named && served
    }
}

/// Whether the lines of a text that are no rows name both parties of a document.
fn names_parties(known: &Known<'_>, document: usize, text: &str) -> bool {
    if !known.names_parties(document, text) {
        return false;
    }
    let prose: String = text.lines().filter(|line| is_prose(line)).collect::<Vec<_>>().join("\n");
    known.names_parties(document, &prose)
}

/// Whether a line can be no row of a table, however it is broken.
fn is_prose(line: &str) -> bool {
    !line.contains(SEPARATORS) && !line.contains("<td") && !line.contains("<th")
}

/// What may stand between two cells.
const SEPARATORS: [char; 5] = ['|', '｜', '│', '¦', '\t'];

/// What stands between line ends, separators and tags. Most lines have neither.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let odd = SEPARATORS.iter().filter(|mark| !mark.is_ascii()).any(|mark| text.contains(*mark));
    let is_cut = |c: char| SEPARATORS.contains(&c) || c == '<' || c == '>';
    text.lines().flat_map(move |line| {
        let bytes = line.as_bytes();
        let whole = !odd
            && memchr::memchr3(b'|', b'\t', b'<', bytes).is_none()
            && memchr::memchr(b'>', bytes).is_none();
        let cut = (!whole).then(|| line.split(is_cut)).into_iter().flatten();
        whole.then_some(line).into_iter().chain(cut)
    })
}

/// A cell without blanks and marks around it, and of a link its text.
fn bare(piece: &str) -> &str {
    let piece = piece.trim().trim_matches(['*', '`', '_']);
    match piece.strip_prefix('[').and_then(|rest| rest.split_once("](")) {
        Some((text, _)) => text.trim(),
        None => piece,
    }
}

/// Words that are written as programs write names, so that they are names wherever they stand: with
/// a capital within, or with `_`.
fn wire_words(text: &str) -> impl Iterator<Item = &str> {
    const FEWEST: usize = 4;
    let bytes = text.as_bytes();
    let part = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            let capital =
                bytes[at].is_ascii_uppercase() && at > 0 && bytes[at - 1].is_ascii_lowercase();
            if !capital && bytes[at] != b'_' {
                at += 1;
                continue;
            }
            let before = bytes[..at].iter().rev().take_while(|b| part(**b)).count();
            let after = bytes[at..].iter().take_while(|b| part(**b)).count();
            let word = at - before..at + after;
            at = word.end;
            if word.len() >= FEWEST {
                return Some(&text[word]);
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_at_every_separator() {
        for mark in SEPARATORS.into_iter().chain(['<', '>', '\n']) {
            let text = format!("é{mark}b");
            assert_eq!(pieces(&text).collect::<Vec<_>>(), ["é", "b"], "{mark}");
        }
        assert_eq!(pieces("a\nb c").collect::<Vec<_>>(), ["a", "b c"]);
    }

    #[test]
    fn names_of_programs_are_words_with_a_capital_within_or_a_line() {
        let words: Vec<&str> =
            wire_words("the lampId, _id and org_id of XYz; NOT aB (é-topicName)").collect();
        assert_eq!(words, ["lampId", "org_id", "topicName"]);
    }
}
