//! What a check may ask.

use crate::approvals::Comparison;
use crate::audit::{Audit, Page};
use crate::consensus::Consensus;

/// The facts of a run, and the page that a check looks at.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The facts of the run.
    pub audit: &'a Audit<'a>,
    /// What other languages and other rows say.
    pub consensus: &'a Consensus<'a>,
    /// What has changed since it was approved; nothing where there is no lock.
    pub approvals: Option<&'a Comparison>,
    /// The page to look at.
    pub page: &'a Page,
}
