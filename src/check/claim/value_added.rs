//! # What it checks
//! What a translation lists beyond its source text: a wire value among those that the source sets in bold or
//! as code (*lit*, *dark* and *faulty*), an item among names that it keeps (sLamp, sTorch, Orb), also in the place of
//! one of them, and identifiers in the shape of a key (`lampShade`, `lamp_shade`) that the source text does not
//! hold. Where the values are translated their number is compared. It is a warning where the
//! catalog declares the values, where the source text is surely the one that was translated, or where no
//! other language has them; otherwise a note.
//!
//! # Why it matters
//! A value that the source does not list is a state that does not exist, or one that only the readers of one
//! language are told of.
//!
//! # Example
//! Wrong: `**lit**, **dark**, **broken** ou **faulty**` for “**lit**, **dark** or **faulty**”. Right: `**lit**,
//! **dark** ou **faulty**`.
//!
//! # Remedy
//! Take out what the source does not list; if it is true, it belongs on the source page first.

use std::ops::Range;

use crate::align::has_word;
use crate::audit::{CellRef, Page};
use crate::catalog::model::ColumnRole;
use crate::check::enumeration::compared;
use crate::check::listed::{listed, marked_values};
use crate::check::{Check, Context};
use crate::consensus::{Agreement, Consensus, SegmentPair, counterparts};
use crate::finding::{Finding, Severity};
use crate::parse::Inline;
use crate::text::{keeps, normal};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "value-added",
    summary: "a text lists a value that its source does not list",
    severity: Severity::Warning,
    doubts_text: true,
    // What stands in the place of a value is not one more value.
    yields_to: &[
        "short-row",
        "mojibake",
        "empty-cell",
        "untranslated-cell",
        "wrong-language",
        "translated-enum",
    ],
    source: include_str!("value_added.rs"),
    run,
};

/// Most parts that a text sets apart in a list of values.
const MOST: usize = 100;

/// What stands in the translation only.
struct Added {
    range: Range<usize>,
    what: String,
    /// Whether the catalog vouches for the list.
    declared: bool,
}

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (consensus, page) = (context.consensus, context.page);
    for text in consensus.texts_in_place(page) {
        let added =
            value(consensus, text).or_else(|| name(text)).or_else(|| identifier(consensus, text));
        findings.extend(added.map(|added| finding(consensus, page, text, &added)));
    }
}

/// A value among those that the source lists.
fn value(consensus: &Consensus<'_>, text: &SegmentPair<'_>) -> Option<Added> {
    let (source, own) = (&text.source.cell.inline, &text.cell.cell.inline);
    let fields = text.cell.row.fields.iter().map(|field| consensus.audit.catalog.field(*field));
    let declared: Vec<&str> = fields
        .flat_map(|field| &field.values)
        .map(String::as_str)
        .filter(|value| has_word(text.source.text(), value))
        .collect();
    let marked = marked_values(source);
    let declares = declared.len() > 1;
    let wanted = if declares { declared } else { marked };
    if wanted.len() < 2 || own.marked.len() > MOST {
        return None;
    }
    let mut parts = listed(own);
    parts.retain(|part| !own.text[part.clone()].trim().is_empty());
    // What the source sets apart besides its values the translation may set apart as well.
    let theirs = listed(source).len().max(wanted.len());
    let is_known = |part: &Range<usize>| {
        let word = own.text[part.clone()].trim();
        wanted.contains(&word) || keeps(&normal(&source.text), word)
    };
    let kept = parts.iter().filter(|part| is_known(part)).count();
    let strange = parts.iter().find(|part| !is_known(part)).cloned();
    let joined = enumerated(own, &parts);
    let range = strange.filter(|_| parts.len() > theirs && joined)?;
    let word = own.text[range.clone()].trim().to_owned();
    let what = if kept >= wanted.len() {
        format!(
            "`{word}` is listed among `{}`, which the source text lists alone",
            wanted.join("`, `")
        )
    } else {
        let (own, wanted) = (parts.len(), wanted.len());
        format!("{own} values are listed, such as `{word}`, where the source text lists {wanted}")
    };
    Some(Added { range, what, declared: declares })
}

/// An item among names that the source enumerates and the translation keeps.
fn name(text: &SegmentPair<'_>) -> Option<Added> {
    let own = &text.cell.cell.inline.text;
    let compared = compared(text.source.text(), own)?;
    // As many items as names are lost may be other words for them, unless no language translates such names.
    let brand = |name: &&str| name.chars().skip(1).any(char::is_uppercase);
    let rendered = compared.lost.iter().filter(|name| !brand(name)).count();
    let range = compared.added.get(rendered)?.clone();
    let what = format!(
        "`{}` is listed among `{}`, which the source text lists alone",
        &own[range.clone()],
        compared.names.join("`, `")
    );
    Some(Added { range, what, declared: false })
}

/// Whether the parts follow each other with no more than a separator and a conjunction between them.
fn enumerated(inline: &Inline, parts: &[Range<usize>]) -> bool {
    let gaps = parts.windows(2).map(|pair| inline.text.get(pair[0].end..pair[1].start));
    gaps.into_iter().all(|gap| {
        gap.is_some_and(|gap| gap.split_whitespace().count() <= 3 && gap.chars().count() <= 16)
    })
}

/// An identifier in the shape of a key.
fn identifier(consensus: &Consensus<'_>, text: &SegmentPair<'_>) -> Option<Added> {
    let own = &text.cell.cell.inline.text;
    let source = normal(&text.source.cell.inline.text);
    let folded = squeezed(&source);
    let row = consensus
        .audit
        .catalog
        .rows_of_flow(&consensus.audit.document(text_page(consensus, text)?).flow);
    let labels = row.get(text.reference).into_iter().flat_map(|row| &row.fields);
    let labels: Vec<&str> =
        labels.map(|field| consensus.audit.catalog.field(*field).label.as_str()).collect();
    let found = own.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').find(|word| {
        is_identifier(word)
            && !folded.contains(&squeezed(word))
            && !labels.iter().any(|label| squeezed(label) == squeezed(word))
            && !consensus.audit.catalog.names.iter().any(|name| name == word)
    })?;
    let start = found.as_ptr() as usize - own.as_ptr() as usize;
    let what = format!("`{found}` is not in the source text");
    Some(Added { range: start..start + found.len(), what, declared: false })
}

/// The page of a text.
fn text_page<'a>(consensus: &'a Consensus<'_>, text: &SegmentPair<'_>) -> Option<&'a Page> {
    consensus.audit.pages.iter().find(|page| page.file == text.cell.file)
}

/// A text without case, blanks and joints, so that `OS Version` is `OSVersion`.
fn squeezed(text: &str) -> String {
    text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether a word has the shape of a key: letters joined by underscores, or a capital inside a word that
/// begins with two small letters.
fn is_identifier(word: &str) -> bool {
    let joined = word.trim_matches('_').contains('_') && word.chars().any(char::is_alphabetic);
    let mut chars = word.chars();
    let camel = chars.by_ref().take(2).filter(char::is_ascii_lowercase).count() == 2
        && chars.any(|c| c.is_ascii_uppercase());
    // A placeholder of a tool is told as such.
    word.len() >= 4 && !word.starts_with('_') && (joined || camel)
}

fn finding(
    consensus: &Consensus<'_>,
    page: &Page,
    text: &SegmentPair<'_>,
    added: &Added,
) -> Finding {
    let cell: CellRef<'_> = text.cell;
    let word = cell.cell.inline.text[added.range.clone()].trim();
    let others = counterparts(consensus.audit, page, cell.row, ColumnRole::Purpose);
    let agreement = Agreement::hold(&others, |counterpart| {
        Some(!normal(counterpart.cell.text()).to_lowercase().contains(&word.to_lowercase()))
    });
    let sure = !agreement.rejected() && (added.declared || text.exact || agreement.carried());
    let severity = if sure { CHECK.severity } else { Severity::Note };
    let vote = agreement.words().map_or(String::new(), |words| format!(" ({words} lack it)"));
    Finding::new(
        CHECK.id,
        severity,
        cell.span_of(added.range.clone()),
        format!("{}{vote}", added.what),
    )
    .column("purpose")
    .found(word)
    .help("take out what the source does not list")
    .row(cell.row.number, page.field_ids(consensus.audit.catalog, cell.row))
    .relate(text.source.span(), "the source text")
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing_pages::Pages;

    fn pages() -> Pages {
        Pages::new()
            .edit("en-US", "lit, dark or faulty", "**lit**, **dark** or **faulty**")
            .edit("de-DE", "lit, dark oder faulty", "**lit**, **dark** oder **faulty**")
            .edit("es-ES", "lit, dark o faulty", "**encendida**, **apagada** o **rota**")
            .edit("nl-NL", "lit, dark of faulty", "lit, dark of faulty")
    }

    #[test]
    fn a_value_that_the_source_does_not_list_is_found() {
        pages()
            .edit(
                "fr-FR",
                "Dit si la lampe est lit, dark ou faulty. |",
                "Dit si la lampe est **lit**, **broken**, **dark** ou **faulty**. |
                                                         ^^^^^^ warning: `broken` is listed among `lit`, `dark`, `faulty`",
            )
            .expect(&CHECK);
        pages()
            .edit(
                "es-ES",
                "**rota**. |",
                "**rota** o **robada**. |
                                                    ^^^^^^^^^ warning: 4 values are listed, such as `encendida`",
            )
            .expect(&CHECK);
    }

    #[test]
    fn a_key_that_the_source_does_not_hold_is_found() {
        Pages::new()
            .edit(
                "fr-FR",
                "Le canal que la lampe écoute. |",
                "Le canal que lampShade écoute. |
                                       ^^^^^^^^^ warning: `lampShade` is not in the source text (3 of 3",
            )
            .edit("de-DE", "Der Kanal, auf dem die Lampe lauscht. |", "Der Kanal, auf dem eBooks lauscht. |")
            .expect(&CHECK);
    }

    #[test]
    fn an_item_among_names_is_found() {
        let pages = || {
            Pages::new()
                .edit("en-US", "lit, dark or faulty", "made for sLamp, Orb, Torches or GlowTV")
                .edit("de-DE", "lit, dark oder faulty", "für sLamp, Orb, Torches oder Glow TV ist")
                .edit("es-ES", "lit, dark o faulty", "para sLamp, Orb, Torches o GlowTV")
                .edit("nl-NL", "lit, dark of faulty", "voor sLamp, Orb, Torches of GlowTV is")
        };
        pages()
            .edit("fr-FR", "lit, dark ou faulty", "pour sLamp, Orb, Torches ou GlowTV")
            .expect(&CHECK);
        pages()
            .edit(
                "fr-FR",
                "Dit si la lampe est lit, dark ou faulty. |",
                "La lampe est pour sLamp, Orb, Torches, Nebulas ou GlowTV. |
                                                                 ^^^^^^^ warning: `Nebulas` is listed among `sLamp`, `Orb`, `Torches`, `GlowTV`, which the source text lists alone (3 of 3 other languages lack it)",
            )
            .expect(&CHECK);
        pages()
            .edit(
                "fr-FR",
                "Dit si la lampe est lit, dark ou faulty. |",
                "La lampe est pour : Zune, Orb, Torches ou GlowTV. |
                                              ^^^^ warning: `Zune` is listed among",
            )
            .expect(&CHECK);
    }

    #[test]
    fn the_same_list_in_any_rendering_is_left_alone() {
        pages()
            .edit("fr-FR", "lit, dark ou faulty", "**lit**, **dark** ou **faulty**")
            .expect(&CHECK);
    }
}
