//! # What it checks
//! Links that lead to another page than in the source edition, or that are gone: in the text around
//! the table, by their order and by the acronym of the service that they name, and in the service
//! cells, row by row. The same page under another folder, on the
//! site's own host or not, or with a language segment in its path, is the same target; the place
//! on the page is a matter of `anchor-changed`.
//!
//! # Why it matters
//! The links lead to the page about the other direction and to the terms of each service. A
//! reader who is sent to the page of another product learns something that is not true here.
//!
//! # Example
//! Wrong: `[STORE](../setup/ping-setup.md)`. Right: `[STORE](store-setup.md)`.
//!
//! # Remedy
//! Put the target of the source page back. If the translation is to lead elsewhere on purpose,
//! record that: `flowproof approve PAGE --waive link-changed --why "…"`.

mod swapped;
mod table;

use crate::audit::{Audit, Page};
use crate::check::link::{SourceLink, against_editions, links_of, localized, pair, source_links};
use crate::check::{Check, Context};
use crate::finding::{Applicability, Finding, Severity};
use crate::identify::link_stem;
use crate::parse::Link;

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "link-changed",
    summary: "a link leads elsewhere than in the source edition",
    severity: Severity::Warning,
    doubts_text: true,
    yields_to: &["empty-cell"],
    source: include_str!("link_changed.rs"),
    run,
};

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    if page.is_source {
        return;
    }
    in_prose(audit, page, findings);
    swapped::check(audit, page, findings);
    table::check(audit, page, findings);
}

fn in_prose(audit: &Audit<'_>, page: &Page, findings: &mut Vec<Finding>) {
    let hosts = &audit.catalog.site_hosts;
    let links = links_of(page);
    let (source, exact) = source_links(audit, page);
    // A page that was copied as text has no links at all.
    if links.is_empty() || source.is_empty() {
        return;
    }
    let (met, mut free) = pair(&links, &source, hosts);
    // Another edition of the source may have had what stands here.
    let surplus =
        |target: &str| against_editions(audit, page, &links, target, |own, theirs| own > theirs);
    let lacking =
        |target: &str| against_editions(audit, page, &links, target, |own, theirs| own < theirs);
    free.retain(|t| exact || surplus(&links[*t].target));
    for (index, link) in source.iter().enumerate().filter(|(index, _)| met[*index].is_none()) {
        let after = met[..index].iter().rev().find_map(|m| *m).map_or(0, |m| m + 1);
        let before = met[index + 1..].iter().find_map(|m| *m).unwrap_or(links.len());
        let instead = free.iter().position(|t| (after..before.max(after)).contains(t));
        match instead.map(|at| free.remove(at)) {
            Some(t) if localized(&links[t].target, &link.target) => {}
            Some(t) => {
                let severity = if exact { CHECK.severity } else { Severity::Note };
                let finding = changed(page, links[t], link, severity);
                findings.push(mended(audit, page, finding, links[t], &link.target, exact));
            }
            None if (exact || lacking(&link.target))
                && !statement_is_gone(audit, page, &link.target) =>
            {
                findings.push(dropped(page, link));
            }
            None => {}
        }
    }
}

fn changed(page: &Page, link: &Link, source: &SourceLink, severity: Severity) -> Finding {
    let message = format!(
        "the link leads to `{}`, in the source edition to `{}`",
        link.target, source.target
    );
    let finding = Finding::new(CHECK.id, severity, page.span(link.source.clone()), message)
        .expected(source.target.as_str())
        .found(link.target.as_str())
        .help("put the target of the source page back");
    match source.span {
        Some(span) => finding.relate(span, "the link of the source page"),
        None => finding,
    }
}

/// With the fix of a link, if its target stands in the file as it reads.
fn mended(
    audit: &Audit<'_>,
    page: &Page,
    finding: Finding,
    link: &Link,
    target: &str,
    sure: bool,
) -> Finding {
    let text = &audit.text(page)[link.source.clone()];
    // Of `[words](target "title")` the last is the one; reference links have theirs elsewhere.
    let at = text.rfind(&format!("]({}", link.target)).map(|at| link.source.start + at + 2);
    let plain = |text: &str| !text.contains(|c: char| c.is_whitespace() || "()<>\\\"|".contains(c));
    match at.filter(|_| plain(&link.target) && plain(target)) {
        Some(at) => {
            let span = page.span(at..at + link.target.len());
            finding.mend(Applicability::when(sure), span, target)
        }
        None => finding,
    }
}

fn dropped(page: &Page, source: &SourceLink) -> Finding {
    let message = format!("the link to `{}` of the source edition is missing", source.target);
    let finding = Finding::new(CHECK.id, Severity::Note, page.top(), message)
        .expected(source.target.as_str())
        .help("link the same words as the source page does");
    match source.span {
        Some(span) => finding.relate(span, "the link of the source page"),
        None => finding,
    }
}

/// Whether the statement that the link belongs to is missing from the page, which is a fault of
/// its own.
fn statement_is_gone(audit: &Audit<'_>, page: &Page, target: &str) -> bool {
    let stem = link_stem(target);
    page.statements
        .iter()
        .filter(|found| found.block.is_none())
        .any(|found| audit.catalog.statements[found.statement].all_links().any(|link| link == stem))
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    const SOURCE: &str = "\
# Data Acme sends to Hub

- [Pings](../setup/ping-setup.md)
- [Store](../setup/store-setup.md)

[Hub also sends data](data-hub-sends-to-acme.md).

| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| [PINGs](https://acme.example/ping#topic) | Hello | Topic | The channel. |
| [PINGs](https://acme.example/ping#topic) | Hello | lampId | The lamp. |
";
    /// SHA-1 of [`SOURCE`].
    const HASH: &str = "c42915c9577a0f69bb5f6f6ab488fb84e2e4a356";

    fn french(list: &str, rows: &str) -> String {
        format!(
            "---\nms.openlocfilehash: {HASH}\n---\n# Données envoyées à Hub par Acme\n\n{list}\n\n\
             | Service | Message | Données envoyées à Hub | Utilisé pour |\n|---|---|---|---|\n{rows}"
        )
    }

    #[test]
    fn targets_that_changed_are_found() {
        let page = french(
            "\
- [Pings](../setup/ping-setup.md)
- [Boutique](../setup/shade-setup.md)
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the link leads to `../setup/shade-setup.md`, in the source edition to `../setup/store-setup.md`

[Hub envoie aussi des données](data-hub-sends-to-acme.md).",
            "\
| [PINGs](https://acme.example/wake#topic) | Hello | Topic | Le canal. |
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the link leads to `https://acme.example/wake#topic`, in the source edition to `https://acme.example/ping#topic`
| [PINGs](https://acme.example/wake#topic) | Hello | lampId | La lampe. |
",
        );
        Case::default()
            .document("en-US/data-acme-sends-to-hub.md", SOURCE)
            .document("fr-FR/data-acme-sends-to-hub.md", &page)
            .expect(&CHECK);
    }

    #[test]
    fn a_link_that_leads_where_another_does_is_found_whatever_the_edition() {
        let page = french(
            "\
- [Pings](../setup/store-setup.md)
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ note: the link leads to `../setup/store-setup.md`, in the source edition to `../setup/ping-setup.md`
- [Boutique](../setup/store-setup.md)

[Hub envoie aussi des données](data-hub-sends-to-acme.md).",
            "| [PINGs](https://acme.example/ping#topic) | Hello | Topic | Le canal. |\n",
        );
        let unknown = page.replace(HASH, "0000000000000000000000000000000000000000");
        Case::default()
            .document("en-US/data-acme-sends-to-hub.md", SOURCE)
            .document("fr-FR/data-acme-sends-to-hub.md", &unknown)
            .expect(&CHECK);
    }

    #[test]
    fn a_link_that_is_gone_is_found() {
        let list = "\
- Pings
- [Boutique](../setup/store-setup.md)

[Hub envoie aussi des données](data-hub-sends-to-acme.md).";
        let rows = "\
| [PINGs](https://acme.example/ping#topic) | Hello | Topic | Le canal. |
| PINGs | Hello | lampId | La lampe. |
  ^^^^^ note: the link to `https://acme.example/ping#topic` of the source edition is missing
";
        let page = french(list, rows).replace(
            "# Données envoyées à Hub par Acme\n",
            "# Données envoyées à Hub par Acme\n^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ note: the link to `../setup/ping-setup.md` of the source edition is missing\n",
        );
        Case::default()
            .document("en-US/data-acme-sends-to-hub.md", SOURCE)
            .document("fr-FR/data-acme-sends-to-hub.md", &page)
            .expect(&CHECK);
    }

    #[test]
    fn links_that_changed_places_are_known_by_the_acronyms_that_they_stand_under() {
        let source =
            SOURCE.replace("[Pings]", "[Pings (LED)]").replace("[Store]", "[Store (UUID)]");
        let hash = crate::identify::source_hashes(source.as_bytes()).crlf;
        let list = "\
- [Pings (LED)](../setup/store-setup.md)
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the links of `LED` and `UUID` lead to each other’s page: that of `LED` leads to `../setup/store-setup.md`, in the source to `../setup/ping-setup.md`
- [Boutique (UUID)](../setup/ping-setup.md)

[Hub envoie aussi des données](data-hub-sends-to-acme.md).";
        let rows = "| [PINGs](https://acme.example/ping#topic) | Hello | Topic | Le canal. |\n";
        let page = french(list, rows).replace(HASH, &hash);
        Case::default()
            .document("en-US/data-acme-sends-to-hub.md", &source)
            .document("fr-FR/data-acme-sends-to-hub.md", &page)
            .expect(&CHECK);
    }

    #[test]
    fn moved_pages_and_copied_text_are_left_alone() {
        let moved = french(
            "\
- [Pings](https://docs.hub.example/fr-fr/ping-setup)
- [Boutique](/setup/store-setup)

[Hub envoie aussi des données](../privacy/data-hub-sends-to-acme.md).",
            "| [PINGs](http://www.acme.example/fr-fr/ping#topic) | Hello | Topic | Le canal. |\n",
        );
        let copied = french("- Pings\n- Boutique", "| PINGs | Hello | Topic | Le canal. |\n");
        Case::default()
            .document("en-US/data-acme-sends-to-hub.md", SOURCE)
            .document("fr-FR/data-acme-sends-to-hub.md", &moved)
            .document("fr-CA/data-acme-sends-to-hub.md", &copied)
            .expect(&CHECK);
    }
}
