//! # What it checks
//! Links that are shown as their Markdown: `[words] (target)`, `[words](target` without an end,
//! `[words](a target with blanks.md)`, `［words］（target）` in full width, `(words)[target]`, a character that
//! nobody sees between the brackets. What counts is the text as a renderer shows it, so that no edition of
//! the source has to be known. Code is left alone, as are links that the source page breaks in the same way.
//!
//! # Why it matters
//! The links of the list lead to the terms of each service, and one leads to the page about the other
//! direction. Readers see brackets and a path, and cannot follow it.
//!
//! # Example
//! Wrong: `- [Boutique (STORE)] (store-setup.md)`. Right: `- [Boutique (STORE)](store-setup.md)`.
//!
//! # Remedy
//! Write `[words](target)` with ASCII brackets, nothing between them, and no blank in the target.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::check::shown::{self, Text, code_ranges, texts};
use crate::check::{Check, Context};
use crate::finding::{Finding, Severity};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "broken-link",
    summary: "a link is shown as its Markdown",
    severity: Severity::Warning,
    doubts_text: true,
    yields_to: &[],
    source: include_str!("broken_link.rs"),
    run,
};

/// What a link looks like that is none: closing bracket, whatever broke it, target.
static BROKEN: LazyLock<Regex> = LazyLock::new(|| {
    let blank = r"[\s\u{ad}\u{200b}-\u{200f}\u{2060}\u{feff}\\]*";
    let target =
        r"(?:<?(?:https?:|mailto:|\.{0,2}/|\#)|[^\s\[\]()（）]*(?:\.(?:md|html?|yml|aspx)\b|/))";
    let end = r"[^\s()\[\]（）]*(?:[\s%][^()\[\]（）\n]*\.(?:md|html?)[^\s()（）]*)?[)）]?";
    Regex::new(&format!(
        r"[\]］】][(（]<?[^\[\]()（）<>\n]{{1,80}}\.(?:md|html?)\b[^\s()（）]*[)）]?|[\]］】]{blank}[(（]{blank}{target}{end}|[)）]{blank}[\[［]{blank}{target}[^\s\]］]*[\]］]"
    ))
    .expect("a sound pattern")
});

/// Most characters between the brackets of a link text.
const WORDS: usize = 160;

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    let all = texts(page);
    let found = broken(audit.text(page), &all);
    if found.is_empty() {
        return;
    }
    if let Some(source) = audit.source_page(page).map(|reference| audit.page(reference)) {
        let theirs = texts(source);
        if broken(audit.text(source), &theirs).len() >= found.len() {
            return;
        }
    }
    let written = &audit.text(page)[found[0].1.clone()];
    let message = format!("`{written}` is shown as it stands: it is no link");
    let finding = shown::finding(audit, page, (CHECK.id, CHECK.severity), &found, message);
    findings.extend(finding.map(|finding| {
        finding.help(
            "write `[words](target)`: ASCII brackets, nothing between them, no blank in the target",
        )
    }));
}

/// The links of a page that are none, from the bracket that opens the words to the end of the target.
fn broken<'a, 't>(file: &str, texts: &'a [Text<'t>]) -> Vec<(&'a Text<'t>, Range<usize>)> {
    let mut found = Vec::new();
    for text in texts {
        let Some(place) = &text.place else { continue };
        if !text.shown.contains(['[', '［', ']', '］', '】']) {
            continue;
        }
        let code = code_ranges(file, place.inline);
        for at in BROKEN.find_iter(text.shown) {
            let start = opening(text.shown, at.start());
            let in_code = code.iter().any(|code| code.contains(&at.start()));
            if let Some(start) = start.filter(|_| !in_code) {
                found.push((text, text.source_range(start..at.end())));
            }
        }
    }
    found
}

/// Where the bracket stands that the one at `at` closes.
fn opening(text: &str, at: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let closes = |c: char| matches!(c, ']' | '］' | '】' | ')' | '）');
    let opens = |c: char| matches!(c, '[' | '［' | '【' | '(' | '（');
    let end = at + text[at..].chars().next()?.len_utf8();
    for (start, c) in text[..end].char_indices().rev().take(WORDS) {
        depth += usize::from(closes(c));
        if opens(c) {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return Some(start);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{BROKEN, CHECK};
    use crate::check::testing::Case;

    #[test]
    fn links_that_are_none_are_known() {
        for text in [
            "[Boutique] (store-setup.md)",
            "[Лавка](store-setup.md",
            "［商店］（../setup/store-setup.md）",
            "[商店]（https://acme.example/x）",
            "[متجر]\u{200b}(../setup/store-setup.md)",
            "[Laden](../setup/store setup.md)",
            "[가게](<store setup.md",
            "(Tienda)[https://acme.example/x]",
            "[Negozio](store setup.md)",
            "[Mağaza] (/hub/x#y)",
            "[Obchod](#kotva",
        ] {
            assert!(BROKEN.is_match(text), "{text}");
        }
        for text in [
            "[1] (see below)",
            "a [b] (c)",
            "f(x)[0]",
            "【注】（说明）",
            "[x] (10%)",
            "(and/or) [sic]",
            "[a] [b]",
            "values [lit] (default)",
        ] {
            assert!(!BROKEN.is_match(text), "{text}");
        }
    }

    #[test]
    fn broken_links_are_one_finding_on_any_edition() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
- [Boutique (STORE)] (store-setup.md)
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: `[Boutique (STORE)] (store-setup.md)` is shown as it stands: it is no link (2 in all)
- [Pings](../setup/ping-setup.md)
- [Pings](../setup/ping setup.md)

| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | Voir `[x] (y.md)` et [ceci](z.md). |
",
            )
            .document(
                "zh-CN/data-acme-sends-to-hub.md",
                "\
- ［商店］（store-setup.md）
  ^^^^^^^^^^^^^^^^^^^^ warning: `［商店］（store-setup.md）` is shown

| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | 灯。 |
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn what_the_source_breaks_is_told_there() {
        let page = |note: &str| {
            format!(
                "- [Store] (store-setup.md)\n{note}\n| Service | Message | Data sent to Hub | Used for |\n\
                 |---|---|---|---|\n| PINGs | Hello | Topic | X. |\n"
            )
        };
        let told = "  ^^^^^^^^^^^^^^^^^^^^^^^^ warning: `[Store] (store-setup.md)` is shown\n";
        Case::default()
            .document("en-US/data-acme-sends-to-hub.md", &page(told))
            .document("de-DE/data-acme-sends-to-hub.md", &page(""))
            .expect(&CHECK);
    }
}
