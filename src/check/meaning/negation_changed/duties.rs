//! Statements that say what the reader has to do, and a page that says that it need not or must not be
//! done. The catalog tells which statements these are, so that no source text needs to be at hand.

use crate::audit::Page;
use crate::check::stated::declared;
use crate::consensus::{Consensus, lifts_duty, word_lists};
use crate::finding::{Finding, Severity};

use super::{CHECK, inverted};

/// By the phrases that lift or forbid a duty in the language of the page. It is graver than what a
/// comparison of negations alone has made of the same text.
pub(super) fn check(consensus: &Consensus<'_>, page: &Page, findings: &mut Vec<Finding>) {
    let catalog = consensus.audit.catalog;
    let Some(lists) = word_lists(catalog, page.locale()) else { return };
    for (statement, inline) in declared(consensus.audit, page, |statement| statement.obliges) {
        if !lifts_duty(lists, inline.trimmed()) {
            continue;
        }
        let span = page.span(inline.trimmed_source());
        let same = |finding: &Finding| finding.check == CHECK.id && finding.span == span;
        findings.retain(|finding| !same(finding) || finding.severity == Severity::Error);
        if findings.iter().any(same) {
            continue;
        }
        let label = &catalog.statements[statement].label;
        let message = format!(
            "the statement `{label}` is to say what has to be done, and says that something need not or \
             must not be done"
        );
        let finding = inverted(page, inline, message);
        findings.push(finding.help("say what the reader has to do, as the source does"));
    }
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;

    const FRENCH: &str = "\
# Données qu’Acme envoie à Hub

Dès qu’un service est actif, Acme envoie des données à Hub.

| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Le canal de la lampe. |

";

    #[test]
    fn a_duty_that_is_lifted_or_forbidden_is_an_error() {
        for text in [
            "Vous ne devez pas désactiver le service dans Hub pour faire effacer les données.",
            "Vous n’avez pas à désactiver le service dans Hub pour faire effacer les données.",
        ] {
            let line = "^".repeat(text.chars().count());
            let page = format!(
                "{FRENCH}{text}\n{line} error: the statement `How to stop` is to say what has to be done, and says that something need not or must not be done\n"
            );
            Case::default().document("fr-FR/data-acme-sends-to-hub.md", &page).expect(&CHECK);
        }
    }

    #[test]
    fn a_duty_with_a_negation_elsewhere_is_one() {
        let page = format!(
            "{FRENCH}Pour que Hub ne reçoive pas de données, vous devez désactiver le service.\n"
        );
        Case::default().document("fr-FR/data-acme-sends-to-hub.md", &page).expect(&CHECK);
    }
}
