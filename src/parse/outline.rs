//! What a file says of itself at its top, without reading the rest.
//!
//! Most files of a folder are no documents. Their metadata, their first block and their first
//! heading tell so, and reading all of their Markdown costs several times as much.

use std::ops::Range;

use crate::source::SourceFile;

use super::blocks::{Block, BlockKind, parse_blocks};
use super::document::ParsedDocument;
use super::front_matter::split_front_matter;
use super::locate::{Line, lines};

/// Lines after the front matter within which the first heading is looked for. (Of 1,649 pages of a
/// site 1,639 have one, the last of them in line 12.)
const LINES: usize = 40;

/// The top of a file.
#[derive(Debug)]
pub struct Outline {
    /// The front matter, the first blocks up to a heading and the extent of the body, as
    /// [`super::parse`] reads them.
    pub top: ParsedDocument,
    /// Whether the file may hold a table.
    pub may_hold_table: bool,
}

/// The outline of a file. Nothing where its top cannot be read without the rest.
pub fn parse_outline(source: &SourceFile) -> Option<Outline> {
    let file = source.text();
    let mut problems = Vec::new();
    let (front_matter, body) = split_front_matter(file, source.bom_len(), &mut problems);
    let blocks = top_blocks(file, body.clone())?;
    let may_hold_table = may_hold_table(&file[body.clone()]);
    let top = ParsedDocument { front_matter, blocks, tables: Vec::new(), problems, body };
    Some(Outline { top, may_hold_table })
}

/// The blocks down to the first heading. Nothing if there is none near the top, or something before
/// it hides text.
fn top_blocks(file: &str, body: Range<usize>) -> Option<Vec<Block>> {
    let mut top: Vec<Line<'_>> = Vec::new();
    let mut at = body.start;
    let mut headed = false;
    for line in file[body.clone()].split_inclusive('\n').take(LINES) {
        let found = lines(file, at..at + line.len());
        at += line.len();
        if hides_text(line) {
            return None;
        }
        top.extend(found);
        headed = line.trim_start().starts_with('#');
        if headed {
            break;
        }
    }
    // A page without blank lines is cut by lines, so that one anywhere counts.
    let rest = file[at..body.end].lines();
    let blank = |line: &str| line.trim().is_empty();
    let spaced = top.iter().any(|line| blank(line.text)) || rest.into_iter().any(blank);
    let blocks = parse_blocks(file, &top, &[], spaced);
    let last = blocks.last().filter(|block| block.kind == BlockKind::Heading);
    (headed && last.is_some()).then_some(blocks)
}

/// Whether a line may begin code or markup of which the extent is not told by lines. Markup within a
/// line hides nothing, unless it is a comment.
fn hides_text(line: &str) -> bool {
    let marks = ["<!", "```", "~~~", "    ", "\t", "|"];
    line.trim_start().starts_with('<') || marks.iter().any(|mark| line.contains(mark))
}

/// Whether a body may hold a table, in Markdown or HTML. It holds none without a delimiter row, in
/// which a pipe and dashes stand behind what marks a quotation or a list.
fn may_hold_table(body: &str) -> bool {
    let bytes = body.as_bytes();
    let html = |at: usize| bytes.get(at + 1).is_some_and(|b| matches!(b, b't' | b'T'));
    if memchr::memchr_iter(b'<', bytes).any(html) {
        return true;
    }
    let mut from = 0;
    while let Some(found) = memchr::memchr(b'|', &bytes[from..]) {
        let at = from + found;
        let start = memchr::memrchr(b'\n', &bytes[..at]).map_or(0, |end| end + 1);
        let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |end| at + end);
        if may_be_delimiter_row(&bytes[start..end]) {
            return true;
        }
        from = end;
    }
    false
}

fn may_be_delimiter_row(line: &[u8]) -> bool {
    let marks = |b: &u8| b"|:-+*>.) \t\r".contains(b) || b.is_ascii_digit();
    line.contains(&b'-') && line.iter().all(marks)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::parse;
    use super::*;

    fn outline(text: &str) -> Option<Outline> {
        parse_outline(&SourceFile::new("a.md", text.to_owned()))
    }

    #[test]
    fn the_top_of_a_page_is_its_outline() {
        let found = outline("---\ntitle: x\n---\n\nIntro.\n\n# Title\n\nText | more.\n").unwrap();
        assert_eq!(found.top.front_matter.unwrap().get("title").unwrap().text, "x");
        let kinds: Vec<BlockKind> = found.top.blocks.iter().map(|block| block.kind).collect();
        assert_eq!(kinds, [BlockKind::Paragraph, BlockKind::Heading]);
        assert!(!found.may_hold_table);
    }

    #[test]
    fn tables_are_seen_and_hidden_tops_are_not_read() {
        for text in [
            "# T\n\n| a |\n|---|\n| b |\n",
            "# T\n\n> a | b\n> :-- | --:\n",
            "# T\n\n1. a | b\n   --|--\n",
            "# T\n\n<TABLE>\n",
        ] {
            assert!(outline(text).unwrap().may_hold_table, "{text}");
        }
        for text in ["no heading\n", "```\n# code\n```\n", "<div>\n# T\n", "| a |\n|---|\n# T\n"] {
            assert!(outline(text).is_none(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn it_is_what_the_parser_reads(
            lines in proptest::collection::vec(
                "(#{1,3} [a-z]{0,3}|# <a name=\"[a-z]\"></a>[a-z]|[a-z*`|<>:. -]{0,6}|---|\\|?:?-+:?\\|?|> [a-z]+|- [a-z]+|[ \t]{1,5}[a-z]|<!-- x|-->|)",
                0..9,
            ),
        ) {
            let file = SourceFile::new("a.md", lines.join("\n"));
            if let Some(outline) = parse_outline(&file) {
                let whole = parse(&file);
                let top = outline.top;
                prop_assert_eq!(&top.blocks[..], &whole.blocks[..top.blocks.len()]);
                prop_assert!(outline.may_hold_table || whole.tables.is_empty());
                prop_assert_eq!(top.body, whole.body);
                prop_assert_eq!(top.front_matter, whole.front_matter);
            }
        }
    }
}
