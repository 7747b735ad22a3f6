//! Links that changed places: each item of a list names a service and leads to the page of another.

use std::collections::BTreeMap;

use crate::audit::{Audit, Page};
use crate::check::link::{localized, same_target};
use crate::finding::{Finding, Severity};
use crate::parse::Link;
use crate::text::{keeps, normal};

use super::{CHECK, mended};

/// A link of a page and the acronym by which its text names what it is about.
struct Named<'a> {
    acronym: &'a str,
    link: &'a Link,
}

pub(super) fn check(audit: &Audit<'_>, page: &Page, findings: &mut Vec<Finding>) {
    let exact = audit.edition(page).is_some();
    let Some(source) = audit.source_page(page).map(|reference| audit.page(reference)) else {
        return;
    };
    let hosts = &audit.catalog.site_hosts;
    let same = |a: &str, b: &str| same_target(a, b, hosts) || localized(a, b);
    let wanted: BTreeMap<&str, &str> = named(audit, source)
        .into_iter()
        .map(|named| (named.acronym, named.link.target.as_str()))
        .collect();
    let own: Vec<Named<'_>> = of_acronyms(page, wanted.keys().copied());
    let wrong: Vec<&Named<'_>> =
        own.iter().filter(|named| !same(&named.link.target, wanted[named.acronym])).collect();
    // Each leads where another of them should: nothing is lost, so that the order alone is wrong.
    let swapped: Vec<&&Named<'_>> = wrong
        .iter()
        .filter(|named| wrong.iter().any(|other| same(&named.link.target, wanted[other.acronym])))
        .collect();
    let Some(first) = swapped.first().filter(|_| swapped.len() > 1) else { return };
    let names: Vec<&str> = swapped.iter().map(|named| named.acronym).collect();
    let message = format!(
        "the links of `{}` lead to each other’s page: that of `{}` leads to `{}`, in the source to `{}`",
        names.join("` and `"),
        first.acronym,
        first.link.target,
        wanted[first.acronym]
    );
    let severity = if exact { CHECK.severity } else { Severity::Note };
    let span = |named: &Named<'_>| page.span(named.link.source.clone());
    let mut finding = Finding::new(CHECK.id, severity, span(first), message)
        .expected(wanted[first.acronym])
        .found(first.link.target.as_str())
        .help("change the targets about");
    for (index, named) in swapped.iter().enumerate() {
        finding = mended(audit, page, finding, named.link, wanted[named.acronym], exact);
        if index > 0 {
            finding = finding.relate(span(named), format!("leads to `{}`", named.link.target));
        }
    }
    findings.push(finding);
}

/// The links whose text has one acronym, where no other link of the page has it.
fn named<'a>(audit: &Audit<'_>, page: &'a Page) -> Vec<Named<'a>> {
    let mut found: Vec<Named<'a>> = Vec::new();
    for block in &page.parsed.blocks {
        for link in &block.inline.links {
            let Some(at) = block.inline.text_range(link.source.clone()) else { continue };
            let text = &block.inline.text[at];
            let acronyms: Vec<&str> = audit
                .catalog
                .literals_in(text)
                .into_iter()
                .map(|at| &text[at])
                .filter(|word| word.bytes().all(|b| b.is_ascii_uppercase()))
                .collect();
            // The last one stands in brackets: `the wake-up certificate (PINGs)`.
            if let Some(acronym) = acronyms.last() {
                found.push(Named { acronym, link });
            }
        }
    }
    let count = |acronym: &str| found.iter().filter(|named| named.acronym == acronym).count();
    let unique: Vec<bool> = found.iter().map(|named| count(named.acronym) == 1).collect();
    found.into_iter().zip(unique).filter(|(_, unique)| *unique).map(|(named, _)| named).collect()
}

/// The links of a translation whose text has one of these acronyms and no other.
fn of_acronyms<'a>(page: &'a Page, acronyms: impl Iterator<Item = &'a str>) -> Vec<Named<'a>> {
    let acronyms: Vec<&str> = acronyms.collect();
    let mut found = Vec::new();
    for block in &page.parsed.blocks {
        for link in &block.inline.links {
            let Some(at) = block.inline.text_range(link.source.clone()) else { continue };
            let text = normal(&block.inline.text[at]);
            let held: Vec<&&str> = acronyms.iter().filter(|a| keeps(&text, a)).collect();
            if let [acronym] = held.as_slice() {
                found.push(Named { acronym, link });
            }
        }
    }
    found
}
