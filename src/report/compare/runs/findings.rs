//! Findings of two runs, paired, and what is told otherwise of them.
//!
//! The message is not compared where the facts beside it can be: it also tells how other languages
//! voted, which another page changes without anything having become of the finding.

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};

use crate::catalog::diff::Attribute;
use crate::finding::Severity;

use super::documents::Documents;

/// A finding as one run tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingRecord {
    /// Stable identity.
    pub fingerprint: String,
    /// Id of the check.
    pub check: String,
    /// How grave it is.
    pub severity: Severity,
    /// File.
    pub path: String,
    /// Language, if known.
    pub locale: Option<String>,
    /// Ids of the fields concerned.
    pub fields: Vec<String>,
    /// Rows of the table concerned.
    pub rows: Vec<usize>,
    /// Column role concerned.
    pub column: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What stands there.
    pub found: Option<String>,
    /// What should stand there.
    pub expected: Option<String>,
}

/// A finding that both runs tell, but not in the same way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// As the earlier run told it.
    pub then: FindingRecord,
    /// As this run tells it.
    pub now: FindingRecord,
    /// What is told otherwise.
    pub attributes: Vec<Attribute>,
}

/// What has become of the findings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Findings {
    /// Those that only this run has.
    pub new: Vec<FindingRecord>,
    /// Those that only the earlier run had.
    pub gone: Vec<FindingRecord>,
    /// Those of the earlier run on pages that this run did not read: nobody knows about them.
    pub unread: Vec<FindingRecord>,
    /// Those of both that are told otherwise.
    pub changed: Vec<Changed>,
    /// Number of those that are the same.
    pub same: usize,
}

/// What two findings must have in common: check and path first, then what tells them apart.
type Key<'f> = (&'f str, &'f str, Vec<&'f str>);

/// What tells findings of one check on one page apart; nothing where it cannot.
type Apart = fn(&FindingRecord) -> Option<Vec<&str>>;

/// By what findings are paired, in this order, and whether they must be on the same document: by
/// fingerprint, by all facts, by fingerprint anywhere; then the same fault of the same cells, or of
/// a group of cells that begins with the same one, with another text.
const STEPS: [(Apart, bool); 5] = [
    (|told| Some(vec![&told.fingerprint]), true),
    (|told| Some(facts(told)), true),
    (|told| Some(vec![&told.fingerprint]), false),
    (|told| place(told, usize::MAX), true),
    (|told| place(told, 1), true),
];

/// Pairs findings and says what has become of them.
pub(super) fn sort_out(
    then: &[FindingRecord],
    now: Vec<FindingRecord>,
    documents: &Documents,
) -> Findings {
    let before = pair(then, &now, documents);
    let mut left: Vec<Option<&FindingRecord>> = then.iter().map(Some).collect();
    let mut findings = Findings::default();
    for (told, before) in now.into_iter().zip(before) {
        let Some(then) = before.and_then(|at| left[at].take()) else {
            findings.new.push(told);
            continue;
        };
        let attributes = attributes(then, &told);
        if attributes.is_empty() {
            findings.same += 1;
        } else {
            findings.changed.push(Changed { then: then.clone(), now: told, attributes });
        }
    }
    let left = left.into_iter().flatten().cloned();
    (findings.unread, findings.gone) = left.partition(|told| documents.gone.contains(&told.path));
    findings
}

/// For each finding of this run, the number of the same one in the earlier run.
fn pair(
    then: &[FindingRecord],
    now: &[FindingRecord],
    documents: &Documents,
) -> Vec<Option<usize>> {
    let mut free = vec![true; then.len()];
    let mut before: Vec<Option<usize>> = vec![None; now.len()];
    for (key, on_page) in STEPS {
        let page = |path| if on_page { path } else { "" };
        let mut waiting: BTreeMap<Key<'_>, VecDeque<usize>> = BTreeMap::new();
        for (at, told) in then.iter().enumerate().filter(|(at, _)| free[*at]) {
            if let Some(rest) = key(told) {
                let path = documents.paths.get(&told.path).unwrap_or(&told.path);
                let key = (told.check.as_str(), page(path.as_str()), rest);
                waiting.entry(key).or_default().push_back(at);
            }
        }
        for (told, slot) in now.iter().zip(&mut before).filter(|(_, slot)| slot.is_none()) {
            let Some(rest) = key(told) else { continue };
            let key = (told.check.as_str(), page(told.path.as_str()), rest);
            *slot = waiting.get_mut(&key).and_then(VecDeque::pop_front);
            if let Some(at) = *slot {
                free[at] = false;
            }
        }
    }
    before
}

/// All that is told of a finding besides check, path and severity.
fn facts(told: &FindingRecord) -> Vec<&str> {
    let column = told.column.as_deref().unwrap_or_default();
    let texts = [told.found.as_deref(), told.expected.as_deref()];
    let texts = texts.into_iter().flat_map(|text| text.map_or(["none", ""], |text| ["text", text]));
    let message = if bare(told) { without_numbers(&told.message) } else { Vec::new() };
    let fields = told.fields.iter().map(String::as_str);
    std::iter::once(column).chain(texts).chain(fields).chain(message).collect()
}

/// Language, column and the first fields; nothing for a finding that is about no field.
fn place(told: &FindingRecord, first: usize) -> Option<Vec<&str>> {
    let column = told.column.as_deref().unwrap_or_default();
    let head = [told.locale.as_deref().unwrap_or_default(), column];
    let fields = told.fields.iter().take(first).map(String::as_str);
    (!told.fields.is_empty()).then(|| head.into_iter().chain(fields).collect())
}

/// What is told otherwise. Paths are left aside: another checkout is no change.
fn attributes(then: &FindingRecord, now: &FindingRecord) -> Vec<Attribute> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let fields = |told: &FindingRecord| told.fields.join(", ");
    let places = |told: &FindingRecord| told.rows.len().to_string();
    let severity = |told: &FindingRecord| told.severity.as_str().to_owned();
    let mut all = vec![
        ("severity", severity(then), severity(now)),
        ("found", text(&then.found), text(&now.found)),
        ("expected", text(&then.expected), text(&now.expected)),
        ("fields", fields(then), fields(now)),
        ("places", places(then), places(now)),
    ];
    if bare(then) && bare(now) && without_numbers(&then.message) != without_numbers(&now.message) {
        all.push(("message", then.message.clone(), now.message.clone()));
    }
    let differ = all.into_iter().filter(|(_, then, now)| then != now);
    differ.map(|(name, then, now)| Attribute { name: name.to_owned(), then, now }).collect()
}

/// Whether only the message says what is wrong.
fn bare(told: &FindingRecord) -> bool {
    told.found.is_none() && told.expected.is_none()
}

/// A message without its numbers, among them those of a vote.
fn without_numbers(message: &str) -> Vec<&str> {
    message.split(|c: char| c.is_ascii_digit()).filter(|part| !part.is_empty()).collect()
}
