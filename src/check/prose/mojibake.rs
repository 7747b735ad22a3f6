//! # What it checks
//! Words whose UTF-8 bytes were read in another encoding and saved again (`Ã©` for `é`), in the
//! table, in the text around it, and in the title and description of the front matter; words in
//! an older encoding of the language (`Öâåò` for `Цвет`), where the script or the letters of the
//! rest of the page prove it; and the replacement character `�` or runs of question marks that the
//! source does not have, which stand where a program gave characters up.
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

mod older;

use std::ops::Range;

use crate::audit::{Audit, Page};
use crate::check::{Check, Context};
use crate::finding::{Applicability, Finding, Severity};
use crate::source::Span;
use crate::text::find_mojibake;

use older::{Habit, question_marks};

use super::{Place, places, source_inline};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "mojibake",
    summary: "a word was decoded in the wrong encoding, or a character was lost",
    severity: Severity::Error,
    doubts_text: true,
    yields_to: &[],
    source: include_str!("mojibake.rs"),
    run,
};

/// From this many words on, the page as a whole was decoded wrongly.
const WHOLE_PAGE: usize = 20;

/// A broken word.
struct Broken<'a> {
    span: Span,
    found: String,
    /// Nothing where the character is lost.
    repair: Option<String>,
    /// Whether nothing else can be right.
    certain: bool,
    place: Option<Place<'a>>,
}

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    let mut broken = in_front_matter(audit, page);
    let all = places(page);
    let habit = Habit::of(page, all.iter().map(|place| place.inline.text.as_str()));
    for (index, place) in all.iter().enumerate() {
        let source = source_inline(audit, page, &all, index).map(|inline| inline.text.as_str());
        for (range, repair, certain) in in_text(&habit, &place.inline.text, source) {
            let place = Place { ..*place };
            let span = page.span(place.inline.source_range(range.clone()));
            let found = place.inline.text[range].to_owned();
            broken.push(Broken { span, found, repair, certain, place: Some(place) });
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
                certain: true,
                place: None,
            })
        })
        .collect()
}

/// Broken words of a text of the page, each with its repair and whether that is certain.
fn in_text(
    habit: &Habit<'_>,
    text: &str,
    source: Option<&str>,
) -> Vec<(Range<usize>, Option<String>, bool)> {
    let sure = broken_in(text).into_iter().map(|(at, repair)| (at, repair, true));
    let mut found: Vec<_> = sure.collect();
    for older in [habit.misread(text), question_marks(text, source)] {
        found.sort_by_key(|(at, ..)| at.start);
        let taken: Vec<Range<usize>> = found.iter().map(|(at, ..)| at.clone()).collect();
        let more = older.into_iter().filter(|(at, _)| !overlaps(&taken, at));
        found.extend(more.map(|(at, repair)| (at, repair, false)));
    }
    found.sort_by_key(|(at, ..)| at.start);
    found
}

/// Whether a range shares a byte with one of others, which are in order and apart.
fn overlaps(others: &[Range<usize>], at: &Range<usize>) -> bool {
    let next = others.partition_point(|other| other.end <= at.start);
    others.get(next).is_some_and(|other| other.start < at.end)
}

/// Broken words of a text, each with its repair. A word of which a character is lost has none,
/// whatever else of it could be repaired.
fn broken_in(text: &str) -> Vec<(Range<usize>, Option<String>)> {
    let mut found: Vec<(Range<usize>, Option<String>)> = Vec::new();
    let mut at = 0;
    for word in text.split(char::is_whitespace) {
        if word.contains(char::REPLACEMENT_CHARACTER) {
            found.push((at..at + word.len(), None));
        }
        at += word.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
    }
    let lost: Vec<Range<usize>> = found.iter().map(|(word, _)| word.clone()).collect();
    let whole = |at: &Range<usize>| !overlaps(&lost, at);
    let repaired = find_mojibake(text).into_iter().filter(|m| whole(&m.range));
    found.extend(repaired.map(|m| (m.range, Some(m.repair))));
    found
}

/// The broken words of one cell or block.
fn one_text(audit: &Audit<'_>, page: &Page, words: &[Broken<'_>]) -> Finding {
    let word = &words[0];
    let parts: Vec<String> = words
        .iter()
        .map(|word| match &word.repair {
            Some(repair) => format!("`{}` is `{repair}`, decoded wrongly", word.found),
            None if word.certain || word.found.contains('?') => {
                format!("a character of `{}` is lost", word.found)
            }
            None => format!("`{}` is decoded wrongly", word.found),
        })
        .collect();
    let found: Vec<&str> = words.iter().map(|word| word.found.as_str()).collect();
    let mut finding =
        Finding::new(CHECK.id, CHECK.severity, word.span, parts.join("; ")).found(found.join(" "));
    let repairs: Vec<&str> = words.iter().filter_map(|word| word.repair.as_deref()).collect();
    finding = if repairs.len() < words.len() {
        finding.help("write the word anew and save the file as UTF-8")
    } else {
        finding.expected(repairs.join(" ")).help(if words.iter().all(|word| word.certain) {
            "UTF-8 was read as Windows-1252 and saved again; take the repair"
        } else {
            "an older encoding was read as Windows-1252; look at the repair and take it"
        })
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
        Some(repair) => {
            let sure = if word.certain { sure } else { Applicability::Suggested };
            finding.mend(sure, word.span, repair.as_str())
        }
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
    fn older_encodings_and_question_marks_are_found_where_the_page_proves_them() {
        Case::default()
            .document(
                "ru-RU/data-acme-sends-to-hub.md",
                "\
| Service | Message | Данные | Назначение |
|---|---|---|---|
| PINGs | Hello | Topic | Öâåò лампы. |
                          ^^^^ error: `Öâåò` is `Цвет`, decoded wrongly
| PINGs | Hello | lampId | Имя ????? в доме. |
                               ^^^^^ error: a character of `?????` is lost
| PINGs | Hello | State | Состояние лампы, café. |
",
            )
            .document(
                "tr-TR/data-acme-sends-to-hub.md",
                "\
| Service | Message | Veri | Kullanım |
|---|---|---|---|
| PINGs | Hello | Topic | Aygýtýn kimliði. |
                          ^^^^^^^ error: `Aygýtýn` is `Aygıtın`, decoded wrongly; `kimliði` is `kimliği`
| PINGs | Hello | lampId | Lambanın adı, ışığın adı, tanıdığı ağ. |
| PINGs | Hello | State | Açık mı, kapalı mı, bağlı mı, bağsız mı. |
| PINGs | GoodBye | Topic | Ağın sağladığı kanal, Þingvellir. |
",
            )
            .expect(&CHECK);
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
