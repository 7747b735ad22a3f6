//! What became of a key in the interface that takes the place of its own.

use crate::catalog::model::{Confidence, KeyChange};
use crate::catalog::{Catalog, FieldIx, Key, KeyIx, Protocol};

use super::resolve::{key_of, keys_of, weight_of_field};
use super::{Subject, Verdict, VerdictKind};

/// The keys that take the place of a key, with how they relate; `None` where nothing changed.
pub fn successors<'a>(
    protocol: &'a Protocol,
    key: &'a Key,
) -> impl Iterator<Item = (KeyIx, Option<KeyChange>)> + 'a {
    let message = &protocol.message_of(key).path;
    let below = protocol.path_below(key);
    let entries = protocol.succession.iter().filter(move |entry| entry.from == *message);
    entries.filter_map(move |entry| {
        let is_own = |from: &str| {
            from == below || from.strip_prefix(below).is_some_and(|rest| rest.starts_with('/'))
        };
        let named = entry.keys.iter().find(|(from, _, _)| is_own(from));
        let (to, change) = match named {
            Some((_, to, change)) => (to.as_str(), Some(*change)),
            None => (below, None),
        };
        Some((protocol.key_at(&format!("{}/{to}", entry.to))?, change))
    })
}

/// `inverted`, `renamed` or `superseded`, for a key of a schema whose place another has taken.
pub fn verdict(catalog: &Catalog, ix: FieldIx) -> Option<Verdict> {
    let protocol = &catalog.protocol;
    let field = catalog.field(ix);
    let resolved = key_of(catalog, ix)?;
    let key = protocol.key(resolved.key);
    let newer = protocol.schema_of(key).superseded_by.as_ref()?;
    // Without facts of the newer interface there is nothing to compare with.
    let incomplete = protocol.schemas.iter().find(|schema| schema.id == *newer)?.incomplete;
    let message = &protocol.message_of(key).path;
    // Of several, that which travels the way of the field comes first.
    let same_way = |ix: KeyIx| protocol.own_flows(protocol.key(ix)).contains(&field.flow.as_str());
    let all =
        keys_of(catalog, ix).into_iter().flat_map(|ix| successors(protocol, protocol.key(ix)));
    let mut found: Vec<_> = all.collect();
    found.sort_by_key(|(ix, _)| !same_way(*ix));
    if found.iter().any(|(_, change)| change.is_none()) {
        return None;
    }
    let judged = |change: KeyChange| {
        found.iter().find(|(_, c)| *c == Some(change)).map(|(ix, _)| protocol.key(*ix))
    };
    let name = &key.name;
    let (kind, successor, summary) = if let Some(to) = judged(KeyChange::Inverted) {
        let summary = format!(
            "`{name}` of the older interface became `{}`, which means the opposite: a reader who takes one for the other must negate it.",
            to.path
        );
        (VerdictKind::Inverted, Some(to), summary)
    } else if let Some(to) = judged(KeyChange::Renamed) {
        let summary =
            format!("`{name}` of the older interface is called `{}` in the newer one.", to.path);
        (VerdictKind::Renamed, Some(to), summary)
    } else {
        let summary = format!(
            "`{}` stands in the older interface only; `{newer}` has no counterpart.",
            key.path
        );
        (VerdictKind::Superseded, None, summary)
    };
    let followed = protocol.succession.iter().any(|entry| entry.from == *message);
    let sure = if followed { Confidence::High } else { Confidence::Low };
    let absent = if incomplete { Confidence::Medium } else { Confidence::High };
    let newer_confidence = successor.map_or(absent, |to| to.confidence);
    let (personal, rank) = weight_of_field(catalog, field);
    Some(Verdict {
        kind,
        subject: Subject::Field(ix),
        key: Some(resolved.key),
        confidence: key.confidence.min(sure).min(newer_confidence),
        summary,
        expected: successor.map(|to| to.path.clone()),
        personal,
        rank,
    })
}
