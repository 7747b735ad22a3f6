//! The outcome for one field, key or message across documents, catalog and protocol.

use serde::Serialize;

use crate::catalog::model::{Confidence, Personal};
use crate::catalog::{FieldIx, KeyIx};

/// What became of a comparison, from the gravest to the least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum VerdictKind {
    /// The page writes a wire key otherwise than the protocol.
    MisspeltKey,
    /// The page writes a wire key in other capitals than the protocol.
    OtherCase,
    /// The page lists it as sent one way; the protocol has it only the other way.
    WrongDirection,
    /// The newer interface has the opposite of it.
    Inverted,
    /// The page means something else by the name than the protocol.
    OtherMeaning,
    /// The protocol has no such key.
    UnknownToProtocol,
    /// Only the older interface has it.
    Superseded,
    /// The protocol, or its newer interface, has it under another name.
    Renamed,
    /// The page gives the values of a key and leaves some out.
    OtherValues,
    /// The protocol has it; no page lists it.
    Undisclosed,
    /// It is sent, but not always, and the page does not say so.
    Conditional,
    /// There are no facts to compare with.
    NotCompared,
    /// Page, catalog and protocol agree.
    Agreed,
}

impl VerdictKind {
    /// All, in order.
    pub const ALL: [VerdictKind; 13] = [
        VerdictKind::MisspeltKey,
        VerdictKind::OtherCase,
        VerdictKind::WrongDirection,
        VerdictKind::Inverted,
        VerdictKind::OtherMeaning,
        VerdictKind::UnknownToProtocol,
        VerdictKind::Superseded,
        VerdictKind::Renamed,
        VerdictKind::OtherValues,
        VerdictKind::Undisclosed,
        VerdictKind::Conditional,
        VerdictKind::NotCompared,
        VerdictKind::Agreed,
    ];

    /// Whether the protocol speaks against what pages say of a datum, rather than adding to it.
    pub fn contradicts_page(self) -> bool {
        matches!(
            self,
            VerdictKind::MisspeltKey
                | VerdictKind::WrongDirection
                | VerdictKind::Inverted
                | VerdictKind::OtherMeaning
                | VerdictKind::UnknownToProtocol
        )
    }

    /// Whether the protocol speaks against the exchange itself: it has the datum only the other way,
    /// or not at all.
    pub fn denies_exchange(self) -> bool {
        matches!(self, VerdictKind::WrongDirection | VerdictKind::UnknownToProtocol)
    }

    /// As in JSON and CSV.
    pub fn as_str(self) -> &'static str {
        match self {
            VerdictKind::MisspeltKey => "misspelt-key",
            VerdictKind::OtherCase => "other-case",
            VerdictKind::OtherMeaning => "other-meaning",
            VerdictKind::WrongDirection => "wrong-direction",
            VerdictKind::Inverted => "inverted",
            VerdictKind::UnknownToProtocol => "unknown-to-protocol",
            VerdictKind::Superseded => "superseded",
            VerdictKind::Renamed => "renamed",
            VerdictKind::OtherValues => "other-values",
            VerdictKind::Undisclosed => "undisclosed",
            VerdictKind::Conditional => "conditional",
            VerdictKind::NotCompared => "not-compared",
            VerdictKind::Agreed => "agreed",
        }
    }

    /// What it means, for the legend of a report.
    pub fn meaning(self) -> &'static str {
        match self {
            VerdictKind::MisspeltKey => "The page writes a wire key otherwise than the protocol.",
            VerdictKind::WrongDirection => {
                "The page lists it as sent one way; the protocol has it only the other way."
            }
            VerdictKind::OtherCase => {
                "The page writes a wire key in other capitals than the protocol."
            }
            VerdictKind::OtherMeaning => {
                "The page means something else by the name than the protocol does."
            }
            VerdictKind::Inverted => "The newer interface has a key of the opposite meaning.",
            VerdictKind::UnknownToProtocol => "The protocol has no such key.",
            VerdictKind::Superseded => "Only the older interface has it.",
            VerdictKind::Renamed => {
                "The protocol, or its newer interface, has it under another name."
            }
            VerdictKind::OtherValues => "The page gives the values of a key and leaves some out.",
            VerdictKind::Undisclosed => {
                "The protocol has it and no page lists it: a question to the publisher, not an accusation."
            }
            VerdictKind::Conditional => {
                "The protocol does not always send it, and the page does not say so."
            }
            VerdictKind::NotCompared => "There are no facts of the protocol to compare with.",
            VerdictKind::Agreed => "Page, catalog and protocol agree.",
        }
    }
}

/// What a verdict is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A field of the catalog.
    Field(FieldIx),
    /// A key that no field stands for.
    Key(KeyIx),
    /// A message of the protocol (its index) that no field stands for.
    Message(usize),
}

/// The outcome of one comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// What became of it.
    pub kind: VerdictKind,
    /// What it is about.
    pub subject: Subject,
    /// The protocol's side, if there is one.
    pub key: Option<KeyIx>,
    /// How sure it is: never more than the facts it rests on.
    pub confidence: Confidence,
    /// The words that an auditor can use: both sides, and what follows.
    pub summary: String,
    /// What the protocol has in its place: the right spelling, the newer key.
    pub expected: Option<String>,
    /// Whether the datum is personal.
    pub personal: Personal,
    /// Rank of its sensitivity, 0 is the least.
    pub rank: u8,
}
