//! What the files of this room are made from.

use crate::finding::Finding;
use crate::inventory::{Inventory, ProtocolView};
use crate::source::Sources;

/// What the files are made from.
pub(in crate::report) struct Facts<'a> {
    /// The catalog and what the audit found.
    pub(in crate::report) inventory: &'a Inventory,
    /// The comparison with the protocol; empty without facts.
    pub(in crate::report) protocol: &'a ProtocolView,
    /// The findings.
    pub(in crate::report) findings: &'a [Finding],
    /// The files that the findings point into.
    pub(in crate::report) sources: &'a Sources,
}
