//! The page of a document: its text from top to bottom, each line with its number, and the findings
//! where they are.

mod marks;
mod part;
mod parts;

use serde::Serialize;

use crate::audit::{Audit, Page};
use crate::finding::{Finding, Severity};
use crate::inventory::{AuditedDocument, DocumentationStatus, Inventory, fields};

use super::{Counts, FileFindings, FindingRow, field_anchor, lang, page_names};
use marks::Marks;
use part::{FieldRef, Part};
pub(super) use parts::lines;

/// What the page of a document shows.
#[derive(Debug, Serialize)]
pub(in crate::report::html) struct DocumentView<'a> {
    /// File name of the page.
    pub(in crate::report::html) name: String,
    document: &'a AuditedDocument,
    /// Title of the published page.
    title: &'a str,
    /// Address of the published page.
    url: Option<&'a str>,
    /// Direction that it discloses.
    flow: &'a str,
    /// For the `lang` attribute.
    lang: &'a str,
    counts: Counts,
    /// Whether it is a page that translations are made from.
    is_source: bool,
    /// Its findings by check, the gravest first.
    jumps: Vec<Jump<'a>>,
    parts: Vec<Part<'a>>,
    /// Fields that the page owes and has no row for.
    missing: Vec<FieldRef<'a>>,
}

/// The findings of a check, with their lines.
#[derive(Debug, Serialize)]
struct Jump<'a> {
    check: &'static str,
    severity: Severity,
    findings: Vec<(&'a str, usize)>,
}

/// Builds the pages of all documents, by path.
pub(in crate::report::html) fn documents<'a>(
    audit: &'a Audit<'_>,
    findings: &'a [Finding],
    inventory: &'a Inventory,
    files: &'a [FileFindings],
) -> Vec<DocumentView<'a>> {
    let names = page_names(&inventory.documents);
    let documents = audit.pages.iter().zip(&inventory.documents);
    documents
        .filter_map(|(page, document)| {
            let name = names.get(document.path.as_str())?.clone();
            let file = files.iter().find(|file| file.path == document.path);
            Some(view(audit, findings, inventory, (page, document), name, file))
        })
        .collect()
}

fn view<'a>(
    audit: &'a Audit<'_>,
    findings: &'a [Finding],
    inventory: &'a Inventory,
    (page, document): (&'a Page, &'a AuditedDocument),
    name: String,
    file: Option<&'a FileFindings>,
) -> DocumentView<'a> {
    let rows = file.map(|file| file.findings.as_slice()).unwrap_or_default();
    let own = findings.iter().filter(|finding| finding.span.file == page.file);
    let marks = Marks::new(page.file, own.zip(rows));
    let mut parts = parts::parts(audit, page, &marks);
    place(&mut parts, &marks);
    let spec = audit.document(page);
    DocumentView {
        name,
        document,
        title: &spec.title,
        url: spec.url.as_deref(),
        flow: inventory.flows.iter().find(|f| f.id == document.flow).map_or("", |f| &f.label),
        lang: lang(&document.locale),
        counts: file.map(|file| file.counts).unwrap_or_default(),
        is_source: page.is_source,
        jumps: jumps(&parts),
        parts,
        missing: missing(inventory, document),
    }
}

fn jumps<'a>(parts: &[Part<'a>]) -> Vec<Jump<'a>> {
    let mut jumps: Vec<Jump<'a>> = Vec::new();
    for entry in parts.iter().flat_map(|part| &part.entries) {
        for row in &entry.findings {
            let own = (row.fingerprint.as_str(), entry.line);
            let same =
                |jump: &&mut Jump<'_>| (jump.check, jump.severity) == (row.check, row.severity);
            match jumps.iter_mut().find(same) {
                Some(jump) => jump.findings.push(own),
                None => {
                    let (check, severity) = (row.check, row.severity);
                    jumps.push(Jump { check, severity, findings: vec![own] });
                }
            }
        }
    }
    jumps.sort_by_key(|jump| std::cmp::Reverse(jump.severity));
    jumps
}

/// Puts every finding into the entry that it starts in, and a reference to it into the others.
fn place<'a>(parts: &mut [Part<'a>], marks: &Marks<'a>) {
    let starts: Vec<(usize, usize, usize)> = parts
        .iter()
        .enumerate()
        .flat_map(|(p, part)| {
            part.entries.iter().enumerate().map(move |(e, entry)| (entry.start, p, e))
        })
        .collect();
    let at = |byte: usize| {
        let after = starts.partition_point(|(start, ..)| *start <= byte);
        starts.get(after.saturating_sub(1)).map(|(_, p, e)| (*p, *e))
    };
    for mark in marks.all() {
        let Some((p, e)) = at(mark.range.start) else { continue };
        let entry = &mut parts[p].entries[e];
        entry.worst = entry.worst.max(Some(mark.finding.severity));
        let told = |list: &[&FindingRow]| {
            list.iter().any(|other| other.fingerprint == mark.finding.fingerprint)
        };
        if mark.primary {
            entry.findings.push(mark.finding);
        } else if !told(&entry.findings) && !told(&entry.again) {
            entry.again.push(mark.finding);
        }
    }
}

fn missing<'a>(inventory: &'a Inventory, document: &AuditedDocument) -> Vec<FieldRef<'a>> {
    let owed = |page: &&crate::inventory::PageStatus| {
        let missing = page.status == DocumentationStatus::Missing && page.line.is_none();
        page.path == document.path && missing
    };
    fields(&inventory.flows)
        .filter(|(_, _, _, field)| field.documentation.iter().any(|page| owed(&page)))
        .map(|(_, _, _, field)| FieldRef {
            anchor: field_anchor(&field.id),
            label: &field.label,
            first: false,
        })
        .collect()
}
