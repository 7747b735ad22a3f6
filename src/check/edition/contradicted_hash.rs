//! # What it checks
//! Whether a page is what its front matter says: made from the source edition whose hash it names.
//! Where the page has a row or statement that the named edition never had and another one has, or
//! lacks two that the other never had, and is no further from that one in the rest, the hash is
//! wrong. The page is then judged by the edition
//! whose rows it has, so that nothing is reported as missing that the other edition never had.
//!
//! # Why it matters
//! The hash decides what a page owes its reader and whether it is out of date. With a wrong one a
//! page that was never renewed passes for current.
//!
//! # Example
//! Wrong: the hash of the edition of 2022 on a page with neither the note nor the row that came in
//! with it. Right: the hash of the edition of 2018, which has neither.
//!
//! # Remedy
//! Put the hash of the edition that the page was made from, or translate what the named one has.

use crate::audit::{Audit, Differences, Page};
use crate::catalog::model::ColumnRole;
use crate::check::{Check, Context};
use crate::finding::{Finding, Severity};
use crate::identify::source_hash;

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "contradicted-hash",
    summary: "the page has the rows of another edition than its hash names",
    severity: Severity::Warning,
    doubts_text: false,
    yields_to: &[],
    source: include_str!("contradicted_hash.rs"),
    run,
};

/// Names that a finding lists before it counts the rest.
const SHOWN: usize = 4;

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    let Some((differences, named, fitting)) = audit.contradiction(page) else { return };
    let Some(hash) = page.parsed.front_matter.as_ref().and_then(source_hash) else { return };
    let (has, lacks) = (extra(audit, page, &differences), missing(audit, &differences));
    let parts: Vec<String> = [("has", has), ("lacks", lacks)]
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(verb, names)| format!("{verb} {}", list(&names)))
        .collect();
    let message = format!(
        "the hash names the source edition {}, but the page {}, as the edition {}",
        named.id(),
        parts.join(" and "),
        fitting.id()
    );
    let mut finding =
        Finding::new(CHECK.id, CHECK.severity, page.span(hash.range.clone()), message)
            .found(named.id())
            .expected(fitting.id())
            .help("put the hash of the edition that the page was made from, or translate what the named one has");
    for row in page.rows.iter().filter(|row| differences.extra_rows.contains(&row.number)) {
        finding = finding
            .row(row.number, page.field_ids(audit.catalog, row))
            .relate(page.row_span(row), "not in the named edition");
    }
    for found in
        page.statements.iter().filter(|s| differences.extra_statements.contains(&s.statement))
    {
        if let Some(block) = found.block.map(|block| &page.parsed.blocks[block]) {
            let span = page.span(block.inline.trimmed_source());
            finding = finding.relate(span, "not in the named edition");
        }
    }
    findings.push(finding);
}

/// What the page has and the named edition does not.
fn extra(audit: &Audit<'_>, page: &Page, differences: &Differences) -> Vec<String> {
    let rows = page.rows.iter().filter(|row| differences.extra_rows.contains(&row.number));
    rows.map(|row| format!("the row `{}`", page.cell_text(row, ColumnRole::Field)))
        .chain(statements(audit, &differences.extra_statements))
        .collect()
}

/// What the named edition has and the page does not.
fn missing(audit: &Audit<'_>, differences: &Differences) -> Vec<String> {
    let label = |fields: &Vec<crate::catalog::FieldIx>| {
        let labels: Vec<&str> =
            fields.iter().map(|ix| audit.catalog.field(*ix).label.as_str()).collect();
        format!("the row `{}`", labels.join(", "))
    };
    let rows = differences.missing_rows.iter().map(label);
    rows.chain(statements(audit, &differences.missing_statements)).collect()
}

fn statements<'a>(audit: &'a Audit<'_>, ids: &'a [usize]) -> impl Iterator<Item = String> + 'a {
    ids.iter().map(|s| format!("the statement “{}”", audit.catalog.statements[*s].label))
}

/// The first few, and how many more.
fn list(names: &[String]) -> String {
    let shown = names[..names.len().min(SHOWN)].join(", ");
    match names.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::structure::{extra_row, missing_row};
    use crate::check::testing::Case;
    use crate::check::{Check, edition::stale_edition};
    use crate::identify::source_hashes;

    const OLD: &str = "\
# Data Acme sends to Hub

| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | The channel of the lamp. |
| PINGs | Hello | lampId | The UUID of the lamp. |
";

    fn new() -> String {
        OLD.to_owned()
            + "| PINGs | Hello | State | One of lit, dark or faulty. |\n\nSwitch Hub off to have the data deleted.\n"
    }

    const FRENCH: &str = "\
# Données d’Acme

| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Le canal de la lampe. |
| PINGs | Hello | lampId | L’UUID de la lampe. |
";
    const TAIL: &str = "\
| PINGs | Hello | State | Un de lit, dark ou faulty. |

Désactivez Hub pour faire effacer les données.
";

    fn page(source: &str, finding: &str, body: &str) -> String {
        let hash = source_hashes(source.as_bytes()).crlf;
        let carets = if finding.is_empty() {
            String::new()
        } else {
            format!("                    {} {finding}\n", "^".repeat(40))
        };
        format!("---\nms.openlocfilehash: {hash}\n{carets}---\n{body}")
    }

    fn expect(check: &Check, page: &str) {
        let new = new();
        Case::default()
            .revision("2019-01-01", OLD)
            .document("en-US/data-acme-sends-to-hub.md", &new)
            .document("fr-FR/data-acme-sends-to-hub.md", page)
            .expect(check);
    }

    #[test]
    fn the_rows_of_an_older_edition_under_a_newer_hash_are_found() {
        let finding = "warning: the hash names the source edition sha1-";
        expect(&CHECK, &page(&new(), finding, FRENCH));
    }

    #[test]
    fn the_rows_of_a_newer_edition_under_an_older_hash_are_found() {
        let finding = "warning: the hash names the source edition 2019-01-01_sha1-";
        expect(&CHECK, &page(OLD, finding, &format!("{FRENCH}{TAIL}")));
    }

    #[test]
    fn other_checks_do_not_repeat_it() {
        let pages = [page(&new(), "", FRENCH), page(OLD, "", &format!("{FRENCH}{TAIL}"))];
        for page in &pages {
            for check in [&missing_row::CHECK, &extra_row::CHECK, &stale_edition::CHECK] {
                expect(check, page);
            }
        }
    }

    #[test]
    fn true_hashes_and_a_single_loss_are_left_alone() {
        expect(&CHECK, &page(OLD, "", FRENCH));
        expect(&CHECK, &page(&new(), "", &format!("{FRENCH}{TAIL}")));
        let lost = TAIL.lines().next().unwrap_or_default();
        expect(&CHECK, &page(&new(), "", &format!("{FRENCH}{}", TAIL.replace(lost, ""))));
    }
}
