//! Identifiers as standards want them.

/// A UUID of version 8 (RFC 9562 §5.8) from the first bytes of a digest.
pub(super) fn uuid(digest: &[u8]) -> String {
    let mut bytes = [0; 16];
    for (to, from) in bytes.iter_mut().zip(digest) {
        *to = *from;
    }
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex = crate::source::hex(&bytes);
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

/// A path or address as an IRI reference (RFC 3987): what may not stand in one is escaped, and so
/// is a percent sign that escapes nothing.
pub(super) fn iri_reference(address: &str) -> String {
    let mut iri = String::with_capacity(address.len());
    let bytes = address.as_bytes();
    for (at, c) in address.char_indices() {
        let escapes = c == '%'
            && bytes.get(at + 1..at + 3).is_some_and(|b| b.iter().all(u8::is_ascii_hexdigit));
        let unsafe_ascii = c.is_ascii()
            && !c.is_ascii_alphanumeric()
            && !b"-._~:/?#@!$&'()*+,;=".contains(&(c as u8));
        let turns = matches!(c, '\u{80}'..='\u{9f}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
        if escapes || !(unsafe_ascii || turns) {
            iri.push(c);
        } else {
            let mut buffer = [0; 4];
            c.encode_utf8(&mut buffer).bytes().for_each(|b| iri.push_str(&format!("%{b:02X}")));
        }
    }
    iri
}

#[cfg(test)]
mod tests {
    use super::{iri_reference, uuid};

    #[test]
    fn addresses_become_references() {
        assert_eq!(iri_reference("docs/fr-fr/a b.md"), "docs/fr-fr/a%20b.md");
        assert_eq!(iri_reference("https://x.example/a?b=%20#c"), "https://x.example/a?b=%20#c");
        assert_eq!(iri_reference("é%<\u{202e}>"), "é%25%3C%E2%80%AE%3E");
    }

    #[test]
    fn identifiers_have_version_and_variant() {
        assert_eq!(uuid(&[0xff; 32]), "ffffffff-ffff-8fff-bfff-ffffffffffff");
    }
}
