//! Repairs: the certain fixes of findings, made in the text of the pages.
//!
//! Checks say which fixes are certain ([`crate::finding::Applicability`]), and [`prove`] says which
//! of them stay so; nothing here knows a check. Fixes are made in rounds, and after each the pages
//! are looked at again, until nothing is left to mend: a second run changes nothing. Together they
//! must leave the page in order (see [`sound`]).

mod edit;
mod marks;
mod proof;
mod sound;

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::{Audit, Input, Page, assemble};
use crate::catalog::Catalog;
use crate::finding::{Applicability, Finding, Fix};
use crate::source::{FileId, SourceFile};

use edit::{Edit, apply, without_overlaps};
use sound::sound_edits;

pub use proof::{certain_part, prove};

/// Most rounds of mending. One mend may bring another to light, but not for long.
const ROUNDS: usize = 6;

/// A page that was mended.
#[derive(Debug)]
pub struct Repaired {
    /// Path as shown.
    pub path: String,
    /// Its text as read.
    pub before: String,
    /// Its text as mended.
    pub after: String,
    /// Number of places that were mended, by check.
    pub places: BTreeMap<&'static str, usize>,
}

/// Why certain fixes of a page were not made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    /// The file holds bytes that are no UTF-8.
    InvalidBytes,
    /// It is a source page, which was not named; the number of places.
    SourcePage(usize),
    /// They would change more than their own words; the number of places.
    Unsound(usize),
    /// They bring each other back.
    Unsettled,
}

impl std::fmt::Display for Held {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Held::InvalidBytes => {
                f.write_str("it holds bytes that are no UTF-8; save it as UTF-8 first")
            }
            Held::SourcePage(places) => {
                write!(
                    f,
                    "a source page, from which translations are made; name the file to mend {places} in it"
                )
            }
            Held::Unsound(places) => {
                write!(f, "{places} would change the page around the words at fault; mend by hand")
            }
            Held::Unsettled => f.write_str("its mends bring each other back; mend by hand"),
        }
    }
}

/// What became of the pages.
#[derive(Debug)]
pub struct Outcome<'a> {
    /// The pages as mended.
    pub audit: Audit<'a>,
    /// What is left for people.
    pub findings: Vec<Finding>,
    /// The mended pages, by path.
    pub repaired: Vec<Repaired>,
    /// Pages with certain fixes that were not made, by path.
    pub held: Vec<(String, Held)>,
}

/// Makes every certain fix of what `look` finds. Source pages are mended only if `named` has their
/// path: their bytes are what translations are traced to.
pub fn repair<'a>(
    catalog: &'a Catalog,
    mut input: Input,
    named: &BTreeSet<String>,
    look: impl Fn(&Audit<'_>) -> Vec<Finding>,
) -> Outcome<'a> {
    let mut repaired: BTreeMap<String, Repaired> = BTreeMap::new();
    let mut unsettled: BTreeSet<String> = BTreeSet::new();
    let mut round = 0;
    loop {
        let audit = assemble(catalog, input.clone());
        let mut findings = look(&audit);
        audit.pages.iter().for_each(|page| prove(&audit, page, &mut findings));
        let plan = plan(&audit, &findings, named, &unsettled);
        if plan.edits.is_empty() {
            let repaired =
                repaired.into_values().filter(|file| file.before != file.after).collect();
            return Outcome { audit, findings, repaired, held: plan.held };
        }
        for (path, edits) in plan.edits {
            let Some(file) = input.files.iter_mut().find(|f| f.file.path() == path) else {
                continue;
            };
            let before = file.file.text().to_owned();
            let entry = repaired.entry(path.clone()).or_insert_with(|| Repaired {
                path: path.clone(),
                after: before.clone(),
                before,
                places: BTreeMap::new(),
            });
            if round < ROUNDS {
                entry.after = apply(&entry.after, &edits);
                for edit in &edits {
                    *entry.places.entry(edit.check).or_default() += 1;
                }
            } else {
                entry.after.clone_from(&entry.before);
                unsettled.insert(path.clone());
            }
            file.file = SourceFile::new(path, entry.after.clone());
        }
        round += 1;
    }
}

/// The edits of a round.
#[derive(Default)]
struct Plan {
    edits: Vec<(String, Vec<Edit>)>,
    held: Vec<(String, Held)>,
}

fn plan(
    audit: &Audit<'_>,
    findings: &[Finding],
    named: &BTreeSet<String>,
    unsettled: &BTreeSet<String>,
) -> Plan {
    let mut plan = Plan::default();
    let fixes = certain_fixes(findings);
    for page in &audit.pages {
        let edits = certain_edits(audit, page, fixes.get(&page.file).map_or(&[], Vec::as_slice));
        let mut hold = |why| plan.held.push((page.path.clone(), why));
        if edits.is_empty() {
            continue;
        }
        if !page.invalid_bytes.is_empty() {
            hold(Held::InvalidBytes);
        } else if page.is_source && !named.contains(&page.path) {
            hold(Held::SourcePage(edits.len()));
        } else if unsettled.contains(&page.path) {
            hold(Held::Unsettled);
        } else {
            let sound = sound_edits(audit.text(page), &edits);
            if sound.len() < edits.len() {
                hold(Held::Unsound(edits.len() - sound.len()));
            }
            if !sound.is_empty() {
                plan.edits.push((page.path.clone(), sound));
            }
        }
    }
    plan
}

/// A certain fix with the check that offers it.
type Certain<'f> = (&'static str, &'f Fix);

/// The certain fixes by file.
fn certain_fixes(findings: &[Finding]) -> BTreeMap<FileId, Vec<Certain<'_>>> {
    let mut fixes: BTreeMap<FileId, Vec<Certain<'_>>> = BTreeMap::new();
    for finding in findings {
        let certain = |fix: &&Fix| fix.applicability == Applicability::Certain;
        for fix in finding.fixes.iter().filter(certain) {
            fixes.entry(fix.span.file).or_default().push((finding.check, fix));
        }
    }
    fixes
}

/// The certain fixes in a page that change something, by place; of those that overlap the first.
fn certain_edits(audit: &Audit<'_>, page: &Page, fixes: &[Certain<'_>]) -> Vec<Edit> {
    let text = audit.text(page);
    let mut edits: Vec<Edit> = fixes
        .iter()
        .map(|(check, fix)| Edit {
            range: fix.span.start..fix.span.end,
            replacement: fix.replacement.clone(),
            check,
        })
        .filter(|edit| text.get(edit.range.clone()).is_some_and(|old| old != edit.replacement))
        .collect();
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    without_overlaps(edits)
}

#[cfg(test)]
mod tests;
