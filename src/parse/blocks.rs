//! The prose around the table, cut into blocks.
//!
//! Markdown's own notion of a paragraph is no use on a scraped page, where everything after the
//! first bullet is one lazy continuation. So blocks are cut by lines: a heading, a list item, a
//! quoted note, a paragraph. Where a page has no blank lines at all, each line is a block.

use std::ops::Range;

use super::directive::{Directive, directive_at};
use super::inline::{Inline, parse_inline};
use super::locate::Line;

/// A block of prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text.
    pub inline: Inline,
}

/// The kinds of blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// `#` to `######`.
    Heading,
    /// Running text.
    Paragraph,
    /// One bullet or numbered item.
    ListItem,
    /// A quoted block or alert.
    Note,
}

/// Cuts lines into blocks. `skip` holds ranges that are no prose (tables, code, comments), in
/// order. `spaced` tells whether the page has blank lines at all.
pub(super) fn parse_blocks(
    file: &str,
    lines: &[Line<'_>],
    skip: &[Range<usize>],
    spaced: bool,
) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<(BlockKind, Range<usize>)> = None;
    let mut next = 0;
    for line in lines {
        let skipped = covered(skip, &mut next, line.start);
        let kind = if skipped { None } else { classify(line.text) };
        let Some((kind, indent)) = kind else {
            close(file, &mut open, &mut blocks);
            continue;
        };
        let continues = open.as_ref().is_some_and(|(before, _)| match (before, kind) {
            (BlockKind::Paragraph, BlockKind::Paragraph) => spaced,
            (BlockKind::Note, BlockKind::Note) => true,
            (BlockKind::ListItem, BlockKind::Paragraph) => line.text.starts_with([' ', '\t']),
            _ => false,
        });
        if !continues {
            close(file, &mut open, &mut blocks);
        }
        match &mut open {
            Some((_, range)) => range.end = line.end(),
            None => open = Some((kind, line.start + indent..line.end())),
        }
    }
    close(file, &mut open, &mut blocks);
    blocks
}

/// Whether a range of the ordered list holds `at`. `next` is the first range that can, and moves on
/// from call to call.
fn covered(ranges: &[Range<usize>], next: &mut usize, at: usize) -> bool {
    while ranges.get(*next).is_some_and(|range| range.end <= at) {
        *next += 1;
    }
    ranges.get(*next).is_some_and(|range| range.start <= at)
}

fn close(file: &str, open: &mut Option<(BlockKind, Range<usize>)>, blocks: &mut Vec<Block>) {
    if let Some((kind, range)) = open.take() {
        let inline = parse_inline(file, range);
        let alert = inline.text.trim_start().strip_prefix("[!");
        let include = kind != BlockKind::Note
            && alert.is_some_and(|t| t.to_uppercase().starts_with("INCLUDE"));
        if !include && !inline.trimmed().is_empty() {
            blocks.push(Block { kind, inline });
        }
    }
}

/// Whether a line is a directive, or the opening or closing one of several lines, and no text.
fn is_directive(line: &str) -> bool {
    let shown = |directive: Directive| {
        directive.value.is_some() || !line[directive.range.end..].trim().is_empty()
    };
    line.starts_with(":::") && !directive_at(line, 0).is_some_and(shown)
}

/// The kind of a line and how many bytes of marker it starts with; nothing for a blank line or a
/// line that is markup only.
fn classify(text: &str) -> Option<(BlockKind, usize)> {
    let trimmed = text.trim_start();
    let indent = text.len() - trimmed.len();
    if trimmed.is_empty()
        || is_directive(trimmed)
        || trimmed.bytes().all(|b| matches!(b, b'-' | b'*' | b'=' | b'_'))
    {
        return None;
    }
    let marker = trimmed.bytes().take_while(|b| *b == b'#').count();
    if (1..=6).contains(&marker) && trimmed[marker..].starts_with([' ', '\t']) {
        return Some((BlockKind::Heading, 0));
    }
    if trimmed.starts_with('>') {
        return Some((BlockKind::Note, 0));
    }
    if let Some(rest) = trimmed.strip_prefix(['-', '*', '+'])
        && rest.starts_with([' ', '\t', '['])
    {
        return Some((BlockKind::ListItem, indent + 1));
    }
    let digits = trimmed.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=9).contains(&digits)
        && (trimmed[digits..].starts_with(". ") || trimmed[digits..].starts_with(") "))
    {
        return Some((BlockKind::ListItem, indent + digits + 1));
    }
    Some((BlockKind::Paragraph, 0))
}
