//! What is no page, or a page in a very bad state: always a clear word, never a panic or a hang.

mod common;

use std::process::Output;

use common::{flowproof, stderr, stdout};

/// Front matter and heading of a known document, without its table.
const HEAD: &str = "---\nms.assetid: cf27fdb8-f408-425c-9a7c-146de1534425\n---\n\
    # Data Apple sends to Intune\n\nWhat follows is sent.\n\n";
const HEADER: &str = "| Service | Message | Data sent to Intune | Used for |\n|---|---|---|---|\n";
const ROW: &str = "| APNs | Authenticate | Topic | The topic of the message. |\n";

/// Runs `check` on one file, which must end with an exit code and without a panic.
fn check(content: impl AsRef<[u8]>) -> Output {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("x.md"), content).expect("a writable file");
    let output = flowproof(folder.path(), &["check", "--verbose"]);
    assert!(output.status.code().is_some(), "killed: {}", stderr(&output));
    assert!(!stderr(&output).contains("panicked"), "{}", stderr(&output));
    output
}

#[track_caller]
fn refused(content: impl AsRef<[u8]>, reason: &str) {
    let output = check(content);
    assert_eq!(output.status.code(), Some(2), "{}", stdout(&output));
    let shown = stderr(&output);
    // What can still be told to be a page is named as one.
    let ways = ["x.md: passed over: ", "x.md was not checked: "];
    assert!(ways.iter().any(|way| shown.contains(&format!("{way}{reason}"))), "{shown}");
    assert!(shown.contains("error: nothing to check"), "{shown}");
    assert_eq!(stdout(&output), "");
}

#[track_caller]
fn found(content: impl AsRef<[u8]>, finding: &str) {
    let output = check(content);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stdout(&output).contains(finding), "{}", stdout(&output));
}

#[test]
fn what_is_no_text_is_named() {
    refused("", "the file is empty");
    refused("\u{feff}", "the file is empty");
    refused(" \r\n\t\n", "the file is empty");
    refused("\u{7f}ELF\0\0", "the file is binary");
    refused(format!("{HEAD}{HEADER}{ROW}\0"), "the file is binary");
    refused(b"\xff\xfe|\0a\0|\0", "the file is UTF-16");
    refused(b"\xfe\xff\0|\0a\0|", "the file is UTF-16");
    refused(format!("{HEAD}{HEADER}{ROW}").replace('\n', "\r"), "its lines end with CR alone");
}

#[test]
fn what_is_no_page_is_named() {
    refused("\u{fffd}", "no document of the catalog");
    refused("---\n", "no document of the catalog");
    refused("---\n---\n", "a redirect, no page");
    refused(
        "---\nredirect_url: /a\nms.assetid: cf27fdb8-f408-425c-9a7c-146de1534425\n---\n\n",
        "a redirect",
    );
    refused("| a |\n|---|\n| b |\n", "no document of the catalog");
    let separators = format!("{HEAD}{HEADER}{ROW}").replace('\n', "\u{2028}");
    refused(separators, "no document of the catalog");
}

#[test]
fn a_file_above_the_size_limit_is_not_read() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = std::fs::File::create(folder.path().join("x.md")).expect("a file");
    file.set_len(100_000_000).expect("a sparse file");
    let output = flowproof(folder.path(), &["check"]);
    assert_eq!(output.status.code(), Some(2));
    let shown = stderr(&output);
    assert!(
        shown.contains("x.md: passed over: it cannot be read: it is too large: files above 16 MiB"),
        "{shown}"
    );
}

#[test]
fn a_page_with_too_many_rows_is_not_checked() {
    let page = |rows: usize| format!("{HEAD}{HEADER}{}", ROW.repeat(rows));
    refused(page(5001), "its tables have 5001 rows; pages with more than 5000 are not checked");
    found(page(300), "warning[duplicate-row]");
    let tables = format!("{HEAD}{}", format!("{HEADER}{ROW}\n").repeat(5001));
    refused(tables, "its tables have 5001 rows");
}

#[test]
fn a_known_page_without_its_table_is_an_error() {
    let table = format!("{HEADER}{ROW}");
    found(HEAD, "error[missing-table]: the page has no table;");
    found(format!("{HEAD}{HEADER}"), "error[missing-table]: the page has a table with no rows");
    found(format!("{HEAD}| Service | Message |\n"), "error[missing-table]: the page has no table;");
    for hidden in [
        format!("```\n{table}```\n"),
        format!("~~~~ text\n{table}~~~~\n"),
        format!("```\n{table}"),
        format!("<!--\n{table}-->\n"),
        format!("<!--\n\n{table}\n-->\n"),
        format!("<pre>\n{table}</pre>\n"),
        table.lines().fold(String::new(), |text, line| text + "    " + line + "\n"),
    ] {
        let what = "error[missing-table]: the page has no table that a Markdown renderer shows";
        found(format!("{HEAD}{hidden}"), what);
    }
    found(format!("{HEAD}<div>\n{table}</div>\n"), "warning[loose-table]");
}

#[test]
fn odd_tables_give_findings() {
    found(format!("{HEAD}| Topic |\n|---|\n| Topic |\n"), "[missing-row]");
    found(format!("{HEAD}{HEADER}{}\n", "|".repeat(10_000)), "[excess-cells]");
    found(format!("{HEAD}{HEADER}{}\n", "| a ".repeat(10_000)), "the row has 10000 cells");
    let wide = format!("{}\n{}\n{}\n", "|a".repeat(9999), "|-".repeat(9999), "|b".repeat(9999));
    found(format!("{HEAD}{wide}"), "the page has 1 table, but none with the columns");
    let text = format!("{HEAD}{HEADER}| APNs | Authenticate | To");
    let invalid = [text.as_bytes(), b"\xff\xfe", b"pic | \xe9 |\n"];
    found(invalid.concat(), "[invalid-encoding]");
}

/// Text that is deeply nested to a Markdown parser, before the table and in a cell of it.
#[test]
fn deep_nesting_is_read() {
    for piece in [
        ">", "> ", "[", "[a](", "(", "*", "*a ", "_a ", "- ", "`", "`a", "<", "<a ", "![", "&",
        "\\", "~", "|", "$", "* a\n", "<!-- ", "a <? ", "1. ", "# ", "+ > ", "[^a]: ", "<div>\n",
    ] {
        let deep = piece.repeat(10_000);
        let before = check(format!("{HEAD}{deep}\n\n{HEADER}{ROW}"));
        assert_eq!(before.status.code(), Some(1), "{piece}: {}", stderr(&before));
        let within = check(format!("{HEAD}{HEADER}| APNs | Authenticate | Topic | {deep} |\n"));
        assert_eq!(within.status.code(), Some(1), "{piece}: {}", stderr(&within));
        assert!(stdout(&within).len() < 300_000, "{piece}: {}", stdout(&within).len());
    }
}

#[test]
fn bad_front_matter_is_a_finding_and_the_page_is_read() {
    let id = "ms.assetid: cf27fdb8-f408-425c-9a7c-146de1534425\n";
    let level = |name: u8| {
        let name = char::from(name);
        let below = char::from_u32(u32::from(name) - 1).expect("a letter");
        format!("{name}: &{name} [{}]\n", vec![format!("*{below}"); 9].join(","))
    };
    let bomb =
        (b'b'..b'k').fold("a: &a [x,x,x,x,x,x,x,x,x]\n".to_owned(), |text, n| text + &level(n));
    let flow = format!("a: {}{}\n", "[".repeat(10_000), "]".repeat(10_000));
    let maps = format!("a: {}\n", "{a: ".repeat(10_000));
    let dashes = format!("a:\n{}x\n", "- ".repeat(10_000));
    let blocks = (0..2000).fold(String::new(), |text, depth| text + &" ".repeat(depth) + "a:\n");
    let page = |front: &str| format!("---\n{id}{front}---\n# X\n\n{HEADER}{ROW}");
    for (front, reason) in [
        (bomb.as_str(), "anchors and aliases are not allowed"),
        (&flow, "it is nested too deeply"),
        (&maps, "it is nested too deeply"),
        (&dashes, "it is nested too deeply"),
        (&blocks, "it is nested too deeply"),
        ("title: a: b\n", "the front matter is not valid YAML"),
        ("\u{1}\n", "the front matter is not valid YAML"),
    ] {
        let output = check(page(front));
        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
        let shown = stdout(&output);
        assert!(shown.contains("[invalid-front-matter]") && shown.contains(reason), "{shown}");
        assert!(shown.contains("[undocumented-field]"), "the table was not read: {shown}");
    }
    let unclosed = format!("---\n{id}\n# Data Apple sends to Intune\n\n{HEADER}{ROW}");
    found(unclosed, "[invalid-front-matter]: the front matter starts here and never ends");
}
