//! Did the tools that made the translation leave something of their own in it?
//!
//! What the source page has as well is no residue of the translation: it is told on the source page.

pub(super) mod conflict_marker;
pub(super) mod escaped_entity;
pub(super) mod fenced_page;
pub(super) mod stray_remark;
pub(super) mod tool_placeholder;
pub(super) mod unpaired_emphasis;
pub(super) mod unpaired_tag;
