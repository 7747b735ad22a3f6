//! How terms of public vocabularies are written in the catalog.
//!
//! fideslang keys are dotted names; DPV terms carry the prefix of their namespace, as in
//! `pd:EmailAddressWork`. The prefixes are those of the Data Privacy Vocabulary 2
//! (<https://w3id.org/dpv>).

/// Prefixes of the Data Privacy Vocabulary and its extensions, and their namespaces.
pub const DPV_NAMESPACES: [(&str, &str); 3] = [
    ("dpv", "https://w3id.org/dpv#"),
    ("pd", "https://w3id.org/dpv/pd#"),
    ("eu-gdpr", "https://w3id.org/dpv/legal/eu/gdpr#"),
];

/// The IRI of a DPV term. Nothing if it has no known prefix, or no name of letters and digits.
pub fn dpv_iri(term: &str) -> Option<String> {
    let (prefix, name) = term.split_once(':')?;
    let (_, namespace) = DPV_NAMESPACES.iter().find(|(known, _)| *known == prefix)?;
    let sound = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    sound.then(|| format!("{namespace}{name}"))
}

/// Whether a text is a key as fideslang accepts it: `^[a-zA-Z0-9_.<>-]+$`.
pub fn is_fides_key(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b"_.<>-".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::{dpv_iri, is_fides_key};

    #[test]
    fn terms_have_iris() {
        let iri = dpv_iri("pd:EmailAddressWork");
        assert_eq!(iri.as_deref(), Some("https://w3id.org/dpv/pd#EmailAddressWork"));
        for wrong in ["EmailAddressWork", "xx:Term", "pd:", "pd:A B", "dpv:<x>"] {
            assert_eq!(dpv_iri(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn fides_keys_hold_neither_slash_nor_blank() {
        assert!(is_fides_key("user.device.device_id"));
        for wrong in ["", "a/b", "a b", "é"] {
            assert!(!is_fides_key(wrong), "{wrong}");
        }
    }
}
