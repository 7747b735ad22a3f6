//! Bytes to text without moving a single offset.

use sha2::{Digest, Sha256};

use crate::source::{SourceFile, hex};

/// A decoded file and what was odd about its bytes.
#[derive(Debug, Clone)]
pub struct Decoded {
    /// The text; every byte that is not valid UTF-8 is replaced by one `?`, so that offsets hold.
    pub file: SourceFile,
    /// Byte ranges that were not valid UTF-8, in order.
    pub invalid: Vec<std::ops::Range<usize>>,
}

/// Why a file cannot be a document at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// No bytes, or white space only.
    #[error("the file is empty")]
    Empty,
    /// NUL bytes: not a text file.
    #[error("the file is binary (it holds NUL bytes)")]
    Binary,
    /// A UTF-16 byte-order mark.
    #[error("the file is UTF-16; save it as UTF-8")]
    Utf16,
    /// Carriage returns and no line feed: to nearly every program one single line.
    #[error("its lines end with CR alone; save it with LF or CRLF line ends")]
    LoneCr,
}

/// Decodes the bytes of a file.
///
/// # Errors
/// [`Unreadable`] when the bytes are no text that could hold a document.
pub fn decode(path: &str, bytes: Vec<u8>) -> Result<Decoded, Unreadable> {
    if let Some(reason) = refusal(&bytes) {
        return Err(reason);
    }
    let (file, invalid) = match String::from_utf8(bytes) {
        Ok(text) => (SourceFile::new(path, text), Vec::new()),
        Err(error) => {
            let bytes = error.into_bytes();
            let (text, invalid) = replace_invalid(&bytes);
            (SourceFile::with_digest(path, text, hex(&Sha256::digest(&bytes))), invalid)
        }
    };
    if file.text().trim_start_matches(crate::source::BOM).trim().is_empty() {
        return Err(Unreadable::Empty);
    }
    Ok(Decoded { file, invalid })
}

/// Why bytes are not read as UTF-8 at all, if so.
pub fn refusal(bytes: &[u8]) -> Option<Unreadable> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Some(Unreadable::Utf16);
    }
    if bytes.contains(&0) {
        return Some(Unreadable::Binary);
    }
    (bytes.contains(&b'\r') && !bytes.contains(&b'\n')).then_some(Unreadable::LoneCr)
}

fn replace_invalid(bytes: &[u8]) -> (String, Vec<std::ops::Range<usize>>) {
    let mut text = String::with_capacity(bytes.len());
    let mut invalid = Vec::new();
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        let start = text.len();
        text.extend(std::iter::repeat_n('?', chunk.invalid().len()));
        if text.len() > start {
            invalid.push(start..text.len());
        }
    }
    (text, invalid)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_byte_keeps_its_place(bytes in proptest::collection::vec(
            prop_oneof![any::<u8>(), proptest::sample::select(&b"a\n|\xc3\xa9\xe6\x97\xa5\xf0\x9f"[..])],
            0..60,
        )) {
            let Ok(decoded) = decode("a", bytes.clone()) else { return Ok(()) };
            let text = decoded.file.text().as_bytes();
            prop_assert_eq!(text.len(), bytes.len());
            for at in 0..bytes.len() {
                let invalid = decoded.invalid.iter().any(|range| range.contains(&at));
                prop_assert_eq!(text[at], if invalid { b'?' } else { bytes[at] });
            }
            prop_assert!(decoded.invalid.is_sorted_by(|a, b| a.end <= b.start));
        }
    }

    #[test]
    fn invalid_bytes_keep_every_offset() {
        let decoded = decode("a.md", b"caf\xe9 \xff\xfd ok".to_vec()).unwrap();
        assert_eq!(decoded.file.text(), "caf? ?? ok");
        assert_eq!(decoded.invalid, [3..4, 5..6, 6..7]);
    }

    #[test]
    fn what_cannot_be_a_document_is_named() {
        assert_eq!(decode("a", Vec::new()).unwrap_err(), Unreadable::Empty);
        assert_eq!(decode("a", b"\xef\xbb\xbf \n".to_vec()).unwrap_err(), Unreadable::Empty);
        assert_eq!(decode("a", b"a\0b".to_vec()).unwrap_err(), Unreadable::Binary);
        assert_eq!(decode("a", b"\xff\xfea\0".to_vec()).unwrap_err(), Unreadable::Utf16);
        assert_eq!(decode("a", b"# a\r\rb".to_vec()).unwrap_err(), Unreadable::LoneCr);
    }
}
