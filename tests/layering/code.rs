//! Code without what is no code: comments, texts, and whatever is compiled for tests only.

/// The code of a file for the program itself: no comment, no text, nothing under `#[cfg(test)]`.
pub fn of_program(text: &str) -> String {
    without_tests(&without_words(text))
}

/// Comments and literals become blanks, so that nothing in them looks like code.
fn without_words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = comment(rest).or_else(|| literal(rest, &out));
        match length {
            Some(length) => {
                out.push(' ');
                rest = &rest[length..];
            }
            None => {
                out.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    out
}

/// Length of the comment that a text starts with.
fn comment(text: &str) -> Option<usize> {
    if text.starts_with("//") {
        return Some(text.find('\n').unwrap_or(text.len()));
    }
    text.starts_with("/*").then(|| text.find("*/").map_or(text.len(), |end| end + 2))
}

/// Length of the literal that a text starts with, after what stands before it.
fn literal(text: &str, before: &str) -> Option<usize> {
    let in_word = before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
    if !in_word && (text.starts_with('r') || text.starts_with("br")) {
        let from = text.find('r')? + 1;
        let hashes = text[from..].bytes().take_while(|b| *b == b'#').count();
        if text[from + hashes..].starts_with('"') {
            let end = format!("\"{}", "#".repeat(hashes));
            let start = from + hashes + 1;
            return Some(text[start..].find(&end).map_or(text.len(), |at| start + at + end.len()));
        }
    }
    if text.starts_with('"') {
        return Some(quoted(text, '"'));
    }
    let mut chars = text.chars();
    let is_character =
        chars.next() == Some('\'') && (chars.next() == Some('\\') || chars.next() == Some('\''));
    is_character.then(|| quoted(text, '\''))
}

/// Length of what stands between two marks; a backslash hides the next character.
fn quoted(text: &str, mark: char) -> usize {
    let mut hidden = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if hidden => hidden = false,
            '\\' => hidden = true,
            c if c == mark => return at + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

/// Leaves out each item under `#[cfg(test)]`.
fn without_tests(code: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    let mut out = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(at) = rest.find(MARK) {
        out.push_str(&rest[..at]);
        rest = &rest[at + MARK.len()..];
        rest = &rest[item(rest)..];
    }
    out + rest
}

/// Length of the item that a text starts with: up to its `;`, or to the brace that closes it.
fn item(code: &str) -> usize {
    let is_use = code.trim_start().trim_start_matches("pub").contains("use ")
        && code.find("use ").unwrap_or(code.len()) < code.find(['{', ';']).unwrap_or(code.len());
    let mut depth = 0_usize;
    for (at, c) in code.char_indices() {
        match c {
            ';' if depth == 0 => return at + 1,
            '{' => depth += 1,
            '}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 && !is_use {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    code.len()
}

/// The names in a code that may stand for something defined elsewhere: `a::b` is one path of two
/// names. A single name counts if it is that of a type or is called; fields, methods, and names that
/// are being defined do not.
pub fn paths(code: &str) -> Vec<Vec<&str>> {
    let mut paths = Vec::new();
    let mut before = "";
    let mut rest = code;
    while let Some((start, path, end)) = next_path(rest) {
        let defined = matches!(before, "fn" | "mod" | "let" | "struct" | "enum" | "type" | "trait");
        let is_member = rest[..start].trim_end().ends_with('.');
        let is_type = path[0].starts_with(char::is_uppercase);
        let is_called = rest[end..].starts_with('(');
        if path.len() > 1 || !is_member && !defined && (is_type || is_called) {
            paths.push(path.clone());
        }
        before = path[path.len() - 1];
        rest = &rest[end..];
    }
    paths
}

/// Modules that a code declares, in files of their own or in place.
pub fn modules(code: &str) -> Vec<&str> {
    let mut modules = Vec::new();
    let mut before = "";
    let mut rest = code;
    while let Some((_, path, end)) = next_path(rest) {
        if before == "mod" {
            modules.push(path[0]);
        }
        before = path[0];
        rest = &rest[end..];
    }
    modules
}

/// What a code defines by name.
pub fn defines(code: &str, name: &str) -> bool {
    const KINDS: [&str; 7] = ["fn", "struct", "enum", "trait", "type", "const", "static"];
    let mut before = "";
    let mut rest = code;
    while let Some((_, path, end)) = next_path(rest) {
        if KINDS.contains(&before) && path[0] == name {
            return true;
        }
        before = path[0];
        rest = &rest[end..];
    }
    false
}

/// The next path of names with its start and end.
fn next_path(code: &str) -> Option<(usize, Vec<&str>, usize)> {
    let in_name = |c: char| c.is_alphanumeric() || c == '_';
    let start = code.find(in_name)?;
    let (mut path, mut at) = (Vec::new(), start);
    loop {
        let rest = &code[at..];
        let length = rest.find(|c| !in_name(c)).unwrap_or(rest.len());
        path.push(&rest[..length]);
        at += length;
        match code[at..].strip_prefix("::") {
            Some(more) if more.starts_with(in_name) => at += 2,
            _ => return Some((start, path, at)),
        }
    }
}

#[test]
fn words_and_tests_are_no_code() {
    let code = of_program(
        "use a::b; // use c::d;\nfn f<'a>(x: &'a str) { g(\"h::i\", 'j', r#\"k\"l::m\"#, '\\'') }\n\
         #[cfg(test)]\nmod tests { fn n() { o::p() } }\n#[cfg(test)]\npub use q::{r, s};\nfn t() {}",
    );
    let found: Vec<String> = paths(&code).iter().map(|path| path.join("::")).collect();
    assert_eq!(found.join(" "), "a::b g");
}

#[test]
fn only_what_may_stand_elsewhere_is_a_path() {
    let code = "mod m;\nfn f(x: Kind) { x.len(); g(x); let h = i::j; k }";
    let found: Vec<String> = paths(code).iter().map(|path| path.join("::")).collect();
    assert_eq!(found, ["Kind", "g", "i::j"]);
    assert_eq!(modules(code), ["m"]);
    assert!(defines(code, "f") && !defines(code, "g"));
}
