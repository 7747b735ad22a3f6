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

use crate::audit::{Audit, EditionStatus, KnownEdition, Page};
use crate::catalog::model::ColumnRole;
use crate::catalog::{Content, FieldIx};
use crate::check::{Check, column_name};
use crate::finding::{Finding, Severity};
use crate::identify::source_hash;

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "stale-edition",
    summary: "the source page has changed since the translation was made",
    severity: Severity::Warning,
    source: include_str!("stale_edition.rs"),
    run,
};

fn run(audit: &Audit<'_>, page: &Page, findings: &mut Vec<Finding>) {
    if page.is_source || page.edition.known == page.edition.newest {
        return;
    }
    let Some((made_from, newest)) = audit.edition(page).zip(audit.newest(page)) else { return };
    let Some(hash) = page.parsed.front_matter.as_ref().and_then(source_hash) else { return };
    let span = page.span(hash.range.clone());
    let was = made_from.id();
    if page.edition.status == EditionStatus::Current {
        let message =
            format!("since the source edition {was} only front matter or links have changed");
        findings.push(
            Finding::new(CHECK.id, Severity::Note, span, message)
                .found(was)
                .expected(newest.id())
                .help("nothing to translate; the next hand-off renews the hash"),
        );
        return;
    }
    let changes = Changes::between(audit, page, &made_from.content, &newest.content);
    let message =
        format!("made from the source edition {was}; since then {}", changes.describe(audit));
    let finding = Finding::new(CHECK.id, CHECK.severity, span, message)
        .found(was)
        .expected(newest.id())
        .help("translate what has changed again from the newest source edition");
    findings.push(relate(audit, page, newest, &changes, finding));
}

/// What differs between two editions.
struct Changes {
    added: Vec<Vec<FieldIx>>,
    removed: Vec<Vec<FieldIx>>,
    /// Columns that changed, by row.
    changed: Vec<(Vec<FieldIx>, Vec<ColumnRole>)>,
    statements_added: Vec<usize>,
    statements_removed: Vec<usize>,
    statements_changed: Vec<usize>,
}

impl Changes {
    fn between(audit: &Audit<'_>, page: &Page, old: &Content, new: &Content) -> Changes {
        let columns = &audit.document(page).columns;
        let find = |content: &Content, fields: &[FieldIx]| {
            content.rows.iter().find(|(other, _)| other == fields).map(|(_, cells)| cells.clone())
        };
        let missing = |from: &Content, to: &Content| -> Vec<Vec<FieldIx>> {
            from.rows
                .iter()
                .filter(|(f, _)| find(to, f).is_none())
                .map(|(f, _)| f.clone())
                .collect()
        };
        let changed = new
            .rows
            .iter()
            .filter_map(|(fields, cells)| {
                let before = find(old, fields)?;
                let roles: Vec<ColumnRole> = columns
                    .iter()
                    .zip(cells.iter().zip(&before))
                    .filter(|(_, (now, then))| now != then)
                    .map(|(column, _)| column.role)
                    .collect();
                (!roles.is_empty()).then(|| (fields.clone(), roles))
            })
            .collect();
        let hash = |content: &Content, id: usize| {
            content.statements.iter().find(|(s, _)| *s == id).map(|(_, hash)| hash.clone())
        };
        let ids =
            |content: &Content| content.statements.iter().map(|(s, _)| *s).collect::<Vec<usize>>();
        Changes {
            added: missing(new, old),
            removed: missing(old, new),
            changed,
            statements_added: ids(new).into_iter().filter(|s| hash(old, *s).is_none()).collect(),
            statements_removed: ids(old).into_iter().filter(|s| hash(new, *s).is_none()).collect(),
            statements_changed: ids(new)
                .into_iter()
                .filter(|s| hash(old, *s).is_some_and(|then| hash(new, *s) != Some(then)))
                .collect(),
        }
    }

    fn describe(&self, audit: &Audit<'_>) -> String {
        let mut parts = Vec::new();
        let rows = |rows: &[Vec<FieldIx>]| list(rows.iter().map(|fields| label(audit, fields)));
        if !self.added.is_empty() {
            parts.push(format!(
                "{} came in ({})",
                count(self.added.len(), "row"),
                rows(&self.added)
            ));
        }
        if !self.removed.is_empty() {
            parts.push(format!(
                "{} went out ({})",
                count(self.removed.len(), "row"),
                rows(&self.removed)
            ));
        }
        for role in
            [ColumnRole::Service, ColumnRole::Message, ColumnRole::Field, ColumnRole::Purpose]
        {
            let touched: Vec<Vec<FieldIx>> = self
                .changed
                .iter()
                .filter(|(_, roles)| roles.contains(&role))
                .map(|(f, _)| f.clone())
                .collect();
            if !touched.is_empty() {
                let name = column_name(role);
                parts.push(format!(
                    "the {name} of {} changed ({})",
                    count(touched.len(), "row"),
                    rows(&touched)
                ));
            }
        }
        let statements = |ids: &[usize]| {
            list(ids.iter().map(|s| format!("`{}`", audit.catalog.statements[*s].id)))
        };
        let groups = [
            (&self.statements_added, "came in"),
            (&self.statements_removed, "went out"),
            (&self.statements_changed, "changed"),
        ];
        for (ids, verb) in groups.into_iter().filter(|(ids, _)| !ids.is_empty()) {
            parts.push(format!("{} {verb} ({})", count(ids.len(), "statement"), statements(ids)));
        }
        parts.join("; ")
    }
}

fn count(n: usize, word: &str) -> String {
    format!("{n} {word}{}", if n == 1 { "" } else { "s" })
}

/// The first few, and how many more.
fn list(items: impl Iterator<Item = String>) -> String {
    const SHOWN: usize = 4;
    let items: Vec<String> = items.collect();
    let shown = items.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
    if items.len() > SHOWN { format!("{shown} and {} more", items.len() - SHOWN) } else { shown }
}

fn label(audit: &Audit<'_>, fields: &[FieldIx]) -> String {
    let labels: Vec<&str> =
        fields.iter().map(|ix| audit.catalog.field(*ix).label.as_str()).collect();
    format!("`{}`", labels.join(", "))
}

/// Points at the rows of the page that are out of date, and at what is new in the source text if
/// that is at hand.
fn relate(
    audit: &Audit<'_>,
    page: &Page,
    newest: &KnownEdition,
    changes: &Changes,
    mut finding: Finding,
) -> Finding {
    for (fields, roles) in &changes.changed {
        let Some(row) = page.rows.iter().find(|row| row.fields == *fields) else { continue };
        finding = finding.row(row.number, page.field_ids(audit.catalog, row));
        let names: Vec<&str> = roles.iter().map(|role| column_name(*role)).collect();
        finding = finding.relate(
            page.row_span(row),
            format!("the source has another {} now", names.join(" and ")),
        );
    }
    let Some(source) = newest.page.map(|reference| audit.page(reference)) else { return finding };
    for fields in &changes.added {
        if let Some(row) = source.rows.iter().find(|row| row.fields == *fields) {
            finding = finding.relate(source.row_span(row), "new in the source");
        }
    }
    for found in &source.statements {
        let Some(block) = found.block.map(|block| &source.parsed.blocks[block]) else { continue };
        let span = source.span(block.inline.source.clone());
        if changes.statements_added.contains(&found.statement) {
            finding = finding.relate(span, "new in the source");
        } else if changes.statements_changed.contains(&found.statement) {
            finding = finding.relate(span, "worded otherwise in the source now");
        }
    }
    finding
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
