//! Strict reading of a lock file, line by line, so that a fault is shown where it is and a long
//! file costs no more than its lines.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use jiff::civil::Date;
use serde::Deserialize;

use crate::catalog::model::ColumnRole;
use crate::catalog::{CatalogError, CatalogErrors, CatalogText, parse_yaml};

use super::model::{ApprovedCell, ApprovedFinding, CellKey, FindingKey, Lock, Terms, Waives};
use super::unit::STATEMENT;

/// An approval as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    document: String,
    row: Option<String>,
    column: Option<String>,
    source: Option<String>,
    target: Option<String>,
    waives: Option<Vec<String>>,
    check: Option<String>,
    finding: Option<String>,
    catalog: String,
    by: Option<String>,
    why: Option<String>,
    until: Option<String>,
}

/// A fault: where, what, and what to do.
type Fault = (Range<usize>, String, String);

/// What to do about a check that there is not; nothing for one that there is.
pub type Unknown<'a> = &'a dyn Fn(&str) -> Option<String>;

const MERGE: &str = "keep the lines of both sides, then run `flowproof approve`; git does so by itself with \
                     `flowproof.lock merge=union` in .gitattributes";
const WRITTEN: &str = "correct the line, or remove it and run `flowproof approve` again";

/// Reads a lock file; `path` is for messages. Lines may stand twice and in any order, as a merge
/// leaves them: of two that contradict each other neither counts.
///
/// # Errors
/// Every line that is at fault, with its place and mend.
pub fn read(path: &str, text: &str, unknown: Unknown<'_>) -> Result<Lock, CatalogErrors> {
    let mut reading = Reading::default();
    let mut faults = Vec::new();
    let mut at = 0;
    for whole in text.split_inclusive('\n') {
        if let Err((range, message, help)) = reading.line(whole.trim_end(), unknown) {
            let range = at + range.start..at + range.end;
            faults.push(CatalogError { path: path.to_owned(), range, message, help });
        }
        at += whole.len();
    }
    if reading.version.is_none() && faults.is_empty() {
        faults.push(CatalogError {
            path: path.to_owned(),
            range: 0..0,
            message: "this is no lock file: it has no line `version: 1`".to_owned(),
            help: "give the file that `flowproof approve` wrote, or write a new one with it"
                .to_owned(),
        });
    }
    if faults.is_empty() {
        return Ok(reading.agreed());
    }
    let file = CatalogText { path: path.to_owned(), text: text.to_owned() };
    Err(CatalogErrors { errors: faults, files: vec![file] })
}

/// What was read so far.
#[derive(Debug, Default)]
struct Reading {
    lock: Lock,
    version: Option<u32>,
    /// Cells that two lines speak of in different ways.
    cells: BTreeSet<CellKey>,
    /// The same of findings.
    findings: BTreeSet<FindingKey>,
}

impl Reading {
    fn line(&mut self, line: &str, unknown: Unknown<'_>) -> Result<(), Fault> {
        let bare = line.trim_start_matches(crate::source::BOM);
        if bare.is_empty() || bare.starts_with('#') || bare == "approvals:" {
            return Ok(());
        }
        let whole = 0..line.len();
        if let Some(number) = bare.strip_prefix("version:") {
            self.version = number.trim().parse().ok();
            return match self.version {
                Some(1) => Ok(()),
                _ => Err((
                    whole,
                    format!("version `{}` of the lock file is not known", number.trim()),
                    "use the version of flowproof that wrote it, or a newer one".to_owned(),
                )),
            };
        }
        if ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|mark| bare.starts_with(mark)) {
            return Err((whole, "a merge is not resolved".to_owned(), MERGE.to_owned()));
        }
        let Some(text) = line.strip_prefix("- ") else {
            return Err((whole, "this line is no approval".to_owned(), WRITTEN.to_owned()));
        };
        let entry: Line = parse_yaml(text).map_err(|(range, message)| {
            (range.start + 2..range.end + 2, message, WRITTEN.to_owned())
        })?;
        self.keep(entry, unknown).map_err(|(word, message, help)| {
            let at = word.and_then(|(key, word)| place(line, key, &word)).unwrap_or(2..line.len());
            (at, message, help)
        })
    }

    fn keep(&mut self, line: Line, unknown: Unknown<'_>) -> Result<(), Refusal> {
        let until = match line.until {
            Some(text) => Some(text.parse::<Date>().map_err(|_| {
                let message = format!("`{text}` is no date");
                (Some(("until:", text)), message, "write the last day as YYYY-MM-DD".to_owned())
            })?),
            None => None,
        };
        let terms = Terms { catalog: line.catalog, by: line.by, why: line.why, until };
        let document = line.document;
        match (line.row, line.column, line.target, line.check, line.finding) {
            (Some(row), Some(column), Some(target), None, None) => {
                let waives = waives(line.waives, unknown)?;
                known_column(&column)?;
                let cell = ApprovedCell { source: line.source, target, waives, terms };
                let key = CellKey { document, row, column };
                add(&mut self.lock.cells, &mut self.cells, key, cell);
            }
            (None, None, None, Some(check), Some(fingerprint))
                if line.source.is_none() && line.waives.is_none() =>
            {
                let key = FindingKey { document, check, fingerprint };
                add(&mut self.lock.findings, &mut self.findings, key, ApprovedFinding { terms });
            }
            _ => {
                let message =
                    "an approval has `row`, `column` and `target`, or `check` and `finding`";
                return Err((None, message.to_owned(), WRITTEN.to_owned()));
            }
        }
        Ok(())
    }

    /// The lock without the approvals that were read in two versions, which are only counted.
    fn agreed(mut self) -> Lock {
        self.lock.cells.retain(|key, _| !self.cells.contains(key));
        self.lock.findings.retain(|key, _| !self.findings.contains(key));
        let cells = self.cells.into_iter().map(|key| key.document);
        for document in cells.chain(self.findings.into_iter().map(|key| key.document)) {
            *self.lock.contradicted.entry(document).or_default() += 1;
        }
        self.lock
    }
}

/// A fault of an entry: the key and the value at fault where it is one, what, and what to do.
type Refusal = (Option<(&'static str, String)>, String, String);

/// Where in a line the value of a key stands.
fn place(line: &str, key: &str, value: &str) -> Option<Range<usize>> {
    let behind = line.find(key)? + key.len();
    let start = behind + line[behind..].find(value)?;
    Some(start..start + value.len())
}

/// Adds an approval, or notes that another one for the same key says something else.
fn add<K: Ord, V: PartialEq>(
    all: &mut BTreeMap<K, V>,
    contradicted: &mut BTreeSet<K>,
    key: K,
    value: V,
) {
    match all.entry(key) {
        Entry::Occupied(before) if *before.get() != value => {
            contradicted.insert(before.remove_entry().0);
        }
        Entry::Occupied(_) => {}
        Entry::Vacant(free) => drop(free.insert(value)),
    }
}

fn waives(ids: Option<Vec<String>>, unknown: Unknown<'_>) -> Result<Waives, Refusal> {
    const ALL: &str = "write `waives: [all]`, or list the checks that are to be silent";
    let Some(mut ids) = ids else {
        return Err((None, "missing field `waives`".to_owned(), ALL.to_owned()));
    };
    if ids.is_empty() {
        let message = "the list of checks is empty".to_owned();
        return Err((Some(("waives:", "[]".to_owned())), message, ALL.to_owned()));
    }
    for id in ids.iter().filter(|id| *id != "all") {
        if let Some(help) = unknown(id) {
            let message = format!("there is no check `{id}`");
            return Err((Some(("waives:", id.clone())), message, help));
        }
    }
    ids.sort();
    Ok(if ids.iter().any(|id| id == "all") { Waives::All } else { Waives::Only(ids) })
}

fn known_column(column: &str) -> Result<(), Refusal> {
    use ColumnRole::{Field, Message, Purpose, Service};
    let columns = [Service, Message, Field, Purpose].map(ColumnRole::as_str);
    if columns.contains(&column) || column == STATEMENT {
        return Ok(());
    }
    let help = format!("the columns are {} and {STATEMENT}", columns.join(", "));
    let at = Some(("column:", column.to_owned()));
    Err((at, format!("there is no column `{column}`"), help))
}
