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
pub struct Told {
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
    #[serde(default)]
    pub fields: Vec<String>,
    /// Rows of the table concerned.
    #[serde(default)]
    pub rows: Vec<usize>,
    /// Column role concerned.
    pub column: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What stands there.
    pub found: Option<String>,
    /// What should stand there.
    #[serde(default)]
    pub expected: Option<String>,
}

/// A finding that both runs tell, but not in the same way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// As the earlier run told it.
    pub then: Told,
    /// As this run tells it.
    pub now: Told,
    /// What is told otherwise.
    pub attributes: Vec<Attribute>,
}

/// What has become of the findings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Findings {
    /// Those that only this run has.
    pub new: Vec<Told>,
    /// Those that only the earlier run had.
    pub gone: Vec<Told>,
    /// Those of the earlier run on pages that this run did not read: nobody knows about them.
    pub unread: Vec<Told>,
    /// Those of both that are told otherwise.
    pub changed: Vec<Changed>,
    /// Number of those that are the same.
    pub same: usize,
}

/// What two findings must have in common: check and path first, then what tells them apart.
type Key<'f> = (&'f str, &'f str, Vec<&'f str>);

/// Pairs by fingerprint on the same document, then by all facts, then by fingerprint anywhere, then
/// by document, fields and column: the same fault of the same cell with another text.
pub(super) fn sort_out(then: &[Told], now: Vec<Told>, documents: &Documents) -> Findings {
    let keys: [fn(&Told) -> Option<Vec<&str>>; 3] =
        [|told| Some(vec![&told.fingerprint]), |told| Some(facts(told)), place];
    let paths: Vec<&str> = then
        .iter()
        .map(|told| documents.paths.get(&told.path).unwrap_or(&told.path).as_str())
        .collect();
    let mut free = vec![true; then.len()];
    let mut before: Vec<Option<usize>> = vec![None; now.len()];
    for (key, on_page) in [(keys[0], true), (keys[1], true), (keys[0], false), (keys[2], true)] {
        let page = |path| if on_page { path } else { "" };
        let mut waiting: BTreeMap<Key<'_>, VecDeque<usize>> = BTreeMap::new();
        for (at, told) in then.iter().enumerate().filter(|(at, _)| free[*at]) {
            if let Some(rest) = key(told) {
                let key = (told.check.as_str(), page(paths[at]), rest);
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
    let mut findings = Findings::default();
    for (told, before) in now.into_iter().zip(before) {
        match before.map(|at| (&then[at], attributes(&then[at], &told))) {
            None => findings.new.push(told),
            Some((_, attributes)) if attributes.is_empty() => findings.same += 1,
            Some((then, attributes)) => {
                findings.changed.push(Changed { then: then.clone(), now: told, attributes });
            }
        }
    }
    let left = then.iter().zip(free).filter(|(_, free)| *free).map(|(told, _)| told.clone());
    (findings.unread, findings.gone) = left.partition(|told| documents.gone.contains(&told.path));
    findings
}

/// All that is told of a finding besides check, path and severity.
fn facts(told: &Told) -> Vec<&str> {
    let column = told.column.as_deref().unwrap_or_default();
    let texts = [told.found.as_deref(), told.expected.as_deref()];
    let texts = texts.into_iter().flat_map(|text| text.map_or(["none", ""], |text| ["text", text]));
    let message = if bare(told) { without_numbers(&told.message) } else { Vec::new() };
    let fields = told.fields.iter().map(String::as_str);
    std::iter::once(column).chain(texts).chain(fields).chain(message).collect()
}

/// Language, column and fields; nothing for a finding that is about no field.
fn place(told: &Told) -> Option<Vec<&str>> {
    let column = told.column.as_deref().unwrap_or_default();
    let head = [told.locale.as_deref().unwrap_or_default(), column];
    let fields = told.fields.iter().map(String::as_str);
    (!told.fields.is_empty()).then(|| head.into_iter().chain(fields).collect())
}

/// What is told otherwise. Paths are left aside: another checkout is no change.
fn attributes(then: &Told, now: &Told) -> Vec<Attribute> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let fields = |told: &Told| told.fields.join(", ");
    let places = |told: &Told| told.rows.len().to_string();
    let severity = |told: &Told| told.severity.as_str().to_owned();
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
fn bare(told: &Told) -> bool {
    told.found.is_none() && told.expected.is_none()
}

/// A message without its numbers, among them those of a vote.
fn without_numbers(message: &str) -> Vec<&str> {
    message.split(|c: char| c.is_ascii_digit()).filter(|part| !part.is_empty()).collect()
}
