//! # What it checks
//! Sentences that deny what the source affirms, or affirm what it denies: in purposes and in the
//! statements around the table. What negates is listed in the catalog's locale files, with the
//! words that English renders by “not”; the other languages of the run say whether a difference
//! lies in the language or in this page.
//!
//! # Why it matters
//! “We do not sell your data” without its “not” is the worst sentence that a disclosure can hold,
//! and reads perfectly well.
//!
//! # Example
//! Wrong: `Les données sont vendues.` for “The data is not sold.” Right: `Les données ne sont pas
//! vendues.`
//!
//! # Remedy
//! Say what the source says. Where the language has a negating word or ending that the catalog does
//! not know, add it to `negators` of the locale file; nothing is said of a language without that
//! list. A statement that denies nothing where its source does is an error,
//! whatever other pages do. Of a statement that the catalog says to deny something, “without” is no
//! denial (“sold without any reason”), and neither is “not without”; an exception that the source
//! does not make is a warning. For the rest the other languages must do as the source; where fewer than
//! three speak, and where both texts deny and only the number differs, it is a note. A word that
//! languages render with or without a negation (“unassigned”, “available”) is told, as a note, where
//! the page says the same of its opposite (“assigned”).

use crate::audit::Page;
use crate::catalog::model::ColumnRole;
use crate::check::{Check, Context, precedence};
use crate::consensus::{Agreement, Consensus, counterparts, negations_of, statement_counterparts};
use crate::finding::{Finding, Severity};
use crate::parse::Inline;
use crate::source::Span;
use crate::text::{Negations, Text};

use super::{about, label, vote};
use crate::check::stated::{Stated, declared, stated};

mod duties;

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "negation-changed",
    summary: "a sentence denies what the source affirms, or the other way round",
    severity: Severity::Warning,
    doubts_text: true,
    yields_to: precedence::MEANING,
    source: include_str!("negation_changed.rs"),
    run,
};

/// Fewest other languages that must all deny where languages are free not to.
const UNANIMOUS: usize = 5;

/// A difference in the number of negations.
#[derive(Clone, Copy)]
struct Change {
    /// Of the source text.
    wanted: Negations,
    /// Of this one.
    own: Negations,
    /// Other languages that have as many as the source.
    agreement: Agreement,
}

impl Change {
    /// Whether nothing is denied that the source surely denies. A “without” that both texts have denies
    /// no sentence.
    fn lost(self) -> bool {
        let without = |negations: Negations| negations.all - negations.denials;
        let beside = without(self.own) > 0 && without(self.own) <= without(self.wanted);
        self.wanted.sure > 0 && self.own.all == 0 || beside && self.promise_lost()
    }

    /// Whether a promise that is to deny is made without a denial.
    fn promise_lost(self) -> bool {
        self.wanted.denials > 0 && self.own.denials == 0
    }

    /// Whether something is denied of a source that denies nothing.
    fn invented(self) -> bool {
        self.wanted.all == 0
    }

    /// Whether the text may deny as often as its source.
    fn alike(self) -> bool {
        self.own.may_be(self.wanted.all)
    }

    /// Whether languages need not deny, as in “stop” or “unassigned”.
    fn free(self) -> bool {
        (self.wanted.sure..self.wanted.all).contains(&self.own.all)
    }

    /// How much the difference weighs in a purpose: nothing unless it is this page's.
    fn in_purpose(self) -> Option<Severity> {
        if self.alike() {
            return None;
        }
        if self.free() {
            return self.agreement.unanimous(UNANIMOUS).then_some(Severity::Note);
        }
        let plain = self.lost() || self.invented();
        match self.agreement.words() {
            None => plain.then_some(Severity::Note),
            Some(_) if !self.agreement.carried() => None,
            Some(_) => Some(if plain { CHECK.severity } else { Severity::Note }),
        }
    }

    /// The same in a statement, which is a promise. A longer text may deny the same thing twice.
    fn in_statement(self, denies: bool) -> Option<Severity> {
        if self.lost() || denies && self.promise_lost() {
            return Some(Severity::Error);
        }
        if self.alike() {
            return None;
        }
        let judged = self.in_purpose().filter(|_| self.invented())?;
        Some(if judged == CHECK.severity { Severity::Error } else { judged })
    }
}

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (consensus, page) = (context.consensus, context.page);
    let stated = stated(consensus.audit, page);
    if !page.is_source {
        in_purposes(consensus, page, findings);
        in_statements(consensus, page, &stated, findings);
    }
    by_declaration(consensus, page, &stated, findings);
    duties::check(consensus, page, findings);
}

/// Statements without a source text to compare with: on the source page itself, and on a translation
/// that stands alone. The catalog says which of them deny something.
fn by_declaration(
    consensus: &Consensus<'_>,
    page: &Page,
    compared: &[Stated<'_>],
    findings: &mut Vec<Finding>,
) {
    let catalog = consensus.audit.catalog;
    for (statement, inline) in declared(consensus.audit, page, |statement| statement.denies) {
        let compared = compared.iter().any(|stated| stated.statement == statement);
        if compared
            || negations_of(catalog, page.locale(), inline.forms())
                .is_none_or(|own| own.denials > 0)
        {
            continue;
        }
        let label = &catalog.statements[statement].label;
        let message = format!("the statement `{label}` denies nothing, and it is to deny");
        findings.push(inverted(page, inline, message).help(
            "say what the statement is to say; if the text does and its negating word is unknown \
             here, add the word to `negators` in the catalog's file for this language",
        ));
    }
}

/// A statement that says the opposite of what the catalog says it is to say.
fn inverted(page: &Page, inline: &Inline, message: String) -> Finding {
    let span = page.span(inline.trimmed_source());
    let finding = Finding::new(CHECK.id, Severity::Error, span, message);
    finding.found(inline.trimmed()).contradicting()
}

fn in_purposes(consensus: &Consensus<'_>, page: &Page, findings: &mut Vec<Finding>) {
    for text in consensus.texts_in_place(page) {
        let others = counterparts(consensus.audit, page, text.cell.row, ColumnRole::Purpose);
        let others: Vec<(&Page, Text<'_>)> =
            others.iter().map(|b| (b.page, b.cell.forms())).collect();
        let texts = (text.source.forms(), text.cell.forms());
        let Some(change) = change(consensus, page, texts, &others) else { continue };
        let place = format!("the purpose of `{}`", label(page, text.cell.row));
        let opposite = || consensus.model(page).is_some_and(|model| model.equals_opposite(text));
        if let Some(severity) = change.in_purpose().filter(|_| !change.free() || opposite()) {
            let finding = finding(text.cell.span(), &place, change, severity);
            findings.push(about(consensus.audit, page, finding, text));
        }
    }
}

fn in_statements(
    consensus: &Consensus<'_>,
    page: &Page,
    all: &[Stated<'_>],
    findings: &mut Vec<Finding>,
) {
    for stated in all {
        let others = statement_counterparts(consensus.audit, page, stated.statement);
        let texts = (stated.source.forms(), stated.inline.forms());
        let Some(change) = change(consensus, page, texts, &others) else { continue };
        let place = format!("the statement `{}`", stated.label);
        let denies = consensus.audit.catalog.statements[stated.statement].denies;
        if let Some(severity) = change.in_statement(denies) {
            findings.push(
                stated.about(finding(stated.span(page), &place, change, severity)).contradicting(),
            );
        } else if denies && change.own.exceptions > change.wanted.exceptions {
            let message = format!("{place} makes an exception that the source text does not make");
            let finding = Finding::new(CHECK.id, CHECK.severity, stated.span(page), message)
                .help("say what the source text says, without an exception");
            findings.push(stated.about(finding));
        }
    }
}

/// How a text differs from its source in what it denies, if it does.
fn change(
    consensus: &Consensus<'_>,
    page: &Page,
    (source, text): (Text<'_>, Text<'_>),
    others: &[(&Page, Text<'_>)],
) -> Option<Change> {
    let catalog = consensus.audit.catalog;
    let count = |locale: &str, text: Text<'_>| negations_of(catalog, locale, text);
    let wanted = count(&catalog.source_locale, source)?;
    let own = count(page.locale(), text).filter(|own| *own != wanted)?;
    let agrees =
        |(other, text): &(&Page, Text<'_>)| Some(count(other.locale(), *text)?.may_be(wanted.all));
    let agreement = Agreement::of(others.iter().map(agrees));
    Some(Change { wanted, own, agreement })
}

fn finding(span: Span, place: &str, change: Change, severity: Severity) -> Finding {
    let Change { wanted, own, agreement } = change;
    let what = if change.lost() || own.all < wanted.all {
        "does not deny what the source text denies"
    } else if change.promise_lost() {
        "does not deny what the source text denies: its negations are of “without”, which denies no sentence"
    } else {
        "denies what the source text does not"
    };
    let others =
        if agreement.carried() { vote(agreement, "do as the source text") } else { String::new() };
    let message = format!("{place} {what}{others}");
    Finding::new(CHECK.id, severity, span, message).help(
        "say what the source text says; if the text does and its negating word is unknown here, add \
         the word to `negators` in the catalog's file for this language",
    )
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing::Case;
    use crate::check::testing_pages::Pages;

    #[test]
    fn right_pages_are_left_alone() {
        Pages::new().expect(&CHECK);
        Pages::new().only(&["en-US", "fr-FR"]).expect(&CHECK);
    }

    #[test]
    fn the_other_languages_say_which_page_is_wrong() {
        Pages::new()
            .edit(
                "fr-FR",
                "L’UUID qui nomme la lampe. |",
                "L’UUID qui ne nomme pas la lampe. |
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the purpose of `lampId` denies what the source text does not; 3 of 3 other languages do as the source text",
            )
            .edit(
                "nl-NL",
                "Anders wordt false geretourneerd. |",
                "Dan wordt false geretourneerd. |
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the purpose of `shadeCount` does not deny what the source text denies; 3 of 3 other languages do as the source text",
            )
            .expect(&CHECK);
    }

    #[test]
    fn without_other_languages_it_is_a_note() {
        Pages::new()
            .only(&["en-US", "fr-FR"])
            .edit(
                "fr-FR",
                "L’UUID qui nomme la lampe. |",
                "L’UUID qui ne nomme pas la lampe. |
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ note: the purpose of `lampId` denies what the source text does not",
            )
            .expect(&CHECK);
    }

    #[test]
    fn statements_around_the_table_count() {
        let source = "> Acme and Hub do not sell the data.\n\n| Service | Message | Data sent to Hub | Used for |\n|---|---|---|---|\n| PINGs | Hello | Topic | The channel. |\n";
        let french = "\
> Acme et Hub vendent les données.
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: the statement `Data is not sold` does not deny what the source text denies

| Service | Message | Données envoyées à Hub | Utilisé pour |
|---|---|---|---|
| PINGs | Hello | Topic | Le canal. |
";
        let right = french.replace("vendent", "ne vendent pas");
        let right: String = right
            .lines()
            .filter(|line| !line.contains("^^^"))
            .flat_map(|line| [line, "\n"])
            .collect();
        let case = |page| {
            Case::default()
                .document("en-US/data-acme-sends-to-hub.md", source)
                .document("fr-FR/data-acme-sends-to-hub.md", page)
        };
        case(french).expect(&CHECK);
        case(&right).expect(&CHECK);
        // Of a language without a list nothing is known.
        let turkish = french.replace("vendent", "satıyor");
        let turkish: String =
            turkish.lines().filter(|l| !l.contains("^^^")).flat_map(|l| [l, "\n"]).collect();
        Case::default()
            .document("en-US/data-acme-sends-to-hub.md", source)
            .document("tr-TR/data-acme-sends-to-hub.md", &turkish)
            .expect(&CHECK);
    }

    #[test]
    fn without_denies_no_promise_and_an_exception_is_told() {
        let source = "> Acme and Hub do not sell the data.\n\n| Service | Message | Data sent to Hub | Used for |\n|---|---|---|---|\n| PINGs | Hello | Topic | The channel. |\n";
        for (note, finding) in [
            ("ne vendent pas les données", ""),
            ("ne vendent pas les données sans raison, ni", ""),
            (
                "vendent les données sans aucune raison",
                "error: the statement `Data is not sold` does not deny what the source text denies: its negations are of “without”",
            ),
            (
                "ne vendent les données pas sans raison",
                "error: the statement `Data is not sold` does not deny what the source text denies: its negations are of “without”",
            ),
            (
                "ne vendent pas les données, sauf exception",
                "warning: the statement `Data is not sold` makes an exception that the source text does not make",
            ),
        ] {
            let text = format!("Acme et Hub {note}.");
            let carets = "^".repeat(text.chars().count());
            let drawn =
                if finding.is_empty() { String::new() } else { format!("  {carets} {finding}\n") };
            let page = format!(
                "> {text}\n{drawn}\n| Service | Message | Données envoyées à Hub | Utilisé pour |\n|---|---|---|---|\n| PINGs | Hello | Topic | Le canal. |\n"
            );
            Case::default()
                .document("en-US/data-acme-sends-to-hub.md", source)
                .document("fr-FR/data-acme-sends-to-hub.md", &page)
                .expect(&CHECK);
        }
    }

    #[test]
    fn a_denial_beside_a_without_is_missed_too() {
        let source = "Create the account first; without it Hub does not connect.\n\n| Service | Message | Data sent to Hub | Used for |\n|---|---|---|---|\n| PINGs | Hello | Topic | The channel without a lamp. |\n";
        for (text, finding) in [
            ("sans lui, Hub ne se connecte pas", ""),
            (
                "sans lui, Hub se connecte",
                "error: the statement `When data flows` does not deny what the source text denies",
            ),
        ] {
            let text = format!("Créez d’abord le compte ; {text}.");
            let carets = "^".repeat(text.chars().count());
            let drawn =
                if finding.is_empty() { String::new() } else { format!("{carets} {finding}\n") };
            let page = format!(
                "{text}\n{drawn}\n| Service | Message | Données envoyées à Hub | Utilisé pour |\n|---|---|---|---|\n| PINGs | Hello | Topic | Le canal sans lampe. |\n"
            );
            Case::default()
                .document("en-US/data-acme-sends-to-hub.md", source)
                .document("fr-FR/data-acme-sends-to-hub.md", &page)
                .expect(&CHECK);
        }
    }

    #[test]
    fn a_promise_that_stands_alone_must_deny_too() {
        let opposite = "Acme et Hub vendent les données.\n  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: the statement `Data is not sold` denies nothing";
        for note in ["Acme et Hub ne vendent pas les données.", opposite] {
            let page = format!(
                "> {note}\n\n| Service | Message | Données envoyées à Hub | Utilisé pour |\n|---|---|---|---|\n| PINGs | Hello | Topic | Le canal. |\n"
            );
            Case::default().document("fr-FR/data-acme-sends-to-hub.md", &page).expect(&CHECK);
        }
    }

    #[test]
    fn so_must_that_of_the_source_page() {
        let page = "\
> Acme and Hub sell the data.
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: the statement `Data is not sold` denies nothing

| Service | Message | Data sent to Hub | Used for |
|---|---|---|---|
| PINGs | Hello | Topic | The channel. |
";
        Case::default().document("en-US/data-acme-sends-to-hub.md", page).expect(&CHECK);
    }
}
