//! # What it checks
//! Bytes that are not valid UTF-8, the only encoding of these pages. One finding for the whole
//! file, at the first such byte.
//!
//! # Why it matters
//! Browsers show a black diamond for each of them, and words and keys with such bytes cannot be
//! found. Mostly the whole file was saved in an old code page.
//!
//! # Example
//! Wrong: `caf` and a single byte E9, as Windows-1252 has it. Right: `café` as the two bytes C3 A9.
//!
//! # Remedy
//! Convert the file from the code page it was saved in to UTF-8, and look at the result.

use crate::check::{Check, Context};
use crate::finding::{Finding, Severity};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "invalid-encoding",
    summary: "the file is not valid UTF-8",
    severity: Severity::Error,
    doubts_text: true,
    yields_to: &[],
    source: include_str!("invalid_encoding.rs"),
    run,
};

/// Further places that are shown.
const SHOWN: usize = 10;

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let page = context.page;
    let Some(first) = page.invalid_bytes.first() else { return };
    let mut message = format!("byte {} is not valid UTF-8", first.start);
    match page.invalid_bytes.len() - 1 {
        0 => {}
        1 => message.push_str(", and one more place"),
        more => message.push_str(&format!(", and {more} more places")),
    }
    let finding = Finding::new(CHECK.id, CHECK.severity, page.span(first.clone()), message)
        .help("convert the file to UTF-8 from the encoding in which it was saved");
    let others = page.invalid_bytes.iter().skip(1).take(SHOWN);
    findings.push(others.fold(finding, |finding, range| {
        finding.relate(page.span(range.clone()), "not valid UTF-8 either")
    }));
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::audit::{Input, assemble};
    use crate::check::Context;
    use crate::check::testing::{Case, acme};
    use crate::consensus::Consensus;
    use crate::load::decode;

    const PAGE: &str = "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Le canal de la lampe dorée. |
";

    #[test]
    fn bytes_of_an_old_code_page_are_one_error() {
        let bytes = PAGE.chars().map(|c| u8::try_from(c).expect("Latin-1")).collect();
        let catalog = acme();
        let file = decode("fr-FR/data-acme-sends-to-hub.md", bytes).expect("readable");
        let audit = assemble(
            &catalog,
            Input { files: vec![file], history: Vec::new(), ..Input::default() },
        );
        let mut findings = Vec::new();
        let (consensus, page) = (Consensus::of(&audit), &audit.pages[0]);
        let context = Context { audit: &audit, consensus: &consensus, approvals: None, page };
        (CHECK.run)(&context, &mut findings);
        let [finding] = findings.as_slice() else { panic!("one finding: {findings:?}") };
        assert_eq!(finding.message, "byte 26 is not valid UTF-8, and 4 more places");
        assert_eq!((finding.span.start, finding.span.end), (26, 27));
        assert_eq!(finding.related.len(), 4);
    }

    #[test]
    fn valid_text_is_left_alone() {
        Case::default().document("fr-FR/data-acme-sends-to-hub.md", PAGE).expect(&CHECK);
    }
}
