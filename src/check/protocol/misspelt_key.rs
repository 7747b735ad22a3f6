//! # What it checks
//! Wire keys of a source page against the vendor's published protocol: the key of a field, and
//! wire keys that the description of a human name quotes. A key counts as misspelt if letters are
//! missing, added, swapped or in another case; an altogether other name is none.
//!
//! # Why it matters
//! Who searches logs, traffic or an export for the key that the page names finds nothing, and
//! concludes that the datum is not exchanged. Every translation copies the slip.
//!
//! # Example
//! Wrong: `brightness_level`, where the protocol has `brightness`. Right: `brightness`.
//!
//! # Remedy
//! Write the key as the protocol does, on the source page first. The finding names the file of the
//! protocol and its date, because protocols change as well.

use super::{Judged, complete, grouped, judged, key_of};
use crate::audit::{Audit, CellRef, Page};
use crate::catalog::model::{ColumnRole, FieldRole};
use crate::catalog::{Key, KeyIx};
use crate::check::{Check, Context};
use crate::finding::{Finding, Severity};
use crate::protocol::{VerdictKind, claims::words, succession::successors};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "misspelt-key",
    summary: "a wire key of the source page is spelt otherwise in the protocol",
    severity: Severity::Warning,
    doubts_text: true,
    yields_to: &[],
    source: include_str!("misspelt_key.rs"),
    run,
};

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    let all = judged(audit, page, &[VerdictKind::MisspeltKey, VerdictKind::OtherCase]);
    for group in grouped(all, |j| (j.field.label.clone(), j.verdict.expected.clone())) {
        let first = &group[0];
        let (Some(right), Some(key)) =
            (first.verdict.expected.as_deref(), key_of(audit, &first.verdict))
        else {
            continue;
        };
        let column = match first.field.role {
            FieldRole::Key => ColumnRole::Field,
            FieldRole::Label => ColumnRole::Purpose,
        };
        let Some((cell, wrong)) = written(audit, page, first.cell, column, right) else { continue };
        let start = cell.cell.inline.text.find(wrong).unwrap_or_default();
        let span = cell.span_of(start..start + wrong.len());
        let key = meant(audit, key, right);
        let place = &audit.catalog.protocol.message_of(key).path;
        let message = match first.verdict.kind {
            VerdictKind::OtherCase => format!(
                "`{wrong}` differs in case only from the key `{right}` that the protocol has in `{place}`"
            ),
            _ => format!("`{wrong}` is no key of the protocol, which has `{right}` in `{place}`"),
        };
        let finding = Finding::new(CHECK.id, CHECK.severity, span, message)
            .expected(right)
            .found(wrong)
            .help("correct the source page; translations keep the key as the source has it");
        let right = right.to_owned();
        let group = shown(audit, group, &right);
        findings.push(complete(audit, finding, &group).column(crate::check::column_name(column)));
    }
}

/// The key that the page means to write: that of the verdict, or one of its name beside it or in
/// the other interface, where the verdict is about the purpose of a human name.
fn meant<'a>(audit: &'a Audit<'_>, key: &'a Key, right: &str) -> &'a Key {
    let protocol = &audit.catalog.protocol;
    let newer = successors(protocol, key).map(|(ix, _)| protocol.key(ix));
    let beside = protocol.keys_of(key.message).map(|ix| protocol.key(ix));
    let all = std::iter::once(key).chain(newer).chain(beside);
    all.into_iter().find(|other| other.name == right).unwrap_or(key)
}

/// The group with the key that is meant as evidence.
fn shown<'a>(audit: &Audit<'_>, group: Vec<Judged<'a>>, right: &str) -> Vec<Judged<'a>> {
    let evident = |mut judged: Judged<'a>| {
        if let Some(key) = key_of(audit, &judged.verdict) {
            let meant = meant(audit, key, right);
            let keys = &audit.catalog.protocol.keys;
            judged.verdict.key =
                keys.iter().position(|other| std::ptr::eq(other, meant)).map(KeyIx);
        }
        judged
    };
    group.into_iter().map(evident).collect()
}

/// The cell with the wrong spelling, and the wrong word in it; nothing if the page has the right
/// one.
fn written<'a>(
    audit: &Audit<'_>,
    page: &'a Page,
    field_cell: CellRef<'a>,
    column: ColumnRole,
    right: &str,
) -> Option<(CellRef<'a>, &'a str)> {
    let cell = page.cell(field_cell.row, column)?;
    let text = cell.text();
    if words(text).any(|word| word == right) {
        return None;
    }
    let fields = field_cell.row.fields.iter().map(|ix| audit.catalog.field(*ix));
    let candidates: Vec<&String> = match column {
        ColumnRole::Field => fields.map(|field| &field.label).collect(),
        _ => fields.flat_map(|field| &field.literals).collect(),
    };
    let near = |word: &&str| {
        let known = candidates.iter().any(|candidate| candidate == word);
        known && !audit.catalog.protocol.keys.iter().any(|key| key.name == **word)
    };
    Some((cell, words(text).find(near)?))
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    #[test]
    fn a_key_that_the_protocol_spells_otherwise() {
        Case::default()
            .document(
                "en-US/data-hub-sends-to-acme.md",
                "\
| Service | Data sent to Acme | Used for |
|---|---|---|
| PINGs | Token, wakeWord | Wakes the lamp. |
| PINGs | brightness_level | How bright it is to be. |
          ^^^^^^^^^^^^^^^^ warning: `brightness_level` is no key of the protocol, which has `brightness` in `ping/Wake`
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn the_right_spelling_and_translations_are_left_alone() {
        Case::default()
            .document(
                "en-US/data-hub-sends-to-acme.md",
                "\
| Service | Data sent to Acme | Used for |
|---|---|---|
| PINGs | Token, wakeWord | Wakes the lamp. |
| PINGs | brightness | How bright it is to be. |
",
            )
            .document(
                "fr-FR/data-hub-sends-to-acme.md",
                "\
| Service | Données envoyées à Acme | Utilisé pour |
|---|---|---|
| PINGs | Token, wakeWord | Réveille la lampe. |
| PINGs | brightness_level | La clarté voulue. |
",
            )
            .expect(&CHECK);
    }
}
