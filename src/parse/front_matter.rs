//! YAML front matter.
//!
//! Nearly all of it is flat `key: value` lines, which a strict scanner reads at a fraction of a
//! YAML parser's cost; anything else goes to the YAML parser. What neither can read becomes a
//! problem, and the flat lines are kept all the same: they say which page this is.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::catalog::located::Located;
use crate::catalog::parse_yaml;

use super::{Problem, ProblemKind};

/// The metadata at the top of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FrontMatter {
    values: BTreeMap<String, Value>,
    /// Bytes from the opening to the closing fence.
    pub range: Range<usize>,
}

/// A scalar value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// Text without quotes.
    pub text: String,
    /// Bytes of the value, quotes included.
    pub range: Range<usize>,
}

impl FrontMatter {
    /// The value of a key, if it is a scalar that is not empty.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.values.get(key).filter(|value| !value.text.is_empty())
    }

    /// Whether there is any key at all.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }
}

/// Splits a file into front matter and body. `start` is the first byte after a byte-order mark.
pub(super) fn split_front_matter(
    file: &str,
    start: usize,
    problems: &mut Vec<Problem>,
) -> (Option<FrontMatter>, Range<usize>) {
    let whole = start..file.len();
    let mut lines = file[start..].split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| line.trim_end() == "---") else {
        return (None, whole);
    };
    let content = start + first.len();
    let mut at = content;
    for line in lines {
        let end = at + line.len();
        if matches!(line.trim_end(), "---" | "...") {
            let mut front = read(file, content..at, problems);
            front.range = start..end;
            return (Some(front), end..file.len());
        }
        at = end;
    }
    problems.push(Problem { kind: ProblemKind::UnclosedFrontMatter, range: start..content });
    (None, whole)
}

fn read(file: &str, range: Range<usize>, problems: &mut Vec<Problem>) -> FrontMatter {
    let (flat, strict) = scan_flat(file, range.clone());
    if strict {
        return FrontMatter { values: flat, range };
    }
    match parse_yaml::<BTreeMap<String, Located<serde_json::Value>>>(&file[range.clone()]) {
        Ok(map) => FrontMatter { values: scalars(map, file, range.start), range },
        Err((at, reason)) => {
            let at = range.start + at.start..range.start + at.end;
            let at = if at.is_empty() { line_at(file, at.start) } else { at };
            problems.push(Problem { kind: ProblemKind::InvalidFrontMatter(reason), range: at });
            FrontMatter { values: flat, range }
        }
    }
}

/// The scalars of a map, as text. Booleans, numbers and null are taken as written, so that a
/// version 1.10 stays one.
pub(super) fn scalars(
    map: BTreeMap<String, Located<serde_json::Value>>,
    file: &str,
    base: usize,
) -> BTreeMap<String, Value> {
    map.into_iter()
        .filter_map(|(key, value)| {
            let range = value.range().start + base..value.range().end + base;
            let text = match value.into_inner() {
                serde_json::Value::String(text) => text,
                serde_json::Value::Array(_) | serde_json::Value::Object(_) => return None,
                _ => file.get(range.clone()).unwrap_or_default().trim().to_owned(),
            };
            Some((key, Value { text, range }))
        })
        .collect()
}

fn line_at(file: &str, at: usize) -> Range<usize> {
    let start = file[..at].rfind('\n').map_or(0, |n| n + 1);
    start..file[at..].find('\n').map_or(file.len(), |n| at + n)
}

/// Reads flat lines. The flag says whether that is all there is, so that YAML would agree.
pub(super) fn scan_flat(file: &str, range: Range<usize>) -> (BTreeMap<String, Value>, bool) {
    let mut values = BTreeMap::new();
    let mut strict = true;
    let mut at = range.start;
    for raw in file[range].split_inclusive('\n') {
        let start = at;
        at += raw.len();
        let line = raw.trim_end_matches(['\n', '\r']);
        if line.trim_matches(BLANKS).is_empty() || line.starts_with('#') {
            continue;
        }
        match flat_line(line) {
            Some((key, value, exact)) => {
                let offset = start + (value.as_ptr() as usize - line.as_ptr() as usize);
                let entry =
                    Value { text: unquote(value).to_owned(), range: offset..offset + value.len() };
                strict &= exact && values.insert(key.to_owned(), entry).is_none();
            }
            None => strict = false,
        }
    }
    (values, strict)
}

/// Key, value and whether YAML surely reads the line the same way.
fn flat_line(line: &str) -> Option<(&str, &str, bool)> {
    let (key, rest) = line.split_once(':')?;
    let plain_key = key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'));
    if !plain_key || !(rest.is_empty() || rest.starts_with(' ')) {
        return None;
    }
    let value = rest.trim_matches(BLANKS);
    Some((key, value, is_plain(value) && !key.eq_ignore_ascii_case("null")))
}

/// What YAML takes for blank; a no-break space, for one, is text to it.
const BLANKS: [char; 2] = [' ', '\t'];

/// Characters that YAML does not allow, or takes for a line end or a mark.
fn is_special(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

/// Whether a value is a scalar that needs no YAML parser: quoted without escapes, or plain
/// without any character that YAML gives a meaning to. Booleans, numbers and null count as text.
fn is_plain(value: &str) -> bool {
    if value.contains(is_special) {
        return false;
    }
    for quote in ['\'', '"'] {
        if let Some(inner) = value.strip_prefix(quote).and_then(|v| v.strip_suffix(quote)) {
            return !inner.contains(quote) && !inner.contains('\\');
        }
    }
    let starts_plain =
        value.chars().next().is_none_or(|c| c.is_alphanumeric() || c == '/' || c == '(');
    // Not every number is one that the YAML parser takes.
    let overflows = value.parse::<f64>().is_ok_and(|number| !number.is_finite());
    let end_plain = !value.ends_with(':');
    starts_plain && !overflows && end_plain && !value.contains(": ") && !value.contains(" #")
}

fn unquote(value: &str) -> &str {
    for quote in ['\'', '"'] {
        if value.len() > 1
            && let Some(inner) = value.strip_prefix(quote).and_then(|v| v.strip_suffix(quote))
        {
            return inner;
        }
    }
    value
}
