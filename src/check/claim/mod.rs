//! Does a text claim what its source claims: the same values, names and options, on the same words?

pub(super) mod misspelt_name;
pub(super) mod misspelt_value;
pub(super) mod moved_mark;
pub(super) mod optionality_changed;
pub(super) mod value_added;
