//! `flowproof catalog editions`: makes the editions file of a document from its revisions.
//!
//! The file holds hashes and ids only, no text of the pages.

use std::fmt::Write as _;

use jiff::civil::Date;

use crate::audit::{Input, assemble, content_of};
use crate::catalog::{Catalog, Content};
use crate::identify::{SourceHash, source_hashes};
use crate::load::{self, MAX_FILE_BYTES, Revision, read_history};

use super::super::args::EditionsArgs;
use super::super::failure::Failure;

/// A revision with what is to be written of it.
struct Known {
    date: Date,
    commit: Option<String>,
    hash: Option<SourceHash>,
    content: Content,
}

pub(super) fn editions_file(catalog: &Catalog, command: &EditionsArgs) -> Result<String, Failure> {
    let index =
        catalog.documents.iter().position(|d| d.id == command.document).ok_or_else(|| {
            let ids: Vec<&str> = catalog.documents.iter().map(|d| d.id.as_str()).collect();
            let message = format!("there is no document `{}`", command.document);
            Failure::new(message, format!("the documents are {}", ids.join(", ")))
        })?;
    let stems = catalog.documents[index].file_stems.clone();
    let mut revisions = read_history(&command.from, &stems)
        .map_err(|error| Failure::new(error.to_string(), "correct the path given with --from"))?;
    for (date, path) in &command.add {
        let shown = path.display().to_string();
        let bytes = load::read(path, MAX_FILE_BYTES).map_err(|error| {
            Failure::new(
                format!("cannot read {shown}: {error}"),
                "correct the path given with --add",
            )
        })?;
        revisions.push(Revision {
            shown,
            stem: String::new(),
            date: date.parse().ok(),
            commit: None,
            bytes,
        });
    }
    let mut known: Vec<Known> =
        revisions.into_iter().filter_map(|revision| read(catalog, index, revision)).collect();
    if known.is_empty() {
        let message =
            format!("no dated revision of `{}` in {}", command.document, command.from.display());
        return Err(Failure::new(
            message,
            "name the files YYYY-MM-DD_COMMIT.md, or give a git repository",
        ));
    }
    // A scraped copy has lost links and with them statements: it does not speak for its day if
    // another does.
    known.sort_by_key(|k| (k.date, k.hash.is_some()));
    order_same_days(&mut known);
    Ok(yaml(catalog, index, &known))
}

fn read(catalog: &Catalog, document: usize, revision: Revision) -> Option<Known> {
    let (date, commit, bytes) = (revision.date?, revision.commit.clone(), revision.bytes.clone());
    let audit =
        assemble(catalog, Input { files: Vec::new(), history: vec![revision], ..Input::default() });
    let page = audit.history.first().filter(|page| page.document == document)?;
    let hash = page.parsed.front_matter.is_some().then(|| source_hashes(&bytes));
    Some(Known { date, commit, hash, content: content_of(catalog, page) })
}

/// Revisions of one day carry no order. The one that changes the fewest cells on the way from the
/// day before to the day after is taken.
fn order_same_days(known: &mut [Known]) {
    let mut start = 0;
    while start < known.len() {
        let kind = |k: &Known| (k.date, k.hash.is_some());
        let own = kind(&known[start]);
        let end = start + known[start..].iter().take_while(|k| kind(k) == own).count();
        // A day with many revisions is left as it is: trying all orders would not end.
        if (2..=6).contains(&(end - start)) {
            let mut order: Vec<usize> = (start..end).collect();
            let mut best = (usize::MAX, order.clone());
            permute(&mut order, 0, &mut |order| {
                let before = start.checked_sub(1);
                let after = (end < known.len()).then_some(end);
                let way: Vec<usize> =
                    before.into_iter().chain(order.iter().copied()).chain(after).collect();
                let cost = way
                    .windows(2)
                    .map(|w| changes(&known[w[0]].content, &known[w[1]].content))
                    .sum();
                if (cost, order) < (best.0, best.1.as_slice()) {
                    best = (cost, order.to_vec());
                }
            });
            apply(&mut known[start..end], start, &best.1);
        }
        start = end;
    }
}

fn permute(order: &mut Vec<usize>, at: usize, visit: &mut impl FnMut(&[usize])) {
    if at == order.len() {
        visit(order);
        return;
    }
    for index in at..order.len() {
        order.swap(at, index);
        permute(order, at + 1, visit);
        order.swap(at, index);
    }
}

fn apply(slice: &mut [Known], base: usize, order: &[usize]) {
    let rank = |index: usize| order.iter().position(|o| *o == base + index).unwrap_or(index);
    let mut ranks: Vec<usize> = (0..slice.len()).map(rank).collect();
    for index in 0..slice.len() {
        while ranks[index] != index {
            let target = ranks[index];
            slice.swap(index, target);
            ranks.swap(index, target);
        }
    }
}

/// Number of cells and statements that differ between two states.
fn changes(a: &Content, b: &Content) -> usize {
    let one_way = |a: &Content, b: &Content| -> usize {
        let rows: usize = a
            .rows
            .iter()
            .map(|(fields, cells)| match b.rows.iter().find(|(other, _)| other == fields) {
                Some((_, other)) => cells.iter().zip(other).filter(|(a, b)| a != b).count(),
                None => cells.len(),
            })
            .sum();
        rows + a.statements.iter().filter(|s| !b.statements.contains(s)).count()
    };
    one_way(a, b) + one_way(b, a)
}

fn yaml(catalog: &Catalog, document: usize, known: &[Known]) -> String {
    let spec = &catalog.documents[document];
    let mut contents: Vec<&Content> = Vec::new();
    for k in known {
        if !contents.contains(&&k.content) {
            contents.push(&k.content);
        }
    }
    let name = |content: &Content| {
        format!("c{}", contents.iter().position(|c| *c == content).unwrap_or(0) + 1)
    };
    let mut out = String::from(
        "# Known revisions of the source page: hashes and ids, no text.\n\
         # Made by `flowproof catalog editions`; do not edit by hand.\n",
    );
    let _ = writeln!(out, "document: {}\ncontents:", spec.id);
    for content in &contents {
        let _ = writeln!(out, "  - id: {}\n    rows:", name(content));
        for (fields, cells) in &content.rows {
            let prefix = format!("{}/", spec.flow);
            let ids: Vec<&str> = fields
                .iter()
                .map(|ix| catalog.field(*ix).id.as_str())
                .map(|id| id.strip_prefix(&prefix).unwrap_or(id))
                .collect();
            let _ = writeln!(out, "      - {} {}", ids.join("+"), cells.join(" "));
        }
        list(
            &mut out,
            "statements",
            content
                .statements
                .iter()
                .map(|(s, hash)| format!("{} {hash}", catalog.statements[*s].id)),
        );
        list(&mut out, "links", content.links.iter().map(|link| format!("{link:?}")));
    }
    out.push_str("editions:\n");
    for k in known {
        let _ = writeln!(out, "  - date: \"{}\"", k.date);
        if let Some(commit) = &k.commit {
            let _ = writeln!(out, "    commit: \"{commit}\"");
        }
        if let Some(hash) = &k.hash {
            let _ = writeln!(out, "    sha1_lf: \"{}\"\n    sha1_crlf: \"{}\"", hash.lf, hash.crlf);
        }
        let _ = writeln!(out, "    content: {}", name(&k.content));
    }
    out
}

fn list(out: &mut String, key: &str, items: impl Iterator<Item = String>) {
    let items: Vec<String> = items.collect();
    let _ =
        if items.is_empty() { writeln!(out, "    {key}: []") } else { writeln!(out, "    {key}:") };
    for item in items {
        let _ = writeln!(out, "      - {item}");
    }
}
