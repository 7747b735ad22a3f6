//! Which parts of a text are at fault.

use std::ops::Range;

use serde::Serialize;

use crate::finding::{Finding, Severity};
use crate::parse::Inline;
use crate::report::html::view::FindingRow;
use crate::source::FileId;

/// A piece of text, marked or not.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Segment {
    text: String,
    /// The finding that the text is at fault by.
    finding: Option<String>,
    severity: Option<Severity>,
}

/// A place of the file that a finding names.
#[derive(Debug)]
pub(super) struct Mark<'a> {
    /// Bytes of the file.
    pub(super) range: Range<usize>,
    pub(super) finding: &'a FindingRow,
    /// Whether it is the place of the finding, not one of its further places.
    pub(super) primary: bool,
}

/// All places of a file that findings on it name.
#[derive(Debug)]
pub(super) struct Marks<'a> {
    marks: Vec<Mark<'a>>,
}

impl<'a> Marks<'a> {
    /// Takes the findings on a file together with their rows.
    pub(super) fn new(
        file: FileId,
        findings: impl Iterator<Item = (&'a Finding, &'a FindingRow)>,
    ) -> Self {
        let mut marks = Vec::new();
        for (finding, row) in findings {
            let range = finding.span.start..finding.span.end;
            marks.push(Mark { range, finding: row, primary: true });
            let others = finding.related.iter().filter(|e| e.span.file == file);
            marks.extend(others.map(|e| Mark {
                range: e.span.start..e.span.end,
                finding: row,
                primary: false,
            }));
        }
        marks.sort_by_key(|mark| (mark.range.start, mark.range.end, !mark.primary));
        Marks { marks }
    }

    /// No place at all.
    pub(super) fn none() -> Self {
        Marks { marks: Vec::new() }
    }

    /// In the order of the file.
    pub(super) fn all(&self) -> &[Mark<'a>] {
        &self.marks
    }

    /// Those that start within a range of the file.
    fn within(&self, range: &Range<usize>) -> &[Mark<'a>] {
        let first = self.marks.partition_point(|mark| mark.range.start < range.start);
        let last = self.marks.partition_point(|mark| mark.range.start < range.end);
        &self.marks[first..last.max(first)]
    }

    /// The text of a cell or block, cut where marks begin and end.
    pub(super) fn of_inline(&self, inline: &Inline) -> Vec<Segment> {
        let marked = self.within(&inline.source).iter().filter(|mark| mark.finding.marked);
        let ranges =
            marked.filter_map(|mark| Some((inline.text_range(mark.range.clone())?, mark.finding)));
        segments(inline.trimmed(), lead(&inline.text), ranges)
    }

    /// The bytes of a line as they are, cut where marks begin and end.
    pub(super) fn of_line(&self, text: &str, at: usize) -> Vec<Segment> {
        let line = at..at + text.len();
        let marked = self.within(&line).iter().filter(|mark| mark.finding.marked);
        let ranges = marked.filter_map(|mark| {
            let end = mark.range.end.min(line.end);
            (mark.range.start < end).then(|| (mark.range.start - at..end - at, mark.finding))
        });
        segments(text, 0, ranges)
    }
}

fn lead(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// Cuts a text. `cut` is how many bytes were taken off before it; a mark that begins inside
/// another one is passed over.
fn segments<'a>(
    text: &str,
    cut: usize,
    ranges: impl Iterator<Item = (Range<usize>, &'a FindingRow)>,
) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut done = 0;
    for (range, finding) in ranges {
        let start = range.start.saturating_sub(cut);
        let end = range.end.saturating_sub(cut).min(text.len());
        let whole = text.is_char_boundary(start) && text.is_char_boundary(end);
        if start < done || start >= end || !whole {
            continue;
        }
        if done < start {
            segments.push(plain(&text[done..start]));
        }
        segments.push(Segment {
            text: text[start..end].to_owned(),
            finding: Some(finding.fingerprint.clone()),
            severity: Some(finding.severity),
        });
        done = end;
    }
    if done < text.len() {
        segments.push(plain(&text[done..]));
    }
    segments
}

fn plain(text: &str) -> Segment {
    Segment { text: text.to_owned(), finding: None, severity: None }
}
