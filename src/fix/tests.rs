//! Rounds, with invented findings.

use std::collections::BTreeSet;

use crate::audit::{Audit, Input};
use crate::catalog::Catalog;
use crate::finding::{Finding, Severity};
use crate::load::decode;
use crate::source::Span;

use super::{Held, Outcome, repair};

fn catalog() -> Catalog {
    crate::builtin::catalog()
}

fn input(catalog: &Catalog, locale: &str, bytes: &[u8]) -> Input {
    let path = format!("{locale}/{}.md", catalog.documents[0].file_stems[0]);
    Input { files: vec![decode(&path, bytes.to_vec()).unwrap()], ..Input::default() }
}

/// A finding for every occurrence of `from`, with a certain fix.
fn replace(audit: &Audit<'_>, from: &str, to: &str) -> Vec<Finding> {
    let page = &audit.pages[0];
    let span = |at: usize| Span::new(page.file, at, at + from.len());
    let new = |at| Finding::new("x", Severity::Note, span(at), String::new()).fix(span(at), to);
    audit.text(page).match_indices(from).map(|(at, _)| new(at)).collect()
}

fn after(outcome: &Outcome<'_>) -> Option<String> {
    outcome.repaired.first().map(|file| file.after.clone())
}

const PAGE: &str = "| Service | Message |\n|---|---|\n| one | y |\n";

#[test]
fn mends_go_on_until_nothing_is_left() {
    let catalog = catalog();
    let outcome =
        repair(&catalog, input(&catalog, "fr-FR", PAGE.as_bytes()), &BTreeSet::new(), |a| {
            [replace(a, "one", "two"), replace(a, "two", "three")].concat()
        });
    assert_eq!(after(&outcome).unwrap(), PAGE.replace("one", "three"));
    assert_eq!(outcome.repaired[0].places["x"], 2);
    assert!(outcome.findings.is_empty() && outcome.held.is_empty());
}

#[test]
fn mends_that_bring_each_other_back_are_not_made() {
    let catalog = catalog();
    let outcome =
        repair(&catalog, input(&catalog, "fr-FR", PAGE.as_bytes()), &BTreeSet::new(), |a| {
            [replace(a, "one", "two"), replace(a, "two", "one")].concat()
        });
    assert_eq!(after(&outcome), None);
    assert_eq!(outcome.held[0].1, Held::Unsettled);
}

#[test]
fn source_pages_are_mended_when_they_are_named() {
    let catalog = catalog();
    let run = |named: &BTreeSet<String>| {
        let input = input(&catalog, "en-US", PAGE.as_bytes());
        let outcome = repair(&catalog, input, named, |a| replace(a, "one", "two"));
        (after(&outcome), outcome.held)
    };
    let path = format!("en-US/{}.md", catalog.documents[0].file_stems[0]);
    assert_eq!(run(&BTreeSet::new()), (None, vec![(path.clone(), Held::SourcePage(1))]));
    assert_eq!(run(&BTreeSet::from([path])), (Some(PAGE.replace("one", "two")), Vec::new()));
}

#[test]
fn files_with_invalid_bytes_are_left_as_they_are() {
    let catalog = catalog();
    let bytes = [PAGE.as_bytes(), b"caf\xe9\n"].concat();
    let input = input(&catalog, "fr-FR", &bytes);
    let outcome = repair(&catalog, input, &BTreeSet::new(), |a| replace(a, "one", "two"));
    assert_eq!(after(&outcome), None);
    assert_eq!(outcome.held[0].1, Held::InvalidBytes);
}
