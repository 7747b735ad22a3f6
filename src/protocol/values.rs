//! Whether the values that a page gives are all that the protocol has.

use crate::catalog::{Catalog, FieldIx};

use super::claims::words;
use super::listing::listing;
use super::resolve::{key_of, weight_of_field};
use super::{Subject, Verdict, VerdictKind};

/// Values that a description must name to count as one that lists them.
const LISTS: usize = 2;

/// `other-values` if `purpose`, the text of the source page, lists values of the key and leaves
/// some out.
pub fn verdict(catalog: &Catalog, ix: FieldIx, purpose: Option<&str>) -> Option<Verdict> {
    let resolved = key_of(catalog, ix)?;
    let key = catalog.protocol.key(resolved.key);
    let (named, missing) = split(&key.values, purpose?);
    if named.len() < LISTS || missing.is_empty() {
        return None;
    }
    let list = |values: &[&str]| listing(values.iter().map(|v| format!("`{v}`")), usize::MAX);
    let (personal, rank) = weight_of_field(catalog, catalog.field(ix));
    Some(Verdict {
        kind: VerdictKind::OtherValues,
        subject: Subject::Field(ix),
        key: Some(resolved.key),
        confidence: key.confidence,
        summary: format!(
            "The page gives {} as its values; the protocol has {} as well.",
            list(&named),
            list(&missing)
        ),
        expected: Some(missing.join(", ")),
        personal,
        rank,
    })
}

/// The values that a text names as words of their own, and the others.
fn split<'a>(values: &'a [String], text: &str) -> (Vec<&'a str>, Vec<&'a str>) {
    let named = |value: &&str| words(text).any(|word| word == *value);
    values.iter().map(String::as_str).partition(named)
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn values_are_words_of_their_own() {
        let values = ["lit", "dark", "darker"].map(str::to_owned);
        let named = |text| split(&values, text).0;
        assert_eq!(named("Whether it is lit/dark."), ["lit", "dark"]);
        assert_eq!(named("**lit**, or darker"), ["lit", "darker"]);
        assert_eq!(named("Lit by split light"), [""; 0]);
    }
}
