//! # What it checks
//! Purposes that stand in the row of another datum: two that would each fit better in the other's
//! place, and one that says what another row is for. A text is compared with every source text of
//! the table by its words, as far as the other rows teach how the language renders them, by the
//! letters that it shares with the other languages, by literals, numbers and length.
//!
//! # Why it matters
//! Every sentence is right and in the right language, so no reader notices; but the page says that
//! a datum is used for what another one is used for.
//!
//! # Example
//! Wrong: the serial number is “the number of licences” and the number of licences “the serial
//! number of the lamp”. Right: each purpose in its own row.
//!
//! # Remedy
//! Put both texts back in their rows; where one text stands twice, translate the source text of the
//! row anew.

use crate::audit::Page;
use crate::check::{Check, Context, precedence};
use crate::consensus::{Consensus, LanguageModel};
use crate::finding::{Finding, Severity};

use super::{about, label};

/// See the top of this file.
pub const CHECK: Check = Check {
    id: "swapped-purpose",
    summary: "a purpose stands in the row of another datum",
    severity: Severity::Warning,
    doubts_text: true,
    yields_to: precedence::MEANING,
    source: include_str!("swapped_purpose.rs"),
    run,
};

fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (consensus, page) = (context.consensus, context.page);
    let Some((model, placed)) = consensus.model(page).zip(consensus.placements(page)) else {
        return;
    };
    findings.extend(placed.swapped.iter().map(|pair| swapped(consensus, page, model, *pair)));
    findings.extend(placed.strayed.iter().map(|pair| strayed(consensus, page, model, *pair)));
}

fn swapped(
    consensus: &Consensus<'_>,
    page: &Page,
    model: &LanguageModel<'_>,
    (a, b): (usize, usize),
) -> Finding {
    let (first, second) = (&model.texts[a], &model.texts[b]);
    let message = format!(
        "the purposes of `{}` and `{}` are swapped: each fits the row of the other",
        label(page, first.cell.row),
        label(page, second.cell.row)
    );
    let finding = Finding::new(CHECK.id, CHECK.severity, first.cell.span(), message)
        .help("compare both cells with the source text and change them about");
    about(consensus.audit, page, finding, first)
        .row(second.cell.row.number, page.field_ids(consensus.audit.catalog, second.cell.row))
        .relate(second.cell.span(), "the other purpose")
}

fn strayed(
    consensus: &Consensus<'_>,
    page: &Page,
    model: &LanguageModel<'_>,
    (cell, other): (usize, usize),
) -> Finding {
    let (text, owner) = (&model.texts[cell], &model.texts[other]);
    let message = format!(
        "the purpose of `{}` is that of `{}`: `{}`",
        label(page, text.cell.row),
        label(page, owner.cell.row),
        text.cell.text()
    );
    let finding = Finding::new(CHECK.id, CHECK.severity, text.cell.span(), message)
        .help("translate the source text of this row");
    about(consensus.audit, page, finding, text).relate(owner.cell.span(), "the row that it is of")
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::check::testing_pages::Pages;

    #[test]
    fn right_pages_are_left_alone() {
        Pages::new().expect(&CHECK);
        Pages::new().only(&["en-US", "fr-FR"]).expect(&CHECK);
    }

    #[test]
    fn two_purposes_that_changed_places_are_one_finding() {
        Pages::new()
            .edit("fr-FR", "Le numéro de série qui figure sur la boîte de la lampe. |", "X |")
            .edit(
                "fr-FR",
                "L’UUID qui nomme la lampe. |",
                "Le numéro de série qui figure sur la boîte de la lampe. |
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the purposes of `lampId` and `Serial number` are swapped",
            )
            .edit("fr-FR", "X |", "L’UUID qui nomme la lampe. |")
            .expect(&CHECK);
    }

    #[test]
    fn a_purpose_that_stands_twice_is_found_where_it_is_wrong() {
        Pages::new()
            .edit(
                "de-DE",
                "Die UUID, die die Lampe benennt. |",
                "Die Seriennummer, die auf der Schachtel der Lampe steht. |
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the purpose of `lampId` is that of `Serial number`",
            )
            .expect(&CHECK);
    }
}
