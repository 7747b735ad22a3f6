//! # What it checks
//! Whether the source page has changed since the edition that a translation was made from. The
//! edition is named by the hash of the source file in the translation's front matter
//! (`ms.openlocfilehash`), so no date and no guess is involved. The finding lists which rows and
//! statements have changed; a change of front matter or links only is a note.
//!
//! # Why it matters
//! A reader of the translation is told what was true when it was made. A datum that was taken up
//! since, or a promise that was added, is not disclosed to that reader at all.
//!
//! # Example
//! Wrong: a page made from the edition of 2018, while the source of 2019 has a note that data is
//! not sold. Right: the page is translated again and names the newer edition.
//!
//! # Remedy
//! Translate the listed rows and statements again from today's source. What differs only because
//! of its age needs no other mend.

use crate::audit::{Audit, Changes, EditionStatus, Page};
use crate::check::{Check, Run};
use crate::finding::{Finding, Severity};
use crate::identify::source_hash;

mod changes;
mod evidence;

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "stale-edition",
    summary: "the source page has changed since the translation was made",
    severity: Severity::Warning,
    source: include_str!("stale_edition.rs"),
    run: Run::Page(run),
};

fn run(audit: &Audit<'_>, page: &Page, findings: &mut Vec<Finding>) {
    // Where the hash is wrong, `contradicted-hash` says so, and the age of the page is open.
    let contradicted = page.edition.fitting.is_some();
    if page.is_source || contradicted || page.edition.known == page.edition.newest {
        return;
    }
    let Some((made_from, newest)) = audit.edition(page).zip(audit.newest(page)) else { return };
    let Some(hash) = page.parsed.front_matter.as_ref().and_then(source_hash) else { return };
    let span = page.span(hash.range.clone());
    let was = made_from.id();
    if page.edition.status == EditionStatus::Current {
        let message =
            format!("since the source edition {was} only front matter or links have changed");
        findings.push(Finding::new(CHECK.id, Severity::Note, span, message).found(was).help(
            format!(
                "nothing to translate; the next hand-off renews the hash: the newest edition is {}",
                newest.id()
            ),
        ));
        return;
    }
    let changes = Changes::between(audit, page, &made_from.content, &newest.content);
    let message =
        format!("made from the source edition {was}; since then {}", changes.describe(audit));
    let finding = Finding::new(CHECK.id, CHECK.severity, span, message).found(was).help(format!(
        "translate what has changed again from the newest source edition, {}",
        newest.id()
    ));
    findings.push(evidence::relate(audit, page, (made_from, newest), &changes, finding));
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;
    use crate::identify::source_hashes;

    const OLD: &str = "\
---
title: x
---
# Data Acme sends to Hub

Data goes to Hub from Acme lamps when a service is on.

| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | The channel of the lamp. |
| PINGs | Hello | lampId | The UUID of the lamp. |
";

    fn translation(source: &str, finding: &str) -> String {
        let hash = source_hashes(source.as_bytes()).crlf;
        let carets = if finding.is_empty() {
            String::new()
        } else {
            format!("                    {} {finding}\n", "^".repeat(40))
        };
        format!(
            "\
---
ms.openlocfilehash: {hash}
{carets}---
# Données d’Acme

Les données d’Acme vont à Hub dès qu’un service est actif.

| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Le canal de la lampe. |
| PINGs | Hello | lampId | L’UUID de la lampe. |
"
        )
    }

    #[test]
    fn rows_and_statements_that_changed_since_are_listed() {
        let new = OLD.replace("The channel of the lamp", "The push channel of the lamp")
            + "| PINGs | Hello | State | One of lit, dark or faulty. |\n\nSwitch Hub off to have the data deleted.\n";
        let message = "warning: made from the source edition 2019-01-01_sha1-";
        let page = translation(OLD, message);
        Case::default()
            .revision("2019-01-01", OLD)
            .document("en-US/data-acme-sends-to-hub.md", &new)
            .document("fr-FR/data-acme-sends-to-hub.md", &page)
            .expect(&CHECK);
    }

    #[test]
    fn a_change_of_front_matter_is_called_what_it_is() {
        let new = OLD.replace("title: x", "title: y");
        let page = translation(OLD, "note: since the source edition 2019-01-01_sha1-");
        Case::default()
            .revision("2019-01-01", OLD)
            .document("en-US/data-acme-sends-to-hub.md", &new)
            .document("fr-FR/data-acme-sends-to-hub.md", &page)
            .expect(&CHECK);
    }

    #[test]
    fn a_page_made_from_the_newest_edition_is_current() {
        let page = translation(OLD, "");
        Case::default()
            .document("en-US/data-acme-sends-to-hub.md", OLD)
            .document("fr-FR/data-acme-sends-to-hub.md", &page)
            .expect(&CHECK);
    }
}
