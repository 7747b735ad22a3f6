//! Writes a file so that a reader sees the old one or the new one, never half of it.

use std::fs::{OpenOptions, Permissions};
use std::io::{Error, ErrorKind, Result, Write};
use std::path::{Path, PathBuf};

use super::ReportError;

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
    builder.prefix(".flowproof-");
    // A temporary file is private by default; a report is an ordinary file.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions)?;
    }
    file.persist(path)?;
    Ok(())
}
