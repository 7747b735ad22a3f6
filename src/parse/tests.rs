//! What holds for every file, however odd.

use std::collections::BTreeMap;
use std::ops::Range;

use proptest::prelude::*;

use crate::catalog::located::Located;
use crate::catalog::parse_yaml;
use crate::source::SourceFile;

use super::front_matter::{scalars, scan_flat};
use super::{Inline, ParsedDocument, parse};

/// Pieces of which Markdown is made, so that random text meets every construct.
const PIECES: &[&str] = &[
    "|",
    "|",
    "| a ",
    "|---",
    "|-",
    "\n",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\n---\n",
    "---\n",
    "```",
    "`",
    "``",
    "~~~",
    "<!--",
    "-->",
    "<br>",
    "<p>",
    "*",
    "**",
    "_",
    "[",
    "](",
    ")",
    "[!NOTE]",
    "![",
    "\\",
    "&amp;",
    "&#0;",
    "é",
    "日本",
    "😀",
    "\u{feff}",
    "\u{301}",
    "\u{2028}",
    " ",
    "    ",
    "\t",
    "- ",
    "> ",
    "# ",
    "1. ",
    ":",
    ": ",
    "key: value\n",
    "a",
    "word ",
    ":::",
    "<a href='x'>",
    "[a]: b\n",
];

fn markdown() -> impl Strategy<Value = String> {
    let pieces = proptest::collection::vec(proptest::sample::select(PIECES), 0..60);
    pieces.prop_map(|pieces| pieces.concat())
}

/// Every byte range that a parsed document holds.
fn spans(parsed: &ParsedDocument) -> Vec<Range<usize>> {
    let mut all = vec![parsed.body.clone()];
    all.extend(parsed.front_matter.iter().map(|front| front.range.clone()));
    all.extend(parsed.problems.iter().map(|problem| problem.range.clone()));
    parsed.blocks.iter().for_each(|block| inline_spans(&block.inline, &mut all));
    for table in &parsed.tables {
        all.push(table.range.clone());
        for row in std::iter::once(&table.header).chain(&table.rows) {
            all.push(row.range.clone());
            all.extend(row.excess.iter().cloned());
            row.cells.iter().for_each(|cell| inline_spans(&cell.inline, &mut all));
        }
    }
    all
}

/// The ranges of a text, those of each of its characters included.
fn inline_spans(inline: &Inline, all: &mut Vec<Range<usize>>) {
    all.push(inline.source.clone());
    all.push(inline.trimmed_source());
    all.extend(inline.links.iter().map(|link| link.source.clone()));
    all.extend(
        inline.text.char_indices().map(|(at, c)| inline.source_range(at..at + c.len_utf8())),
    );
}

fn holds_for_every_span(text: String) -> Result<(), TestCaseError> {
    let file = SourceFile::new("a.md", text);
    let parsed = parse(&file);
    for span in spans(&parsed) {
        prop_assert!(file.text().get(span.clone()).is_some(), "{span:?} in {:?}", file.text());
    }
    for inline in parsed.blocks.iter().map(|block| &block.inline) {
        for marked in &inline.marked {
            prop_assert!(inline.text.get(marked.clone()).is_some(), "{:?}", file.text());
        }
    }
    Ok(())
}

/// Values to which YAML gives a meaning, or nearly.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "true", "null", "~", "yes", "1.10", "007", "0x1f", "1e3", "1e999", "inf", ".inf",
    "2018-04-20", "04/20/2018", "12:30:45", "1_000", "a: b", "a #b", "a:", "x\u{a0}",
    "\u{3000}x", "a\u{85}b", "a\u{2028}b", "a\u{7f}", "'a''b'", "\"a\\n\"", "''", "\"", "[a]",
    "{a: b}", "*a", "&a b", "!a b", "| ", "> ", "- a", "?", "a,b", "...", "日本語", "(a)", "a\tb",
    "%a", "@a", "`a`", "'a' b", "a\rb", "<<",
];

/// A line of front matter: mostly plain, with everything that YAML gives a meaning to.
fn flat_line() -> impl Strategy<Value = String> {
    let key = prop_oneof![
        "[a-zA-Z0-9._-]{1,8}",
        proptest::sample::select(
            &["true", "null", "y", "1", "1.0", "ms.date", "<<", "-", "--"][..]
        )
        .prop_map(str::to_owned)
    ];
    let value = prop_oneof![
        "[ -~]{0,10}",
        "[a-zA-Z0-9 .:/_-]{0,20}",
        proptest::sample::select(WORDS).prop_map(str::to_owned),
        "['\"][ -~]{0,6}['\"]",
    ];
    (key, "( {1,2}|)", value, "( |\r|)")
        .prop_map(|(key, gap, value, end)| format!("{key}:{gap}{value}{end}\n"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_markdown_parses_into_spans_of_the_file(text in markdown()) {
        holds_for_every_span(text)?;
    }

    #[test]
    fn any_text_parses_into_spans_of_the_file(text in any::<String>()) {
        holds_for_every_span(text)?;
    }

    #[test]
    fn the_flat_scanner_agrees_with_yaml(lines in proptest::collection::vec(flat_line(), 1..4)) {
        let text = lines.concat();
        let (flat, strict) = scan_flat(&text, 0..text.len());
        if strict && !flat.is_empty() {
            let yaml = parse_yaml::<BTreeMap<String, Located<serde_json::Value>>>(&text);
            prop_assert!(yaml.is_ok(), "{text:?}: {:?}", yaml.err());
            let yaml = scalars(yaml.unwrap(), &text, 0);
            prop_assert_eq!(flat.len(), yaml.len(), "{:?}", text);
            for (key, value) in &flat {
                prop_assert_eq!(&value.text, &yaml[key].text, "{:?}", text);
                if !value.text.is_empty() {
                    prop_assert_eq!(&value.range, &yaml[key].range, "{:?}", text);
                }
            }
        }
    }

    #[test]
    fn a_cell_leads_back_to_its_bytes(
        cells in proptest::collection::vec("[a-zA-Z0-9é日本😀,.;] ?[a-zA-Z0-9é日本😀 ,.;]{0,12}", 2..5),
        bom in any::<bool>(),
        crlf in any::<bool>(),
    ) {
        let bom = if bom { "\u{feff}" } else { "" };
        let eol = if crlf { "\r\n" } else { "\n" };
        let row = format!("|{}|", cells.join(" | "));
        let rule = "|-".repeat(cells.len());
        let file = SourceFile::new("a.md", format!("{bom}日{eol}{eol}{row}{eol}{rule}|{eol}{row}{eol}"));
        let parsed = parse(&file);
        prop_assert_eq!(parsed.tables[0].rows.len(), 1);
        for (cell, written) in parsed.tables[0].rows[0].cells.iter().zip(&cells) {
            prop_assert_eq!(cell.text(), written.trim());
            prop_assert_eq!(&file.text()[cell.inline.trimmed_source()], written.trim());
            for (at, c) in cell.inline.text.char_indices() {
                let range = cell.inline.source_range(at..at + c.len_utf8());
                prop_assert_eq!(&file.text()[range], c.to_string());
            }
        }
    }
}
