//! YAML as fides reads it: block style, in the order that it is built, every text either plain and
//! harmless or in double quotes.
//!
//! Plain are only words that no YAML reader takes for anything but a string. All other text is
//! written with JSON's escapes, which YAML 1.2 §5.7 has too, and with every character that YAML
//! does not allow in a stream written by its code point.

use crate::report::visible::one_line;

/// A YAML value.
#[derive(Debug, Clone)]
pub(super) enum Yaml {
    /// A string.
    Text(String),
    /// A boolean.
    Bool(bool),
    /// A sequence.
    List(Vec<Yaml>),
    /// A mapping, in this order.
    Map(Vec<(&'static str, Yaml)>),
}

impl Yaml {
    /// A string.
    pub(super) fn text(text: impl Into<String>) -> Yaml {
        Yaml::Text(text.into())
    }

    /// A sequence of strings.
    pub(super) fn texts(texts: impl IntoIterator<Item = String>) -> Yaml {
        Yaml::List(texts.into_iter().map(Yaml::Text).collect())
    }

    fn is_block(&self) -> bool {
        match self {
            Yaml::Text(_) | Yaml::Bool(_) => false,
            Yaml::List(items) => !items.is_empty(),
            Yaml::Map(entries) => !entries.is_empty(),
        }
    }
}

/// A document: comment lines, then a mapping.
pub(super) fn document(comments: &[String], entries: Vec<(&'static str, Yaml)>) -> Vec<u8> {
    let mut out = String::new();
    for comment in comments {
        out.push_str(&format!("# {}\n", one_line(comment)));
    }
    write(&mut out, &Yaml::Map(entries), 0);
    out.into_bytes()
}

/// Writes a value whose first line starts where the text ends, in blocks of this indentation.
fn write(out: &mut String, value: &Yaml, indent: usize) {
    match value {
        Yaml::Text(text) => out.push_str(&format!("{}\n", scalar(text))),
        Yaml::Bool(is) => out.push_str(&format!("{is}\n")),
        Yaml::List(items) if items.is_empty() => out.push_str("[]\n"),
        Yaml::Map(entries) if entries.is_empty() => out.push_str("{}\n"),
        Yaml::List(items) => {
            for item in items {
                out.push_str(&format!("{}- ", " ".repeat(indent)));
                nested(out, item, indent + 2);
            }
        }
        Yaml::Map(entries) => {
            for (key, item) in entries {
                out.push_str(&format!("{}{key}:", " ".repeat(indent)));
                if item.is_block() {
                    out.push('\n');
                    write(out, item, indent + 2);
                } else {
                    out.push(' ');
                    write(out, item, indent);
                }
            }
        }
    }
}

/// Writes an item after its `- `: the first line of a block stands on the line of the dash.
fn nested(out: &mut String, item: &Yaml, indent: usize) {
    let start = out.len();
    write(out, item, indent);
    if item.is_block() {
        out.replace_range(start..start + indent, "");
    }
}

fn scalar(text: &str) -> String {
    let plain = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"_.-".contains(&b))
        && !is_reserved(text);
    if plain { text.to_owned() } else { quoted(text) }
}

/// Words that YAML 1.1 or 1.2 reads as something else than a string.
fn is_reserved(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let words = ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"];
    words.contains(&lower.as_str())
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            _ if must_escape(c) => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Characters outside the printable set of YAML 1.2 §5.1, line breaks of YAML 1.1, and those that
/// turn the direction of the text. All of them lie below U+10000.
fn must_escape(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::{Yaml, document};

    fn shown(entries: Vec<(&'static str, Yaml)>) -> String {
        String::from_utf8(document(&["made\nby us".to_owned()], entries)).expect("UTF-8")
    }

    #[test]
    fn blocks_are_nested_and_ordered() {
        let item = Yaml::Map(vec![
            ("name", Yaml::text("b")),
            ("tags", Yaml::texts(["x".to_owned(), "y z".to_owned()])),
            ("none", Yaml::List(Vec::new())),
            ("deep", Yaml::Map(vec![("is", Yaml::Bool(true))])),
        ]);
        let text =
            shown(vec![("list", Yaml::List(vec![item.clone(), item])), ("a", Yaml::text(""))]);
        let one = "  - name: b\n    tags:\n      - x\n      - \"y z\"\n    none: []\n    deep:\n      is: true\n";
        assert_eq!(text, format!("# made by us\nlist:\n{one}{one}a: \"\"\n"));
    }

    #[test]
    fn text_stays_text() {
        let hostile = ["no", "1e3", "# x", "a: b", "\u{202e}\u{0}\"\\\n", "- a", "&a", "!!x", "~"];
        let text = shown(vec![("l", Yaml::texts(hostile.map(str::to_owned)))]);
        #[derive(serde::Deserialize)]
        struct Read {
            l: Vec<String>,
        }
        let read: Read = serde_yaml::from_str(&text).expect("YAML");
        assert_eq!(read.l, hostile);
        assert!(!text.contains('\u{202e}'));
    }
}
