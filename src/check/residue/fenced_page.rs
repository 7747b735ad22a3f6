//! # What it checks
//! A page whose whole text stands in a fence of code (```` ```markdown ````), with at most a few words
//! around it. Pages that show a piece of code are left alone: this one shows nothing else.
//!
//! # Why it matters
//! A language model gives its answer in a fence. Published as it is, the page shows its own Markdown as
//! code: no heading, no table, no link.
//!
//! # Example
//! Wrong: ```` ```markdown ```` as the first line of the file and ```` ``` ```` as the last one. Right: the
//! text between them.
//!
//! # Remedy
//! Take the two lines of the fence out.

use std::ops::Range;

use crate::check::{Check, Context};
use crate::finding::{Finding, Severity};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "fenced-page",
    summary: "the whole page stands in a fence of code",
    severity: Severity::Error,
    doubts_text: true,
    yields_to: &[],
    source: include_str!("fenced_page.rs"),
    run,
};

/// Most lines with text that may stand around the fence: a remark before it and one after it.
const AROUND: usize = 6;
/// Fewest lines of a page with a heading and a table.
const FEWEST: usize = 4;

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    let file = audit.text(page);
    if !page.parsed.tables.is_empty() {
        return;
    }
    let Some(fence) = whole_fence(file, page.parsed.body.clone()) else { return };
    let written = file[fence.clone()].trim();
    let message = format!("the whole page stands in the fence of code that `{written}` opens");
    findings.push(
        Finding::new(CHECK.id, CHECK.severity, page.span(fence.clone()), message)
            .found(written)
            .help("take the two lines of the fence out"),
    );
}

/// The opening line of a fence that holds all but a few lines of a text, and a page's structure.
fn whole_fence(file: &str, body: Range<usize>) -> Option<Range<usize>> {
    let mut open: Option<(&str, Range<usize>)> = None;
    let (mut closed, mut around, mut inside) = (false, 0, 0);
    let mut structured = false;
    let mut at = body.start;
    for line in file[body].split_inclusive('\n') {
        let start = at;
        at += line.len();
        let text = line.trim();
        match &open {
            None => {
                let mark = ["```", "~~~"].iter().find(|mark| text.starts_with(**mark));
                if mark.is_some() {
                    let sign = text.chars().next()?;
                    let length = text.chars().take_while(|c| *c == sign).count();
                    let lead = line.len() - line.trim_start().len();
                    open = Some((&text[..length], start + lead..start + lead + text.len()));
                } else {
                    around += usize::from(!text.is_empty());
                }
            }
            Some((mark, _)) if !closed && text.starts_with(*mark) && is_run(text) => closed = true,
            Some(_) if closed => around += usize::from(!text.is_empty()),
            Some(_) => {
                inside += usize::from(!text.is_empty());
                structured |= text.starts_with("# ") || text.starts_with("|") || text == "---";
            }
        }
    }
    let (_, range) = open?;
    (around <= AROUND && inside >= FEWEST && structured).then_some(range)
}

/// Whether a line is a run of one character.
fn is_run(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|first| chars.all(|c| c == first))
}

#[cfg(test)]
mod tests {
    use super::{CHECK, whole_fence};
    use crate::check::testing::Case;

    const TABLE: &str = "| Service | Message | Data sent to Hub | Used for |\n|---|---|---|---|\n\
                         | PINGs | Hello | Topic | 灯。 |\n";

    #[test]
    fn a_page_in_a_fence_is_an_error() {
        let page = format!(
            "---\nms.assetid: 11111111-1111-1111-1111-111111111111\n---\n```markdown\n\
             ^^^^^^^^^^^ error: the whole page stands in the fence of code that `` ```markdown `` opens\n\
             # 数据\n\n{TABLE}```\n"
        )
        .replace("`` ```markdown ``", "````markdown`");
        Case::default().document("zh-CN/data-acme-sends-to-hub.md", &page).expect(&CHECK);
    }

    #[test]
    fn fences_with_and_without_words_around_them() {
        let fenced = |text: &str| whole_fence(text, 0..text.len()).is_some();
        assert!(fenced(&format!("```\n# Titel\n{TABLE}```\n")));
        assert!(fenced(&format!(
            "Вот перевод:\n\n~~~md\n---\ntitle: x\n---\n# Данные\n{TABLE}~~~\n\nГотово.\n"
        )));
        assert!(fenced(&format!("```markdown\n# Titre\n{TABLE}")));
        let code = "# Titre\n\nTexte un.\n\nTexte deux.\n\nTexte trois.\n\n```\n| a |\nb\nc\nd\n```\n\nE.\n\nF.\n\nG.\n";
        assert!(!fenced(code));
        assert!(!fenced("# Titre\n\n```\na\nb\nc\nd\n```\n"));
        assert!(!fenced(&format!("# Titel\n\n{TABLE}")));
    }
}
