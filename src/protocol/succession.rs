//! What became of a key in the interface that takes the place of its own.

use crate::catalog::model::{Confidence, KeyChange};
use crate::catalog::{Catalog, FieldIx, Key, KeyIx, Protocol};

use super::resolve::{key_of, weight_of_field};
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
    protocol.schemas.iter().find(|schema| schema.id == *newer)?;
    let message = &protocol.message_of(key).path;
    let found: Vec<_> = successors(protocol, key).collect();
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
    let newer_confidence = successor.map_or(Confidence::High, |to| to.confidence);
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
