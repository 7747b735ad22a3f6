//! # What it checks
//! Relative links to pages that are not there. A link is resolved from the folder of its page, and
//! judged only if the folder that it leads to was looked through in this run and holds another
//! page, and if any relative link of the run leads to a page: of a part of a site, or of pages that
//! were gathered in one folder, nothing can be said. A link that the source page has too is judged
//! there: a site shows the source page where there is no translation. A link to another page than
//! the source leads to is `link-changed`.
//!
//! # Why it matters
//! The reader who follows the link to the other direction, or to the setup of a service, finds an
//! error page.
//!
//! # Example
//! Wrong: `[Boutique](../setupp/store-setup.md)`. Right: `[Boutique](../setup/store-setup.md)`.
//!
//! # Remedy
//! Correct the path, or put the page where the link leads.

use crate::audit::{Audit, Page};
use crate::check::link::{decoded, links_of, same_target, source_links};
use crate::check::{Check, Context};
use crate::finding::{Finding, Severity};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "broken-relative-link",
    summary: "a relative link leads to a page that is not there",
    severity: Severity::Warning,
    doubts_text: true,
    yields_to: &[],
    source: include_str!("broken_relative_link.rs"),
    run,
};

/// Extensions of the files that a run looks for.
const PAGES: [&str; 4] = [".md", ".markdown", ".mdx", ".txt"];

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    let from = findings.len();
    missing_targets(audit, page, findings);
    if findings.len() > from && !as_published(audit) {
        findings.truncate(from);
    }
}

fn missing_targets(audit: &Audit<'_>, page: &Page, findings: &mut Vec<Finding>) {
    let hosts = &audit.catalog.site_hosts;
    let (source, _) = if page.is_source { (Vec::new(), true) } else { source_links(audit, page) };
    let mut seen: Vec<&str> = Vec::new();
    for link in links_of(page) {
        let Some(path) = resolved(&page.path, &link.target) else { continue };
        let inherited = source.iter().any(|other| other.target == link.target);
        let elsewhere = !source.is_empty()
            && !source.iter().any(|other| same_target(&link.target, &other.target, hosts));
        let known = seen.contains(&link.target.as_str());
        if inherited || elsewhere || known || !is_missing(audit, page, &path) {
            continue;
        }
        seen.push(&link.target);
        let message = format!("the link leads to `{path}`, and there is no such page");
        let span = page.span(link.source.clone());
        let mut finding = Finding::new(CHECK.id, CHECK.severity, span, message)
            .found(link.target.as_str())
            .help("correct the path of the link, or put the page there");
        let right = source.iter().find(|other| same_target(&link.target, &other.target, hosts));
        if let Some(right) = right {
            finding = finding.expected(right.target.as_str());
        }
        findings.push(finding);
    }
}

/// The path that a relative link to a page leads to.
fn resolved(from: &str, target: &str) -> Option<String> {
    let path = decoded(target.split(['#', '?']).next().unwrap_or_default()).replace('\\', "/");
    let lower = path.to_lowercase();
    let relative = !path.is_empty() && !path.starts_with(['/', '~']) && !path.contains(':');
    if !relative || !PAGES.iter().any(|extension| lower.ends_with(extension)) {
        return None;
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| !last.is_empty() && *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Whether a page is missing from a folder that was looked through and holds another one of its
/// kind.
fn is_missing(audit: &Audit<'_>, page: &Page, path: &str) -> bool {
    let wanted = folder_and_extension(path);
    let mut pages = audit.walked.iter().filter(|other| folder_and_extension(other) == wanted);
    !is_there(audit, path) && pages.any(|other| *other != page.path)
}

fn is_there(audit: &Audit<'_>, path: &str) -> bool {
    let path = path.to_lowercase();
    audit.walked.iter().any(|other| other.to_lowercase() == path)
}

fn folder_and_extension(path: &str) -> (String, String) {
    let lower = path.to_lowercase();
    let (folder, name) = lower.rsplit_once('/').unwrap_or(("", &lower));
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    (folder.to_owned(), extension.to_owned())
}

/// Whether the files lie as they are published, so that any relative link of the run leads to one.
fn as_published(audit: &Audit<'_>) -> bool {
    audit.pages.iter().any(|page| {
        links_of(page).iter().any(|link| {
            resolved(&page.path, &link.target)
                .is_some_and(|path| path != page.path && is_there(audit, &path))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{CHECK, resolved};
    use crate::check::testing::Case;

    const SOURCE: &str = "\
- [Pings](../setup/ping-setup.md)
- [Store](../setup/store-setup.md)
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the link leads to `setup/store-setup.md`, and there is no such page
- [Lamp](../lamps/lamp.md)

| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | The channel. |
";

    #[test]
    fn a_page_that_is_not_there_is_found_once() {
        Case::default()
            .walked(&["setup/ping-setup.md", "setup/shade-setup.md"])
            .document("en-US/data-acme-sends-to-hub.md", SOURCE)
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
- [Pings](../setup/old/../ping-setup.md)
- [Boutique](../setup/store-setup.md)
- [Lampe](../setup/lamp.md)
  ^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the link leads to `setup/lamp.md`, and there is no such page

| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Le canal. |
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn folders_that_were_not_looked_through_are_not_judged() {
        Case::default()
            .walked(&["en-US/other.md"])
            .document(
                "en-US/data-acme-sends-to-hub.md",
                "\
- [Pings](../setup/ping-setup.md)
- [Store](/setup/store-setup.md)
- [Hub](data-hub-sends-to-acme.md)
- [Lamp](lamp.png)

| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | The channel. |
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn links_are_resolved_from_the_folder_of_their_page() {
        let path = |target| resolved("../docs/fr/a.md", target);
        assert_eq!(path("b.md#x").as_deref(), Some("../docs/fr/b.md"));
        assert_eq!(path("../../b%20c.md").as_deref(), Some("../b c.md"));
        assert_eq!(path("../../../b.md").as_deref(), Some("../../b.md"));
        assert_eq!(path("https://hub.example/b.md"), None);
        assert_eq!(path("#b"), None);
    }
}
