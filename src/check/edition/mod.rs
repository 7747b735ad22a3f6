//! Is the page up to date with its source, and does it say truly what it is?

pub(super) mod anchor_changed;
pub(super) mod broken_link;
pub(super) mod broken_relative_link;
pub(super) mod contradicted_hash;
pub(super) mod date_order;
pub(super) mod link_changed;
pub(super) mod metadata_mismatch;
pub(super) mod stale_edition;
