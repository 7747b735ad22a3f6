//! The only place where files are read. Every reader says how many bytes it takes at most, and
//! nothing is opened that might never end or never begin: a device, a socket, a named pipe.

use std::fs::{File, Metadata};
use std::io::Read;
use std::path::Path;

/// Largest page, lock, settings or catalog file, in bytes. Pages of this kind have some 20 kB, the
/// longest known file that is read so has 1.4 MB.
pub const MAX_FILE_BYTES: u64 = 16 * 1024 * 1024;

/// Largest file that this program wrote and reads again, in bytes: findings of 1,000 pages have
/// 4 MB.
pub const MAX_REPORT_BYTES: u64 = 256 * 1024 * 1024;

/// Why a file is not read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// What the system says.
    #[error("{}", plain_reason(.0))]
    System(#[from] std::io::Error),
    /// It is no file.
    #[error("it is {0}, not a file")]
    NoFile(&'static str),
    /// It is too large, or does not end.
    #[error("it is too large: files above {} MiB are not read", .0 / 1024 / 1024)]
    TooLarge(u64),
    /// It holds other bytes than a text may have.
    #[error("it is not UTF-8 from byte {0} on")]
    NotUtf8(usize),
}

impl ReadError {
    /// Whether there is nothing of this name.
    pub fn is_missing(&self) -> bool {
        matches!(self, ReadError::System(error) if error.kind() == std::io::ErrorKind::NotFound)
    }
}

/// The system's reason without its error number.
pub(super) fn plain_reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_lowercase()
}

/// Opens a file, or a pipe that is already open for this process, such as `<(command)`.
///
/// # Errors
/// [`ReadError`]; never waits for another program to open the other end.
pub fn open(path: &Path) -> Result<File, ReadError> {
    let found = std::fs::metadata(path)?;
    if let Some(kind) = special(path, &found) {
        return Err(ReadError::NoFile(kind));
    }
    Ok(File::open(path)?)
}

/// The bytes of a file of at most `limit` bytes.
///
/// # Errors
/// [`ReadError`].
pub fn read(path: &Path, limit: u64) -> Result<Vec<u8>, ReadError> {
    let found = std::fs::metadata(path)?;
    // To follow a path to its end takes longer than to read a page.
    if !found.is_file() && is_null(path) {
        return Ok(Vec::new());
    }
    if let Some(kind) = special(path, &found) {
        return Err(ReadError::NoFile(kind));
    }
    // Without going through it, where its size is known.
    if found.len() > limit {
        return Err(ReadError::TooLarge(limit));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(found.len()).unwrap_or(0) + 1);
    take_into(File::open(path)?, limit, &mut bytes)?;
    Ok(bytes)
}

/// The text of a file of at most `limit` bytes, without a byte-order mark.
///
/// # Errors
/// [`ReadError`].
pub fn read_text(path: &Path, limit: u64) -> Result<String, ReadError> {
    let text = String::from_utf8(read(path, limit)?)
        .map_err(|error| ReadError::NotUtf8(error.utf8_error().valid_up_to()))?;
    Ok(text.strip_prefix(crate::source::BOM).map(str::to_owned).unwrap_or(text))
}

/// All that a reader gives, if that is at most `limit` bytes.
///
/// # Errors
/// [`ReadError`].
pub fn take(reader: impl Read, limit: u64) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    take_into(reader, limit, &mut bytes)?;
    Ok(bytes)
}

fn take_into(reader: impl Read, limit: u64, bytes: &mut Vec<u8>) -> Result<(), ReadError> {
    // One byte more tells a file of just this size from a longer one.
    reader.take(limit + 1).read_to_end(bytes)?;
    if bytes.len() as u64 > limit { Err(ReadError::TooLarge(limit)) } else { Ok(()) }
}

/// What a path leads to that is neither a file nor a pipe that is already open.
pub(super) fn special(path: &Path, found: &Metadata) -> Option<&'static str> {
    if found.is_file() {
        return None;
    }
    if found.is_dir() {
        return Some("a folder");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        let kind = found.file_type();
        match () {
            () if kind.is_fifo() => (!is_open(path)).then_some("a named pipe"),
            () if kind.is_socket() => Some("a socket"),
            () => Some("a device"),
        }
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        Some("no ordinary file")
    }
}

/// Whether a path names an open descriptor of this process (`/dev/fd/63`, `/dev/stdin`). A pipe
/// without a name leads nowhere in the file system.
#[cfg(unix)]
fn is_open(path: &Path) -> bool {
    ["/dev/fd", "/dev/stdin", "/proc/self/fd"].iter().any(|place| path.starts_with(place))
        && path.canonicalize().map_or(true, |real| real.starts_with("/dev/fd"))
}

/// Whether a path is the empty file of the system, which people give to mean no file at all.
fn is_null(path: &Path) -> bool {
    cfg!(unix) && path.canonicalize().is_ok_and(|real| real == Path::new("/dev/null"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_just_the_limit_is_read_and_a_longer_one_is_not() {
        assert_eq!(take(&b"abc"[..], 3).unwrap(), b"abc");
        assert!(matches!(take(&b"abcd"[..], 3), Err(ReadError::TooLarge(3))));
        assert!(matches!(take(std::io::repeat(0), 1 << 20), Err(ReadError::TooLarge(_))));
    }

    #[cfg(unix)]
    #[test]
    fn what_never_ends_is_not_opened() {
        let error = |path| read(Path::new(path), 10).unwrap_err().to_string();
        assert_eq!(error("/dev/zero"), "it is a device, not a file");
        assert_eq!(error("/"), "it is a folder, not a file");
        assert!(error("/nowhere").contains("no such file"));
        assert_eq!(read(Path::new("/dev/null"), 10).unwrap(), b"");
    }
}
