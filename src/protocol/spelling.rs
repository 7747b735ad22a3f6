//! Whether a field is written as on the wire.

use crate::catalog::model::{Confidence, FieldRole};
use crate::catalog::{Catalog, Field, FieldIx, Key};

use super::resolve::{How, key_of, near, weight_of_field};
use super::{Subject, Verdict, VerdictKind, succession};

/// How a name relates to the key that it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    Same,
    OtherCase,
    Misspelt,
    OtherName,
}

/// `misspelt-key`, `other-case` or `renamed` of a wire key, or `misspelt-key` of a wire key that the purpose of
/// a human name quotes.
pub fn verdict(catalog: &Catalog, ix: FieldIx) -> Option<Verdict> {
    let field = catalog.field(ix);
    let resolved = key_of(catalog, ix)?;
    let key = catalog.protocol.key(resolved.key);
    let (kind, found, meant) = match field.role {
        FieldRole::Key => match relation(&field.label, &key.name) {
            Relation::Same => return None,
            Relation::OtherCase => (VerdictKind::OtherCase, field.label.clone(), key),
            Relation::Misspelt => (VerdictKind::MisspeltKey, field.label.clone(), key),
            Relation::OtherName => (VerdictKind::Renamed, field.label.clone(), key),
        },
        FieldRole::Label => {
            let (found, key) = misspelt_literal(catalog, field, key)?;
            (VerdictKind::MisspeltKey, found, key)
        }
    };
    let (expected, message) = (&meant.name, &catalog.protocol.message_of(meant).path);
    let (personal, rank) = weight_of_field(catalog, field);
    let summary = match kind {
        VerdictKind::OtherCase => format!(
            "The page writes `{found}` and the protocol `{expected}` in `{message}`: they differ in case only."
        ),
        VerdictKind::MisspeltKey => format!(
            "The page writes `{found}`; the protocol has `{expected}` in `{message}` and no key `{found}`."
        ),
        _ => format!(
            "The page lists it as `{found}`; the protocol calls it `{expected}` in `{message}`."
        ),
    };
    let sure = if resolved.how == How::Similar { Confidence::Medium } else { Confidence::High };
    Some(Verdict {
        kind,
        subject: Subject::Field(ix),
        key: Some(resolved.key),
        confidence: key.confidence.min(sure),
        summary,
        expected: Some(expected.clone()),
        personal,
        rank,
    })
}

/// A wire key is written otherwise if letters are missing, added, swapped or re-cased; with none
/// of that it is another name.
fn relation(label: &str, name: &str) -> Relation {
    let plain = |text: &str| {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect::<String>()
    };
    let (short, long) = if label.len() < name.len() { (label, name) } else { (name, label) };
    let distance = strsim::damerau_levenshtein(label, name);
    if label == name {
        Relation::Same
    } else if label.to_lowercase() == name.to_lowercase() {
        Relation::OtherCase
    } else if plain(label) == plain(name)
        || near(distance, name)
        || (short.len() >= 4 && short.len() * 2 > long.len() && long.contains(short))
    {
        Relation::Misspelt
    } else {
        Relation::OtherName
    }
}

/// A literal of the purpose that nearly is the name of the key or of its counterpart in the other
/// interface, and is no key of the protocol itself.
fn misspelt_literal<'a>(
    catalog: &'a Catalog,
    field: &Field,
    key: &'a Key,
) -> Option<(String, &'a Key)> {
    let protocol = &catalog.protocol;
    let known = |name: &str| protocol.keys.iter().any(|key| key.name == name);
    let counterparts = succession::successors(protocol, key).map(|(key, _)| protocol.key(key));
    let siblings = protocol.keys_of(key.message).map(|ix| protocol.key(ix));
    let candidates: Vec<&Key> = std::iter::once(key).chain(counterparts).chain(siblings).collect();
    let wordy =
        |literal: &&String| literal.len() >= 5 && literal.chars().all(char::is_alphanumeric);
    field.literals.iter().filter(wordy).filter(|literal| !known(literal)).find_map(|literal| {
        let slip = |key: &&&Key| near(strsim::damerau_levenshtein(literal, &key.name), literal);
        let found = candidates.iter().find(slip)?;
        Some((literal.clone(), *found))
    })
}

#[cfg(test)]
mod tests {
    use super::{Relation, relation};

    #[test]
    fn slips_and_other_names_are_told_apart() {
        for (label, name) in
            [("MesUDID", "UDID"), ("lamp_id", "lampId"), ("PruductName", "ProductName")]
        {
            assert_eq!(relation(label, name), Relation::Misspelt, "{label}");
        }
        for (label, name) in [("Owner", "buyer"), ("Id", "lampId"), ("Token", "TokenUpdateAnswer")]
        {
            assert_eq!(relation(label, name), Relation::OtherName, "{label}");
        }
        assert_eq!(relation("Topic", "Topic"), Relation::Same);
        assert_eq!(relation("CountryCode", "countryCode"), Relation::OtherCase);
    }
}
