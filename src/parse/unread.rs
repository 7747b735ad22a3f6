//! Tables that stand on a page and are not read: written in HTML, as code, inside a comment, or with
//! a delimiter row that makes no table.

use std::ops::Range;

use super::locate::{has_pipe, lines};
use super::table::raw_cells;

/// What a table that is not read looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// Written in HTML that has no end or no rows.
    Html,
    /// In a code block, fenced or indented.
    Code,
    /// Inside an HTML comment.
    Comment,
    /// The delimiter row has another number of cells than the header.
    Delimiter {
        /// Cells of the header row.
        header: usize,
        /// Cells of the delimiter row.
        cells: usize,
    },
    /// Rows with pipes under no delimiter row.
    NoDelimiter,
    /// The delimiter row is drawn with other dashes than `-`.
    Dashes,
    /// Header, delimiter row and rows stand in one line.
    OneLine,
    /// The lines begin with blanks that are none to a renderer, such as U+00A0.
    Blanks,
    /// The cells are parted by characters that look like pipes, such as U+FF5C.
    Pipes,
    /// The page includes another file, where the table may be.
    Include,
}

/// Lines with pipes from which on they are a table and no accident.
const ROWS: usize = 3;

/// The first table in a range of the file that no parser reads, with its first line.
pub fn unread_table(file: &str, body: Range<usize>) -> Option<(Unread, Range<usize>)> {
    let lines = lines(file, body);
    let (mut fenced, mut hidden, mut include) = (false, false, None);
    for (at, line) in lines.iter().enumerate() {
        let text = line.text.trim();
        let fence = text.starts_with("```") || text.starts_with("~~~");
        fenced ^= fence;
        hidden = hidden && !text.contains("-->") || text.contains("<!--") && !text.contains("-->");
        let range = line.start..line.end();
        if !fenced && !hidden && text.to_lowercase().contains("<table") {
            return Some((Unread::Html, range));
        }
        if is_one_line(file, &range) {
            return Some((Unread::OneLine, range));
        }
        let rows = lines[at..].iter().take(ROWS).take_while(|line| has_pipe(line.text)).count();
        if rows >= ROWS {
            let under = lines[at + 1];
            let kind = match () {
                () if hidden => Unread::Comment,
                () if fenced || line.text.starts_with("    ") || line.text.starts_with('\t') => {
                    Unread::Code
                }
                () if line.text.starts_with(is_odd_blank) => Unread::Blanks,
                () => under_header(file, &range, &(under.start..under.end())),
            };
            return Some((kind, range));
        }
        let drawn = lines[at..].iter().take(ROWS).take_while(|line| has_odd_pipe(line.text));
        if drawn.count() >= ROWS {
            return Some((Unread::Pipes, range));
        }
        let included = text.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("[!include"));
        include = include.or(included.then_some((Unread::Include, range)));
    }
    include
}

/// What is wrong with the line under a header row.
fn under_header(file: &str, header: &Range<usize>, under: &Range<usize>) -> Unread {
    let text = &file[under.clone()];
    let dashes = |c: char| is_odd_dash(c) || matches!(c, '|' | ':' | ' ' | '\t' | '-');
    if text.contains(is_odd_dash) && text.chars().all(dashes) {
        return Unread::Dashes;
    }
    let cells = raw_cells(file, under.clone()).len();
    let header = raw_cells(file, header.clone()).len();
    if text.contains("--") && is_ruled(text) && cells != header {
        return Unread::Delimiter { header, cells };
    }
    Unread::NoDelimiter
}

/// Whether a whole table stands in one line: a run of cells with dashes, and others around it.
fn is_one_line(file: &str, line: &Range<usize>) -> bool {
    let text = &file[line.clone()];
    if !text.contains("|-") && !text.contains("| -") && !text.contains("|:-") {
        return false;
    }
    let cells = raw_cells(file, line.clone());
    let ruled = cells.iter().filter(|cell| is_ruled(&file[(*cell).clone()])).count();
    ruled >= 2 && cells.len() >= 3 * ruled
}

/// Blanks that a renderer takes for text.
fn is_odd_blank(c: char) -> bool {
    c.is_whitespace() && !c.is_ascii() || matches!(c, '\u{200b}' | '\u{feff}')
}

/// Dashes that draw no delimiter row.
fn is_odd_dash(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2015}' | '−' | '─' | '━' | '﹣' | '－' | 'ー' | '\u{ad}')
}

/// Whether a line has two or more characters that look like pipes and are none.
fn has_odd_pipe(line: &str) -> bool {
    line.chars().filter(|c| matches!(c, '｜' | '│' | '┃' | '￨' | '∣' | '¦')).count() >= 2
}

/// Lines with pipes right after a table that ended too early: what cut it (an empty line, a
/// comment), and how many there are. `at` is where the table ends.
pub fn rows_cut_off(file: &str, at: usize) -> Option<(Range<usize>, usize)> {
    const GAP: usize = 3;
    let rest = lines(file, at..file.len());
    let gap = rest.iter().skip(1).take_while(|line| !starts_row(line.text)).count();
    let rows = rest.iter().skip(1 + gap).take_while(|line| starts_row(line.text)).count();
    let ruled = rest.get(2 + gap).is_some_and(|line| is_ruled(line.text));
    let cut = rest.get(1).filter(|_| (1..=GAP).contains(&gap) && rows > 0 && !ruled)?;
    Some((cut.start..cut.end(), rows))
}

fn starts_row(line: &str) -> bool {
    line.starts_with('|') && line.trim_end().ends_with('|')
}

fn is_ruled(line: &str) -> bool {
    line.bytes().all(|b| matches!(b, b'-' | b':' | b'|' | b' ' | b'\t')) && line.contains('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Option<Unread> {
        unread_table(text, 0..text.len()).map(|(kind, _)| kind)
    }

    #[test]
    fn tables_that_are_not_read_are_named() {
        let table = "| a | b |\n|---|---|\n| c | d |\n";
        assert_eq!(seen("text\n<TABLE><tr>\n"), Some(Unread::Html));
        assert_eq!(seen(&format!("text\n```\n{table}```\n")), Some(Unread::Code));
        assert_eq!(seen(&format!("<!--\n{table}-->\n")), Some(Unread::Comment));
        let short = table.replace("---|---", "---");
        assert_eq!(seen(&short), Some(Unread::Delimiter { header: 2, cells: 1 }));
        assert_eq!(seen(&table.replace("---|---", "x|y")), Some(Unread::NoDelimiter));
        assert_eq!(seen(&table.replace('-', "—")), Some(Unread::Dashes));
        assert_eq!(seen(&table.replace('-', "－")), Some(Unread::Dashes));
        assert_eq!(seen(&table.replace('|', "｜")), Some(Unread::Pipes));
        assert_eq!(seen(&table.replace('\n', " ")), Some(Unread::OneLine));
        let led: String = table.lines().map(|line| format!("\u{a0}{line}\n")).collect();
        assert_eq!(seen(&led), Some(Unread::Blanks));
        assert_eq!(seen("text\n\n[!INCLUDE [x](y.md)]\n"), Some(Unread::Include));
        assert_eq!(seen("a | b in prose\nand more\n"), None);
        assert_eq!(seen("<!-- a --> text `<tab>`\n"), None);
    }

    #[test]
    fn rows_after_a_cut_are_counted() {
        let cut = |text: &str| {
            let at = text.find("b |").unwrap() + 3;
            rows_cut_off(text, at).map(|(range, rows)| (text[range].to_owned(), rows))
        };
        let comment = "<!-- | c | d | -->";
        let text = format!("| a | b |\n{comment}\n| e | f |\n| g | h |\n");
        assert_eq!(cut(&text), Some((comment.to_owned(), 2)));
        assert_eq!(cut("| a | b |\n\n| e | f |\n"), Some((String::new(), 1)));
        assert_eq!(cut("| a | b |\n\n| e | f |\n|---|---|\n| g | h |\n"), None);
        assert_eq!(cut("| a | b |\n\ntext\n\nmore\n\n| e | f |\n"), None);
        assert_eq!(cut("| a | b |\n"), None);
    }
}
