//! What findings and the protocol say against what stands on a page.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::Page;
use crate::catalog::model::ColumnRole;
use crate::check::doubts_text;
use crate::finding::Finding;
use crate::source::{FileId, Span};

use super::ProtocolView;
use super::evidence::Doubt;
use super::exchange::Exchange;

/// The findings of a run that speak against the text that they lie on, by file, and the fields that
/// the protocol contradicts.
pub(super) struct Doubts<'a> {
    findings: BTreeMap<FileId, Vec<&'a Finding>>,
    contradicted: BTreeSet<&'a str>,
    exchange: Exchange<'a>,
}

impl<'a> Doubts<'a> {
    pub(super) fn new(findings: &'a [Finding], protocol: Option<&'a ProtocolView>) -> Self {
        let mut by_file: BTreeMap<FileId, Vec<&Finding>> = BTreeMap::new();
        for finding in findings.iter().filter(|finding| doubts_text(finding.check)) {
            by_file.entry(finding.span.file).or_default().push(finding);
        }
        let verdicts = protocol.iter().flat_map(|facts| &facts.verdicts);
        let contradicted = verdicts.filter(|verdict| verdict.kind.contradicts_page());
        Doubts {
            findings: by_file,
            exchange: protocol.map(Exchange::new).unwrap_or_default(),
            contradicted: contradicted.filter_map(|verdict| verdict.field.as_deref()).collect(),
        }
    }

    /// What the protocol says of the exchange of fields.
    pub(super) fn exchange(&self) -> &Exchange<'a> {
        &self.exchange
    }

    fn on(&self, page: &Page) -> &[&'a Finding] {
        self.findings.get(&page.file).map_or(&[], Vec::as_slice)
    }

    /// The findings on any of these places of a page.
    pub(super) fn on_text(&self, page: &Page, places: &[Span]) -> Vec<&'a Finding> {
        let meets = |at: &Span| places.iter().any(|place| overlap(place, at));
        let lies = |finding: &&&Finding| {
            meets(&finding.span) || finding.related.iter().any(|other| meets(&other.span))
        };
        self.on(page).iter().filter(lies).copied().collect()
    }

    /// The findings on what a page says of a field: its name and its purpose. How the service or the
    /// message is written is another matter.
    pub(super) fn on_field(&self, page: &Page, field: &str) -> Vec<&'a Finding> {
        let group = [ColumnRole::Service, ColumnRole::Message].map(|role| Some(role.as_str()));
        let own = |finding: &&&Finding| {
            !group.contains(&finding.column) && finding.fields.iter().any(|id| id == field)
        };
        self.on(page).iter().filter(own).copied().collect()
    }

    /// Whether the protocol contradicts what pages say of a field.
    pub(super) fn contradicted(&self, field: &str) -> bool {
        self.contradicted.contains(field)
    }
}

fn overlap(a: &Span, b: &Span) -> bool {
    a.file == b.file && a.start < b.end && b.start < a.end
}

/// Findings as reports show them beside what they doubt.
pub(super) fn shown(findings: &[&Finding]) -> Vec<Doubt> {
    let shown = |finding: &&Finding| Doubt {
        fingerprint: finding.fingerprint.clone(),
        check: finding.check,
        severity: finding.severity,
        message: finding.message.clone(),
    };
    findings.iter().map(shown).collect()
}
