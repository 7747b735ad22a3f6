//! Strict reading of a lock file, line by line, so that a fault is shown where it is and a long
//! file costs no more than its lines.

use std::ops::Range;

use jiff::civil::Date;
use serde::Deserialize;

use crate::catalog::{CatalogError, CatalogErrors, CatalogText, parse_yaml};

use super::model::{ApprovedCell, ApprovedFinding, CellKey, FindingKey, Lock, Terms, Waives};

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
type Fault = (Range<usize>, String, &'static str);

const MERGE: &str = "keep one line for each cell, then read the texts and run `flowproof approve`";
const WRITTEN: &str = "correct the line, or remove it and run `flowproof approve` again";

/// Reads a lock file; `path` is for messages.
///
/// # Errors
/// Every line that is at fault, with its place and mend.
pub fn read(path: &str, text: &str) -> Result<Lock, CatalogErrors> {
    let mut lock = Lock::default();
    let mut faults = Vec::new();
    let mut version = None;
    let mut at = 0;
    for whole in text.split_inclusive('\n') {
        let line = whole.trim_end();
        if let Err((range, message, help)) = read_line(&mut lock, &mut version, line) {
            faults.push(CatalogError {
                path: path.to_owned(),
                range: at + range.start..at + range.end,
                message,
                help: help.to_owned(),
            });
        }
        at += whole.len();
    }
    if version.is_none() && faults.is_empty() {
        faults.push(CatalogError {
            path: path.to_owned(),
            range: 0..0,
            message: "this is no lock file: it has no line `version: 1`".to_owned(),
            help: "give the file that `flowproof approve` wrote, or write a new one with it"
                .to_owned(),
        });
    }
    if faults.is_empty() {
        return Ok(lock);
    }
    let file = CatalogText { path: path.to_owned(), text: text.to_owned() };
    Err(CatalogErrors { errors: faults, files: vec![file] })
}

fn read_line(lock: &mut Lock, version: &mut Option<u32>, line: &str) -> Result<(), Fault> {
    let bare = line.trim_start_matches(crate::source::BOM);
    if bare.is_empty() || bare.starts_with('#') || bare == "approvals:" {
        return Ok(());
    }
    let whole = 0..line.len();
    if let Some(number) = bare.strip_prefix("version:") {
        *version = number.trim().parse().ok();
        return match version {
            Some(1) => Ok(()),
            _ => Err((
                whole,
                format!("version `{}` of the lock file is not known", number.trim()),
                "use the version of flowproof that wrote it, or a newer one",
            )),
        };
    }
    if ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|mark| bare.starts_with(mark)) {
        return Err((whole, "a merge is not resolved".to_owned(), MERGE));
    }
    let Some(entry) = line.strip_prefix("- ") else {
        return Err((whole, "this line is no approval".to_owned(), WRITTEN));
    };
    let fault = |range: Range<usize>, message| (range.start + 2..range.end + 2, message, WRITTEN);
    let entry: Line = parse_yaml(entry).map_err(|(range, message)| fault(range, message))?;
    keep(lock, entry).map_err(|(message, help)| (2..line.len(), message, help))
}

fn keep(lock: &mut Lock, line: Line) -> Result<(), (String, &'static str)> {
    let until =
        match &line.until {
            Some(text) => Some(text.parse::<Date>().map_err(|_| {
                (format!("`{text}` is no date"), "write the last day as YYYY-MM-DD")
            })?),
            None => None,
        };
    let terms = Terms { catalog: line.catalog, by: line.by, why: line.why, until };
    let document = line.document;
    let twice = match (line.row, line.column, line.target, line.check, line.finding) {
        (Some(row), Some(column), Some(target), None, None) => {
            let Some(waives) = line.waives.map(waives) else {
                return Err(("missing field `waives`".to_owned(), "write `waives: [all]`"));
            };
            let cell = ApprovedCell { source: line.source, target, waives, terms };
            lock.cells.insert(CellKey { document, row, column }, cell).is_some()
        }
        (None, None, None, Some(check), Some(fingerprint))
            if line.source.is_none() && line.waives.is_none() =>
        {
            let key = FindingKey { document, check, fingerprint };
            lock.findings.insert(key, ApprovedFinding { terms }).is_some()
        }
        _ => {
            let message = "an approval has `row`, `column` and `target`, or `check` and `finding`";
            return Err((message.to_owned(), WRITTEN));
        }
    };
    if twice { Err(("the same is approved twice".to_owned(), MERGE)) } else { Ok(()) }
}

fn waives(mut ids: Vec<String>) -> Waives {
    ids.sort();
    if ids.iter().any(|id| id == "all") { Waives::All } else { Waives::Only(ids) }
}
