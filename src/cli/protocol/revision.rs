//! The state of a source: told by the user, by git, or by a note beside the files.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use jiff::civil::Date;
use jiff::fmt::strtime;

use crate::load::{self, MAX_FILE_BYTES};
use crate::protocol::import::Revision;

use super::super::failure::Failure;

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
            Ok(text) => from_note(&text)
                .map_err(|reason| format!("{} {reason}", folder.join(NOTE).display())),
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
        Some((commit, date)) => Ok(Revision::checkout(commit, date)),
        None => Err("git told no commit".to_owned()),
    }
}

/// The first `commit HEX` with forty digits, the date in the parentheses after it and, where the
/// note has one, the list of files with their commits.
fn from_note(text: &str) -> Result<Revision, String> {
    let (commit, date) =
        head_of_note(text).ok_or_else(|| "tells no commit with a date".to_owned())?;
    let mut files = commits_of_files(text)?;
    if files.values().all(|own| *own == commit) {
        files.clear();
    }
    Ok(Revision { files, ..Revision::checkout(commit, date) })
}

fn head_of_note(text: &str) -> Option<(String, String)> {
    text.match_indices("commit ").find_map(|(at, word)| {
        let rest = &text[at + word.len()..];
        let commit = rest.split_whitespace().next().filter(|word| is_commit(word))?;
        let (_, after) = rest.lines().next()?.split_once('(')?;
        let date = parse_date(after.split_once(')')?.0.trim())?;
        Some((commit.to_owned(), date.to_string()))
    })
}

/// The table under the line `file<TAB>commit`: a path, a commit and whatever else, up to an empty
/// line. Without such a line there is none.
fn commits_of_files(text: &str) -> Result<BTreeMap<String, String>, String> {
    let mut files = BTreeMap::new();
    let lines = text.lines().enumerate().map(|(index, line)| (index + 1, line));
    let below = lines.skip_while(|(_, line)| !is_head(line)).skip(1);
    for (number, line) in below.take_while(|(_, line)| !line.trim().is_empty()) {
        let mut parts = line.split('\t').map(str::trim);
        let (path, commit) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        if path.is_empty() || !is_commit(commit) {
            return Err(format!("line {number}: no path and commit of forty digits"));
        }
        if files.insert(path.to_owned(), commit.to_owned()).is_some() {
            return Err(format!("line {number}: `{path}` is listed twice"));
        }
    }
    Ok(files)
}

fn is_head(line: &str) -> bool {
    let mut parts = line.split('\t').map(str::trim);
    (parts.next(), parts.next()) == (Some("file"), Some("commit"))
}

fn is_commit(word: &str) -> bool {
    word.len() == 40 && word.bytes().all(|b| b.is_ascii_hexdigit())
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
            assert_eq!(from_note(&text), Ok(Revision::checkout(COMMIT, "2024-10-21")), "{text}");
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
            assert!(from_note(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_note_tells_the_commit_of_each_file() {
        let other = COMMIT.replace('0', "f");
        let head = format!("lamps commit {COMMIT} (2024-10-21)\n\n  {other}  newer\n\n");
        let table = format!("file\tcommit\tcharacters\na.yaml\t{COMMIT}\t10\nb/c.yaml\t{other}\n");
        let found = from_note(&format!("{head}{table}\nprose\n")).unwrap();
        assert_eq!(found.commit, COMMIT);
        let files: Vec<(&str, &str)> =
            found.files.iter().map(|(path, own)| (path.as_str(), own.as_str())).collect();
        assert_eq!(files, [("a.yaml", COMMIT), ("b/c.yaml", other.as_str())]);
        // One commit for all is a checkout.
        let same = from_note(&format!("{head}{}", table.replace(&other, COMMIT))).unwrap();
        assert_eq!(same, Revision::checkout(COMMIT, "2024-10-21"));
        assert_eq!(from_note(&head), Ok(same));
        // What cannot be read of the table is told with its line.
        for (row, fault) in [
            ("d.yaml\t123", "line 8: no path and commit of forty digits"),
            ("d.yaml", "line 8: no path and commit of forty digits"),
            (&*format!("a.yaml\t{other}"), "line 8: `a.yaml` is listed twice"),
        ] {
            assert_eq!(from_note(&format!("{head}{table}{row}\n")), Err(fault.to_owned()), "{row}");
        }
    }
}
