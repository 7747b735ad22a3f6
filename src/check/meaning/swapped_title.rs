//! # What it checks
//! The title and the first heading of a page against those of the other pages of the catalog in the
//! same language, and against the other pages' source titles: no two pages have the same. Where the
//! page's other title tells whose it is, that page has the fault; otherwise both pages have a note.
//!
//! # Why it matters
//! The pages differ in who sends to whom, and the title is where a reader sees which one this is. In
//! a table of contents and in search results there is nothing else.
//!
//! # Example
//! Wrong: `# Data Hub sends to Acme` above the table of what Acme sends to Hub.
//!
//! # Remedy
//! Translate the title of this page's own source.

use crate::audit::{Audit, Page};
use crate::check::title::{Title, same, titles};
use crate::check::{Check, Context};
use crate::finding::{Finding, Severity};
use crate::source::Span;

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "swapped-title",
    summary: "a title is that of another page",
    severity: Severity::Warning,
    doubts_text: true,
    yields_to: &[],
    source: include_str!("swapped_title.rs"),
    run,
};

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    let own = titles(page);
    let sourced = |title: &str| {
        let other = |at: usize| at != page.document;
        let documents = audit.catalog.documents.iter().enumerate();
        documents.filter(|(at, _)| other(*at)).any(|(_, d)| same(&d.title, title))
    };
    for title in &own {
        let twin = twin(audit, page, title);
        let (severity, help) = match &twin {
            _ if sourced(title.text) => {
                (CHECK.severity, "translate the title of this page's source")
            }
            Some((other, _)) if agree(&own) && !agree(&titles(other)) => continue,
            Some((other, _)) if !agree(&own) && agree(&titles(other)) => {
                (CHECK.severity, "translate the title of this page's source")
            }
            Some(_) => (Severity::Note, "see which of the two pages has the wrong title"),
            None => continue,
        };
        let message = format!("the title `{}` is that of another page", title.text);
        let finding = Finding::new(CHECK.id, severity, title.span, message)
            .found(title.text)
            .expected(audit.document(page).title.as_str())
            .help(help);
        findings.push(match twin {
            Some((_, span)) => finding.relate(span, "the other page"),
            None => finding,
        });
    }
}

/// Another page in the same language, about something else, under this title.
fn twin<'a>(audit: &'a Audit<'_>, page: &Page, title: &Title<'_>) -> Option<(&'a Page, Span)> {
    let others = audit
        .pages
        .iter()
        .filter(|other| other.document != page.document && other.locale() == page.locale());
    others
        .flat_map(|other| titles(other).into_iter().map(move |t| (other, t)))
        .find_map(|(other, theirs)| same(theirs.text, title.text).then_some((other, theirs.span)))
}

/// Whether there are two titles, and they are the same.
fn agree(titles: &[Title<'_>]) -> bool {
    matches!(titles, [a, b] if same(a.text, b.text))
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    const TO_HUB: &str = "| Service | Message | Data sent to Hub | Used for |\n|---|---|---|---|\n| PINGs | Hello | lampId | The UUID that names the lamp. |\n| PINGs | Hello | Topic | The channel on which it listens. |\n";
    const TO_ACME: &str = "| Service | Data sent to Acme | Used for |\n|---|---|---|\n| PINGs | Token, wakeWord | Wakes the lamp. |\n| PINGs | brightness_level | How bright it is to be. |\n";

    #[track_caller]
    fn expect(to_hub: &str, to_acme: &str) {
        Case::default()
            .document("fr-FR/data-acme-sends-to-hub.md", &format!("{to_hub}\n\n{TO_HUB}"))
            .document("fr-FR/data-hub-sends-to-acme.md", &format!("{to_acme}\n\n{TO_ACME}"))
            .expect(&CHECK);
    }

    #[test]
    fn titles_of_their_own_are_left_alone() {
        expect("# Données qu’Acme envoie à Hub", "# Données que Hub envoie à Acme");
        expect("Sans titre.", "# Données que Hub envoie à Acme");
        expect(
            "---\ntitle: Données envoyées à Hub | Acme\n---\n# D’Acme à Hub",
            "---\ntitle: Données envoyées à Acme | Acme\n---\n# De Hub à Acme",
        );
    }

    #[test]
    fn the_page_whose_titles_differ_has_the_fault() {
        expect(
            "\
---
title: Données qu’Acme envoie à Hub
---
# Données que Hub envoie à Acme
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the title `Données que Hub envoie à Acme` is that of another page",
            "---\ntitle: Données que Hub envoie à Acme\n---\n# Données que Hub envoie à Acme",
        );
    }

    #[test]
    fn without_a_second_title_both_pages_are_named() {
        expect(
            "\
# Données que Hub envoie à Acme
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ note: the title `Données que Hub envoie à Acme` is that of another page",
            "\
# Données que Hub envoie à Acme
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ note: the title `Données que Hub envoie à Acme` is that of another page",
        );
    }

    #[test]
    fn a_title_in_the_language_of_the_source_counts() {
        expect(
            "\
# Data Hub sends to Acme
  ^^^^^^^^^^^^^^^^^^^^^^ warning: the title `Data Hub sends to Acme` is that of another page",
            "# Données que Hub envoie à Acme",
        );
    }
}
