//! # What it checks
//! Placeholders that a translation tool puts in for markup and values, and that it failed to turn
//! back: `!!crwdBlockTags_1_sgaTkcolBdwrc!!`, `__PH_0__`, `⟦…⟧`, `[[[…]]]`, numbered tags such as
//! `<0>…</0>` and `{1>…<1}`, tags of exchange formats such as `<x id="1"/>`; and, where the source
//! page has nothing like it, `{0}`, `{{name}}`, `${name}`, `%s` and `%1$s`. Cells, prose and the
//! titles in the front matter are looked at.
//!
//! # Why it matters
//! The reader sees the placeholder and not what it stood for: a link, a value, half a sentence of a
//! disclosure.
//!
//! # Example
//! Wrong: `Le canal de <0>la lampe</0> {0}.` Right: `Le canal de **la lampe** Topic.`
//!
//! # Remedy
//! Put back what the source page has in this place, and look for more of the same job of the tool.

use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;

use crate::check::{Check, Context};
use crate::finding::{Finding, Severity};

use crate::check::shown::{self, Text, source_text, texts};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "tool-placeholder",
    summary: "a placeholder of a translation tool stands in the text",
    severity: Severity::Warning,
    doubts_text: true,
    yields_to: &[],
    source: include_str!("tool_placeholder.rs"),
    run,
};

/// What a kind of placeholder looks like.
struct Kind {
    pattern: &'static str,
    what: &'static str,
    /// Whether a text has what every placeholder of the kind has: its pattern is asked of no other, and
    /// compiled only then.
    may: fn(&str) -> bool,
    /// Whether no author writes it, so that it is residue without a source text to compare with.
    certain: bool,
}

const fn certain(what: &'static str, may: fn(&str) -> bool, pattern: &'static str) -> Kind {
    Kind { pattern, what, may, certain: true }
}

const fn doubtful(what: &'static str, may: fn(&str) -> bool, pattern: &'static str) -> Kind {
    Kind { pattern, what, may, certain: false }
}

/// The kinds. Underscores may be escaped and brackets full-width: tools do both.
const KINDS: &[Kind] = &[
    certain("a placeholder of a translation tool", |t| has(t, &["!!"]), r"!!\w*[_\d]\w*!!"),
    certain(
        "a placeholder of a translation tool",
        |t| has(t, &["__", "_\\_"]),
        r"(?:\\?_){2}[A-Z]+\\?_\d+(?:\\?_){2}",
    ),
    certain(
        "a placeholder of a translation tool",
        |t| has(t, &["@@", "%%", "##"]),
        r"@@\w*\d\w*@@|%%\w*\d\w*%%|##\w*\d\w*##",
    ),
    certain(
        "a placeholder of a translation tool",
        |t| has(t, &["⟦", "⟪", "⦃"]),
        r"⟦[^⟧\n]*⟧|⟪\d+⟫|⦃[^⦄\n]*⦄",
    ),
    certain("a placeholder of a translation tool", |t| has(t, &["[[["]), r"\[{3}[^\[\]\n]+\]{3}"),
    certain(
        "a numbered tag of a translation tool",
        |t| begins_tag(t, char::is_numeric),
        r"(?:[<＜]|&lt;)\d+(?:[>＞]|&gt;)[^<＜\n]*(?:[<＜]|&lt;)[/／]\s?\d+\s?(?:[>＞]|&gt;)|(?:[<＜]|&lt;)[/／]\s?\d+\s?(?:[>＞]|&gt;)|(?:[<＜]|&lt;)\d+\s?[/／](?:[>＞]|&gt;)",
    ),
    certain(
        "a numbered tag of a translation tool",
        |t| t.contains(['{', '}']),
        r"\{\d+>|<\d+\}|\[\d+\}|\{\d+\]",
    ),
    certain(
        "a tag of an exchange format",
        |t| begins_tag(t, |c| "xgbepims".contains(c)),
        r#"(?:<|&lt;)(?:x|g|bx|ex|bpt|ept|ph|it|mrk|pc|sc|ec)\s+(?:id|ctype|equiv\S*|mid|name|i|pos)\s*=\s*["'“”„«\w][^<>&\n]*(?:>|&gt;)"#,
    ),
    certain(
        "a tag of an exchange format",
        |t| begins_tag(t, |c| "gbepm".contains(c)),
        r"(?:<|&lt;)/(?:g|bpt|ept|ph|mrk|pc)(?:>|&gt;)",
    ),
    certain("a marker of a translation tool", |t| has(t, &["crwdn"]), r"crwdn[se]\d+(?::\d+)?"),
    certain(
        "what a pseudo-localization puts around a text",
        |t| has(t, &["[!!"]),
        r"\[!{2,}[^\[\]\n]*!{2,}\]",
    ),
    doubtful(
        "a marker of a translation tool",
        |t| has(t, &["[#", "[f", "[F", "[m", "[M", "[p", "[P"]),
        r"\[#?(?i:fuzzy|mt|pemt)\]",
    ),
    doubtful(
        "a marker of a translation tool",
        |t| has(t, &["keep", "notranslate"]),
        r"(?:<|&lt;)/?(?:keep|notranslate)(?:>|&gt;)",
    ),
    doubtful(
        "a mark against translation",
        |t| has(t, &["notranslate"]),
        r#"class=["']notranslate["']"#,
    ),
    doubtful("a placeholder", |t| has(t, &["XX"]), r"\bXX[A-Z]{2,}\d*XX\b"),
    doubtful(
        "a character in the notation of a program",
        |t| has(t, &["\\u"]),
        r"\\u[0-9a-fA-F]{4}",
    ),
    doubtful("a remark to oneself", |t| has(t, &["TODO", "FIXME"]), r"\b(?:TODO|FIXME):"),
    doubtful("a placeholder", |t| t.contains(['{', '｛']), r"[{｛]\s?\d+\s?[}｝]"),
    doubtful("a placeholder", |t| has(t, &["{{"]), r"\{\{[^{}\n|]+\}\}"),
    doubtful("a placeholder", |t| has(t, &["${", "%{", "#{"]), r"[$%#]\{\w+\}"),
    doubtful("a placeholder", |t| t.contains('{'), r"\{[A-Za-z]\w*\}"),
    doubtful("a placeholder", |t| t.contains(['％', '%']), r"％[sd]|%(?:\d+\$)?[sd@]|%\(\w+\)[sd]"),
    doubtful("a placeholder", |t| has(t, &["[["]), r"\[\[[^\[\]\n]+\]\]"),
    doubtful(
        "a placeholder",
        |t| has(t, &["[P", "[T", "[V", "[C", "[L", "[U"]),
        r"\[(?:PH|TAG|VAR|PLACEHOLDER|TOKEN|CODE|LINK|URL)[_-]?\d+\]",
    ),
    doubtful("a placeholder", |t| has(t, &["__"]), r"__[A-Z]+\d+__"),
    doubtful(
        "a numbered tag",
        |t| begins_tag(t, char::is_numeric),
        r"(?:[<＜]|&lt;)\d+(?:[>＞]|&gt;)",
    ),
];

fn has(text: &str, marks: &[&str]) -> bool {
    marks.iter().any(|mark| text.contains(mark))
}

/// Whether what begins a tag stands before a character of a kind, with a slash and a blank between or
/// without.
fn begins_tag(text: &str, is_first: fn(char) -> bool) -> bool {
    let first = |rest: &str| {
        let rest = rest.strip_prefix(['/', '／']).unwrap_or(rest);
        let rest = rest.strip_prefix(char::is_whitespace).unwrap_or(rest);
        rest.starts_with(is_first)
    };
    ["<", "＜", "&lt;"]
        .iter()
        .any(|mark| text.match_indices(mark).any(|(at, _)| first(&text[at + mark.len()..])))
}

/// The compiled patterns, each when a text may have it.
static PATTERNS: [OnceLock<Regex>; KINDS.len()] = [const { OnceLock::new() }; KINDS.len()];

fn pattern(number: usize) -> &'static Regex {
    PATTERNS[number].get_or_init(|| Regex::new(KINDS[number].pattern).expect("a sound pattern"))
}

/// Characters one of which nearly every placeholder has.
const MARKS: &[char] =
    &['!', '_', '@', '%', '#', '⟦', '⟪', '⦃', '[', '<', '＜', '&', '{', '｛', '％', '\\'];
/// What the others begin with.
const WORDS: &[&str] = &["crwdn", "XX", "TODO", "FIXME"];

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    let file = audit.text(page);
    let source = source_text(audit, page);
    let all = texts(page);
    let marked: Vec<&Text<'_>> =
        all.iter().filter(|text| may_hold(&file[text.written.clone()])).collect();
    let mut told: Vec<Range<usize>> = Vec::new();
    for (number, kind) in KINDS.iter().enumerate() {
        if marked.is_empty() || (!kind.certain && source.is_none()) {
            continue;
        }
        let may = |text: &&&Text<'_>| (kind.may)(&file[text.written.clone()]);
        let mut likely = marked.iter().filter(may).peekable();
        if likely.peek().is_none() {
            continue;
        }
        let pattern = pattern(number);
        let found: Vec<(&Text<'_>, Range<usize>)> = likely
            .flat_map(|text| {
                let start = text.written.start;
                let at = matches(pattern, &file[text.written.clone()]);
                at.into_iter().map(move |at| (*text, at.start + start..at.end + start))
            })
            .filter(|(text, at)| !text.is_comment(file, at.start))
            .filter(|(_, at)| is_free(&told, at))
            .collect();
        let Some((_, first)) = found.first() else { continue };
        if source.is_some_and(|source| fits(pattern, source)) {
            continue;
        }
        let message = format!("`{}` is {}", &file[first.clone()], kind.what);
        told.extend(found.iter().map(|(_, at)| at.clone()));
        told.sort_by_key(|at| at.start);
        let finding = shown::finding(audit, page, (CHECK.id, CHECK.severity), &found, message);
        findings.extend(
            finding.map(|finding| finding.help("put back what the source page has in this place")),
        );
    }
}

/// Whether a text may have a placeholder.
fn may_hold(text: &str) -> bool {
    text.contains(MARKS) || WORDS.iter().any(|word| text.contains(word))
}

/// Whether a range overlaps with none of the ordered list.
fn is_free(told: &[Range<usize>], at: &Range<usize>) -> bool {
    let next = told.partition_point(|other| other.end <= at.start);
    told.get(next).is_none_or(|other| at.end <= other.start)
}

/// Whether a text has a placeholder of the kind.
fn fits(pattern: &Regex, text: &str) -> bool {
    !matches(pattern, text).is_empty()
}

/// The places of a kind in a text. `100%`, `a%sb` and percent signs of addresses are none.
fn matches(pattern: &Regex, text: &str) -> Vec<Range<usize>> {
    let percent = |c: &char| c.is_ascii_alphanumeric() || *c == '%';
    pattern
        .find_iter(text)
        .filter(|found| {
            let before = text[..found.start()].chars().next_back();
            let after = text[found.end()..].chars().next();
            let sign = found.as_str().starts_with(['%', '％']) && !found.as_str().contains("%%");
            let inner = before.filter(percent).or(after.filter(char::is_ascii_alphanumeric));
            !sign || inner.is_none()
        })
        .map(|found| found.range())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{CHECK, KINDS, Kind, fits, pattern};
    use crate::check::testing::Case;
    use crate::check::testing_pages::Pages;

    fn placeholders(text: &str) -> Vec<bool> {
        let kinds = KINDS.iter().enumerate();
        let of_kind = |(at, kind): &(usize, &Kind)| {
            let found = fits(pattern(*at), text);
            assert!((kind.may)(text) || !found, "{text}: {}", kind.pattern);
            found
        };
        kinds.filter(of_kind).map(|(_, kind)| kind.certain).collect()
    }

    #[test]
    fn placeholders_of_many_tools_are_known() {
        for text in [
            "!!crwdBlockTags_1_sgaTkcolBdwrc!!",
            "текст __PH_0__",
            r"\_\_PH\_0\_\_",
            "⟦灯⟧",
            "[[[Lámpa]]]",
            "<0>램프</0>",
            "＜0＞灯＜/0＞",
            "ランプ<1/>",
            "{1>Lampe<1}",
            r#"<x id="1"/>"#,
            "<g id=\"2\">مصباح</g>",
            "&lt;g id=&quot;2\"&gt;x&lt;/g&gt;",
            "<x id=„1“/>",
        ] {
            assert!(placeholders(text).contains(&true), "{text}");
        }
        for text in [
            "{0}",
            "｛0｝",
            "{{ad}}",
            "${naam}",
            "%s",
            "灯%1$s。",
            "%(name)s",
            "{имя} {name}",
            "<3>",
        ] {
            let found = placeholders(text);
            assert!(!found.is_empty() && !found.contains(&true), "{text}");
        }
        for text in [
            "100 % des lampes, 50%de",
            "a%20b?x=%d8%a7",
            "__init__ and __bold__ and **x**",
            "wow!! really!!",
            "{#anchor} { }",
            "<sub>2</sub> x < 3 > 1",
            "[a][1] [^1]",
            "#1 ## 2",
        ] {
            assert_eq!(placeholders(text), [false; 0], "{text}");
        }
    }

    #[test]
    fn a_kind_is_one_finding_with_all_its_places() {
        Pages::new()
            .edit(
                "fr-FR",
                "Le canal que la lampe écoute. |",
                "Le canal <0>que</0> la lampe écoute. |
                                   ^^^^^^^^^^ warning: `<0>que</0>` is a numbered tag of a translation tool (2 in all)",
            )
            .edit("fr-FR", "L’UUID qui nomme", "L’UUID <1>qui</1> nomme")
            .edit(
                "de-DE",
                "Die UUID, die die Lampe benennt. |",
                "Die UUID, die {0} benennt. |
                                         ^^^ warning: `{0}` is a placeholder",
            )
            .expect(&CHECK);
    }

    #[test]
    fn markers_of_more_tools_are_found() {
        for (of, text, marker) in [
            ("fr-FR", "L’UUID [MT] qui nomme la lampe.", "[MT]"),
            ("fr-FR", "L’UUID crwdns12345:0 qui nomme la lampe.", "crwdns12345:0"),
            ("fr-FR", "[!!! L’UUID qui nomme la lampe. !!!]", ""),
            ("fr-FR", "L’UUID TODO: nomme la lampe.", "TODO:"),
            ("de-DE", "Die \\u0022UUID, die die Lampe benennt.", "\\u0022"),
            ("de-DE", "Die <keep>UUID, die die Lampe benennt.", "<keep>"),
            ("de-DE", "Die XXNTXX, die die Lampe benennt.", "XXNTXX"),
        ] {
            let (right, left) = match of {
                "fr-FR" => ("L’UUID qui nomme la lampe. |", 27),
                _ => ("Die UUID, die die Lampe benennt. |", 27),
            };
            let marker = if marker.is_empty() { text } else { marker };
            let before = text[..text.find(marker).expect("in it")].chars().count();
            let carets = "^".repeat(marker.chars().count());
            let drawn =
                format!("{text} |\n{}{carets} warning: `{marker}`", " ".repeat(left + before));
            Pages::new().edit(of, right, &drawn).expect(&CHECK);
        }
    }

    #[test]
    fn what_the_source_has_is_no_residue_of_the_translation() {
        Pages::new()
            .edit("en-US", "The UUID that names", "The UUID {0} that names")
            .edit("nl-NL", "De UUID die", "De UUID {0} die")
            .expect(&CHECK);
        Pages::new().expect(&CHECK);
    }

    #[test]
    fn without_a_source_text_only_what_no_author_writes_is_told() {
        Case::default()
            .document(
                "ja-JP/data-acme-sends-to-hub.md",
                "\
| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | ランプ {0} の<x id=\"1\"/>チャネル。 |
                                   ^^^^^^^^^^^ warning: `<x id=\"1\"/>` is a tag of an exchange format
",
            )
            .expect(&CHECK);
    }
}
