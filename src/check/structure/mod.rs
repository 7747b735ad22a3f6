//! Is everything there, once, in order, in the right shape?

pub(super) mod duplicate_row;
pub(super) mod excess_cells;
pub(super) mod extra_row;
pub(super) mod invalid_encoding;
pub(super) mod invalid_front_matter;
pub(super) mod loose_table;
pub(super) mod missing_row;
pub(super) mod missing_statement;
pub(super) mod missing_table;
pub(super) mod reordered_rows;
pub(super) mod short_row;
