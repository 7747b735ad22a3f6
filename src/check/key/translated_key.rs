//! # What it checks
//! A wire key in the field column that was translated, replaced by another key, or left out of a
//! cell that names several. Which cells hold wire keys is declared in the catalog, so human
//! labels, which are to be translated, are left alone. A key that is only re-cased, prefixed or
//! misspelt is `altered-key`; punctuation around it is `stray-punctuation`.
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

use crate::check::spelling::Spelling;
use crate::check::{Check, Context, precedence};
use crate::finding::{Finding, Severity};

use super::{Written, complete, miswritten, names_another};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "translated-key",
    summary: "a wire key was translated",
    severity: Severity::Error,
    doubts_text: true,
    yields_to: precedence::CELL,
    source: include_str!("translated_key.rs"),
    run,
};

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    for ((expected, found), keys) in miswritten(audit, page) {
        let first = keys[0];
        if first.spelling != Spelling::Translated {
            continue;
        }
        let message = match found {
            "" => missing(&first),
            _ if names_another(audit, &first) => {
                format!("the key `{found}` stands where the wire key `{expected}` belongs")
            }
            _ => format!("the wire key `{expected}` is translated as `{found}`"),
        };
        let finding = Finding::new(CHECK.id, CHECK.severity, first.span, message)
            .help(format!("write `{expected}`: the key is what travels, in every language"));
        findings.push(complete(audit, page, finding, &keys));
    }
}

fn missing(key: &Written<'_>) -> String {
    let (expected, cell) = (key.expected, key.cell.text());
    if cell.is_empty() {
        format!("the wire key `{expected}` is missing: the cell is empty")
    } else {
        format!("the wire key `{expected}` is missing: the cell names only `{cell}`")
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
| PINGs | Hello | État, | Un de lit, dark ou faulty. |
                  ^^^^ error: the wire key `State` is translated as `État`
| PINGs | GoodBye | Sujet | Le canal de la lampe. |
| STORE | Compte de la boutique | Numéro de série | Le numéro de la lampe. |
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn each_part_of_a_cell_with_several_keys_is_looked_at() {
        Case::default()
            .document(
                "fr-FR/data-hub-sends-to-acme.md",
                "\
| Service | Données envoyées à Acme | Utilisé pour |
|---|---|---|
| PINGs | Jeton, wakeWord | L’adresse de la lampe. |
          ^^^^^ error: the wire key `Token` is translated as `Jeton`
| PINGs | brightness_level | La luminosité. |
",
            )
            .document(
                "zh-CN/data-hub-sends-to-acme.md",
                "\
| 服务 | 发送到 Acme 的数据 | 用途 |
|---|---|---|
| PINGs | Token、唤醒词 | 灯的地址。 |
                ^^^ error: the wire key `wakeWord` is translated as `唤醒词`
| PINGs | brightness_level | 亮度。 |
",
            )
            .document(
                "de-DE/data-hub-sends-to-acme.md",
                "\
| Dienst | An Acme gesendete Daten | Verwendet für |
|---|---|---|
| PINGs | wakeWord | Die Adresse der Lampe. |
          ^^^^^^^^ error: the wire key `Token` is missing: the cell names only `wakeWord`
| PINGs | brightness_level | Die Helligkeit. |
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
            .document(
                "fr-FR/data-hub-sends-to-acme.md",
                "\
| Service | Données envoyées à Acme | Utilisé pour |
|---|---|---|
| PINGs | Token et wakeWord | L’adresse de la lampe. |
| PINGs | brightness_level | La luminosité. |
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn the_spelling_of_the_source_page_is_right() {
        let source = "\
| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Subject | Channel of the lamp. |
| PINGs | Hello | lampId | The UUID of the lamp. |
| PINGs | Hello | State | One of lit, dark or faulty. |
";
        let translation = "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Subject | Le canal de la lampe. |
| PINGs | Hello | lampId | L’UUID de la lampe. |
| PINGs | Hello | État | Un de lit, dark ou faulty. |
                  ^^^^ error: the wire key `State` is translated as `État`
";
        Case::default()
            .document("en-US/data-acme-sends-to-hub.md", source)
            .document("fr-FR/data-acme-sends-to-hub.md", translation)
            .expect(&CHECK);
    }
}
