//! Which source bytes a translation was made from.
//!
//! `ms.openlocfilehash` is the SHA-1 of the source file without a byte-order mark, with CRLF or with
//! LF line ends. Which of them depends on the repository and the year: of the documents at hand one
//! set uses CRLF (measured: 1,806 of 1,806 pages of one repository), the hand-offs of 2018
//! and another set use LF. So both are tried.
//!
//! A page as a site serves it has no hash. It names the commit of its source (`git_commit_id`, or
//! within the address `gitcommit`) and when it was handed off (`loc_version`).

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

/// The commit of its source that a page names, in hex.
pub fn source_commit(front: &FrontMatter) -> Option<&str> {
    let is_commit = |text: &&str| text.len() == 40 && text.bytes().all(|b| b.is_ascii_hexdigit());
    let id = front.get("git_commit_id").map(|value| value.text.trim()).filter(is_commit);
    id.or_else(|| front.get("gitcommit")?.text.split('/').find(is_commit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_served_page_names_the_commit_of_its_source() {
        const COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";
        for (front, expected) in [
            (format!("git_commit_id: {COMMIT}"), Some(COMMIT)),
            (format!("gitcommit: https://x.example/a/b/blob/{COMMIT}/c.md"), Some(COMMIT)),
            (format!("git_commit_id: ''\ngitcommit: https://x.example/{COMMIT}"), Some(COMMIT)),
            ("git_commit_id: 0123456\ngitcommit: https://x.example/b/live/c.md".to_owned(), None),
            ("title: Lamps".to_owned(), None),
        ] {
            let text = format!("---\n{front}\n---\n\n# Lamps\n");
            let file =
                crate::source::SourceFile::with_digest("a.md".to_owned(), text, String::new());
            let parsed = crate::parse::parse(&file);
            assert_eq!(source_commit(&parsed.front_matter.unwrap()), expected, "{front}");
        }
    }

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
