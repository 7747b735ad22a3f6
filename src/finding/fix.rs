//! Mends that a machine can make.

use crate::source::Span;

/// A byte-exact replacement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What to replace.
    pub span: Span,
    /// With what.
    pub replacement: String,
    /// Whether it may be made unseen.
    pub applicability: Applicability,
}

/// Whether a [`Fix`] may be made unseen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Applicability {
    /// Nothing else can be right there: `flowproof fix` makes it.
    Certain,
    /// Very likely right; somebody has to look.
    Suggested,
}

impl Applicability {
    /// Certain if `certain`, otherwise suggested.
    pub fn when(certain: bool) -> Self {
        if certain { Applicability::Certain } else { Applicability::Suggested }
    }

    /// `certain` or `suggested`.
    pub fn as_str(self) -> &'static str {
        match self {
            Applicability::Certain => "certain",
            Applicability::Suggested => "suggested",
        }
    }
}
