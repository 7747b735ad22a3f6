//! Languages of which the catalog has no words, and what cannot be checked in them.

use std::collections::BTreeSet;
use std::io::Write;

use crate::audit::{Audit, Page};

use super::out;

/// Says for each such language of the run, in one line, which checks are off or see less.
pub(super) fn report(audit: &Audit<'_>) -> std::io::Result<()> {
    let translations = audit.pages.iter().filter(|page| !page.is_source);
    let tags: BTreeSet<&str> = translations.map(Page::locale).collect();
    let mut err = out::stderr();
    for tag in tags {
        let words = audit.catalog.locales.get(tag);
        let negations = words.is_some_and(|words| !words.negators.is_empty());
        let booleans =
            words.is_some_and(|words| !words.truthy.is_empty() || !words.falsy.is_empty());
        let off = [
            (!negations).then_some("`negation-changed` does not run"),
            (!booleans).then_some("`boolean-changed` knows only `true` and `false`"),
        ];
        let off: Vec<&str> = off.into_iter().flatten().collect();
        if !off.is_empty() {
            let lacks = if words.is_none() {
                "no locale file"
            } else {
                "a locale file without these words"
            };
            writeln!(err, "note: {tag} has {lacks} in the catalog: {}", off.join(", "))?;
        }
    }
    Ok(())
}
