//! Revisions of the source pages: a folder of files, or a git repository.
//!
//! A revision is matched to a translation by content hash, so that names and folder structure do
//! not matter. Dates come from git, or from a file name that starts with `YYYY-MM-DD`.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use jiff::civil::Date;

use super::read::{MAX_FILE_BYTES, MAX_REPORT_BYTES, read, take};

/// One revision of a source page, as bytes.
#[derive(Debug, Clone)]
pub struct Revision {
    /// How the revision is named to people: a path, or `path@commit`.
    pub shown: String,
    /// The file's name without folders and extension in the source tree.
    pub stem: String,
    /// When it was made, if known.
    pub date: Option<Date>,
    /// The commit that made it, if known.
    pub commit: Option<String>,
    /// Content.
    pub bytes: Vec<u8>,
}

/// Why a source history cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    /// The folder is missing or not readable.
    #[error("cannot read the source history {path}: {reason}")]
    Unreadable {
        /// The path.
        path: String,
        /// What went wrong.
        reason: String,
    },
    /// `git` is missing or failed.
    #[error("git failed in {path}: {reason}")]
    Git {
        /// The path.
        path: String,
        /// What git said.
        reason: String,
    },
}

/// Reads all revisions below `dir`: with git when `dir` is inside a repository that tracks files
/// below it, otherwise every Markdown or text file of the folder.
///
/// `stems` names the source pages; with git only files so named are read.
///
/// # Errors
/// When the folder or the repository cannot be read.
pub fn read_history(dir: &Path, stems: &[String]) -> Result<Vec<Revision>, HistoryError> {
    let unreadable =
        |reason: String| HistoryError::Unreadable { path: dir.display().to_string(), reason };
    if !dir.is_dir() {
        return Err(unreadable("it is not a folder".to_owned()));
    }
    if dir.join(".git").exists() {
        return git_history(dir, stems);
    }
    let walked = super::walk(&[dir.to_path_buf()]);
    if !walked.unread.is_empty() {
        let reasons = walked.unread.iter().map(|(f, reason)| format!("{}: {reason}", f.shown));
        return Err(unreadable(reasons.collect::<Vec<_>>().join("; ")));
    }
    let mut revisions = Vec::new();
    for file in walked.found {
        let bytes = read(&file.path, MAX_FILE_BYTES)
            .map_err(|error| unreadable(format!("{}: {error}", file.shown)))?;
        revisions.push(folder_revision(&file.path, file.shown, bytes));
    }
    Ok(revisions)
}

fn folder_revision(path: &Path, shown: String, bytes: Vec<u8>) -> Revision {
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let date = name.get(..10).and_then(|text| text.parse::<Date>().ok());
    let commit = name
        .split_once('_')
        .map(|(_, commit)| commit.to_owned())
        .filter(|c| date.is_some() && c.len() >= 7 && c.bytes().all(|b| b.is_ascii_hexdigit()));
    let stem = if date.is_some() {
        path.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy().into_owned()
    } else {
        name
    };
    Revision { shown, stem, date, commit, bytes }
}

fn git_history(dir: &Path, stems: &[String]) -> Result<Vec<Revision>, HistoryError> {
    let log = git(
        dir,
        MAX_REPORT_BYTES,
        &["log", "--format=%x01%H %cs", "--name-only", "--no-renames", "--diff-filter=AM"],
    )?;
    let log = String::from_utf8_lossy(&log).into_owned();
    let mut revisions = Vec::new();
    let mut head: Option<(String, Option<Date>)> = None;
    for line in log.lines() {
        if let Some(commit) = line.strip_prefix('\u{1}') {
            let (hash, date) = commit.split_once(' ').unwrap_or((commit, ""));
            head = Some((hash.to_owned(), date.parse().ok()));
            continue;
        }
        let path = PathBuf::from(line);
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let Some((commit, date)) = head.clone().filter(|_| stems.contains(&stem)) else { continue };
        let bytes = git(dir, MAX_FILE_BYTES, &["show", &format!("{commit}:{line}")])?;
        let shown = format!("{line}@{}", &commit[..commit.len().min(12)]);
        revisions.push(Revision { shown, stem, date, commit: Some(commit), bytes });
    }
    revisions.reverse();
    Ok(revisions)
}

/// What git says, at most `limit` bytes.
fn git(dir: &Path, limit: u64, args: &[&str]) -> Result<Vec<u8>, HistoryError> {
    let failed = |reason: String| HistoryError::Git { path: dir.display().to_string(), reason };
    let mut child = Command::new("git")
        .arg("-C")
        .arg(dir)
        .args(["-c", "core.quotePath=false"])
        .args(args)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| failed(format!("{error}; install git, or give a folder of revisions")))?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    // Both are read at once, so that neither fills up while the other is waited for.
    let complaint = std::thread::spawn(move || stderr.map(|pipe| take(pipe, MAX_FILE_BYTES)));
    let bytes = stdout.map_or_else(|| Ok(Vec::new()), |pipe| take(pipe, limit));
    if bytes.is_err() {
        drop(child.kill());
    }
    let status = child.wait().map_err(|error| failed(error.to_string()))?;
    let complaint = complaint.join().ok().flatten().and_then(Result::ok).unwrap_or_default();
    let bytes = bytes.map_err(|error| failed(format!("{}: {error}", args.join(" "))))?;
    if status.success() {
        Ok(bytes)
    } else {
        Err(failed(String::from_utf8_lossy(&complaint).trim().to_owned()))
    }
}
