//! Documents, catalog and the vendor's published protocol held against each other.
//!
//! [`prove`] gives a [`Verdict`] for every catalog field and for every protocol key of a
//! documented message. The parts, one per question:
//!
//! | module | question |
//! |---|---|
//! | [`resolve`] | which key is meant by a field? |
//! | [`spelling`] | is it written as on the wire? |
//! | [`meaning`] | do page and protocol mean the same by it? |
//! | [`direction`] | does it travel that way? |
//! | [`succession`] | what became of it in the newer interface? |
//! | [`values`] | are the values that the page gives all of them? |
//! | [`conditions`] | when is it really sent? |
//! | [`ends`] | where is it no longer sent? |
//! | [`claims`] | which keys do the pages list? |
//! | [`undisclosed`] | what does the protocol send that no page lists? |
//! | [`contradiction`] | do the pages contradict each other? |
//! | [`coverage`] | how much of each message is documented? |
//!
//! The facts themselves are read from the vendor's own files ([`import`]), written ([`write`]) and,
//! for two states of them, compared ([`compare`](mod@compare)).
//!
//! Nothing here knows a vendor: facts and terms come from the catalog.

pub mod claims;
pub mod compare;
pub mod conditions;
pub mod contradiction;
pub mod coverage;
pub mod direction;
pub mod ends;
pub mod import;
pub mod listing;
pub mod meaning;
mod proof;
pub mod resolve;
pub mod spelling;
pub mod succession;
pub mod undisclosed;
pub mod values;
mod verdict;
pub mod wording;
pub mod write;

pub use proof::{Proof, field_verdicts, prove, source_row};
pub use verdict::{Subject, Verdict, VerdictKind};
