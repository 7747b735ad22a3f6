//! Changes of a whole page that say the same: no finding is right.

use std::ops::Range;

use flowproof::parse::BlockKind;
use unicode_normalization::UnicodeNormalization;

use super::rows::pipes;
use super::{Operator, PLAIN};
use crate::mutant::{Edit, Mutant};
use crate::rng::Rng;
use crate::view::View;

/// Share of changes that say the same which may raise a finding.
pub const ALARMS: Option<f64> = Some(1.0 / 200.0);

pub const OPERATORS: &[Operator] = &[
    Operator {
        name: "same: padded-table",
        does: "the cells of the table are padded with one to three blanks more",
        bar: ALARMS,
        make: padded,
        ..PLAIN
    },
    Operator {
        name: "same: tight-table",
        does: "no blanks stand around the pipes",
        bar: ALARMS,
        make: tight,
        ..PLAIN
    },
    Operator {
        name: "same: open-table",
        does: "the rows have no outer pipes",
        bar: ALARMS,
        make: open,
        ..PLAIN
    },
    Operator {
        name: "same: alignment-row",
        does: "the columns are aligned otherwise",
        bar: ALARMS,
        make: alignment,
        ..PLAIN
    },
    Operator {
        name: "same: line-ends",
        does: "lines end in CRLF",
        bar: ALARMS,
        make: |view, _| whole(view, view.text.replace("\r\n", "\n").replace('\n', "\r\n")),
        ..PLAIN
    },
    Operator {
        name: "same: byte-order-mark",
        does: "the file starts with a byte-order mark",
        bar: ALARMS,
        make: |_, _| vec![Mutant::page(vec![Edit::new(0..0, "\u{feff}")])],
        ..PLAIN
    },
    Operator {
        name: "same: straight-quotes",
        does: "apostrophes and quotation marks of the body are straight",
        bar: ALARMS,
        make: |view, _| {
            body(view, |text| {
                text.replace(['\u{2018}', '\u{2019}'], "'").replace(['\u{201c}', '\u{201d}'], "\"")
            })
        },
        ..PLAIN
    },
    Operator {
        name: "same: curly-apostrophes",
        does: "apostrophes between letters are curly",
        bar: ALARMS,
        make: |view, _| body(view, curly),
        ..PLAIN
    },
    Operator {
        name: "same: decomposed",
        does: "the body is in Unicode NFD",
        bar: ALARMS,
        make: |view, _| body(view, |text| text.nfd().collect()),
        ..PLAIN
    },
    Operator {
        name: "same: links-respelt",
        does: "links to the site's own host are absolute, site-relative, or have a language in them",
        bar: ALARMS,
        make: links,
        ..PLAIN
    },
    Operator {
        name: "same: heading-anchor",
        does: "the heading has an anchor, or lost it",
        bar: ALARMS,
        make: anchor,
        ..PLAIN
    },
    Operator {
        name: "same: front-matter-order",
        does: "the lines of the front matter are sorted",
        bar: ALARMS,
        make: front_matter,
        ..PLAIN
    },
];

fn whole(view: &View<'_>, text: String) -> Vec<Mutant> {
    if text == view.text {
        return Vec::new();
    }
    vec![Mutant::page(vec![Edit::new(0..view.text.len(), text)])]
}

fn body(view: &View<'_>, change: impl Fn(&str) -> String) -> Vec<Mutant> {
    let range = view.page.parsed.body.clone();
    let text = change(&view.text[range.clone()]);
    if text == view.text[range.clone()] {
        return Vec::new();
    }
    vec![Mutant::page(vec![Edit::new(range, text)])]
}

/// Lines of all tables that disclose data.
fn table_lines(view: &View<'_>) -> Vec<Range<usize>> {
    let tables = view.page.tables.iter().map(|(number, _)| &view.page.parsed.tables[*number]);
    tables
        .flat_map(|t| std::iter::once(&t.header).chain(&t.rows))
        .map(|row| row.range.clone())
        .collect()
}

fn padded(view: &View<'_>, rng: &mut Rng) -> Vec<Mutant> {
    let edits = table_lines(view)
        .into_iter()
        .flat_map(|line| {
            let pipes = pipes(view.text, line.clone());
            pipes.into_iter().filter(move |at| at + 1 < line.end)
        })
        .map(|at| Edit::new(at + 1..at + 1, " ".repeat(1 + rng.below(3))))
        .collect();
    vec![Mutant::page(edits)]
}

fn tight(view: &View<'_>, _: &mut Rng) -> Vec<Mutant> {
    let mut edits = Vec::new();
    for line in table_lines(view) {
        for at in pipes(view.text, line.clone()) {
            let before = &view.text[line.start..at];
            let after = &view.text[at + 1..line.end];
            let start = line.start + before.trim_end_matches(' ').len();
            let end = line.end - after.trim_start_matches(' ').len();
            // A cell of blanks belongs to the pipe before it.
            let start = if view.text[..start].ends_with('|') { at } else { start };
            edits.push(Edit::new(start..end, "|"));
        }
    }
    vec![Mutant::page(edits)]
}

fn open(view: &View<'_>, _: &mut Rng) -> Vec<Mutant> {
    let mut edits = Vec::new();
    for line in table_lines(view) {
        let text = &view.text[line.clone()];
        let inner = text.strip_prefix("| ").and_then(|t| t.strip_suffix('|'));
        let Some(inner) = inner.filter(|t| !t.trim().is_empty() && !t.starts_with(' ')) else {
            return Vec::new();
        };
        // A last cell that is empty needs its pipe.
        if inner.trim_end().ends_with('|') {
            return Vec::new();
        }
        edits.push(Edit::new(line.start..line.start + 2, ""));
        edits.push(Edit::new(line.end - 1..line.end, ""));
    }
    vec![Mutant::page(edits)]
}

fn alignment(view: &View<'_>, rng: &mut Rng) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for (number, _) in &view.page.tables {
        let table = &view.page.parsed.tables[*number];
        let start = view.lines(table.header.range.clone()).end;
        let length = view.text[start..].find('\n').unwrap_or(0);
        if !view.text[start..start + length].contains("--") {
            continue;
        }
        for marks in ["---", ":---", "---:", ":---:", "-----------"] {
            let cells = vec![format!(" {marks} "); table.header.cells.len()].join("|");
            let edit = Edit::new(start..start + length, format!("|{cells}|"));
            mutants.push(Mutant::page(vec![edit]));
        }
    }
    rng.shuffle(&mut mutants);
    mutants.truncate(3);
    mutants
}

fn curly(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let letter =
        |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| c.is_alphabetic());
    let curled = chars.iter().enumerate().map(|(at, c)| {
        if *c == '\'' && letter(at.checked_sub(1)) && letter(Some(at + 1)) {
            '\u{2019}'
        } else {
            *c
        }
    });
    curled.collect()
}

fn links(view: &View<'_>, rng: &mut Rng) -> Vec<Mutant> {
    let Some(host) = view.audit.catalog.site_hosts.first() else { return Vec::new() };
    let tag = view.page.locale().to_lowercase();
    let mut mutants = Vec::new();
    for block in &view.page.parsed.blocks {
        for link in &block.inline.links {
            let absolute = format!("https://{host}");
            let path = link.target.strip_prefix(&absolute).unwrap_or(&link.target);
            if !path.starts_with('/') {
                continue;
            }
            let Some(at) = view.text[link.source.clone()].rfind(&link.target) else { continue };
            let start = link.source.start + at;
            for target in [
                path.to_owned(),
                format!("{absolute}{path}"),
                format!("{absolute}/{tag}{path}"),
                format!("{absolute}/en-us{path}"),
                format!("/{tag}{path}"),
            ] {
                if target != link.target {
                    let edit = Edit::new(start..start + link.target.len(), target);
                    mutants.push(Mutant::page(vec![edit]));
                }
            }
        }
    }
    rng.shuffle(&mut mutants);
    mutants
}

fn anchor(view: &View<'_>, _: &mut Rng) -> Vec<Mutant> {
    let first = view.page.parsed.blocks.iter().find(|b| b.kind == BlockKind::Heading);
    let Some(line) = first.map(|b| view.lines(b.inline.source.clone())) else { return Vec::new() };
    let text = &view.text[line.clone()];
    let changed = match text.find("</a>").zip(text.find("<a ")) {
        Some((end, start)) => format!("{}{}", &text[..start], &text[end + 4..]),
        None => text.replacen("# ", "# <a name=\"top-of-page\"></a>", 1),
    };
    vec![Mutant::page(vec![Edit::new(line, changed)])]
}

fn front_matter(view: &View<'_>, _: &mut Rng) -> Vec<Mutant> {
    let Some(front) = &view.page.parsed.front_matter else { return Vec::new() };
    let text = &view.text[front.range.clone()];
    let mut lines: Vec<&str> = text.lines().collect();
    let flat = lines.iter().all(|line| !line.starts_with([' ', '-', '\t']) || *line == "---");
    if lines.len() < 4 || !flat {
        return Vec::new();
    }
    let last = lines.len() - 1;
    lines[1..last].sort_unstable();
    let end = if text.ends_with('\n') { "\n" } else { "" };
    let edit = Edit::new(front.range.clone(), format!("{}{end}", lines.join("\n")));
    vec![Mutant::page(vec![edit])]
}
