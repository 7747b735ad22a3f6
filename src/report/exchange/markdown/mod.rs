//! `report.md`: inventory and findings for a wiki, a pull request or the summary of a CI job.
//!
//! The inventory is complete. A comment of a pull request holds 65,536 characters, so the findings
//! are listed, the gravest first, as far as they fit, and the text says how many are left out and
//! where they are.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::catalog::model::Personal;
use crate::finding::{Finding, Severity, counted};
use crate::inventory::{
    FieldView, FlowView, Inventory, MessageView, PublishedPage, ServiceView, StatementStatus,
    TENANT_TO_COMPLETE,
};

use super::activity::only_other_way;
use super::attribution::{TOOL, attribution};
use super::facts::Facts;
use super::identifiers::iri_reference;
use crate::report::markdown_text::{code, head, message, row, text};

/// Characters that the report may have: those of a comment on a pull request, less a margin.
const ROOM: usize = 65_000;

/// What only the organisation can say, in the order of the record of processing.
const OPEN: &str = "controller, contact, representative and data protection officer · \
    special categories of data · third-country transfers and their safeguards · retention · \
    security measures · place of the data · legal basis · automated decisions and profiling · \
    impact assessment · rights and how they are used · contracts with processors";

/// The report.
pub(super) fn render(facts: &Facts<'_>) -> Vec<u8> {
    let inventory = facts.inventory;
    let mut out = summary(facts);
    for flow in &inventory.flows {
        out.push_str(&direction(flow));
    }
    out.push_str(&promises(inventory));
    out.push_str(&verdicts(facts));
    out.push_str(&to_complete());
    let end = sources(inventory);
    let length = |text: &str| text.chars().count();
    let room = ROOM.saturating_sub(length(&out) + length(&end));
    out.push_str(&findings(facts, room));
    out.push_str(&end);
    out.into_bytes()
}

fn summary(facts: &Facts<'_>) -> String {
    let inventory = facts.inventory;
    let (catalog, totals) = (&inventory.catalog, &inventory.totals);
    let count = |severity| facts.findings.iter().filter(|f| f.severity == severity).count();
    let findings = format!(
        "{}, {}, {}",
        counted(count(Severity::Error), "error"),
        counted(count(Severity::Warning), "warning"),
        counted(count(Severity::Note), "note"),
    );
    let mut out = format!("# {}\n\n", text(&catalog.title));
    out.push_str(&format!(
        "Catalog {} {}, made by {TOOL}.\n\n",
        code(&catalog.id),
        text(&catalog.version)
    ));
    out.push_str(&head(["what", "how many"]));
    let mut line = |what: &str, value: String| out.push_str(&row(&[what.to_owned(), value]));
    line(
        "Fields",
        format!(
            "{}, {} of them personal data, {} more depending on what the organisation puts there",
            totals.fields, totals.personal, totals.personal_depends
        ),
    );
    for flow in &totals.by_flow {
        line(&text(&flow.label), format!("{}, {} personal", flow.fields, flow.personal));
    }
    for tier in &totals.by_sensitivity {
        line(&format!("Sensitivity: {}", text(&tier.label)), tier.fields.to_string());
    }
    line("Pages audited", inventory.documents.len().to_string());
    line("Findings", findings);
    out.push('\n');
    out
}

fn direction(flow: &FlowView) -> String {
    let mut out = format!("## {}\n\n{}\n\n", text(&flow.label), text(&flow.description));
    for service in &flow.services {
        out.push_str(&format!("### {}: {}\n\n", text(&service.label), text(&service.name)));
        out.push_str(&head(["field", "message", "category", "sensitivity", "about", "used for"]));
        for message in &service.messages {
            let rows = message.fields.iter().map(|field| field_row(message, field));
            out.extend(rows);
        }
        out.push_str(&format!("\n{}\n\n", ids(service)));
    }
    out
}

fn field_row(message: &MessageView, field: &FieldView) -> String {
    let personal = match field.personal_data {
        Personal::Yes => "",
        Personal::Depends => " (may be personal)",
        Personal::No => " (not personal)",
    };
    let doubt = match field.protocol_doubt {
        None => "",
        Some(_) if only_other_way(field) => " **Doubt: the protocol has it only the other way.**",
        Some(_) => " **Doubt: the protocol does not have it.**",
    };
    row(&[
        code(&field.label),
        text(&message.label),
        format!("{}{personal}", text(&field.category.label)),
        text(&field.sensitivity.label),
        text(&field.subject.label),
        format!("{}{doubt}", text(&field.purpose)),
    ])
}

/// The ids of the fields of a service, folded away.
fn ids(service: &ServiceView) -> String {
    let fields = service.messages.iter().flat_map(|message| &message.fields);
    let ids = fields.map(|field| code(&field.id)).collect::<Vec<_>>().join(", ");
    format!("<details><summary>Ids in the catalog</summary>\n\n{ids}\n\n</details>")
}

/// Each promise with the languages whose pages keep it and those that lack it.
fn promises(inventory: &Inventory) -> String {
    let mut out = "## Promises on the pages\n\n".to_owned();
    out.push_str(&head([
        "page",
        "promise",
        "found in",
        "contradicted in",
        "unclear in",
        "missing in",
    ]));
    for document in &inventory.pages {
        out.push_str(&promises_of(document));
    }
    out.push('\n');
    out
}

fn promises_of(document: &PublishedPage) -> String {
    let page = match &document.url {
        Some(url) => format!("[{}](<{}>)", text(&document.title), iri_reference(url)),
        None => text(&document.title),
    };
    let rows = document.statements.iter().map(|statement| {
        let locales = |status: StatementStatus| {
            let pages = statement.pages.iter().filter(move |page| page.status == status);
            let locales = super::activity::once(pages.map(|page| text(&page.locale)));
            if locales.is_empty() { "none".to_owned() } else { locales.join(", ") }
        };
        let note = statement.note.iter().map(|note| format!(" Note: {}", text(note)));
        let promise = format!(
            "{}: {}{}",
            text(&statement.label),
            text(&statement.meaning),
            note.collect::<String>()
        );
        row(&[
            page.clone(),
            promise,
            locales(StatementStatus::Found),
            locales(StatementStatus::Contradicted),
            locales(StatementStatus::Unclear),
            locales(StatementStatus::Missing),
        ])
    });
    rows.collect()
}

/// How pages and protocol compare; nothing without facts.
fn verdicts(facts: &Facts<'_>) -> String {
    let totals = &facts.protocol.totals;
    if totals.verdicts == 0 {
        return String::new();
    }
    let mut out = "## Pages and protocol\n\n".to_owned();
    out.push_str(&head(["verdict", "meaning", "fields", "in all"]));
    for kind in totals.by_kind.iter().filter(|kind| kind.verdicts > 0) {
        out.push_str(&row(&[
            code(kind.kind.as_str()),
            text(kind.meaning),
            kind.fields.to_string(),
            kind.verdicts.to_string(),
        ]));
    }
    out.push('\n');
    out
}

fn to_complete() -> String {
    format!(
        "## To be completed\n\nOnly the organisation that uses the services knows: {OPEN}. The \
         records of processing (`art30-controller.csv`, `art30-processor.csv`) have \
         {} there.\n\n",
        code(TENANT_TO_COMPLETE)
    )
}

/// Findings by check, then one line each, the gravest first, as far as there is room.
fn findings(facts: &Facts<'_>, room: usize) -> String {
    if facts.findings.is_empty() {
        return "## Findings\n\nNone.\n\n".to_owned();
    }
    let mut out = "## Findings\n\n".to_owned();
    out.push_str(&by_check(facts.findings));
    out.push('\n');
    let mut sorted: Vec<&Finding> = facts.findings.iter().collect();
    sorted.sort_by_key(|finding| Reverse(finding.severity));
    let mut used = out.chars().count();
    let margin = 200;
    for (at, finding) in sorted.iter().enumerate() {
        let line = finding_line(facts, finding);
        used += line.chars().count();
        if used + margin > room {
            let left = counted(sorted.len() - at, "more finding");
            out.push_str(&format!("\nThere is no room for {left}; `findings.csv` has them all.\n"));
            break;
        }
        out.push_str(&line);
    }
    out.push('\n');
    out
}

fn by_check(findings: &[Finding]) -> String {
    let mut counts: BTreeMap<(Reverse<Severity>, &str), usize> = BTreeMap::new();
    for finding in findings {
        *counts.entry((Reverse(finding.severity), finding.check)).or_default() += 1;
    }
    let rows = counts.iter().map(|((Reverse(severity), check), count)| {
        row(&[severity.as_str().to_owned(), code(check), count.to_string()])
    });
    head(["severity", "check", "findings"]) + &rows.collect::<String>()
}

fn finding_line(facts: &Facts<'_>, finding: &Finding) -> String {
    let file = facts.sources.get(finding.span.file);
    format!(
        "- **{}** {} {}: {}\n",
        finding.severity.as_str(),
        code(finding.check),
        code(&format!("{}:{}", file.path(), file.line(finding.span.start))),
        message(&finding.message)
    )
}

/// What the report was made from, and whose terms it uses.
fn sources(inventory: &Inventory) -> String {
    let mut out = "## Sources\n\n".to_owned();
    let digest = &inventory.catalog.sha256;
    out.push_str(&format!(
        "Digest of the catalog: {}. `documents.csv` has the digests of the pages.\n\n",
        code(digest)
    ));
    for (vocabulary, line) in inventory.vocabularies.iter().zip(attribution(inventory)) {
        // The address is a link, as licences ask; all else is text.
        let link = format!("<{}>", iri_reference(&vocabulary.url));
        let parts: Vec<String> = line.split(&vocabulary.url).map(text).collect();
        out.push_str(&format!("- {}\n", parts.join(&link)));
    }
    out
}
