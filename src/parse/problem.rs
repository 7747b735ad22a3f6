//! Recoverable trouble met while parsing. Each becomes a finding.

use std::ops::Range;

/// One piece of trouble and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What it is.
    pub kind: ProblemKind,
    /// Bytes of the file.
    pub range: Range<usize>,
}

/// The kinds of trouble.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// Front matter that is not valid YAML; the parser's reason.
    InvalidFrontMatter(String),
    /// Front matter that starts and never ends.
    UnclosedFrontMatter,
    /// A row that a Markdown parser makes of prose glued to the end of a table.
    ProseInTable,
}
