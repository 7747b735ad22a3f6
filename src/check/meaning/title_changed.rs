//! # What it checks
//! The title of a translation, in its front matter and as its first heading: that there is a heading where
//! the source page has one, that it is translated, and that it names the parties that the source's title
//! names. A party that is missing is a warning where most other languages name it, or where nobody else is
//! asked and another name stands in its place; otherwise a note.
//!
//! # Why it matters
//! The title says who sends data to whom. A page that is called “Overview”, or that names somebody else,
//! tells its readers nothing of that, or something untrue.
//!
//! # Example
//! Wrong: `# Présentation` for “Data Acme sends to Hub”. Right: `# Données qu’Acme envoie à Hub`.
//!
//! # Remedy
//! Translate the title of the source page, with the names in it.

use crate::audit::{Audit, Page, ordinary_words};
use crate::check::title::{Title, heading, same, titles};
use crate::check::{Check, Context};
use crate::consensus::{Agreement, MOST_COUNTERPARTS};
use crate::finding::{Finding, Severity};
use crate::text::{Forms, Text, is_all_latin, keeps, keeps_name, language_of, normal};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "title-changed",
    summary: "a title is missing, untranslated, or names other parties than the source's",
    severity: Severity::Warning,
    doubts_text: true,
    yields_to: &[],
    source: include_str!("title_changed.rs"),
    run,
};

/// Fewest ordinary words of a title that is the same in no two languages.
const TELLING: usize = 2;

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    if page.is_source {
        return;
    }
    let source = audit.source_page(page).map(|reference| audit.page(reference));
    let original = source.and_then(heading);
    if let Some(original) = original.as_ref().filter(|_| heading(page).is_none()) {
        findings.push(lost(page, original));
    }
    let document = audit.document(page).title.as_str();
    let wanted = original.as_ref().map_or(document, |title| title.text);
    for title in titles(page) {
        let finding = untranslated(audit, page, &title, [wanted, document])
            .or_else(|| other_parties(audit, page, &title, wanted));
        findings.extend(finding.map(|finding| match &original {
            Some(original) => finding.relate(original.span, "the source page"),
            None => finding,
        }));
    }
}

fn lost(page: &Page, original: &Title<'_>) -> Finding {
    let message =
        format!("the page has no heading; that of the source page is `{}`", original.text);
    Finding::new(CHECK.id, CHECK.severity, page.top(), message)
        .expected(original.text)
        .help("translate the heading of the source page")
        .relate(original.span, "the source page")
}

/// A title that is that of the source page.
fn untranslated(
    audit: &Audit<'_>,
    page: &Page,
    title: &Title<'_>,
    originals: [&str; 2],
) -> Option<Finding> {
    let own = page.language.language();
    let is_foreign = own != language_of(&audit.catalog.source_locale) && page.locale() != "und";
    let left = originals.iter().any(|original| same(original, title.text));
    let forms = Forms::default();
    let telling = || ordinary_words(audit.catalog, Text::new(title.text, &forms)).len() >= TELLING;
    (is_foreign && left && telling()).then(|| {
        let message = format!("the title is left untranslated: `{}`", title.text);
        Finding::new(CHECK.id, CHECK.severity, title.span, message)
            .found(title.text)
            .help(format!("translate it into the language of the page, `{}`", page.locale()))
    })
}

/// A title that does not name a party that the source's title names.
fn other_parties(
    audit: &Audit<'_>,
    page: &Page,
    title: &Title<'_>,
    wanted: &str,
) -> Option<Finding> {
    let own = normal(title.text);
    let parties = named(audit, &normal(wanted));
    let is_named =
        |party: usize| names_of(audit, party).any(|name| is_kept(audit, page, &own, name));
    let missing = parties.iter().copied().filter(|(party, _)| !is_named(*party));
    let missing: Vec<(usize, &str)> = missing.collect();
    let (first, _) = missing.first()?;
    let agreement = agreement(audit, page, *first);
    if agreement.rejected() {
        return None;
    }
    let known = parties.iter().any(|(party, _)| is_named(*party));
    let sure = agreement.carried() || !known && is_all_latin(&own);
    let names: Vec<&str> = missing.iter().map(|(_, name)| *name).collect();
    let vote = agreement.words().map_or(String::new(), |words| format!(" ({words} name it)"));
    let message = format!(
        "the title does not name `{}`, as that of the source page does{vote}",
        names.join("` and `")
    );
    let severity = if sure { CHECK.severity } else { Severity::Note };
    Some(
        Finding::new(CHECK.id, severity, title.span, message)
            .found(title.text)
            .help("translate the title of the source page, with the names in it"),
    )
}

/// The parties that a text names, by their place in the catalog, each with the name.
fn named<'a>(audit: &'a Audit<'_>, text: &str) -> Vec<(usize, &'a str)> {
    let parties = 0..audit.catalog.parties.len();
    let name = |party| Some((party, names_of(audit, party).find(|name| keeps(text, name))?));
    parties.filter_map(name).collect()
}

/// The names of a party: its own, and those of the catalog's names that are part of it.
fn names_of<'a>(audit: &'a Audit<'_>, party: usize) -> impl Iterator<Item = &'a str> {
    let party = &audit.catalog.parties[party];
    let is_part = |name: &&String| {
        keeps(&party.name, name) || party.organisation.as_deref().is_some_and(|o| keeps(o, name))
    };
    audit.catalog.names.iter().filter(is_part).map(String::as_str)
}

/// Whether a text has a name, or what the language accepts for it.
fn is_kept(audit: &Audit<'_>, page: &Page, text: &str, name: &str) -> bool {
    let accepted =
        audit.catalog.locales.get(page.locale()).and_then(|terms| terms.literals.get(name));
    keeps_name(text, name)
        || accepted.is_some_and(|terms| terms.iter().any(|term| text.contains(&normal(term))))
}

/// How many other languages name a party in a title of this page.
fn agreement(audit: &Audit<'_>, page: &Page, party: usize) -> Agreement {
    let others = audit.other_translations(page.document, page.language.language());
    let answers = others.take(MOST_COUNTERPARTS).filter_map(|pages| {
        let titles: Vec<String> = pages.flat_map(titles).map(|title| normal(title.text)).collect();
        let named = |name: &str| titles.iter().any(|title| keeps_name(title, name));
        (!titles.is_empty()).then(|| Some(names_of(audit, party).any(named)))
    });
    Agreement::of(answers)
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    const TABLE: &str = "| Service | Message | Data sent to Hub | Used for |\n|---|---|---|---|\n| PINGs | Hello | lampId | The UUID that names the lamp. |\n| PINGs | Hello | Topic | The channel on which it listens. |\n";

    #[track_caller]
    fn expect(language: &str, title: &str, others: &[(&str, &str)]) {
        let pages = [("en-US", "# Data Acme sends to Hub"), (language, title)];
        let pages: Vec<(String, String)> = pages
            .iter()
            .chain(others)
            .map(|(language, title)| {
                (format!("{language}/data-acme-sends-to-hub.md"), format!("{title}\n\n{TABLE}"))
            })
            .collect();
        let case =
            pages.iter().fold(Case::default(), |case, (path, text)| case.document(path, text));
        case.expect(&CHECK);
    }

    #[test]
    fn titles_that_say_the_same_are_left_alone() {
        expect("fr-FR", "# Données qu’Acme envoie à Hub", &[]);
        expect(
            "ja-JP",
            "# Acme が Hub に送信するデータ",
            &[("ko-KR", "# Acme에서 Hub로 보내는 데이터")],
        );
        expect("de-DE", "---\ntitle: Von Acme an Hub | Lampen\n---\n# Acmes Daten für Hub", &[]);
        // Its own language.
        expect("en-GB", "# Data Acme sends to Hub", &[]);
    }

    #[test]
    fn a_lost_or_untranslated_title_is_found() {
        expect(
            "fr-FR",
            "Sans titre.
^^^^^^^^^^^ warning: the page has no heading; that of the source page is `Data Acme sends to Hub`",
            &[],
        );
        expect(
            "fi-FI",
            "# Data Acme sends to Hub
  ^^^^^^^^^^^^^^^^^^^^^^ warning: the title is left untranslated",
            &[],
        );
    }

    #[test]
    fn a_title_without_the_parties_is_found() {
        expect(
            "fr-FR",
            "# Présentation
  ^^^^^^^^^^^^ warning: the title does not name `Acme` and `Hub`, as that of the source page does",
            &[],
        );
        expect(
            "de-DE",
            "# Daten, die Zeta an Hub sendet
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ note: the title does not name `Acme`",
            &[],
        );
        expect(
            "zh-CN",
            "# Zeta 发送到 Hub 的数据
  ^^^^^^^^^^^^^^^^ warning: the title does not name `Acme`, as that of the source page does (3 of 3 other languages name it)",
            &[("ko-KR", "# Acme에서 Hub로 보내는 데이터"), ("fr-FR", "# Données d’Acme pour Hub"), ("nl-NL", "# Van Acme naar Hub")],
        );
    }
}
