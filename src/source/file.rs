//! One file: its text, and the way from byte offsets to lines and columns.

use std::borrow::Cow;
use std::sync::OnceLock;

use sha2::{Digest, Sha256};

/// A place in a file as people and formats name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// 1-based line.
    pub line: usize,
    /// 1-based column, counted in Unicode code points; a byte-order mark does not count.
    pub column: usize,
    /// 0-based byte offset in the original file.
    pub byte: usize,
}

/// A file as it was read. The text has exactly as many bytes as the file, so that offsets into
/// one are offsets into the other; see [`crate::load::decode`].
#[derive(Debug, Clone)]
pub struct SourceFile {
    path: String,
    text: Cow<'static, str>,
    /// Worked out when a place is first asked for.
    line_starts: OnceLock<Vec<usize>>,
    /// Worked out when it is first asked for: most files of a run are no documents.
    sha256: OnceLock<String>,
}

/// The UTF-8 byte-order mark.
pub const BOM: char = '\u{feff}';

impl SourceFile {
    /// As [`SourceFile::new`], when the text is not that of the original bytes and their digest is known.
    pub fn with_digest(
        path: impl Into<String>,
        text: impl Into<Cow<'static, str>>,
        sha256: String,
    ) -> Self {
        SourceFile { sha256: OnceLock::from(sha256), ..SourceFile::new(path, text) }
    }

    /// Takes a path as it is to be shown and the text of the file.
    pub fn new(path: impl Into<String>, text: impl Into<Cow<'static, str>>) -> Self {
        SourceFile {
            path: path.into(),
            text: text.into(),
            line_starts: OnceLock::new(),
            sha256: OnceLock::new(),
        }
    }

    /// Path as shown to people, with `/` separators.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The whole text, byte-order mark included.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Length in bytes of the byte-order mark: 3 or 0.
    pub fn bom_len(&self) -> usize {
        if self.text.starts_with(BOM) { BOM.len_utf8() } else { 0 }
    }

    /// SHA-256 of the original bytes, in hex.
    pub fn sha256(&self) -> &str {
        self.sha256.get_or_init(|| hex(&Sha256::digest(self.text.as_bytes())))
    }

    /// 1-based line of a byte offset.
    pub fn line(&self, byte: usize) -> usize {
        self.line_starts().partition_point(|start| *start <= byte)
    }

    fn line_starts(&self) -> &[usize] {
        self.line_starts.get_or_init(|| {
            let ends = self.text.bytes().enumerate().filter(|(_, b)| *b == b'\n');
            std::iter::once(0).chain(ends.map(|(i, _)| i + 1)).collect()
        })
    }

    /// Line, column and byte of an offset; an offset inside a character counts as its start.
    pub fn position(&self, byte: usize) -> Position {
        let byte = floor_char_boundary(&self.text, byte);
        let line = self.line(byte);
        let start = self.line_starts()[line - 1];
        let start = if line == 1 { self.bom_len().min(byte) } else { start };
        Position { line, column: self.text[start..byte].chars().count() + 1, byte }
    }
}

/// The nearest character boundary at or before a byte offset.
pub(crate) fn floor_char_boundary(text: &str, byte: usize) -> usize {
    let byte = byte.min(text.len());
    (0..=byte).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

/// Lower-case hex of a digest.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_code_points_and_skip_the_bom() {
        let file = SourceFile::new("a", "\u{feff}aé日\n𝄞x".to_owned());
        let at = |byte| {
            let p = file.position(byte);
            (p.line, p.column)
        };
        assert_eq!(at(0), (1, 1));
        assert_eq!(at(3), (1, 1));
        assert_eq!(at(4), (1, 2));
        assert_eq!(at(6), (1, 3));
        assert_eq!(at(9), (1, 4));
        assert_eq!(at(10), (2, 1));
        assert_eq!(at(14), (2, 2));
        assert_eq!(at(999), (2, 3));
    }

    #[test]
    fn an_offset_inside_a_character_is_its_start() {
        let file = SourceFile::new("a", "é".to_owned());
        assert_eq!(file.position(1).column, 1);
    }
}
