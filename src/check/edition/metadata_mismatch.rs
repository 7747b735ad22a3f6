//! # What it checks
//! Whether the front matter says truly what the page is: the language it names against the folder
//! it lies in and the text it holds, the page id against the file name, and the source hash
//! against the pages it can belong to.
//!
//! # Why it matters
//! Publishing systems trust the front matter. A page under a wrong language or a wrong page id is
//! served to the wrong readers, and a wrong source hash hides that a translation is out of date.
//!
//! # Example
//! Wrong: `ms.contentlocale: da-DK` in the folder `sv-se`, on a page in Swedish. Right:
//! `ms.contentlocale: sv-SE`.
//!
//! # Remedy
//! Correct the front matter, or move the file to the folder of its language.

use crate::audit::{Audit, Page};
use crate::catalog::Document;
use crate::check::{Check, Context};
use crate::finding::{Finding, Severity};
use crate::identify::source_hash;

use crate::source::Span;

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "metadata-mismatch",
    summary: "the front matter says something else than path or text",
    severity: Severity::Warning,
    doubts_text: false,
    yields_to: &[],
    source: include_str!("metadata_mismatch.rs"),
    run,
};

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    findings.extend(language(page));
    findings.extend(page_id(audit, page));
    findings.extend(other_source(audit, page));
}

fn language(page: &Page) -> Option<Finding> {
    let language = &page.language;
    let declared = language.in_front_matter.as_ref();
    let spoken = language.spoken();
    if let Some(((tag, value), path)) = declared.zip(language.in_path.as_ref())
        && tag != path
    {
        let text = spoken.map(|l| format!(", and the text is in `{l}`")).unwrap_or_default();
        let message =
            format!("the front matter names the language `{tag}`, the folder `{path}`{text}");
        let expected = if page.locale() == tag { path } else { page.locale() };
        return Some(
            Finding::new(CHECK.id, CHECK.severity, page.span(value.range.clone()), message)
                .found(tag.as_str())
                .expected(expected)
                .help("correct the language in the front matter, or move the file to its folder"),
        );
    }
    let (named, spoken) = language.misnamed().zip(spoken)?;
    let span = declared.map_or_else(|| page.top(), |(_, value)| page.span(value.range.clone()));
    let message = format!("the page is named as `{named}`, but its text is in `{spoken}`");
    Some(
        Finding::new(CHECK.id, CHECK.severity, span, message)
            .found(named)
            .expected(spoken)
            .help("correct the language in the front matter, or put the right text into the file"),
    )
}

fn page_id(audit: &Audit<'_>, page: &Page) -> Option<Finding> {
    let value = page.parsed.front_matter.as_ref()?.get("ms.assetid")?;
    let named =
        audit.catalog.documents.iter().find(|d| d.asset_id.as_ref() == Some(&value.text))?;
    let name = page.path.rsplit('/').next()?;
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let document = audit.document(page);
    let by_name = |d: &&Document| d.id != named.id && d.file_stems.iter().any(|s| s == stem);
    let other = audit.catalog.documents.iter().find(by_name);
    let contradicts = match other {
        Some(other) => format!("the file name that of `{}`", other.id),
        None if document.id != named.id => format!("the content that of `{}`", document.id),
        None => return None,
    };
    let message = format!("the page id is that of `{}`, {contradicts}", named.id);
    let finding = Finding::new(CHECK.id, CHECK.severity, page.span(value.range.clone()), message)
        .found(value.text.as_str())
        .help(format!(
            "the content is that of `{}`; correct the page id or rename the file",
            document.id
        ));
    Some(match &document.asset_id {
        Some(id) if *id != value.text => finding.expected(id.as_str()),
        _ => finding,
    })
}

fn other_source(audit: &Audit<'_>, page: &Page) -> Option<Finding> {
    if page.is_source || page.edition.known.is_some() {
        return None;
    }
    let value = page.parsed.front_matter.as_ref().and_then(source_hash)?;
    let belongs =
        |hash: &crate::identify::SourceHash| hash.lf == value.text || hash.crlf == value.text;
    let other = audit.editions.iter().position(|editions| {
        editions.iter().any(|edition| edition.hash.as_ref().is_some_and(belongs))
    })?;
    let span: Span = page.span(value.range.clone());
    let message = format!(
        "the source hash is that of an edition of `{}`, but the page is `{}`",
        audit.catalog.documents[other].id,
        audit.document(page).id
    );
    Some(
        Finding::new(CHECK.id, CHECK.severity, span, message)
            .found(value.text.as_str())
            .help("put the hash of the page's own source file, or restore the page's own text"),
    )
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    const TABLE: &str = "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Le canal de la lampe, tel que le service le donne. |
| PINGs | Hello | lampId | L’UUID de la lampe, qui ne change jamais pendant sa vie. |
";

    #[test]
    fn another_language_than_the_folder_is_found() {
        let page = format!(
            "\
---
ms.contentlocale: da-DK
                  ^^^^^ warning: the front matter names the language `da-DK`, the folder `fr-FR`, and the text is in `fr`
---
{TABLE}"
        );
        Case::default().document("fr-FR/data-acme-sends-to-hub.md", &page).expect(&CHECK);
    }

    #[test]
    fn the_page_id_of_another_page_is_found() {
        let page = format!(
            "\
---
ms.assetid: 22222222-2222-2222-2222-222222222222
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the page id is that of `data-hub-sends-to-acme`
---
{TABLE}"
        );
        Case::default().document("fr-FR/data-acme-sends-to-hub.md", &page).expect(&CHECK);
    }

    #[test]
    fn the_content_wins_over_the_page_id_of_another_page() {
        let page = "\
---
ms.contentlocale: fr-FR
ms.assetid: 11111111-1111-1111-1111-111111111111
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the page id is that of `data-acme-sends-to-hub`, the content that of `data-hub-sends-to-acme`
---
| Service | Données envoyées à Acme | Utilisé pour |
|---|---|---|
| PINGs | Token, wakeWord | L’adresse et le mot secret de la lampe. |
| PINGs | brightness_level | La clarté que la lampe doit avoir. |
";
        for name in ["fr-FR/data-hub-sends-to-acme.md", "fr-FR/copy.md"] {
            let page = if name.ends_with("copy.md") {
                page.to_owned()
            } else {
                page.replace("the content that", "the file name that")
            };
            Case::default().document(name, &page).expect(&CHECK);
        }
    }

    #[test]
    fn truthful_front_matter_is_left_alone() {
        let page = format!(
            "---\nms.contentlocale: fr-FR\nms.assetid: 11111111-1111-1111-1111-111111111111\n---\n{TABLE}"
        );
        Case::default().document("fr-fr/data-acme-sends-to-hub.md", &page).expect(&CHECK);
    }
}
