//! # What it checks
//! Words whose UTF-8 bytes were read in another encoding and saved again (`Ã©` for `é`), in the
//! table, in the text around it, and in the title and description of the front matter; and the
//! replacement character `�`, which stands where a program gave a character up.
//!
//! # Why it matters
//! The reader sees nonsense, and search finds nothing. Such a word shows, besides, that a tool on
//! the way mistook the encoding of the file, so that others may be broken too.
//!
//! # Example
//! Wrong: `| STORE | owner | Nom du propriÃ©taire. |`. Right: `Nom du propriétaire.`
//!
//! # Remedy
//! Take the repair that is offered, and save the file as UTF-8. Where `�` stands the character is
//! lost: write it anew.

use std::ops::Range;

use crate::audit::{Audit, Page};
use crate::check::{Check, Run};
use crate::finding::{Applicability, Finding, Severity};
use crate::locale::find_mojibake;
use crate::source::Span;

use super::{Place, places};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "mojibake",
    summary: "a word was decoded in the wrong encoding, or a character was lost",
    severity: Severity::Error,
    source: include_str!("mojibake.rs"),
    run: Run::Page(run),
};

/// From this many words on, the page as a whole was decoded wrongly.
const WHOLE_PAGE: usize = 20;

/// A broken word.
struct Broken<'a> {
    span: Span,
    found: String,
    /// Nothing where the character is lost.
    repair: Option<String>,
    place: Option<Place<'a>>,
}

fn run(audit: &Audit<'_>, page: &Page, findings: &mut Vec<Finding>) {
    let mut broken = in_front_matter(audit, page);
    for place in places(page) {
        for (range, repair) in broken_in(&place.inline.text) {
            let place = Place { ..place };
            let span = page.span(place.inline.source_range(range.clone()));
            let found = place.inline.text[range].to_owned();
            broken.push(Broken { span, found, repair, place: Some(place) });
        }
    }
    if broken.len() >= WHOLE_PAGE {
        findings.extend(whole_page(&broken));
    } else {
        let same_text = |a: &Broken<'_>, b: &Broken<'_>| {
            let (Some(a), Some(b)) = (&a.place, &b.place) else { return false };
            std::ptr::eq(a.inline, b.inline)
        };
        findings.extend(broken.chunk_by(same_text).map(|words| one_text(audit, page, words)));
    }
}

fn in_front_matter<'a>(audit: &'a Audit<'_>, page: &'a Page) -> Vec<Broken<'a>> {
    let front = page.parsed.front_matter.as_ref();
    let values = ["title", "titleSuffix", "description"].iter().filter_map(|key| front?.get(key));
    values
        .flat_map(|value| {
            let text = &audit.text(page)[value.range.clone()];
            broken_in(text).into_iter().map(move |(range, repair)| Broken {
                found: text[range.clone()].to_owned(),
                span: page.span(value.range.start + range.start..value.range.start + range.end),
                repair,
                place: None,
            })
        })
        .collect()
}

/// Broken words of a text, each with its repair.
fn broken_in(text: &str) -> Vec<(Range<usize>, Option<String>)> {
    let mut found: Vec<_> =
        find_mojibake(text).into_iter().map(|m| (m.range, Some(m.repair))).collect();
    let mut at = 0;
    for word in text.split(char::is_whitespace) {
        if word.contains(char::REPLACEMENT_CHARACTER) {
            found.push((at..at + word.len(), None));
        }
        at += word.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
    }
    found
}

/// The broken words of one cell or block.
fn one_text(audit: &Audit<'_>, page: &Page, words: &[Broken<'_>]) -> Finding {
    let word = &words[0];
    let parts: Vec<String> = words
        .iter()
        .map(|word| match &word.repair {
            Some(repair) => format!("`{}` is `{repair}`, decoded wrongly", word.found),
            None => format!("a character of `{}` is lost", word.found),
        })
        .collect();
    let found: Vec<&str> = words.iter().map(|word| word.found.as_str()).collect();
    let mut finding =
        Finding::new(CHECK.id, CHECK.severity, word.span, parts.join("; ")).found(found.join(" "));
    let repairs: Vec<&str> = words.iter().filter_map(|word| word.repair.as_deref()).collect();
    finding = if repairs.len() < words.len() {
        finding.help("write the word anew and save the file as UTF-8")
    } else {
        finding
            .expected(repairs.join(" "))
            .help("UTF-8 was read as Windows-1252 and saved again; take the repair")
    };
    finding = repaired(finding, words, Applicability::Certain);
    for other in &words[1..] {
        finding = finding.relate(other.span, "again here");
    }
    match &word.place {
        Some(place) => place.locate(audit, page, finding),
        None => finding,
    }
}

/// With the repair of every word that has one.
fn repaired(finding: Finding, words: &[Broken<'_>], sure: Applicability) -> Finding {
    words.iter().fold(finding, |finding, word| match &word.repair {
        Some(repair) => finding.mend(sure, word.span, repair.as_str()),
        None => finding,
    })
}

fn whole_page(broken: &[Broken<'_>]) -> Option<Finding> {
    let first = broken.first()?;
    let message = format!(
        "{} words are decoded wrongly, such as `{}`{}",
        broken.len(),
        first.found,
        first.repair.as_ref().map(|r| format!(" for `{r}`")).unwrap_or_default()
    );
    let mut finding = Finding::new(CHECK.id, CHECK.severity, first.span, message)
        .found(first.found.as_str())
        .help("the page as a whole went through a wrong encoding: take the file from before that");
    if let Some(repair) = &first.repair {
        finding = finding.expected(repair.as_str());
    }
    // Where characters are lost the file from before is better than one that is half repaired.
    let whole = broken.iter().all(|word| word.repair.is_some());
    finding = repaired(finding, broken, Applicability::when(whole));
    Some(broken[1..].iter().fold(finding, |f, word| f.relate(word.span, "again here")))
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    #[test]
    fn broken_words_are_found_in_cells_prose_and_front_matter() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
---
title: DonnÃ©es
       ^^^^^^^^ error: `DonnÃ©es` is `Données`, decoded wrongly
---
Le nom, (lâ€™adresse).
         ^^^^^^^^^^^ error: `lâ€™adresse` is `l’adresse`

| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Le numÃ©ro, & lâ��appareil. |
                             ^^^^^^^ error: `numÃ©ro` is `numéro`, decoded wrongly; a character of `lâ��appareil.` is lost
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn a_page_that_is_broken_throughout_is_one_finding() {
        let row = "| PINGs | Hello | Topic | Ã©tÃ© |\n".repeat(25);
        let drawn = format!(
            "| Service | Message | Données envoyées à Hub | Utilisé pour |\n|---|---|---|---|\n{}{}{}",
            "| PINGs | Hello | Topic | Ã©tÃ© |\n",
            "                          ^^^^^ error: 26 words are decoded wrongly, such as `Ã©tÃ©` for `été`\n",
            row
        );
        Case::default().document("fr-FR/data-acme-sends-to-hub.md", &drawn).expect(&CHECK);
    }

    #[test]
    fn sound_text_is_left_alone() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | « est activé », ÉTÉ »… São, Größe, 设备, żółć. |
",
            )
            .expect(&CHECK);
    }
}
