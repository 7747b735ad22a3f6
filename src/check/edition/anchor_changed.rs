//! # What it checks
//! Links that lead to the page of the source edition, but to another place on it (`#fragment`), and
//! explicit anchors (`<a name="…">`, `{#…}`) that are another than on the source page, or gone. A
//! heading without an explicit anchor on the source page has the one that is made of its text. A
//! link within the site may follow a translated heading: it is found only where the page keeps the
//! source's anchors explicitly, where its own place has no such anchor, or, as a note, where the
//! fragment is gone. Where the text of the source edition itself is not at hand, a heading's anchor is
//! a note. `link-changed` speaks of links to other pages.
//!
//! # Why it matters
//! A link to an anchor that is not there leads to the top of the page, and all links from outside
//! to the anchor that was changed do so too.
//!
//! # Example
//! Wrong: `# <a name="données-envoyées"></a>Données envoyées` for `# Data sent`. Right:
//! `# <a name="data-sent"></a>Données envoyées`.
//!
//! # Remedy
//! Write the anchor or the fragment as the source page has it.

mod anchors;

use std::collections::BTreeMap;

use crate::audit::{Audit, CellRef, Page};
use crate::catalog::model::ColumnRole;
use crate::check::link::{
    SourceLink, fragment, links_of, pair, same_place, same_target, source_links,
};
use crate::check::repeat::cover;
use crate::check::{Check, Context};
use crate::finding::{Finding, Severity};
use crate::parse::Link;
use crate::source::Span;

use anchors::{headings, keeps_anchors, own_places};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "anchor-changed",
    summary: "a link or heading has another anchor than in the source edition",
    severity: Severity::Warning,
    doubts_text: false,
    yields_to: &[],
    source: include_str!("anchor_changed.rs"),
    run,
};

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    if page.is_source {
        return;
    }
    headings(audit, page, findings);
    let links = links_of(page);
    let (source, exact) = source_links(audit, page);
    let (met, _) = pair(&links, &source, &audit.catalog.site_hosts);
    for (link, original) in met.iter().zip(&source).filter_map(|(t, s)| Some((links[(*t)?], s))) {
        if exact && let Some(severity) = strays(audit, page, &link.target, &original.target) {
            findings.push(changed(audit, page, link, original, severity));
        }
    }
    in_table(audit, page, findings);
}

/// How grave it is that a link leads to another place on the page that it should lead to.
fn strays(audit: &Audit<'_>, page: &Page, own: &str, original: &str) -> Option<Severity> {
    if same_place(own, original) {
        return None;
    }
    let page_of = |target: &str| {
        let address = target.split('#').next().unwrap_or_default().to_lowercase();
        address.trim_start_matches("https:").trim_start_matches("http:").to_owned()
    };
    if own.starts_with('#') {
        let place = fragment(own).to_lowercase();
        return (!own_places(audit, page).contains(&place)).then_some(CHECK.severity);
    }
    let hosted = |target: &str| target.contains("://");
    let site = |target: &str| {
        !hosted(target) || audit.catalog.site_hosts.iter().any(|host| target.contains(host))
    };
    if !site(original) {
        // The page in another language may have anchors of its own.
        return (page_of(own) == page_of(original)).then_some(CHECK.severity);
    }
    match (fragment(own).is_empty(), fragment(original).is_empty()) {
        (_, false) if keeps_anchors(audit, page) => Some(CHECK.severity),
        (true, false) => Some(Severity::Note),
        _ => None,
    }
}

fn changed(
    audit: &Audit<'_>,
    page: &Page,
    link: &Link,
    source: &SourceLink,
    severity: Severity,
) -> Finding {
    let shown = |target: &str| match fragment(target) {
        fragment if fragment.is_empty() => "the top of the page".to_owned(),
        fragment => format!("`#{fragment}`"),
    };
    let message = format!(
        "the link leads to {}, in the source edition to {}",
        shown(&link.target),
        shown(&source.target)
    );
    let tail = source.target.split_once('#').map_or(String::new(), |(_, f)| format!("#{f}"));
    let head = link.target.split('#').next().unwrap_or_default();
    let right = format!("{head}{tail}");
    let mut finding = Finding::new(CHECK.id, severity, page.span(link.source.clone()), message)
        .expected(right.as_str())
        .found(link.target.as_str())
        .help("put the fragment of the source page back");
    let bytes = &audit.text(page)[link.source.clone()];
    let mut places = bytes.match_indices(link.target.as_str());
    if let (Some((at, _)), None) = (places.next(), places.next())
        && severity == CHECK.severity
    {
        let start = link.source.start + at;
        finding = finding.fix(page.span(start..start + link.target.len()), right);
    }
    match source.span {
        Some(span) => finding.relate(span, "the link of the source page"),
        None => finding,
    }
}

/// A cell, its link, and the place of the source's link.
type LinkedCell<'a> = (CellRef<'a>, &'a Link, Span);

fn in_table(audit: &Audit<'_>, page: &Page, findings: &mut Vec<Finding>) {
    let hosts = &audit.catalog.site_hosts;
    let mut faults: BTreeMap<(String, String), Vec<LinkedCell<'_>>> = BTreeMap::new();
    for row in &page.rows {
        let Some(cell) = page.cell(row, ColumnRole::Service) else { continue };
        let Some(source) = audit.source_cell(page, row, ColumnRole::Service) else { continue };
        let links = (cell.cell.inline.links.first(), source.cell.cell.inline.links.first());
        let (Some(link), Some(original)) = links else { continue };
        let same = same_target(&link.target, &original.target, hosts);
        if same && source.exact && strays(audit, page, &link.target, &original.target).is_some() {
            let key = (original.target.clone(), link.target.clone());
            let span = Span::new(source.cell.file, original.source.start, original.source.end);
            faults.entry(key).or_default().push((cell, link, span));
        }
    }
    for ((target, own), cells) in faults {
        let (_, link, span) = cells[0];
        let severity = strays(audit, page, &own, &target).unwrap_or(CHECK.severity);
        let source = SourceLink { target, span: Some(span) };
        let mut finding = changed(audit, page, link, &source, severity).column("service");
        if cells.len() > 1 {
            finding.fixes.clear();
        }
        findings.push(cover(audit, page, finding, cells.iter().map(|(cell, ..)| cell)));
    }
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    const SOURCE: &str = "\
# Data Acme sends to Hub

- [Pings](../setup/ping-setup.md#steps)
- [Store](../setup/store-setup.md)

[Hub also sends data](data-hub-sends-to-acme.md).

## The table {#rows}

| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| [PINGs](https://acme.example/ping#topic) | Hello | Topic | The channel. |
| [PINGs](https://acme.example/ping#topic) | Hello | lampId | The lamp. |
";
    /// SHA-1 of [`SOURCE`].
    const HASH: &str = "e8e6a26939bb2605d0fb7e852cbf3adb1bf6c927";

    fn french(headings: [&str; 2], steps: &str, rows: &str) -> String {
        let [title, table] = headings;
        format!(
            "---\nms.openlocfilehash: {HASH}\n---\n{title}\n\n- [Pings](../setup/ping-setup.md{steps}\n\
             - [Boutique](../setup/store-setup.md)\n\n[Hub aussi](data-hub-sends-to-acme.md).\n\n{table}\n\n\
             | Service | Message | Données envoyées à Hub | Utilisé pour |\n|---|---|---|---|\n{rows}"
        )
    }

    const TITLE: &str = "# <a name=\"data-acme-sends-to-hub\"></a>Données d’Acme";
    const ROWS: &str = "\
| [PINGs](https://acme.example/ping#topic) | Hello | Topic | Le canal. |
| [PINGs](https://acme.example/ping#topic) | Hello | lampId | La lampe. |
";

    #[test]
    fn other_fragments_and_anchors_are_found() {
        let page = french(
            [
                "# <a name=\"donnees\"></a>Données d’Acme\n           ^^^^^^^ warning: the anchor `donnees` is `data-acme-sends-to-hub` on the source page",
                "## Le tableau {#lignes}\n                ^^^^^^ warning: the anchor `lignes` is `rows` on the source page",
            ],
            ")\n  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ note: the link leads to the top of the page, in the source edition to `#steps`",
            "\
| [PINGs](https://acme.example/ping#state) | Hello | Topic | Le canal. |
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the link leads to `#state`, in the source edition to `#topic`
| [PINGs](https://acme.example/ping#state) | Hello | lampId | La lampe. |
",
        );
        Case::default()
            .document("en-US/data-acme-sends-to-hub.md", SOURCE)
            .document("fr-FR/data-acme-sends-to-hub.md", &page)
            .expect(&CHECK);
    }

    #[test]
    fn a_lost_anchor_and_a_fragment_on_a_page_that_keeps_them_are_found() {
        let page = french(
            [
                TITLE,
                "## Le tableau\n^^^^^^^^^^^^^ warning: the anchor `rows` of the source page is missing",
            ],
            "#etapes)\n  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the link leads to `#etapes`, in the source edition to `#steps`",
            ROWS,
        );
        Case::default()
            .document("en-US/data-acme-sends-to-hub.md", SOURCE)
            .document("fr-FR/data-acme-sends-to-hub.md", &page)
            .expect(&CHECK);
    }

    #[test]
    fn anchors_of_the_source_and_of_translated_headings_are_left_alone() {
        let kept = french([TITLE, "## <a id='rows'></a>Le tableau"], "#steps)", ROWS);
        let plain = french(["# Données d’Acme", "## Le tableau {#rows}"], "#etapes)", ROWS);
        Case::default()
            .document("en-US/data-acme-sends-to-hub.md", SOURCE)
            .document("fr-FR/data-acme-sends-to-hub.md", &kept)
            .document("fr-CA/data-acme-sends-to-hub.md", &plain)
            .expect(&CHECK);
    }
}
