//! Whether a page and the protocol mean the same by a name.

use crate::catalog::model::{Confidence, VocabularyKind};
use crate::catalog::{Catalog, FieldIx};

use super::resolve::{key_of, weight_of_field};
use super::{Subject, Verdict, VerdictKind};

/// `other-meaning` if the catalog says that the protocol means another datum by the key of the name
/// that the page lists.
pub fn verdict(catalog: &Catalog, ix: FieldIx) -> Option<Verdict> {
    let field = catalog.field(ix);
    let other = field.in_protocol.as_ref()?;
    let resolved = key_of(catalog, ix)?;
    let key = catalog.protocol.key(resolved.key);
    let term = |kind, id: &str| {
        catalog.term(kind, id).map_or_else(|| id.to_owned(), |term| term.label.to_lowercase())
    };
    let sense = |subject: &str, purpose: &str| {
        format!(
            "{} ({})",
            term(VocabularyKind::Subjects, subject),
            term(VocabularyKind::Purposes, purpose)
        )
    };
    let (personal, rank) = weight_of_field(catalog, field);
    Some(Verdict {
        kind: VerdictKind::OtherMeaning,
        subject: Subject::Field(ix),
        key: Some(resolved.key),
        confidence: key.confidence.min(Confidence::Medium),
        summary: format!(
            "By `{}` the page means {}; the protocol means {} by `{}`, and has no key for what the page means.",
            field.label,
            sense(&field.subject, &field.purpose_code),
            sense(&other.subject, &other.purpose_code),
            key.path
        ),
        expected: None,
        personal,
        rank,
    })
}
