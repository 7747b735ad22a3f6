//! # What it checks
//! Purposes whose source text says “Optional” or “Required” in a sentence of its own: the translation says it
//! too, and does not say the other. The words of each language are in the catalog's locale files
//! (`optionality`); in a language without them the page's own rows decide: what begins all its other optional
//! rows must not be missing in one. A turned word is a warning; a missing one is a warning where other rows of
//! the page have it and the source text is surely the one that was translated.
//!
//! # Why it matters
//! Whether a datum must be given is part of the disclosure: who reads “required” gives it.
//!
//! # Example
//! Wrong: `Chaîne. Le nom du service.` for “Optional. String. The name of the department.” Right: `Facultatif.
//! Chaîne. Le nom du service.`
//!
//! # Remedy
//! Say it as the other rows of the page do.

use crate::audit::Page;
use crate::catalog::model::OptionalityWords;
use crate::check::{Check, Context, precedence};
use crate::consensus::{Consensus, SegmentPair, word_lists};
use crate::finding::{Finding, Severity};
use crate::text::{is_sentence_end, is_spaceless, normal};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "optionality-changed",
    summary: "“optional” or “required” was lost or turned",
    severity: Severity::Warning,
    doubts_text: true,
    yields_to: precedence::MEANING,
    source: include_str!("optionality_changed.rs"),
    run,
};

/// Most words of a sentence that only says whether a datum must be given, and what it is.
const LABEL_WORDS: usize = 4;
/// The same for “required”, which is said of more.
const REQUIRED_WORDS: usize = 2;
/// Most characters of such a sentence, for scripts without blanks.
const LABEL: usize = 30;
/// Fewest other rows of a page that show how it says it.
const ROWS: usize = 2;

/// Most other rows that are asked.
const OTHERS: usize = 50;

/// Whether a datum must be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Optional,
    Required,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Kind::Optional => "optional",
            Kind::Required => "required",
        }
    }

    fn other(self) -> Kind {
        match self {
            Kind::Optional => Kind::Required,
            Kind::Required => Kind::Optional,
        }
    }
}

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (consensus, page) = (context.consensus, context.page);
    let catalog = consensus.audit.catalog;
    let Some(english) = word_lists(catalog, &catalog.source_locale) else { return };
    let own = word_lists(catalog, page.locale()).map(|terms| &terms.optionality);
    let labelled: Vec<(&SegmentPair<'_>, Kind)> = consensus
        .texts_in_place(page)
        .into_iter()
        .filter_map(|text| Some((text, label(text.source.text(), &english.optionality)?)))
        .collect();
    for (text, kind) in &labelled {
        let cell = text.cell.text();
        if own.is_some_and(|words| says(cell, words, *kind)) {
            continue;
        }
        let turned = own.is_some_and(|words| label(cell, words) == Some(kind.other()));
        let others: Vec<&str> = labelled
            .iter()
            .filter(|(other, same)| same == kind && other.number != text.number)
            .map(|(other, _)| other.cell.text())
            .take(OTHERS)
            .collect();
        let known = own.is_some_and(|words| others.iter().any(|other| says(other, words, *kind)));
        let usual = usual(&others);
        let lost =
            known || usual.as_ref().is_some_and(|usual| !plain(cell).contains(usual.as_str()));
        if turned || lost {
            findings.push(finding(consensus, page, text, *kind, turned, known));
        }
    }
}

/// What a purpose says of itself in a sentence or bracket of a few words: “Optional.”, “(Optional)”,
/// “Optional string.” In longer ones the word may be said of something else.
fn label(text: &str, words: &OptionalityWords) -> Option<Kind> {
    let parts = parts(text);
    let short = |part: &&String| (1..=LABEL_WORDS).contains(&part.split_whitespace().count());
    let said = |list: &[String], most: usize| {
        let few = |part: &&String| {
            part.split_whitespace().count() <= most && part.chars().count() <= LABEL
        };
        parts.len() > 1 && parts.iter().filter(short).filter(few).any(|part| holds(part, list))
    };
    // “Not required” and “nicht erforderlich” hold the word for the contrary.
    let optional = said(&words.optional, LABEL_WORDS);
    let required = !optional && said(&words.required, REQUIRED_WORDS);
    optional.then_some(Kind::Optional).or(required.then_some(Kind::Required))
}

/// The parts of a text between full stops, commas, colons and brackets, in plain form.
fn parts(text: &str) -> Vec<String> {
    let ends = |c: char| is_sentence_end(c) || ".()（）[]［］【】:：,，、;；؛،".contains(c);
    let text = text.replace(['*', '_', '`'], "");
    text.split(ends).map(|part| plain(part.trim())).filter(|part| !part.is_empty()).collect()
}

/// Lower case, composed, without the dot that a Turkish `İ` leaves behind.
fn plain(text: &str) -> String {
    normal(text).to_lowercase().replace('\u{307}', "")
}

/// Whether a text says anywhere what it is to say.
fn says(text: &str, words: &OptionalityWords, kind: Kind) -> bool {
    let list = match kind {
        Kind::Optional => &words.optional,
        Kind::Required => &words.required,
    };
    holds(&plain(text), list)
}

/// Whether a text in plain form holds one of the words; `*` stands for any ending.
fn holds(text: &str, list: &[String]) -> bool {
    list.iter().any(|entry| {
        let word = plain(entry.trim_end_matches('*'));
        let open = entry.ends_with('*') || word.chars().any(is_spaceless);
        text.match_indices(&word).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            let after = text[at + word.len()..].chars().next();
            let free = |c: Option<char>| !c.is_some_and(|c| c.is_alphabetic() && !is_spaceless(c));
            (free(before) || word.chars().any(is_spaceless)) && (open || free(after))
        })
    })
}

/// What all the other rows begin with, where there are enough of them.
fn usual(others: &[&str]) -> Option<String> {
    let (first, rest) = others.split_first()?;
    let lead = parts(first).into_iter().next()?;
    let same = |other: &&str| parts(other).first() == Some(&lead);
    let short = lead.split_whitespace().count() <= LABEL_WORDS && lead.chars().count() <= LABEL;
    (others.len() >= ROWS && short && rest.iter().all(same)).then_some(lead)
}

fn finding(
    consensus: &Consensus<'_>,
    page: &Page,
    text: &SegmentPair<'_>,
    kind: Kind,
    turned: bool,
    known: bool,
) -> Finding {
    let sure = turned || (text.exact && known);
    let severity = if sure { CHECK.severity } else { Severity::Note };
    let word = kind.word();
    let message = if turned {
        format!("the source text says {word}, this text {}", kind.other().word())
    } else {
        format!("the source text says {word}, this text does not, and other rows of the page do")
    };
    Finding::new(CHECK.id, severity, text.cell.span(), message)
        .column("purpose")
        .found(text.cell.text())
        .help("say it as the other rows of the page do")
        .row(text.cell.row.number, page.field_ids(consensus.audit.catalog, text.cell.row))
        .relate(text.source.span(), "the source text")
}

#[cfg(test)]
mod tests {
    use super::{CHECK, Kind, label};
    use crate::catalog::model::OptionalityWords;
    use crate::check::testing_pages::Pages;

    fn words(optional: &str, required: &str) -> OptionalityWords {
        OptionalityWords { optional: vec![optional.into()], required: vec![required.into()] }
    }

    #[test]
    fn labels_in_many_languages() {
        for (text, optional, required, kind) in [
            ("Facultatif. Chaîne.", "facultati*", "requis", Some(Kind::Optional)),
            ("(Optional) Zeichenfolge", "optional*", "erforderlich", Some(Kind::Optional)),
            ("可选。字符串。", "可选", "必需", Some(Kind::Optional)),
            ("必須。文字列。", "省略可能", "必須", Some(Kind::Required)),
            ("İsteğe bağlı. Dize.", "isteğe bağlı*", "zorunlu*", Some(Kind::Optional)),
            ("Необязательно. Строка.", "необязательн*", "обязательн*", Some(Kind::Optional)),
            ("Обязательно: строка.", "необязательн*", "обязательн*", Some(Kind::Required)),
            ("Texte facultatif de la lampe qui luit", "facultati*", "requis", None),
            ("Chaîne. Facultatif.", "facultati*", "requis", Some(Kind::Optional)),
            (
                "Adresse. Optionale Zeichenfolge, ab 2.",
                "optional*",
                "erforderlich",
                Some(Kind::Optional),
            ),
            ("Nom, requis pour le service de la lampe", "facultati*", "requis", None),
            ("Requis", "facultati*", "requis", None),
        ] {
            assert_eq!(label(text, &words(optional, required)), kind, "{text}");
        }
    }

    fn pages() -> Pages {
        Pages::new()
            .edit("en-US", "The channel on", "Optional. The channel on")
            .edit("en-US", "The UUID that", "Optional. The UUID that")
            .edit("en-US", "The serial number", "Optional. The serial number")
            .edit("de-DE", "Der Kanal", "(Optional) Der Kanal")
            .edit("de-DE", "Die UUID", "(Optional) Die UUID")
            .edit("de-DE", "Die Seriennummer", "(Optional) Die Seriennummer")
            .only(&["en-US", "de-DE"])
    }

    #[test]
    fn a_word_that_is_lost_or_turned_is_found() {
        pages()
            .edit(
                "de-DE",
                "(Optional) Die UUID, die die Lampe benennt. |",
                "Die UUID, die die Lampe benennt. |
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ note: the source text says optional, this text does not",
            )
            .edit(
                "de-DE",
                "(Optional) Die Seriennummer, die auf der Schachtel der Lampe steht. |",
                "Erforderlich. Die Seriennummer, die auf der Schachtel der Lampe steht. |
                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the source text says optional, this text required",
            )
            .expect(&CHECK);
    }

    #[test]
    fn a_word_that_is_kept_is_left_alone() {
        pages().expect(&CHECK);
        pages().edit("de-DE", "(Optional) Die UUID, die", "Die UUID, optional, die").expect(&CHECK);
    }
}
