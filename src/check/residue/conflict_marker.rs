//! # What it checks
//! Markers that a version control system leaves where two changes met: `<<<<<<< HEAD`, `|||||||`,
//! `=======` and `>>>>>>> branch`, each at the start of a line. `=======` alone counts only where an empty
//! line stands before it, otherwise it underlines a heading. Code is left alone, as is what the source
//! page has as well.
//!
//! # Why it matters
//! Both sides of the conflict are published, one after the other: readers cannot tell which of two
//! disclosures holds.
//!
//! # Example
//! Wrong: `<<<<<<< HEAD` above a paragraph. Right: one of the two texts, without a marker.
//!
//! # Remedy
//! Keep the text that is right, and take the other one and the markers out.

use std::ops::Range;

use crate::check::{Check, Context};
use crate::finding::{Finding, Severity};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "conflict-marker",
    summary: "a marker of a merge conflict stands on the page",
    severity: Severity::Error,
    doubts_text: true,
    yields_to: &[],
    source: include_str!("conflict_marker.rs"),
    run,
};

/// Characters of a marker.
const LENGTH: usize = 7;
/// Further markers that are pointed at.
const SHOWN: usize = 20;

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    let file = audit.text(page);
    let markers = markers(file);
    let Some(first) = markers.first() else { return };
    let known = audit.source_page(page).map(|reference| audit.page(reference));
    if known.is_some_and(|source| !self::markers(audit.text(source)).is_empty()) {
        return;
    }
    let written = &file[first.clone()];
    let message = format!("`{written}` is a marker of a merge conflict that was not resolved");
    let finding = Finding::new(CHECK.id, CHECK.severity, page.span(first.clone()), message)
        .found(written)
        .help("keep the text that is right, and take the other one and the markers out");
    let others = markers.iter().skip(1).take(SHOWN);
    findings.push(others.fold(finding, |finding, at| {
        finding.relate(page.span(at.clone()), "a marker of a conflict")
    }));
}

/// The markers of a file, each with what follows it on its line.
fn markers(file: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut at, mut open, mut blank, mut fence) = (0, false, true, None);
    for line in file.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let text = line.trim_end();
        fence = after_line(fence, text);
        let marker = if fence.is_some() { None } else { marker(text) };
        let counts = match marker {
            Some('=') => open || blank,
            Some('|') => open,
            Some(_) => true,
            None => false,
        };
        if counts {
            open = marker != Some('>');
            found.push(start..start + text.len());
        }
        blank = text.is_empty();
    }
    // One line of signs between empty lines is a line somebody drew.
    let drawn = found.iter().all(|at| file[at.clone()].starts_with('='));
    if drawn { Vec::new() } else { found }
}

/// The sign of the marker that a line is. Tools write it as entities or in full width.
fn marker(line: &str) -> Option<char> {
    const SIGNS: [(&[&str], char); 4] = [
        (&["<", "&lt;", "\\<", "＜"], '<'),
        (&["|", "\\|"], '|'),
        (&["=", "＝"], '='),
        (&[">", "&gt;", "\\>", "＞"], '>'),
    ];
    let line = line.trim_start_matches('\u{feff}');
    SIGNS.iter().find_map(|(written, sign)| {
        let mut rest = line;
        for _ in 0..LENGTH {
            rest = written.iter().find_map(|written| rest.strip_prefix(written))?;
        }
        let alone = rest.is_empty();
        let named = rest.starts_with(' ') && matches!(sign, '<' | '>' | '|');
        (alone || named).then_some(*sign)
    })
}

/// The fence of code that is open after a line: its character and length.
fn after_line(fence: Option<(char, usize)>, line: &str) -> Option<(char, usize)> {
    let line = line.trim_start();
    let sign = line.chars().next().filter(|c| matches!(c, '`' | '~'));
    let Some(sign) = sign else { return fence };
    let length = line.chars().take_while(|c| *c == sign).count();
    match fence {
        None if length >= 3 => Some((sign, length)),
        Some((open, least)) if open == sign && length >= least && line.len() == length => None,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::{CHECK, markers};
    use crate::check::testing::Case;

    #[test]
    fn a_conflict_is_one_error() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
# Données

<<<<<<< HEAD
^^^^^^^^^^^^ error: `<<<<<<< HEAD` is a marker of a merge conflict
Un texte.
=======
Un autre texte.
>>>>>>> main

| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | Canal. |
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn markers_however_they_are_written() {
        let count = |text: &str| markers(text).len();
        assert_eq!(count("<<<<<<< HEAD\na\n||||||| base\nb\n=======\nc\n>>>>>>> x\n"), 4);
        assert_eq!(count("текст\n>>>>>>> feature/a\n"), 1);
        assert_eq!(count("&lt;&lt;&lt;&lt;&lt;&lt;&lt; HEAD\r\n文\r\n"), 1);
        assert_eq!(count("＜＜＜＜＜＜＜ HEAD\n"), 1);
        assert_eq!(count("a\n\n=======\nb\n>>>>>>> x\n"), 2);
        for clean in [
            "Title\n=======\n",
            "text\n\n=======\n\ntext\n",
            "> > quoted\n>>> more\n",
            "```\n<<<<<<< HEAD\n```\n",
            "<<<<<<<<<\n",
            "========\n",
        ] {
            assert_eq!(count(clean), 0, "{clean}");
        }
    }
}
