//! Writes a file so that a reader sees the old one or the new one, never half of it.

use std::fs::Permissions;
use std::io::{ErrorKind, Write};
use std::path::Path;

use super::ReportError;

/// Writes `bytes` to `path` by way of a temporary file in the same folder. Missing folders are
/// made.
///
/// # Errors
/// What the system says, with the path.
pub fn write_atomic(path: &Path, bytes: &[u8]) -> Result<(), ReportError> {
    let failed = |source| ReportError::Write { path: path.to_owned(), source };
    persist(path, bytes, None).map_err(failed)
}

/// Replaces an existing file in the same way. It keeps its permissions; of a link, the file that it
/// leads to is replaced.
///
/// # Errors
/// What the system says, with the path; also for a file that is read-only.
pub fn rewrite_atomic(path: &Path, bytes: &[u8]) -> Result<(), ReportError> {
    let failed = |source| ReportError::Write { path: path.to_owned(), source };
    let permissions = writable(path).map_err(failed)?;
    let real = path.canonicalize().map_err(failed)?;
    persist(&real, bytes, Some(permissions)).map_err(failed)
}

/// The permissions of a file that may be written to. A file in a folder can be replaced even if it
/// is read-only itself; whoever made it so did not want that.
fn writable(path: &Path) -> std::io::Result<Permissions> {
    let permissions = std::fs::metadata(path)?.permissions();
    if permissions.readonly() {
        return Err(std::io::Error::new(ErrorKind::PermissionDenied, "the file is read-only"));
    }
    Ok(permissions)
}

fn persist(path: &Path, bytes: &[u8], permissions: Option<Permissions>) -> std::io::Result<()> {
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
