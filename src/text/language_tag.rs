//! BCP 47 tags, as far as documents use them: `fr`, `fr-FR`, `zh-Hant-TW`.

/// The tag in canonical case (`fr-FR`, `zh-Hant-TW`), or nothing when it is not one.
///
/// Accepts language, script and region subtags (RFC 5646 §2.1), `_` for `-`.
pub fn canonical_tag(text: &str) -> Option<String> {
    let mut parts = text.trim().split(['-', '_']);
    let language = parts.next()?;
    if !matches!(language.len(), 2 | 3) || !language.bytes().all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let mut tag = language.to_ascii_lowercase();
    for (index, part) in parts.enumerate() {
        let alphabetic = part.bytes().all(|b| b.is_ascii_alphabetic());
        let subtag = match part.len() {
            4 if alphabetic && index == 0 => {
                part[..1].to_ascii_uppercase() + &part[1..].to_ascii_lowercase()
            }
            2 if alphabetic => part.to_ascii_uppercase(),
            3 if part.bytes().all(|b| b.is_ascii_digit()) => part.to_owned(),
            _ => return None,
        };
        tag.push('-');
        tag.push_str(&subtag);
    }
    Some(tag)
}

/// The language subtag of a tag.
pub fn language_of(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

/// The script subtag of a tag; for Chinese the one that its region writes (CLDR likely subtags).
pub fn script_of(tag: &str) -> Option<&str> {
    let script = tag.split('-').skip(1).find(|part| part.len() == 4);
    let traditional = || tag.split('-').any(|part| matches!(part, "TW" | "HK" | "MO"));
    match language_of(tag) {
        "zh" => script.or_else(|| Some(if traditional() { "Hant" } else { "Hans" })),
        _ => script,
    }
}

/// The last path segment that is a tag with a region, such as `docs/fr-fr/page.md`, or the
/// suffix of a folder or repository name, such as `memdocs.fr-fr`.
pub fn tag_in_path(path: &str) -> Option<String> {
    let folders = path.rsplit_once('/').map_or("", |(folders, _)| folders);
    folders.rsplit('/').find_map(|segment| {
        let candidate = segment.rsplit('.').next().unwrap_or(segment);
        canonical_tag(candidate).filter(|tag| tag.contains('-'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_put_in_canonical_case() {
        assert_eq!(canonical_tag("FR-fr").as_deref(), Some("fr-FR"));
        assert_eq!(canonical_tag("zh_hant_tw").as_deref(), Some("zh-Hant-TW"));
        assert_eq!(canonical_tag("es-419").as_deref(), Some("es-419"));
        assert_eq!(canonical_tag("docs"), None);
        assert_eq!(canonical_tag("fr-france"), None);
    }

    #[test]
    fn regions_of_chinese_tell_the_script() {
        assert_eq!(script_of("zh-TW"), Some("Hant"));
        assert_eq!(script_of("zh"), Some("Hans"));
        assert_eq!(script_of("zh-Hant-CN"), Some("Hant"));
        assert_eq!(script_of("pt-PT"), None);
    }

    #[test]
    fn the_folder_names_the_language() {
        assert_eq!(tag_in_path("x/docs/pt-br/page.md").as_deref(), Some("pt-BR"));
        assert_eq!(tag_in_path("docs.sv-se/hub/page.md").as_deref(), Some("sv-SE"));
        assert_eq!(tag_in_path("seeds/000_ab.txt"), None);
    }
}
