//! # What it checks
//! A wire key in the field column that was translated. Which cells hold wire keys is declared in
//! the catalog, so human labels, which are to be translated, are left alone. A key that is only
//! re-cased, prefixed or punctuated is `altered-key`.
//!
//! # Why it matters
//! A wire key is what administrators search for in logs and profiles, and what an auditor
//! compares with the protocol. A translated one names nothing.
//!
//! # Example
//! Wrong: `| PINGs | Hello | Sujet | … |`. Right: `| PINGs | Hello | Topic | … |`.
//!
//! # Remedy
//! Put the key back exactly as the source page has it, and mark it as code there so that
//! translators and machines leave it alone.

use std::collections::BTreeMap;

use crate::align::label_similarity;
use crate::audit::{Audit, CellRef, Page};
use crate::catalog::model::{ColumnRole, FieldRole};
use crate::check::Check;
use crate::check::repeat::cover;
use crate::finding::{Finding, Severity};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "translated-key",
    summary: "a wire key was translated",
    severity: Severity::Error,
    source: include_str!("translated_key.rs"),
    run,
};

fn run(audit: &Audit<'_>, page: &Page, findings: &mut Vec<Finding>) {
    if page.is_source {
        return;
    }
    let mut faults: BTreeMap<(&str, &str), Vec<CellRef<'_>>> = BTreeMap::new();
    for row in &page.rows {
        let [field] = row.fields.as_slice() else { continue };
        let field = audit.catalog.field(*field);
        let Some(cell) = page.cell(row, ColumnRole::Field).filter(|_| field.role == FieldRole::Key)
        else {
            continue;
        };
        let expected = field.label_at(audit.source_date(page));
        let accepted = [expected.to_owned(), field.label.clone()];
        if !cell.text().is_empty() && label_similarity(cell.text(), &accepted) == 0.0 {
            faults.entry((expected, cell.text())).or_default().push(cell);
        }
    }
    for ((expected, found), cells) in faults {
        let first = cells[0];
        let message = format!("the wire key `{expected}` is translated as `{found}`");
        let finding = Finding::new(CHECK.id, CHECK.severity, first.span(), message)
            .column("field")
            .expected(expected)
            .found(found)
            .help(format!("write `{expected}`: the key is what travels, in every language"))
            .fix(first.span(), expected);
        let finding = cover(audit, page, finding, &cells);
        findings.push(match audit.source_cell(page, first.row, ColumnRole::Field) {
            Some(source) => finding.relate(source.cell.span(), "the source page"),
            None => finding,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    #[test]
    fn a_translated_key_is_one_finding_for_all_its_rows() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Sujet | Le canal de la lampe. |
                  ^^^^^ error: the wire key `Topic` is translated as `Sujet`
| PINGs | Hello | lampId | L’UUID de la lampe. |
| PINGs | Hello | État | Un de lit, dark ou faulty. |
                  ^^^^ error: the wire key `State` is translated as `État`
| PINGs | GoodBye | Sujet | Le canal de la lampe. |
| STORE | Compte de la boutique | Numéro de série | Le numéro de la lampe. |
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn kept_and_altered_keys_and_translated_labels_are_left_alone() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Le canal de la lampe. |
| PINGs | Hello | LampID. | L’UUID de la lampe. |
| PINGs | GoodBye | topic | Le canal de la lampe. |
| STORE | Compte de la boutique | Nom du propriétaire | L’acheteur. |
",
            )
            .expect(&CHECK);
    }
}
