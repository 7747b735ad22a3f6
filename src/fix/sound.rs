//! The proof that a mend changes its own words and nothing else.
//!
//! A finding speaks of text, a fix of bytes, and between the two stands markup. Here the page is
//! parsed before and after: it must have the same tables, rows, cells and blocks of prose, the same
//! text wherever nothing was mended, and as many links and marked words where something was.

use std::ops::Range;

use crate::parse::{Inline, ParsedDocument, parse};
use crate::source::SourceFile;

use super::edit::{Edit, apply};

/// As many of the edits as are sound together.
pub(super) fn sound_edits(text: &str, edits: &[Edit]) -> Vec<Edit> {
    let before = parse(&SourceFile::new("", text.to_owned()));
    sound_part(text, &before, edits)
}

fn sound_part(text: &str, before: &ParsedDocument, edits: &[Edit]) -> Vec<Edit> {
    if edits.is_empty() || is_sound(text, before, edits) {
        return edits.to_vec();
    }
    if edits.len() == 1 {
        return Vec::new();
    }
    let (first, second) = edits.split_at(edits.len() / 2);
    let first = sound_part(text, before, first);
    let both = [first.clone(), sound_part(text, before, second)].concat();
    if is_sound(text, before, &both) { both } else { first }
}

fn is_sound(text: &str, before: &ParsedDocument, edits: &[Edit]) -> bool {
    let breaks = |text: &str| text.contains(['\n', '\r']);
    if edits.iter().any(|e| breaks(&e.replacement) || breaks(&text[e.range.clone()])) {
        return false;
    }
    let after = parse(&SourceFile::new("", apply(text, edits)));
    let front = |page: &ParsedDocument| page.front_matter.is_some();
    let in_front = |edit: &Edit| edit.range.end <= before.body.start;
    front(before) == front(&after)
        && before.problems.len() >= after.problems.len()
        && same_shape(before, &after)
        && edits.iter().filter(|edit| !in_front(edit)).all(|edit| is_held(before, edit))
        && inlines(before).zip(inlines(&after)).all(|(old, new)| {
            let touched: Vec<&Edit> = edits.iter().filter(|e| holds(old, &e.range)).collect();
            same_words(old, new, &touched)
        })
}

/// The texts of a page: cells first, then prose.
fn inlines(page: &ParsedDocument) -> impl Iterator<Item = &Inline> {
    let rows = page.tables.iter().flat_map(|t| std::iter::once(&t.header).chain(&t.rows));
    let cells = rows.flat_map(|row| &row.cells).map(|cell| &cell.inline);
    cells.chain(page.blocks.iter().map(|block| &block.inline))
}

fn same_shape(before: &ParsedDocument, after: &ParsedDocument) -> bool {
    let tables = |page: &ParsedDocument| -> Vec<(bool, Vec<(usize, usize)>)> {
        let rows = |t: &crate::parse::Table| {
            let rows = std::iter::once(&t.header).chain(&t.rows);
            rows.map(|row| (row.cells.len(), row.excess.len())).collect()
        };
        page.tables.iter().map(|table| (table.rendered, rows(table))).collect()
    };
    let kinds =
        |page: &ParsedDocument| page.blocks.iter().map(|block| block.kind).collect::<Vec<_>>();
    tables(before) == tables(after) && kinds(before) == kinds(after)
}

fn holds(inline: &Inline, range: &Range<usize>) -> bool {
    inline.source.start <= range.start && range.end <= inline.source.end
}

fn is_held(page: &ParsedDocument, edit: &Edit) -> bool {
    inlines(page).any(|inline| holds(inline, &edit.range))
}

fn same_words(old: &Inline, new: &Inline, touched: &[&Edit]) -> bool {
    let targets = |inline: &Inline| -> Vec<String> {
        inline.links.iter().map(|link| link.target.clone()).collect()
    };
    if touched.is_empty() {
        let marked = old.marked_texts().eq(new.marked_texts());
        return old.text == new.text && marked && targets(old) == targets(new);
    }
    let shown = |edit: &&Edit| {
        let text = edit.replacement.as_str();
        new.text.contains(text) || new.links.iter().any(|link| link.target == text)
    };
    old.links.len() == new.links.len()
        && old.marked.len() == new.marked.len()
        && touched.iter().all(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str =
        "---\ntitle: x\n---\n\ntext [a](b.md)\n\n| k | v |\n|---|---|\n| **a** b | cell |\n";

    fn sound(from: &str, to: &str) -> bool {
        let at = PAGE.find(from).unwrap();
        let edit = Edit { range: at..at + from.len(), replacement: to.to_owned(), check: "x" };
        !sound_edits(PAGE, &[edit]).is_empty()
    }

    #[test]
    fn a_mend_changes_words_and_nothing_else() {
        assert!(sound("cell", "word"));
        assert!(sound("b.md", "c.md"));
        assert!(sound("title: x", "title: y"));
        assert!(!sound("a** b", "k"), "markup is torn apart");
        assert!(!sound("cell", "d | e"), "a cell more");
        assert!(!sound("cell", "`cell`"), "markup is added");
        assert!(!sound("text ", "# text "), "a heading");
        assert!(!sound("| **a** b | cell |\n", ""), "a row less");
        assert!(!sound("\n---\n\n", "\n--\n\n"), "no front matter");
    }

    #[test]
    fn the_sound_ones_of_several_are_kept() {
        let edit = |from: &str, to: &str| {
            let at = PAGE.find(from).unwrap();
            Edit { range: at..at + from.len(), replacement: to.to_owned(), check: "x" }
        };
        let edits = [edit("text", "word"), edit("**a", "k"), edit("cell", "d")];
        let kept: Vec<String> =
            sound_edits(PAGE, &edits).into_iter().map(|e| e.replacement).collect();
        assert_eq!(kept, ["word", "d"]);
    }
}
