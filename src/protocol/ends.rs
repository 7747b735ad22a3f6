//! Where a datum has come to an end: the versions of the vendor's platforms that removed it.

use std::collections::BTreeMap;

use crate::catalog::model::PlatformFacts;
use crate::catalog::{Key, Protocol};

use super::listing::listing;

/// A platform and its first version without a datum.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct End {
    /// Platform.
    pub platform: String,
    /// Version, in the source's terms.
    pub version: String,
}

/// Every end that a message or key has, by platform.
pub fn ends(platforms: &BTreeMap<String, Option<PlatformFacts>>) -> Vec<End> {
    versions(platforms, |facts| facts.until.clone())
}

/// Since when each platform advises against a message or key that it still has.
pub fn deprecations(platforms: &BTreeMap<String, Option<PlatformFacts>>) -> Vec<End> {
    versions(platforms, |facts| facts.deprecated.clone().filter(|_| facts.until.is_none()))
}

/// One version of each platform that has it.
fn versions(
    platforms: &BTreeMap<String, Option<PlatformFacts>>,
    version: impl Fn(&PlatformFacts) -> Option<String>,
) -> Vec<End> {
    let of = |(platform, facts): (&String, &Option<PlatformFacts>)| {
        Some(End { platform: platform.clone(), version: version(facts.as_ref()?)? })
    };
    platforms.iter().filter_map(of).collect()
}

/// The ends of a key that are not those of its message.
pub fn own_ends(protocol: &Protocol, key: &Key) -> Vec<End> {
    let of_message = ends(&protocol.message_of(key).platforms);
    ends(&key.platforms).into_iter().filter(|end| !of_message.contains(end)).collect()
}

/// `removed in BulbOS 3.0 and StripOS 2.1`. Nothing if nothing has ended.
pub fn removed(ends: &[End]) -> Option<String> {
    worded("removed", ends)
}

/// `deprecated in BulbOS 2.0`. Nothing if nothing is advised against.
pub fn deprecated(advised: &[End]) -> Option<String> {
    worded("deprecated", advised)
}

fn worded(what: &str, ends: &[End]) -> Option<String> {
    let names = ends.iter().map(|end| format!("{} {}", end.platform, end.version));
    (!ends.is_empty()).then(|| format!("{what} in {}", listing(names, usize::MAX)))
}

/// Whether a text in lower case names a version in which something ended: `BulbOS 3` for `3.0`.
pub fn names_one(text: &str, ends: &[End]) -> bool {
    ends.iter().any(|end| {
        let version = end.version.strip_suffix(".0").unwrap_or(&end.version);
        text.contains(&format!("{} {version}", end.platform).to_lowercase())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(platform: &str, version: &str) -> End {
        End { platform: platform.to_owned(), version: version.to_owned() }
    }

    #[test]
    fn ends_are_worded_and_found_in_a_text() {
        let both = [end("BulbOS", "3.0"), end("StripOS", "2.1")];
        assert_eq!(removed(&both).as_deref(), Some("removed in BulbOS 3.0 and StripOS 2.1"));
        assert_eq!(removed(&[]), None);
        assert!(names_one("up to bulbos 3", &both) && names_one("stripos 2.1 has none", &both));
        assert!(!names_one("on bulbos and stripos 2", &both) && !names_one("bulbos 3", &[]));
    }
}
