//! Text in GitHub Flavored Markdown that stays text.
//!
//! What is escaped: markup and HTML; `@` and `#`, which would name a person or an issue (an empty
//! character follows them, because they are looked for in the rendered page); addresses, which
//! would become links; line ends, which would end a table row.

use super::visible::one_line;

/// Running text.
pub(super) fn text(raw: &str) -> String {
    let line = one_line(raw);
    let mut out = String::with_capacity(line.len() + 16);
    let mut rest = line.as_str();
    while let Some(c) = rest.chars().next() {
        if starts_with_host(rest) {
            out.push_str(&rest[..3]);
            out.push_str("&#46;");
            rest = &rest[4..];
            continue;
        }
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '@' | '#' => out.push_str(&format!("\\{c}&#8203;")),
            ':' if rest.starts_with("://") => out.push_str("&#58;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '!' | '$' | '^' | '{' | '}' => {
                out.push_str(&format!("\\{c}"));
            }
            _ => out.push(c),
        }
        rest = &rest[c.len_utf8()..];
    }
    out
}

fn starts_with_host(text: &str) -> bool {
    text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."))
}

/// Words as they stand on a page, in code type, where nothing is markup.
pub(super) fn code(raw: &str) -> String {
    let line = one_line(raw);
    let line = line.trim();
    if line.is_empty() {
        return String::new();
    }
    if !line.contains(['`', '|', '\\', '<']) {
        return format!("`{line}`");
    }
    let entity = |c: char| match c {
        _ if c.is_ascii_punctuation() => format!("&#{};", u32::from(c)),
        _ => c.to_string(),
    };
    format!("<code>{}</code>", line.chars().map(entity).collect::<String>())
}

/// A sentence of a check, which sets words of pages apart with backticks. Where these do not come
/// in pairs, a page has put one in, and the sentence is running text.
pub(super) fn message(raw: &str) -> String {
    let parts: Vec<&str> = raw.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return text(raw);
    }
    let part =
        |(at, part): (usize, &&str)| if at.is_multiple_of(2) { text(part) } else { code(part) };
    parts.iter().enumerate().map(part).collect()
}

/// A row of a table.
pub(super) fn row<const N: usize>(cells: &[String; N]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

/// The head of a table.
pub(super) fn head<const N: usize>(names: [&str; N]) -> String {
    format!("| {} |\n|{}\n", names.join(" | "), " --- |".repeat(N))
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Event, Options, Parser, Tag};

    use super::{code, head, message, row, text};

    const HOSTILE: [&str; 9] = [
        "</script><img src=x onerror=alert(1)>",
        "[a](javascript:alert(1)) ![b](x) <https://x.example>",
        "a | b \\| c \\\\| d",
        "`` x ` y ```",
        "@everyone see #1, https://x.example/a www.x.example a@b.example",
        "\n\n# head\n- list\n***\r\n> quote",
        "\u{202e}txet",
        "**bold** _it_ ~~no~~ $x^2$ &lt; &#64;",
        "\\",
    ];

    /// The text of each cell of the one row, if nothing but text and code is in it.
    fn cells(markdown: &str) -> Vec<String> {
        let mut cells = Vec::new();
        let mut body = false;
        for event in Parser::new_ext(markdown, Options::all()) {
            match event {
                Event::Start(Tag::TableRow) => body = true,
                Event::Start(Tag::TableCell) if body => cells.push(String::new()),
                Event::Text(t) | Event::Code(t) if body => {
                    cells.last_mut().expect("a cell").push_str(&t);
                }
                Event::InlineHtml(t) => assert!(["<code>", "</code>"].contains(&&*t), "{t}"),
                Event::Start(Tag::Table(_) | Tag::TableHead | Tag::TableCell) | Event::End(_) => {}
                Event::Text(_) => {}
                other => panic!("{other:?} in {markdown}"),
            }
        }
        cells
    }

    #[test]
    fn hostile_text_stays_one_cell_of_text() {
        for raw in HOSTILE {
            for shown in [text(raw), code(raw)] {
                let table = head(["a", "b", "c"]) + &row(&["x".to_owned(), shown, "y".to_owned()]);
                let cells = cells(&table);
                assert_eq!(cells.len(), 3, "{table}");
                let plain = cells[1].replace('\u{200b}', "");
                let raw = raw.replace(['\r', '\n'], " ").replace('\u{202e}', "[U+202E]");
                assert_eq!(plain.trim(), raw.trim(), "{table}");
                assert_eq!((&*cells[0], &*cells[2]), ("x", "y"));
            }
        }
    }

    #[test]
    fn names_in_sentences_are_code_if_they_come_in_pairs() {
        assert_eq!(
            message("the key `To|pic` is *gone*"),
            "the key <code>To&#124;pic</code> is \\*gone\\*"
        );
        assert_eq!(message("a ` b"), "a \\` b");
    }

    #[test]
    fn nobody_is_called_and_nothing_is_linked() {
        let shown = text("@everyone #1 https://x www.x");
        for call in ["@everyone", "#1", "://", "www."] {
            assert!(!shown.contains(call), "{shown}");
        }
    }
}
