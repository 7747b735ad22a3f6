//! Where a page stands among its translations: its path without what names the language.

use crate::text::canonical_tag;

/// A path without extension, in lower case, and without its languages: the same for a page and all
/// its translations, be the language a folder (`fr-fr/hub/page.md`), the end of a folder's name
/// (`docs.fr-fr/hub/page.md`) or of the file's (`hub/page.fr.md`).
pub fn place_of(path: &str) -> String {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let stem = match stem.rsplit_once(['.', '_']) {
        Some((page, tag)) if !page.is_empty() && is_language(tag) => page,
        _ => stem,
    };
    let folders = folders.split('/').filter(|folder| !folder.is_empty() && *folder != ".");
    let folders = folders.filter(|folder| !is_language(folder)).map(|folder| {
        folder.rsplit_once('.').filter(|(_, tag)| is_language(tag)).map_or(folder, |(name, _)| name)
    });
    folders.chain(std::iter::once(stem)).collect::<Vec<_>>().join("/").to_lowercase()
}

/// Whether a part of a path names a language: two letters, with script or region or without.
fn is_language(part: &str) -> bool {
    let language = part.split(['-', '_']).next().unwrap_or(part);
    let plain = language.len() == 2 && part.split(['-', '_']).skip(1).all(|p| p.len() < 5);
    plain && canonical_tag(part).is_some()
}

/// The files that a page includes, as paths like its own.
pub fn included(path: &str, text: &str) -> Vec<String> {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let directives = text.match_indices("[!").filter_map(|(at, _)| {
        let rest = &text[at + 2..];
        let rest =
            rest.get(..7).filter(|word| word.eq_ignore_ascii_case("include")).and(rest.get(7..))?;
        let line = rest.lines().next()?;
        let target = line.split_once("](")?.1;
        let target = target.split([')', ' ', '#', '?']).next()?;
        Some(join(folder, target))
    });
    directives.collect()
}

/// A relative path seen from a folder; `~` and a leading slash are taken for the folder itself.
fn join(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." | "~" => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_and_its_translations_have_one_place() {
        let page = place_of("docs/hub/ref-page.md");
        for path in [
            "docs/fr-fr/hub/ref-page.md",
            "zh-hans/docs/hub/Ref-Page.md",
            "docs/hub/ar/ref-page.markdown",
            "docs.pt-BR/hub/ref-page.md",
            "docs/hub/ref-page.ja.md",
            "docs/hub/ref-page_tr-TR.md",
        ] {
            assert_eq!(place_of(path), page, "{path}");
        }
        assert_ne!(place_of("docs/fr-fr/other/ref-page.md"), page);
        assert_ne!(place_of("docs/api/hub/ref-page.md"), page);
    }

    #[test]
    fn includes_are_paths_like_that_of_the_page() {
        let text = "a\n[!INCLUDE [table](../includes/table.md)] and [!include[x](./y.md#z)]\n[!NOTE] [a](b)\n";
        assert_eq!(included("fr-fr/page.md", text), ["includes/table.md", "fr-fr/y.md"]);
        assert_eq!(included("page.md", "[!INCLUDE [é"), Vec::<String>::new());
    }
}
