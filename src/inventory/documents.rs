//! The audited files.

use jiff::civil::Date;

use crate::align::Match;
use crate::audit::{Audit, Page, PageRow};
use crate::catalog::model::ColumnRole;

use super::evidence::{AuditedDocument, EditionView, UnresolvedRow};

/// One entry per page of the audit, by path; the `documents` of the JSON contract.
pub fn documents(audit: &Audit<'_>) -> Vec<AuditedDocument> {
    audit.pages.iter().map(|page| document(audit, page)).collect()
}

fn document(audit: &Audit<'_>, page: &Page) -> AuditedDocument {
    let file = audit.sources.get(page.file);
    let spec = audit.document(page);
    let edition = audit.edition(page);
    AuditedDocument {
        path: page.path.clone(),
        sha256: file.sha256().to_owned(),
        document: spec.id.clone(),
        flow: spec.flow.clone(),
        locale: page.locale().to_owned(),
        edition: EditionView {
            status: page.edition.status.as_str(),
            source_date: edition.and_then(|e| e.date).map(|d| d.to_string()),
            source_id: edition.map(crate::audit::KnownEdition::id),
            handoff: page.edition.handoff.map(|d| d.to_string()),
            superseded: superseded(audit, page).map(|d| d.to_string()),
        },
        rows: page.rows.len(),
        claims: page.claims(),
        resolved: page.resolved(),
        unresolved: page.rows.iter().filter_map(|row| unresolved(audit, page, row)).collect(),
    }
}

/// The date of the newest edition if it says something else than an older source page.
fn superseded(audit: &Audit<'_>, page: &Page) -> Option<Date> {
    let own = audit.edition(page).filter(|_| page.is_source)?;
    let newest = audit.editions[page.document].iter().max_by_key(|edition| edition.date)?;
    let differs = newest.content.rows != own.content.rows
        || newest.content.statements != own.content.statements;
    newest.date.filter(|date| differs && own.date.is_some_and(|own| own < *date))
}

fn unresolved(audit: &Audit<'_>, page: &Page, row: &PageRow) -> Option<UnresolvedRow> {
    let reason = match row.matched {
        Match::Row { .. } => return None,
        Match::Ambiguous { .. } => "ambiguous",
        Match::Duplicate { .. } => "duplicate",
        Match::None => "unknown",
    };
    Some(UnresolvedRow {
        row: row.number,
        line: audit.sources.get(page.file).line(page.row_span(row).start),
        reason,
        found: page.cell_text(row, ColumnRole::Field).to_owned(),
    })
}
