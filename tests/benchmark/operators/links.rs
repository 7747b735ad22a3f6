//! Links that lead elsewhere or are gone.

use std::ops::Range;

use flowproof::catalog::model::ColumnRole;
use flowproof::parse::{Inline, Link};

use super::{Operator, PLAIN};
use crate::mutant::{Edit, Mutant, Place};
use crate::rng::Rng;
use crate::view::View;

pub const OPERATORS: &[Operator] = &[
    Operator {
        name: "link-retargeted",
        does: "a link leads where another link of the page leads",
        accept: &["link-changed", "missing-statement"],
        bar: Some(0.99),
        make: retargeted,
        ..PLAIN
    },
    Operator {
        name: "link-host-changed",
        does: "the host of an absolute link is another",
        accept: &["link-changed"],
        bar: Some(0.99),
        make: |view, _| edited(view, other_host, &["link-changed"]),
        ..PLAIN
    },
    Operator {
        name: "link-misspelt",
        does: "the file name of a relative link lacks a letter",
        accept: &["link-changed", "broken-relative-link"],
        // The link to the other direction is a statement of its own.
        tolerate: &["missing-statement"],
        bar: Some(0.99),
        make: |view, _| edited(view, misspelt, &["link-changed", "broken-relative-link"]),
        ..PLAIN
    },
    Operator {
        name: "link-anchor-changed",
        does: "the anchor of a link ends in another digit",
        accept: &["anchor-changed", "link-changed"],
        bar: Some(0.99),
        make: |view, _| edited(view, other_anchor, &["anchor-changed", "link-changed"]),
        ..PLAIN
    },
    Operator {
        name: "link-dropped",
        does: "the text of a link stays and the link is gone",
        accept: &["link-changed", "missing-statement"],
        bar: Some(0.99),
        make: dropped,
        ..PLAIN
    },
    Operator {
        name: "link-broken",
        does: "a link of the text is shown as its Markdown: a blank, a bracket lost, brackets of full width",
        accept: &["broken-link"],
        tolerate: &["unbalanced-brackets", "missing-statement"],
        bar: Some(0.99),
        make: broken,
        ..PLAIN
    },
];

/// A link and how to make a mutant of an edit of it.
struct Site<'v> {
    link: &'v Link,
    target: Range<usize>,
    in_row: Option<usize>,
    block: Range<usize>,
}

/// Links of blocks and of service cells whose target stands in the file as it is read.
fn sites<'v>(view: &View<'v>) -> Vec<Site<'v>> {
    let mut sites = Vec::new();
    let mut add = |inline: &'v Inline, in_row: Option<usize>| {
        for link in &inline.links {
            let Some(text) = view.text.get(link.source.clone()) else { continue };
            let Some(at) = text.rfind(&format!("]({}", link.target)) else { continue };
            let start = link.source.start + at + 2;
            let target = start..start + link.target.len();
            sites.push(Site { link, target, in_row, block: inline.source.clone() });
        }
    };
    for block in &view.page.parsed.blocks {
        add(&block.inline, None);
    }
    for (at, row) in view.rows().into_iter().enumerate() {
        if let Some(cell) = view.cell_ref(row, ColumnRole::Service)
            && view.is_clean(row, ColumnRole::Service)
        {
            add(&cell.cell.inline, Some(at));
        }
    }
    sites
}

fn mutant(view: &View<'_>, site: &Site<'_>, range: Range<usize>, text: &str) -> Mutant {
    let edit = Edit::new(range, text);
    match site.in_row {
        Some(at) => view.in_cell(view.rows()[at], ColumnRole::Service, vec![edit]),
        None => Mutant::block(site.block.clone(), vec![edit]),
    }
}

/// Links outside the table that are no links any more.
fn broken(view: &View<'_>, _: &mut Rng) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for site in sites(view).iter().filter(|site| site.in_row.is_none()) {
        let (target, end) = (&site.target, site.link.source.end);
        let blank = Edit::new(target.start - 1..target.start - 1, " ");
        let hidden = Edit::new(target.start - 1..target.start - 1, "\u{200b}");
        let open = Edit::new(end - 1..end, "");
        let wide =
            vec![Edit::new(target.start - 1..target.start, "（"), Edit::new(end - 1..end, "）")];
        for edits in [vec![blank], vec![hidden], vec![open], wide] {
            mutants.push(Mutant::block(site.block.clone(), edits));
        }
    }
    mutants
}

/// As many of the rows' links as there are in the text, so that both count.
fn even(mut mutants: Vec<(bool, Mutant)>, rng: &mut Rng) -> Vec<Mutant> {
    let prose = mutants.iter().filter(|(in_row, _)| !in_row).count().max(2);
    rng.shuffle(&mut mutants);
    let mut rows = 0;
    mutants.retain(|(in_row, _)| {
        rows += usize::from(*in_row);
        !in_row || rows <= prose
    });
    mutants.into_iter().map(|(_, mutant)| mutant).collect()
}

fn retargeted(view: &View<'_>, rng: &mut Rng) -> Vec<Mutant> {
    let sites = sites(view);
    let mut mutants = Vec::new();
    for site in &sites {
        let others: Vec<&Site<'_>> = sites
            .iter()
            .filter(|other| other.link.target != site.link.target)
            .filter(|other| other.in_row.is_some() == site.in_row.is_some())
            .collect();
        if let Some(other) = rng.pick(&others) {
            let mut changed = mutant(view, site, site.target.clone(), &other.link.target);
            if site.in_row.is_none() {
                // Of two links to one target either may be reported, or the one that is gone.
                changed.place = Place::Page;
            }
            mutants.push((site.in_row.is_some(), changed));
        }
    }
    even(mutants, rng)
}

fn edited(
    view: &View<'_>,
    edit: fn(&str) -> Option<String>,
    accept: &'static [&'static str],
) -> Vec<Mutant> {
    let mut rng = Rng::new(1, &[&view.page.path]);
    let mutants = sites(view)
        .iter()
        .filter_map(|site| {
            let text = edit(&site.link.target)?;
            let changed = mutant(view, site, site.target.clone(), &text).accept(accept);
            Some((site.in_row.is_some(), changed))
        })
        .collect();
    even(mutants, &mut rng)
}

fn other_host(target: &str) -> Option<String> {
    let rest = target.strip_prefix("https://")?;
    let (_, path) = rest.split_once('/')?;
    Some(format!("https://support.example.com/{path}"))
}

fn misspelt(target: &str) -> Option<String> {
    if target.contains("://") || target.starts_with('/') {
        return None;
    }
    let name = target.rfind('/').map_or(0, |at| at + 1);
    let dot = name + target[name..].find('.')?;
    let at = name + (dot - name) / 2;
    target.is_char_boundary(at).then(|| format!("{}{}", &target[..at], &target[at + 1..]))
}

fn other_anchor(target: &str) -> Option<String> {
    target.split_once('#')?;
    let last = target.chars().next_back()?.to_digit(10)?;
    Some(format!("{}{}", &target[..target.len() - 1], (last + 1) % 10))
}

fn dropped(view: &View<'_>, rng: &mut Rng) -> Vec<Mutant> {
    let mutants = sites(view)
        .iter()
        .filter_map(|site| {
            let text = &view.text[site.link.source.clone()];
            let close = text.rfind("](")?;
            let mut changed = mutant(view, site, site.link.source.clone(), &text[1..close]);
            if site.in_row.is_none() {
                // What is gone is reported beside where it was.
                changed.place = Place::Page;
            }
            text.starts_with('[').then_some((site.in_row.is_some(), changed))
        })
        .collect();
    even(mutants, rng)
}
