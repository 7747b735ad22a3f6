//! What a lost literal weighs, by what the other languages make of it.

use crate::audit::{Audit, Page, PageRow};
use crate::consensus::{Agreement, Consensus, Counterpart};
use crate::finding::Severity;
use crate::text::{keeps, normal};

use super::{CHECK, Loss};

/// Letters of an acronym that languages have their own for (`OS`, in French `SE`).
pub(super) const SHORT: usize = 2;
/// Fewest other languages that must speak for more than a note, and all keep a short acronym.
const VOTERS: usize = 5;
/// How many in ten of them must keep the name of a header or a service. (Of the eleven real
/// languages, 8 of 9 keep `X-Server-Protocol-Version` where one has lost it.)
const TENTHS: usize = 8;

/// By how much longer than expected a text is that spells an acronym out, as a natural logarithm.
/// (The French cell that has its own name for `DEP` instead: 0.27.)
const SPELT_OUT: f64 = 0.1;

/// Takes out the losses that are no fault of this page, and says what the rest weighs.
pub(super) fn told(
    consensus: &Consensus<'_>,
    page: &Page,
    row: &PageRow,
    others: &[Counterpart<'_>],
    losses: &mut Vec<Loss>,
) -> Severity {
    let others: Vec<String> = others.iter().map(|other| normal(other.cell.text())).collect();
    let agreement =
        |literal: &str| Agreement::of(others.iter().map(|text| Some(keeps(text, literal))));
    losses.retain(|loss| is_told(loss, agreement(&loss.expected)));
    let grave = losses.iter().any(|loss| {
        let agreement = agreement(&loss.expected);
        let most = agreement.of >= VOTERS && agreement.yes * 10 >= agreement.of * TENTHS;
        let service =
            || is_service(consensus.audit, &loss.expected) && !is_long(consensus, page, row);
        most && (is_header(&loss.expected) || service())
    });
    if grave { Severity::Warning } else { CHECK.severity }
}

/// Whether a loss is worth a word. What stands in another case was meant to be kept.
fn is_told(loss: &Loss, agreement: Agreement) -> bool {
    if loss.expected.len() <= SHORT {
        return agreement.unanimous(VOTERS);
    }
    let recased = |found: &String| found.to_lowercase() == loss.expected.to_lowercase();
    agreement.words().is_none() || agreement.carried() || loss.found.as_ref().is_some_and(recased)
}

/// Whether the text of a row is longer than its source makes one expect.
fn is_long(consensus: &Consensus<'_>, page: &Page, row: &PageRow) -> bool {
    let Some(model) = consensus.model(page) else { return false };
    let mut own = model.texts.iter().filter(|text| text.cell.row.number == row.number);
    own.any(|text| model.excess(text) > SPELT_OUT)
}

/// Whether a literal is the name of a header, as it goes over the wire.
fn is_header(literal: &str) -> bool {
    literal.contains('-')
        && literal.starts_with(|c: char| c.is_ascii_uppercase())
        && literal.chars().all(|c| c.is_ascii_alphabetic() || c == '-')
}

/// Whether a literal is the name of a service.
fn is_service(audit: &Audit<'_>, literal: &str) -> bool {
    let mut names = audit.catalog.services.iter().flat_map(|service| service.label.split('/'));
    names.any(|name| name == literal)
}
