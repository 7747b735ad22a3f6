//! Replacements in one text.

use std::ops::Range;

/// A replacement that is to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edit {
    /// Bytes to replace.
    pub(super) range: Range<usize>,
    /// What replaces them.
    pub(super) replacement: String,
    /// The check that asks for it.
    pub(super) check: &'static str,
}

/// The edits without those that reach into one before them or start where it starts. Expects them
/// by place.
pub(super) fn without_overlaps(edits: Vec<Edit>) -> Vec<Edit> {
    let mut kept: Vec<Edit> = Vec::with_capacity(edits.len());
    for edit in edits {
        let free = kept.last().is_none_or(|last| {
            edit.range.start >= last.range.end && edit.range.start > last.range.start
        });
        if free {
            kept.push(edit);
        }
    }
    kept
}

/// The text with the edits made. Every byte outside of them is as it was.
pub(super) fn apply(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        out.push_str(&text[at..edit.range.start]);
        out.push_str(&edit.replacement);
        at = edit.range.end;
    }
    out.push_str(&text[at..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(range: Range<usize>, replacement: &str) -> Edit {
        Edit { range, replacement: replacement.to_owned(), check: "x" }
    }

    #[test]
    fn only_the_bytes_of_the_edits_change() {
        let edits = [edit(0..0, ">"), edit(2..3, "日"), edit(3..5, "")];
        assert_eq!(apply("abcdefg", &edits), ">ab日fg");
    }

    #[test]
    fn of_edits_that_overlap_the_first_is_made() {
        let edits = vec![
            edit(0..3, "a"),
            edit(0..3, "b"),
            edit(2..4, "c"),
            edit(3..5, "d"),
            edit(5..5, "e"),
            edit(5..6, "f"),
        ];
        let kept: Vec<String> =
            without_overlaps(edits).into_iter().map(|e| e.replacement).collect();
        assert_eq!(kept, ["a", "d", "e"]);
    }
}
