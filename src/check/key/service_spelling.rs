//! # What it checks
//! The service column of a translation. A service is written as the source page writes it in the
//! same row, or in another spelling that the catalog knows from source editions.
//!
//! # Why it matters
//! The service says through which channel the data travels. Under another name the reader cannot
//! find its documentation, and the rows of one service fall apart into two.
//!
//! # Example
//! Wrong: `| PING | Hello | Topic | … |`. Right: `| PINGs | Hello | Topic | … |`.
//!
//! # Remedy
//! Write the short name of the service as the source page does; explain it in the text before the
//! table if readers need that.

use std::collections::BTreeMap;

use crate::audit::{Audit, CellRef, Page};
use crate::catalog::Service;
use crate::catalog::model::ColumnRole;
use crate::check::repeat::{cover, with_source};
use crate::check::spelling::edges;
use crate::check::writing::{disguise, visible};
use crate::check::{Check, Context, precedence};
use crate::finding::{Applicability, Finding, Severity};

use super::{is_sure, span_in};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "service-spelling",
    summary: "a service is not written as on the source page",
    severity: Severity::Warning,
    doubts_text: true,
    yields_to: precedence::CELL,
    source: include_str!("service_spelling.rs"),
    run,
};

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    if page.is_source {
        return;
    }
    let mut faults: BTreeMap<(&str, &str), Vec<CellRef<'_>>> = BTreeMap::new();
    for row in &page.rows {
        let service = row.fields.first().map(|ix| audit.catalog.field(*ix));
        let service = service.and_then(|field| audit.catalog.service(&field.service));
        let cell = page.cell(row, ColumnRole::Service).filter(|cell| !cell.text().is_empty());
        let (Some(service), Some(cell)) = (service, cell) else { continue };
        let source = source_spelling(audit, page, &cell);
        let found = &cell.text()[edges(cell.text(), &[&service.label], true).body];
        if ![Some(cell.text()), Some(found)].contains(&source) && !is_spelling(service, found) {
            faults.entry((service.label.as_str(), found)).or_default().push(cell);
        }
    }
    for ((label, found), cells) in faults {
        findings.push(finding(audit, page, label, found, &cells));
    }
}

fn is_spelling(service: &Service, found: &str) -> bool {
    service.label == found || service.source_spellings.iter().any(|s| s == found)
}

fn source_spelling<'a>(audit: &'a Audit<'_>, page: &Page, cell: &CellRef<'_>) -> Option<&'a str> {
    audit
        .source_cell(page, cell.row, ColumnRole::Service)
        .map(|source| source.cell.text())
        .filter(|text| !text.is_empty())
}

fn finding(
    audit: &Audit<'_>,
    page: &Page,
    label: &str,
    found: &str,
    cells: &[CellRef<'_>],
) -> Finding {
    let first = cells[0];
    let expected = source_spelling(audit, page, &first).unwrap_or(label);
    let span = span_in(first, edges(first.text(), &[label], true).body);
    let hidden = disguise(found, expected);
    let message = format!("the service `{expected}` is written `{}`{hidden}", visible(found));
    let finding = Finding::new(CHECK.id, CHECK.severity, span, message)
        .column("service")
        .expected(expected)
        .found(found)
        .help(format!("write `{expected}`, the name under which its documentation is found"));
    let mend = |finding: Finding, cell: &CellRef<'_>| {
        let at = edges(cell.text(), &[label], true).body;
        finding.mend(Applicability::when(is_sure(cell.row)), span_in(*cell, at), expected)
    };
    let finding = cells.iter().fold(finding, mend);
    let finding = cover(audit, page, finding, cells);
    with_source(finding, audit.source_cell(page, first.row, ColumnRole::Service))
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    #[test]
    fn another_name_of_a_service_is_one_finding() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| [PING](ping.md) | Hello | Topic | Le canal de la lampe. |
   ^^^^ warning: the service `PINGs` is written `PING`
| [PING](ping.md) | Hello | lampId | L’UUID de la lampe. |
| Service PING | Hello | State | Un de lit, dark ou faulty. |
  ^^^^^^^^^^^^ warning: the service `PINGs` is written `Service PING`
| STORE | Compte de la boutique | Numéro de série | Le numéro de la lampe. |
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn the_spellings_of_catalog_and_source_page_are_right() {
        Case::default()
            .document(
                "en-US/data-acme-sends-to-hub.md",
                "\
| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | Channel of the lamp. |
| Pings | Hello | lampId | The UUID of the lamp. |
| PINGs | Hello | State | One of lit, dark or faulty. |
",
            )
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| **PINGS** | Hello | Topic | Le canal de la lampe. |
| Pings | Hello | lampId | L’UUID de la lampe. |
| PINGs, | Hello | State | Un de lit, dark ou faulty. |
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn a_service_that_is_renamed_throughout_is_one_finding_in_an_unknown_language() {
        Case::default()
            .document(
                "tr-TR/data-acme-sends-to-hub.md",
                "\
| Service | Message | Veriler | Amaç |
|---|---|---|---|
| PINGs | Hello | Topic | Lambanın kanalı. |
| PINGs | Hello | lampId | Lambanın UUID numarası. |
| PINGs | Hello | State | lit, dark veya faulty. |
| PINGs | GoodBye | Topic | Lambanın kanalı. |
| İndir | Mağaza hesabı | Serial number | Lambanın numarası. |
  ^^^^^ warning: the service `STORE` is written `İndir`
| İndir | Mağaza hesabı | Owner name | Lambayı alan. |
| İndir | Mağaza hesabı | Satın alma zamanı | ISO 8601 zamanı. |
| İndir | Mağaza hesabı | shadeCount | Abajur sayısı. |
",
            )
            .expect(&CHECK);
    }
}
