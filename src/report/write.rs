//! Writes a file so that a reader sees the old one or the new one, never half of it.

use std::fs::{OpenOptions, Permissions};
use std::io::{Error, ErrorKind, Result, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::error::ReportError;

/// How the names of temporary files begin.
pub const TEMPORARY: &str = ".flowproof-";

/// Age from which on a temporary file that nobody holds is left over: between being made and being
/// held it is nobody's for an instant.
const LEFT_OVER: Duration = Duration::from_millis(100);

/// Clears away the temporary files of runs that were killed. Those of a run that goes on are locked
/// and stay. What cannot be cleared away is left: it harms nothing.
pub fn sweep(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let is_temporary = name.to_str().is_some_and(|name| name.starts_with(TEMPORARY));
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if is_temporary && is_file && is_left_over(&entry.path()).unwrap_or(false) {
            drop(std::fs::remove_file(entry.path()));
        }
    }
}

fn is_left_over(path: &Path) -> Result<bool> {
    let file = crate::load::open(path).map_err(Error::other)?;
    let age = file.metadata()?.modified()?.elapsed().unwrap_or_default();
    Ok(age >= LEFT_OVER && file.try_lock().is_ok())
}

/// Writes `bytes` to `path` by way of a temporary file in the same folder. Missing folders are
/// made. A file that is there keeps its permissions; of a link, the file that it leads to is
/// written. What is no file, such as a device or a named pipe, is never replaced but written to.
///
/// # Errors
/// What the system says, with the path; also for a file that is read-only and for a folder.
pub fn write_atomic(path: &Path, bytes: &[u8]) -> std::result::Result<(), ReportError> {
    let failed = |source| ReportError::Write { path: path.to_owned(), source };
    write(path, bytes).map_err(failed)
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let Some(file) = file_meant(path)? else {
        return OpenOptions::new().append(true).open(path)?.write_all(bytes);
    };
    let permissions = if file.exists() { Some(writable(&file)?) } else { None };
    persist(&file, bytes, permissions)
}

/// The file that a path means, whether it is there or not: where a link leads. Nothing for what is
/// neither file nor folder.
fn file_meant(path: &Path) -> Result<Option<PathBuf>> {
    match std::fs::metadata(path) {
        Ok(found) if found.is_file() => path.canonicalize().map(Some),
        Ok(found) if found.is_dir() => Err(Error::new(ErrorKind::IsADirectory, "it is a folder")),
        Ok(_) => Ok(None),
        // A circle of links is another error, so this ends.
        Err(error) if error.kind() == ErrorKind::NotFound => match std::fs::read_link(path) {
            Ok(target) => file_meant(&path.parent().unwrap_or(Path::new("")).join(target)),
            Err(_) => Ok(Some(path.to_owned())),
        },
        Err(error) => Err(error),
    }
}

/// The permissions of a file that may be written to. A file in a folder can be replaced even if it
/// is read-only itself; whoever made it so did not want that.
fn writable(path: &Path) -> Result<Permissions> {
    let permissions = std::fs::metadata(path)?.permissions();
    if permissions.readonly() {
        return Err(Error::new(ErrorKind::PermissionDenied, "the file is read-only"));
    }
    Ok(permissions)
}

fn persist(path: &Path, bytes: &[u8], permissions: Option<Permissions>) -> Result<()> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY);
    // A temporary file is private by default; a report is an ordinary file.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    // Held while this run lives, so that no other takes the file for one that is left over. Where
    // files cannot be locked nothing is ever cleared away.
    drop(file.as_file().lock_shared());
    file.write_all(bytes)?;
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions)?;
    }
    file.persist(path)?;
    Ok(())
}
