//! # What it checks
//! Words that are no part of the page: what a language model says around its answer (“Here is the
//! translation:”, “Let me know if …”), in any language. They are known by their place: above the front
//! matter; above the title where the source page begins with the title; before the table where they end
//! with a colon and the source page has neither as many paragraphs nor as many of those; after the table
//! where the source page has nothing more to say. And by the phrases that the catalog's locale files give under `remarks`,
//! wherever they stand and in whatever language.
//!
//! # Why it matters
//! Readers are told how the page was made, by somebody who has not read it before it was published.
//! Above the front matter a remark also turns the metadata into text.
//!
//! # Example
//! Wrong: `Bien sûr, voici la traduction :` as the first line of the file. Right: the page and nothing else.
//!
//! # Remedy
//! Take the words out, and read the whole page: nobody else has.

use std::borrow::Cow;
use std::cell::LazyCell;
use std::ops::Range;

use aho_corasick::AhoCorasick;

use crate::audit::{Audit, Page};
use crate::catalog::Catalog;
use crate::check::{Check, Context};
use crate::finding::{Finding, Severity};
use crate::parse::{Block, BlockKind};
use crate::text::normal;

use crate::check::shown::{self, Text, source_text, texts};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "stray-remark",
    summary: "words that are no part of the page stand around its text",
    severity: Severity::Warning,
    doubts_text: true,
    yields_to: &[],
    source: include_str!("stray_remark.rs"),
    run,
};

/// Most characters of a remark; a longer text is more likely a paragraph of the page.
const LONGEST: usize = 240;
/// Lines in which front matter below a remark begins.
const REMARK_LINES: usize = 12;

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    let mut told: Vec<Range<usize>> = Vec::new();
    let places = [
        above_front_matter(audit, page)
            .map(|at| (at, "stands above the front matter, which is thus text")),
        above_title(audit, page)
            .map(|at| (at, "stands above the title, where the source page has nothing")),
        announcement(audit, page).map(|at| {
            (at, "announces something before the table, where the source page has nothing")
        }),
        below(audit, page)
            .map(|at| (at, "stands after the table, where the source page has nothing")),
    ];
    for (at, why) in places.into_iter().flatten() {
        if told.iter().all(|other| at.end <= other.start || other.end <= at.start) {
            findings.push(remark(audit, page, at.clone(), why));
            told.push(at);
        }
    }
    phrases(audit, page, &told, findings);
}

fn remark(audit: &Audit<'_>, page: &Page, at: Range<usize>, why: &str) -> Finding {
    let written = &audit.text(page)[at.clone()];
    let message = format!("`{}` {why}", shortened(written));
    Finding::new(CHECK.id, CHECK.severity, page.span(at), message).found(written).help(
        "take it out if it is no part of the page, and read the page: a machine may have made it",
    )
}

/// Most characters of a quotation.
const QUOTED: usize = 60;

fn shortened(text: &str) -> String {
    let mut chars = text.chars();
    let start: String = chars.by_ref().take(QUOTED).collect();
    if chars.next().is_some() { format!("{start}…") } else { start }
}

/// The first line of a file whose front matter comes later.
fn above_front_matter(audit: &Audit<'_>, page: &Page) -> Option<Range<usize>> {
    if page.parsed.front_matter.is_some() {
        return None;
    }
    let body = page.parsed.body.clone();
    let mut at = body.start;
    let mut lines = audit.text(page)[body].split_inclusive('\n').map(|line| {
        at += line.len();
        (at - line.len(), line.trim_end())
    });
    let mut first: Option<Range<usize>> = None;
    for (start, text) in lines.by_ref().take(REMARK_LINES) {
        if text == "---" {
            break;
        }
        if !text.trim().is_empty() && first.is_none() {
            first = Some(start..start + text.len());
        }
    }
    let (mut keys, mut closed) = (0, false);
    for (_, text) in lines {
        match text {
            "---" | "..." => {
                closed = true;
                break;
            }
            "" => {}
            text if is_key(text) => keys += 1,
            text if text.starts_with([' ', '#', '-']) => {}
            _ => return None,
        }
    }
    first.filter(|_| closed && keys >= 2)
}

/// Whether a line reads `key: value`.
fn is_key(line: &str) -> bool {
    line.split_once(':').is_some_and(|(key, value)| {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
        !key.is_empty() && key.chars().all(plain) && (value.is_empty() || value.starts_with(' '))
    })
}

/// Words before the title, where the source page begins with its title.
fn above_title(audit: &Audit<'_>, page: &Page) -> Option<Range<usize>> {
    let source = audit.page(audit.source_page(page)?);
    let blocks = &page.parsed.blocks;
    let title = blocks.iter().position(|block| block.kind == BlockKind::Heading)?;
    let headed = source.parsed.blocks.first().is_some_and(|b| b.kind == BlockKind::Heading);
    let first = blocks.first().filter(|_| title > 0 && headed)?;
    blocks[..title].iter().all(is_remark).then(|| first.inline.source.clone())
}

/// A paragraph before the table that ends with a colon, where the source page has fewer.
fn announcement(audit: &Audit<'_>, page: &Page) -> Option<Range<usize>> {
    let source = audit.page(audit.source_page(page)?);
    let before = |page: &Page| -> Option<Vec<usize>> {
        let table = page.parsed.tables.last()?.range.start;
        let blocks = page.parsed.blocks.iter().enumerate();
        let running =
            |block: &Block| block.kind == BlockKind::Paragraph && block.inline.source.start < table;
        Some(blocks.filter(|(_, block)| running(block)).map(|(index, _)| index).collect())
    };
    let announces = |page: &Page, index: &usize| {
        page.parsed.blocks[*index].inline.trimmed().ends_with([':', '：', '፡', '׃'])
    };
    let (own, theirs) = (before(page)?, before(source)?);
    let count = |page: &Page, of: &[usize]| of.iter().filter(|at| announces(page, at)).count();
    if own.len() <= theirs.len() || count(page, &own) <= count(source, &theirs) {
        return None;
    }
    let stated = |index: &usize| page.statements.iter().any(|found| found.block == Some(*index));
    let mut free = own.iter().filter(|index| announces(page, index) && !stated(index));
    let found = free.find(|index| is_remark(&page.parsed.blocks[**index]))?;
    Some(page.parsed.blocks[*found].inline.source.clone())
}

/// The words after the last table, where the source page has less.
fn below(audit: &Audit<'_>, page: &Page) -> Option<Range<usize>> {
    let source = audit.page(audit.source_page(page)?);
    let after = |page: &Page| {
        let table = page.parsed.tables.last()?;
        let after = |block: &&Block| block.inline.source.start >= table.range.end;
        Some(page.parsed.blocks.iter().filter(after).count())
    };
    let last = page.parsed.blocks.last()?;
    let stated = page.statements.iter().filter_map(|found| found.block);
    let is_statement = stated.max().is_some_and(|block| block + 1 == page.parsed.blocks.len());
    let more = after(page)? > after(source)?;
    (more && !is_statement && is_remark(last)).then(|| last.inline.source.clone())
}

/// Whether a block may be a remark: short running text that leads nowhere.
fn is_remark(block: &Block) -> bool {
    let text = block.inline.trimmed();
    block.kind == BlockKind::Paragraph
        && block.inline.links.is_empty()
        && text.chars().any(char::is_alphabetic)
        && text.chars().count() <= LONGEST
        && !text.starts_with(['[', '<', '{', ':'])
}

/// The phrases of all languages, with an automaton that finds whether a text has any.
struct Phrases {
    all: Vec<String>,
    any: Option<AhoCorasick>,
}

impl Phrases {
    fn of(catalog: &Catalog) -> Self {
        let terms = catalog.locales.values();
        let all: Vec<String> = terms.flat_map(|terms| &terms.remarks).cloned().collect();
        let any = AhoCorasick::new(&all).ok();
        Phrases { all, any }
    }

    /// The first phrase of the list that a text has.
    fn first_in(&self, text: &str) -> Option<&str> {
        let none = self.any.as_ref().is_some_and(|any| !any.is_match(text));
        let mut all = self.all.iter().filter(|_| !none).map(String::as_str);
        all.find(|phrase| text.contains(phrase))
    }
}

/// Phrases of a language model that the source page has not.
fn phrases(audit: &Audit<'_>, page: &Page, told: &[Range<usize>], findings: &mut Vec<Finding>) {
    let phrases = audit.once.get(0, "remarks", || Phrases::of(audit.catalog));
    let source = LazyCell::new(|| source_text(audit, page).map(|t| normal(t).to_lowercase()));
    let all = texts(page);
    let mut found: Vec<(&Text<'_>, Range<usize>)> = Vec::new();
    for text in &all {
        let own = match &text.place {
            Some(place) => Cow::Borrowed(place.inline.forms().normal_lower()),
            None => Cow::Owned(normal(text.shown).to_lowercase()),
        };
        let own = if own.contains('’') { Cow::Owned(own.replace('’', "'")) } else { own };
        let said = phrases.first_in(&own);
        let quoted = said.is_some_and(|said| source.as_ref().is_some_and(|t| t.contains(said)));
        let known =
            told.iter().any(|at| at.start < text.written.end && text.written.start < at.end);
        if said.is_some() && !quoted && !known {
            found.push((text, text.written.clone()));
        }
    }
    let Some((_, at)) = found.first() else { return };
    let message = format!(
        "`{}` is what a language model says of its work",
        shortened(&audit.text(page)[at.clone()])
    );
    let finding = shown::finding(audit, page, (CHECK.id, CHECK.severity), &found, message);
    findings.extend(finding.map(|finding| finding.help("take it out, and read the whole page")));
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    const TABLE: &str = "| Service | Message | Data sent to Hub | Used for |\n|---|---|---|---|\n\
                         | PINGs | Hello | Topic | X. |\n";

    fn page(above: &str, below: &str) -> String {
        format!("{above}# Titre\n\nTexte.\n\n{TABLE}\n{below}")
    }

    fn source() -> String {
        page("---\ntitle: x\ndate: 01/01/2020\n---\n", "")
    }

    #[test]
    fn words_above_the_front_matter_are_found_in_any_language() {
        for (words, carets) in
            [("Bien sûr, voici le texte :", 26), ("当然，以下是译文：", 9), ("Конечно!", 8)]
        {
            let carets = "^".repeat(carets);
            let above = format!(
                "{words}\n{carets} warning: `{words}` stands above the front matter\n\n---\ntitle: x\ndate: 01/01/2020\n---\n"
            );
            Case::default()
                .document("en-US/data-acme-sends-to-hub.md", &source())
                .document("xx/data-acme-sends-to-hub.md", &page(&above, ""))
                .expect(&CHECK);
        }
    }

    #[test]
    fn words_around_the_text_that_the_source_has_not_are_found() {
        let above = "---\ntitle: x\ndate: 01/01/2020\n---\nはい、どうぞ。\n^^^^^^^ warning: `はい、どうぞ。` stands above the title\n\n";
        let below = "Avise-me se quiser mudar algo.\n^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: `Avise-me se quiser mudar algo.` stands after the table\n";
        Case::default()
            .document("en-US/data-acme-sends-to-hub.md", &source())
            .document("ja-JP/data-acme-sends-to-hub.md", &page(above, below))
            .expect(&CHECK);
    }

    #[test]
    fn what_is_announced_within_the_page_is_found_in_any_language() {
        for words in ["Štai vertimas:", "Ακολουθεί το κείμενο:", "译文：", "הנה התרגום:"]
        {
            let carets = "^".repeat(words.chars().count());
            let own = page("---\ntitle: x\ndate: 01/01/2020\n---\n", "").replace(
                "Texte.",
                &format!("{words}\n{carets} warning: `{words}` announces something\n\nTexte."),
            );
            Case::default()
                .document("en-US/data-acme-sends-to-hub.md", &source())
                .document("xx/data-acme-sends-to-hub.md", &own)
                .expect(&CHECK);
        }
        // A colon in place of a full stop is no remark.
        let own = page("---\ntitle: x\ndate: 01/01/2020\n---\n", "").replace("Texte.", "Texte:");
        Case::default()
            .document("en-US/data-acme-sends-to-hub.md", &source())
            .document("xx/data-acme-sends-to-hub.md", &own)
            .expect(&CHECK);
    }

    #[test]
    fn phrases_are_found_wherever_they_stand() {
        let with = source().replace(
            "Texte.",
            "As an AI language model, I cannot.\n^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: `As an AI language model, I cannot.` is what a language model says",
        );
        Case::default()
            .document("en-US/data-acme-sends-to-hub.md", &source())
            .document("fr-FR/data-acme-sends-to-hub.md", &with)
            .expect(&CHECK);
    }

    #[test]
    fn pages_that_are_like_the_source_are_left_alone() {
        let own = page("---\ntitle: x\ndate: 01/01/2020\n---\n", "");
        Case::default()
            .document("en-US/data-acme-sends-to-hub.md", &source())
            .document("fr-FR/data-acme-sends-to-hub.md", &own)
            .expect(&CHECK);
        let both = |own: &str| page(&format!("{own}\n\n"), &format!("{own}\n"));
        Case::default()
            .document("en-US/data-acme-sends-to-hub.md", &both("Text."))
            .document("fr-FR/data-acme-sends-to-hub.md", &both("Texte."))
            .expect(&CHECK);
    }
}
