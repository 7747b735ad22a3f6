//! Which source bytes a translation was made from.
//!
//! `ms.openlocfilehash` is the SHA-1 of the source file with CRLF line ends and no byte-order
//! mark; the hand-offs of 2018 used LF. Measured on 1,806 of 1,806 pages in
//! `guides/translation-checks.md` §0.

use sha1::{Digest, Sha1};

use crate::parse::{FrontMatter, Value};
use crate::source::hex;

/// The SHA-1 of a source file in both forms, in hex.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceHash {
    /// With LF line ends.
    pub lf: String,
    /// With CRLF line ends.
    pub crlf: String,
}

/// The two hashes of a source file; a byte-order mark does not count.
pub fn source_hashes(bytes: &[u8]) -> SourceHash {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut lf = Vec::with_capacity(bytes.len());
    let mut crlf = Vec::with_capacity(bytes.len() + bytes.len() / 20);
    for (index, byte) in bytes.iter().enumerate() {
        if *byte == b'\r' && bytes.get(index + 1) == Some(&b'\n') {
            continue;
        }
        if *byte == b'\n' {
            crlf.push(b'\r');
        }
        lf.push(*byte);
        crlf.push(*byte);
    }
    SourceHash { lf: hex(&Sha1::digest(&lf)), crlf: hex(&Sha1::digest(&crlf)) }
}

/// The hash of its source that a translation names.
pub fn source_hash(front: &FrontMatter) -> Option<&Value> {
    ["ms.openlocfilehash", "openlocfilehash"]
        .iter()
        .find_map(|key| front.get(key))
        .filter(|value| value.text.len() == 40 && value.text.bytes().all(|b| b.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_and_byte_order_mark_do_not_matter() {
        let hashes = source_hashes(b"a\nb\n");
        assert_eq!(source_hashes(b"a\r\nb\r\n"), hashes);
        assert_eq!(source_hashes(b"\xef\xbb\xbfa\nb\r\n"), hashes);
        // printf 'a\nb\n' | sha1sum; printf 'a\r\nb\r\n' | sha1sum
        assert_eq!(hashes.lf, "05dec960e24d918b8a73a1c53bcbbaac2ee5c2e0");
        assert_eq!(hashes.crlf, "72dd82ee6968b55d1833597e2d6e1638a100c2ea");
    }
}
