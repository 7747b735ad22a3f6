//! All verdicts of a run.

use crate::audit::{Audit, Page, PageRow};
use crate::catalog::model::{ColumnRole, Confidence};
use crate::catalog::{Catalog, FieldIx, KeyIx};

use super::claims::Claims;
use super::conditions::{self, MatrixRow, field_row, key_row};
use super::coverage::{Coverage, coverage};
use super::resolve::{key_of, weight_of_field};
use super::undisclosed;
use super::{Subject, Verdict, VerdictKind, direction, meaning, spelling, succession, values};

/// Documents, catalog and protocol held against each other.
#[derive(Debug, Default)]
pub struct Proof {
    /// The verdicts: those of every field in page order, the gravest first, then those of keys and
    /// messages that no field stands for, personal data first.
    pub verdicts: Vec<Verdict>,
    /// How much of each message is documented.
    pub coverage: Vec<Coverage>,
    /// When each datum is exchanged: fields in page order, then undisclosed keys, then what has come
    /// to an end in messages that no page lists.
    pub matrix: Vec<MatrixRow>,
}

/// Compares everything. Empty if the catalog has no protocol facts.
pub fn prove(audit: &Audit<'_>) -> Proof {
    let catalog = audit.catalog;
    if catalog.protocol.is_empty() {
        return Proof::default();
    }
    let claims = Claims::of(audit);
    let fields = || (0..catalog.fields.len()).map(FieldIx);
    let of_field = |ix| {
        let listed = source_row(audit, ix);
        let purpose = listed.map(|(page, row)| page.cell_text(row, ColumnRole::Purpose));
        (ix, field_verdicts(catalog, ix, purpose))
    };
    let judged: Vec<(FieldIx, Vec<Verdict>)> = fields().map(of_field).collect();
    let open = undisclosed::verdicts(catalog, &claims);
    let of_fields = judged.iter().filter_map(|(ix, own)| field_row(catalog, *ix, own));
    let of_keys = open.iter().filter_map(|v| Some((v.subject, v.key?)));
    // Of a message that no page lists, what has come to an end: a question about it is answered by
    // the versions that are in use.
    let of_messages = open.iter().filter_map(|v| match v.subject {
        Subject::Message(ix) => Some(undisclosed::ended_data(catalog, ix)),
        Subject::Field(_) | Subject::Key(_) => None,
    });
    let ended = of_messages.flatten().map(|ix| (Subject::Key(ix), ix));
    let row = |(subject, key): (Subject, KeyIx)| key_row(&catalog.protocol, subject, key);
    let matrix = of_fields.chain(of_keys.chain(ended).map(row)).collect();
    let of_fields = judged.into_iter().flat_map(|(_, own)| own);
    let verdicts = of_fields.chain(open).collect();
    Proof { verdicts, coverage: coverage(catalog, &claims), matrix }
}

/// The row of the newest source page of the run that lists a field.
pub fn source_row<'a>(audit: &'a Audit<'_>, ix: FieldIx) -> Option<(&'a Page, &'a PageRow)> {
    let rows =
        audit.pages.iter().filter(|page| page.is_source).filter_map(|page| {
            Some((page, page.rows.iter().find(|row| row.fields.contains(&ix))?))
        });
    rows.max_by_key(|(page, _)| audit.source_date(page))
}

/// The verdicts on a field, the gravest first; at least one. `purpose` is what the source page
/// says of it, if that is at hand.
pub fn field_verdicts(catalog: &Catalog, ix: FieldIx, purpose: Option<&str>) -> Vec<Verdict> {
    let mut verdicts: Vec<Verdict> = [
        unresolved(catalog, ix),
        spelling::verdict(catalog, ix),
        direction::verdict(catalog, ix),
        meaning::verdict(catalog, ix),
        succession::verdict(catalog, ix),
        values::verdict(catalog, ix, purpose),
        conditions::verdict(catalog, ix, purpose),
    ]
    .into_iter()
    .flatten()
    .collect();
    if verdicts.is_empty() {
        verdicts.push(agreed(catalog, ix));
    }
    verdicts.sort_by_key(|verdict| verdict.kind);
    verdicts
}

/// The verdict on a field for which there is no key.
fn unresolved(catalog: &Catalog, ix: FieldIx) -> Option<Verdict> {
    if key_of(catalog, ix).is_some() {
        return None;
    }
    let field = catalog.field(ix);
    let schema = field.protocol.as_deref().map(|path| path.split('/').next().unwrap_or(path));
    let known = |id: &&str| catalog.protocol.schemas.iter().any(|schema| schema.id == **id);
    let (kind, confidence, summary) = match (&field.protocol, schema.filter(|s| !known(s))) {
        (_, Some(schema)) => (
            VerdictKind::NotCompared,
            Confidence::Low,
            format!(
                "There are no facts of the protocol `{schema}` to compare `{}` with.",
                field.label
            ),
        ),
        (Some(path), None) => (
            VerdictKind::UnknownToProtocol,
            Confidence::Medium,
            format!("The page lists `{}`; the protocol has no key `{path}`.", field.label),
        ),
        (None, None) => (
            VerdictKind::UnknownToProtocol,
            Confidence::Low,
            format!("No key of the protocol is known to stand for `{}`.", field.label),
        ),
    };
    Some(of_field(catalog, ix, kind, confidence, summary))
}

fn agreed(catalog: &Catalog, ix: FieldIx) -> Verdict {
    let key = key_of(catalog, ix).map(|resolved| catalog.protocol.key(resolved.key));
    let path = key.map_or("", |key| key.path.as_str());
    let confidence = key.map_or(Confidence::Low, |key| key.confidence);
    let flow = catalog.field(ix).flow.as_str();
    let protocol = &catalog.protocol;
    let by = key.filter(|key| !protocol.own_flows(key).contains(&flow)).and_then(|key| {
        protocol.carriers(key).find(|(_, by)| protocol.own_flows(by).contains(&flow))
    });
    if let Some((carried, by)) = by {
        let confidence = confidence.min(carried.confidence).min(Confidence::Medium);
        let summary = format!(
            "The page lists what the protocol has as `{path}`; this way it travels only inside `{}`.",
            by.path
        );
        return of_field(catalog, ix, VerdictKind::Agreed, confidence, summary);
    }
    let summary = format!("The page lists what the protocol has as `{path}`.");
    of_field(catalog, ix, VerdictKind::Agreed, confidence, summary)
}

fn of_field(
    catalog: &Catalog,
    ix: FieldIx,
    kind: VerdictKind,
    confidence: Confidence,
    summary: String,
) -> Verdict {
    let (personal, rank) = weight_of_field(catalog, catalog.field(ix));
    Verdict {
        kind,
        subject: Subject::Field(ix),
        key: key_of(catalog, ix).map(|resolved| resolved.key),
        confidence,
        summary,
        expected: None,
        personal,
        rank,
    }
}
