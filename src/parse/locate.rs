//! Finds table blocks that a Markdown parser misses.
//!
//! In a scraped page the header follows prose without a blank line, so that to CommonMark the
//! whole rest of the page is one paragraph. A delimiter row is unmistakable, though: dashes,
//! colons and pipes only, under a line that has a pipe. The block goes down while lines have one.
//! (Neither pulldown-cmark 0.13 nor comrak 0.59 finds a table in such a page.)

use std::borrow::Cow;
use std::ops::Range;

/// A line of a file without its line end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) start: usize,
    pub(super) text: &'a str,
}

impl Line<'_> {
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// The lines of a range of the file.
pub(super) fn lines(file: &str, range: Range<usize>) -> Vec<Line<'_>> {
    let mut start = range.start;
    file[range]
        .split_inclusive('\n')
        .map(|line| {
            let text = line.trim_end_matches(['\n', '\r']);
            let found = Line { start, text };
            start += line.len();
            found
        })
        .collect()
}

/// The file with blanks for the tabs in delimiter rows. GFM allows both there, our parser blanks
/// only. No byte moves.
pub(super) fn tabs_as_blanks<'a>(file: &'a str, lines: &[Line<'_>]) -> Cow<'a, str> {
    let rows = lines.iter().filter(|line| line.text.contains('\t')).filter_map(|line| {
        let row = line.text.trim_start_matches(['>', ' ', '\t']);
        let start = line.end() - row.len();
        (row.contains('\t') && is_delimiter_row(row)).then_some(start..line.end())
    });
    let mut changed = Cow::Borrowed(file);
    for row in rows {
        let blanks = file[row.clone()].replace('\t', " ");
        changed.to_mut().replace_range(row, &blanks);
    }
    changed
}

/// Byte ranges of blocks that look like tables, in order.
pub(super) fn locate_tables(lines: &[Line<'_>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut index = 1;
    while index < lines.len() {
        if is_delimiter_row(lines[index].text) && has_pipe(lines[index - 1].text) {
            let last = (index + 1..lines.len())
                .take_while(|i| has_pipe(lines[*i].text))
                .last()
                .unwrap_or(index);
            found.push(lines[index - 1].start..lines[last].end());
            index = last;
        }
        index += 1;
    }
    found
}

fn is_delimiter_row(line: &str) -> bool {
    line.contains('|')
        && line.contains('-')
        && line.bytes().all(|b| matches!(b, b'-' | b':' | b'|' | b' ' | b'\t'))
        && line.trim().trim_matches('|').split('|').all(|cell| cell.contains('-'))
}

pub(super) fn has_pipe(line: &str) -> bool {
    let bytes = line.as_bytes();
    memchr_pipe(bytes).is_some_and(|at| {
        at == 0 || bytes[at - 1] != b'\\' || line.replace("\\|", "").contains('|')
    })
}

fn memchr_pipe(bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(|b| *b == b'|')
}
