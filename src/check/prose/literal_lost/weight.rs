//! What a lost literal weighs, by what the other languages make of it.

use crate::audit::Audit;
use crate::finding::Severity;
use crate::locale::{keeps, normal};
use crate::vote::{Ballot, Poll};

use super::{CHECK, Loss};

/// Letters of an acronym that languages have their own for (`OS`, in French `SE`).
pub(super) const SHORT: usize = 2;
/// Fewest other languages that must speak for more than a note, and all keep a short acronym.
const VOTERS: usize = 5;
/// How many in ten of them must keep the name of a header or a service. (Of the eleven real
/// languages, 8 of 9 keep `X-Server-Protocol-Version` where one has lost it.)
const TENTHS: usize = 8;

/// Takes out the losses that are no fault of this page, and says what the rest weighs.
pub(super) fn told(audit: &Audit<'_>, others: &[Ballot<'_>], losses: &mut Vec<Loss>) -> Severity {
    let others: Vec<String> = others.iter().map(|other| normal(other.cell.text())).collect();
    let poll = |literal: &str| Poll::of(others.iter().map(|text| Some(keeps(text, literal))));
    losses.retain(|loss| is_told(loss, poll(&loss.expected)));
    let grave = losses.iter().any(|loss| {
        let poll = poll(&loss.expected);
        let most = poll.voters >= VOTERS && poll.yes * 10 >= poll.voters * TENTHS;
        most && is_address(audit, &loss.expected)
    });
    if grave { Severity::Warning } else { CHECK.severity }
}

/// Whether a loss is worth a word. What was altered was meant to be kept.
fn is_told(loss: &Loss, poll: Poll) -> bool {
    if loss.expected.len() <= SHORT {
        return poll.unanimous(VOTERS);
    }
    loss.found.is_some() || poll.words().is_none() || poll.carried()
}

/// Whether a literal is the name of a header, as it goes over the wire, or of a service.
fn is_address(audit: &Audit<'_>, literal: &str) -> bool {
    let header = literal.contains('-') && literal.chars().any(|c| c.is_ascii_uppercase());
    let mut services = audit.catalog.services.iter().flat_map(|service| service.label.split('/'));
    header && literal.chars().all(|c| c.is_ascii_alphabetic() || c == '-')
        || services.any(|name| name == literal)
}
