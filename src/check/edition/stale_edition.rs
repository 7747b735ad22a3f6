//! # What it checks
//! Whether the source page has changed since the edition that a translation was made from. The
//! edition is named by the hash of the source file in the translation's front matter
//! (`ms.openlocfilehash`), so no date and no guess is involved. The finding lists which rows and
//! statements have changed; a change of front matter or links only is a note. Where no hash names a
//! known edition, the day on which the page was handed off tells its age, and where there is none,
//! the rows and statements do: a page that has exactly those of an older edition is behind. The
//! message says which of them it was.
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

use crate::audit::{Audit, Behind, Changes, EditionStatus, KnownBy, Page};
use crate::check::{Check, Context};
use crate::finding::{Finding, Severity};
use crate::identify::source_hash;
use crate::source::Span;

mod changes;
mod evidence;

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "stale-edition",
    summary: "the source page has changed since the translation was made",
    severity: Severity::Warning,
    doubts_text: false,
    yields_to: &[],
    source: include_str!("stale_edition.rs"),
    run,
};

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    if let Some(behind) = audit.behind(page) {
        findings.push(of_unknown_edition(audit, page, &behind));
        return;
    }
    // Where the hash is wrong, `contradicted-hash` says so, and the age of the page is open.
    let contradicted = page.edition.is_contradicted();
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

/// A page that names no known edition: how its age is known, and what it is behind in. What one
/// missing row or promise alone tells may as well be a loss, which other checks report.
fn of_unknown_edition(audit: &Audit<'_>, page: &Page, behind: &Behind<'_>) -> Finding {
    let changes = behind.changes.describe(audit);
    let (message, severity) = match behind.known_by {
        KnownBy::HandOff(date, Some(then)) => (
            format!(
                "the source edition of this page is not known; it was handed off on {date}, and since \
                 the edition of that time, {}, {changes}",
                then.id()
            ),
            CHECK.severity,
        ),
        KnownBy::HandOff(date, None) => (
            format!(
                "the source edition of this page is not known; it was handed off on {date}, and since \
                 then {changes}"
            ),
            CHECK.severity,
        ),
        KnownBy::Content(then) => (
            format!(
                "the page names no source edition and has the rows and statements of {}; since then \
                 {changes}",
                then.id()
            ),
            if page.edition.fitting.is_some() { CHECK.severity } else { Severity::Note },
        ),
    };
    let finding = Finding::new(CHECK.id, severity, age_place(page), message).help(format!(
        "translate what has changed from the newest source edition, {}, and keep the hash of the source \
         in the front matter",
        behind.newest.id()
    ));
    match behind.then() {
        Some(then) => evidence::relate(
            audit,
            page,
            (then, behind.newest),
            &behind.changes,
            finding.found(then.id()),
        ),
        None => {
            evidence::relate(audit, page, (behind.newest, behind.newest), &behind.changes, finding)
        }
    }
}

/// Where the page tells its age, or its first line.
fn age_place(page: &Page) -> Span {
    let front = page.parsed.front_matter.as_ref();
    let handoff = front.and_then(|front| front.get("ms.lasthandoff"));
    handoff.map_or_else(|| page.top(), |value| page.span(value.range.clone()))
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

    /// A translation of `OLD` without a hash; the front matter is given.
    fn hashless(front: &str, rows: &str) -> String {
        format!(
            "\
---
{front}
---
# Données d’Acme

Les données d’Acme vont à Hub dès qu’un service est actif.

| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Le canal de la lampe. |
| PINGs | Hello | lampId | L’UUID de la lampe. |
{rows}"
        )
    }

    fn grown() -> String {
        OLD.to_owned()
            + "| PINGs | Hello | State | One of lit, dark or faulty. |\n| PINGs | GoodBye | Topic | The channel of the lamp. |\n"
    }

    #[test]
    fn a_page_handed_off_before_a_change_is_behind() {
        let front = "\
title: y
ms.lasthandoff: 03/01/2019
                ^^^^^^^^^^ warning: the source edition of this page is not known; it was handed off on 2019-03-01, and since the edition of that time, 2019-01-01_sha1-";
        Case::default()
            .revision("2019-01-01", OLD)
            .document("en-US/data-acme-sends-to-hub.md", &grown())
            .document("fr-FR/data-acme-sends-to-hub.md", &hashless(front, ""))
            .expect(&CHECK);
    }

    #[test]
    fn a_page_handed_off_after_the_change_or_with_its_rows_is_not_behind() {
        let rows = "| PINGs | Hello | State | Soit lit, dark ou faulty. |\n| PINGs | GoodBye | Topic | Le canal de la lampe. |\n";
        for (revision, handoff) in [("2019-01-01", "03/01/2019"), ("2019-01-01", "03/01/2035")] {
            let front = format!("title: y\nms.lasthandoff: {handoff}");
            Case::default()
                .revision(revision, OLD)
                .document("en-US/data-acme-sends-to-hub.md", &grown())
                .document("fr-FR/data-acme-sends-to-hub.md", &hashless(&front, rows))
                .expect(&CHECK);
        }
    }

    #[test]
    fn a_page_with_the_rows_of_an_older_edition_is_behind() {
        let page = hashless("title: y", "").replace(
            "# Données d’Acme\n",
            "# Données d’Acme\n^^^^^^^^^^^^^^^^ warning: the page names no source edition and has the rows and statements of 2019-01-01_sha1-\n",
        );
        Case::default()
            .revision("2019-01-01", OLD)
            .document("en-US/data-acme-sends-to-hub.md", &grown())
            .document("fr-FR/data-acme-sends-to-hub.md", &page)
            .expect(&CHECK);
    }
}
