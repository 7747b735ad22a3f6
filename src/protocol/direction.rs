//! Whether a datum travels the way that the page says.

use crate::catalog::model::Confidence;
use crate::catalog::{Catalog, FieldIx, Key, KeyIx};

use super::listing::listing;
use super::resolve::{key_of, keys_of, weight_of_field};
use super::wording::from_to;
use super::{Subject, Verdict, VerdictKind};

/// `wrong-direction` if the protocol has the datum in other flows only.
///
/// That a schema lacks a key somewhere is weaker evidence than that it has one, so the confidence
/// is medium at best.
pub fn verdict(catalog: &Catalog, ix: FieldIx) -> Option<Verdict> {
    let field = catalog.field(ix);
    let resolved = key_of(catalog, ix)?;
    let key = catalog.protocol.key(resolved.key);
    let flows = catalog.protocol.flows(key);
    let travels = |key: KeyIx| {
        catalog.protocol.flows(catalog.protocol.key(key)).contains(&field.flow.as_str())
    };
    if flows.is_empty() || keys_of(catalog, ix).into_iter().any(travels) {
        return None;
    }
    let labels = flows.iter().filter_map(|id| Some(catalog.flow(id)?.label.as_str()));
    let (personal, rank) = weight_of_field(catalog, field);
    Some(Verdict {
        kind: VerdictKind::WrongDirection,
        subject: Subject::Field(ix),
        key: Some(resolved.key),
        confidence: key.confidence.min(Confidence::Medium),
        summary: sentence(catalog, &[format!("`{}`", field.label)], &field.flow, key),
        expected: Some(labels.collect::<Vec<_>>().join(", ")),
        personal,
        rank,
    })
}

/// The finding in words, for one field or for several that share flow and message of the protocol and
/// are all listed on the page of the other direction, or none of them.
pub fn sentence(catalog: &Catalog, labels: &[String], flow: &str, key: &Key) -> String {
    let is_listed_there = is_listed_there(catalog, key);
    let half = match (key.in_request, key.in_response) {
        (true, false) => "in requests only",
        (false, true) => "in responses only",
        _ => "only in messages",
    };
    let flows = catalog.protocol.flows(key);
    let there: Vec<String> = flows.iter().map(|flow| from_to(catalog, flow)).collect();
    let one = labels.len() == 1;
    format!(
        "The page lists {} as sent {}; the protocol has {} in `{}`, {half}, which travel {}{}.",
        listing(labels.iter().cloned(), usize::MAX),
        from_to(catalog, flow),
        if one { "it" } else { "them" },
        catalog.protocol.message_of(key).path,
        there.join(" and "),
        match (is_listed_there, one) {
            (true, true) => ", where a page lists it too",
            (true, false) => ", where a page lists them too",
            (false, true) => ", and no page about that direction lists it",
            (false, false) => ", and no page about that direction lists them",
        }
    )
}

/// Whether a field of a flow in which a key travels stands for the same key: the datum is listed on
/// the right page as well, and not on the wrong one alone.
pub fn is_listed_there(catalog: &Catalog, key: &Key) -> bool {
    let flows = catalog.protocol.flows(key);
    let fields = (0..catalog.fields.len()).map(FieldIx);
    let stands = |ix: FieldIx| {
        let own = key_of(catalog, ix).map(|resolved| catalog.protocol.key(resolved.key));
        own.is_some_and(|own| own.path == key.path)
            && flows.contains(&catalog.field(ix).flow.as_str())
    };
    fields.into_iter().any(stands)
}
