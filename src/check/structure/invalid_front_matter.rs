//! # What it checks
//! Metadata at the top of the file that is not valid YAML, or that starts with `---` and never
//! ends.
//!
//! # Why it matters
//! A publishing system drops metadata that it cannot read: title, page id, and the hash of the
//! source text that says which edition the page was made from. Without the closing line the
//! metadata is shown to readers.
//!
//! # Example
//! Wrong: `title: Data: what is sent`. Right: `title: "Data: what is sent"`.
//!
//! # Remedy
//! Quote values that hold `: ` or start with a special character, keep each key once, and close
//! the block with `---` on a line of its own.

use crate::check::{Check, Context};
use crate::finding::{Finding, Severity};
use crate::parse::ProblemKind;

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "invalid-front-matter",
    summary: "the metadata at the top of the file cannot be read",
    severity: Severity::Warning,
    doubts_text: false,
    yields_to: &[],
    source: include_str!("invalid_front_matter.rs"),
    run,
};

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    for problem in &page.parsed.problems {
        let (message, help) = match &problem.kind {
            ProblemKind::InvalidFrontMatter(reason) => {
                (format!("the front matter is not valid YAML: {reason}"), mend_of(reason))
            }
            ProblemKind::UnclosedFrontMatter => (
                "the front matter starts here and never ends".to_owned(),
                "put `---` on a line of its own after the last key",
            ),
            ProblemKind::ProseInTable => continue,
        };
        let place = problem.range.clone();
        let text = audit.text(page).get(place.clone()).unwrap_or_default();
        let span = page.span(place.start..place.start + text.trim_end().len());
        findings.push(Finding::new(CHECK.id, CHECK.severity, span, message).help(help));
    }
}

/// What to do about a fault, by what the parser says of it.
fn mend_of(reason: &str) -> &'static str {
    let reason = reason.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| reason.contains(word));
    if says(&["duplicate"]) {
        "keep each key once"
    } else if says(&["anchor", "alias"]) {
        "write the value out where it belongs: anchors (`&`) and aliases (`*`) are not read; quote a value that starts with one of these characters"
    } else if says(&["tab"]) {
        "indent with blanks instead of tabs"
    } else if says(&["quoted scalar", "unclosed", "unterminated", "end of stream"]) {
        "close the quotation mark or bracket that is left open"
    } else {
        "quote values that hold `: ` or start with a special character"
    }
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    #[test]
    fn metadata_that_is_no_yaml_is_a_warning() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
---
title: Data: what is sent
           ^^^^^^^^^^^^^^ warning: the front matter is not valid YAML:
ms.assetid: 11111111-1111-1111-1111-111111111111
---

# Titre
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn metadata_that_never_ends_is_a_warning() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
---
^^^ warning: the front matter starts here and never ends
title: Data

# Titre
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn sound_metadata_is_left_alone() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
---
title: \"Data: what is sent\"
author: [a, b]
---

# Titre
",
            )
            .expect(&CHECK);
    }
}
