//! The state of a source: told by the user, by git, or by a note beside the files.

use std::path::Path;
use std::process::Command;

use jiff::civil::Date;
use jiff::fmt::strtime;

use crate::load::{self, MAX_FILE_BYTES};
use crate::protocol::import::Revision;

use super::super::Failure;

/// The note that a copy without git carries.
const NOTE: &str = "SOURCE.txt";

/// Dates as git and people write them.
const DATE_FORMATS: &[&str] = &["%a %b %d %H:%M:%S %Y %z", "%Y-%m-%d", "%Y-%m-%d %H:%M:%S %z"];

/// The state of the source in a folder.
pub(super) fn of(source: &str, folder: &Path) -> Result<Revision, Failure> {
    let told = if folder.join(".git").exists() {
        from_git(folder)
    } else {
        match load::read_text(&folder.join(NOTE), MAX_FILE_BYTES) {
            Ok(text) => from_note(&text).ok_or_else(|| {
                format!("{} tells no commit with a date", folder.join(NOTE).display())
            }),
            Err(_) => Err(format!("{} is no git work tree and has no {NOTE}", folder.display())),
        }
    };
    told.map_err(|reason| {
        Failure::new(
            format!("the state of source `{source}` is not known: {reason}"),
            format!("give --revision {source}=COMMIT@YYYY-MM-DD"),
        )
    })
}

fn from_git(folder: &Path) -> Result<Revision, String> {
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["log", "-1", "--format=%H %cs"])
        .output()
        .map_err(|error| format!("git does not start: {error}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("git failed: {}", said.lines().next().unwrap_or_default()));
    }
    let line = String::from_utf8_lossy(&output.stdout);
    match line.trim().split_once(' ') {
        Some((commit, date)) => Ok(Revision { commit: commit.to_owned(), date: date.to_owned() }),
        None => Err("git told no commit".to_owned()),
    }
}

/// The first `commit HEX` with forty digits, and the date in the parentheses after it.
fn from_note(text: &str) -> Option<Revision> {
    text.match_indices("commit ").find_map(|(at, word)| {
        let rest = &text[at + word.len()..];
        let commit = rest.split_whitespace().next()?;
        if commit.len() != 40 || !commit.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let (_, after) = rest.lines().next()?.split_once('(')?;
        let date = parse_date(after.split_once(')')?.0.trim())?;
        Some(Revision { commit: commit.to_owned(), date: date.to_string() })
    })
}

fn parse_date(text: &str) -> Option<Date> {
    DATE_FORMATS.iter().find_map(|format| strtime::parse(format, text).ok()?.to_date().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";

    #[test]
    fn a_note_tells_commit_and_date() {
        for date in ["Mon Oct 21 14:54:30 2024 -0400", "2024-10-21"] {
            let text =
                format!("acme/lamps, a commit of interest\ncommit {COMMIT} ({date}) v1 (x)\n");
            let expected = Revision { commit: COMMIT.to_owned(), date: "2024-10-21".to_owned() };
            assert_eq!(from_note(&text), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_note_without_both_tells_nothing() {
        for text in [
            "",
            "commit 123 (2024-10-21)",
            &format!("commit {COMMIT}"),
            &format!("commit {COMMIT} (soon)"),
        ] {
            assert_eq!(from_note(text), None, "{text}");
        }
    }
}
