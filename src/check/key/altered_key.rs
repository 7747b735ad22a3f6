//! # What it checks
//! A wire key in the field column that can still be recognised but is not written byte for byte:
//! in other case, with other punctuation or spaces, with words around it, or misspelt. Only a key
//! that no language has as a word (`PushMagic`, `org_id`) can be misspelt; a near spelling of an
//! ordinary word is its translation, which is `translated-key`. A key that only has a comma or
//! full stop before or after it is `stray-punctuation`.
//!
//! # Why it matters
//! Wire keys are compared byte for byte by machines. A reader who copies an altered one into a
//! search, a script or a profile finds nothing. Letters of another script that look the same
//! (a Cyrillic Т for T) and characters that nobody sees are named by their code point.
//!
//! # Example
//! Wrong: `| PINGs | Hello | LampID | … |`. Right: `| PINGs | Hello | lampId | … |`.
//!
//! # Remedy
//! Put the key back exactly as the source page has it. An explanation belongs in the purpose
//! column.

use crate::check::spelling::Spelling;
use crate::check::writing::{disguise, visible};
use crate::check::{Check, Context, precedence};
use crate::finding::{Finding, Severity};

use super::{complete, miswritten};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "altered-key",
    summary: "a wire key is not written byte for byte",
    severity: Severity::Warning,
    doubts_text: true,
    yields_to: precedence::CELL,
    source: include_str!("altered_key.rs"),
    run,
};

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (audit, page) = (context.audit, context.page);
    for ((expected, found), keys) in miswritten(audit, page) {
        let first = keys[0];
        let Spelling::Altered(how) = first.spelling else { continue };
        let hidden = disguise(found, expected);
        let how = match hidden.as_str() {
            "" => how.describe().to_owned(),
            hidden => format!("written{hidden}"),
        };
        let message = format!("the wire key `{expected}` is {how}: `{}`", visible(found));
        let finding = Finding::new(CHECK.id, CHECK.severity, first.span, message)
            .help(format!("write `{expected}`: machines compare keys byte for byte"));
        findings.push(complete(audit, page, finding, &keys));
    }
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    #[test]
    fn what_cannot_be_seen_is_named_by_its_code_point() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Тоpic | Le canal de la lampe. |
                  ^^^^^ warning: the wire key `Topic` is written with letters of another script (`Т` U+0422, `о` U+043E): `Тоpic`
| PINGs | Hello | lamp\u{200b}Id | L’UUID de la lampe. |
                  ^^^^^^^ warning: the wire key `lampId` is written with an invisible character (U+200B): `lamp[U+200B]Id`
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn the_message_says_what_was_done_to_the_key() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | topic | Le canal de la lampe. |
                  ^^^^^ warning: the wire key `Topic` is written in other case: `topic`
| PINGs | Hello | ID lampId | L’UUID de la lampe. |
                  ^^^^^^^^^ warning: the wire key `lampId` is written with more words around it
| PINGs | GoodBye | topic | Le canal de la lampe. |
| STORE | Compte de la boutique | shadeConut | Le nombre d’abat-jour. |
                                  ^^^^^^^^^^ warning: the wire key `shadeCount` is misspelt
",
            )
            .document(
                "fr-FR/data-hub-sends-to-acme.md",
                "\
| Service | Données envoyées à Acme | Utilisé pour |
|---|---|---|
| PINGs | Token, wakeword | L’adresse de la lampe. |
                 ^^^^^^^^ warning: the wire key `wakeWord` is written in other case: `wakeword`
| PINGs | brightness-level | La luminosité. |
          ^^^^^^^^^^^^^^^^ warning: the wire key `brightness_level` is written with other punct
",
            )
            .expect(&CHECK);
    }

    #[test]
    fn kept_punctuated_and_translated_keys_are_left_alone() {
        Case::default()
            .document(
                "fr-FR/data-acme-sends-to-hub.md",
                "\
| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic, | Le canal de la lampe. |
| PINGs | Hello | [**lampId**](x.md). | L’UUID de la lampe. |
| PINGs | Hello | Stato | Un de lit, dark ou faulty. |
| STORE | Compte de la boutique | Serial Number | Le numéro de la lampe. |
",
            )
            .expect(&CHECK);
    }
}
