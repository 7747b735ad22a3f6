//! # What it checks
//! Entities and tags that were escaped once too often, so that readers see the escape:
//! `&amp;#39;`, `&amp;nbsp;`, `&lt;br&gt;`, or an entity in a code span. What the source page shows as
//! well is left alone. A tag is told only where the source text is at hand.
//!
//! # Why it matters
//! A tool escaped the text a second time. The page shows `l&#39;organisation` for
//! `l’organisation`, and a search for the word does not find it.
//!
//! # Example
//! Wrong: `Le canal de l&amp;#39;appareil.` Right: `Le canal de l’appareil.`
//!
//! # Remedy
//! Write the character itself, or the entity once.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::audit::{Audit, Page};
use crate::check::{Check, Context};
use crate::finding::{Finding, Severity};

use crate::check::shown::{self, Text, texts};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "escaped-entity",
    summary: "readers are shown an entity or a tag that was escaped once too often",
    severity: Severity::Warning,
    doubts_text: true,
    yields_to: &[],
    source: include_str!("escaped_entity.rs"),
    run,
};

/// An entity in a text as it is shown. Machine translation sets blanks or full-width marks into it.
static ENTITY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x) [&＆]\s? (?: [\#＃] \s? (?: [0-9]{2,6} | [xX][0-9a-fA-F]{2,6} )
        | amp | lt | gt | quot | apos | nbsp | ensp | emsp | thinsp | zwnj | zwj | lrm | rlm | shy
        | [lr][sd]?a?quo | [sb]dquo | sbquo | iexcl | iquest | hellip | [nm]dash | bull | middot | deg
        | copy | reg | trade | euro | sect | szlig | oelig | OElig | aelig | AElig | oslash | Oslash
        | [A-Za-z] (?: acute | grave | circ | uml | tilde | cedil | ring | caron | slash )
        ) \s?[;；]",
    )
    .expect("a sound pattern")
});

/// A tag in a text as it is shown.
static TAG: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)</?(?:br|b|strong|i|em|u|p|a|code|span|sup|sub|ul|ol|li|div|font|td|tr|table)(?:\s[^<>]*)?/?>",
    )
    .expect("a sound pattern")
});

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    let own = texts(page);
    let source = audit.source_page(page).map(|reference| texts(audit.page(reference)));
    let shows = |pattern: &Regex| {
        source.as_ref().is_some_and(|texts| texts.iter().any(|text| pattern.is_match(text.shown)))
    };
    if !shows(&ENTITY) {
        report(audit, page, &own, (&ENTITY, "&", "an entity"), findings);
    }
    if source.is_some() && !shows(&TAG) {
        report(audit, page, &own, (&TAG, "<", "a tag"), findings);
    }
}

fn report(
    audit: &Audit<'_>,
    page: &Page,
    texts: &[Text<'_>],
    (pattern, mark, what): (&Regex, &str, &str),
    findings: &mut Vec<Finding>,
) {
    let mut found: Vec<(&Text<'_>, Range<usize>)> = Vec::new();
    let mut first = "";
    for text in texts.iter().filter(|text| text.shown.contains(mark) || text.shown.contains('＆'))
    {
        for at in pattern.find_iter(text.shown) {
            first = if found.is_empty() { at.as_str() } else { first };
            found.push((text, text.source_range(at.range())));
        }
    }
    let message = format!("readers are shown `{first}`: {what} that was escaped once too often");
    let finding = shown::finding(audit, page, (CHECK.id, CHECK.severity), &found, message);
    findings.extend(finding.map(|f| f.help("write the character itself, or the markup once")));
}

#[cfg(test)]
mod tests {
    use super::{CHECK, ENTITY};
    use crate::check::testing::Case;
    use crate::check::testing_pages::Pages;

    #[test]
    fn entities_are_known_however_they_are_written() {
        for text in [
            "&#39;",
            "&quot;",
            "&nbsp;",
            "& nbsp;",
            "&#x27;",
            "＆nbsp；",
            "&rsquo;",
            "&laquo;",
            "&eacute;",
        ] {
            assert!(ENTITY.is_match(text), "{text}");
        }
        for text in ["R&D;", "a & b; c", "&x;", "?a=1&copyright=2", "Q&A", "&lt"] {
            assert!(!ENTITY.is_match(text), "{text}");
        }
    }

    #[test]
    fn entities_and_tags_that_are_shown_are_found() {
        Pages::new()
            .edit(
                "fr-FR",
                "Le canal que la lampe écoute. |",
                "Le canal que l&amp;#39;appareil écoute. |
                                        ^^^^^^^^^ warning: readers are shown `&#39;`: an entity that was escaped once too often (2 in all)",
            )
            .edit("fr-FR", "L’UUID qui nomme", "L&amp;rsquo;UUID qui nomme")
            .edit(
                "de-DE",
                "Die UUID, die die Lampe benennt. |",
                "Die UUID,&lt;br&gt;die die Lampe benennt. |
                                    ^^^^^^^^^^ warning: readers are shown `<br>`: a tag that was escaped once too often",
            )
            .expect(&CHECK);
        Case::default()
            .document(
                "ru-RU/data-acme-sends-to-hub.md",
                "\
| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | Канал&amp;nbsp;лампы. |
                               ^^^^^^^^^^ warning: readers are shown `&nbsp;`: an entity
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn entities_that_are_decoded_are_left_alone() {
        Pages::new()
            .edit("fr-FR", "L’UUID qui nomme", "L&#39;UUID&nbsp;qui nomme")
            .edit(
                "en-US",
                "The UUID that names the lamp. |",
                "The UUID &amp;nbsp; that names the lamp. |
                                    ^^^^^^^^^^ warning: readers are shown `&nbsp;`",
            )
            .edit("de-DE", "Die UUID, die", "Die UUID &amp;nbsp;, die")
            .edit("es-ES", "El UUID que", "El UUID<br>que")
            .expect(&CHECK);
    }
}
