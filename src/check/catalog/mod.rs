//! Do the source pages and the catalog agree, and do the source pages agree with themselves?

pub(super) mod source_inconsistency;
pub(super) mod undocumented_field;
pub(super) mod unknown_field;
