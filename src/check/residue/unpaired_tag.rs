//! # What it checks
//! Inline HTML tags without their partner: a closing `</strong>` that nothing opens, a `<b>` that is
//! never closed. A cell is looked at for itself; in prose a tag may be closed in a later block. What
//! the source page leaves unpaired as well is left alone on a translation.
//!
//! # Why it matters
//! A tag that is never closed sets the rest of the page in bold or as code; one that nothing opens is
//! the trace of markup that was lost, and with it what it marked.
//!
//! # Example
//! Wrong: `Le canal</strong> de la lampe.` Right: `Le <strong>canal</strong> de la lampe.`
//!
//! # Remedy
//! Put the missing tag back where the source page has it, or take the lone one out.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::check::{Check, Context};
use crate::finding::{Finding, Severity};

use crate::check::shown::{self, Text, texts};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "unpaired-tag",
    summary: "an HTML tag has no partner",
    severity: Severity::Warning,
    doubts_text: true,
    yields_to: &[],
    source: include_str!("unpaired_tag.rs"),
    run,
};

/// Elements that stand within a line and that HTML does not let go unclosed.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "mark",
    "q", "s", "samp", "small", "span", "strong", "sub", "sup", "tt", "u", "var",
];

static TAG: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"<(/?)([A-Za-z][A-Za-z0-9]*)(?:\s[^<>]*?)?(/?)>").expect("a sound pattern")
});

/// A tag and where it is written.
struct Tag {
    name: String,
    closes: bool,
    at: Range<usize>,
    /// The text that it stands in.
    text: usize,
}

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    let all = texts(page);
    let mut lone = lone(audit.text(page), &all);
    if lone.is_empty() {
        return;
    }
    if let Some(source) = audit.source_page(page).map(|reference| audit.page(reference)) {
        let known: BTreeSet<(String, bool)> =
            self::lone(audit.text(source), &texts(source)).into_iter().map(kind).collect();
        lone.retain(|tag| !known.contains(&(tag.name.clone(), tag.closes)));
    }
    let kinds: BTreeSet<(String, bool)> =
        lone.iter().map(|tag| (tag.name.clone(), tag.closes)).collect();
    for (name, closes) in kinds {
        let found: Vec<(&Text<'_>, Range<usize>)> = lone
            .iter()
            .filter(|tag| tag.name == name && tag.closes == closes)
            .map(|tag| (&all[tag.text], tag.at.clone()))
            .collect();
        let message = if closes {
            format!("`</{name}>` closes nothing")
        } else {
            format!("`<{name}>` is never closed")
        };
        let finding = shown::finding(audit, page, (CHECK.id, CHECK.severity), &found, message);
        findings.extend(finding.map(|finding| {
            finding
                .help("put the missing tag back where the source page has it, or take this one out")
        }));
    }
}

fn kind(tag: Tag) -> (String, bool) {
    (tag.name, tag.closes)
}

/// The tags of a page that have no partner, in page order.
fn lone(file: &str, texts: &[Text<'_>]) -> Vec<Tag> {
    let (mut cells, mut prose) = (Vec::new(), Vec::new());
    for (index, text) in texts.iter().enumerate() {
        let Some(place) = &text.place else { continue };
        let left = unpaired(tags(file, &place.inline.html, index));
        let all = if place.block.is_some() { &mut prose } else { &mut cells };
        all.extend(left);
    }
    // A page without blank lines is cut into blocks by lines.
    cells.extend(unpaired(prose));
    cells.sort_by_key(|tag| tag.at.start);
    cells
}

fn tags(file: &str, html: &[Range<usize>], text: usize) -> Vec<Tag> {
    let written = |range: &Range<usize>| {
        let start = range.start;
        let slice = &file[range.clone()];
        let found = TAG.captures_iter(if slice.starts_with("<!--") { "" } else { slice });
        let tag = move |found: regex::Captures<'_>| {
            let (whole, name) = (found.get(0)?, found[2].to_lowercase());
            let inline = INLINE.contains(&name.as_str()) && found[3].is_empty();
            let at = start + whole.start()..start + whole.end();
            inline.then(|| Tag { name, closes: !found[1].is_empty(), at, text })
        };
        found.filter_map(tag).collect::<Vec<_>>()
    };
    html.iter().flat_map(written).collect()
}

/// What is left once every closing tag has met the last open one of its name.
fn unpaired(tags: Vec<Tag>) -> Vec<Tag> {
    let mut open: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut lone = vec![true; tags.len()];
    for (index, tag) in tags.iter().enumerate() {
        let before = open.entry(tag.name.clone()).or_default();
        if !tag.closes {
            before.push(index);
        } else if let Some(opening) = before.pop() {
            lone[opening] = false;
            lone[index] = false;
        }
    }
    tags.into_iter().zip(lone).filter(|(_, lone)| *lone).map(|(tag, _)| tag).collect()
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;
    use crate::check::testing_pages::Pages;

    #[test]
    fn tags_without_partner_are_found() {
        Pages::new()
            .edit(
                "fr-FR",
                "Le canal que la lampe écoute. |",
                "Le canal</strong> que la lampe écoute. |
                                  ^^^^^^^^^ warning: `</strong>` closes nothing",
            )
            .edit(
                "es-ES",
                "El UUID que nombra la lámpara. |",
                "El <B>UUID que nombra la lámpara. |
                              ^^^ warning: `<b>` is never closed",
            )
            .expect(&CHECK);
        Case::default()
            .document(
                "ko-KR/data-acme-sends-to-hub.md",
                "\
램프</em> 데이터
  ^^^^^ warning: `</em>` closes nothing

| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | 램프 채널. |
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn pairs_and_what_the_source_leaves_open_are_left_alone() {
        Pages::new()
            .edit(
                "fr-FR",
                "Le canal que",
                "Le <b>canal</b><br>que <a name=\"x\"></a> <!-- </b> --> `</b>`",
            )
            .edit(
                "en-US",
                "The UUID that names the lamp. |",
                "The UUID</sup> that names the lamp. |
                                   ^^^^^^ warning: `</sup>` closes nothing",
            )
            .edit("de-DE", "Die UUID, die", "Die UUID</sup>, die")
            .expect(&CHECK);
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
# <a name=\"x\"></a>Titre
Texte <b>gras
- encore</b> ici
| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | Canal. |
",
            )
            .expect(&CHECK);
    }
}
