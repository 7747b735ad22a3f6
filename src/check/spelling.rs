//! How names are written, and the punctuation around a text that belongs neither to it nor to
//! the sentence.

use std::ops::Range;

pub(super) use crate::align::wire_name::{Alteration, Spelling, spelling};

/// Commas, semicolons and colons of any script.
const CLAUSE: &[char] = &[',', ';', ':', '、', '，', '；', '：', '،', '؛'];
/// Full stops.
const STOPS: &[char] = &['.', '。', '．'];

/// A text taken apart: stray punctuation before it, the text, stray punctuation after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edges {
    /// Stray punctuation at the start; empty if there is none.
    pub(super) lead: Range<usize>,
    /// The text itself.
    pub(super) body: Range<usize>,
    /// Stray punctuation at the end; empty if there is none.
    pub(super) tail: Range<usize>,
}

/// Takes a trimmed text apart. Of a `wire` name full stops are stray as well; a human name may
/// end with one (`Id.`) or start with one (`.NET`). What a text of `models` starts or ends with
/// is not stray.
pub(super) fn edges(text: &str, models: &[&str], wire: bool) -> Edges {
    let end_mark = |c: char| CLAUSE.contains(&c) || (wire && STOPS.contains(&c));
    let start_mark = |c: char| CLAUSE.contains(&c) || STOPS.contains(&c);
    let mut lead = text.trim_start_matches(|c| start_mark(c) || c.is_whitespace());
    let before = &text[..text.len() - lead.len()];
    let stop_of_name = !wire && before.ends_with(STOPS);
    if stop_of_name || models.iter().any(|model| model.starts_with(start_mark)) {
        lead = text;
    }
    let mut tail = lead.trim_end_matches(|c| end_mark(c) || c.is_whitespace());
    if models.iter().any(|model| model.ends_with(end_mark)) {
        tail = lead;
    }
    let start = text.len() - lead.len();
    let end = start + tail.len();
    if start >= end {
        return Edges { lead: 0..0, body: 0..text.len(), tail: text.len()..text.len() };
    }
    let blanks = text[end..].len() - text[end..].trim_start().len();
    Edges {
        lead: 0..text[..start].trim_end().len(),
        body: start..end,
        tail: end + blanks..text.len(),
    }
}

/// The first punctuation marks that follow each other directly where one belongs: `,,`, `..`,
/// `。.`. Dots of an ellipsis and the dot of an abbreviation before another mark are right.
pub(super) fn doubled(text: &str) -> Option<Range<usize>> {
    let is_mark = |c: char| CLAUSE.contains(&c) || STOPS.contains(&c);
    let mut at = 0;
    while let Some(found) = text[at..].find(is_mark) {
        let start = at + found;
        let run = &text[start..];
        let run = &run[..run.find(|c| !is_mark(c)).unwrap_or(run.len())];
        let marks: Vec<char> = run.chars().collect();
        let ellipsis = marks.len() >= 3 && marks.iter().all(|c| STOPS.contains(c));
        let abbreviation = marks.len() == 2 && marks[0] == '.' && CLAUSE.contains(&marks[1]);
        if marks.len() > 1 && !ellipsis && !abbreviation {
            return Some(start..start + run.len());
        }
        at = start + run.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stray_punctuation_is_taken_off() {
        let body = |text, models: &[&str], wire| {
            let parts = edges(text, models, wire);
            (&text[parts.lead], &text[parts.body], &text[parts.tail])
        };
        assert_eq!(body("admin_id,", &["admin_id"], true), ("", "admin_id", ","));
        assert_eq!(body("Topic .", &["Topic"], true), ("", "Topic", "."));
        assert_eq!(body("、 令牌；", &["Token"], true), ("、", "令牌", "；"));
        assert_eq!(body("Lamp Id.", &["Lamp ID"], false), ("", "Lamp Id.", ""));
        assert_eq!(body(".NET 版本", &["Version of .NET"], false), ("", ".NET 版本", ""));
        assert_eq!(body("Note:", &["Note:"], false), ("", "Note:", ""));
        assert_eq!(body(",", &["Topic"], true), ("", ",", ""));
    }

    #[test]
    fn marks_that_follow_each_other() {
        assert_eq!(doubled("Token,, Wort"), Some(5..7));
        assert_eq!(doubled("ein Satz.."), Some(8..10));
        assert_eq!(doubled("一句。."), Some(6..10));
        for text in ["und so weiter ...", "a.b", "Id., Name", "…", "1,5; 2"] {
            assert_eq!(doubled(text), None, "{text}");
        }
    }
}
