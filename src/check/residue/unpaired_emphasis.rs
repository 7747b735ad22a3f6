//! # What it checks
//! Marks of emphasis and of code that readers see as marks: `** empty **` (a blank inside keeps it
//! from being bold), `**x` without an end, `**「x」**が` (between a bracket and a letter the closing
//! marks close nothing), and the same with `__` and backticks. Single `*` and `_` are told only where the
//! source text sets something apart in the same place and shows no such mark. Code, and marks that the
//! source text shows as well, are left alone. Without a source text a mark that stands alone is a note.
//!
//! # Why it matters
//! What the source page sets in bold, often a wire value, is shown with its asterisks: readers take them
//! for a part of the value.
//!
//! # Example
//! Wrong: `Valeurs : ** lit ** ou ** dark **.` Right: `Valeurs : **lit** ou **dark**.`
//!
//! # Remedy
//! Take the blanks inside the marks out; where a letter must follow a bracket, set the marks inside the
//! brackets, or put a blank after them.

use std::ops::Range;

use crate::check::prose::{places, source_inline};
use crate::check::{Check, Context};
use crate::finding::{Finding, Severity};
use crate::parse::Inline;

use crate::check::shown::{Text, code_ranges, finding};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "unpaired-emphasis",
    summary: "readers are shown the marks of emphasis or code",
    severity: Severity::Warning,
    doubts_text: true,
    yields_to: &[],
    source: include_str!("unpaired_emphasis.rs"),
    run,
};

/// Longest run of one character that is a mark of emphasis; more are a rule or a blank to fill in.
const LONGEST: usize = 3;

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    let file = audit.text(page);
    let all = places(page);
    let (mut sure, mut unsure) = (Vec::new(), Vec::new());
    for (index, place) in all.iter().enumerate() {
        if !place.inline.text.contains(['*', '_', '`', '＊']) {
            continue;
        }
        let source = source_inline(audit, page, &all, index);
        let marks = shown_marks(file, place.inline, source);
        let Some((first, last)) = marks.first().zip(marks.last()) else { continue };
        let at = place.inline.source_range(first.start..last.end);
        let certain = source.is_some() || marks.len() > 1;
        if certain { &mut sure } else { &mut unsure }.push((index, at));
    }
    let texts: Vec<Text<'_>> = all
        .into_iter()
        .map(|place| Text {
            shown: &place.inline.text,
            written: place.inline.source.clone(),
            place: Some(place),
        })
        .collect();
    for (severity, found) in [(CHECK.severity, sure), (Severity::Note, unsure)] {
        let found: Vec<_> = found.into_iter().map(|(index, at)| (&texts[index], at)).collect();
        let Some((_, at)) = found.first() else { continue };
        let message = format!("readers are shown `{}` with its marks", &file[at.clone()]);
        let told = finding(audit, page, (CHECK.id, severity), &found, message);
        findings.extend(told.map(|finding| {
            finding.help("take out the blanks inside the marks, or give the mark its partner")
        }));
    }
}

/// The runs of marks in a text that stand for emphasis or code and are shown as they are.
fn shown_marks(file: &str, inline: &Inline, source: Option<&Inline>) -> Vec<Range<usize>> {
    let code = code_ranges(file, inline);
    let all: Vec<Range<usize>> = runs(&inline.text)
        .into_iter()
        .filter(|run| {
            let next = code.partition_point(|code| code.end <= run.start);
            code.get(next).is_none_or(|code| run.end <= code.start)
        })
        .collect();
    let has = |mark: char| source.is_some_and(|source| source.text.contains(mark));
    let marks = source.is_some_and(|source| !source.marked.is_empty());
    let escaped = |run: &Range<usize>| {
        let start = inline.source_range(run.clone()).start;
        file[..start].ends_with('\\')
    };
    let is_mark = |run: &Range<usize>| {
        let text = &inline.text[run.clone()];
        let mark = text.chars().next().unwrap_or_default();
        let length = text.chars().count();
        let (before, after) = around(&inline.text, run);
        let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
        let inner = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        if has(mark) || (escaped(run) && source.is_none()) {
            return false;
        }
        match (mark, length) {
            ('`', _) => !(inner(before) && inner(after)),
            ('_', 1) => marks && !(inner(before) && inner(after)),
            ('_', _) => !(is_placeholder(&inline.text, run) || inner(before) && inner(after)),
            ('*' | '＊', 1) => marks,
            // `src/**`, `2**3` are no emphasis.
            _ => letter(before) || letter(after) || blank_or_mark(before) && blank_or_mark(after),
        }
    };
    let mut found: Vec<Range<usize>> = all.into_iter().filter(is_mark).collect();
    // A run that is neither at a letter nor one of several is no mark of emphasis.
    if let [only] = found.as_slice() {
        let (before, after) = around(&inline.text, only);
        let single = inline.text[only.clone()].chars().count() == 1;
        let touches = [before, after].into_iter().flatten().any(char::is_alphabetic);
        let backtick = inline.text[only.clone()].starts_with('`');
        if !touches || (single && !backtick) {
            found.clear();
        }
    }
    found
}

/// Whether a run is one end of `__PH_0__`, which is told as a placeholder.
fn is_placeholder(text: &str, run: &Range<usize>) -> bool {
    let inner = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let (before, after) = (&text[..run.end], &text[run.start..]);
    let start = before.trim_end_matches(inner).len();
    let end = run.start + after.find(|c| !inner(c)).unwrap_or(after.len());
    let word = &text[start..end];
    word.len() > 4 && word.starts_with("__") && word.ends_with("__")
}

/// Whether what stands beside a run is a blank, a bracket or a quotation mark, or nothing.
fn blank_or_mark(c: Option<char>) -> bool {
    c.is_none_or(|c| c.is_whitespace() || (!c.is_alphanumeric() && !matches!(c, '/' | '\\')))
}

fn around(text: &str, run: &Range<usize>) -> (Option<char>, Option<char>) {
    (text[..run.start].chars().next_back(), text[run.end..].chars().next())
}

/// Runs of at most [`LONGEST`] marks.
fn runs(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, mark)) = chars.next() {
        if !matches!(mark, '*' | '_' | '`' | '＊') {
            continue;
        }
        let (mut end, mut length) = (start + mark.len_utf8(), 1);
        while let Some((at, _)) = chars.next_if(|(_, c)| *c == mark) {
            end = at + mark.len_utf8();
            length += 1;
        }
        if length <= LONGEST {
            found.push(start..end);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;
    use crate::check::testing_pages::Pages;

    #[test]
    fn marks_that_readers_see_are_found() {
        Pages::new()
            .edit(
                "fr-FR",
                "Dit si la lampe est lit, dark ou faulty. |",
                "Dit si la lampe est ** lit **, ** dark ** ou ** faulty **. |
                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: readers are shown `** lit **, ** dark ** ou ** faulty **` with its marks",
            )
            .edit(
                "nl-NL",
                "Zegt of de lamp lit, dark of faulty is. |",
                "Zegt of de lamp **lit, dark of faulty is. |
                                          ^^ warning: readers are shown `**` with its marks",
            )
            .edit(
                "de-DE",
                "Die UUID, die die Lampe benennt. |",
                "Die UUID`, die die Lampe benennt. |
                                   ^ warning: readers are shown ``` with its marks",
            )
            .expect(&CHECK);
        Case::default()
            .document(
                "ja-JP/data-acme-sends-to-hub.md",
                "\
| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | 灯が**「点灯」**かを示す。 |
                            ^^^^^^^^ warning: readers are shown `**「点灯」**` with its marks
| PINGs | Hello | State | **状態。 |
                          ^^ note: readers are shown `**` with its marks
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn single_marks_are_told_where_the_source_sets_words_apart() {
        Pages::new()
            .edit("en-US", "lit, dark or faulty", "*lit*, *dark* or *faulty*")
            .edit("de-DE", "lit, dark oder faulty", "*lit*, *dark* oder *faulty*")
            .edit("es-ES", "lit, dark o faulty", "**lit**, **dark** o **faulty**")
            .edit("nl-NL", "De UUID die", "De UUID* die")
            .edit(
                "fr-FR",
                "Dit si la lampe est lit, dark ou faulty. |",
                "Dit si la lampe est * lit *, * dark * ou * faulty *. |
                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: readers are shown `* lit *",
            )
            .expect(&CHECK);
    }

    #[test]
    fn emphasis_code_and_marks_of_the_source_are_left_alone() {
        Pages::new()
            .edit("fr-FR", "Le canal que", "Le **canal** *que* `**` __init__ a__b src/** 2**3 ____")
            .edit(
                "en-US",
                "The UUID that names the lamp. |",
                "The UUID** that names the lamp. |
                                   ^^ note: readers are shown",
            )
            .edit("de-DE", "Die UUID, die", "Die UUID**, die")
            .edit("nl-NL", "De UUID die", "De UUID\\* die")
            .expect(&CHECK);
        Case::default()
            .document(
                "uk-UA/data-acme-sends-to-hub.md",
                "\
| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | Канал об`єкта \\*\\*лампи. |
| PINGs | Hello | State | 灯__PH_0__の状態。 |
",
            )
            .expect(&CHECK);
    }
}
